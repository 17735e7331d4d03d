"""Which form a list has: by its name, checked against its first bytes; from a pipe, by its first bytes alone."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.files.disk.opening import opened
from jinshan_cli.files.lists.blocks import OBJECT, Part, Table
from jinshan_cli.files.lists.csv.delimited import open_delimited
from jinshan_cli.files.lists.jsonlines import open_jsonlines
from jinshan_cli.files.lists.parquet import open_parquet

STDIN = "-"
_OPENING = 1 << 20
_MOST_PIPED = 512 << 20
"""bytes of a workbook or Parquet file from a pipe, which is held in memory"""
_ZIP, _PARQUET = b"PK\x03\x04", b"PAR1"
_MAGIC = {
    _ZIP: "Excel 工作簿或 zip 压缩包",
    b"PK\x05\x06": "空的 zip 压缩包",
    b"\x1f\x8b": "gzip 压缩文件",
    _PARQUET: "Parquet 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Office 文件（.xls），或加了密码的工作簿",
    b"%PDF": "PDF 文件",
    b"7z\xbc\xaf": "7z 压缩包",
    b"Rar!": "rar 压缩包",
}


def _open_workbook(source: Path | bytes, facts: Catalogue, where: str) -> Table:
    from jinshan_cli.files.lists.xlsx import open_workbook  # brings XML and, with it, half of the network's modules

    return open_workbook(source, facts, where)


_OPENERS: dict[bytes, Callable[[Path | bytes, Catalogue, str], Table]] = {_ZIP: _open_workbook, _PARQUET: open_parquet}
_BINARY = {".xlsx": _ZIP, ".xlsm": _ZIP, ".parquet": _PARQUET, ".pq": _PARQUET}
_OBJECTS = (".jsonl", ".ndjson", ".json")
_SAVE_AS = "可读 .csv .tsv .xlsx .parquet .jsonl；请用 Excel 另存为 xlsx 或 CSV"


@dataclass(frozen=True)
class Source:
    """Where a list comes from."""

    where: str
    path: Path | None
    size: int | None


def open_table(path: Path | str, facts: Catalogue, raw: str = "") -> tuple[Source, Table]:
    """Opens a list by its path, or "-"; `raw` as in `open_delimited`, or `OBJECT`. Raises InputError."""
    if str(path) == STDIN:
        source = Source("标准输入", None, None)
        return source, _open(source, sys.stdin.buffer, facts, raw)
    source, stream = _opened(Path(path))
    try:
        table = _open(source, stream, facts, raw)
    except BaseException:
        stream.close()
        raise
    parts = _closing(table.parts, stream)
    next(parts)
    return source, replace(table, parts=parts)


def _open(source: Source, stream: BinaryIO, facts: Catalogue, raw: str) -> Table:
    opening = stream.read(_OPENING)
    suffix = source.path.suffix.lower() if source.path else ""
    magic = next((magic for magic in _MAGIC if opening.startswith(magic)), b"")
    if wanted := _BINARY.get(suffix, magic if source.path is None else b""):
        return _open_binary(source, (wanted, magic), (stream, opening), facts)
    if magic:
        raise _not_text(source.where, magic)
    begins_object = source.path is None and opening.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if suffix in _OBJECTS or begins_object:
        return open_jsonlines(stream, opening, facts, source.where, raw == OBJECT)
    return open_delimited(stream, opening, facts, source.where, raw)


def _closing(parts: Iterator[Part], stream: BinaryIO) -> Iterator[Part]:
    """The same parts behind an empty one, which is for `open_table` to take.

    Only a generator that has begun closes its file when it is forgotten before its end.
    """
    try:
        yield Part(pl.DataFrame())
        yield from parts
    finally:
        stream.close()


def _opened(path: Path) -> tuple[Source, BinaryIO]:
    stream = opened(path)
    state = os.fstat(stream.fileno())
    if stat.S_ISREG(state.st_mode):
        return Source(str(path), path, state.st_size), stream
    return Source(str(path), None, None), stream


def _open_binary(source: Source, magic: tuple[bytes, bytes], begun: tuple[BinaryIO, bytes], facts: Catalogue) -> Table:
    """A form that needs the whole file. `magic`: the wanted and the found; `begun`: the stream and its opening."""
    (wanted, found), (stream, opening) = magic, begun
    if wanted != found or wanted not in _OPENERS:
        raise _not_what_it_says(source.where, wanted, found)
    if source.path:
        return _OPENERS[wanted](source.path, facts, source.where)
    content = opening + stream.read(_MOST_PIPED - len(opening) + 1)
    if len(content) > _MOST_PIPED:
        raise InputError([Fault(f"超过 {_MOST_PIPED >> 20} MB", source.where, expected="存为文件后再读")])
    return _OPENERS[wanted](content, facts, source.where)


def _not_text(where: str, magic: bytes) -> InputError:
    rename = {_ZIP: "若是工作簿，把文件名改成 .xlsx", _PARQUET: "把文件名改成 .parquet"}
    return InputError([Fault(f"这不是文本表格，是 {_MAGIC[magic]}", where, expected=rename.get(magic, _SAVE_AS))])


def _not_what_it_says(where: str, wanted: bytes, magic: bytes) -> InputError:
    found = f"是 {_MAGIC[magic]}" if magic else "像是文本" if wanted else "不认识"
    said = {_ZIP: "这不是 xlsx 工作簿", _PARQUET: "这不是 Parquet 文件"}.get(wanted, "这不是表格")
    return InputError([Fault(f"{said}，{found}", where, expected=_SAVE_AS)])
