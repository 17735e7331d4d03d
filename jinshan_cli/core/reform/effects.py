"""What a change of the table comes to over a list of firms, as bounds; the groups of a list add up to the whole."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Kind

Count = int | Decimal
"""firms; a decimal where each counts by its weight"""
Turn = Literal["gain", "lose", "same", "unsettled"]
TURNS: tuple[Turn, ...] = ("gain", "lose", "same", "unsettled")
Side = Literal["before", "after", "difference"]
SIDES: tuple[Side, ...] = ("before", "after", "difference")


@dataclass(frozen=True, slots=True)
class Effect:
    """One policy, or with number None the whole table."""

    number: int | None
    turns: Mapping[Turn, Count]
    """firms that surely gain, surely lose, are not concerned, or of which it is not known; each is in one"""
    may_gain: Count
    """how many of the unsettled may gain, and (in `may_lose`) may lose; one may do either"""
    may_lose: Count
    money: Mapping[Kind, Mapping[Side, Interval]]
    """in fen, by kind: what is paid before, after, and the second above the first; an end of None is no limit"""
    barely: Mapping[Kind, Mapping[Side, tuple[int, int]]]
    """of each end the fen that stand for something of which no more is known, as in `core.outcome.Total`; of a high
    end, which is below 0, negative"""
    unquantified: Mapping[Literal["before", "after"], tuple[Count, Count]]
    """firms that are surely, and may be, due something of which the source names no sum: no figure holds it"""

    def stated(self, kind: Kind, side: Side) -> Interval:
        """What is paid as it is said in words: without those fen."""
        return self.money[kind][side] + Interval(*(-end for end in self.barely[kind][side]))


@dataclass(frozen=True, slots=True)
class GroupEffect:
    """The firms of one group: its value in each column that they are grouped by."""

    values: tuple[str, ...]
    rows: int
    firms: Count
    """the rows by their weights"""
    effects: tuple[Effect, ...]
    """the whole table first, then by policy"""

    @property
    def whole(self) -> Effect:
        """All policies together."""
        return self.effects[0]
