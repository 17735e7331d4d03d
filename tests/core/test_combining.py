"""Benefits of which the source does not say whether they add up: at least the greatest, at most the sum."""

from itertools import product

import pytest

from jinshan_cli.core.combining import Combination, counted, paid
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.outcome import total_of

PAIR = (Combination(kind="unsettled", benefits=("a", "b")),)
THREE = (Combination(kind="unsettled", benefits=("a", "b", "c")),)


@pytest.mark.parametrize(
    ("a", "b", "low", "high"),
    [
        (Interval(10, 10), Interval(30, 30), 30, 40),
        (Interval(30, 30), Interval(10, 10), 30, 40),
        (Interval(10, None), Interval(30, None), 30, None),
        (Interval(20, 20), Interval(20, 20), 20, 40),
        (Interval(0, 50), Interval(0, 60), 0, 110),
    ],
)
def test_a_sum(a: Interval, b: Interval, low: int, high: int | None) -> None:
    """The sum of two, whichever is the greater; a third that is in no combination adds as ever."""
    parts = counted({"a": a, "b": b, "c": Interval(5, 5)}, PAIR)
    assert sum(parts.values(), NOTHING) == Interval(low + 5, None if high is None else high + 5)


def test_one_alone_is_itself() -> None:
    """With only one of them there, nothing is counted less."""
    assert counted({"b": Interval(30, None)}, PAIR) == {"b": Interval(30, None)}
    assert total_of([(1, "b", Interval(30, None)), (2, "a", None)], PAIR).unsettled == ()


def test_every_way_it_may_be_paid_is_in_it() -> None:
    """Of any amounts in the spans, what is paid if only the greatest counts, and if all do, lies within; both ends
    are reached."""
    spans = {"a": Interval(1, 3), "b": Interval(2, 5), "c": Interval(0, 4)}
    bound = sum(counted(spans, THREE).values(), NOTHING)
    alone = paid(spans, THREE)
    seen = []
    for chosen in product(*(range(int(each.low or 0), int(each.high or 0) + 1) for each in spans.values())):
        greatest = chosen.index(max(chosen))
        for ways in (chosen, tuple(sum_ if i == greatest else 0 for i, sum_ in enumerate(chosen))):
            seen.append(sum(ways))
            for span, got in zip(alone.values(), ways, strict=True):
                assert got in range(int(span.low or 0), int(span.high or 0) + 1)
    assert (min(seen), max(seen)) == (bound.low, bound.high)


def test_what_is_surely_the_greatest_is_surely_paid() -> None:
    """One whose least is at least all others' most keeps its low end; the others have none."""
    spans = {"a": Interval(100, 100), "b": Interval(1, 100), "c": Interval(7, 7)}
    assert paid(spans, PAIR) == {"a": Interval(100, 100), "b": Interval(0, 100), "c": Interval(7, 7)}


def test_barely_something() -> None:
    """Of two that are known to be something and no more, the fen of one is in the sum, and is not said as money."""
    something = Interval(1, None)
    total = total_of([(1, "a", something), (1, "b", something)], PAIR)
    assert (total.amount, total.barely, total.stated) == (Interval(1, None), 1, Interval(0, None))
    assert total.unsettled == (("a", "b"),)
    more = total_of([(1, "a", something), (1, "b", Interval(500, 500))], PAIR)
    assert (more.amount, more.barely) == (Interval(500, None), 0)
