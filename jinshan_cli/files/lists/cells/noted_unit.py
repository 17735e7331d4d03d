"""A unit of money that a row below the header says, as 注：金额单位：万元 or the title of a further table does: money
without a unit of its own is not read in it."""

import re
from collections.abc import Iterator, Sequence

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import LINE, ROW, place_of_row
from jinshan_cli.files.lists.headers import ListHeader
from jinshan_cli.files.lists.titles.naming import is_bare
from jinshan_cli.files.lists.titles.stacked import unit_above

_SAID = r"单\s*位|金\s*额"
_MOST_LOOKED_AT = 1000
"""rows of a block"""


@dataclass
class NotedUnit:
    """Looks at the rows of one list that are no firms, and at refused cells."""

    slots: tuple[str, ...]
    scales: frozenset[int]
    """yuan per unit of money without a unit in its heading, else of all money; none in a list without money"""
    _found: Fault | None = None

    def take(self, frame: pl.DataFrame, others: Sequence[int], problems: pl.DataFrame) -> None:
        """Looks at a block: its rows, which of them are left out, what was refused of the others."""
        if not self.scales or self._found:
            return
        if others:
            left_out = frame.filter(pl.col(ROW).is_in(pl.Series(others).implode()))
            self._look(left_out.select(ROW, LINE, pl.col(self.slots).cast(pl.String)))
        self._look(problems.select(ROW, LINE, "value"))

    def _look(self, rows: pl.DataFrame) -> None:
        said = pl.any_horizontal(pl.exclude(ROW, LINE).str.contains(_SAID).fill_null(False))
        for row, line, *cells in rows.filter(said).head(_MOST_LOOKED_AT).iter_rows():
            self._read(row, line, [cell for cell in cells if cell])

    def _read(self, row: int, line: int | None, cells: Sequence[str]) -> None:
        unit, scale = unit_above([[cell for cell in cells if re.search(_SAID, cell)]])
        if unit and scale not in self.scales and self._found is None:
            what = tell("这一行说金额单位是“{unit}”，没写单位的金额却没有按它读", unit=unit)
            how = tell("一列金额用一个单位，写在表头，或写在每个数后面")
            self._found = Fault(what, place_of_row(row, line), " ".join(cells), how)

    def told(self) -> Iterator[Fault]:
        """A warning of the first such row."""
        if self._found:
            yield self._found


def noted_unit(header: ListHeader, facts: Catalogue) -> NotedUnit:
    """What looks for it in a list."""
    money = [column for column, fact in header.fact_columns if fact.type == "money"]
    bare = [column for column in money if is_bare(column.fact, column.title, facts)]
    return NotedUnit(header.slots, frozenset(column.scale for column in bare or money))
