"""What may come adds no less to what is due than in any case that there may be: all ways of paying are tried."""

from itertools import combinations

import pytest
from core.test_combining import IDS, MOST, all_bounds, best, of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jinshan_cli.core.combining.combination import Bounds
from jinshan_cli.core.combining.sums import addition
from jinshan_cli.core.combining.ways import TooCrossedError
from jinshan_cli.core.intervals import NOTHING, Interval

AMOUNTS = st.fixed_dictionaries({each: st.integers(0, MOST) for each in IDS})


def least_addition(amounts: dict[str, int], open_ones: set[str], bounds: Bounds) -> int:
    """The most that some of the open ones add, by either reading of what is unsettled."""
    limits = tuple(int((bound.limit or NOTHING).low or 0) for bound in bounds)
    due = {key: number for key, number in amounts.items() if key not in open_ones}
    cases = [case for many in range(len(open_ones) + 1) for case in combinations(sorted(open_ones), many)]
    return max(
        best(bounds, limits, due | {key: amounts[key] for key in case}, strict) - best(bounds, limits, due, strict)
        for strict in (True, False)
        for case in cases
    )


@settings(max_examples=300, deadline=None)
@given(all_bounds(), AMOUNTS, st.sets(st.sampled_from(IDS)))
def test_no_less_than_in_any_case(bounds: Bounds, amounts: dict[str, int], open_ones: set[str]) -> None:
    """Whatever combines them: nested, crossing or apart."""
    bounds = tuple(
        of(
            each.combination.kind,
            "".join(each.combination.benefits),
            each.limit and Interval.point(each.limit.low or 0),
        )
        for each in bounds
    )
    points = {key: Interval.point(number) for key, number in amounts.items()}
    due, more = (
        {key: one for key, one in points.items() if (key in open_ones) is is_open} for is_open in (False, True)
    )
    try:
        found = addition(due, more, bounds)
    except TooCrossedError:
        assume(False)
        raise
    assert (found.high or 0) >= least_addition(amounts, open_ones, bounds)


@pytest.mark.parametrize(
    "bounds", [(of("cap", "bc", 11), of("top_up", "cab")), (of("top_up", "bca"), of("cap", "ba", 8))]
)
def test_what_is_topped_up_to_may_be_in_no_part(bounds: Bounds) -> None:
    """Where a cap crosses a top-up, a way without the last of it still goes by its sum."""
    due = {"b": Interval.point(4), "c": Interval.point(1)}
    assert addition(due, {"a": Interval.point(9)}, bounds).high is not None
