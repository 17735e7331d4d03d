"""Who stands where in a list: one firm found by its name or its code of social credit, or it is said why not."""

import csv
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from io import StringIO
from typing import Any, Literal

import polars as pl

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import LINE, ROW, TextBlock, place_of_row
from jinshan_cli.files.lists.cells.who_column import CODE, NAME
from jinshan_cli.files.lists.firms import FirmBlock, Sheet
from jinshan_cli.files.lists.titles.who import who
from jinshan_cli.files.lists.told import firms_of
from jinshan_cli.use.lists.totals import firm_blocks
from jinshan_cli.use.roster.nearest import ListedNames

MEND = "先在名单里改好"


@dataclass(frozen=True, slots=True)
class Listed:
    """A firm of a list."""

    row: int
    """1 is the first"""
    line: int | None
    """of the file, or of the sheet"""
    firm: Firm
    code: str
    """of social credit; empty: it has none"""
    cells: Mapping[str, str]
    """what stands in its row, by the header's slots"""
    problems: tuple[Fault, ...] = ()
    """cells that could not be read, and are unknown"""

    @property
    def place(self) -> str:
        """Its row, with the code that tells it from others of its name."""
        return place_of_row(self.row, self.line) + (f" {self.code}" if self.code else "")


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that the reader refused: it may be any firm that its words name."""

    row: int
    line: int | None
    text: str
    """the whole of it"""
    why: str
    words: frozenset[str]
    """its cells as they are compared, as far as they can be told apart"""
    ragged: bool
    """True if its quotes are well, and it only has more cells than the header, or fewer"""

    @property
    def kind(self) -> str:
        """What is wrong, without the line, which `line` has."""
        return self.why.removeprefix(tell("第 {line} 行", line=self.line))

    @property
    def place(self) -> str:
        """Its row."""
        return place_of_row(self.row, self.line)


class Roster:
    """A list read whole: its firms by code and by name. Raises InputError where it cannot be read, or tells neither."""

    def __init__(self, sheet: Sheet, facts: Catalogue) -> None:
        if sheet.header.name is None and sheet.header.code is None:
            raise InputError([Fault(tell("名单没有企业名称，也没有统一社会信用代码，无法查找"), sheet.where)])
        self.header, self.where, self._facts = sheet.header, sheet.where, facts
        self.columns = sheet.table.origin.columns if sheet.table.origin else ()
        """of the file, by the header's slots"""
        self.lines: dict[int, int] = {}
        """the line of the file by row, of all rows that line up with the header"""
        self.unread: list[Unread] = []
        """the rows that the reader refused"""
        self.sums: set[int] = set()
        """rows that are sums of others, by what they are called or by their figures, and are no firms"""
        self._blocks: list[FirmBlock] = []
        self._names: list[str] = []
        self._by: dict[str, dict[str, list[int]]] = {CODE: {}, NAME: {}}
        self._at: dict[int, tuple[FirmBlock, int]] = {}
        self._faults: dict[int, list[Fault]] = {}
        self._delimiter = sheet.table.delimiter or ","
        frames: list[pl.DataFrame] = []
        watched = replace(sheet, table=replace(sheet.table, blocks=self._watched(sheet.table.blocks, frames)))
        for block in firm_blocks(watched):
            self._take(block)
        self.sums |= set(self._labelled(frames))
        self.encoding = watched.encoding

    def _labelled(self, frames: list[pl.DataFrame]) -> Iterator[int]:
        """The rows that are called sums and have a figure."""
        figures = [column.slot for column, fact in self.header.fact_columns if fact.is_number]
        asides = pl.Series([row for block in self._blocks for row in block.asides.others], dtype=pl.Int64)
        for frame in frames if figures else ():
            filled = pl.any_horizontal(pl.col(figures).cast(pl.String).str.contains("[0-9]"))
            yield from frame.filter(pl.col(ROW).is_in(asides.implode()) & filled).get_column(ROW)

    def _watched(self, blocks: Iterator[TextBlock], frames: list[pl.DataFrame]) -> Iterator[TextBlock]:
        for block in blocks:
            if block.frame.height:
                frames.append(block.frame)
                self.lines.update(block.frame.select(ROW, LINE).iter_rows())
            yield block

    def _take(self, block: FirmBlock) -> None:
        self._blocks.append(block)
        self.sums |= set(block.asides.sums)
        rows = block.frame.get_column(ROW).to_list()
        self._at.update((row, (block, place)) for place, row in enumerate(rows))
        for problem in block.problems.iter_rows(named=True):
            if problem["column"]:
                self._faults.setdefault(problem["row"], []).append(_fault(problem))
            else:
                self.unread.append(_unread(problem, self._delimiter))
        for key in (key for key in (CODE, NAME) if key in block.frame.columns):
            cells = block.frame.get_column(key).to_list()
            self._names += [str(cell) for cell in cells if cell and key == NAME]
            for row, cell in zip(rows, cells, strict=True):
                if told := who(cell):
                    self._by[key].setdefault(told, []).append(row)

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of the rows that are firms."""
        return tuple(self._at)

    def of(self, key: Literal["code", "name"], wanted: str) -> list[Listed]:
        """The firms with a code or a name."""
        return [self.firm(row) for row in self._by[key].get(who(wanted), ())]

    def firm(self, row: int) -> Listed:
        """The firm of a row."""
        block, place = self._at[row]
        frame = block.frame[place : place + 1]
        ((_, firm),) = firms_of(replace(block, frame=frame), self._facts)
        told = frame.row(0, named=True)
        cells = {column.slot: str(told[column.slot] or "") for column in self.header.columns}
        code = str(told.get(CODE) or "").strip()
        return Listed(row, self.lines[row], firm, code, cells, tuple(self._faults.get(row, ())))

    def firms(self, rows: Collection[int]) -> Iterator[tuple[int, Firm]]:
        """The firms of many rows, in the order of the list."""
        wanted = pl.Series(sorted(rows), dtype=pl.Int64)
        for block in self._blocks:
            yield from firms_of(
                replace(block, frame=block.frame.filter(pl.col(ROW).is_in(wanted.implode()))), self._facts
            )

    def cells(self, rows: Collection[int]) -> pl.DataFrame:
        """What stands in many rows, by the header's slots; "" for nothing."""
        slots = [column.slot for column in self.header.columns]
        blocks = [block.frame.select(ROW, pl.col(slots).cast(pl.String).fill_null("")) for block in self._blocks]
        none = pl.DataFrame(schema={ROW: pl.Int64, **dict.fromkeys(slots, pl.String)})
        return pl.concat([none, *blocks]).filter(pl.col(ROW).is_in(pl.Series(rows, dtype=pl.Int64).implode()))

    @property
    def whole_lines(self) -> tuple[int, ...]:
        """Where the rows begin whose cells can be told apart, lined up with the header or not."""
        ragged = {each.line for each in self.unread if each.ragged and each.line is not None}
        return tuple(sorted({*self.lines.values(), *ragged}))

    @cached_property
    def names(self) -> ListedNames:
        """Their names."""
        return ListedNames(self._names, who)

    def unread_of(self, *told: str) -> list[Unread]:
        """The rows that the reader refused and that have one of these names or codes among their cells."""
        wanted = set(filter(None, map(who, told)))
        return [each for each in self.unread if wanted & each.words]

    def _unread_near(self, wanted: str) -> list[Unread]:
        word = who(wanted)
        return [each for each in self.unread if word and any(word in cell for cell in each.words)]

    def find(self, wanted: str) -> Listed:
        """The one firm with this name or code. Raises InputError: none (the nearest names), or several (their rows)."""
        of_code = self.of("code", wanted)
        found = of_code or self.of("name", wanted)
        if not found and (unread := self._unread_near(wanted)):
            faults = (
                Fault(
                    tell("名单{place}读不出来：{why}", place=each.place, why=each.why), self.where, wanted, tell(MEND)
                )
                for each in unread
            )
            raise InputError(faults)
        if not found:
            expected = tell("名称要写全，也可以写统一社会信用代码") if self.header.code else tell("名称要写全")
            raise InputError(
                [Fault(tell("名单上没有这家企业"), self.where, wanted, expected, self.names.nearest(wanted))]
            )
        if len(found) > 1:
            how = tell("同一代码不止一行：先在名单里合并或改正") if of_code else _told_apart(found)
            raise InputError([Fault(several(found), self.where, wanted, how)])
        return found[0]


def _unread(problem: dict[str, Any], delimiter: str) -> Unread:
    """A refused row; its cells are told apart with its quotes taken as such, and without."""
    text = problem["value"]
    try:
        (cells,) = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
        ragged = True
    except (csv.Error, ValueError):
        cells, ragged = [], False
    cells += re.split(rf"[{re.escape(delimiter)}\r\n]", text)
    words = frozenset(filter(None, map(who, cells)))
    return Unread(problem["row"], problem["line"], text, problem["why"], words, ragged)


def several(found: Sequence[Listed]) -> str:
    """That rows cannot be told apart, and which."""
    return tell(
        "名单上有 {count} 家，分不清是哪一家：{those}",
        count=len(found),
        those=tell("、").join(each.place for each in found),
    )


def _told_apart(found: Sequence[Listed]) -> str:
    codes = {each.code for each in found}
    if len(codes) == len(found) and "" not in codes:
        return tell("写统一社会信用代码，如 --firm {code}", code=found[0].code)
    return tell("名单里补上各家的统一社会信用代码，再按代码找")


def _fault(problem: dict[str, Any]) -> Fault:
    value, why, expected, closest = (str(problem[key] or "") for key in ("value", "why", "expected", "closest"))
    return Fault(
        why,
        tell("第 {row} 行 {title}", row=problem["row"], title=problem["column"]),
        value,
        expected,
        closest,
    )
