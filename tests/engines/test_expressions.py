"""Expressions are themselves only, whatever writes them, and mean the same in Polars' words and in narwhals'."""

import gc

import narwhals as nw
import polars as pl
import pytest

from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.dialects import Dialect

FRAME = pl.DataFrame({"a": [1, None, 5], "b": [2, 7, None], "t": [True, False, None]})
POLARS, AT_HAND, NARWHALS = Dialect(pl), Dialect(pl, at_hand=True), Dialect(nw)
A, B, T = ex.col("a"), ex.col("b"), ex.col("t")
YES = T.fill_null(False)
EACH = {
    "sum": A + B * 2 - 1,
    "ones": 1 + A - (10 - B),
    "times": 3 * A,
    "whole": (A + 10) // 3,
    "rest": B % 4,
    "less": (A < B) & ~(A <= 0) | (B > 6) | (B >= 7),
    "alike": (A == 5) | (B != 7).fill_null(True),
    "choice": ex.when(YES, A, B),
    "gap": ex.when(YES, A),
    "first": ex.coalesce(A, B),
    "ends": ex.min_horizontal(A, B) + ex.max_horizontal(A, B),
    "nothing": A.is_null(),
    "wide": A.cast(ex.Int128) * ex.lit(2**70, dtype=ex.Int128),
    "money": A.cast(ex.decimal(36, 0)),
    "text": ex.concat_str([ex.when(YES, ex.lit("x")), ex.lit("y")], ";"),
    "told": A.fill_null(0).looked_up(["none", "1", None, "3", "4", "5"]),
    "total": ex.length() + A.sum(),
}


@pytest.mark.parametrize("name", EACH)
def test_an_expression_says_the_same_in_every_library(name: str) -> None:
    """What Polars is told in its own words, with all rows at hand or not, is what narwhals would tell it."""
    expr = EACH[name]
    told = nw.from_native(FRAME).select(expr.put(NARWHALS).alias(name)).to_native()
    assert FRAME.select(expr.put(POLARS).alias(name)).equals(told)
    assert FRAME.select(expr.put(AT_HAND).alias(name)).equals(told)
    assert FRAME.lazy().select(expr.put(AT_HAND).alias(name)).collect().equals(told)


def test_the_same_written_twice_is_one_expression() -> None:
    """So that it becomes one column; what differs, be it True from 1 or 64 bits from 128, is another."""
    assert A + 1 is ex.col("a") + 1
    assert ex.when(YES, A, B) is ex.when(ex.col("t").fill_null(False), A, B)
    assert A + 1 is not A + 2
    assert A.fill_null(True) is not A.fill_null(1)
    assert A.cast(ex.Int64) is not A.cast(ex.Int128)
    assert ex.lit(None, dtype=ex.Int64) is not ex.lit(None)


def test_an_expression_that_is_gone_leaves_nothing() -> None:
    """One made later never meets the place in memory of one that is gone."""
    for i in range(2000):
        gone = ex.col(f"gone {i}") + 1
        assert gone.of[0].of == (f"gone {i}",)
    del gone
    gc.collect()
    before = len(ex._made_so_far)
    assert not [key for key in ex._made_so_far if "gone" in repr(key)], before


def test_a_column_is_no_truth() -> None:
    """`if column` and comparisons of what holds columns are faults, not guesses."""
    with pytest.raises(TypeError, match="neither"):
        bool(A == B)


def test_no_depth_is_too_deep() -> None:
    """An expression of ten thousand parts, one in the other, is put without a call in a call."""
    deep = A
    for i in range(10_000):
        deep = deep + i
    assert isinstance(deep.put(POLARS), pl.Expr)


def test_what_stands_twice_is_worked_out_once() -> None:
    """Of a text that doubles with every step the columns grow by one a step, with the same numbers in the end."""
    doubled = ex.col("a") + 1
    for _ in range(60):
        doubled = doubled + doubled * 1
    stages = ex.written_once({"b": doubled, "c": doubled}, "~")
    assert len(stages) == 61
    assert sum(map(len, stages)) == 62
    frame = pl.DataFrame({"a": [-1, 0, None]})
    for stage in stages:
        frame = frame.with_columns(expr.put(Dialect(pl)).alias(name) for name, expr in stage.items())
    assert frame.get_column("b").to_list() == frame.get_column("c").to_list() == [0, 2**60, None]


def test_what_stands_once_needs_no_column() -> None:
    """Nor does what is as short as a column's own name."""
    flag = ex.col("a") > 0
    columns = {"b": ex.when(flag, ex.col("a"), ex.lit(0)), "c": ~flag}
    assert ex.written_once(columns, "~") == [columns]
