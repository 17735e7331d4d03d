"""A dataframe of any kind in, the same kind out, with what `assess` says of each firm, fen for fen."""

import decimal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from support.told import DAY, expected, random_firms, told_frame

import jinshan_cli
from jinshan_cli.core.errors import EditionError, InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_amount

KINDS = ("polars", "polars lazy", "pandas", "pyarrow", "duckdb")


def made(kind: str, frame: pl.DataFrame) -> Any:
    """The frame in a kind; skips the test where the library is not there."""
    if kind in ("pandas", "pyarrow", "duckdb"):
        pytest.importorskip(kind)
        pytest.importorskip("pyarrow")
    if kind == "duckdb":
        import duckdb

        return duckdb.connect().from_arrow(frame.to_arrow())
    makers: dict[str, Callable[[], Any]] = {
        "polars": lambda: frame,
        "polars lazy": frame.lazy,
        "pandas": frame.to_pandas,
        "pyarrow": frame.to_arrow,
    }
    return makers[kind]()


def read_back(frame: Any) -> pl.DataFrame:
    """Any of the kinds in Polars."""
    if isinstance(frame, pl.LazyFrame):
        return frame.collect()
    return pl.DataFrame(frame.pl() if hasattr(frame, "pl") else frame)


@pytest.fixture(scope="module")
def firms(edition: Edition) -> list[Firm]:
    """Random firms with holes and ranges."""
    return random_firms(edition, 300, seed=7)


@pytest.fixture(scope="module")
def right(edition: Edition, firms: list[Firm]) -> list[dict[str, Any]]:
    """What the scalar engine makes of them."""
    return expected(firms, edition)


@pytest.mark.parametrize("kind", KINDS)
def test_results_are_those_of_assess(
    edition: Edition, firms: list[Firm], right: list[dict[str, Any]], kind: str
) -> None:
    """For random firms with holes and ranges every verdict, missing fact and amount is the scalar engine's."""
    told = told_frame(firms, edition)
    frame = made(kind, told)
    result = jinshan_cli.assess_frame(frame, as_of=DAY, benefits=True)
    assert type(result) is type(frame)
    found = read_back(result)
    assert found.columns == [*told.columns, *(name for name in found.columns if name not in told.columns)]
    for firm, row, wanted in zip(firms, found.drop(told.columns).to_dicts(), right, strict=True):
        assert row == wanted, firm.facts


@pytest.mark.filterwarnings("ignore:没有用来计算的列")
@pytest.mark.parametrize("kind", KINDS)
def test_carried_columns_stay(kind: str) -> None:
    """Columns that tell of no fact come back as they were, whatever their names, in the same order of rows."""
    names = ["row", "revenue__low", "~policy 1 eligible", ">employees", "<employees", "<?employees", "名 称", "n_low"]
    told = pl.DataFrame({"employees": [3, None, 5]} | {name: ["x", None, "z"] for name in names})
    found = read_back(jinshan_cli.assess_frame(made(kind, told), as_of=DAY))
    assert found.select(told.columns).to_dicts() == told.to_dicts()


@pytest.mark.parametrize("kind", KINDS)
def test_no_rows(kind: str) -> None:
    """A frame without rows gives one without rows, with the columns of the results."""
    told = pl.DataFrame(schema={"employees": pl.Int64, "newly_above_quota": pl.Boolean})
    found = read_back(jinshan_cli.assess_frame(made(kind, told), as_of=DAY))
    assert found.height == 0
    assert found.columns[2:6] == ["eligible", "undetermined", "missing", "grant_low"]


@pytest.mark.parametrize("kind", KINDS)
def test_problems_name_what_was_not_taken(kind: str) -> None:
    """A value that cannot be taken counts as unknown for its firm, and its fact is named; null is no problem."""
    told = pl.DataFrame(
        {
            "sector": ["retail", "零售业", "no such", None],
            "newly_above_quota": [True] * 4,
            "employees": [-1, 30, None, 1],
            "revenue": [1.005, 3_000_000.34, float("inf"), None],
        }
    )
    found = read_back(jinshan_cli.assess_frame(made(kind, told), as_of=DAY))
    assert found["problems"].to_list() == ["employees;revenue", None, "sector;revenue", None]
    assert found["eligible"].to_list() == ["13", "13", None, None]
    assert "employees" in found["missing"][0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_default_is_for_what_nothing_is_said_of(kind: str) -> None:
    """A kind of firm that is none leaves it open what the firm is, however it is told; of an empty one it is 企业."""
    given = ["no such", None, "consumer", "enterprise", ""]
    for name in ("entity", "entity_options"):
        told = pl.DataFrame({name: given, "innovation_fund": [True] * len(given)})
        found = read_back(jinshan_cli.assess_frame(made(kind, told), as_of=DAY))
        assert found["eligible"].to_list() == [None, "21", None, "21", "21"], name
        assert found["grant_low"].to_list() == [0, 100_000, 0, 100_000, 100_000]
        assert found["problems"].to_list() == ["entity", None, None, None, None]
        assert found["missing"][0].split(";")[0] == "entity"


@pytest.mark.parametrize("kind", KINDS)
def test_every_name_of_an_option(edition: Edition, kind: str) -> None:
    """Keys, labels and aliases are taken as the edition writes them: what a firm file may say, a frame may say."""
    for fact in (fact for fact in edition.facts if fact.options):
        names = [name for option in fact.options for name in (option.key, option.label, *option.aliases)]
        found = read_back(jinshan_cli.assess_frame(made(kind, pl.DataFrame({fact.key: names})), as_of=DAY))
        assert found["problems"].null_count() == len(names), fact.key


@pytest.mark.parametrize("amount", ["1234567.89", "up_to(1234567.89)"])
def test_amounts_do_not_follow_the_callers_decimals(edition: Edition, amount: str) -> None:
    """A constant amount is exact whatever precision the caller computes with."""
    rule = replace(edition.rules["13b"], amount=parse_amount(amount, Scope(edition.facts)))
    changed = replace(edition, rules={**edition.rules, "13b": rule})
    told = pl.DataFrame({"sector": ["retail"], "newly_above_quota": [True]})
    with decimal.localcontext(decimal.Context(prec=4)):
        found = jinshan_cli.assess_frame(told, changed, as_of=DAY, benefits=True)
    assert found["13b_high"].to_list() == [decimal.Decimal("1234567.89")]


def test_a_rule_too_large_for_columns(edition: Edition) -> None:
    """It is a fault of the edition that quotes the rule, here as on the command line."""
    amount = "2000 * eligible_hires * replaced_cars * first_stores_jinshan"
    rule = replace(edition.rules["11"], amount=parse_amount(amount, Scope(edition.facts)))
    changed = replace(edition, rules={**edition.rules, "11": rule})
    told = pl.DataFrame({"eligible_hires": [1], "replaced_cars": [1], "first_stores_jinshan": [1]})
    with pytest.raises(EditionError) as caught:
        jinshan_cli.assess_frame(told, changed, as_of=DAY)
    assert caught.value.faults[0].excerpt == amount


def test_pandas_keeps_its_index() -> None:
    """Results stand beside their firms, whatever the index; objects with None among truths are read."""
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    told = pd.DataFrame(
        {"sector": ["retail", "mining"], "newly_above_quota": [True, None], "revenue": [None, None]}, index=[7, 3]
    )
    told[0] = "a column without a name"
    found = jinshan_cli.assess_frame(told, as_of=DAY)
    assert list(found.index) == [7, 3]
    assert found.loc[7, "eligible"] == "13"
    assert found["grant_low"].tolist() == [20000, 0]


def test_long_frames_are_judged_in_parts(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts are joined in order, a last short one too."""
    told = told_frame(random_firms(edition, 50, seed=1), edition)
    whole = jinshan_cli.assess_frame(told, as_of=DAY)
    monkeypatch.setattr("jinshan_cli.use.lists.frames.AT_ONCE", 20)
    assert jinshan_cli.assess_frame(told, as_of=DAY).equals(whole)


def test_lazy_frames_are_not_read() -> None:
    """A lazy frame gives a lazy frame without a row being read."""

    def read(frame: pl.DataFrame) -> pl.DataFrame:
        raise AssertionError("read")

    told = pl.LazyFrame({"employees": [3]}).map_batches(read, schema={"employees": pl.Int64})
    assert isinstance(jinshan_cli.assess_frame(told, as_of=DAY), pl.LazyFrame)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"turnover": [1]}, ["turnover", "没有一列"]),
        ({"年营业收入": [1], "employees": [1]}, ["年营业收入", "revenue"]),
        ({"revenue": [1], "revenue_low": [1]}, ["revenue_low", "同一指标"]),
        ({"revenue": ["3.2亿"]}, ["revenue", "类型", "元"]),
        ({"newly_above_quota": [1]}, ["newly_above_quota", "布尔"]),
        ({"sector": [3]}, ["sector", "选项"]),
        ({"employees": [1], "eligible": ["mine"]}, ["eligible", "改名"]),
        ({"employees": [1], "13b_low": [1]}, ["13b_low", "改名"]),
    ],
)
def test_columns_that_cannot_be_what_they_say(told: dict[str, Any], words: list[str]) -> None:
    """What the columns themselves show to be wrong is refused at once, with the column and what to do."""
    with pytest.raises(InputError) as caught:
        jinshan_cli.assess_frame(pl.LazyFrame(told), as_of=DAY, benefits=True)
    (fault,) = caught.value.faults
    text = " ".join((fault.what, fault.where, fault.value, fault.expected))
    assert all(word in text for word in words), text


def test_every_fault_is_told() -> None:
    """All faulty columns are named at once."""
    with pytest.raises(InputError) as caught:
        jinshan_cli.assess_frame(pl.DataFrame({"revenue": ["1"], "sector": [1]}), as_of=DAY)
    assert [fault.where for fault in caught.value.faults] == ["revenue", "sector"]


def test_mixed_objects_are_refused() -> None:
    """A pandas column of several types is named."""
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    told = pd.DataFrame({"employees": [1, "two"]}, dtype=object)
    with pytest.raises(InputError, match="employees: 列中混有不同类型的值"):
        jinshan_cli.assess_frame(told, as_of=DAY)


def test_pandas_sparse_columns_are_read() -> None:
    """Of a fact they count like any other, whatever their type; carried ones stay sparse."""
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    told = {"employees": [5.0, None, 5.0], "newly_above_quota": [True, False, True], "sector": ["retail", "", "retail"]}
    whole = pd.DataFrame(told)
    types = {"employees": float, "newly_above_quota": bool, "sector": "str"}
    sparse = pd.DataFrame({key: pd.arrays.SparseArray(whole[key], dtype=types[key]) for key in told})
    sparse["x"] = pd.arrays.SparseArray([0, 0, 1])
    found = jinshan_cli.assess_frame(sparse, as_of=DAY)
    assert found["x"].dtype == sparse["x"].dtype
    right = jinshan_cli.assess_frame(whole, as_of=DAY)
    pd.testing.assert_frame_equal(found.drop(columns=["x", *told]), right.drop(columns=[*told]))


def test_a_type_that_pandas_adds_is_named() -> None:
    """Whatever Arrow raises over it, nothing is said of values of several types."""
    pd = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    with pytest.raises(InputError) as error:
        jinshan_cli.assess_frame(pd.DataFrame({"employees": pd.arrays.SparseArray([1j, 2j])}), as_of=DAY)
    (fault,) = error.value.faults
    assert ("类型不对" in fault.what, fault.value[:17]) == (True, "Sparse[complex128")


def test_other_kinds_are_refused() -> None:
    """What is no dataframe, or of a kind that is not tested, is a TypeError."""
    with pytest.raises(TypeError):
        jinshan_cli.assess_frame({"employees": [1]}, as_of=DAY)  # type: ignore[type-var]


def _twice() -> Iterator[tuple[str, Any]]:
    import duckdb
    import pandas as pd
    import pyarrow as pa

    yield "sector", pd.DataFrame([["retail", "retail"]], columns=["sector", "sector"])
    yield "x", pd.DataFrame([["retail", 1, 2]], columns=["sector", "x", "x"])
    yield "x", pa.table([pa.array(["retail"]), pa.array(["x"]), pa.array(["y"])], names=["sector", "x", "x"])
    yield "a", duckdb.sql("select 'retail' as sector, 1 as a, 2 as a")
    yield "A", duckdb.sql("select 'retail' as sector, 1 as a, 2 as A")


def test_two_columns_of_one_name() -> None:
    """Which of them is meant cannot be known: an error that names them, and no column vanishes."""
    for library in ("duckdb", "pandas", "pyarrow"):
        pytest.importorskip(library)
    for name, frame in _twice():
        with pytest.raises(InputError) as error:
            jinshan_cli.assess_frame(frame, as_of=DAY)
        assert [fault.where for fault in error.value.faults] == [name]
        assert "同名" in error.value.faults[0].what


def test_numbers_too_wide_for_any_other_library() -> None:
    """A fact as decimal256 is an error, not a panic; such a column beside the facts is carried."""
    pa = pytest.importorskip("pyarrow")
    wide = pa.array([Decimal("1.00")], pa.decimal256(50, 2))
    with pytest.raises(InputError, match="revenue"):
        jinshan_cli.assess_frame(pa.table({"sector": ["retail"], "revenue": wide}), as_of=DAY)
    carried = jinshan_cli.assess_frame(pa.table({"sector": ["retail"], "x": wide}), as_of=DAY)
    assert carried["x"].to_pylist() == [Decimal("1.00")]


@pytest.mark.parametrize("kind", ["complex", "wider than a double", "more than 64 bits", "union"])
def test_types_that_no_other_library_has(kind: str) -> None:
    """A fact in a type that Arrow or Polars lacks is an error that names each such column, whatever they raise."""
    pa, pd, np = (pytest.importorskip(name) for name in ("pyarrow", "pandas", "numpy"))
    if kind == "union":
        values = pa.UnionArray.from_dense(pa.array([0], pa.int8()), pa.array([0], pa.int32()), [pa.array([1])])
        frame: Any = pa.table({"sector": ["retail"], "revenue": values, "hnte": values})
    else:
        values = {"complex": [1 + 2j], "wider than a double": np.ones(1, "longdouble"), "more than 64 bits": [10**30]}
        frame = pd.DataFrame({"sector": ["retail"], "revenue": values[kind], "hnte": values[kind]})
    with pytest.raises(InputError) as error:
        jinshan_cli.assess_frame(frame, as_of=DAY)
    assert [fault.where for fault in error.value.faults] == ["revenue", "hnte"]
    assert error.value.faults[0].what == "年营业收入一列的类型不对"


def test_a_column_that_may_be_meant_for_a_fact_is_told() -> None:
    """A heading like a fact's is carried with a warning that names both; a fact's own columns and others are not."""
    frame = pl.DataFrame({"sector": ["retail"], "营业收入_含税": [300], "region": ["x"], "行业大类代码": ["52"]})
    with pytest.warns(UserWarning, match=r"^没有用来计算的列：营业收入_含税（是否指 revenue？）$") as told:
        jinshan_cli.assess_frame(frame, as_of=DAY)
    assert told[0].filename == __file__


def test_an_infinite_decimal_is_refused_as_an_infinite_float_is() -> None:
    """In an object column of pandas it is unknown and a problem of its row; one that is no number is unknown alone."""
    pd = pytest.importorskip("pandas")
    for told, problems in (
        ([Decimal("Infinity"), Decimal("5.50"), None], ["revenue", None, None]),
        ([Decimal("-Infinity")], ["revenue"]),
        ([Decimal("sNaN"), Decimal("5"), Decimal("Infinity")], [None, None, "revenue"]),
    ):
        frame = pd.DataFrame({"revenue": pd.Series(told, dtype=object)})
        found = jinshan_cli.assess_frame(frame, as_of=DAY)
        assert [None if pd.isna(each) else each for each in found["problems"]] == problems
        known = pd.DataFrame({"revenue": pd.Series([each if each and each.is_finite() else None for each in told])})
        assert found.drop(columns=["problems", "revenue"]).equals(
            jinshan_cli.assess_frame(known, as_of=DAY).drop(columns=["problems", "revenue"])
        )
    mixed = pd.DataFrame({"revenue": pd.Series([Decimal("Infinity"), "x"], dtype=object)})
    with pytest.raises(InputError, match="revenue: 列中混有不同类型的值"):
        jinshan_cli.assess_frame(mixed, as_of=DAY)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2025, 1, 1)])
def test_a_day_outside_the_tables_time_is_told(day: date) -> None:
    """With a warning, by both functions and where they are called; on the table's first and last day there is none."""
    frame = pl.DataFrame({"sector": ["retail"]})
    for ask in (jinshan_cli.assess_frame, jinshan_cli.compare_frame):
        with pytest.warns(UserWarning, match=rf"只管 2023-01-01 至 2023-12-31；{day} 不在其内$") as told:
            ask(frame, as_of=day)
        assert [each.filename for each in told] == [__file__]
        for inside in (date(2023, 1, 1), date(2023, 12, 31)):
            ask(frame, as_of=inside)


def test_codes_as_floats_are_told() -> None:
    """A credit code as a float has lost digits, and is told of eager and lazy frames; an integer has not."""
    frame = pl.DataFrame({"sector": ["retail"], "统一社会信用代码": [9.13101161234567e17], "ratio": [0.5]})
    for each in (frame, frame.lazy()):
        with pytest.warns(UserWarning, match="浮点数，超过 15 位的会丢位数：统一社会信用代码；"):
            jinshan_cli.assess_frame(each, as_of=DAY)
    jinshan_cli.assess_frame(frame.with_columns(pl.col("统一社会信用代码").cast(pl.Int64)), as_of=DAY)
