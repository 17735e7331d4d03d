"""Short lists under a great table: `python benchmarks/small.py [POLICIES FACTS]`, 264 policies and 160 facts unasked.

Seconds of the processor and by the clock, the least of four each, beside those of a bare Typer app in the same run.
What is asked for: under 1 s for 100 firms, under 2 s for 10,000, and a row a benefit at most 1.5 times a row a firm.
"""

import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from scale import write_edition
from startup import BARE, JINSHAN

ROWS = (100, 10_000)
LAYOUTS = ("firm", "benefit")
ROUNDS = 4
"""of each command; the first fills the caches"""


def write_list(path: Path, rows: int, facts: int) -> Path:
    """Writes a list of firms with a column for each fact of such a table, a quarter to a third of the cells empty."""
    dice = random.Random(rows)
    groups = range(facts // 4)
    kinds = ("flag", "choice", "count", "money")
    lines = [",".join(["name", *(f"{kind}_{i}" for i in groups for kind in kinds)])]
    for row in range(rows):
        cells = (cell for i in groups for cell in _cells(i, dice))
        lines.append(",".join([f"企业{row}", *cells]))
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def _cells(i: int, dice: random.Random) -> tuple[str, str, str, str]:
    choice = dice.choice([*(f"类{i}之{j}" for j in range(4)), ""])
    count = dice.choice(["", str(dice.randrange(100)), str(dice.randrange(100))])
    money = dice.choice(["", str(dice.randrange(10**7)), str(dice.randrange(10**7))])
    return dice.choice(["是", "否", ""]), choice, count, money


def taken(command: list[str]) -> tuple[float, float]:
    """What a command takes of the processor and by the clock, the least of a few runs each."""
    processor, clock = zip(*(_once(command) for _ in range(ROUNDS)), strict=True)
    return min(processor), min(clock)


def _once(command: list[str]) -> tuple[float, float]:
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begin
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, seconds


def main(policies: int = 264, facts: int = 160) -> None:
    """Prints the seconds of each list in each layout, beside a bare app's and beside the layout of a row a firm."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = write_edition(folder / "table", policies, facts)
        (folder / "bare.py").write_text(BARE, "utf-8")
        bare = taken([sys.executable, str(folder / "bare.py")])
        print(f"{policies} policies, {facts} facts; a bare Typer app: {bare[0]:.2f} s, {bare[1]:.2f} s by the clock")
        print(f"{'firms':>8}  {'layout':8}" + 2 * f"{'seconds':>10}{'x bare':>8}{'x firm':>8}")
        for rows in ROWS:
            firms = write_list(folder / f"{rows}.csv", rows, facts)
            batch = [*JINSHAN, "batch", str(firms), "-o", str(folder / "out.csv"), "--force", "--data", str(table)]
            told = {layout: taken([*batch, "--layout", layout]) for layout in LAYOUTS}
            for layout, both in told.items():
                beside = zip(both, bare, told["firm"], strict=True)
                print(
                    f"{rows:8,}  {layout:8}",
                    *(f"{one:9.2f}{one / app:8.1f}{one / firm:8.2f}" for one, app, firm in beside),
                )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
