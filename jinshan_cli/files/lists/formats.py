"""Which form a list has: by its name, checked against its first bytes; from a pipe, by its first bytes alone."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.magic import BLANK, PARQUET, READABLE, ZIP, magic_of, not_text, not_what_it_says
from jinshan_cli.files.disk.opening import opened, standard_input
from jinshan_cli.files.lists.blocks import AS_USUAL, ListReading, Table, TextBlock, shorter
from jinshan_cli.files.lists.csv.delimited import open_delimited
from jinshan_cli.files.lists.jsonlines import open_jsonlines
from jinshan_cli.files.lists.parquet import open_parquet

STDIN = "-"
_OPENING = 1 << 20
_MOST_PIPED = 512 << 20
"""bytes of a workbook or Parquet file from a pipe, which is held in memory"""


def _open_workbook(source: Path | bytes, where: str, wanted: "Wanted") -> Table:
    from jinshan_cli.files.lists.workbooks.opening import open_workbook  # brings XML and half of the network's modules

    return open_workbook(source, wanted.facts, where, wanted.sheet)


def _open_parquet(source: Path | bytes, where: str, wanted: "Wanted") -> Table:
    return open_parquet(source, wanted.facts, where)


_OPENERS: dict[bytes, Callable[[Path | bytes, str, "Wanted"], Table]] = {ZIP: _open_workbook, PARQUET: _open_parquet}
_WORKBOOKS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".ods", ".ots", ".numbers")
_BINARY = {**dict.fromkeys(_WORKBOOKS, ZIP), ".parquet": PARQUET, ".pq": PARQUET}
_OLD_WORKBOOKS = (".xls", ".xlt", ".et", ".ett")
"""names that any program's file may have: a workbook of today, an old one, a web page or a text"""
_OBJECTS = (".jsonl", ".ndjson", ".json")


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
    magic = magic_of(opening)
    form = magic if source.path is None or (suffix in _OLD_WORKBOOKS and magic == ZIP) else b""
    if form := _BINARY.get(suffix, form if form in _OPENERS else b""):
        return _open_binary(source, (form, magic), (stream, opening), wanted)
    if magic:
        raise not_text(source.where, magic)
    _check_sheet(source, wanted)
    begins_object = source.path is None and opening.lstrip(BLANK).startswith(b"{")
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
        raise InputError([Fault(tell("文件是空的"), source.where, expected=tell(READABLE))])
    if form != found:
        raise not_what_it_says(source.where, form, opening)
    if form != ZIP:
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
