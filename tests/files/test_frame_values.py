"""What a column's value becomes: fen, persons, an option's place; or it is refused and says so. In two engines."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any

import narwhals as nw
import polars as pl
import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.frames.columns import find_sources, typed_columns

REFUSED = "refused"
ENGINES = ("polars", "duckdb")
LIMIT = 10**15


def typed(edition: Edition, told: pl.DataFrame, key: str, engine: str) -> list[Any]:
    """Each row's value of a fact as the typed frame has it: `(low, high)`, a truth or a place; or REFUSED."""
    frame = nw.from_native(told.lazy() if engine == "polars" else _in_duckdb(told))
    made = typed_columns(find_sources(told.columns, edition.facts), frame.collect_schema())
    for stage in made.stages:
        frame = frame.with_columns(**stage)
    names = [f"{key}__low", f"{key}__high"] if edition.facts[key].is_number else [key]
    rows = frame.select(*names, nw.col(made.refused[key]).alias("refused")).collect("polars").rows()
    return [REFUSED if row[-1] else row[:-1] if len(names) > 1 else row[0] for row in rows]


def _in_duckdb(told: pl.DataFrame) -> Any:
    """The frame as a relation; Arrow has no whole numbers of 128 bits, DuckDB's sums have."""
    duckdb, pyarrow = pytest.importorskip("duckdb"), pytest.importorskip("pyarrow")
    wide = [name for name, dtype in told.schema.items() if dtype == pl.Int128]
    relation = duckdb.connect().from_arrow(pyarrow.table(told.with_columns(pl.col(wide).cast(pl.String))))
    return relation.project(", ".join(f"cast({name} as hugeint) as {name}" for name in wide)) if wide else relation


MONEY = [
    (pl.Int64, [0, 1, LIMIT, LIMIT + 1, -1, 2**62, None], [0, 100, LIMIT * 100, REFUSED, REFUSED, REFUSED, None]),
    (pl.Int8, [0, 127, -128], [0, 12700, REFUSED]),
    (pl.UInt64, [5, 2**64 - 1], [500, REFUSED]),
    (pl.Int128, [LIMIT, 2**126, -(2**126)], [LIMIT * 100, REFUSED, REFUSED]),
    (pl.Float64, [0.0, 0.1, 0.1 + 0.2, 1234567.89, 1e15], [0, 10, 30, 123456789, 10**17]),
    (pl.Float64, [0.005, 3.14159, -0.01, 1.1e15, float("inf")], [REFUSED] * 5),
    (pl.Float64, [float("nan"), None, 99.9999999, 1e-9], [None, None, 10000, 0]),
    (pl.Float32, [0.1, 12.34, 1234567.89], [10, 1234, REFUSED]),
    (pl.Decimal(18, 2), [Decimal("0.01"), Decimal("-0.01"), None], [1, REFUSED, None]),
    (pl.Decimal(38, 10), [Decimal("1.005"), Decimal("1.01"), Decimal("1.0100000001")], [REFUSED, 101, REFUSED]),
    (pl.Decimal(38, 30), [Decimal("1.5"), Decimal("0.001")], [150, REFUSED]),
    (pl.Decimal(38, 0), [Decimal(10) ** 36, Decimal(LIMIT), Decimal(LIMIT + 1)], [REFUSED, LIMIT * 100, REFUSED]),
]
COUNTS = [
    (pl.Int32, [0, 7, -1], [0, 7, REFUSED]),
    (pl.Float64, [3.0, 3.5, 2.9999999999, float("nan")], [3, REFUSED, REFUSED, None]),
    (pl.Decimal(10, 1), [Decimal("3.0"), Decimal("3.5")], [3, REFUSED]),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("dtype", "values", "right"), MONEY, ids=lambda value: str(value)[:40])
def test_money(edition: Edition, engine: str, dtype: Any, values: Sequence[Any], right: Sequence[Any]) -> None:
    """Yuan of any number type are whole fen; parts of a fen, negative and too large sums are refused."""
    told = pl.DataFrame({"revenue": pl.Series(values, dtype=dtype)})
    assert typed(edition, told, "revenue", engine) == [_known(number) for number in right]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("dtype", "values", "right"), COUNTS, ids=lambda value: str(value)[:40])
def test_counts(edition: Edition, engine: str, dtype: Any, values: Sequence[Any], right: Sequence[Any]) -> None:
    """Persons are whole."""
    told = pl.DataFrame({"employees": pl.Series(values, dtype=dtype)})
    assert typed(edition, told, "employees", engine) == [_known(number) for number in right]


def _known(number: Any) -> Any:
    return (0, None) if number is None else number if number == REFUSED else (number, number)


@pytest.mark.parametrize("engine", ENGINES)
def test_floats_nearest_to_a_fen(edition: Edition, engine: str) -> None:
    """The float that is nearest to a sum of whole fen is that sum, up to a trillion yuan."""
    random = Random(5)
    fen = [random.randrange(10 ** random.randrange(1, 15)) for _ in range(20_000)]
    told = pl.DataFrame({"revenue": [number / 100 for number in fen]})
    assert typed(edition, told, "revenue", engine) == [(number, number) for number in fen]


@pytest.mark.parametrize("engine", ENGINES)
def test_ranges(edition: Edition, engine: str) -> None:
    """A null low is 0, a null high no upper end; a range from more to less, or with one end refused, is refused."""
    told = pl.DataFrame({"revenue_high": [2, None, 3, 1, 5, None], "revenue_low": [1, 2, None, 2, -1, None]})
    right = [(100, 200), (200, None), (0, 300), REFUSED, REFUSED, (0, None)]
    assert typed(edition, told, "revenue", engine) == right
    assert typed(edition, told.drop("revenue_high"), "revenue", engine)[:2] == [(100, None), (200, None)]
    assert typed(edition, told.drop("revenue_low"), "revenue", engine)[:2] == [(0, 200), (0, None)]


@pytest.mark.parametrize("engine", ENGINES)
def test_options(edition: Edition, engine: str) -> None:
    """An option by key, label or alias; spaces and case do not count; a word for unknown is no problem."""
    fact = edition.facts["sector"]
    texts = ["retail", " Retail ", "零售业", "零售 业", "retial", "", "不详", None, fact.options[0].aliases[0]]
    place = fact.option_keys.index("retail")
    right = [place, place, place, place, REFUSED, None, None, None, 0]
    assert typed(edition, pl.DataFrame({"sector": texts}), "sector", engine) == right
    kept = pl.DataFrame({"sector": pl.Series(["retail", None], dtype=pl.Categorical)})
    assert typed(edition, kept, "sector", engine) == [place, None]


@pytest.mark.parametrize("engine", ENGINES)
def test_a_programs_none_is_unknown(edition: Edition, engine: str) -> None:
    """`None`, `nan` and `NULL` say nothing, where an option has that name too; its own key says it."""
    texts = ["None", " None ", "nan", "NULL", "none", "不是", "new"]
    place = edition.facts["hnte"].option_keys.index
    right = [None, None, None, None, place("none"), place("none"), place("new")]
    assert typed(edition, pl.DataFrame({"hnte": texts}), "hnte", engine) == right


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("key", ["revenue", "employees", "newly_above_quota", "sector"])
def test_columns_without_a_type(edition: Edition, engine: str, key: str) -> None:
    """A column of nulls is a fact that nobody knows."""
    unknown = (0, None) if edition.facts[key].is_number else None
    assert typed(edition, pl.DataFrame({key: [None, None]}), key, engine) == [unknown] * 2


def test_values_of_a_nameless_type_are_refused(edition: Edition) -> None:
    """Whatever a type that narwhals does not know may hold, it is not taken in silence."""
    duckdb = pytest.importorskip("duckdb")
    frame = nw.from_native(duckdb.connect().sql("select '101'::bit as newly_above_quota"))
    made = typed_columns(find_sources(frame.columns, edition.facts), frame.collect_schema())
    for stage in made.stages:
        frame = frame.with_columns(**stage)
    assert frame.select(nw.col(made.refused["newly_above_quota"]).alias("refused")).to_native().fetchall() == [(True,)]
