"""Blocks of delimited text to rows of cells, each row proved as wide as the header.

The fast way gives every line a closing mark as one more cell: a row whose mark is not in the last column is not
as wide as the header. A block with such a row, or with any oddity of quotes or line ends, is sorted line by line.
"""

from dataclasses import dataclass

import polars as pl

from jinshan_cli.readers.lines import Shape, sort_lines
from jinshan_cli.readers.parts import LINE, ROW, Part, numbered, without_blank

_MARK = b"\x1e"
_END = "end"
_BOM = b"\xef\xbb\xbf"


@dataclass
class Rows:
    """Reads the blocks of one file in order. `row` and `line` are the numbers of what comes next."""

    shape: Shape
    slots: tuple[str, ...]
    line: int
    row: int = 1
    rest: bytes = b""
    """the beginning of a row whose quotes the last block left open"""

    def read(self, block: bytes, last: bool, done: int = 0) -> Part:
        """The rows of the next block. `last`: nothing follows."""
        block, self.rest = self.rest + block, b""
        frame = self._at_once(block) if block else None
        if frame is None:
            return self._line_by_line(block, last, done)
        filled, blank = without_blank(numbered(frame.select(self.slots), self.row, self.line))
        self.row += frame.height
        self.line += frame.height
        signs = "".join(sign for sign in "+-" if sign.encode() in block)
        return Part(filled, (), blank, done, signs, bare=b'"' not in block)

    def _at_once(self, block: bytes) -> pl.DataFrame | None:
        """Every line as a row, or None if that is not certain."""
        end = _line_end(block)
        if not end or _MARK in block:
            return None
        if not block.endswith(end):
            block += end
        mark = self.shape.delimiter.encode() + _MARK + b"\n"
        try:
            frame = self._parse(block.replace(end, mark), (*self.slots, _END))
        except pl.exceptions.PolarsError:
            return None
        if frame.get_column(_END).null_count() or (b'"' in block and frame.height != block.count(b"\n")):
            return None
        return _emptied(frame) if b'""' in block else frame

    def _line_by_line(self, block: bytes, last: bool, done: int) -> Part:
        found = sort_lines(block, self.shape, (self.row, self.line), last)
        self.row, self.line, self.rest = found.next_row, found.next_line, found.rest
        if found.good:
            frame = self._parse(b"".join(found.good), self.slots)
        else:
            frame = pl.DataFrame(schema=dict.fromkeys(self.slots, pl.String))
        numbers = {ROW: found.rows, LINE: found.lines}
        counted = pl.DataFrame(numbers, schema=dict.fromkeys(numbers, pl.Int64)).hstack(frame)
        filled, blank = without_blank(counted)
        return Part(filled, tuple(found.refused), found.blank + blank, done)

    def _parse(self, text: bytes, columns: tuple[str, ...]) -> pl.DataFrame:
        bom = _BOM if text.startswith(_BOM) else b""  # Polars takes one away from the front
        return pl.read_csv(
            bom + text,
            has_header=False,
            separator=self.shape.delimiter,
            schema=dict.fromkeys(columns, pl.String),
        )


def _emptied(frame: pl.DataFrame) -> pl.DataFrame:
    """Quoted empty cells are empty cells."""
    return frame.select(pl.when(pl.col(name) != "").then(name) for name in frame.columns)


def _line_end(block: bytes) -> bytes:
    """What ends every line of the block, or nothing if that differs."""
    if b"\r" not in block:
        return b"\n"
    ends = block.count(b"\r\n")
    return b"\r\n" if ends == block.count(b"\r") == block.count(b"\n") else b""
