"""Kleene's tables whole, and intervals against every point they hold."""

import operator
from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import product

import pytest

from jinshan_cli.core.intervals import (
    Interval,
    Number,
    Truth,
    compare,
    every,
    greatest,
    least,
    opposite,
    round_half_up,
    some,
)
from jinshan_cli.core.rules.nodes import Comparison

TRUTHS: tuple[Truth, ...] = (True, None, False)
KLEENE: dict[tuple[Truth, Truth], tuple[Truth, Truth]] = {  # a, b: a and b, a or b
    (True, True): (True, True),
    (True, None): (None, True),
    (True, False): (False, True),
    (None, True): (None, True),
    (None, None): (None, None),
    (None, False): (False, None),
    (False, True): (False, True),
    (False, None): (False, None),
    (False, False): (False, False),
}

FAR = 1000
"""stands for infinity among the points: farther than any sum or product of finite ends of the grid"""
ENDS = (-2, -1, 0, 1, 2)
GRID = tuple(
    Interval(low, high)
    for low, high in product((None, *ENDS), (*ENDS, None))
    if low is None or high is None or low <= high
)
NOT_NEGATIVE = tuple(interval for interval in GRID if interval.low is not None and interval.low >= 0)
OPERATORS: dict[Comparison, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}


def _points(interval: Interval) -> list[int]:
    """Every whole number of an interval within the grid, and one far away for an infinite end."""
    low = -3 if interval.low is None else int(interval.low)
    high = 3 if interval.high is None else int(interval.high)
    far = [-FAR] * (interval.low is None) + [FAR] * (interval.high is None)
    return [*far, *range(low, high + 1)]


def _span(numbers: Sequence[int]) -> Interval:
    """The smallest interval around numbers, the far ones being infinite."""
    low, high = min(numbers), max(numbers)
    return Interval(None if low < -FAR // 2 else low, None if high > FAR // 2 else high)


def _ids(intervals: Sequence[Interval]) -> list[str]:
    return [f"{interval.low},{interval.high}" for interval in intervals]


@pytest.mark.parametrize("pair", KLEENE, ids=str)
def test_and_or_of_two(pair: tuple[Truth, Truth]) -> None:
    """and, or: the nine rows of Kleene's strong tables."""
    assert (every(pair), some(pair)) == KLEENE[pair]


def test_not() -> None:
    """not: the three rows."""
    assert [opposite(truth) for truth in TRUTHS] == [False, None, True]


@pytest.mark.parametrize("count", range(5))
def test_and_or_of_many(count: int) -> None:
    """Of any number of parts: what every way of settling the unknown ones agrees on, else unknown."""
    for truths in product(TRUTHS, repeat=count):
        ways = list(product(*((True, False) if truth is None else (truth,) for truth in truths)))
        for kleene, python in ((every, all), (some, any)):
            results = {python(way) for way in ways}
            assert kleene(iter(truths)) == (results.pop() if len(results) == 1 else None), truths


@pytest.mark.parametrize("left", GRID, ids=_ids(GRID))
def test_sums_and_hull(left: Interval) -> None:
    """+, -, negation and hull give exactly the span of all results, infinite ends included."""
    assert -left == _span([-a for a in _points(left)])
    for right in GRID:
        pairs = list(product(_points(left), _points(right)))
        assert left + right == _span([a + b for a, b in pairs])
        assert left - right == _span([a - b for a, b in pairs])
        assert left.hull(right) == _span(_points(left) + _points(right))


@pytest.mark.parametrize("left", NOT_NEGATIVE, ids=_ids(NOT_NEGATIVE))
def test_product(left: Interval) -> None:
    """The product of numbers that are not negative is exactly the span of all products; 0 times infinity is 0."""
    for right in NOT_NEGATIVE:
        assert left.times(right) == _span([a * b for a, b in product(_points(left), _points(right))])


@pytest.mark.parametrize("left", GRID, ids=_ids(GRID))
def test_least_and_greatest(left: Interval) -> None:
    """min and max give exactly the span of all results."""
    for right in GRID:
        pairs = list(product(_points(left), _points(right)))
        assert least(iter((left, right))) == _span([min(pair) for pair in pairs])
        assert greatest(iter((left, right))) == _span([max(pair) for pair in pairs])


def test_least_and_greatest_of_three() -> None:
    """More than two parts are one min or max; a part without an end does not hide the others'."""
    parts = (Interval(0, None), Interval(3, 7), Interval(None, 9))
    assert least(parts) == Interval(None, 7)
    assert greatest(parts) == Interval(3, None)


@pytest.mark.parametrize("sign", OPERATORS)
def test_comparison(sign: Comparison) -> None:
    """A comparison is settled if and only if every pair of possible numbers agrees."""
    for left, right in product(GRID, repeat=2):
        results = {OPERATORS[sign](a, b) for a, b in product(_points(left), _points(right))}
        assert compare(left, sign, right) == (results.pop() if len(results) == 1 else None), (left, right)


def test_point() -> None:
    """A point is one finite number; two infinite ends are not one number."""
    points = [interval for interval in GRID if interval.is_point]
    assert points == [Interval.point(end) for end in ENDS]


@pytest.mark.parametrize(
    ("number", "rounded"),
    [(7, 7), (None, None), (Fraction(1, 2), 1), (Fraction(49, 100), 0), (Fraction(-1, 2), 0), (Fraction(5, 2), 3)],
    ids=str,
)
def test_round_half_up(number: Number | None, rounded: int | None) -> None:
    """Half a fen goes up, to even never; infinity stays."""
    assert round_half_up(number) == rounded
    assert Interval(number, number).to_smallest_unit() == Interval(rounded, rounded)
