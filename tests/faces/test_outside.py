"""A day outside the table's time is said on every screen and every page that tells the table, and on no other day."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.commandline import Jinshan

DAYS = {"2022-12-31": True, "2023-01-01": False, "2023-12-31": False, "2024-01-01": True}
"""the day before the first, the first, the last, the day after it"""
TABLES = [("list", "首店"), ("show", "13"), ("activities", "招聘"), ("activities", "没有这样的词"), ("due",)]
FILES = [(table, ending) for table in TABLES[:2] for ending in ("md", "html", "xlsx")]
FILES += [(table, "md") for table in TABLES[2:]]
"""a workbook that is headings and rows has none"""
pytestmark = pytest.mark.usefixtures("in_folder")


@pytest.mark.parametrize("command", [*TABLES, ("calendar", "-o", "x.ics", "--force")], ids=str)
def test_on_the_screen(jinshan: Jinshan, command: tuple[str, ...]) -> None:
    """The day before the first and the day after the last are, and neither of these."""
    screens = [jinshan(*command, "--as-of", day) for day in DAYS]
    assert ["本表为 2023 年版" in screen.out + screen.err for screen in screens] == [*DAYS.values()]


@pytest.mark.parametrize(("command", "ending"), FILES, ids=str)
def test_in_a_file(jinshan: Jinshan, command: tuple[str, ...], ending: str) -> None:
    """Whoever is handed it reads so, and whom to ask instead."""
    for day, is_outside in DAYS.items():
        assert jinshan(*command, "--as-of", day, "-o", f"x.{ending}", "--force").code == 0
        assert ("；现行办法请问责任单位。" in _text(Path(f"x.{ending}"))) is is_outside, day


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)
