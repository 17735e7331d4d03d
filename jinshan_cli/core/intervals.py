"""Truth with a third value, and numbers that are known only to lie between two ends.

`Truth` is True, False or None (unknown), with Kleene's and, or, not.
An `Interval` is closed and exact; an end that is None is infinite.
"""

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.rules.days import elapsed
from jinshan_cli.core.rules.nodes import Comparison, Span, Way

Truth = bool | None
Number = int | Fraction


def every(truths: Iterable[Truth]) -> Truth:
    """Kleene's and: False if any is False, else unknown if any is unknown, else True."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def some(truths: Iterable[Truth]) -> Truth:
    """Kleene's or: True if any is True, else unknown if any is unknown, else False."""
    result: Truth = False
    for truth in truths:
        if truth:
            return True
        if truth is None:
            result = None
    return result


def same(truths: Iterable[Truth]) -> Truth:
    """What all of at least one truth are; unknown if they differ."""
    first, *others = truths
    return first if all(other is first for other in others) else None


def opposite(truth: Truth) -> Truth:
    """Kleene's not."""
    return None if truth is None else not truth


@dataclass(frozen=True, slots=True)
class Interval:
    """Every number from `low` to `high`, both included; None is minus or plus infinity.

    Facts and amounts are held in the smallest unit: fen for money, persons (or pieces) for counts.
    """

    low: Number | None
    high: Number | None

    @staticmethod
    def point(number: Number) -> "Interval":
        """The interval that holds one number only."""
        return Interval(number, number)

    @property
    def is_point(self) -> bool:
        """True if exactly one number is possible."""
        return self.low is not None and self.low == self.high

    def __add__(self, other: "Interval") -> "Interval":
        return Interval(_sum(self.low, other.low), _sum(self.high, other.high))

    def __neg__(self) -> "Interval":
        return Interval(_negative(self.high), _negative(self.low))

    def __sub__(self, other: "Interval") -> "Interval":
        return self + -other

    def times(self, other: "Interval") -> "Interval":
        """The product of two intervals that hold no negative number; 0 times infinity is 0."""
        low = (self.low or 0) * (other.low or 0)
        if self.high == 0 or other.high == 0:
            return Interval(low, 0)
        return Interval(low, None if self.high is None or other.high is None else self.high * other.high)

    def mapped(self, rising: Callable[[Number], Number]) -> "Interval":
        """Every value of a function that never falls; infinity stays infinity."""
        low, high = (None if end is None else rising(end) for end in (self.low, self.high))
        return Interval(low, low if self.is_point else high)

    def hull(self, other: "Interval") -> "Interval":
        """The smallest interval that holds both."""
        return Interval(_least_low((self, other)), _greatest_high((self, other)))

    def to_smallest_unit(self) -> "Interval":
        """Both ends rounded half up to whole units (fen): done once, at the end."""
        return Interval(round_half_up(self.low), round_half_up(self.high))


NOT_KNOWN = Interval(0, None)
"""What is known of a number nobody has told: facts are never negative."""
NOTHING, SOME = Interval(0, 0), Interval(1, None)
"""none, and yes but how much"""


def least(parts: Iterable[Interval]) -> Interval:
    """The interval of the minimum of one number from each part."""
    parts = tuple(parts)
    highs = [part.high for part in parts if part.high is not None]
    return Interval(_least_low(parts), min(highs) if highs else None)


def greatest(parts: Iterable[Interval]) -> Interval:
    """The interval of the maximum of one number from each part."""
    parts = tuple(parts)
    lows = [part.low for part in parts if part.low is not None]
    return Interval(max(lows) if lows else None, _greatest_high(parts))


def compare(left: Interval, operator: Comparison, right: Interval) -> Truth:
    """True or False if every pair of possible numbers agrees, else unknown."""
    match operator:
        case "<":
            return _below(left, right)
        case ">":
            return _below(right, left)
        case ">=":
            return opposite(_below(left, right))
        case "<=":
            return opposite(_below(right, left))
        case "==":
            return _equal(left, right)
        case "!=":
            return opposite(_equal(left, right))


def whole(number: Number, way: Way) -> int:
    """To a whole number, downwards, upwards, or to the nearest and a half upwards."""
    return ceil(number) if way == "round_up" else floor(number + Fraction(1, 2) if way == "round" else number)


def banded(interval: Interval, bounds: Sequence[Number], rates: Sequence[Number]) -> Interval:
    """Each part of a number that is never negative at the rate of its band."""

    def at(number: Number) -> Number:
        cuts = [0, *(min(number, bound) for bound in bounds), number]
        return sum(rate * (upper - lower) for rate, (lower, upper) in zip(rates, pairwise(cuts), strict=True))

    found = interval.mapped(at)
    return Interval(found.low, at(bounds[-1])) if interval.high is None and not rates[-1] else found


def since_until(span: Span, since: Interval, until: Interval) -> Interval:
    """How much lies between one of the first days and one of the second; a day that may be any is far away."""
    low, high = (since.high, until.low), (since.low, until.high)
    return Interval(*(None if None in ends else elapsed(span, *ends) for ends in (low, high)))


def round_half_up(number: Number | None) -> int | None:
    """To the nearest whole number, a half upwards; infinity stays infinity."""
    return number if number is None or isinstance(number, int) else whole(number, "round")


def _below(left: Interval, right: Interval) -> Truth:
    if left.high is not None and right.low is not None and left.high < right.low:
        return True
    if left.low is not None and right.high is not None and left.low >= right.high:
        return False
    return None


def _equal(left: Interval, right: Interval) -> Truth:
    if left.is_point and right.is_point and left.low == right.low:
        return True
    apart = some((_below(left, right), _below(right, left)))
    return False if apart else None


def _sum(left: Number | None, right: Number | None) -> Number | None:
    return None if left is None or right is None else left + right


def _negative(number: Number | None) -> Number | None:
    return None if number is None else -number


def _least_low(parts: tuple[Interval, ...]) -> Number | None:
    lows = [part.low for part in parts if part.low is not None]
    return min(lows) if len(lows) == len(parts) else None


def _greatest_high(parts: tuple[Interval, ...]) -> Number | None:
    highs = [part.high for part in parts if part.high is not None]
    return max(highs) if len(highs) == len(parts) else None
