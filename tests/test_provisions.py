"""Provisions of other places are sayable, whole: an edition of them whose worked cases all come out."""

from pathlib import Path

from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.edition.checking import check

PROVISIONS = Path(__file__).parent / "provisions"


def test_every_case_comes_out() -> None:
    """Cases on both sides of each limit, to the fen; no error, and no rule without an example of each verdict."""
    edition = load_edition(PROVISIONS)
    assert len(edition.rules) == 7
    assert edition.example_count > 40
    found = [finding for finding in check(edition) if finding.weight == "error"]
    assert found == []
