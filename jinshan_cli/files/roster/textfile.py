"""Delimited text with some cells changed: every other byte stays."""

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.guard import guarded_text
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.encodings import END_MARK, LEGACY, RECORD
from jinshan_cli.files.roster.edits import RosterEdits

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_END_MARK = re.compile(END_MARK.pattern.decode())
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class TextShape:
    """How a text is to be taken apart."""

    delimiter: str
    encoding: str
    """as the reader has found it: UTF-8, UTF-16, one of `LEGACY`"""
    header: int
    """its line"""
    width: int
    """cells of the header, those without a title too"""
    lines: tuple[int, ...] = ()
    """where the rows begin whose quotes are well, whether they line up with the header or not"""
    spaced: bool = False
    """a space behind each delimiter belongs to it"""

    @property
    def between(self) -> str:
        """What stands between two cells."""
        return self.delimiter + " " * self.spaced

    def row(self, cells: Iterable[str]) -> str:
        """Cells as a row has them."""
        return self.between.join(_quoted(cell, self.delimiter) for cell in cells)


@dataclass(frozen=True, slots=True)
class _Span:
    """A cell in the text."""

    start: int
    end: int


def edited_text(content: bytes, shape: TextShape, edits: RosterEdits, where: str) -> bytes:
    """The whole file with the edits in it. Raises InputError where it cannot be done without changing other bytes."""
    bom, codec = _codec(content, shape.encoding)
    body = content[len(bom) :]
    try:
        text = body.decode(codec)
        if text.encode(codec) != body:
            raise UnicodeError
        mark = _END_MARK.search(text, max(len(text) - RECORD, 0))
        end = mark.start() if mark else len(text)
        return bom + (_edited(text[:end], shape, edits) + text[end:]).encode(codec)
    except UnicodeError:
        expected = tell("用 Excel 另存为 UTF-8 的 CSV，或 xlsx")
        raise InputError([Fault(tell("有些字写不回原来的编码，没有改写"), where, expected=expected)]) from None


def _edited(text: str, shape: TextShape, edits: RosterEdits) -> str:
    starts = [0]
    for found in _LINE.finditer(text):
        starts.append(found.end())
    changes: list[tuple[int, int, str]] = []
    by_line = {line: list(those) for line, those in groupby(sorted(edits.cells, key=_line), _line)}
    more = max(edits.width - shape.width, 0)
    touched = shape.lines if more else tuple(by_line)
    for line in (shape.header, *touched):
        spans = _cells(text, starts[line - 1], shape)
        new = {each.column: each.new.shown for each in by_line.get(line, ())}
        new |= edits.titles if line == shape.header else {}
        changes += _changes(spans, new, shape, more)
    if more:
        changes += _blank_lines(text, starts, shape, more)
    return _with(text, changes) + _rows(text, shape, edits)


def _line(edit: object) -> int:
    return int(edit.line)  # type: ignore[attr-defined]


def _changes(spans: list[_Span], new: Mapping[int, str], shape: TextShape, more: int) -> Iterator[tuple[int, int, str]]:
    for column, span in enumerate(spans):
        if column in new:
            yield span.start, span.end, _quoted(new[column], shape.delimiter)
    if more:
        end = spans[-1].end
        yield end, end, shape.between + shape.row(new.get(shape.width + place, "") for place in range(more))


def _blank_lines(text: str, starts: list[int], shape: TextShape, more: int) -> Iterator[tuple[int, int, str]]:
    """Rows of nothing but delimiters grow with the others."""
    for start, end in zip(starts[shape.header :], starts[shape.header + 1 :], strict=False):
        line = text[start:end].rstrip("\r\n")
        if line and not line.replace(shape.delimiter, "") and len(line) == shape.width - 1:
            yield start + len(line), start + len(line), shape.delimiter * more


def _cells(text: str, at: int, shape: TextShape) -> list[_Span]:
    """The cells of the row that begins at a place."""
    spans: list[_Span] = []
    while True:
        while shape.spaced and text.startswith(" ", at):
            at += 1
        start = at
        if text.startswith('"', at):
            at = _behind_quotes(text, at)
        while at < len(text) and text[at] not in (shape.delimiter, "\r", "\n"):
            at += 1
        spans.append(_Span(start, at))
        if at >= len(text) or text[at] != shape.delimiter:
            return spans
        at += 1


def _behind_quotes(text: str, at: int) -> int:
    """What follows the cell whose quotation mark opens at a place."""
    while at < len(text):
        at = text.find('"', at + 1)
        if at < 0:
            return len(text)
        if not text.startswith('""', at):
            return at + 1
        at += 1
    return at


def _quoted(cell: str, delimiter: str) -> str:
    cell = guarded_text(cell)
    if any(sign in cell for sign in (delimiter, '"', "\r", "\n")) or cell != cell.strip():
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _with(text: str, changes: list[tuple[int, int, str]]) -> str:
    """The text with what stood between two places replaced; of several at one place the first is written first."""
    pieces, behind = [], 0
    for start, end, new in sorted(changes, key=lambda each: each[:2]):
        pieces += [text[behind:start], new]
        behind = end
    return "".join([*pieces, text[behind:]])


def _rows(text: str, shape: TextShape, edits: RosterEdits) -> str:
    """The new rows; without a line end behind the last where the file has none."""
    if not edits.rows:
        return ""
    found = re.search(r"\r\n|\r|\n", text)
    end = found[0] if found else "\n"
    width = max(shape.width, edits.width)
    cells = ([row[place].shown if place in row else "" for place in range(width)] for row in edits.rows)
    rows = [shape.row(row) for row in cells]
    ended = text.endswith(("\r", "\n"))
    return ("" if ended else end) + end.join(rows) + (end if ended else "")


def _codec(content: bytes, encoding: str) -> tuple[bytes, str]:
    for bom, codec in _BOMS:
        if content.startswith(bom):
            return bom, codec
    if encoding == "UTF-16":
        return b"", "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
    return b"", LEGACY.get(encoding, "utf-8")
