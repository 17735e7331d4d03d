"""What a table pays on a day, as rules: what each benefit that can be had gives, alone or combined with others."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TypeVar, cast

from jinshan_cli.core.combining.paying import RULED, Paid, is_fractional, paid_of, paid_together
from jinshan_cli.core.combining.ways import apart
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import KINDS, Benefit, Edition, Kind
from jinshan_cli.core.rules.exact.definitions import Definitions
from jinshan_cli.core.rules.exact.logic import FALSE, all_of
from jinshan_cli.core.rules.leeway import NONE, greatest_of, least_of, unlimited
from jinshan_cli.core.rules.nodes import (
    Choose,
    Condition,
    Constant,
    FlagFact,
    Node,
    OneOf,
    Quantity,
    Rounded,
    Stated,
)
from jinshan_cli.core.rules.tree import replaced

N = TypeVar("N", bound=Node)
FEN = Constant("0.01", money=True)
OPEN = Stated("?", (), None)
"""a condition of which nothing tells: whom a draft's undecided benefit is for"""
Unit = tuple[str, ...]
"""the ids of benefits whose sums hang together; most often of one"""


@dataclass(frozen=True, slots=True)
class DueBenefit:
    """A benefit that can be had on the day: for whom, and how much (None: its source names no sum)."""

    benefit: Benefit
    number: int
    """of its policy"""
    when: Condition
    amount: Quantity | None

    def paid(self, to_fen: bool) -> Quantity:
        """Its amount, and nothing for a firm that it is not for."""
        amount = self.amount or NONE
        return Choose(self.when, Rounded("round", amount, FEN) if to_fen and self.is_fractional else amount, NONE)

    @property
    def is_fractional(self) -> bool:
        """True if its amount may have fractions of a fen."""
        return self.amount is not None and is_fractional(self.amount)


@dataclass(frozen=True)
class Side:
    """One of two tables on a day. `apart`: its derived facts follow from others in its own way."""

    edition: Edition
    as_of: date
    apart: bool = False

    @cached_property
    def due(self) -> Mapping[str, DueBenefit]:
        """What can be had on the day, by id."""
        found = {}
        for policy in self.edition.policies:
            for benefit in policy.benefits:
                if self.edition.moment(benefit, self.as_of).is_now:
                    rule = self.edition.rules[benefit.id]
                    when = OPEN if benefit.todo else self.own(rule.when)
                    amount = None if benefit.todo or rule.amount is None else self.own(rule.amount)
                    found[benefit.id] = DueBenefit(benefit, policy.number, when, amount)
        return found

    def own(self, node: N) -> N:
        """A rule that means the same beside the other table's."""
        if not self.apart:
            return node
        defined = Definitions(self.edition.derivations, self.edition.sizes)

        def written_out(part: Node) -> Node | None:
            found = defined.written_out(self.edition.facts, part) if isinstance(part, FlagFact | OneOf) else part
            return None if found is part else found

        return cast("N", replaced(node, written_out))

    def units(self, kind: Kind, number: int | None) -> dict[Unit, Paid]:
        """The benefits with a sum, of a kind and of one policy (None: of all), and what they come to; those together
        that do not just add up."""
        those = [
            key
            for key, due in self.due.items()
            if due.benefit.kind == kind and due.amount is not None and number in (None, due.number)
        ]
        return {unit: self._paid(unit, to_fen=False) for unit in apart(those, self.edition.combinations)}

    def paid(self, units: Iterable[Unit], to_fen: bool = True) -> Paid:
        """What the units come to, each benefit's sum to the whole fen or exact."""
        return RULED.sum(self._paid(unit, to_fen) for unit in units)

    def tied(self, keys: Collection[str]) -> list[DueBenefit]:
        """What can be had beside these and combinations tie to one of them, with a sum or without."""
        units = apart(self.due, self.edition.combinations)
        return [
            self.due[key] for unit in units if not frozenset(keys).isdisjoint(unit) for key in unit if key not in keys
        ]

    def no_limit(self, key: str) -> Condition:
        """Where a benefit has no upper limit by itself."""
        due = self.due.get(key)
        return FALSE if due is None else all_of((due.when, unlimited(due.amount or NONE)))

    def fractional_limits(self, keys: Collection[str]) -> int:
        """How many caps over any of these benefits may have fractions of a fen."""
        over = (place for place, each in enumerate(self.edition.combinations) if each.among(keys))
        return sum(is_fractional(self.edition.limits[place]) for place in over if place in self.edition.limits)

    def _paid(self, unit: Unit, to_fen: bool) -> Paid:
        def alone(key: str) -> Paid:
            amount = self.due[key].paid(to_fen)
            return Paid(least_of(amount), greatest_of(amount), self.no_limit(key))

        def limit(place: int) -> Paid:
            amount = self.own(self.edition.limits[place])
            return paid_of(Rounded("round", amount, FEN) if to_fen and is_fractional(amount) else amount)

        return paid_together(unit, self.edition.combinations, alone, limit)


def kinds_of(sides: Iterable[Side], number: int | None) -> Iterator[Kind]:
    """The kinds of which one of the tables pays a sum."""
    paid = {
        due.benefit.kind
        for side in sides
        for due in side.due.values()
        if due.amount is not None and number in (None, due.number)
    }
    return (kind for kind in KINDS if kind in paid)
