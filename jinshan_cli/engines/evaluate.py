"""The scalar engine: the truth, the amount and the loose ends of a rule for one firm.

Everything is computed over all firms consistent with what is known: a settled answer holds for each.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from itertools import combinations
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
    same,
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
    Cases,
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
    Pieces,
    Plus,
    Quantity,
    Rounded,
    Stated,
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
    return _truth(known.edition.cases.of(node), known)


def interval(node: Quantity, known: Knowledge) -> Interval:
    """Every value a quantity can have, exact, in fen (or persons); not yet rounded to whole fen."""
    return _interval(known.edition.cases.of(node), known)


def missing(node: Condition, known: Knowledge) -> set[str]:
    """The facts a condition's truth still hangs on; empty if it is settled. Derived facts by their parts."""
    return _missing(known.edition.cases.of(node), known)


def loose(node: Quantity, known: Knowledge) -> set[str]:
    """The facts a quantity still hangs on: every one it reads that could make another number of it."""
    return _loose(known.edition.cases.of(node), known)


def _truth(node: Condition, known: Knowledge) -> Truth:
    match node:
        case And(parts):
            return every(_truth(part, known) for part in parts)
        case Or(parts):
            return some(_truth(part, known) for part in parts)
        case Not(part):
            return opposite(_truth(part, known))
        case Named():
            return known.named(node)
        case FlagFact(key):
            return known.flag(key)
        case OneOf(key, options):
            return _one_of(known.options(key), options)
        case Compare():
            return every(_pair_truth(*pair, known) for pair in node.pairs())
        case Stated(derived=derived):
            stated = _stated(node, known)
            return _truth(derived, known) if stated is None and derived is not None else stated
        case Cases(guards, parts):
            return same(_truth(part, known) for part in _possible(guards, parts, known))


def _stated(node: Stated, known: Knowledge) -> Truth:
    value = known.firm.facts.get(node.key)
    options = frozenset(options_in(value))
    return _one_of(options, node.options) if options else value if isinstance(value, bool) else None


def _possible(guards: tuple[Condition, ...], parts: tuple[N, ...], known: Knowledge) -> list[N]:
    """The parts whose case may be the firm's."""
    return [part for guard, part in zip(guards, parts, strict=True) if _truth(guard, known) is not False]


def _one_of(possible: frozenset[str], options: tuple[str, ...]) -> Truth:
    if possible.issubset(options):
        return True
    return False if possible.isdisjoint(options) else None


def _pair_truth(left: Quantity, operator: Comparison, right: Quantity, known: Knowledge) -> Truth:
    return compare(_interval(left, known), operator, _interval(right, known))


def _interval(node: Quantity, known: Knowledge) -> Interval:  # noqa: C901, PLR0912 - one case a node
    match node:
        case Constant() | Day() | Parameter():
            return Interval.point(number_of(node))
        case NumberFact(key, _, 1):
            return known.interval(key)
        case NumberFact(key, _, per):
            return known.interval(key).mapped(lambda number: Fraction(number, per))
        case Plus(left, right):
            return _interval(left, known) + _interval(right, known)
        case Minus(left, right):
            return _interval(left, known) - _interval(right, known)
        case Times(left, right):
            return _interval(left, known).times(_interval(right, known))
        case Least(parts):
            return least(_interval(part, known) for part in parts)
        case Greatest(parts):
            return greatest(_interval(part, known) for part in parts)
        case Over(part, by):
            divisor = Fraction(number_of(by))
            return _interval(part, known).mapped(lambda number: number / divisor)
        case Steps(part, size):
            step = Fraction(number_of(size))
            return _interval(part, known).mapped(lambda number: whole(number / step, "round_down"))
        case Rounded(way, part, size):
            step = Fraction(number_of(size))
            return _interval(part, known).mapped(lambda number: whole(number / step, way) * step)
        case Tiers():
            return _interval(node.choice, known)
        case Bands(part, bounds, rates):
            return banded(_interval(part, known), [*map(number_of, bounds)], [*map(number_of, rates)])
        case Elapsed(span, since, until):
            return since_until(span, _interval(since, known), _interval(until, known))
        case NamedQuantity():
            return known.quantity(node)
        case UpTo(limit):
            return Interval(0, _interval(limit, known).high)
        case AtLeast(least_sum):
            return Interval(_interval(least_sum, known).low, None)
        case Between(low, high):
            return Interval(_interval(low, known).low, _interval(high, known).high)
        case Choose(condition, then, otherwise):
            return _choose(_truth(condition, known), then, otherwise, known)
        case Counted(condition):
            holds = _truth(condition, known)
            return ZERO_OR_ONE if holds is None else ONE if holds else NOTHING
        case Pieces(guards, parts):
            return reduce(Interval.hull, (_interval(part, known) for part in _possible(guards, parts, known)))


def _choose(holds: Truth, then: Quantity, otherwise: Quantity, known: Knowledge) -> Interval:
    if holds is None:
        return _interval(then, known).hull(_interval(otherwise, known))
    return _interval(then if holds else otherwise, known)


def _missing(node: Condition, known: Knowledge) -> set[str]:  # noqa: C901 - one case a node
    if _truth(node, known) is not None:
        return set()
    match node:
        case And(parts) | Or(parts):
            return _united(parts, known, _missing)
        case Not(part):
            return _missing(part, known)
        case Named():
            return known.missing_of(node)
        case FlagFact(key):
            derivation = known.edition.derivations.get(key)
            return {key} if derivation is None else missing(derivation, known) or {key}
        case OneOf(key, options):
            return _missing_choice(key, options, known)
        case Compare():
            unsettled = [pair for pair in node.pairs() if _pair_truth(*pair, known) is None]
            return {key for left, _, right in unsettled for key in _loose(left, known) | _loose(right, known)}
        case Stated(key, _, derived):
            return (_missing(derived, known) if derived is not None else set()) or {key}
        case Cases(guards, parts):
            return _missing_cases(guards, parts, known)


def _missing_cases(guards: tuple[Condition, ...], parts: tuple[Condition, ...], known: Knowledge) -> set[str]:
    """What a possible case hangs on; and what tells the cases apart, if two of them may differ for the same firm."""
    possible = _possible(guards, parts, known)
    found = _united(tuple(possible), known, _missing)
    differ = any(_may_differ(one, other, known) for one, other in combinations(dict.fromkeys(possible), 2))
    return found | _united(guards, known, _missing) if differ else found


def _may_differ(one: Condition, other: Condition, known: Knowledge) -> bool:
    truths = {_truth(one, known), _truth(other, known)}
    if truths != {None}:
        return len(truths) > 1
    return _truth(known.edition.cases.different(one, other), known) is not False


def _loose(node: Quantity, known: Knowledge) -> set[str]:
    if _interval(node, known).is_point:
        return set()
    match node:
        case NumberFact(key):
            return {key}
        case Counted(condition):
            return _missing(condition, known)
        case NamedQuantity():
            return known.loose_of(node)
        case Choose(condition, then, otherwise):
            holds = _truth(condition, known)
            if holds is not None:
                return _loose(then if holds else otherwise, known)
            return _missing(condition, known) | _loose(then, known) | _loose(otherwise, known)
        case Pieces(guards, parts):
            possible = _possible(guards, parts, known)
            apart = _united(guards, known, _missing) if len(possible) > 1 else set()
            return apart | _united(tuple(possible), known, _loose)
        case _:
            return _united(cast("tuple[Quantity, ...]", children(node)), known, _loose)


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
