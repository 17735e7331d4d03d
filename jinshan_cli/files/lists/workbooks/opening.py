"""A zip with a table in it: which program's, by the parts it has."""

from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import Table
from jinshan_cli.files.lists.workbooks import ods, xlsx

_NUMBERS = "在 Numbers 里选“文件 → 导出到 → Excel”，存为 .xlsx 后再读"


def open_workbook(source: Path | bytes, facts: Catalogue, where: str, sheet: str) -> Table:
    """A list in a workbook of any program that can be read. Raises InputError."""
    names = _names(source, where)
    if any(name.endswith(".iwa") or name.startswith("index/") for name in names):
        raise InputError([Fault(tell("这是 Numbers 的表格，不能直接读"), where, expected=tell(_NUMBERS))])
    if ods.CONTENT in names:
        return xlsx.open_workbook(source, facts, where, sheet, ods.begin)
    if any(name.endswith("workbook.bin") for name in names):
        raise InputError([Fault(tell("这是二进制工作簿（.xlsb），不能直接读"), where, expected=tell(ods.TO_XLSX))])
    return xlsx.open_workbook(source, facts, where, sheet)


def _names(source: Path | bytes, where: str) -> list[str]:
    try:
        with ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return [name.replace("\\", "/").lower() for name in archive.namelist()]
    except (BadZipFile, OSError, ValueError) as error:
        raise InputError([Fault(tell("不是完好的工作簿"), where, expected=tell(ods.TO_XLSX))]) from error
