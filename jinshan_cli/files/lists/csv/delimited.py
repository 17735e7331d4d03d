"""CSV, TSV and their like: the delimiter is the one under which the header is recognised."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.files.lists.blocks import Part, Table
from jinshan_cli.files.lists.csv.careful import Shape
from jinshan_cli.files.lists.csv.rows import Rows
from jinshan_cli.files.lists.encodings import Unreadable, Utf8Blocks, line_ends
from jinshan_cli.files.lists.headers import LOOK_BELOW, check_top, count_known, read_titles
from jinshan_cli.files.lists.prefetch import ahead

DELIMITERS = (",", "\t", ";")
_SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?[\r\n]+', re.IGNORECASE)
_HEADER_LINES = 50


@dataclass(frozen=True, slots=True)
class _Top:
    """The header row as one delimiter reads it, and where the data begin."""

    delimiter: str
    titles: tuple[str, ...]
    line: int
    next_line: int
    end: int


def open_delimited(stream: BinaryIO, opening: bytes, facts: Catalogue, where: str, raw: str = "") -> Table:
    """A list in text; `opening` has been read from the stream already. Raises InputError.

    `raw`: a delimiter; if it is the list's own, rows are kept as they stand where that is as good as their cells.
    """
    blocks = Utf8Blocks(stream, opening)
    iterator = iter(blocks)
    try:
        first = next(iterator, b"")
    except Unreadable as error:
        raise error.placed(where, 1) from None
    top = _top(first, facts, where)
    header = read_titles(top.titles, facts, f"{where} 第 {top.line} 行")
    rows = Rows(Shape(top.delimiter, len(top.titles)), header.slots, top.next_line)
    if raw == top.delimiter and not header.blank:
        rows.numbers = frozenset(column.slot for column, fact in header.fact_columns if fact.is_plain)

    def pieces() -> Iterator[tuple[bytes, int]]:
        yield first[top.end :], blocks.done
        for block in iterator:
            yield block, blocks.done

    parts = _parts(rows, ahead(pieces()), where)
    return Table(header, parts, text=blocks, delimiter=top.delimiter)


def _parts(rows: Rows, pieces: Iterator[tuple[bytes, int]], where: str) -> Iterator[Part]:
    block, done = next(pieces)
    try:
        for following, after in pieces:
            yield rows.read(block, last=False, done=done)
            block, done = following, after
    except Unreadable as error:
        raise error.placed(where, rows.line + line_ends(rows.rest + block)) from None
    yield rows.read(block, last=True, done=done)


def _top(block: bytes, facts: Catalogue, where: str) -> _Top:
    """The header, read with the delimiter that makes most of it."""
    lines = block.splitlines(keepends=True)
    delimiters: tuple[str, ...] = DELIMITERS
    told = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if told:
        delimiters = (told[1].decode("latin-1"),)
    at = next((at for at, line in enumerate(lines) if line.strip() and not (told and at == 0)), None)
    if at is None:
        raise InputError([Fault("文件是空的", where, expected="第一行写表头；可用的列名见 jinshan facts")])
    tops = [top for delimiter in delimiters if (top := _read_top(lines, at, delimiter))]
    if not tops:
        place, found = f"{where} 第 {at + 1} 行", lines[at].decode().strip()
        raise InputError([Fault("表头的引号没有闭合", place, found, "补上或删去引号")])
    best = max(tops, key=lambda top: (count_known(top.titles, facts), len(top.titles)))
    check_top(best.titles, _tops_below(lines, at), facts, f"{where} 第 {at + 1} 行")
    return best


def _read_top(lines: list[bytes], at: int, delimiter: str) -> _Top | None:
    reader = csv.reader((line.decode() for line in lines[at : at + _HEADER_LINES]), delimiter=delimiter, strict=True)
    try:
        titles = tuple(next(reader))
    except csv.Error:
        return None
    used = at + reader.line_num
    return _Top(delimiter, titles, at + 1, used + 1, sum(map(len, lines[:used])))


def _tops_below(lines: list[bytes], at: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines further down as any delimiter reads them, with their numbers."""
    for number in range(at + 1, min(len(lines), at + LOOK_BELOW)):
        for delimiter in DELIMITERS:
            if top := _read_top(lines, number, delimiter):
                yield number + 1, top.titles
