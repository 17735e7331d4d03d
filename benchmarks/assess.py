"""One firm on a loaded edition: median milliseconds of `assess` over the example firms."""

import statistics
import time
from datetime import date
from pathlib import Path

from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.interview import read_answers
from jinshan_cli.use.result.assess import assess

EXAMPLES = Path(__file__).parent.parent / "examples"
ROUNDS = 200


def main() -> None:
    """Prints a line for each example firm."""
    edition = load_edition()
    for path in sorted(EXAMPLES.glob("*.toml")):
        firm = read_answers(path, edition.facts).firm
        times = []
        for _ in range(ROUNDS):
            begin = time.perf_counter()
            assess(edition, firm, date(2023, 5, 1))
            times.append(time.perf_counter() - begin)
        print(f"{path.stem:20} {statistics.median(times) * 1000:6.2f} ms")


if __name__ == "__main__":
    main()
