"""A rule within a box: what the box settles is settled, and only what it leaves open remains."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.intervals import NOT_KNOWN, Interval, Number, compare
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.exact import linear as lines
from jinshan_cli.core.rules.exact.linear import Linear
from jinshan_cli.core.rules.exact.logic import FALSE, TRUE, all_of, any_of, by_guards, constant, negated
from jinshan_cli.core.rules.exact.stepwise import turn
from jinshan_cli.core.rules.nodes import (
    And,
    Bands,
    Cases,
    Choose,
    Compare,
    Comparison,
    Condition,
    Constant,
    Counted,
    Day,
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
    Parameter,
    Plus,
    Quantity,
    Stated,
    Tiers,
    Times,
)
from jinshan_cli.core.rules.tree import is_vague, rebuilt, walk
from jinshan_cli.core.rules.units import may_be_negative, unit_of

Cell = Interval | frozenset[str] | bool
"""what a fact is confined to: numbers, options, or yes or no"""
Box = Mapping[str, Cell]
LONGEST = 150
"""nodes of what a name stands for, written out"""
_ZERO = Interval(0, 0)


class TooManyError(Exception):
    """More cases than are looked at."""


@dataclass(slots=True)
class Purse:
    """How many cases and comparisons may still be made. Spending more raises TooManyError."""

    left: int

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise TooManyError


@dataclass(slots=True)
class Simplifier:
    """Simplifies conditions and quantities of a rule for the firms in a box."""

    box: Box
    purse: Purse
    _named: dict[int, Condition] = field(default_factory=dict)
    _opened_names: dict[NamedQuantity, Quantity] = field(default_factory=dict)

    def condition(self, node: Condition) -> Condition:
        """The condition without what the box settles; `TRUE` or `FALSE` if nothing is left."""
        match node:
            case And(parts):
                return all_of(map(self.condition, parts))
            case Or(parts):
                return any_of(map(self.condition, parts))
            case Not(part):
                return negated(self.condition(part))
            case Named(condition=part):
                return self._renamed(node, part)
            case FlagFact(key):
                return constant(self.box[key] is True) if key in self.box else node
            case OneOf(key, options):
                return self._one_of(node, key, frozenset(options))
            case Stated(derived=derived):
                return node if derived is None else Stated(node.key, node.options, self.condition(derived))
            case Cases(guards, parts):
                found: Condition = by_guards(Cases, map(self.condition, guards), map(self.condition, parts))
                return found
            case Compare():
                return all_of(self.pair(*pair) for pair in node.pairs)

    def _renamed(self, node: Named, part: Condition) -> Condition:
        """Each named condition once, however many others use it; under its name its text need not be compared."""
        if id(node) not in self._named:
            inner = self.condition(part)
            self._named[id(node)] = inner if inner in (TRUE, FALSE) else Named(node.name, node.label, inner)
        return self._named[id(node)]

    def _one_of(self, node: OneOf, key: str, options: frozenset[str]) -> Condition:
        cell = self.box.get(key)
        if not isinstance(cell, frozenset):
            return node
        return TRUE if cell <= options else FALSE if cell.isdisjoint(options) else node

    def pair(self, left: Quantity, operator: Comparison, right: Quantity) -> Condition:
        """A comparison; minima and maxima in it are taken apart."""
        left, right = self.quantity(left), self.quantity(right)
        gap = lines.difference(left, right)
        settled = self._settled(gap, operator)
        if settled is not None:
            return constant(settled)
        for place, (atom, _) in enumerate(gap.terms):
            if isinstance(atom, Least | Greatest):
                self.purse.spend()
                return self._apart(gap, operator, place)
            if isinstance(atom, Choose) and (operator in ("==", "!=") or lines.is_open(atom)):
                self.purse.spend()
                return self._chosen(gap, operator, place, atom)
        if any(is_vague(side) for side in (left, right)):
            return Compare(left, ((operator, right),))
        return self.compared(gap, operator)

    def _settled(self, gap: Linear, operator: Comparison) -> bool | None:
        if operator in ("==", "!=") and gap.is_never_zero:
            return operator == "!="
        return compare(self.span(gap), operator, _ZERO)

    def compared(self, gap: Linear, operator: Comparison) -> Condition:
        """A sum compared with 0, as it is written: `x < 5` has one form only."""
        money = lines.is_money(gap)
        if gap.only and operator not in ("==", "!="):
            (start,), ((atom, factor),) = gap.root(operator), gap.terms
            below = (operator in ("<", "<=")) == (factor > 0)
            assert isinstance(atom, NumberFact)
            under: Condition = Compare(atom, (("<", lines.steps(atom, start)),))
            return under if below else Not(under)
        found = turn(gap, operator)
        if found is not None:
            fact, step, is_under = found
            if step is None:
                return constant(is_under)
            return self.pair(fact, "<" if is_under else ">=", lines.steps(fact, step))
        if operator in ("==", "!=") and turn(gap, "<") is not None:
            both = all_of((self.compared(gap, "<="), self.compared(gap, ">=")))
            return both if operator == "==" else negated(both)
        left, right = lines.sides(gap, money)
        return Compare(left, ((operator, right),))

    def _apart(self, gap: Linear, operator: Comparison, place: int) -> Condition:
        """`max(a, b) >= c` is `a >= c or b >= c`."""
        if operator in ("==", "!="):
            both = all_of((self._apart(gap, "<=", place), self._apart(gap, ">=", place)))
            return both if operator == "==" else negated(both)
        extreme, factor = gap.terms[place]
        assert isinstance(extreme, Least | Greatest)
        conditions = self._instead(gap, operator, place, extreme.parts)
        is_greatest = isinstance(extreme, Greatest) == (factor > 0)
        return any_of(conditions) if is_greatest == (operator in (">", ">=")) else all_of(conditions)

    def _chosen(self, gap: Linear, operator: Comparison, place: int, choice: Choose) -> Condition:
        """`(a if b else c) == d` is `a == d` where `b` holds, and `c == d` where it does not."""
        parts = self._instead(gap, operator, place, (choice.then, choice.otherwise))
        found: Condition = by_guards(Cases, (choice.condition, negated(choice.condition)), parts)
        return found

    def _instead(
        self, gap: Linear, operator: Comparison, place: int, parts: tuple[Quantity, ...]
    ) -> Iterator[Condition]:
        """The comparison with each of these in the place of a term."""
        rest, money = Linear(gap.terms[:place] + gap.terms[place + 1 :], gap.constant), lines.is_money(gap)
        for part in parts:
            whole = lines.total((rest, lines.scaled(lines.linear(part), gap.terms[place][1])))
            yield self.pair(lines.quantity(whole, money), operator, lines.number(0, money))

    def quantity(self, node: Quantity) -> Quantity:  # noqa: C901 - one case a node
        """The quantity without what the box settles, each fact once where it is a sum."""
        match node:
            case Constant() | NumberFact() | Day() | Parameter():
                return node
            case NamedQuantity():
                return self._opened(node)
            case Tiers():
                return self.quantity(node.choice)
            case Bands(part, bounds, rates):
                return self._band(node, self.quantity(part), [*map(number_of, bounds)], [*map(number_of, rates)])
            case Counted(condition):
                found = self.condition(condition)
                return Constant("1") if found == TRUE else Constant("0") if found == FALSE else Counted(found)
            case Choose(condition, then, otherwise):
                found = self.condition(condition)
                if found in (TRUE, FALSE):
                    return self.quantity(then if found == TRUE else otherwise)
                return Choose(found, self.quantity(then), self.quantity(otherwise))
            case Least(parts) | Greatest(parts):
                return self._extreme(type(node), tuple(map(self.quantity, parts)))
            case Plus() | Minus():
                sum_ = lines.added_up(node, lambda part: lines.linear(self.quantity(part)))
                return lines.quantity(sum_, lines.is_money(sum_) or _is_money(node))
            case Times(left, right):
                return _product(self.quantity(left), self.quantity(right), _is_money(node))
        return rebuilt(node, self.any)

    def _opened(self, node: NamedQuantity) -> Quantity:
        """What a name stands for, worked out once. Raises TooManyError where that is too long, names in names."""
        if node not in self._opened_names:
            found = self.quantity(node.quantity)
            if next(islice(walk(found), LONGEST, None), None) is not None:
                raise TooManyError
            self._opened_names[node] = found
        return self._opened_names[node]

    def _band(self, node: Bands, part: Quantity, bounds: list[Number], rates: list[Number]) -> Quantity:
        """The one line of the bands that the box leaves; the bands as they are if it leaves several."""
        whole, total, before = lines.linear(part), Fraction(0), Fraction(0)
        for bound, rate in zip((*bounds, None), rates, strict=True):
            span = self.span(whole)
            if bound is None or (span.high is not None and span.high <= bound):
                if span.low is None or span.low < before:
                    break
                line = lines.total((lines.scaled(whole, Fraction(rate)), lines.Linear((), total - rate * before)))
                return lines.quantity(line, _is_money(node))
            total, before = total + rate * (bound - before), Fraction(bound)
        return replace(node, part=part)

    def any(self, node: Node) -> Node:
        """Either of the two."""
        return self.condition(node) if isinstance(node, Condition) else self.quantity(node)

    def _extreme(self, kind: "type[Least] | type[Greatest]", parts: tuple[Quantity, ...]) -> Quantity:
        """Without the parts that another one is never above (of a minimum) or below."""
        sign: Comparison = "<=" if kind is Least else ">="
        kept = list(
            dict.fromkeys(part for each in parts for part in (each.parts if isinstance(each, kind) else (each,)))
        )
        for part in tuple(kept):
            others = (other for other in kept if other is not part)
            if any(compare(self.span(lines.difference(other, part)), sign, _ZERO) for other in others):
                kept.remove(part)
        return kept[0] if len(kept) == 1 else kind(tuple(kept))

    def span(self, sum_: Linear) -> Interval:
        """Every value that a sum can have in the box, as if its terms had nothing in common."""
        result = Interval.point(sum_.constant)
        for atom, factor in sum_.terms:
            if may_be_negative(atom):
                return Interval(None, None)
            part = self._span_of(atom).times(Interval.point(max(factor, -factor)))
            result = result + (part if factor > 0 else -part)
        return result

    def _span_of(self, atom: Quantity) -> Interval:
        match atom:
            case NumberFact(key):
                cell = self.box.get(key)
                told = cell if isinstance(cell, Interval) else NOT_KNOWN
                return told if atom.per == 1 else told.mapped(lambda number: Fraction(number, atom.per))
            case Counted():
                return Interval(0, 1)
        return NOT_KNOWN


def _product(left: Quantity, right: Quantity, money: bool) -> Quantity:
    """`a * (b)` is `a if b else 0`, so that what it is where `b` holds adds up with what else is read of `a`."""
    for condition, other in ((left, right), (right, left)):
        if isinstance(condition, Counted) and lines.linear(other).terms:
            return Choose(condition.condition, other, lines.number(0, _is_money(other)))
    product = Times(left, right)
    sum_ = lines.linear(product)
    return product if sum_ == Linear(((product, 1),)) else lines.quantity(sum_, money)


def _is_money(node: Quantity) -> bool:
    return unit_of(node) == "money"
