"""A file of firms to typed columns, block by block, with every row accounted for."""

import re
from collections.abc import Iterator
from functools import cached_property, partial
from pathlib import Path

import polars as pl

from jinshan_cli.core.columns import PROBLEMS, SEVERAL
from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.asides import NO_ASIDES, Asides, without_asides
from jinshan_cli.files.lists.blocks import AS_USUAL, LINE, RAW, ROW, ListReading, RefusedRow, Table, TextBlock
from jinshan_cli.files.lists.cells.columns import PROBLEM_SCHEMA, Cells, summary
from jinshan_cli.files.lists.cells.noted_unit import NotedUnit, noted_unit
from jinshan_cli.files.lists.cells.unit_columns import UnitColumns, unit_columns
from jinshan_cli.files.lists.cells.who_column import NAME, nameless
from jinshan_cli.files.lists.formats import Wanted, open_table
from jinshan_cli.files.lists.headers import SLOT, ListHeader
from jinshan_cli.files.lists.longids import LongIds
from jinshan_cli.files.lists.prefetch import ahead
from jinshan_cli.files.lists.second import SecondTable

_NUMBERED = re.compile(r"序\s*号?|编号|行号|(?i:no)\.?|№|#")


@dataclass(frozen=True)
class FirmBlock:
    """Some rows of a list. `read == good + refused`; `blank` rows are apart.

    `frame`, one row a firm: `row` (1 = first data row), `name` and `code` if there are (an error value is none), the
    input as it was under the header's slots, then by fact `<key>__low` and `<key>__high` (fen or persons; unknown is 0
    and null, no upper end is null), `<key>` Boolean, or `<key>` Int8 (the option's place; beside it, if a row leaves
    several, `<key>__<option>` Boolean, where it is possible), and `problems`, the refused cells in short.
    `problems` (PROBLEM_SCHEMA): each refused cell, and each refused row with column "" and its whole text as value.
    """

    frame: pl.DataFrame
    problems: pl.DataFrame
    refused: int
    blank: int
    done: int
    """bytes of the source that are behind"""
    bare: bool = False
    """True if no cell holds a quotation mark, a line end or the delimiter of the file"""
    asides: Asides = NO_ASIDES
    """rows that are no firms and are left out"""
    raw: pl.Series | None = None
    """the rows as they stand in the file, if they were asked for and are as good as their cells"""
    numbered: str = ""
    """the slot of a first column that does no more than number the rows"""

    def several(self, facts: Catalogue) -> frozenset[str]:
        """What tells the engines that there are columns for the options of a choice."""
        found = (fact.key for fact in facts if fact.options and fact.key + SEVERAL + fact.option_keys[0] in self.frame)
        return frozenset(key + SEVERAL for key in found)

    @cached_property
    def nameless(self) -> pl.Series:
        """The places in the frame of firms without a name; none where there is no column of names."""
        return nameless(self.frame).arg_true() if NAME in self.frame else pl.Series(dtype=pl.UInt32)

    @cached_property
    def unsaid(self) -> pl.Series:
        """The places in the frame of firms of which nothing is told but the name and their number; a column that is
        filled is enough."""
        slots = (name for name in self.frame.columns if name.startswith(SLOT) and name != self.numbered)
        given = [self.frame.get_column(slot) for slot in slots]
        gaps = [column for column in given if column.null_count()]
        if NAME not in self.frame or len(given) - len(gaps) > 1:
            return pl.Series(dtype=pl.UInt32)
        filled = pl.sum_horizontal(pl.lit(len(given) - len(gaps)), *(column.is_not_null() for column in gaps))
        return self.frame.select((filled == 1) & pl.col(NAME).is_not_null()).to_series().arg_true()

    @property
    def good(self) -> int:
        """Rows that are in the frame."""
        return self.frame.height

    @property
    def read(self) -> int:
        """Rows that the file has, without the blank ones."""
        return self.good + self.refused


@dataclass(frozen=True)
class Sheet:
    """An opened list of firms. `size`: bytes of the file, None where it is a pipe."""

    where: str
    size: int | None
    table: Table
    ids: LongIds
    files: tuple[Path, ...] = ()
    """each row is one of these, and so a firm whatever it says; else what looks like a sum or a remark is none"""
    units: UnitColumns = field(default_factory=UnitColumns)
    second: SecondTable | None = None
    noted: NotedUnit | None = None

    @property
    def header(self) -> ListHeader:
        """Its columns."""
        return self.table.header

    @property
    def encoding(self) -> str:
        """What its text has turned out to be so far; empty where the form is no text."""
        return self.table.text.encoding if self.table.text else ""

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """What is doubtful so far; there may be more while it is read."""
        second = self.second.told() if self.second else ()
        noted = self.noted.told() if self.noted else ()
        of_cells = (*self.ids.told(), *self.units.told(), *noted, *second)
        return (*self.header.warnings, *self.table.warnings, *self.table.doubts(), *of_cells)

    def blocks(self) -> Iterator[FirmBlock]:
        """Every row, once; the next block is read while the caller works on this one.

        Raises InputError for what makes the rest unreadable, such as a byte that is no text, with its place.
        """
        cells = Cells(self.header)
        return ahead(map(partial(self._typed, cells), self.table.blocks))

    def _typed(self, cells: Cells, block: TextBlock) -> FirmBlock:
        whole = block.frame
        block, asides = (block, NO_ASIDES) if self.files else without_asides(block, self.header)
        found = replace(_typed(block, cells, self.header), asides=asides)
        if not self.table.typed:
            self.ids.take(found.frame)
        self.units.take(found.frame)
        if self.second:
            self.second.take(found.frame, found.problems)
        if self.noted:
            self.noted.take(whole, asides.others, found.problems)
        return found


def open_sheet(path: Path | str, facts: Catalogue, reading: ListReading = AS_USUAL, sheet: str = "") -> Sheet:
    """Opens a list of firms; "-" is stdin. Reads its beginning only (a workbook whole). Raises InputError.

    Where rows are kept as they stand, slots of number facts may hold whole numbers instead of text. `sheet`: the name
    of a workbook's sheet; without one, the first visible sheet that has a header.
    """
    source, table = open_table(path, Wanted(facts, reading, sheet))
    header = table.header
    units, second, noted = unit_columns(header, facts), SecondTable(header, facts), noted_unit(header, facts)
    return Sheet(source.where, source.size, table, LongIds(header), units=units, second=second, noted=noted)


def _typed(block: TextBlock, cells: Cells, header: ListHeader) -> FirmBlock:
    frame, native, stray = _without_stray(block, header)
    typed = cells.read(frame, block.signs)
    given = (native.get_column(column.slot) for column in header.columns)
    told = _told(frame, typed.problems)
    whole = pl.DataFrame([frame.get_column(ROW), *typed.who, *given, *typed.columns, told])
    refused = (*block.refused, *stray)
    problems = typed.problems
    if refused:
        problems = pl.concat([problems, _listed(refused)]).sort(ROW, maintain_order=True)
    raw = frame.get_column(RAW) if RAW in frame.columns else None
    first = header.columns[0]
    numbered = first.slot if first.fact is None and _NUMBERED.fullmatch(first.title.strip()) else ""
    return FirmBlock(whole, problems, len(refused), block.blank, block.done, block.bare, raw=raw, numbered=numbered)


def _without_stray(block: TextBlock, header: ListHeader) -> tuple[pl.DataFrame, pl.DataFrame, list[RefusedRow]]:
    """The rows that have nothing where the header has nothing, in text and natively, and the others, refused."""
    frame = block.frame
    native = frame if block.native is None else block.native
    filled = [slot for slot in header.blank if frame.get_column(slot).null_count() < frame.height]
    if not filled:
        return frame, native, []
    kept = frame.select(pl.all_horizontal(pl.col(filled).is_null())).to_series()
    refused = [
        RefusedRow(
            row,
            line,
            ",".join(cell or "" for cell in cells),
            tell("表头为空的列里有内容"),
            tell("补上表头，或清空这一列"),
        )
        for row, line, *cells in frame.filter(~kept).select(ROW, LINE, *header.slots).iter_rows()
    ]
    return frame.filter(kept), native.filter(kept), refused


def _told(frame: pl.DataFrame, problems: pl.DataFrame) -> pl.Series:
    if not problems.height:
        return pl.Series(PROBLEMS, [None], dtype=pl.String).new_from_index(0, frame.height)
    rows = frame.select(ROW).join(summary(problems), on=ROW, how="left", maintain_order="left")
    return rows.get_column(PROBLEMS)


def _listed(refused: tuple[RefusedRow, ...]) -> pl.DataFrame:
    rows = [(one.row, one.line, "", one.text, one.why, one.expected, "") for one in refused]
    return pl.DataFrame(rows, schema=PROBLEM_SCHEMA, orient="row")
