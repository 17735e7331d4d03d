"""The scalar engine: the truth, the amount and the loose ends of a rule for one firm.

Everything is computed over all firms consistent with what is known: a settled answer holds for each.
"""

from fractions import Fraction
from functools import reduce
from typing import TypeVar

from jinshan_cli.core.dataclass import dataclass, field
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
    hanging: dict[Named | NamedQuantity, set[str]] = field(default_factory=dict)
    """the facts that what has a name hangs on, as far as `hanging` has found them"""
    _quantities: dict[NamedQuantity, Interval] = field(default_factory=dict)
    _without: dict[str, "Knowledge"] = field(default_factory=dict)

    def without(self, key: str) -> "Knowledge":
        """The same with one fact unknown; found once, however many rules are asked."""
        if key not in self._without:
            self._without[key] = Knowledge(self.edition, self.firm.having(key, None))
        return self._without[key]

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

    def is_contradicted(self, key: str) -> bool:
        """True if what is stated of a choice is none of what the other facts leave of it: then they tell nothing."""
        stated = options_in(self.firm.facts.get(key))
        return bool(stated) and self.derived_options(key).isdisjoint(stated)

    @property
    def is_person(self) -> bool:
        """True for a natural person, as far as is known."""
        who = self.edition.facts.who
        return who is not None and all(who.option(key).person for key in self.options(who.key))

    def named(self, node: Named) -> Truth:
        """Whether a named condition holds; found once, however many rules use it."""
        if node not in self._named:
            self._named[node] = truth(node.condition, self)
        return self._named[node]

    def quantity(self, node: NamedQuantity) -> Interval:
        """What a named quantity can be; found once, however many rules use it."""
        if node not in self._quantities:
            self._quantities[node] = interval(node.quantity, self)
        return self._quantities[node]

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
    found = judged(node, known)
    if found is not None:
        return found
    exact = known.edition.cases.of(node)
    return None if exact is node else judged(exact, known)


def interval(node: Quantity, known: Knowledge) -> Interval:
    """Every value a quantity can have, exact, in fen (or persons); not yet rounded to whole fen."""
    found = span_of(node, known)
    if found.is_point:
        return found
    exact = known.edition.cases.of(node)
    return found if exact is node else span_of(exact, known)


def judged(node: Condition, known: Knowledge) -> Truth:
    """The truth of a condition as it stands, by intervals: of one that `cases` made, exact."""
    match node:
        case And(parts):
            return every(judged(part, known) for part in parts)
        case Or(parts):
            return some(judged(part, known) for part in parts)
        case Not(part):
            return opposite(judged(part, known))
        case Named():
            return known.named(node)
        case FlagFact(key):
            return known.flag(key)
        case OneOf(key, options):
            return _one_of(known.options(key), options)
        case Compare():
            return every(pair_truth(*pair, known) for pair in node.pairs)
        case Stated():
            return _stated(node, known)
        case Cases(guards, parts):
            return same(judged(part, known) for part in possible_parts(guards, parts, known))


def _stated(node: Stated, known: Knowledge) -> Truth:
    """A derived fact by what is stated of it; what that leaves open by what it follows from, unless they disagree."""
    value = known.firm.facts.get(node.key)
    found = value if isinstance(value, bool) else None
    if options_in(value):
        found = _one_of(known.options(node.key), node.options)
    if found is not None or node.derived is None or known.is_contradicted(node.key):
        return found
    return judged(node.derived, known)


def possible_parts(guards: tuple[Condition, ...], parts: tuple[N, ...], known: Knowledge) -> list[N]:
    """The parts whose case may be the firm's."""
    return [part for guard, part in zip(guards, parts, strict=True) if judged(guard, known) is not False]


def _one_of(possible: frozenset[str], options: tuple[str, ...]) -> Truth:
    if possible.issubset(options):
        return True
    return False if possible.isdisjoint(options) else None


def pair_truth(left: Quantity, operator: Comparison, right: Quantity, known: Knowledge) -> Truth:
    """The truth of a comparison of two quantities as they stand."""
    return compare(span_of(left, known), operator, span_of(right, known))


def span_of(node: Quantity, known: Knowledge) -> Interval:  # noqa: C901, PLR0912 - one case a node
    """The values of a quantity as it stands, by intervals."""
    match node:
        case Constant() | Day() | Parameter():
            return Interval.point(number_of(node))
        case NumberFact(key, _, 1):
            return known.interval(key)
        case NumberFact(key, _, per):
            return known.interval(key).mapped(lambda number: Fraction(number, per))
        case Plus(left, right):
            return span_of(left, known) + span_of(right, known)
        case Minus(left, right):
            return span_of(left, known) - span_of(right, known)
        case Times(left, right):
            return span_of(left, known).times(span_of(right, known))
        case Least(parts):
            return least(span_of(part, known) for part in parts)
        case Greatest(parts):
            return greatest(span_of(part, known) for part in parts)
        case Over(part, by):
            divisor = Fraction(number_of(by))
            return span_of(part, known).mapped(lambda number: number / divisor)
        case Steps(part, size):
            step = Fraction(number_of(size))
            return span_of(part, known).mapped(lambda number: whole(number / step, "round_down"))
        case Rounded(way, part, size):
            step = Fraction(number_of(size))
            return span_of(part, known).mapped(lambda number: whole(number / step, way) * step)
        case Tiers():
            return span_of(node.choice, known)
        case Bands(part, bounds, rates):
            return banded(span_of(part, known), [*map(number_of, bounds)], [*map(number_of, rates)])
        case Elapsed(span, since, until):
            return since_until(span, span_of(since, known), span_of(until, known))
        case NamedQuantity():
            return known.quantity(node)
        case UpTo(limit):
            return Interval(0, span_of(limit, known).high)
        case AtLeast(least_sum):
            return Interval(span_of(least_sum, known).low, None)
        case Between(low, high):
            return Interval(span_of(low, known).low, span_of(high, known).high)
        case Choose(condition, then, otherwise):
            return _choose(judged(condition, known), then, otherwise, known)
        case Counted(condition):
            holds = judged(condition, known)
            return ZERO_OR_ONE if holds is None else ONE if holds else NOTHING
        case Pieces(guards, parts):
            return reduce(Interval.hull, (span_of(part, known) for part in possible_parts(guards, parts, known)))


def _choose(holds: Truth, then: Quantity, otherwise: Quantity, known: Knowledge) -> Interval:
    if holds is None:
        return span_of(then, known).hull(span_of(otherwise, known))
    return span_of(then if holds else otherwise, known)
