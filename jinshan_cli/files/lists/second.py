"""A second table below the list: behind a gap, or named as firms are, a row of headings, none a value of its column."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

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
            apart = rows.filter((rows - rows.shift(fill_value=self._last) > 1) | self._of_names(frame))
            self._look(frame, problems.filter(pl.col(ROW).is_in(apart.implode()) & (pl.col("column") != "")))
        self._last = rows[-1] if len(rows) else self._last

    def _of_names(self, frame: pl.DataFrame) -> pl.Series:
        """Where the name is a heading of names."""
        if self.header.name is None:
            return pl.Series([False]).new_from_index(0, frame.height)
        return frame.get_column(self.header.name.slot).cast(pl.String).str.strip_chars().is_in(NAMES).fill_null(False)

    def _look(self, frame: pl.DataFrame, problems: pl.DataFrame) -> None:
        lines = dict(problems.select(ROW, LINE).iter_rows())
        refused = set(problems.select(ROW, "column").iter_rows())
        for row in frame.filter(pl.col(ROW).is_in(list(lines))).iter_rows(named=True):
            values = (column for column, _ in self.header.fact_columns if (row[ROW], column.title) not in refused)
            if any(row[column.slot] is not None for column in values):
                continue
            cells = [cell for cell in _cells(row, self.header) if cell]
            if sum(map(self._is_heading, cells)) > 1:
                what = tell("像是另一张表的表头；从这一行起仍按上面的表头当作企业读")
                where = place_of_row(row[ROW], lines[row[ROW]])
                self._found = Fault(what, where, " ".join(cells), tell("是另一张表就分开存，再读一次"))
                return

    def _is_heading(self, cell: str) -> bool:
        title = trim(cell)
        known = find_fact(title, self.facts)[0] is not None or tells_who(title)
        return known or _HEADING.fullmatch(title) is not None

    def told(self) -> Iterator[Fault]:
        """A warning of the first such row."""
        if self._found:
            yield self._found


def _cells(row: Mapping[str, Any], header: ListHeader) -> Iterator[str]:
    return (str(row[column.slot] or "").strip() for column in header.columns)
