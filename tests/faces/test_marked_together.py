"""What is counted together with others says so where it stands alone: in the chart, among the days, in the calendar."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from rich.console import Console
from support.cases import assessed

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.dates.calendar import Dates, calendar
from jinshan_cli.faces.dates.due import DueList, show_due
from jinshan_cli.faces.result.chart import chart
from jinshan_cli.use.dates.due import Due, ahead

DAY = date(2023, 12, 1)
BOTH = {"name": "甲", "entity": "企业", "nev_price": "30万", "excess_water_surcharge": "1万", "employees": 5}
TOLD = "2、4 就高不重复，只计最高的一项"


@pytest.fixture
def exclusive(edition: Edition) -> Edition:
    """The edition, had it said that of 2 and 4 only the greater is paid."""
    return replace(edition, combinations=(Combination(kind="exclusive", benefits=("2", "4")),))


def test_a_bar_says_that_it_is_not_counted(exclusive: Edition) -> None:
    """As the result does."""
    bars = {bar.name.split()[0]: bar.figure for group in chart(assessed(exclusive, BOTH, DAY)) for bar in group.bars}
    assert (bars["2"], bars["4"]) == ("3万元", "5,000元（不计入合计）")


def test_an_event_says_that_it_is_not_counted(exclusive: Edition) -> None:
    """So does the calendar of a firm."""
    text = calendar(Dates(exclusive, DAY, assessed(exclusive, BOTH, DAY))).decode().replace("\r\n ", "")
    assert "金额：5\\,000元（不计入合计）" in text


def test_a_day_says_what_is_counted_together(exclusive: Edition) -> None:
    """With the day of each of them, on the screen and in a file; other days say nothing of it."""
    dues = [Due(end) for end in ahead(exclusive, DAY, 30)]
    view, out = DueList(dues, exclusive, DAY, 30), StringIO()
    show_due(view, Console(file=out, width=200))
    assert out.getvalue().count(TOLD) == 2
    told = {str(row[2]) for row in view.rows().rows if TOLD in str(row[5])}
    assert told == {"2", "4"}
