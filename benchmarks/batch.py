"""`jinshan batch` beside what else could be done with the same file, in one go. Ratios count, not seconds.

    python benchmarks/batch.py                          1e6 clean firms
    python benchmarks/batch.py --rows 1e6 --dirty 0.1   units, ranges, 不详 in 10 % of the cells
    python benchmarks/batch.py --rows 1e7 --only ours floor
    python benchmarks/batch.py --only reform            the list under two tables, beside one batch
    python benchmarks/batch.py --encoding gb18030       beside the same list in UTF-8
    python benchmarks/batch.py --rows 1e5 --form xlsx   workbook in and out, beside bare Polars and xlsxwriter

Each is a process of its own, file to file, timed until its results are on the disk, in turn, `--runs` times; the median
is printed.
None finds the file that it writes: to write over one takes another time than to begin one. Nor does any find memory
that was freed just now: a virtual machine gives it back to its host from two seconds on, and who ends sooner would
alone be spared fetching it again. On a busy machine `CPU`, the processor's seconds, is what counts.
Rivals that the environment in benchmarks/.venv lacks are skipped. They have the same rules, written by `rival_rules`,
and the same answers in each column of the results, which is checked: three truths, ranges, missing facts, what does not
fit together.
"""

import argparse
import csv
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import islice
from math import isclose
from pathlib import Path

from jinshan_cli.core.columns import OF_FIRM, POSSIBLE, SUMS

HERE = Path(__file__).parent
VENV = HERE / ".venv" / "bin" / "python"
COLUMNS = 25
"""that a list of firms.py has"""
FREED = 6.0
"""seconds after which no freed memory is at hand"""
MONEY = (*SUMS, *POSSIBLE)
SAMPLE = {"loop": 5_000, "compiled": 50_000}
"""rows of the loops over rows, whose time is scaled up"""
RIVALS = ("loop", "compiled", "openfisca", "duckdb")
CLEAN_ONLY = ("compiled", "openfisca", "duckdb")
"""read plain figures only: no units, ranges or 不详"""
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {"NO_COLOR": "1"}
"""modules are compiled once, as for a user"""
WORDS = {
    "ours": "jinshan batch",
    "floor": "floor: read and write, no rules",
    "loop": "pydantic models row by row",
    "compiled": "pydantic model a row, compiled rules",
    "openfisca": "OpenFisca-core",
    "duckdb": "DuckDB SQL",
    "reform": "jinshan reform, the same list under two tables",
    "utf8": "jinshan batch, the same list in UTF-8",
}


@dataclass
class Measured:
    """Seconds of each run, scaled to all rows, and the greatest memory in MiB."""

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """as they are, not scaled"""
    memory: float = 0.0
    skipped: str = ""


@dataclass(frozen=True)
class Case:
    """One list of firms, and where the results go."""

    source: Path
    folder: Path
    rows: int
    rivals: Path
    """the python that has the rivals"""

    def target(self, name: str) -> Path:
        """The file that is written."""
        return self.folder / (f"{name}.json" if name == "reform" else f"{name}{self.source.suffix}")

    def command(self, name: str) -> list[str]:
        """What to run."""
        target = str(self.target(name))
        script = {"compiled": "loop"}.get(name, name)
        rival = [str(self.rivals), str(HERE / f"rival_{script}.py"), str(self.source), target]
        match name:
            case "ours" | "utf8":
                source = self.folder / "firms_utf8.csv" if name == "utf8" else self.source
                ours = [sys.executable, "-m", "jinshan_cli", "batch", str(source), "-o", target]
                return [*ours, "--as-of", "2023-05-01", "--force"]
            case "reform":
                ours = [
                    sys.executable,
                    "-m",
                    "jinshan_cli",
                    "reform",
                    str(self.source),
                    "--param",
                    "retail_first=8000万",
                ]
                return [*ours, "--as-of", "2023-05-01", "--force", "-o", target]
            case "floor":
                size = self.target("ours").stat().st_size
                return [sys.executable, *rival[1:], str(size), str(self.rows)]
            case "loop":
                return [*rival, str(SAMPLE[name])]
            case "compiled":
                return [*rival, str(SAMPLE[name]), "compiled"]
        return rival

    def scale(self, name: str) -> float:
        """By how much the time of a sample is multiplied."""
        return max(self.rows / SAMPLE[name], 1.0) if name in SAMPLE else 1.0


def measure(case: Case, names: list[str], runs: int) -> dict[str, Measured]:
    """Each in turn, so that a busy minute of the machine meets all of them."""
    found = {name: Measured() for name in names}
    for run in range(runs):
        for name in names:
            if not found[name].skipped:
                _run(case, name, found[name])
                print(f"  {run + 1}/{runs} {name}", file=sys.stderr)
    return found


def _run(case: Case, name: str, measured: Measured) -> None:
    case.target(name).unlink(missing_ok=True)
    time.sleep(FREED)
    with tempfile.TemporaryFile() as log:
        start = time.perf_counter()
        process = subprocess.Popen(case.command(name), stdout=log, stderr=log, env=ENVIRONMENT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = code = os.waitstatus_to_exitcode(status)
        if code == 0:
            _settle(case.target(name))
        seconds = time.perf_counter() - start
        log.seek(0)
        words = log.read().decode(errors="replace").strip().splitlines()
    if code not in (0, 3):
        measured.skipped = words[-1] if words else f"exit code {code}"
        if name not in RIVALS:
            raise SystemExit(f"{WORDS[name]}: {measured.skipped}")
        return
    start_up = _start_up(case, name) if name in SAMPLE else 0.0
    measured.seconds.append((seconds - start_up) * case.scale(name) + start_up)
    measured.processor.append(used.ru_utime + used.ru_stime)
    measured.memory = max(measured.memory, used.ru_maxrss / 1024)


def _settle(target: Path) -> None:
    """To the disk, where ours is before it says that it is done."""
    with target.open("rb") as written:
        os.fsync(written.fileno())


def _start_up(case: Case, name: str) -> float:
    """Seconds of a loop before its first row, which must not be multiplied."""
    command = case.command(name)
    command[3:5] = [os.devnull, "0"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - start


def report(case: Case, found: dict[str, Measured]) -> None:
    """A line for each: median seconds, rows a second, beside the floor, beside ours, memory."""
    medians = {name: statistics.median(measured.seconds) for name, measured in found.items() if measured.seconds}
    floor, ours = medians.get("floor"), medians.get("ours")
    print(f"{case.rows:,} firms, {case.source.stat().st_size / 2**20:,.0f} MiB")
    print(f"{'':48}{'seconds':>9}{'rows/s':>12}{'x floor':>9}{'x ours':>9}{'CPU':>8}{'MiB':>8}")
    for name, measured in found.items():
        if measured.skipped:
            print(f"{WORDS[name]:48}skipped: {measured.skipped[:70]}")
            continue
        seconds = medians[name]
        figures = [f"{seconds:9.2f}", f"{case.rows / seconds:12,.0f}"]
        figures += [f"{seconds / other:9.2f}" if other else f"{'':9}" for other in (floor, ours)]
        figures.append(f"{statistics.median(measured.processor):8.2f}")
        print(WORDS[name].ljust(48), *figures, f"{measured.memory:8,.0f}", "*" * (case.scale(name) > 1), sep="")
    for name in SAMPLE:
        if name in found and case.scale(name) > 1:
            print(f"* scaled up from {SAMPLE[name]:,} rows: {name}")


def agreement(case: Case, names: list[str]) -> None:
    """Says which rivals, each with its own reader and engine, give our verdicts and sums for the first firms."""
    for name in RIVALS:
        path = case.folder / f"{name}.csv"
        if name in names and path.exists():
            firms, differ = compared(case.folder / "ours.csv", path, name not in SAMPLE)
            print(f"{WORDS[name]}: {firms:,} firms compared with ours, {differ} differ")


def compared(ours: Path, theirs: Path, header: bool) -> tuple[int, int]:
    """How many of the first firms a rival has, which must be as many as ours, and how many are not as in ours."""
    told, rows = _rows(ours, header=True), _rows(theirs, header)
    return len(rows), sum(not _same(one, other) for one, other in zip(rows, told, strict=True))


def _rows(path: Path, header: bool) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(islice(csv.reader(lines), int(header), SAMPLE["loop"] + int(header)))


def _same(one: list[str], other: list[str]) -> bool:
    """The same results in each column of the contract."""
    cells = zip(OF_FIRM, one[COLUMNS:], other[COLUMNS:], strict=True)
    return all(_alike(name in MONEY, *pair) for name, *pair in cells)


def _alike(is_money: bool, one: str, other: str) -> bool:
    """The same names in any order, or the same sum: to four figures, OpenFisca has few more."""
    if is_money and one and other:
        return isclose(float(one), float(other), rel_tol=1e-4)
    return sorted(one.split(";")) == sorted(other.split(";"))


def make(options: argparse.Namespace, folder: Path) -> Path:
    """The list of firms to measure with, as asked for; made by another process, to keep this one's memory small."""
    source = folder / f"firms.{options.form}"
    wanted = ["--rows", str(options.rows), "--dirty", str(options.dirty), "--seed", str(options.seed)]
    firms = [sys.executable, str(HERE / "firms.py")]
    subprocess.run([*firms, str(source), *wanted, "--encoding", options.encoding], check=True)
    if options.encoding != "utf-8":
        subprocess.run([*firms, str(folder / "firms_utf8.csv"), *wanted], check=True)
    return source


def contestants(options: argparse.Namespace) -> list[str]:
    """Who runs; rivals that read plain figures only do not on a dirty list."""
    if options.form == "xlsx":
        return ["ours", "floor"]
    if options.encoding != "utf-8":
        return ["ours", "utf8"]
    able = [name for name in WORDS if not (options.dirty and name in CLEAN_ONLY)]
    return [name for name in able if name in {"ours", *options.only}]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=lambda text: int(float(text)), default=1_000_000)
    parser.add_argument("--dirty", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoding", default="utf-8")
    parser.add_argument("--form", choices=("csv", "xlsx"), default="csv")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rivals", type=Path, default=VENV, help="the python that has requirements.txt")
    parser.add_argument("--only", nargs="*", choices=list(WORDS), default=list(WORDS)[:-1])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        names = contestants(options)
        rivals = options.rivals if options.rivals.exists() else Path(sys.executable)
        case = Case(make(options, folder), folder, options.rows, rivals)
        report(case, measure(case, names, options.runs))
        if options.form == "csv":
            agreement(case, names)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
