"""A local Spark session gives the results of `assess`, fen for fen. `make spark` runs it; it needs Java 17 or later."""

import os
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from support.told import DAY, expected, random_firms, told_frame

import jinshan_cli
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition

if os.environ.get("JINSHAN_SPARK") != "1":
    pytest.skip("a Spark session takes half a minute: make spark", allow_module_level=True)
sql = pytest.importorskip("pyspark.sql")
pytestmark = pytest.mark.filterwarnings("ignore")  # PySpark warns of the libraries beside it


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    """Two threads on this machine, no web page; a task that fails is tried once more, as on a cluster."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # or the workers are whatever `python3` is
    builder = sql.SparkSession.builder.master("local[2, 2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.host", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def test_results_are_those_of_assess(session: Any, edition: Edition) -> None:
    """Over several partitions every verdict, missing fact and amount is the scalar engine's."""
    firms = random_firms(edition, 1000, seed=11)
    told = told_frame(firms, edition)
    frame = session.createDataFrame(told.to_arrow()).repartition(3)
    result = jinshan_cli.assess_frame(frame, as_of=DAY, benefits=True)
    assert type(result) is type(frame)
    found = sorted((row.asDict() for row in result.collect()), key=lambda row: row["编号"])
    for firm, row, right in zip(firms, found, expected(firms, edition), strict=True):
        assert {name: value for name, value in row.items() if name not in told.columns} == right, firm.facts
    assert [{name: row[name] for name in told.columns} for row in found] == told.to_dicts()


def test_carried_columns_and_problems(session: Any) -> None:
    """Columns of any type are carried; what could not be taken is named; an empty partition is no row."""
    frame = session.sql(
        "select map('a', array(1)) as extra, 'no such' as sector, true as newly_above_quota, 1.005D as revenue"
    )
    (row,) = jinshan_cli.assess_frame(frame.union(frame.limit(0)), as_of=DAY).collect()
    assert row["extra"] == {"a": [1]}
    assert row["problems"] == "sector;revenue"
    assert row["grant_low"] == Decimal("0.00")
    assert jinshan_cli.assess_frame(frame.limit(0), as_of=DAY).collect() == []


def test_columns_are_checked_before_anything_runs(session: Any) -> None:
    """A column that cannot be what it says is refused when the frame is made, not when it is computed."""
    with pytest.raises(InputError):
        jinshan_cli.assess_frame(session.sql("select '3.2亿' as revenue"), as_of=DAY)


def test_a_failed_task_loses_nothing(session: Any, edition: Edition, tmp_path: Path) -> None:
    """A worker that dies in the middle of a folder is replaced: every firm is written, and once."""
    told = told_frame(random_firms(edition, 1000, seed=12), edition)
    frame = session.createDataFrame(told.to_arrow()).repartition(4)
    died = tmp_path / "died"

    def dying(batches: Iterator[Any]) -> Iterator[Any]:
        yield from batches
        if not died.exists():
            died.touch()
            os._exit(1)

    results = jinshan_cli.assess_frame(frame.mapInArrow(dying, frame.schema), as_of=DAY)
    results.write.parquet(str(tmp_path / "results"))
    assert died.exists()
    written = pl.read_parquet(tmp_path / "results" / "*.parquet").sort("编号")
    assert written.get_column("编号").to_list() == told.get_column("编号").sort().to_list()
    whole = jinshan_cli.assess_frame(told, as_of=DAY).sort("编号")
    assert written.get_column("eligible").to_list() == whole.get_column("eligible").to_list()
    assert (tmp_path / "results" / "_SUCCESS").exists()


def test_a_job_that_fails_leaves_no_folder_that_looks_whole(session: Any, tmp_path: Path) -> None:
    """What cannot be computed is told, and the folder lacks the sign of success."""
    frame = session.range(10).selectExpr("raise_error('no such firm') as name", "true as newly_above_quota")
    with pytest.raises(Exception, match="no such firm"):
        jinshan_cli.assess_frame(frame, as_of=DAY).write.parquet(str(tmp_path / "results"))
    assert not (tmp_path / "results" / "_SUCCESS").exists()
