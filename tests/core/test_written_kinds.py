"""Days, percentages and counts with decimals: what is written is a span, is said, and is read back."""

from datetime import date

import pytest

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.values import PERCENT, read, write

DAY = Fact(key="founded", label="成立日期", type="date", group="g", question="?")
RATE = Fact(key="growth", label="增长率", type="percent", group="g", question="?")
AREA = Fact(key="area", label="面积", type="count", group="g", question="?", unit="平方米", decimals=1)

DAYS: list[tuple[str, str, str, str]] = [  # written, first day, last day, said
    *((text, "2019-05-01", "2019-05-01", "2019-05-01") for text in ("2019-05-01", "2019/5/1", "2019.5.1", "20190501")),
    ("2019年5月1日", "2019-05-01", "2019-05-01", "2019-05-01"),
    ("２０１９年５月", "2019-05-01", "2019-05-31", "2019年5月"),
    ("2020-02", "2020-02-01", "2020-02-29", "2020年2月"),
    ("2019", "2019-01-01", "2019-12-31", "2019年"),
    ("2019年", "2019-01-01", "2019-12-31", "2019年"),
    ("2019至2021", "2019-01-01", "2021-12-31", "2019-01-01至2021-12-31"),
    ("2019年5月以前", "", "2019-05-31", "2019-05-31以前"),
    ("2019-05-01以后", "2019-05-01", "", "2019-05-01以后"),
    ("2019-05-01 00:00:00", "2019-05-01", "2019-05-01", "2019-05-01"),
]
RATES: list[tuple[str, int, int | None, str]] = [
    ("12.5%", 1250, 1250, "12.5%"),
    ("5‰", 50, 50, "0.5%"),
    ("10%-20%", 1000, 2000, "10%–20%"),
    ("10%以上", 1000, None, "10%以上"),
    ("约10%", 900, 1100, "9%–11%"),
    ("0", 0, 0, "0%"),
]


@pytest.mark.parametrize(("text", "first", "last", "said"), DAYS)
def test_days(text: str, first: str, last: str, said: str) -> None:
    """A month and a year are all of their days; both ends are in."""
    low, high = (date.fromisoformat(day).toordinal() if day else None for day in (first, last))
    found = read(DAY, text)
    assert found == Interval(low or 0, high)
    assert say_known(DAY, found) == said
    assert read(DAY, write(DAY, found)) == found


@pytest.mark.parametrize(
    "text",
    ["2023-02-30", "2019-13", "201", "5月", "有", "2021至2019", "3200万", "2019-5-1-2", "2019年以前以后"],
)
def test_no_day(text: str) -> None:
    """A day that there is not, half a day, and no day at all."""
    with pytest.raises(Refusal):
        read(DAY, text)


@pytest.mark.parametrize(("text", "low", "high", "said"), RATES)
def test_percentages(text: str, low: int, high: int | None, said: str) -> None:
    """In hundredths of a per cent."""
    found = read(RATE, text)
    assert found == Interval(low, high)
    assert say_known(RATE, found) == said
    assert read(RATE, write(RATE, found)) == found


def test_a_bare_percentage_is_refused_but_below_its_heading() -> None:
    """0.125 might be 12.5 % of a workbook."""
    with pytest.raises(Refusal, match="百分比要写上 %"):
        read(RATE, "0.125")
    assert read(RATE, "0.12", PERCENT) == Interval.point(12)
    assert read(RATE, "12.5", PERCENT) == Interval.point(1250)


@pytest.mark.parametrize("text", ["-5%", "1.234%", "5%-3%", "5%-3‰"])
def test_no_percentage(text: str) -> None:
    """Below zero, finer than it is held, upside down, two signs."""
    with pytest.raises(Refusal):
        read(RATE, text)


@pytest.mark.parametrize(
    ("text", "low", "said"),
    [("1,234.5", 12345, "1,234.5 平方米"), ("99平方米", 990, "99 平方米"), ("0.1", 1, "0.1 平方米")],
)
def test_counts_with_decimals(text: str, low: int, said: str) -> None:
    """In tenths here; a hundredth is refused."""
    found = read(AREA, text)
    assert found == Interval.point(low)
    assert say_known(AREA, found) == said
    assert read(AREA, write(AREA, found)) == found
    with pytest.raises(Refusal, match="最多 1 位小数"):
        read(AREA, "0.15")
