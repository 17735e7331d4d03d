"""What a file is by its first bytes, and what is said of one that is not what it was taken for."""

import codecs
import re

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell

BLANK = b"\xef\xbb\xbf \t\r\n"
READABLE = "可读 .csv .tsv .xlsx .ods .parquet .jsonl；请用 Excel 另存为 xlsx 或 CSV"
ZIP, PARQUET = b"PK\x03\x04", b"PAR1"
_PAGE = b"<"
_OLD = "旧版工作簿（.xls、.et），或加了密码的工作簿"
_TO_XLSX = "用 Excel 或 WPS 打开（有密码的先取消密码），另存为“Excel 工作簿（*.xlsx）”后再读"
_UNPACK = "先解压，再读里面的文件"
_MAGIC = {
    ZIP: ("Excel 工作簿或 zip 压缩包", "若是工作簿，把文件名改成 .xlsx；若是压缩包，先解压"),
    b"PK\x05\x06": ("空的 zip 压缩包", READABLE),
    b"\x1f\x8b": ("gzip 压缩文件", _UNPACK),
    PARQUET: ("Parquet 文件", "把文件名改成 .parquet"),
    b"\xd0\xcf\x11\xe0": (_OLD, _TO_XLSX),
    b"\x09\x08": (_OLD, _TO_XLSX),
    b"\x09\x04\x06\x00": (_OLD, _TO_XLSX),
    b"\x09\x02\x06\x00": (_OLD, _TO_XLSX),
    b"\x09\x00\x04\x00": (_OLD, _TO_XLSX),
    b"%PDF": ("PDF 文件", READABLE),
    b"7z\xbc\xaf": ("7z 压缩包", _UNPACK),
    b"Rar!": ("rar 压缩包", _UNPACK),
    b"MIME-Version:": ("单个文件的网页（.mht）", _TO_XLSX),
    _PAGE: ("网页（HTML）或 XML 表格", _TO_XLSX),
}
"""by its first bytes, what a file is and what to do with it"""
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def magic_of(opening: bytes) -> bytes:
    """The first bytes by which a file is known; empty for one that may be text."""
    if (codec := _UTF16.get(opening[:2])) and opening[2:99].decode(codec, "ignore").lstrip().startswith("<"):
        return _PAGE
    return next((each for each in _MAGIC if opening.lstrip(BLANK if each == _PAGE else b"").startswith(each)), b"")


def not_text(where: str, magic: bytes) -> InputError:
    """Of a file that was taken for text."""
    what, expected = _MAGIC[magic]
    return InputError([Fault(tell("这不是文本表格，是 {magic}", magic=tell(what)), where, expected=tell(expected))])


def not_what_it_says(where: str, form: bytes, opening: bytes) -> InputError:
    """Of a file that its name, or what it was read for, says to be of another form."""
    said = {ZIP: tell("这不是 xlsx 工作簿"), PARQUET: tell("这不是 Parquet 文件")}[form]
    found, expected = _found(opening)
    return InputError([Fault(tell("{said}，{found}", said=said, found=found), where, expected=expected)])


def _found(opening: bytes) -> tuple[str, str]:
    if magic := magic_of(opening):
        what, expected = _MAGIC[magic]
        return tell("是 {magic}", magic=tell(what)), tell(expected)
    if opening[:2] not in _UTF16 and _NO_TEXT.search(opening):
        return tell("也不是文本，可能已损坏，或加了密"), tell("确认能用 Excel 或 WPS 打开，再另存为 xlsx 或 CSV")
    return tell("像是文本"), tell("若是文本表格，把文件名改成 .csv")
