"""Rule nodes to expressions over a typed frame: one `match` for each of the scalar engine's.

Per number fact `<key>__low` and `<key>__high` (null: no upper end), per flag and choice `<key>` (null: unknown),
and for a choice that may be known in part `<key>__<option>` (never null: where the option is possible).
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from fractions import Fraction
from itertools import islice

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.days import LAST
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
    Node,
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
    depth,
)
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns import intervals
from jinshan_cli.engines.columns.ends import INFINITE, End
from jinshan_cli.engines.columns.intervals import ZERO, Span
from jinshan_cli.engines.columns.truths import (
    UNDECIDED,
    Flag,
    Holds,
    either,
    either_case,
    every,
    negate,
    some,
)

LARGEST = 2 * 10**15
"""no end of a number is larger, in yuan or persons: values are refused past 10^15, and 约 adds a tenth"""
LONG = 100
"""nodes of a named quantity, written out, from which on it is a column of its own"""


@dataclass(slots=True)
class Translator:
    """The nodes of an edition as expressions over the facts that have columns."""

    edition: Edition
    present: Set[str]
    staged: dict[Condition, Holds] = field(default_factory=dict)
    """conditions whose truth is a column already"""
    tiers: Mapping[str, Flag] = field(default_factory=dict)
    """option of the derived choice to the rows where it is possible"""
    contradicted: Flag = False
    """the rows where what is stated of it in part is none of what it follows from"""
    quantities: dict[NamedQuantity, Span] = field(default_factory=dict)
    """what named quantities can be"""

    def truth(self, node: Condition) -> Holds:  # noqa: C901 - one case a node
        """Where a condition holds surely, and where possibly."""
        if node in self.staged:
            return self.staged[node]
        match node:
            case And(parts):
                return every(self.truth(part) for part in parts)
            case Or(parts):
                return some(self.truth(part) for part in parts)
            case Not(part):
                return self.truth(part).opposite
            case Named(condition=part):
                return self.truth(self.edition.cases.of(part))
            case FlagFact(key):
                return self._flag(key)
            case OneOf(key, options):
                return self.one_of(key, options)
            case Compare():
                return every(self._pair(*pair) for pair in node.pairs)
            case Stated(key, options, derived):
                beyond = UNDECIDED if derived is None else self.truth(derived).unless(self.contradicts(key))
                return self._stated(key, options).otherwise(beyond)
            case Cases(guards, parts):
                return either_case(zip(map(self.truth, guards), map(self.truth, parts), strict=True))

    def _stated(self, key: str, options: tuple[str, ...]) -> Holds:
        """A derived fact by what is stated of it, and by nothing else."""
        if key not in self.present:
            return UNDECIDED
        if not options:
            return Holds(ex.col(key).fill_null(False), ex.col(key).fill_null(True))
        if self.may_be_several(key):
            return _within(self.tiers, options)
        keys = self.edition.facts[key].option_keys
        stated = either(*(ex.col(key) == keys.index(option) for option in options))
        return Holds(*(stated if isinstance(stated, bool) else stated.fill_null(unknown) for unknown in (False, True)))

    def _flag(self, key: str) -> Holds:
        derivation = self.edition.derivations.get(key)
        derived = Holds(False, True) if derivation is None else self.truth(self.edition.cases.of(derivation))
        if key not in self.present:
            return derived
        return Holds(_known_or(key, derived.surely), _known_or(key, derived.possibly))

    def one_of(self, key: str, options: Iterable[str]) -> Holds:
        """Where a choice is one of the options."""
        fact, wanted = self.edition.facts[key], set(options)
        if self._is_derived(key) or self.may_be_several(key):
            return _within(self.tiers if self._is_derived(key) else self.possible(key), wanted)
        unstated = {fact.default} if fact.default else set(fact.option_keys)
        surely, possibly = unstated <= wanted, not unstated.isdisjoint(wanted)
        if key not in self.present:
            return Holds(surely, possibly)
        stated = either(*(ex.col(key) == i for i, option in enumerate(fact.option_keys) if option in wanted))
        if isinstance(stated, bool):
            return Holds.known(stated)
        if surely == possibly:
            return Holds.known(stated.fill_null(surely))
        return Holds(stated.fill_null(surely), stated.fill_null(possibly))

    def may_be_several(self, key: str) -> bool:
        """True if some row leaves several options of a choice."""
        return key + SEVERAL in self.present

    def possible(self, key: str) -> dict[str, Flag]:
        """Each option of such a choice where it is possible as stated."""
        return {option: ex.col(f"{key}{SEVERAL}{option}") for option in self.edition.facts[key].option_keys}

    def contradicts(self, key: str) -> Flag:
        """Where a derived fact is stated in part, and that is none of what it follows from."""
        return self.contradicted if self._is_derived(key) else False

    def _is_derived(self, key: str) -> bool:
        return self.edition.sizes is not None and key == self.edition.sizes.fact

    def _pair(self, left: Quantity, operator: Comparison, right: Quantity) -> Holds:
        pair = Compare(left, ((operator, right),))
        if pair in self.staged:
            return self.staged[pair]
        return intervals.compare(self.span(left), operator, self.span(right))

    def span(self, node: Quantity) -> Span:  # noqa: C901, PLR0912 - one case a node
        """Every value a quantity can have, exact, in fen (or persons)."""
        match node:
            case Constant() | Day() | Parameter():
                return Span.point(number_of(node))
            case NumberFact(key, _, per):
                return self.number(key).scaled(Fraction(1, per))
            case Plus(left, right):
                return self.span(left) + self.span(right)
            case Minus(left, right):
                return self.span(left) + -self.span(right)
            case Times(left, right):
                return self.span(left).times(self.span(right))
            case Least(parts):
                return intervals.least(self.span(part) for part in parts)
            case Greatest(parts):
                return intervals.greatest(self.span(part) for part in parts)
            case Over(part, by):
                return self.span(part).scaled(1 / Fraction(number_of(by)))
            case Steps(part, size):
                return self.span(part).whole(Fraction(number_of(size)), "round_down")
            case Rounded(way, part, size):
                step = Fraction(number_of(size))
                return self.span(part).whole(step, way).scaled(step)
            case Tiers():
                return self.span(node.choice)
            case Bands(part, bounds, rates):
                return intervals.banded(self.span(part), map(number_of, bounds), [*map(number_of, rates)])
            case Elapsed(unit, since, until):
                return intervals.since_until(unit, self.span(since), self.span(until))
            case NamedQuantity():
                return self.quantity(node)
            case UpTo(limit):
                return self.span(limit).up_to
            case AtLeast(floor):
                return self.span(floor).at_least
            case Between(low, high):
                return self.span(low).until(self.span(high))
            case Choose(condition, then, otherwise):
                return intervals.choose(self.truth(condition), self.span(then), self.span(otherwise))
            case Counted(condition):
                return Span.counted(self.truth(condition))
            case Pieces(guards, parts):
                possible = [self.truth(guard).possibly for guard in guards]
                return intervals.hull(possible, map(self.span, parts))

    def quantity(self, node: NamedQuantity) -> Span:
        """What a named quantity can be; made once, however many rules use it."""
        if node not in self.quantities:
            self.quantities[node] = self.span(self.edition.cases.of(node.quantity))
        return self.quantities[node]

    def number(self, key: str) -> Span:
        """What is known of a count or a sum."""
        if key not in self.present:
            return Span(ZERO, INFINITE)
        fact = self.edition.facts[key]
        most = LAST if fact.type == "date" else LARGEST * int(10**fact.places)
        return Span(End(ex.col(f"{key}__low"), 0, most), End(ex.col(f"{key}__high"), 0, most, open=True))

    def unstated(self, key: str) -> Flag:
        """Where a flag or choice has no value of its own, or several."""
        return ex.col(key).is_null() if key in self.present else True


def plain_pairs(edition: Edition) -> list[Compare]:
    """Every comparison of an edition's rules that reads numbers only, chains taken apart."""
    pairs = [pair for node in _nodes(edition) if isinstance(node, Compare) for pair in node.pairs]
    found = (Compare(left, ((operator, right),)) for left, operator, right in pairs)
    return list(filter(_reads_numbers, dict.fromkeys(found)))


def long_names(edition: Edition) -> list[NamedQuantity]:
    """Named quantities of the rules that names in them make long, the inner ones first; those of numbers only."""
    found = dict.fromkeys(node for node in _nodes(edition) if isinstance(node, NamedQuantity))
    written = {named: sum(1 for _ in islice(_written_out(named), LONG)) for named in found}
    return sorted((named for named in found if written[named] == LONG and _reads_numbers(named)), key=depth)


def _written_out(node: Node) -> Iterator[Node]:
    yield node
    for part in children(node):
        yield from _written_out(part)


def _reads_numbers(node: Node) -> bool:
    return not any(isinstance(part, Counted | Choose | Pieces) for part in walk(node))


def choices(edition: Edition, key: str) -> list[OneOf]:
    """Every question of an edition's rules about a choice."""
    return [node for node in _nodes(edition) if isinstance(node, OneOf) and node.key == key]


def _nodes(edition: Edition) -> Iterator[Node]:
    rules = [part for rule in edition.rules.values() for part in (rule.when, rule.amount) if part is not None]
    named = [condition.condition for condition in edition.conditions.values()]
    roots = (*rules, *named, *edition.limits.values(), *edition.derivations.values())
    for root in {id(root): root for root in roots}.values():  # a rule of several benefits is one
        yield from walk(edition.cases.of(root))


def _within(possible: Mapping[str, Flag], wanted: Container[str]) -> Holds:
    """Where a choice is one of the options, by which are possible."""
    within = [flag for option, flag in possible.items() if option in wanted]
    without = [flag for option, flag in possible.items() if option not in wanted]
    return Holds(negate(either(*without)), either(*within))


def _known_or(key: str, otherwise: Flag) -> Flag:
    if isinstance(otherwise, bool):
        return ex.col(key).fill_null(otherwise)
    return ex.coalesce(ex.col(key), otherwise)
