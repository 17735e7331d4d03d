"""The careful way through a block of delimited text: line by line, each row kept, refused or blank.

A quote that does not end properly spoils the line on which it opens; reading goes on with the line after. Down to
where the quote was found wrong, lines with an odd number of quotes are refused too: they may be its inside.
"""

import csv
import re
from collections.abc import Iterator

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import RefusedRow
from jinshan_cli.files.lists.encodings import LONGEST_LINE

MOST_LINES = 1000
"""lines that a quoted cell may span, else its quote counts as left open"""
LARGEST_ROW = 1 << 20
"""bytes of a row with a quoted cell over several lines"""
_QUOTE = b'"'
_GOES_ON = re.compile(rb'[^"]*[^"\s][^"]*"(?:[^"]|"")+"\s*')
_BLANK = rb"(?:\s|\xc2\xa0|\xe3\x80\x80)+"
_SPACED, _SPACED_BEHIND = re.compile(_BLANK + _QUOTE), re.compile(_QUOTE + _BLANK + b"$")
"""a quote that a space, a wide one too, keeps from the edge of its cell"""
_LONGEST_SHOWN = 10_000
csv.field_size_limit(LONGEST_LINE)  # of the process; a longer line is refused before


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file's rows are written."""

    delimiter: str
    width: int
    spaced: bool = False
    """a space behind each delimiter belongs to it"""


@dataclass
class Sorted:
    """What a block holds: `good` rows as text that any CSV parser reads alike, their numbers, and the others."""

    next_row: int
    next_line: int
    good: list[bytes] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    blank: int = 0
    rest: bytes = b""
    """from a quote that the block leaves open; read it again with what follows"""
    doubtful: int = 0
    """lines from the next one on that may be the inside of a quoted cell"""
    joined: list[int] = field(default_factory=list)
    """good rows that may lack a delimiter before a quote and have one too many"""

    def keep(self, text: bytes, lines: int = 1) -> None:
        self.good.append(text)
        self.rows.append(self.next_row)
        self.lines.append(self.next_line)
        self._pass(lines)

    def refuse(self, raw: bytes, why: str, expected: str, lines: int = 1) -> None:
        text = raw.decode("utf-8", "replace").rstrip("\r\n")[:_LONGEST_SHOWN]
        self.refused.append(RefusedRow(self.next_row, self.next_line, text, why, expected))
        self._pass(lines)

    def skip(self) -> None:
        self.blank += 1
        self._pass(1)

    def _pass(self, lines: int) -> None:
        self.next_row += 1
        self.next_line += lines


def sort_lines(block: bytes, shape: Shape, found: Sorted, last: bool) -> None:
    """Sorts a block into a `found` that holds where it begins. `last`: nothing follows it."""
    lines = block.splitlines(keepends=True)
    delimiter, gaps = shape.delimiter.encode(), shape.width - 1
    at, spoiled = 0, found.doubtful
    while at < len(lines):
        line = lines[at]
        body = line.rstrip(b"\r\n")
        if not body.replace(delimiter, b"").strip():
            found.skip()
            at += 1
            continue
        if _QUOTE in line or shape.spaced:
            used, spoiled = _quoted(lines, at, shape, found, (spoiled, last))
            if not used:
                found.rest = b"".join(lines[at:])
                break
            at += used
            continue
        if body.count(delimiter) == gaps:
            found.keep(body + b"\n")
        else:
            _refuse_width(found, line, body.count(delimiter) + 1, shape)
        at += 1
    found.doubtful = max(spoiled - at, 0)


def _quoted(lines: list[bytes], at: int, shape: Shape, found: Sorted, state: tuple[int, bool]) -> tuple[int, int]:
    """Takes the row at a line that has a quote; gives how many lines it used, and down to which rows are in doubt.

    No line used: more must be read.
    """
    spoiled, last = state
    if at < spoiled and lines[at].count(_QUOTE) % 2:
        found.refuse(lines[at], tell("引号不成对，可能属于上面没有闭合的引号"), tell("核对引号"))
        return 1, spoiled
    reader = csv.reader(_text(lines, at), delimiter=shape.delimiter, strict=True, skipinitialspace=shape.spaced)
    try:
        cells = next(reader)
    except csv.Error as error:
        used = reader.line_num
        open_ended = "end of data" in str(error)
        if open_ended and not last and at + used == len(lines):
            return 0, spoiled
        found.refuse(lines[at], *_why_broken(open_ended or used > 1, found.next_line, lines[at], shape))
        return 1, max(spoiled, at + used)
    used = reader.line_num
    written = _as_written(lines[at], shape) if used == 1 else []
    if why := _odd_quotes(written):
        found.refuse(lines[at], why, _mend(lines[at], shape))
    elif len(cells) == shape.width:
        if _is_joined(written):
            found.joined.append(found.next_row)
        found.keep(_rewritten(cells, shape.delimiter), used)
    else:
        _refuse_width(found, b"".join(lines[at : at + used]), len(cells), shape, used)
    return used, spoiled


def _odd_quotes(cells: list[tuple[bytes, bytes]]) -> str:
    """What is doubtful about quotes in cells that are not quoted: a pair over two cells, a space before one; or ""."""
    bare = [cell for _, cell in cells]
    if sum(cell.count(_QUOTE) % 2 for cell in bare) > 1:
        return tell("两格里各有一个引号，像是一格的开头和结尾")
    return tell("引号前面有空格，没有当作引号") if any(map(_SPACED.match, bare)) else ""


def _is_joined(cells: list[tuple[bytes, bytes]]) -> bool:
    """True if a cell goes on in quotes, as two do that lack the delimiter between them, and an empty one follows:
    `甲公司"亭林镇",25,`."""
    at = next((at for at, (_, bare) in enumerate(cells) if _GOES_ON.fullmatch(bare)), len(cells))
    return any(not (quoted + bare).strip() for quoted, bare in cells[at + 1 :])


def _as_written(line: bytes, shape: Shape) -> list[tuple[bytes, bytes]]:
    """The cells of a line: what is in quotes, or else what is not."""
    between = re.escape(shape.delimiter.encode())
    behind = b" *" if shape.spaced else b""
    cell = rb'(?:^|%b)%b(?:("(?:[^"]|"")*")|([^%b]*))' % (between, behind, between)
    return re.findall(cell, line.rstrip(b"\r\n"))


def _text(lines: list[bytes], at: int) -> Iterator[str]:
    """The lines of a row that may go on: as many as a row may have."""
    size = 0
    for line in lines[at : at + MOST_LINES]:
        size += len(line)
        if size > LARGEST_ROW and len(line) < size:
            return
        yield line.decode()


def _why_broken(open_ended: bool, line: int, raw: bytes, shape: Shape) -> tuple[str, str]:
    if open_ended:
        return tell("第 {line} 行有引号没有闭合", line=line), tell("补上或删去引号；其后各行按单独的行读取")
    return tell("引号用法不对"), _of_space(raw, shape) or tell('格内的引号写两个，如 "甲""乙"')


def _mend(raw: bytes, shape: Shape) -> str:
    return _of_space(raw, shape) or tell("核对多余或缺少的分隔符，含分隔符的格要加引号")


def _of_space(raw: bytes, shape: Shape) -> str:
    """What to do if a space keeps a quote from the edge of its cell; "" if none does."""
    cells = raw.rstrip(b"\r\n").split(shape.delimiter.encode())
    if shape.spaced:
        cells = [cell.lstrip(b" ") for cell in cells]
    found = any(_SPACED.match(cell) or _SPACED_BEHIND.search(cell) for cell in cells)
    return tell("分隔符和引号之间有空格：删去空格") if found else ""


def _refuse_width(found: Sorted, raw: bytes, width: int, shape: Shape, lines: int = 1) -> None:
    why = tell("有 {width} 格，表头有 {wanted} 格", width=width, wanted=shape.width)
    found.refuse(raw, why, _mend(raw, shape), lines)


def _rewritten(cells: list[str], delimiter: str) -> bytes:
    """The cells, each in quotes that are needed and no others."""
    quoted = (
        f'"{cell.replace(chr(34), chr(34) * 2)}"'
        if '"' in cell or "\n" in cell or "\r" in cell or delimiter in cell
        else cell
        for cell in cells
    )
    return (delimiter.join(quoted) + "\n").encode()
