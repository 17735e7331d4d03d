"""Quantities of many firms: per row an interval of whole steps, all of one exact size.

`5% * rd_spend` is the column of rd_spend with steps of 1/20 fen: nothing is rounded before the end.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from math import gcd

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.intervals import Number
from jinshan_cli.core.rules import nodes
from jinshan_cli.core.rules.nodes import Comparison, Way
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import INFINITE, End, exact
from jinshan_cli.engines.columns.truths import Flag, Holds, both, either, negate

ZERO = exact(0)


@dataclass(frozen=True, slots=True)
class Span:
    """Every value a quantity can have in each row: its ends times `step`."""

    low: End
    high: End
    step: Fraction = Fraction(1)

    @staticmethod
    def point(number: int | Fraction) -> "Span":
        """The same single number in every row."""
        if not number:
            return Span(ZERO, ZERO)
        one = exact(1 if number > 0 else -1)
        return Span(one, one, abs(Fraction(number)))

    @staticmethod
    def counted(condition: Holds) -> "Span":
        """1 where a condition holds, 0 where it does not."""
        return Span(ends.counted(condition.surely), ends.counted(condition.possibly))

    @property
    def is_single(self) -> bool:
        """True if both ends are one and the same column (or number)."""
        return self.low is self.high and not self.low.open

    @property
    def is_point(self) -> Flag:
        """Where exactly one number is possible."""
        return self.is_single or ends.same(self.low, self.high)

    @property
    def is_constant_point(self) -> bool:
        """True if it is the same single number in every row."""
        return self.is_single and isinstance(self.low.value, int)

    @property
    def up_to(self) -> "Span":
        """From 0 to the high end."""
        return replace(self, low=ZERO)

    @property
    def at_least(self) -> "Span":
        """From the low end upwards."""
        return replace(self, high=INFINITE)

    @property
    def in_units(self) -> tuple[End, End]:
        """Both ends in whole units (fen), rounded half up."""
        found = self.whole(Fraction(1), "round")
        return found.low, found.high

    def whole(self, size: Fraction, way: Way) -> "Span":
        """How many times a size is in it, in whole numbers."""
        ratio = (self.step / size).as_integer_ratio()
        low = ends.whole(self.low, *ratio, way)
        return Span(low, low if self.is_single else ends.whole(self.high, *ratio, way))

    def scaled(self, factor: Fraction) -> "Span":
        """The product with a positive number."""
        return replace(self, step=self.step * factor)

    def __add__(self, other: "Span") -> "Span":
        return _combined((self, other), lambda lows: ends.plus(*lows), lambda highs: ends.plus(*highs))

    def __neg__(self) -> "Span":
        return replace(self, low=ends.negative(self.high), high=ends.negative(self.low))

    def times(self, other: "Span") -> "Span":
        """The product of two spans without negative numbers; 0 times infinity is 0."""
        low, high = ends.product(self.low, other.low), ends.product(self.high, other.high)
        return Span(low, high, self.step * other.step)

    def until(self, other: "Span") -> "Span":
        """From the low end of this span to the high end of the other."""
        first, last = aligned((self, other))
        return Span(first.low, last.high, first.step)


def least(spans: Iterable[Span]) -> Span:
    """The span of the minimum of one number from each."""
    return _combined(spans, lambda lows: ends.smallest(lows, True), lambda highs: ends.smallest(highs, False))


def greatest(spans: Iterable[Span]) -> Span:
    """The span of the maximum of one number from each."""
    return _combined(spans, lambda lows: ends.largest(lows, False), lambda highs: ends.largest(highs, True))


def banded(span: Span, bounds: Iterable[Number], rates: Sequence[Number]) -> Span:
    """Each part of numbers that are never negative at the rate of its band."""
    span, *limits = aligned((span, *map(Span.point, bounds)))
    step = _common_step([Fraction(rate) for rate in rates if rate] or [Fraction(1)])
    weights = [exact(int(rate / step)) for rate in rates]

    def at(end: End) -> End:
        cuts = [ZERO, *(ends.smallest((end, limit.low), False) for limit in limits), end]
        parts = (ends.plus(upper, ends.negative(lower)) for lower, upper in pairwise(cuts))
        return reduce(ends.plus, map(ends.product, parts, weights))

    low = at(span.low)
    return Span(low, low if span.is_single else at(span.high), span.step * step)


def since_until(unit: nodes.Span, since: Span, until: Span) -> Span:
    """How much lies between one of the first days and one of the second."""
    since, until, _ = aligned((since, until, Span.point(1)))
    low = ends.between_days(unit, since.high, until.low)
    single = since.is_single and until.is_single
    return Span(low, low if single else ends.between_days(unit, since.low, until.high))


def choose(condition: Holds, then: Span, otherwise: Span) -> Span:
    """The one span where a condition holds, the other where it does not, else the smallest with both."""
    if isinstance(condition.surely, bool) and condition.is_settled:
        return then if condition.surely else otherwise
    then, otherwise = aligned((then, otherwise))
    no = negate(condition.possibly)

    def end(of_then: End, of_otherwise: End, of_both: End) -> End:
        return ends.select(condition.surely, of_then, ends.select(no, of_otherwise, of_both))

    low = end(then.low, otherwise.low, ends.smallest((then.low, otherwise.low), True))
    high = end(then.high, otherwise.high, ends.largest((then.high, otherwise.high), True))
    return Span(low, high, then.step)


def hull(possible: list[Flag], parts: Iterable[Span]) -> Span:
    """The smallest span with each of the parts whose case is possible; at least one is."""
    spans = aligned(parts)
    lows = ends.among(possible, [span.low for span in spans], least=True)
    highs = ends.among(possible, [span.high for span in spans], least=False)
    return Span(lows, highs, spans[0].step)


def compare(left: Span, operator: Comparison, right: Span) -> Holds:
    """Where every pair of possible numbers agrees."""
    left, right = aligned((left, right))
    match operator:
        case "<":
            return _below(left, right)
        case ">":
            return _below(right, left)
        case ">=":
            return _below(left, right).opposite
        case "<=":
            return _below(right, left).opposite
        case "==":
            return _equal(left, right)
        case "!=":
            return _equal(left, right).opposite


def aligned(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same spans with one step: the greatest that measures all of theirs."""
    spans = tuple(spans)
    steps = [span.step for span in spans if not _is_stepless(span)]
    step = _common_step(steps) if steps else Fraction(1)
    return tuple(_restepped(span, step) for span in spans)


def _below(left: Span, right: Span) -> Holds:
    """What is sure comes first: of `between(a, b)` the high end may lie below the low one."""
    surely = ends.below(left.high, right.low, False)
    return Holds(surely, either(surely, ends.below(left.low, right.high, True)))


def _equal(left: Span, right: Span) -> Holds:
    surely = both(left.is_point, right.is_point, ends.same(left.low, right.low))
    apart = either(ends.below(left.high, right.low, False), ends.below(right.high, left.low, False))
    return Holds(surely, either(surely, negate(apart)))


def _combined(spans: Iterable[Span], low: Callable[[list[End]], End], high: Callable[[list[End]], End]) -> Span:
    parts = aligned(spans)
    first = low([part.low for part in parts])
    single = all(part.is_single for part in parts)
    return Span(first, first if single else high([part.high for part in parts]), parts[0].step)


def _is_stepless(span: Span) -> bool:
    return all(end.value is None or end.is_zero for end in (span.low, span.high))


def _common_step(steps: list[Fraction]) -> Fraction:
    denominator = 1
    for step in steps:
        denominator *= step.denominator // gcd(denominator, step.denominator)
    return Fraction(gcd(*(int(step * denominator) for step in steps)), denominator)


def _restepped(span: Span, step: Fraction) -> Span:
    if _is_stepless(span) or span.step == step:
        return replace(span, step=step)
    factor = int(span.step / step)
    low = ends.scaled(span.low, factor)
    return Span(low, low if span.is_single else ends.scaled(span.high, factor), step)
