"""Benefits that share a fact: what they come to together as one rule, so that the fact is one fact.

Where each grows (or each falls) with what it shares with the others, spans add up exactly, and nothing is made.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cached_property
from math import floor

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.paying import Paid, is_fractional, paid_of, paid_together
from jinshan_cli.core.combining.ways import apart, groups
from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.rules.directions import Direction, both_ways, directions, opposed
from jinshan_cli.core.rules.exact.kept import ByCases
from jinshan_cli.core.rules.leeway import NONE
from jinshan_cli.core.rules.nodes import Choose, Condition, Counted, Quantity, Stated, Times
from jinshan_cli.core.rules.tree import fact_keys

MOST = 64
"""cases of one sum; beyond them the benefits of each policy are bounded together, and the rest one by one"""

FEW, FEW_CASES = 6, 24
"""open benefits of which is looked at whose they can be together, of more those of each policy; cases of such a sum"""
MANY = 64
"""such groups of one table"""


@dataclass(frozen=True, slots=True)
class SharedSum:
    """What benefits come to of which `due` and `possible` are told: by cases, with fractions of a fen."""

    benefits: tuple[str, ...]
    least: Quantity
    greatest: Quantity
    fractional: int
    """how many of the amounts and caps may have fractions of a fen, each of which is rounded by itself"""

    def narrowed(self, apart: Interval, least: Interval, greatest: Interval) -> Interval:
        """The sum by each amount alone, held to what `least` and `greatest` come to, judged for the firm."""
        slack = Fraction(self.fractional, 2)
        low = floor((least.low or 0) - slack) + 1 if slack else int(least.low or 0)
        high = None if apart.high is None or greatest.high is None else floor(greatest.high + slack)
        return Interval(max(apart.low or 0, low), apart.high if high is None else min(apart.high or 0, high))


Unit = tuple[str, ...]
"""benefits that combinations tie to one another; most often one"""


@dataclass
class SharedSums:
    """Of sets of benefits those that have to be judged together."""

    conditions: Mapping[str, Condition]
    """by the benefit's id: whose it is"""
    amounts: Mapping[str, Quantity]
    """by the benefit's id, where it has one"""
    policies: Mapping[str, int]
    """number of each benefit's policy"""
    combinations: tuple[Combination, ...]
    limits: Mapping[int, Quantity]
    cases: ByCases
    inexact: dict[Unit, None] = field(default_factory=dict)
    """those whose sum has more cases than are looked at"""
    _sums: dict[Unit, tuple[SharedSum, ...]] = field(default_factory=dict)
    _addable: dict[Unit, tuple[Unit, ...]] = field(default_factory=dict)
    _additions: dict[Unit, SharedSum | None] = field(default_factory=dict)
    _theirs: dict[tuple[int, int], Quantity] = field(default_factory=dict)
    _ways: dict[int, tuple[Quantity, set[Direction]]] = field(default_factory=dict)

    def due(self, key: str) -> Stated:
        """Whether a benefit is surely the firm's: no fact of the edition, but told beside a firm's facts; one and the
        same of all benefits that are had on one condition."""
        return Stated(f"~due {self._first(key)}", (), None)

    def possible(self, key: str) -> Stated:
        """Whether it may turn out to be, told likewise."""
        return Stated(f"~possible {self._first(key)}", (), None)

    def _first(self, key: str) -> str:
        return self._firsts[id(self.conditions[key])]

    @cached_property
    def _firsts(self) -> dict[int, str]:
        """Of each condition the first benefit that is had on it."""
        return {id(condition): key for key, condition in reversed([*self.conditions.items()])}

    def rule(self, key: str) -> tuple[int, int]:
        """One and the same of benefits that have one rule."""
        return id(self.conditions[key]), id(self.amounts[key])

    def sums(self, ids: Unit) -> tuple[SharedSum, ...]:
        """What those come to that are due: the groups that share facts, or that a combination ties to such; none has a
        benefit of another."""
        if ids not in self._sums:
            groups = _Joining(self, lambda key: self.amounts[key])
            self._sums[ids] = tuple(found for those in groups.of(ids, len(ids)) for found in self._parts(those, groups))
        return self._sums[ids]

    def addable(self, ids: Unit) -> tuple[Unit, ...]:
        """The groups among them that share facts, likewise, counting whose each is."""
        if ids not in self._addable:
            self._addable[ids] = tuple(_Joining(self, self._if_theirs).of(ids, FEW)[:MANY])
        return self._addable[ids]

    def addition(self, ids: Unit) -> SharedSum | None:
        """What those of a group come to at most that are possible; None where there are too many cases."""
        if ids not in self._additions:
            paid = self._paid(ids, lambda key: Choose(self.possible(key), self._if_theirs(key), NONE))
            self._additions[ids] = self._made(ids, NONE, paid.greatest, FEW_CASES)
        return self._additions[ids]

    def _parts(self, ids: Unit, groups: "_Joining") -> list[SharedSum]:
        paid = self._paid(ids, lambda key: Choose(self.due(key), self.amounts[key], NONE))
        shared = self._made(ids, paid.least, paid.greatest, MOST)
        if shared is not None:
            return [shared]
        self.inexact[ids] = None
        return [found for those in groups.by_policy(ids) for found in self._parts(those, groups)]

    def _made(self, ids: Unit, least: Quantity, greatest: Quantity, most: int) -> SharedSum | None:
        """None where there are too many cases."""
        low, high = (self.cases.spanning(end, most) for end in (least, greatest))
        if low is None or high is None:
            return None
        return SharedSum(ids, low, high, sum(map(is_fractional, self.nodes(ids, self.amounts.__getitem__))))

    def _if_theirs(self, key: str) -> Quantity:
        return self._theirs.setdefault(self.rule(key), Times(Counted(self.conditions[key]), self.amounts[key]))

    def ways_of(self, node: Quantity) -> set[Direction]:
        """How it works with each fact that it reads, and with those that they follow from."""
        kept = self._ways.get(id(node))
        if kept is None or kept[0] is not node:
            behind = (each for key in fact_keys(node) for each in self.cases.behind((key,)) - {key})
            found = directions(node).union(each for key in behind for each in both_ways(key))
            kept = self._ways[id(node)] = node, found
        return kept[1]

    def nodes(self, unit: Unit, of: Callable[[str], Quantity]) -> list[Quantity]:
        """What decides on a sum of theirs: each by itself, and the caps over them."""
        over = (limit for place, limit in self.limits.items() if self.combinations[place].among(unit))
        return [*map(of, unit), *over]

    def _paid(self, ids: Unit, amount: Callable[[str], Quantity]) -> Paid:
        alike: dict[tuple[int, int], Paid] = {}

        def alone(key: str) -> Paid:
            rule = self.rule(key)
            if rule not in alike:
                alike[rule] = paid_of(amount(key))
            return alike[rule]

        return paid_together(ids, self.combinations, alone, lambda place: paid_of(self.limits[place]))


@dataclass(frozen=True, slots=True)
class _Joining:
    """Which benefits have to be judged together, by what decides on each."""

    sums: SharedSums
    deciding: Callable[[str], Quantity]

    def of(self, ids: Unit, most: int) -> list[Unit]:
        """Those that share facts and do not work alike with them; where that is more rules than `most`, by policies."""
        found = self._joined(apart(ids, self.sums.combinations))
        each = (part for those in found for part in ([those] if self.rules(those) <= most else self.by_policy(those)))
        return [those for those in each if self.rules(those) <= most]

    def rules(self, ids: Unit) -> int:
        """How many different rules they have."""
        return len(set(map(self.sums.rule, ids)))

    def by_policy(self, ids: Unit) -> list[Unit]:
        """The smaller groups of one policy each; what combinations tie over several policies is by itself."""
        parts: dict[Unit | int, list[Unit]] = {}
        for unit in apart(ids, self.sums.combinations):
            numbers = {self.sums.policies[key] for key in unit}
            parts.setdefault(numbers.pop() if len(numbers) == 1 else unit, []).append(unit)
        return [those for own in parts.values() for those in self._joined(own) if those != ids]

    def _joined(self, units: list[Unit]) -> list[Unit]:
        """The units that share a fact put together, where that makes a difference."""
        names = {str(place): unit for place, unit in enumerate(units)}
        found = groups(names, [list(map(str, those)) for those in self._sharing(units)])
        joined = (tuple(key for name in group for key in names[name]) for group in found)
        return [those for those in joined if self._sharing([(key,) for key in those])]

    def _sharing(self, units: list[Unit]) -> list[list[int]]:
        """The places of those that read one fact, where not all work the same way with it."""
        readers: dict[str, list[int]] = {}
        found = [self._directions(unit) for unit in units]
        for place, each in enumerate(found):
            for key in {key for key, _ in each}:
                readers.setdefault(key, []).append(place)
        shared = opposed(direction for each in found for direction in each)
        return [places for key, places in readers.items() if len(places) > 1 and key in shared]

    def _directions(self, unit: Unit) -> set[Direction]:
        return set().union(*map(self.sums.ways_of, self.sums.nodes(unit, self.deciding)))
