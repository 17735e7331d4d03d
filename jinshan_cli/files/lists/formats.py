"""Which form a list has: by its name, checked against its first bytes; from a pipe, by its first bytes alone."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import opened, standard_input
from jinshan_cli.files.lists.blocks import AS_USUAL, ListReading, Table, TextBlock, shorter
from jinshan_cli.files.lists.csv.delimited import open_delimited
from jinshan_cli.files.lists.jsonlines import open_jsonlines
from jinshan_cli.files.lists.parquet import open_parquet

STDIN = "-"
_OPENING = 1 << 20
_BLANK = b"\xef\xbb\xbf \t\r\n"
_MOST_PIPED = 512 << 20
"""bytes of a workbook or Parquet file from a pipe, which is held in memory"""
_ZIP, _PARQUET, _OLD = b"PK\x03\x04", b"PAR1", b"\xd0\xcf\x11\xe0"
_MAGIC = {
    _ZIP: "Excel 工作簿或 zip 压缩包",
    b"PK\x05\x06": "空的 zip 压缩包",
    b"\x1f\x8b": "gzip 压缩文件",
    _PARQUET: "Parquet 文件",
    _OLD: "旧版工作簿（.xls、.et），或加了密码的工作簿",
    b"%PDF": "PDF 文件",
    b"7z\xbc\xaf": "7z 压缩包",
    b"Rar!": "rar 压缩包",
    b"<": "网页（HTML）或 XML 表格",
}


def _open_workbook(source: Path | bytes, where: str, wanted: "Wanted") -> Table:
    from jinshan_cli.files.lists.workbooks.opening import open_workbook  # brings XML and half of the network's modules

    return open_workbook(source, wanted.facts, where, wanted.sheet)


def _open_parquet(source: Path | bytes, where: str, wanted: "Wanted") -> Table:
    return open_parquet(source, wanted.facts, where)


_OPENERS: dict[bytes, Callable[[Path | bytes, str, "Wanted"], Table]] = {_ZIP: _open_workbook, _PARQUET: _open_parquet}
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods", ".ots", ".numbers")
_BINARY = {**dict.fromkeys(_WORKBOOKS, _ZIP), ".parquet": _PARQUET, ".pq": _PARQUET}
_OLD_WORKBOOKS = (".xls", ".xlt", ".et", ".ett")
"""names that any program's file may have: a workbook of today, an old one, a web page or a text"""
_OBJECTS = (".jsonl", ".ndjson", ".json")
_SAVE_AS = "可读 .csv .tsv .xlsx .ods .parquet .jsonl；请用 Excel 另存为 xlsx 或 CSV"
_TO_XLSX = "用 Excel 或 WPS 打开（有密码的先取消密码），另存为“Excel 工作簿（*.xlsx）”后再读"
_HINTS = {_OLD: _TO_XLSX, b"<": _TO_XLSX, _ZIP: "若是工作簿，把文件名改成 .xlsx", _PARQUET: "把文件名改成 .parquet"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for in a list, and how; `sheet`: of a workbook."""

    facts: Catalogue
    reading: ListReading = AS_USUAL
    sheet: str = ""


@dataclass(frozen=True)
class ListSource:
    """Where a list comes from."""

    where: str
    path: Path | None
    size: int | None


def open_table(path: Path | str, wanted: Wanted) -> tuple[ListSource, Table]:
    """Opens a list by its path, or "-". Raises InputError."""
    if str(path) == STDIN:
        source = ListSource(tell("标准输入"), None, None)
        return source, _in_short(_open(source, standard_input(), wanted), wanted)
    source, stream = _opened(Path(path))
    try:
        table = _open(source, stream, wanted)
    except BaseException:
        stream.close()
        raise
    blocks = _closing(table.blocks, stream)
    next(blocks)
    return source, _in_short(replace(table, blocks=blocks), wanted)


def _in_short(table: Table, wanted: Wanted) -> Table:
    return replace(table, blocks=shorter(table.blocks, wanted.reading.rows))


def _open(source: ListSource, stream: BinaryIO, wanted: Wanted) -> Table:
    opening = stream.read(_OPENING)
    suffix = source.path.suffix.lower() if source.path else ""
    magic = next((magic for magic in _MAGIC if opening.lstrip(_BLANK if magic == b"<" else b"").startswith(magic)), b"")
    form = magic if source.path is None or (suffix in _OLD_WORKBOOKS and magic == _ZIP) else b""
    if form := _BINARY.get(suffix, form if form in _OPENERS else b""):
        return _open_binary(source, (form, magic), (stream, opening), wanted)
    if magic:
        raise _not_text(source.where, magic)
    _check_sheet(source, wanted)
    begins_object = source.path is None and opening.lstrip(_BLANK).startswith(b"{")
    if suffix in _OBJECTS or begins_object:
        return open_jsonlines((stream, opening), wanted.facts, source.where, wanted.reading)
    return open_delimited((stream, opening), wanted.facts, source.where, wanted.reading)


def _closing(blocks: Iterator[TextBlock], stream: BinaryIO) -> Iterator[TextBlock]:
    """The same blocks behind an empty one, which is for `open_table` to take.

    Only a generator that has begun closes its file when it is forgotten before its end.
    """
    try:
        yield TextBlock(pl.DataFrame())
        yield from blocks
    finally:
        stream.close()


def _opened(path: Path) -> tuple[ListSource, BinaryIO]:
    stream = opened(path)
    state = os.fstat(stream.fileno())
    if stat.S_ISREG(state.st_mode):
        return ListSource(str(path), path, state.st_size), stream
    return ListSource(str(path), None, None), stream


def _open_binary(
    source: ListSource, magic: tuple[bytes, bytes], begun: tuple[BinaryIO, bytes], wanted: Wanted
) -> Table:
    """A form that needs the whole file. `magic`: the wanted and the found; `begun`: the stream and its opening."""
    (form, found), (stream, opening) = magic, begun
    if not opening:
        raise InputError([Fault(tell("文件是空的"), source.where, expected=tell(_SAVE_AS))])
    if form != found:
        raise _not_what_it_says(source.where, form, found)
    if form != _ZIP:
        _check_sheet(source, wanted)
    if source.path:
        return _OPENERS[form](source.path, source.where, wanted)
    content = opening + stream.read(_MOST_PIPED - len(opening) + 1)
    if len(content) > _MOST_PIPED:
        raise InputError(
            [Fault(tell("超过 {most} MB", most=_MOST_PIPED >> 20), source.where, expected=tell("存为文件后再读"))]
        )
    return _OPENERS[form](content, source.where, wanted)


def _check_sheet(source: ListSource, wanted: Wanted) -> None:
    """Raises InputError if a sheet is asked for of what is no workbook."""
    if wanted.sheet:
        raise InputError([Fault(tell("这不是工作簿，没有工作表"), source.where, wanted.sheet, tell("去掉 --sheet"))])


def _not_text(where: str, magic: bytes) -> InputError:
    return InputError(
        [
            Fault(
                tell("这不是文本表格，是 {magic}", magic=tell(_MAGIC[magic])),
                where,
                expected=tell(_HINTS.get(magic, _SAVE_AS)),
            )
        ]
    )


def _not_what_it_says(where: str, form: bytes, magic: bytes) -> InputError:
    found = tell("是 {magic}", magic=tell(_MAGIC[magic])) if magic else tell("像是文本")
    said = {_ZIP: tell("这不是 xlsx 工作簿"), _PARQUET: tell("这不是 Parquet 文件")}[form]
    return InputError(
        [
            Fault(
                tell("{said}，{found}", said=said, found=found),
                where,
                expected=tell(_TO_XLSX) if magic in (_OLD, b"<") else tell(_SAVE_AS),
            )
        ]
    )
