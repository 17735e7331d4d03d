"""What is no list of firms: a second table below it, behind a gap or named as firms are, begins with a row of headings,
none a value of its column; in a form of one firm each heading has its value beside it."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import LINE, ROW, place_of_row
from jinshan_cli.files.lists.headers import ListHeader
from jinshan_cli.files.lists.titles.naming import find_fact, trim
from jinshan_cli.files.lists.titles.who import NAMES, tells_who

_HEADING = re.compile(
    r"序号|街镇|街道|村居|园区|类别|项目|指标|行业|规模|部门|备注|数量|金额|占比|比重|合计|小计"
    r"|(?:企业|户|家|人|单位|从业人|员工)(?:总|个)?数(?:量)?"
)
"""of tables beside lists of firms"""
_CLOSED, _UNIT = re.compile("[）)]$"), re.compile(r"\s*[（(][^（(]*$")
"""behind a heading; few names end like that"""


@dataclass
class SecondTable:
    """Looks for it in the rows of one list that have refused cells: no others are looked at."""

    header: ListHeader
    facts: Catalogue
    _last: int = 0
    """the row before"""
    _found: Fault | None = None

    def take(self, frame: pl.DataFrame, problems: pl.DataFrame) -> None:
        """Looks at some firms and what was refused of them, the next ones in order."""
        rows = frame.get_column(ROW)
        if problems.height and self._found is None:
            apart = rows.filter((rows - rows.shift(fill_value=self._last) > 1) | self._named_in(NAMES, frame))
            self._look(frame, _of_rows(problems, apart), self._of_table)
            self._look(frame, _of_rows(problems, rows.filter(self._named_in(self._labels, frame))), self._of_form)
        self._last = rows[-1] if len(rows) else self._last

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(chain.from_iterable((fact.label, *fact.aliases) for fact in self.facts))

    def _named_in(self, titles: Collection[str], frame: pl.DataFrame) -> pl.Series:
        """Where the name is one of some headings, be it with a unit in brackets."""
        if self.header.name is None:
            return pl.Series([False]).new_from_index(0, frame.height)
        names = frame.get_column(self.header.name.slot).cast(pl.String).str.strip_chars()
        units = names.str.contains(_CLOSED.pattern).fill_null(False).arg_true()
        bare = names.scatter(units, names.gather(units).str.replace(_UNIT.pattern, ""))
        return bare.is_in(list(titles)).fill_null(False)

    def _look(self, frame: pl.DataFrame, problems: pl.DataFrame, fault: Callable[[str, str], Fault]) -> None:
        if self._found or not problems.height:
            return
        lines = dict(problems.select(ROW, LINE).iter_rows())
        refused = set(problems.select(ROW, "column").iter_rows())
        for row in frame.filter(pl.col(ROW).is_in(list(lines))).iter_rows(named=True):
            values = (column for column, _ in self.header.fact_columns if (row[ROW], column.title) not in refused)
            if any(row[column.slot] is not None for column in values):
                continue
            cells = [cell for cell in _cells(row, self.header) if cell]
            if sum(map(self._is_heading, cells)) > 1:
                self._found = fault(place_of_row(row[ROW], lines[row[ROW]]), " ".join(cells))
                return

    @staticmethod
    def _of_table(where: str, cells: str) -> Fault:
        what = tell("像是另一张表的表头；从这一行起仍按上面的表头当作企业读")
        return Fault(what, where, cells, tell("是另一张表就分开存，再读一次"))

    @staticmethod
    def _of_form(where: str, cells: str) -> Fault:
        what = tell("像是一家企业的登记表，一格列名、一格内容；仍当作名单，一行一家")
        return Fault(what, where, cells, tell("一家企业用 jinshan ask，或把列名排在第一行"))

    def _is_heading(self, cell: str) -> bool:
        title = trim(cell)
        known = find_fact(title, self.facts)[0] is not None or tells_who(title)
        return known or _HEADING.fullmatch(title) is not None

    def told(self) -> Iterator[Fault]:
        """A warning of the first such row."""
        if self._found:
            yield self._found


def _of_rows(problems: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """What was refused of cells in some rows."""
    return problems.filter(pl.col(ROW).is_in(rows.implode()) & (pl.col("column") != ""))


def _cells(row: Mapping[str, Any], header: ListHeader) -> Iterator[str]:
    return (str(row[column.slot] or "").strip() for column in header.columns)
