"""docs/trust.md tells what the runs measured, and names only tests that exist."""

import re
from pathlib import Path

from support.measured import TRUST, filled, kept

TESTS = Path(__file__).parent


def test_the_block_is_what_the_runs_kept() -> None:
    """The figures between the markers are those of docs/figures.toml, written by `make figures`."""
    text = TRUST.read_text("utf-8")
    assert filled(text) == text


def test_no_run_found_anything() -> None:
    """No kept run has differences, finds or losses, and the scores are those we promise."""
    figures = kept()
    for section, found in figures.items():
        for name in ("differences", "finds", "losses"):
            assert found.get(name, 0) == 0, section
    assert figures["pollock"]["files"] == 2290
    assert int(figures["pollock"]["wrong_in"]) <= 5
    assert float(figures["pollock"]["per_cent_right"]) >= 98.5
    assert figures["mutants_data"]["survivors"] == 0
    for section in ("mutants_scalar", "mutants_columns"):
        assert float(figures[section]["per_cent"]) >= 90, section


def test_the_shares_that_were_tried_are_told() -> None:
    """What the table of promises says of the sampled mutants is what was run."""
    (row,) = [line for line in TRUST.read_text("utf-8").splitlines() if "`mutation/program.py`" in line]
    shares = [int(share) for share in re.findall(r"one (?:place )?in (\d+)", row)]
    assert shares == [kept()["mutants_scalar"]["one_in"], kept()["mutants_columns"]["one_in"]]


def test_named_tests_exist() -> None:
    """Each test that the document names is a file or a folder."""
    rows = [line for line in TRUST.read_text("utf-8").splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in re.findall(r"`([a-z_/]+(?:\.py|\.toml|/|_reading))`", row)}
    assert len(named) > 20
    assert [name for name in sorted(named) if not (TESTS / name).exists()] == []
