"""Recipe `make mutants`: the score of the data. `python tests/mutation/data.py [how many]`, all without a number."""

import sys
from collections import Counter
from pathlib import Path
from random import Random
from time import perf_counter

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from support.measured import keep

from jinshan_cli.files.edition.folder import load_edition
from mutation.judging import Judge, explained
from mutation.mutants import Mutant, mutants

SEED = 2023


def survivors(sample: int | None = None) -> tuple[list[Mutant], Counter[str]]:
    """The mutants that nothing tells, and how many each judge told first."""
    edition = load_edition()
    judge, every = Judge(edition), list(mutants(edition))
    tried = every if sample is None else Random(SEED).sample(every, min(sample, len(every)))
    verdicts = {(mutant.place, mutant.change): judge.verdict(mutant) for mutant in tried}
    left = [mutant for mutant in tried if not verdicts[mutant.place, mutant.change]]
    return left, Counter(verdicts.values())


def main() -> int:
    """Prints the score; 1 if a survivor is not explained. A whole run is kept for docs/trust.md."""
    sample = int(sys.argv[1]) if len(sys.argv) > 1 else None
    began = perf_counter()
    left, told = survivors(sample)
    known = explained()
    open_ones = [mutant for mutant in left if (mutant.place, mutant.change) not in known]
    total = sum(told.values())
    print(f"{total} mutants of the data in {perf_counter() - began:.0f} s, told by {dict(told)}")
    for mutant in left:
        why = known.get((mutant.place, mutant.change))
        print(f"  {mutant.place:20} {mutant.change}\n      {why.why if why else 'SURVIVES'}")
    if sample is None:
        keep(
            "mutants_data",
            total=total,
            by_examples=told["examples"],
            by_reading=told["reading"],
            by_table=told["table"],
            equivalent=len(left) - len(open_ones),
            survivors=len(open_ones),
        )
    return bool(open_ones)


if __name__ == "__main__":
    sys.exit(main())
