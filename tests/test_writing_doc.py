"""docs/writing.md says of every writing what it means, and the reader of values agrees."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.values import read

PAGE = Path(__file__).resolve().parent.parent / "docs" / "writing.md"
ROW = re.compile(r"\| (?P<written>`.*`) \| (?P<means>[^|]+) \|")
HEADS = Fact(key="k", label="人数", type="count", group="g", question="？", unit="人")
MONEY = replace(HEADS, type="money", unit="")


def _meant(text: str) -> Interval | None:
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    match text.split():
        case ["not", "known"]:
            return None
        case [_, "or", "more"]:
            return Interval(numbers[0], None)
        case ["up", "to", _]:
            return Interval(0, numbers[0])
        case [_, "to", _]:
            return Interval(*numbers)
    return Interval.point(numbers[0])


CASES = [
    (written, _meant(row["means"].strip()))
    for row in ROW.finditer(PAGE.read_text("utf-8"))
    for written in re.findall("`([^`]+)`", row["written"])
]


@pytest.mark.parametrize(("written", "meant"), CASES)
def test_the_page_is_true(written: str, meant: Interval | None) -> None:
    """Each writing of the page means what stands beside it: heads by the piece, great sums of money in yuan."""
    if meant is not None and meant.low is not None and meant.low >= 10**6:
        cents = Interval(meant.low * 100, meant.high * 100 if meant.high is not None else None)
        assert read(MONEY, written) == cents
    else:
        assert read(HEADS, written) == meant


def test_the_page_is_not_empty() -> None:
    """The page is read at all."""
    assert len(CASES) > 50
