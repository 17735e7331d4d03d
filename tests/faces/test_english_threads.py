"""A list of an edition that speaks English is read in its words, whatever thread reads it."""

from pathlib import Path

from support.commandline import Jinshan

ENGLISH = Path(__file__).parents[1] / "english_edition"
FIRMS = 'name,Employees,Turnover,Cost of the works,Owner under 40\nAnn,30 salariés,"€1,200,000",40 000 €,oui\n'


def test_a_list_is_read_in_its_own_words(jinshan: Jinshan, tmp_path: Path) -> None:
    """Its money, its units and its yes are no problems, though another thread reads ahead."""
    (tmp_path / "firms.csv").write_text(FIRMS, "utf-8")
    path = tmp_path / "out.csv"
    screen = jinshan("batch", tmp_path / "firms.csv", "-o", path, "--as-of", "2026-05-01", "--data", ENGLISH)
    assert screen.code == 0, screen.err
