"""Interval arithmetic on columns is interval arithmetic, row by row."""

from collections.abc import Callable
from fractions import Fraction

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jinshan_cli.core import intervals
from jinshan_cli.core.intervals import NOTHING, Interval, Truth
from jinshan_cli.core.rules.nodes import Comparison
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns import intervals as columns
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.intervals import Span
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.truths import Flag, Holds
from jinshan_cli.engines.dialects import Dialect

LIMIT = 10**17
DIALECT = Dialect(pl, at_hand=True)
STEPS = (Fraction(1), Fraction(1, 20), Fraction(1000), Fraction(3, 7))
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=")

numbers = st.integers(-20, 20) | st.sampled_from((-LIMIT, LIMIT, LIMIT - 1))


@st.composite
def _intervals(draw: st.DrawFn, least: int = -LIMIT) -> Interval:
    low, high = sorted((max(draw(numbers), least), max(draw(numbers), least)))
    shape = draw(st.sampled_from(("both", "both", "point", "low", "high")))
    if shape == "point":
        return Interval(low, low)
    infinite = None if least < 0 else 0
    return Interval(infinite if shape == "high" else low, None if shape == "low" else high)


anything = st.lists(_intervals(), min_size=12, max_size=12)
naturals = st.lists(_intervals(least=0), min_size=12, max_size=12)
steps = st.sampled_from(STEPS)


def column(name: str, rows: list[Interval]) -> list[pl.Series]:
    """The ends of intervals as columns."""
    lows = pl.Series(f"{name}__low", [row.low for row in rows], dtype=pl.Int64)
    return [lows, pl.Series(f"{name}__high", [row.high for row in rows], dtype=pl.Int64)]


def span(name: str, step: Fraction, least: int = -LIMIT) -> Span:
    """The span of these columns."""
    lows = End(ex.col(f"{name}__low"), least, LIMIT, open=least < 0)
    return Span(lows, End(ex.col(f"{name}__high"), least, LIMIT, open=True), step)


def times(row: Interval, step: Fraction) -> Interval:
    """An interval of steps as numbers."""
    return Interval(*(None if end is None else end * step for end in (row.low, row.high)))


def computed(result: Span, frame: pl.DataFrame) -> list[Interval]:
    """The intervals that a span comes to."""
    low, high = (end.column(end.is_wide).put(DIALECT) for end in (result.low, result.high))
    found = frame.with_columns(low=low, high=high).select("low", "high")
    return [times(Interval(*row), result.step) for row in found.rows()]


@pytest.mark.parametrize(
    ("on_columns", "on_one"),
    [
        (lambda a, b: a + b, lambda a, b: a + b),
        (lambda a, b: a + -b, lambda a, b: a - b),
        (lambda a, b: columns.least((a, b)), lambda a, b: intervals.least((a, b))),
        (lambda a, b: columns.greatest((a, b)), lambda a, b: intervals.greatest((a, b))),
        (lambda a, b: columns.choose(Holds(False, True), a, b), lambda a, b: a.hull(b)),
        (lambda a, b: a.until(b), lambda a, b: Interval(a.low, b.high)),
        (lambda a, b: columns.greatest((a, b)).up_to, lambda a, b: Interval(0, intervals.greatest((a, b)).high)),
        (lambda a, b: columns.least((a, b)).at_least, lambda a, b: Interval(intervals.least((a, b)).low, None)),
    ],
    ids=["plus", "minus", "min", "max", "hull", "between", "up_to", "at_least"],
)
@settings(max_examples=60, deadline=None)
@given(anything, anything, steps, steps)
def test_arithmetic_is_that_of_intervals(
    on_columns: Callable[[Span, Span], Span],
    on_one: Callable[[Interval, Interval], Interval],
    left: list[Interval],
    right: list[Interval],
    step: Fraction,
    other: Fraction,
) -> None:
    """Each operation gives in every row what the scalar one gives, infinite ends and unlike steps included."""
    frame = pl.DataFrame([*column("a", left), *column("b", right)])
    expected = [on_one(times(a, step), times(b, other)) for a, b in zip(left, right, strict=True)]
    assert computed(on_columns(span("a", step), span("b", other)), frame) == expected


@settings(max_examples=60, deadline=None)
@given(naturals, naturals, steps, steps)
def test_a_product_is_that_of_intervals(
    left: list[Interval], right: list[Interval], step: Fraction, other: Fraction
) -> None:
    """Products are exact past 64 bits, and 0 times infinity is 0."""
    frame = pl.DataFrame([*column("a", left), *column("b", right)])
    expected = [times(a, step).times(times(b, other)) for a, b in zip(left, right, strict=True)]
    assert computed(span("a", step, 0).times(span("b", other, 0)), frame) == expected


@pytest.mark.parametrize("operator", COMPARISONS)
@settings(max_examples=60, deadline=None)
@given(left=anything, right=anything, step=steps, other=steps)
def test_comparisons_are_those_of_intervals(
    operator: Comparison, left: list[Interval], right: list[Interval], step: Fraction, other: Fraction
) -> None:
    """True, false or unknown in every row as the scalar comparison says; of `between(a, b)` with a above b too."""
    frame = pl.DataFrame([*column("a", left), *column("b", right)])
    first, second = span("a", step), span("b", other)
    for compared, with_what, pair in (
        (first, second, lambda a, b: (a, b)),
        (first, Span.point(7 * other), lambda a, _: (a, Interval.point(7 * other))),
        (-first, Span.point(7 * other), lambda a, _: (NOTHING - a, Interval.point(7 * other))),
        (first.until(second), second, lambda a, b: (Interval(a.low, b.high), b)),
        (first.until(second) + second, first, lambda a, b: (Interval(a.low, b.high) + b, a)),
    ):
        pairs = [pair(times(a, step), times(b, other)) for a, b in zip(left, right, strict=True)]
        found = truths(columns.compare(compared, operator, with_what), frame)
        assert found == [intervals.compare(a, operator, b) for a, b in pairs]


def truths(holds: Holds, frame: pl.DataFrame) -> list[Truth]:
    """The truth in every row."""
    rows = (
        frame.with_columns(surely=flag(holds.surely), possibly=flag(holds.possibly)).select("surely", "possibly").rows()
    )
    return [True if surely else None if possibly else False for surely, possibly in rows]


def flag(value: Flag) -> pl.Expr:
    """A flag as a column."""
    return pl.lit(value) if isinstance(value, bool) else value.put(DIALECT)


@settings(max_examples=100, deadline=None)
@given(anything, steps)
def test_amounts_are_rounded_half_up(rows: list[Interval], step: Fraction) -> None:
    """Both ends go to whole fen once, a half upwards, negative or not."""
    low, high = span("a", step).in_units
    assert computed(Span(low, high), pl.DataFrame(column("a", rows))) == [
        times(row, step).to_smallest_unit() for row in rows
    ]


A, B = End(ex.col("a"), 0, 10), End(ex.col("b"), 5, 200)
C, D = End(ex.col("o"), 3, 7, open=True), End(ex.col("p"), 4, 9, open=True)
BOUNDS = [  # the function, whether infinity wins, its parts, the least and the greatest it can be, may it be infinite
    (ends.smallest, True, (A, B), 0, 10, False),
    (ends.largest, False, (A, B), 5, 200, False),
    (ends.smallest, True, (B, C), 3, 7, True),
    (ends.largest, True, (A, D), 4, 10, True),
    (ends.smallest, False, (B, C), 3, 200, False),
    (ends.largest, False, (A, D), 0, 10, False),
    (ends.smallest, False, (C, D), 3, 9, True),
    (ends.largest, False, (C, D), 3, 9, True),
    (ends.smallest, True, (B, ends.exact(6), ends.exact(8)), 5, 6, False),
    (ends.largest, False, (A, ends.exact(6), ends.exact(8)), 8, 10, False),
]


@pytest.mark.parametrize(("extreme", "infinite_wins", "parts", "least", "most", "is_open"), BOUNDS)
def test_bounds_of_the_least_and_the_greatest(
    extreme: Callable[..., End], infinite_wins: bool, parts: tuple[End, ...], least: int, most: int, is_open: bool
) -> None:
    """What is decided for every row at once rests on these: a part that may be infinite bounds from one side only."""
    found = extreme(parts, infinite_wins)
    assert (found.least, found.most, found.open) == (least, most, is_open)


def test_least_and_greatest_with_infinity() -> None:
    """An end that is infinite in every row wins, or is left out; with nothing beside it, it is all there is."""
    assert ends.smallest((A, ends.INFINITE), True) is ends.INFINITE
    assert ends.largest((A, ends.INFINITE), False) is A
    assert ends.largest((ends.INFINITE, ends.INFINITE), False) is ends.INFINITE


def test_what_is_certain_takes_one_column() -> None:
    """A sum, least or greatest of single numbers is single: its ends are not worked out twice."""
    one, two = Span(A, A), Span(B, B)
    for found in (one + two, columns.least((one, two)), columns.greatest((one, two))):
        assert found.is_single
    assert (Span.point(3) + Span.point(Fraction(1, 2))).is_constant_point
    assert not (one + Span(A, B)).is_single


def test_a_number_that_may_pass_128_bits_is_refused() -> None:
    """The bound is checked, not the data: nothing wraps."""
    large = End(ex.col("a__low"), 0, 2**125)
    with pytest.raises(ends.TooLargeError):
        ends.scaled(large, 4)


@pytest.mark.parametrize("count", [1, 12, 13, 40, 48, 49, 100])
def test_names_are_joined_in_order(count: int) -> None:
    """`1;3;13`, and null where no name applies, however many names there are."""
    rows = [{f"f{i}": (row >> i % 7) % 2 == 1 for i in range(count)} for row in range(40)]
    text = joined((str(i), ex.col(f"f{i}")) for i in range(count))
    found = pl.DataFrame(rows).select(text.put(DIALECT).alias("text")).get_column("text").to_list()
    expected = [";".join(str(i) for i in range(count) if row[f"f{i}"]) or None for row in rows]
    assert found == expected


@settings(max_examples=60)
@given(
    st.lists(st.integers(-20, 20) | st.none(), min_size=1, max_size=5),
    st.lists(st.lists(st.booleans(), min_size=5, max_size=5).filter(any), min_size=8, max_size=8),
    st.booleans(),
)
def test_the_extreme_of_those_whose_flag_is_true(
    numbers: list[int | None], rows: list[list[bool]], least: bool
) -> None:
    """Of ends that are the same in every row, of which some may be infinite; one flag at least is true in each row."""
    kept = [row[: len(numbers)] for row in rows if any(row[: len(numbers)])]
    frame = pl.DataFrame(kept, schema=[f"f{i}" for i in range(len(numbers))], orient="row")
    each = [ends.INFINITE if number is None else ends.exact(number) for number in numbers]
    end = ends.among([ex.col(name) for name in frame.columns], each, least)
    found = frame.with_columns(end.column(end.is_wide).put(DIALECT).alias("end"))["end"].to_list()
    told = [[number for number, flag in zip(numbers, row, strict=True) if flag] for row in kept]
    pick = min if least else max
    wanted = [None if None in some else pick(number for number in some if number is not None) for some in told]
    assert found == wanted


def test_names_of_every_row_stand_among_the_others() -> None:
    """Names that apply to every row keep their places among those that are packed, over any number of groups."""
    count = 40
    rows = [{f"f{i}": i % 3 == 0 or (row >> i % 7) % 2 == 1 for i in range(count)} for row in range(40)]
    text = joined((str(i), True if i % 3 == 0 else ex.col(f"f{i}")) for i in range(count))
    found = pl.DataFrame(rows).select(text.put(DIALECT).alias("text")).get_column("text").to_list()
    assert found == [";".join(str(i) for i in range(count) if row[f"f{i}"]) for row in rows]


def test_constant_flags_are_joined_too() -> None:
    """A name that applies to every row stands in each, one that applies to none in none."""
    frame = pl.DataFrame({"a": [True, False]})
    text = joined([("x", True), ("y", ex.col("a")), ("z", False)])
    assert frame.select(text.put(DIALECT).alias("text")).get_column("text").to_list() == ["x;y", "x"]


def test_an_end_of_one_column_is_that_of_no_other() -> None:
    """What sums up alike ends asks which are equal, and two columns that are compared are a column."""
    one, other = ex.col("a") + 1, ex.col("a") + 2
    assert End(one, 0, 5) == End(ex.col("a") + 1, 0, 5)
    assert End(one, 0, 5) != End(other, 0, 5)
    assert End(one, 0, 5) != End(3, 0, 5)
    assert End(3, 3, 3) == End(3, 3, 3) != End(4, 3, 3)


@pytest.mark.parametrize("where_infinite", [True, False])
def test_what_has_no_end_is_not_below_what_no_number_reaches(where_infinite: bool) -> None:
    """Beyond all numbers that an end may have it is still not known of the rows in which it is infinite."""
    frame = pl.DataFrame({"end": [3, None]})
    end, beyond = End(ex.col("end"), 0, 5, open=True), ends.exact(10)
    for flag, first in (
        (ends.below(end, beyond, where_infinite), True),
        (ends.below(beyond, end, where_infinite), False),
    ):
        found = [flag] * 2 if isinstance(flag, bool) else frame.select(flag.put(DIALECT).alias("f"))["f"].to_list()
        assert found == [first, where_infinite]
