"""How many prompts an interview takes, and how long each step takes. Prints figures; nothing here can fail.

Run: `python benchmarks/interview.py [firms]`. One screen counts as one prompt; every answer is true.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.truthful import Truth, random_truth  # noqa: E402 (found through the line above)

from jinshan_cli.core.firm import Firm  # noqa: E402
from jinshan_cli.core.policy import Edition  # noqa: E402
from jinshan_cli.files.edition.folder import load_edition  # noqa: E402
from jinshan_cli.files.firm.interview import read_answers  # noqa: E402
from jinshan_cli.use.tables.activities import ahead  # noqa: E402
from jinshan_cli.use.visit.answers import singly  # noqa: E402
from jinshan_cli.use.visit.interview import Interview  # noqa: E402

SEED = 2023
GROUPS = (("realistic: each certificate and situation true for 1 in 10", 0.1), ("crowded: true for 4 in 10", 0.4))


def percentile(numbers: Iterable[float], share: float) -> float:
    """The smallest number that at least this share does not exceed."""
    ordered = sorted(numbers)
    return ordered[max(0, -int(-len(ordered) * share // 1) - 1)]


def report(title: str, truths: list[Truth]) -> None:
    """Interviews every firm and prints prompts, their distribution, and milliseconds per step."""
    asked = [_timed(truth) for truth in truths]
    counts, steps = [len(spent) for spent, _ in asked], [step for spent, _ in asked for step in spent]
    print(f"\n{title}: {len(truths)} firms")
    print(f"  prompts: {_spread(counts)}")
    print(f"  with each of several figures in a line counted by itself: {_spread([told for _, told in asked])}")
    for count, firms in sorted(Counter(counts).items()):
        print(f"  {count:4} {firms:4} {'#' * round(60 * firms / len(truths))}")
    slowest = f"median {median(steps):.1f}, 95 % {percentile(steps, 0.95):.1f}, most {max(steps):.1f}"
    print(f"  ms of processor time per step: {slowest}")


def _spread(counts: list[int]) -> str:
    return f"median {median(counts):g}, 95 % {percentile(counts, 0.95)}, most {max(counts)}"


def _timed(truth: Truth) -> tuple[list[float], int]:
    """Milliseconds of processor time from each answer to the next prompt, on a day with every activity ahead; and how
    many answers there were, with each figure of a line for one."""
    edition = truth.edition
    state, spent, told = Interview(edition, ahead=ahead(edition, edition.header.first_day)), [], 0
    while (prompt := state.prompt) is not None:
        begun = time.process_time()
        state = state.answer(truth.reply(prompt))
        _ = state.prompt
        told += max(1, len(singly(state.answers[-1])))
        spent.append(1000 * (time.process_time() - begun))
    return spent, told


def examples(edition: Edition) -> list[Truth]:
    """The example firms, what they do not tell filled up at random with nothing special true."""
    truths = []
    for path in sorted((ROOT / "examples").glob("*.toml")):
        told = read_answers(path, edition.facts).firm
        other = random_truth(edition, Random(SEED), 0).firm
        known = {**other.facts, **told.facts}
        truths.append(Truth(edition, Firm(told.name, known)))
    return truths


def main() -> None:
    """Reports the examples, realistic firms and crowded ones."""
    edition = load_edition()
    firms = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{len(edition.facts.facts)} facts, {len(edition.policies)} policies; seed {SEED}")
    if shown := examples(edition):
        report("examples", shown)
    for title, share in GROUPS:
        rng = Random(SEED)
        report(title, [random_truth(edition, rng, share) for _ in range(firms)])


if __name__ == "__main__":
    main()
