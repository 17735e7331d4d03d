"""A list as text, block by block: what every form of file is turned into before its cells are read."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain, pairwise
from math import ceil, inf

import polars as pl

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.noise import LONGEST_SURE, NOISY, without_noise
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.encodings import BLOCK, Utf8Blocks
from jinshan_cli.files.lists.headers import ListHeader

ROW, LINE, RAW = "row", "line", "raw"
OBJECT = "{"
"""for rows as they stand, in place of a delimiter: JSON, without the braces"""
SPACES = r"^[\s\u200b\ufeff]*$"
"""a cell in which nothing is seen"""
BLOCK_ROWS = 130_000
"""rows of a block at most, however short they are: a firm becomes many figures, and may become many rows"""


@dataclass(frozen=True, slots=True)
class ListReading:
    """How a list is to be read. What is found in it never depends on the size of the blocks."""

    raw: str = ""
    """a delimiter, or `OBJECT`: where the list has the same, its rows are kept as they stand if they are as good"""
    block: int = BLOCK
    """bytes of a text read together"""
    rows: int = BLOCK_ROWS
    """rows of a block at most"""


AS_USUAL = ListReading()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be lined up with the header; `text` is the whole of it."""

    row: int
    line: int | None
    """of the file; None: the row is a file of its own, and `text` its name"""
    text: str
    why: str
    expected: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Some rows: `frame` has `row`, `line` and the slots of the header as text, empty cells as null.

    It may have `raw`, the rows as they stand in the file, and then the slots of number facts may be whole numbers.
    """

    frame: pl.DataFrame
    refused: tuple[RefusedRow, ...] = ()
    blank: int = 0
    done: int = 0
    """bytes of the source that are behind"""
    signs: str = "+-"
    """the signs that cells may begin with"""
    native: pl.DataFrame | None = None
    """the slots in their own types, where the file has types"""
    bare: bool = False
    """True if no cell holds a quotation mark, a line end or the file's own delimiter"""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a list stands in its file."""

    line: int
    """of the header; 1 is the first"""
    columns: tuple[int, ...]
    """of the header's slots; 0 is the first"""
    sheet: str = ""
    """of a workbook"""


@dataclass(frozen=True, slots=True)
class Table:
    """An opened list: its header, and its rows, to be taken once."""

    header: ListHeader
    blocks: Iterator[TextBlock]
    warnings: tuple[Fault, ...] = ()
    doubts: Callable[[], Iterable[Fault]] = tuple
    """what is doubtful about the rows that have been read"""
    text: Utf8Blocks | None = None
    """what the rows are cut from, where the form is text"""
    delimiter: str = ""
    """between the cells, where the form has one"""
    spaced: bool = False
    """True if a space stands behind each delimiter, and belongs to it"""
    origin: Origin | None = None
    """None: it stands in no lines and columns"""
    typed: bool = False
    """numbers are known from texts, and long ones are among the warnings"""


def shorter(blocks: Iterator[TextBlock], rows: int) -> Iterator[TextBlock]:
    """The same rows in blocks of so many at most; each refused one stays between its neighbours.

    Mapped: a loop would hold one block while the next is made.
    """
    return chain.from_iterable(map(partial(_short, rows), blocks))


def _short(rows: int, block: TextBlock) -> Iterable[TextBlock]:
    return (block,) if block.frame.height <= rows else _parts(rows, block)


def _parts(rows: int, block: TextBlock) -> Iterator[TextBlock]:
    """A block in parts of the same length, but for the last one."""
    height = block.frame.height
    size = ceil(height / ceil(height / rows))
    firsts = block.frame.get_column(ROW).gather_every(size).to_list()
    bounds = pairwise((0, *firsts[1:], inf))
    for start, (first, end) in zip(range(0, height, size), bounds, strict=True):
        yield replace(
            block,
            frame=block.frame.slice(start, size),
            native=None if block.native is None else block.native.slice(start, size),
            refused=tuple(one for one in block.refused if first <= one.row < end),
            blank=0 if start else block.blank,
        )


def numbered(cells: pl.DataFrame, row: int, line: int) -> pl.DataFrame:
    """Cells with `row` and `line`, counted from the given ones."""
    return cells.select(
        pl.int_range(row, row + cells.height, dtype=pl.Int64).alias(ROW),
        pl.int_range(line, line + cells.height, dtype=pl.Int64).alias(LINE),
        *cells.columns,
    )


def filled_rows(cells: pl.DataFrame) -> pl.Series:
    """Where a row has a cell with more than spaces."""
    return cells.select(pl.any_horizontal(_filled(name, kind) for name, kind in cells.schema.items())).to_series()


def place_of_row(row: int, line: int | None) -> str:
    """A row of a list in words, with the line of its file."""
    return tell("第 {row} 行", row=row) + (tell("（文件第 {line} 行）", line=line) if line is not None else "")


def blank(frame: pl.DataFrame, name: str) -> pl.Series:
    """Where a column has nothing that is seen."""
    cells = frame.get_column(name)
    return cells.str.contains(SPACES).fill_null(True) if cells.dtype == pl.String else cells.is_null()


def without_blank(frame: pl.DataFrame) -> tuple[pl.DataFrame, int]:
    """The rows that have a cell with more than spaces, and the number of those that have none."""
    slots = frame.drop(ROW, LINE, RAW, strict=False)
    if not frame.height or any(_is_full(slots.get_column(slot)) for slot in slots.columns):
        return frame, 0
    filled = frame.filter(filled_rows(slots))
    return filled, frame.height - filled.height


def _filled(slot: str, kind: pl.DataType) -> pl.Expr:
    known = pl.col(slot).is_not_null()
    return known & ~pl.col(slot).str.contains(SPACES).fill_null(True) if kind == pl.String else known


def _is_full(column: pl.Series) -> bool:
    return not column.null_count() and not (column.dtype == pl.String and column.str.contains(SPACES).any())


def denoised(column: pl.Series) -> pl.Series:
    """Written numbers without the noise of binary fractions; other texts as they are."""
    noisy = (column.str.len_bytes() > LONGEST_SURE) & column.str.contains(NOISY.pattern)
    at = noisy.fill_null(False).arg_true()
    return column.scatter(at, [without_noise(text) for text in column.gather(at)])
