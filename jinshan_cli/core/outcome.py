"""What a firm gets, bare: one standing per benefit. Two outcomes can be compared, whatever they were read from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import KINDS, Kind, Timing

CURRENT: tuple[Timing, ...] = ("open", "unstated")
ZERO = Interval(0, 0)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a firm stands with one benefit."""

    number: int
    """of its policy"""
    id: str
    title: str
    kind: Kind
    status: Literal["eligible", "undetermined", "ineligible"]
    timing: Timing
    amount: Interval | None
    """in fen; None is not quantified"""

    @property
    def is_due(self) -> bool:
        """True if totals count it: eligible, and open or without a stated window."""
        return self.status == "eligible" and self.timing in CURRENT

    @property
    def is_possible(self) -> bool:
        """True if it may still turn out to be due."""
        return self.status == "undetermined" and self.timing in CURRENT


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as the screens say it."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Sum:
    """What is due of one kind."""

    amount: Interval
    """in fen"""
    unquantified: tuple[int, ...]
    """numbers of the policies that have one which is not in the sum"""


@dataclass(frozen=True)
class Outcome:
    """Every standing of a firm on a date, and the facts it rests on, in words."""

    edition: str
    as_of: date
    firm: str
    facts: Mapping[str, Told]
    """by key, in the order they are asked; what is unknown is absent"""
    standings: tuple[Standing, ...]

    def sums(self) -> dict[Kind, Sum]:
        """What is due, per kind; every kind is there."""
        return {kind: self._sum(kind) for kind in KINDS}

    def _sum(self, kind: Kind) -> Sum:
        due = [standing for standing in self.standings if standing.kind == kind and standing.is_due]
        amounts = [standing.amount for standing in due if standing.amount is not None]
        bare = dict.fromkeys(standing.number for standing in due if standing.amount is None)
        return Sum(sum(amounts, ZERO), tuple(bare))
