"""A day outside the table's time is said on every screen and every page that tells the table, and on no other day."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.commandline import Jinshan

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.timing import Period

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


@pytest.mark.parametrize(
    ("day", "but"), [("2024-12-31", "（第 3 项另载期限，除外）"), ("2025-01-01", ""), ("2022-12-31", "")]
)
def test_what_has_a_time_of_its_own_is_excepted(day: str, but: str, jinshan: Jinshan) -> None:
    """The banner does not deny what the source states until the end of 2024; once that is over nothing is excepted."""
    banner = f"本表为 2023 年版，只管 2023-01-01 至 2023-12-31；{day} 不在其内{but}。"
    for command in (("list",), ("show", "3"), ("match", "--set", "sector=retail"), ("due",)):
        found = jinshan(*command, "--as-of", day, width=200)
        assert banner in found.out + found.err


def test_many_with_a_time_of_their_own_are_counted(edition: Edition) -> None:
    """Up to six are named, by benefit where not all of a policy's are in their time; more would bury the banner."""
    own: dict[str, Any] = {
        "period": Period(starts=date(2024, 1, 1), ends=date(2024, 12, 31)),
        "claim": None,
        "pending": None,
    }
    every = [each.id for policy in edition.policies for each in policy.benefits]
    for ids, words in (
        (["13b", "18"], "（第 3、13b、18 项另载期限，除外）"),
        (["13a", "13b"], "（第 3、13 项另载期限，除外）"),
        (every, "（23 项另载期限，除外）"),
    ):
        policies = tuple(
            replace(
                policy, benefits=tuple(replace(each, **own) if each.id in ids else each for each in policy.benefits)
            )
            for policy in edition.policies
        )
        assert say_outside(replace(edition, policies=policies), date(2024, 6, 1)).endswith(f"不在其内{words}")


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text("utf-8")
    rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row)
