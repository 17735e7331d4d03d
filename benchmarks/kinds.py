"""`assess_frame` from Parquet to Parquet in each kind of dataframe, seconds and as a multiple of Polars.

    python benchmarks/kinds.py 10000 100000 1000000 [--spark]

Each size twice, the second counts; Spark (a local session on every core) without the start of its session.
"""

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
from firms import CHOICES, COUNTS, FLAGS, MONEY, chunks

from jinshan_cli import assess_frame

DAY = date(2023, 5, 1)
Run = Callable[[str, str], None]
"""reads one file and writes another"""


def firms(rows: int) -> pl.DataFrame:
    """Clean firms with numbers as numbers and truths as truths."""
    kept = {key: pl.col(key) for key in ("name", *CHOICES)}
    numbers = {key: pl.col(key).cast(pl.Float64 if key in MONEY else pl.Int64) for key in (*COUNTS, *MONEY)}
    text = pl.concat(chunks(rows))
    flags = {key: pl.col(key) == "1" for key in FLAGS}
    return text.with_columns(pl.col(pl.String).replace("", None)).select(**kept, **numbers, **flags)


def in_polars(source: str, target: str) -> None:
    """Lazy, written in one go."""
    assess_frame(pl.scan_parquet(source), as_of=DAY).collect().write_parquet(target)


def in_pandas(source: str, target: str) -> None:
    """With Arrow beneath, as pandas reads Parquet."""
    assess_frame(pd.read_parquet(source), as_of=DAY).to_parquet(target)


def in_pyarrow(source: str, target: str) -> None:
    """A table in memory."""
    pq.write_table(assess_frame(pq.read_table(source), as_of=DAY), target)


def in_duckdb(source: str, target: str) -> None:
    """A relation, written by DuckDB."""
    assess_frame(duckdb.connect().read_parquet(source), as_of=DAY).write_parquet(target)


def in_spark(session: Any) -> Run:
    """A session's frame, written by its workers."""

    def run(source: str, target: str) -> None:
        assess_frame(session.read.parquet(source), as_of=DAY).write.mode("overwrite").parquet(target)

    return run


def seconds(run: Run, source: Path, target: Path) -> float:
    """Of the second of two runs."""
    for _ in range(2):
        begin = time.perf_counter()
        run(str(source), str(target))
        spent = time.perf_counter() - begin
    return spent


def main() -> None:
    """Prints a line for each size and kind."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int, nargs="+")
    parser.add_argument("--spark", action="store_true")
    options = parser.parse_args()
    runs: dict[str, Run] = {"polars": in_polars, "pandas": in_pandas, "pyarrow": in_pyarrow, "duckdb": in_duckdb}
    if options.spark:
        from pyspark.sql import SparkSession

        begin = time.perf_counter()
        builder = SparkSession.builder.config("spark.ui.enabled", "false")
        session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
        print(f"Spark session started in {time.perf_counter() - begin:.1f} s")
        runs["spark"] = in_spark(session)
    with TemporaryDirectory() as folder:
        for rows in options.rows:
            source = Path(folder) / f"{rows}.parquet"
            firms(rows).write_parquet(source, row_group_size=100_000)
            spent = {kind: seconds(run, source, Path(folder) / kind) for kind, run in runs.items()}
            for kind, each in spent.items():
                print(f"{rows:>10,} {kind:8} {each:7.2f} s {each / spent['polars']:6.1f}", flush=True)


if __name__ == "__main__":
    main()
