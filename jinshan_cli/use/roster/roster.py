"""Who stands where in a list: one firm found by its name or its code of social credit, or it is said why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Literal

import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, fold
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.writing import NO, UNKNOWN, narrow
from jinshan_cli.files.lists.blocks import LINE, ROW, TextBlock
from jinshan_cli.files.lists.firms import CODE, NAME, FirmBlock, Sheet
from jinshan_cli.files.lists.told import firms_of
from jinshan_cli.use.lists.totals import firm_blocks

NEAREST = 3
"""names told where there is no such firm"""
MOST_COMPARED = 20_000
"""names that are compared letter by letter"""
_NOBODY = UNKNOWN | NO


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
        line = f"（文件第 {self.line} 行）" if self.line is not None else ""
        return f"第 {self.row} 行{line}" + (f" {self.code}" if self.code else "")


def who(written: object) -> str:
    """A name or a code as it is compared: narrow, no spaces, no case; 无 and 不详 are nobody's."""
    text = fold(narrow(str(written or "")))
    return "" if text in _NOBODY else text


class Roster:
    """A list read whole: its firms by code and by name. Raises InputError where it cannot be read, or tells neither."""

    def __init__(self, sheet: Sheet, facts: Catalogue) -> None:
        if sheet.header.name is None and sheet.header.code is None:
            raise InputError([Fault("名单没有企业名称，也没有统一社会信用代码，无法查找", sheet.where)])
        self.header, self.where, self._facts = sheet.header, sheet.where, facts
        self.lines: dict[int, int] = {}
        """the line of the file by row, of all rows that line up with the header"""
        self.names: list[str] = []
        self._by: dict[str, dict[str, list[int]]] = {CODE: {}, NAME: {}}
        self._at: dict[int, tuple[FirmBlock, int]] = {}
        watched = replace(sheet, table=replace(sheet.table, blocks=self._watched(sheet.table.blocks)))
        for block in firm_blocks(watched):
            self._take(block)
        self.encoding = watched.encoding

    def _watched(self, blocks: Iterator[TextBlock]) -> Iterator[TextBlock]:
        for block in blocks:
            if block.frame.height:
                self.lines.update(block.frame.select(ROW, LINE).iter_rows())
            yield block

    def _take(self, block: FirmBlock) -> None:
        rows = block.frame.get_column(ROW).to_list()
        self._at.update((row, (block, place)) for place, row in enumerate(rows))
        for key in (key for key in (CODE, NAME) if key in block.frame.columns):
            cells = block.frame.get_column(key).to_list()
            self.names += [str(cell) for cell in cells if cell and key == NAME]
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
        problems = block.problems.filter((pl.col(ROW) == row) & (pl.col("column") != ""))
        faults = tuple(map(_fault, problems.iter_rows(named=True)))
        cells = {column.slot: str(told[column.slot] or "") for column in self.header.columns}
        return Listed(row, self.lines[row], firm, str(told.get(CODE) or "").strip(), cells, faults)

    def nearest(self, wanted: str) -> str:
        """Names that hold what was written, or are held by it, then those that are most like it; "" for none."""
        by_word, word = {who(name): name.strip() for name in self.names}, who(wanted)
        inside = [each for each in by_word if word and each and (word in each or each in word)][:NEAREST]
        like = get_close_matches(word[:100], list(by_word)[:MOST_COMPARED], n=NEAREST, cutoff=0.4)
        return "、".join(by_word[each] for each in list(dict.fromkeys((*inside, *like)))[:NEAREST])

    def find(self, wanted: str) -> Listed:
        """The one firm with this name or code. Raises InputError: none (the nearest names), or several (their rows)."""
        of_code = self.of("code", wanted)
        found = of_code or self.of("name", wanted)
        if not found:
            expected = "名称要写全，也可以写统一社会信用代码" if self.header.code else "名称要写全"
            raise InputError([Fault("名单上没有这家企业", self.where, wanted, expected, self.nearest(wanted))])
        if len(found) > 1:
            how = "同一代码不止一行：先在名单里合并或改正" if of_code else _told_apart(found)
            raise InputError([Fault(several(found), self.where, wanted, how)])
        return found[0]


def several(found: Sequence[Listed]) -> str:
    """That rows cannot be told apart, and which."""
    return f"名单上有 {len(found)} 家，分不清是哪一家：{'、'.join(each.place for each in found)}"


def _told_apart(found: Sequence[Listed]) -> str:
    codes = {each.code for each in found}
    if len(codes) == len(found) and "" not in codes:
        return f"写统一社会信用代码，如 --firm {found[0].code}"
    return "名单里补上各家的统一社会信用代码，再按代码找"


def _fault(problem: dict[str, object]) -> Fault:
    value, why, expected, closest = (str(problem[key] or "") for key in ("value", "why", "expected", "closest"))
    return Fault(why, f"第 {problem['row']} 行 {problem['column']}", value, expected, closest)
