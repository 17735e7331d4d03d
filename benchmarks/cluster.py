"""A folder of Parquet in, a folder of Parquet out, on Spark beside one machine.

    python benchmarks/cluster.py 1e6 1e7

Needs Java 17 and `pip install -e '.[spark]'`. One machine takes the files one after the other in Polars, so that its
memory does not grow; Spark is a local session on every core of the same machine. Each job is a process of its own,
`--runs` times; the medians are printed, the start of the session by itself.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
from kinds import DAY, firms

from jinshan_cli import assess_frame

PART = 250_000
"""firms in each file of a folder"""
JOBS = ("polars", "spark")


def write_folder(folder: Path, rows: int) -> None:
    """As many firms as asked for, in files of 250,000."""
    folder.mkdir()
    part = firms(min(rows, PART))
    for number in range(-(-rows // PART)):
        part.head(rows - number * PART).write_parquet(folder / f"{number:04}.parquet", row_group_size=100_000)


def in_polars(source: Path, target: Path) -> float:
    """Every file by itself; no session to start."""
    target.mkdir()
    for part in sorted(source.glob("*.parquet")):
        assess_frame(pl.read_parquet(part), as_of=DAY).write_parquet(target / part.name)
    return 0.0


def in_spark(source: Path, target: Path) -> float:
    """A session on every core, which writes the folder itself; the seconds until it stood."""
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    begin = time.perf_counter()
    builder = SparkSession.builder.config("spark.ui.enabled", "false")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    started = time.perf_counter() - begin
    assess_frame(session.read.parquet(str(source)), as_of=DAY).write.parquet(str(target))
    return started


def job(name: str, source: Path, target: Path) -> None:
    """One job in this process: its seconds as JSON."""
    begin = time.perf_counter()
    started = {"polars": in_polars, "spark": in_spark}[name](source, target)
    print(json.dumps({"started": started, "seconds": time.perf_counter() - begin - started}))


def measured(name: str, source: Path, target: Path) -> dict[str, float]:
    """The seconds of one job in a process of its own."""
    command = [sys.executable, __file__, "--job", name, str(source), str(target)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    seconds: dict[str, float] = json.loads(told.stdout.splitlines()[-1])
    return seconds


def main() -> None:
    """Prints a line for each size and job."""
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=lambda text: int(float(text)), nargs="+")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores\n{'firms':>12}  {'':8}{'start':>8}{'seconds':>9}{'x polars':>10}")
    with TemporaryDirectory() as name:
        for rows in options.rows:
            _compare(Path(name), rows, options.runs)


def _compare(folder: Path, rows: int, runs: int) -> None:
    source = folder / str(rows)
    write_folder(source, rows)
    found: dict[str, list[dict[str, float]]] = {each: [] for each in JOBS}
    for run in range(runs):
        for each, seen in found.items():
            target = folder / f"{rows}-{each}-{run}"
            seen.append(measured(each, source, target))
            written = pl.scan_parquet(target / "*.parquet").select(pl.len()).collect().item()
            if written != rows:
                raise SystemExit(f"{each} wrote {written:,} of {rows:,} firms")
    medians = {
        each: {key: statistics.median(one[key] for one in seen) for key in seen[0]} for each, seen in found.items()
    }
    for each, one in medians.items():
        ratio = one["seconds"] / medians["polars"]["seconds"]
        print(
            f"{rows:>12,}  {each:8}{one['started']:8.1f}{one['seconds']:9.1f}{ratio:10.1f}",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1] == "--job":
        job(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
