"""Columns that say each row's unit of money, as 单位 with 万元 and 元 below it: money beside them is not read by it."""

from collections.abc import Iterable, Iterator

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.voice import tell, voice
from jinshan_cli.files.lists.headers import Column, ListHeader
from jinshan_cli.files.lists.titles.naming import is_bare
from jinshan_cli.files.lists.titles.stacked import money_unit, unit_alone


@dataclass
class UnitColumns:
    """Looks at the carried columns of one list; one that holds anything else than units is not looked at again."""

    money: tuple[Column, ...] = ()
    """without a unit in their headings"""
    _left: dict[Column, dict[str, int]] = field(default_factory=dict)
    """the columns that may be of units, with those met, and yuan per unit"""

    def take(self, frame: pl.DataFrame) -> None:
        """Looks at some rows."""
        for column, met in [*self._left.items()]:
            cells = frame.get_column(column.slot)
            known = cells.is_not_null().arg_max() if cells.null_count() < len(cells) else None
            if known is None:
                continue
            units = _units([cells[known]]) and _units(cells.unique(maintain_order=True).drop_nulls().to_list())
            if units:
                met.update(units)
            else:
                del self._left[column]

    def told(self) -> Iterator[Fault]:
        """A warning for each column by whose units some of the money would be read in another way."""
        scales = {column.scale for column in self.money}
        read_in = voice().currency if scales == {1} else tell("标题行的单位")
        for column, met in self._left.items():
            if met and len({*met.values(), *scales}) > 1:
                yield Fault(
                    tell(
                        "这一列像是每行金额的单位，没有用来读金额：{titles}仍按{unit}读",
                        titles=tell("、").join(each.title for each in self.money),
                        unit=read_in,
                    ),
                    column.title,
                    tell("、").join(met),
                    tell("一列金额用一个单位，写在表头，或写在每个数后面"),
                )


def unit_columns(header: ListHeader, facts: Catalogue) -> UnitColumns:
    """What looks for them in a list, if it has money without a unit."""
    money = tuple(column for column, fact in header.fact_columns if is_bare(fact, column.title, facts))
    return UnitColumns(money, {column: {} for column in header.carried} if money else {})


def _units(cells: Iterable[object]) -> dict[str, int]:
    """Units of money and yuan per unit; none if any cell is something else."""
    found = [money_unit(unit_alone(cell)) if isinstance(cell, str) else None for cell in cells]
    return dict(unit for unit in found if unit) if all(found) else {}
