"""The rivals of the benchmark have our rules: what is timed beside ours gives the same answers."""

import sys
from pathlib import Path

import batch
import firms
import pytest
import rival_duckdb
import rival_floor
import rival_loop
import rival_rules
from support.commandline import Jinshan

from jinshan_cli.core.columns import OF_FIRM

FIRMS = 300


@pytest.mark.parametrize(
    ("rival", "more"),
    [(rival_loop, [str(FIRMS), "compiled"]), (rival_loop, [str(FIRMS)]), (rival_duckdb, [])],
    ids=["compiled", "loop", "duckdb"],
)
def test_a_rival_gives_our_answers(
    jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rival: object, more: list[str]
) -> None:
    """Each column of the results of clean firms, read and judged in its own way, is ours."""
    given, ours, theirs = (tmp_path / name for name in ("firms.csv", "ours.csv", "theirs.csv"))
    firms.write(given, FIRMS)
    assert jinshan("batch", given, "-o", ours, "--as-of", rival_rules.AS_OF.isoformat()).code == 0
    monkeypatch.setattr(sys, "argv", ["rival", str(given), str(theirs), *more])
    rival.main()  # type: ignore[attr-defined]
    assert batch.compared(ours, theirs, header=not more) == (FIRMS, 0)


def test_the_floor_writes_as_many_columns_as_ours() -> None:
    """What our results are measured against carries no column less than they do."""
    assert len(rival_floor.added(0)) == len(OF_FIRM)
