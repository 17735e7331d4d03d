"""Long numbers of firms that were a number in some program once: 91310116… as 9.13E+17, or with zeros at its end."""

from collections.abc import Iterator

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.blocks import ROW
from jinshan_cli.files.lists.headers import Column, ListHeader

_EXPONENT = r"^\s*[0-9](?:\.[0-9]+)?[eE]\+?(?:1[4-9]|2[0-9])\s*$"
"""of a number of 15 digits and more"""
_ZEROS = r"^\s*[0-9]{15}0{3,}\s*$"
"""three and more digits that programs do not keep: of a true number of 18 digits, one in a thousand ends so"""
_MOST_EXACT = 2**53
"""of a binary fraction"""


@dataclass
class LongIds:
    """Looks at the columns of one list that are carried, and counts such cells in each."""

    header: ListHeader
    _found: dict[Column, tuple[int, int]] = field(default_factory=dict)
    """how many, and the row of the first"""

    def take(self, frame: pl.DataFrame) -> None:
        """Looks at some rows, as text."""
        for column in self.header.columns:
            if column.fact is not None or column == self.header.name:
                continue
            cells = frame.get_column(column.slot)
            if (rows := frame.get_column(ROW).filter(_is_lossy(cells))).len():
                count, first = self._found.get(column, (0, int(rows[0])))
                self._found[column] = count + rows.len(), first

    def told(self) -> Iterator[Fault]:
        """A warning for each column that has such cells, in the order of the file."""
        for column in sorted(self._found, key=self.header.columns.index):
            count, first = self._found[column]
            what = tell("有 {count:,} 个长编号像是存成过数，末尾的几位可能已经丢了", count=count)
            yield Fault(
                what,
                tell("第 {row} 行 {title}", row=first, title=column.title),
                expected=tell("从原来的文件按文本重新导出"),
            )


def _is_lossy(cells: pl.Series) -> pl.Series:
    if cells.dtype.is_float():
        return (cells.abs() >= _MOST_EXACT).fill_null(False) & cells.is_finite().fill_null(False)
    if cells.dtype != pl.String:
        return pl.Series([False]).new_from_index(0, len(cells))
    return cells.str.contains(f"{_EXPONENT}|{_ZEROS}").fill_null(False)
