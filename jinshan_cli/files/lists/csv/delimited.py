"""CSV, TSV and their like: the delimiter is the one under which the header is recognised."""

import csv
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import LIMIT
from jinshan_cli.files.lists.blocks import ListReading, Origin, Table, TextBlock
from jinshan_cli.files.lists.csv.careful import Shape
from jinshan_cli.files.lists.csv.hints import hints
from jinshan_cli.files.lists.csv.kinds import Kinds
from jinshan_cli.files.lists.csv.rows import Rows
from jinshan_cli.files.lists.encodings import Unreadable, Utf8Blocks, line_ends
from jinshan_cli.files.lists.headers import read_titles
from jinshan_cli.files.lists.prefetch import ahead
from jinshan_cli.files.lists.titles.finding import LOOK_AT, count_known, header_among
from jinshan_cli.files.lists.titles.results import is_of_results

DELIMITERS = (",", "\t", ";", "|")
_SEPARATOR_LINE = re.compile(rb'"?sep=(.)"?[\r\n]+', re.IGNORECASE)
_HEADER_LINES = 50
_ENOUGH = _HEADER_LINES + LOOK_AT
"""lines that are not blank, for the header to be found among them"""


@dataclass(frozen=True, slots=True)
class _Top:
    """The header row as one delimiter reads it, and where the data begin."""

    delimiter: str
    titles: tuple[str, ...]
    line: int
    next_line: int
    end: int
    above: tuple[tuple[str, ...], ...] = ()
    """the rows before it"""
    spaced: bool = False
    """a space behind each delimiter belongs to it"""


@dataclass
class _Beginning:
    """The blocks that were needed to find the header, each with the bytes of the source behind it, and their lines."""

    blocks: list[tuple[bytes, int]] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)

    def read(self, waiting: Iterator[tuple[bytes, int]]) -> None:
        """Takes blocks down to where the header must be. Raises Unreadable."""
        filled = 0
        while filled < _ENOUGH and (block := next(waiting, None)):
            self.blocks.append(block)
            lines = block[0].splitlines(keepends=True)
            filled += sum(not line.isspace() for line in lines)
            self.lines += lines

    def behind(self, end: int) -> Iterator[tuple[bytes, int]]:
        """What follows the first `end` bytes."""
        for block, done in self.blocks:
            if end < len(block):
                yield block[end:], done
            end = max(end - len(block), 0)


def open_delimited(begun: tuple[BinaryIO, bytes], facts: Catalogue, where: str, reading: ListReading) -> Table:
    """A list in text: a stream, and what has been read from it already. Raises InputError."""
    blocks = Utf8Blocks(*begun, reading.block)
    waiting, beginning = ahead((block, blocks.done) for block in blocks), _Beginning()
    try:
        beginning.read(waiting)
    except Unreadable as error:
        raise error.placed(where, 1 + len(beginning.lines)) from None
    top = _top(beginning.lines, facts, where)
    try:
        header = read_titles(top.titles, facts, tell("{where} 第 {line} 行", where=where, line=top.line), top.above)
    except InputError as error:
        others = beginning.lines, top.line, DELIMITERS, facts, where
        told = () if is_of_results(top.titles) or count_known(top.titles, facts) else hints(*others)
        raise type(error)([*error.faults, *told, *blocks.warnings]) from None
    rows = Rows(Shape(top.delimiter, len(top.titles), top.spaced), header.slots, top.next_line)
    if reading.raw == top.delimiter and not header.blank:
        rows.keeps = True
        facts_told = list(header.fact_columns)
        numbers = {column.slot: LIMIT // column.scale for column, fact in facts_told if fact.is_plain}
        rows.kinds = Kinds(numbers, {column.slot: [] for column, fact in facts_told if not fact.is_plain})
    taken = _read_blocks(rows, chain(beginning.behind(top.end), waiting), where)
    origin = Origin(top.line, tuple(range(len(header.slots))))
    return Table(
        header,
        taken,
        doubts=lambda: (*blocks.warnings, *rows.told()),
        text=blocks,
        delimiter=top.delimiter,
        spaced=top.spaced,
        origin=origin,
    )


def _read_blocks(rows: Rows, waiting: Iterator[tuple[bytes, int]], where: str) -> Iterator[TextBlock]:
    block, done = b"", 0
    try:
        for following, after in waiting:
            if block:
                yield rows.read(block, last=False, done=done)
            block, done = following, after
    except Unreadable as error:
        raise error.placed(where, rows.line + line_ends(rows.rest + block)) from None
    yield rows.read(block, last=True, done=done)


def _top(lines: list[bytes], facts: Catalogue, where: str) -> _Top:
    """The header, read with the delimiter that makes most of it."""
    delimiters: tuple[str, ...] = DELIMITERS
    told = _SEPARATOR_LINE.fullmatch(lines[0]) if lines else None
    if told:
        delimiters = (told[1].decode("latin-1"),)
    at = next((at for at, line in enumerate(lines) if line.strip() and not (told and at == 0)), None)
    if at is None:
        raise InputError([Fault(tell("文件是空的"), where, expected=tell("第一行写表头；可用的列名见 jinshan facts"))])
    tops = [top for delimiter in delimiters if (top := _read_top(lines, at, delimiter))]
    if not tops:
        place, shown = tell("{where} 第 {line} 行", where=where, line=at + 1), lines[at].decode().strip()
        raise InputError([Fault(tell("表头的引号没有闭合"), place, shown, tell("补上或删去引号"))])
    named = [top for top in tops if count_known(top.titles, facts) or is_of_results(top.titles)]
    found = [_below(lines, at, top.delimiter, facts) for top in named or tops]
    return max(found, key=lambda top: (count_known(top.titles, facts), len(top.titles)))


def _read_top(lines: list[bytes], at: int, delimiter: str) -> _Top | None:
    spaced = _is_spaced(lines[at], delimiter.encode())
    text = (line.decode() for line in lines[at : at + _HEADER_LINES])
    reader = csv.reader(text, delimiter=delimiter, strict=True, skipinitialspace=spaced)
    try:
        titles = tuple(next(reader))
    except csv.Error:
        return None
    used = at + reader.line_num
    return _Top(delimiter, titles, at + 1, used + 1, sum(map(len, lines[:used])), spaced=spaced)


def _is_spaced(line: bytes, delimiter: bytes) -> bool:
    """True if a space stands behind each delimiter."""
    return 0 < line.count(delimiter) == line.count(delimiter + b" ")


def _below(lines: list[bytes], at: int, delimiter: str, facts: Catalogue) -> _Top:
    """The header as a delimiter reads it, at line `at` (from 0) or below a few rows of titles."""
    tops, end = [], min(len(lines), at + LOOK_AT)
    while at < end:
        top = _read_top(lines, at, delimiter) if lines[at].strip() else None
        if top is not None:
            tops.append(top)
        at = at + 1 if top is None else top.next_line - 1
    place = header_among((top.titles for top in tops), facts)
    return replace(tops[place], above=tuple(top.titles for top in tops[:place]))
