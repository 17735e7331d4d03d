"""Short lists under a great table: `python benchmarks/small.py [POLICIES FACTS]`, 264 policies and 160 facts unasked.

Seconds of the processor, the least of four, beside those of a bare Typer app in the same run: what is asked for is
under 1 s for 100 firms, under 2 s for 10,000, and a row a benefit at most 1.5 times a row a firm.
"""

import random
import resource
import subprocess
import sys
import tempfile
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


def processor(command: list[str]) -> float:
    """What a command takes of the processor, the least of a few runs."""
    return min(_once(command) for _ in range(ROUNDS))


def _once(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(policies: int = 264, facts: int = 160) -> None:
    """Prints the seconds of each list in each layout, beside a bare app's and beside the layout of a row a firm."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = write_edition(folder / "table", policies, facts)
        (folder / "bare.py").write_text(BARE, "utf-8")
        bare = processor([sys.executable, str(folder / "bare.py")])
        print(f"{policies} policies, {facts} facts; a bare Typer app takes {bare:.2f} s of the processor")
        print(f"{'firms':>8}  {'layout':8}{'seconds':>9}{'x bare':>8}{'x firm':>8}")
        for rows in ROWS:
            firms = write_list(folder / f"{rows}.csv", rows, facts)
            batch = [*JINSHAN, "batch", str(firms), "-o", str(folder / "out.csv"), "--force", "--data", str(table)]
            took = {layout: processor([*batch, "--layout", layout]) for layout in LAYOUTS}
            for layout, seconds in took.items():
                beside = f"{seconds / bare:8.1f}{seconds / took['firm']:8.2f}"
                print(f"{rows:8,}  {layout:8}{seconds:9.2f}{beside}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
