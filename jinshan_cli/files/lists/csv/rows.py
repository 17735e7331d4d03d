"""Blocks of delimited text to rows of cells, each row proved as wide as the header.

The fast way gives every line a closing mark as one more cell: a row whose mark is not in the last column is not
as wide as the header. A block with such a row, or with any oddity of quotes or line ends, is sorted line by line.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import LINE, RAW, ROW, TextBlock, numbered, without_blank
from jinshan_cli.files.lists.csv.careful import Shape, Sorted, sort_lines
from jinshan_cli.files.lists.csv.kinds import Kinds

_MARK = b"\x1e"
_END = "end"
_MOST_TOLD = 5
_BOM = b"\xef\xbb\xbf"
_TEXTS: Mapping[str, pl.DataType] = MappingProxyType({})
"""all columns are texts"""


@dataclass
class Rows:
    """Reads the blocks of one file in order. `row` and `line` are the numbers of what comes next."""

    shape: Shape
    slots: tuple[str, ...]
    line: int
    row: int = 1
    rest: bytes = b""
    """the beginning of a row whose quotes the last block left open"""
    doubtful: int = 0
    """lines of the next block that may be the inside of a quoted cell"""
    keeps: bool = False
    """rows are to be kept as they stand, where no quotation mark is among them"""
    kinds: Kinds = field(default_factory=Kinds)
    """what slots are tried as where rows are kept: quicker, and a block that has anything else is read as text"""
    joined: list[int] = field(default_factory=list)
    """good rows that may lack a delimiter before a quote and have one too many"""

    def read(self, block: bytes, last: bool, done: int = 0) -> TextBlock:
        """The rows of the next block. `last`: nothing follows."""
        block, self.rest = self.rest + block, b""
        at_once = bool(block) and not self.doubtful and not self.shape.spaced
        signs = self._signs(block) if at_once else ""
        frame = self._at_once(block, signs) if at_once else None
        if frame is None:
            return self._line_by_line(block, last, done)
        filled, blank = without_blank(numbered(frame.drop(_END), self.row, self.line))
        self.row += frame.height
        self.line += frame.height
        return TextBlock(filled, (), blank, done, signs, bare=b'"' not in block)

    def _signs(self, block: bytes) -> str:
        """The signs that a cell may begin with, spaces aside."""
        before = (self.shape.delimiter.encode(), b"\n", b" ", b"\t", b'"')
        found = (sign for sign in (b"+", b"-") if sign in block)
        return "".join(
            sign.decode() for sign in found if block.startswith(sign) or any(each + sign in block for each in before)
        )

    def _at_once(self, block: bytes, signs: str) -> pl.DataFrame | None:
        """Every line as a row, or None if that is not certain. `signs`: those that cells begin with."""
        end, bare = _line_end(block), b'"' not in block
        if not end or _MARK in block:
            return None
        if not block.endswith(end):
            block += end
        plain = block if end == b"\n" else block.replace(end, b"\n")
        if not bare and not self._quoted_well(plain):
            return None
        marked = block.replace(end, self.shape.delimiter.encode() + _MARK + b"\n")
        frame = self._tried(marked, bool(signs)) if self.keeps and bare else self._marked(marked)
        if frame is None:
            return None
        if bare:
            return self._as_it_stands(frame, plain) if self.keeps else frame
        return _emptied(frame) if b'""' in block else frame

    def _marked(self, block: bytes, kinds: Mapping[str, pl.DataType] = _TEXTS) -> pl.DataFrame | None:
        """Marked lines as rows, or None if one is not as wide as the header, or has another writing in `kinds`."""
        try:
            frame = self._parse(block, (*self.slots, _END), kinds)
        except pl.exceptions.PolarsError:
            return None
        return None if frame.get_column(_END).null_count() else frame

    def _tried(self, block: bytes, signed: bool) -> pl.DataFrame | None:
        """Marked lines as rows, with other types than text where every cell has them."""
        kinds = self.kinds.tried(signed)
        frame = self._marked(block, kinds)
        failed = bool(kinds) and (frame is None or not self.kinds.hold(frame))
        if failed:
            frame = self._marked(block)
        if frame is not None:
            self.kinds.learn(frame, failed)
        return frame

    def _as_it_stands(self, frame: pl.DataFrame, block: bytes) -> pl.DataFrame | None:
        """With the lines, or None if they are not these rows."""
        raw = self._lines(block)
        return frame.with_columns(raw) if len(raw) == frame.height else None

    def _lines(self, block: bytes) -> pl.Series:
        return self._parse(block, (RAW,), separator=_MARK.decode(), quotes=False).get_column(RAW)

    def _quoted_well(self, block: bytes) -> bool:
        """Every line is of cells that have no quotation mark, or one at either edge and pairs of them within.

        Polars takes one amidst a cell to open or close, and then cells and lines run into one another.
        """
        cell = rf'(?:"(?:[^"]|"")*"|[^"{re.escape(self.shape.delimiter)}]*)'
        well = self._lines(block).str.contains(f"^{cell}(?:{re.escape(self.shape.delimiter)}{cell})*$")
        return bool(well.fill_null(True).all())

    def _line_by_line(self, block: bytes, last: bool, done: int) -> TextBlock:
        found = Sorted(self.row, self.line, doubtful=self.doubtful)
        sort_lines(block, self.shape, found, last)
        self.row, self.line, self.rest, self.doubtful = found.next_row, found.next_line, found.rest, found.doubtful
        if found.good:
            frame = self._parse(b"".join(found.good), self.slots)
        else:
            frame = pl.DataFrame(schema=dict.fromkeys(self.slots, pl.String))
        numbers = {ROW: found.rows, LINE: found.lines}
        counted = pl.DataFrame(numbers, schema=dict.fromkeys(numbers, pl.Int64)).hstack(frame)
        filled, blank = without_blank(counted)
        self.joined += found.joined
        return TextBlock(filled, tuple(found.refused), found.blank + blank, done)

    def told(self) -> Iterator[Fault]:
        """What is doubtful so far: rows that may lack a delimiter and have one too many."""
        if self.joined:
            what = tell(
                "有 {count:,} 行，格里引号前面还有字，后面又有空格：像是少了一个分隔符，各格错了位",
                count=len(self.joined),
            )
            rows = tell("、").join(map(str, self.joined[:_MOST_TOLD])) + (
                tell(" 等") if len(self.joined) > _MOST_TOLD else ""
            )
            yield Fault(what, tell("第 {rows} 行", rows=rows), expected=tell("核对这些行"))

    def _parse(
        self,
        text: bytes,
        columns: tuple[str, ...],
        kinds: Mapping[str, pl.DataType] = _TEXTS,
        separator: str = "",
        quotes: bool = True,
    ) -> pl.DataFrame:
        bom = _BOM if text.startswith(_BOM) else b""  # Polars takes one away from the front
        return pl.read_csv(
            bom + text,
            has_header=False,
            quote_char='"' if quotes else None,
            separator=separator or self.shape.delimiter,
            schema={name: kinds.get(name, pl.String) for name in columns},
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
