"""The scalar engine: the truth, the amount and the loose ends of a rule for one firm.

Everything is computed over all firms consistent with what is known: a settled answer holds for each.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeVar, cast

from jinshan_cli.core.firm import Firm, options_in
from jinshan_cli.core.intervals import (
    NOT_KNOWN,
    NOTHING,
    Interval,
    Truth,
    banded,
    compare,
    every,
    greatest,
    least,
    opposite,
    since_until,
    some,
    whole,
)
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Bands,
    Between,
    Choose,
    Compare,
    Comparison,
    Condition,
    Constant,
    Counted,
    Day,
    Elapsed,
    FlagFact,
    Greatest,
    Least,
    Minus,
    Named,
    NamedQuantity,
    Not,
    NumberFact,
    OneOf,
    Or,
    Over,
    Parameter,
    Plus,
    Quantity,
    Rounded,
    Steps,
    Tiers,
    Times,
    UpTo,
    children,
)

N = TypeVar("N")
ONE, ZERO_OR_ONE = Interval(1, 1), Interval(0, 1)


@dataclass(slots=True)
class Knowledge:
    """What can be said of one firm in one edition: stated facts, defaults, and what follows from them."""

    edition: Edition
    firm: Firm
    _flags: dict[str, Truth] = field(default_factory=dict)
    _options: dict[str, frozenset[str]] = field(default_factory=dict)
    _named: dict[Named, Truth] = field(default_factory=dict)
    _open: dict[Named | NamedQuantity, set[str]] = field(default_factory=dict)
    _quantities: dict[NamedQuantity, Interval] = field(default_factory=dict)

    def interval(self, key: str) -> Interval:
        """What is known of a count or a sum."""
        value = self.firm.facts.get(key)
        return value if isinstance(value, Interval) else NOT_KNOWN

    def flag(self, key: str) -> Truth:
        """A flag as stated, else as derived."""
        value = self.firm.facts.get(key)
        if isinstance(value, bool):
            return value
        if key not in self._flags:
            self._flags[key] = self.derived_flag(key)
        return self._flags[key]

    def options(self, key: str) -> frozenset[str]:
        """The options of a choice that are still possible."""
        stated = frozenset(options_in(self.firm.facts.get(key)))
        if len(stated) == 1 or (stated and key not in self.edition.derived):
            return stated
        if key not in self._options:
            derived = self.derived_options(key)
            self._options[key] = stated & derived or stated or derived
        return self._options[key]

    def named(self, node: Named) -> Truth:
        """Whether a named condition holds; found once, however many rules use it."""
        if node not in self._named:
            self._named[node] = truth(node.condition, self)
        return self._named[node]

    def missing_of(self, node: Named) -> set[str]:
        """The facts a named condition hangs on; found once too."""
        if node not in self._open:
            self._open[node] = missing(node.condition, self)
        return self._open[node]

    def quantity(self, node: NamedQuantity) -> Interval:
        """What a named quantity can be; found once, however many rules use it."""
        if node not in self._quantities:
            self._quantities[node] = interval(node.quantity, self)
        return self._quantities[node]

    def loose_of(self, node: NamedQuantity) -> set[str]:
        """The facts a named quantity hangs on; found once too."""
        if node not in self._open:
            self._open[node] = loose(node.quantity, self)
        return self._open[node]

    def derived_flag(self, key: str) -> Truth:
        """What the other facts say of a flag, whatever is stated; unknown if nothing derives it."""
        derivation = self.edition.derivations.get(key)
        return None if derivation is None else truth(derivation, self)

    def derived_options(self, key: str) -> frozenset[str]:
        """What the other facts leave of a choice, whatever is stated."""
        fact, sizes = self.edition.facts[key], self.edition.sizes
        if sizes is not None and key == sizes.fact:
            return sizes.possible(self.options(sizes.by), self.interval)
        return frozenset((fact.default,) if fact.default else fact.option_keys)


def truth(node: Condition, known: Knowledge) -> Truth:
    """Whether a condition holds: for every firm consistent with what is known, for none, or unknown."""
    match node:
        case And(parts):
            return every(truth(part, known) for part in parts)
        case Or(parts):
            return some(truth(part, known) for part in parts)
        case Not(part):
            return opposite(truth(part, known))
        case Named():
            return known.named(node)
        case FlagFact(key):
            return known.flag(key)
        case OneOf(key, options):
            return _one_of(known.options(key), options)
        case Compare():
            return every(_pair_truth(*pair, known) for pair in node.pairs())


def _one_of(possible: frozenset[str], options: tuple[str, ...]) -> Truth:
    if possible.issubset(options):
        return True
    return False if possible.isdisjoint(options) else None


def _pair_truth(left: Quantity, operator: Comparison, right: Quantity, known: Knowledge) -> Truth:
    return compare(interval(left, known), operator, interval(right, known))


def interval(node: Quantity, known: Knowledge) -> Interval:  # noqa: C901, PLR0912 - one case a node
    """Every value a quantity can have, exact, in fen (or persons); not yet rounded to whole fen."""
    match node:
        case Constant() | Day() | Parameter():
            return Interval.point(number_of(node))
        case NumberFact(key, _, 1):
            return known.interval(key)
        case NumberFact(key, _, per):
            return known.interval(key).mapped(lambda number: Fraction(number, per))
        case Plus(left, right):
            return interval(left, known) + interval(right, known)
        case Minus(left, right):
            return interval(left, known) - interval(right, known)
        case Times(left, right):
            return interval(left, known).times(interval(right, known))
        case Least(parts):
            return least(interval(part, known) for part in parts)
        case Greatest(parts):
            return greatest(interval(part, known) for part in parts)
        case Over(part, by):
            divisor = Fraction(number_of(by))
            return interval(part, known).mapped(lambda number: number / divisor)
        case Steps(part, size):
            step = Fraction(number_of(size))
            return interval(part, known).mapped(lambda number: whole(number / step, "round_down"))
        case Rounded(way, part, size):
            step = Fraction(number_of(size))
            return interval(part, known).mapped(lambda number: whole(number / step, way) * step)
        case Tiers():
            return interval(node.choice, known)
        case Bands(part, bounds, rates):
            return banded(interval(part, known), [*map(number_of, bounds)], [*map(number_of, rates)])
        case Elapsed(span, since, until):
            return since_until(span, interval(since, known), interval(until, known))
        case NamedQuantity():
            return known.quantity(node)
        case UpTo(limit):
            return Interval(0, interval(limit, known).high)
        case AtLeast(least_sum):
            return Interval(interval(least_sum, known).low, None)
        case Between(low, high):
            return Interval(interval(low, known).low, interval(high, known).high)
        case Choose(condition, then, otherwise):
            return _choose(truth(condition, known), then, otherwise, known)
        case Counted(condition):
            holds = truth(condition, known)
            return ZERO_OR_ONE if holds is None else ONE if holds else NOTHING


def _choose(holds: Truth, then: Quantity, otherwise: Quantity, known: Knowledge) -> Interval:
    if holds is None:
        return interval(then, known).hull(interval(otherwise, known))
    return interval(then if holds else otherwise, known)


def missing(node: Condition, known: Knowledge) -> set[str]:
    """The facts a condition's truth still hangs on; empty if it is settled. Derived facts by their parts."""
    if truth(node, known) is not None:
        return set()
    match node:
        case And(parts) | Or(parts):
            return _united(parts, known, missing)
        case Not(part):
            return missing(part, known)
        case Named():
            return known.missing_of(node)
        case FlagFact(key):
            derivation = known.edition.derivations.get(key)
            return {key} if derivation is None else missing(derivation, known) or {key}
        case OneOf(key, options):
            return _missing_choice(key, options, known)
        case Compare():
            unsettled = [pair for pair in node.pairs() if _pair_truth(*pair, known) is None]
            return {key for left, _, right in unsettled for key in loose(left, known) | loose(right, known)}


def loose(node: Quantity, known: Knowledge) -> set[str]:
    """The facts a quantity still hangs on: every one it reads that could make another number of it."""
    if interval(node, known).is_point:
        return set()
    match node:
        case NumberFact(key):
            return {key}
        case Counted(condition):
            return missing(condition, known)
        case NamedQuantity():
            return known.loose_of(node)
        case Choose(condition, then, otherwise):
            branches = loose(then, known) | loose(otherwise, known)
            holds = truth(condition, known)
            return missing(condition, known) | branches if holds is None else loose(then if holds else otherwise, known)
        case _:
            return _united(cast("tuple[Quantity, ...]", children(node)), known, loose)


def _united(parts: tuple[N, ...], known: Knowledge, find: Callable[[N, Knowledge], set[str]]) -> set[str]:
    return {key for part in parts for key in find(part, known)}


def _missing_choice(key: str, wanted: tuple[str, ...], known: Knowledge) -> set[str]:
    """What would tell whether a choice is one of the options `wanted`; the size by what it follows from."""
    sizes = known.edition.sizes
    if sizes is None or key != sizes.fact:
        return {key}
    sectors, steps = known.options(sizes.by), sizes.steps(wanted)
    unsettled = {fact for sector in sectors for fact in sizes.unsettled(sector, known.interval, steps)}
    return unsettled | {sizes.by} if len(sectors) > 1 else unsettled or {key}
