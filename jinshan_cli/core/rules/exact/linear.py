"""A quantity as a sum of multiples, each fact once: what a difference is, and where it changes its sign."""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from math import ceil, floor, gcd, lcm

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Number
from jinshan_cli.core.rules.constants import is_zero, number_of
from jinshan_cli.core.rules.nodes import (
    Choose,
    Compare,
    Comparison,
    Constant,
    Counted,
    Day,
    Elapsed,
    Minus,
    NamedQuantity,
    NumberFact,
    Over,
    Parameter,
    Plus,
    Quantity,
    Rounded,
    Steps,
    Tiers,
    Times,
)
from jinshan_cli.core.rules.tree import fact_keys, is_vague, walk
from jinshan_cli.core.rules.units import NAMES, unit_of

Term = tuple[Quantity, Number]


@dataclass(frozen=True, slots=True)
class Linear:
    """`constant` and the multiples of what cannot be taken apart, in fen or persons."""

    terms: tuple[Term, ...]
    constant: Number = 0

    @property
    def only(self) -> str | None:
        """The key of the one number fact that it has, if it has nothing else."""
        match self.terms:
            case ((NumberFact(key), _),):
                return key
        return None

    def root(self, operator: Comparison) -> set[int]:
        """Of a sum with one fact: the steps of the fact at which the comparison with 0 changes."""
        ((fact, factor),) = self.terms
        at = Fraction(-self.constant) / factor * (fact.per if isinstance(fact, NumberFact) else 1)
        below, above = ceil(at), floor(at) + 1
        if operator in ("==", "!="):
            return {below, above}
        return {below if (operator in ("<", ">=")) == (factor > 0) else above}

    @property
    def is_never_zero(self) -> bool:
        """True if no whole numbers of the steps that its facts are told in make it 0: `2 * staff == 5`."""
        grains = [factor * grain for atom, factor in self.terms if (grain := _grain(atom)) is not None]
        if not grains or len(grains) < len(self.terms):
            return False
        scale = lcm(self.constant.denominator, *(each.denominator for each in grains))
        return bool(int(self.constant * scale) % gcd(*(int(each * scale) for each in grains)))


def _grain(atom: Quantity) -> Number | None:
    """What each of its values is a multiple of; None if that is not known."""
    match atom:
        case NumberFact(per=per):
            return Fraction(1, per)
        case Steps() | Elapsed() | Counted():
            return 1
        case Rounded(size=size):
            return number_of(size)
    return None


def linear(node: Quantity) -> Linear:
    """A quantity's sums and multiples resolved; what is vague by itself is never merged."""
    match node:
        case Constant() | Day() | Parameter():
            return Linear((), number_of(node))
        case NamedQuantity() if not is_vague(node):
            return _linear_name(node)
        case Over(part, by):
            return scaled(linear(part), 1 / Fraction(number_of(by)))
        case Plus() | Minus():
            return added_up(node, linear)
        case Times(left, right):
            first, second = linear(left), linear(right)
            if not first.terms or not second.terms:
                factor = first if not first.terms else second
                return scaled(second if factor is first else first, factor.constant)
    return Linear(((node, 1),))


def added_up(node: Quantity, of: Callable[[Quantity], Linear]) -> Linear:
    """A long sum by what each of its parts is: each is looked at once, however many are beside it."""
    parts, waiting = list[Linear](), [(node, 1)]
    while waiting:
        part, sign = waiting.pop()
        match part:
            case Plus(left, right):
                waiting += [(right, sign), (left, sign)]
            case Minus(left, right):
                waiting += [(right, -sign), (left, sign)]
            case _:
                found = of(part)
                parts.append(found if sign > 0 else scaled(found, -1))
    return total(parts)


@lru_cache(maxsize=NAMES)
def _linear_name(named: NamedQuantity) -> Linear:
    return linear(named.quantity)


def is_never_met(node: Compare) -> bool:
    """True if it asks two quantities to be equal that no whole numbers make equal."""
    pairs = node.pairs
    return any(sign in ("==", "!=") and difference(left, right).is_never_zero for left, sign, right in pairs)


def leaps(node: Compare) -> bool:
    """True if it compares what leaps from value to value, brackets or a choice, and asks it to be equal to something,
    or its values are not settled: `(a if b else c) >= 5` hangs on `a` only where that may be both."""
    is_equality = any(sign in ("==", "!=") for _, sign, _ in node.pairs)
    return any(is_equality or is_open(part) for part in walk(node) if isinstance(part, Tiers | Choose))


def is_open(node: Tiers | Choose) -> bool:
    """True if one of its values reads a fact."""
    values = node.values if isinstance(node, Tiers) else (node.then, node.otherwise)
    return any(map(fact_keys, values))


def total(parts: Iterable[Linear]) -> Linear:
    """The sum."""
    merged: dict[Quantity, Number] = {}
    apart: list[Term] = []
    parts = tuple(parts)
    for atom, factor in (term for part in parts for term in part.terms):
        if is_vague(atom):
            apart.append((atom, factor))
        else:
            merged[atom] = merged.get(atom, 0) + factor
    kept = tuple((atom, factor) for atom, factor in merged.items() if factor)
    return Linear((*kept, *apart), sum(part.constant for part in parts))


def scaled(sum_: Linear, factor: Number) -> Linear:
    """The product with a number."""
    terms = tuple((atom, each * factor) for atom, each in sum_.terms) if factor else ()
    return Linear(terms, sum_.constant * factor)


def difference(left: Quantity, right: Quantity) -> Linear:
    """The left side less the right side."""
    return total((linear(left), scaled(linear(right), -1)))


def sides(sum_: Linear, money: bool) -> tuple[Quantity, Quantity]:
    """Two quantities whose difference it is, neither with a negative factor."""
    left = [_multiple(atom, factor) for atom, factor in sum_.terms if factor > 0]
    right = [_multiple(atom, -factor) for atom, factor in sum_.terms if factor < 0]
    if sum_.constant:
        (left if sum_.constant > 0 else right).append(number(max(sum_.constant, -sum_.constant), money))
    return _added(left, money), _added(right, money)


def quantity(sum_: Linear, money: bool) -> Quantity:
    """The sum as a node."""
    plus, minus = sides(sum_, money)
    return plus if is_zero(minus) else Minus(plus, minus)


def is_money(sum_: Linear) -> bool:
    """True if any of its terms is money."""
    return any(unit_of(atom) == "money" for atom, _ in sum_.terms)


def number(value: Number, money: bool) -> Constant:
    """A constant of so many fen or persons."""
    return Constant(str(Fraction(value, 100) if money else value), money=money)


def steps(fact: NumberFact, count: int) -> Constant:
    """So many steps of a fact, in its unit."""
    return number(Fraction(count, fact.per), fact.unit == "money")


def _added(parts: list[Quantity], money: bool) -> Quantity:
    return reduce(Plus, parts) if parts else number(0, money)


def _multiple(atom: Quantity, factor: Number) -> Quantity:
    return atom if factor == 1 else Times(Constant(str(factor)), atom)
