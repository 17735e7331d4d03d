"""Benefits whose amounts share a fact: what they come to together as one rule, so that the fact is one fact.

Where each amount grows (or each falls) with what it shares with the others, spans add up exactly, and nothing is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.paying import Paid, is_fractional, paid_by, paid_of
from jinshan_cli.core.combining.ways import Alone, Limit, apart, groups, ways
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.rules.directions import directions
from jinshan_cli.core.rules.exact.kept import ByCases
from jinshan_cli.core.rules.leeway import NONE
from jinshan_cli.core.rules.nodes import Choose, Quantity, Stated
from jinshan_cli.core.rules.tree import fact_keys

MOST = 64
"""cases of one sum; beyond them each amount is bounded alone"""


def due(benefit: str) -> Stated:
    """Whether a benefit counts: no fact of the edition, but told beside a firm's facts."""
    return Stated(f"~due {benefit}", (), None)


@dataclass(frozen=True, slots=True)
class SharedSum:
    """What benefits come to of which `due` is told: by cases, with fractions of a fen."""

    benefits: tuple[str, ...]
    least: Quantity
    greatest: Quantity
    fractional: int
    """how many of the amounts and caps may have fractions of a fen, each of which is rounded by itself"""

    def narrowed(self, apart: Interval, least: Interval, greatest: Interval) -> Interval:
        """The sum by each amount alone, held to what `least` and `greatest` come to, judged for the firm."""
        half = Fraction(self.fractional, 2)
        low = floor((least.low or 0) - half) + 1 if half else int(least.low or 0)
        high = None if apart.high is None or greatest.high is None else floor(greatest.high + half)
        return Interval(max(apart.low or 0, low), apart.high if high is None else min(apart.high or 0, high))


@dataclass
class SharedSums:
    """Of sets of benefits those that have to be judged together."""

    amounts: Mapping[str, Quantity]
    """by the benefit's id, where it has one"""
    combinations: tuple[Combination, ...]
    limits: Mapping[int, Quantity]
    cases: ByCases
    inexact: list[tuple[str, ...]] = field(default_factory=list)
    """those whose sum has more cases than are looked at"""
    _kept: dict[tuple[str, ...], tuple[SharedSum, ...]] = field(default_factory=dict)

    def of(self, ids: tuple[str, ...]) -> tuple[SharedSum, ...]:
        """The groups among them that share facts, or that a combination ties to such; none has a benefit of another."""
        if ids not in self._kept:
            tied = apart(ids, self.combinations)
            names = {str(place): unit for place, unit in enumerate(tied)}
            found = groups(names, self._sharing(names))
            joined = (tuple(key for name in group for key in names[name]) for group in found)
            self._kept[ids] = tuple(
                shared for those in joined if len(those) > 1 and (shared := self._shared(those)) is not None
            )
        return self._kept[ids]

    def _sharing(self, names: Mapping[str, tuple[str, ...]]) -> list[list[str]]:
        """The units that read one fact, where not all work the same way with it."""
        ways_of: dict[str, dict[str, set[int]]] = {}
        for name, unit in names.items():
            for key, way in self._directions(unit):
                ways_of.setdefault(key, {}).setdefault(name, set()).add(way)
        shared = (found for found in ways_of.values() if len(set().union(*found.values())) > 1)
        return [list(found) for found in shared]

    def _directions(self, unit: tuple[str, ...]) -> set[tuple[str, int]]:
        return set().union(*(self._ways_of(node) for node in self._nodes(unit)))

    def _ways_of(self, node: Quantity) -> set[tuple[str, int]]:
        behind = (each for key in fact_keys(node) for each in self.cases.behind((key,)) - {key})
        return directions(node) | {(key, way) for key in behind for way in (1, -1)}

    def _nodes(self, unit: tuple[str, ...]) -> list[Quantity]:
        over = (limit for place, limit in self.limits.items() if self.combinations[place].among(unit))
        return [*(self.amounts[key] for key in unit), *over]

    def _shared(self, ids: tuple[str, ...]) -> SharedSum | None:
        """None where each works alike with what it shares with the others."""
        one_by_one = {str(place): (key,) for place, key in enumerate(ids)}
        if not any(len(found) > 1 for found in self._sharing(one_by_one)):
            return None
        if 2 ** len(ids) > MOST:  # each may be due or not, whatever the others are
            self.inexact.append(ids)
            return None
        low, high = (self._paid(ids, strict) for strict in (True, False))
        least, greatest = (self.cases.made(end, MOST) for end in (low.least, high.greatest))
        if least is None or greatest is None:
            self.inexact.append(ids)
            return None
        return SharedSum(ids, least, greatest, sum(map(is_fractional, self._nodes(ids))))

    def _paid(self, ids: tuple[str, ...], strict: bool) -> Paid:
        def of(one: Alone | Limit) -> Paid:
            if isinstance(one, Limit):
                return paid_of(self.limits[one.place])
            return paid_of(Choose(due(one.id), self.amounts[one.id], NONE))

        return paid_by(ways(ids, self.combinations, strict), of)
