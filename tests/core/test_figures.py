"""Figures are said exactly, briefly, and in glyphs every Chinese console has."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinshan_cli.core.facts import Fact, Option
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.written.figures import one_sided, say_interval, say_known, say_money, yuan
from jinshan_cli.core.written.values import read

YUAN, WAN, YI = 100, 10**6, 10**10
MONEY = Fact(key="m", label="金额", type="money", group="税费", question="？")
PEOPLE = Fact(key="p", label="人数", type="count", group="用工", question="？", unit="人")
FLAG = Fact(key="f", label="是否", type="flag", group="用工", question="？")
OPTIONS = (Option(key="new", label="上年新认定"),)
CHOICE = Fact(key="c", label="哪一种", type="choice", group="用工", question="？", options=OPTIONS)

MONEY_SAID = {
    0: "0元",
    1: "0.01元",
    10: "0.1元",
    199_900: "1,999元",
    999_999: "9,999.99元",
    WAN: "1万元",
    2 * WAN: "2万元",
    WAN + 1: "10,000.01元",
    WAN + 10_000: "1.01万元",
    WAN + 1_000: "10,010元",
    49_999_999: "499,999.99元",
    5000 * WAN: "5000万元",
    9999 * WAN + 990_000: "9999.99万元",
    97 * 10**9: "9.7亿元",
    32 * 10**9: "3.2亿元",
    YI: "1亿元",
    YI + WAN: "10,001万元",
    YI + 1: "100,000,000.01元",
    12_345 * YI: "12,345亿元",
    10**17: "10,000,000亿元",
    -2 * WAN: "-2万元",
}
KNOWN_SAID: list[tuple[Fact, Value | None, str]] = [
    (MONEY, Interval.point(32 * 10**9), "3.2亿元"),
    (MONEY, Interval.point(0), "0元"),
    (MONEY, Interval(5000 * WAN, None), "5000万元以上"),
    (MONEY, Interval(5000 * WAN + 1, None), "超过5000万元"),
    (MONEY, Interval(0, 5000 * WAN), "5000万元以下"),
    (MONEY, Interval(0, 5000 * WAN - 1), "不足5000万元"),
    (MONEY, Interval(100 * WAN, 3 * YI), "100万元–3亿元"),
    (MONEY, Interval(1, None), "有（金额待定）"),
    (MONEY, NOT_KNOWN, "未知"),
    (PEOPLE, Interval.point(1200), "1,200 人"),
    (PEOPLE, Interval(100, 299), "100–299 人"),
    (PEOPLE, Interval(0, 299), "299 人以下"),
    (PEOPLE, Interval(501, None), "501 人以上"),
    (PEOPLE, Interval(1, None), "有（数量待定）"),
    (FLAG, True, "是"),
    (FLAG, False, "否"),
    (CHOICE, "new", "上年新认定"),
    (CHOICE, None, "未知"),
]
INTERVALS_SAID: list[tuple[Interval, bool, str]] = [
    (Interval.point(2 * WAN), True, "2万元"),
    (Interval.point(0), True, "0元"),
    (Interval(0, 50 * WAN), True, "最高 50万元"),
    (Interval(5 * WAN, None), True, "不低于 5万元"),
    (Interval(2 * WAN, 10 * WAN), True, "2万元 至 10万元"),
    (Interval(1, None), True, "金额待定"),
    (NOT_KNOWN, True, "金额待定"),
    (Interval(Fraction(200), Fraction(300)), True, "2元 至 3元"),
    (Interval.point(120), False, "120 人"),
    (Interval(0, 300), False, "最高 300 人"),
    (Interval(1000, None), False, "不低于 1,000 人"),
    (Interval(100, 299), False, "100 至 299 人"),
]


@pytest.mark.parametrize(("fen", "said"), MONEY_SAID.items())
def test_money(fen: int, said: str) -> None:
    """万 and 亿 where at most two decimals remain, a smaller unit where more would."""
    assert say_money(fen) == said


@pytest.mark.parametrize(("interval", "money", "said"), INTERVALS_SAID)
def test_interval(interval: Interval, money: bool, said: str) -> None:
    """An amount says which of its ends is known, and a count its unit."""
    assert say_interval(interval, money, "" if money else "人") == said


def test_a_count_without_unit() -> None:
    """Without a measure word a count is the number alone."""
    assert say_interval(Interval(0, 3), money=False) == "最高 3"


def test_a_fraction_is_not_said() -> None:
    """A figure that is not whole fen has to be rounded first; it is never rounded here."""
    with pytest.raises(ValueError, match="1/3"):
        say_interval(Interval(Fraction(1, 3), 1), money=True)


@pytest.mark.parametrize(("known", "value", "said"), KNOWN_SAID)
def test_known(known: Fact, value: Value | None, said: str) -> None:
    """A firm's own value is said with its unit, in one form for each kind of interval."""
    assert say_known(known, value) == said


def test_an_option_that_is_none() -> None:
    """An option the fact has not is a fault of the caller."""
    with pytest.raises(KeyError):
        say_known(CHOICE, "old")


@pytest.mark.parametrize(
    ("fen", "in_yuan"),
    [
        (0, 0),
        (100, 1),
        (320 * YI, 320 * 10**8),
        (1, Decimal("0.01")),
        (150, Decimal("1.5")),
        (-150, Decimal("-1.5")),
    ],
)
def test_yuan(fen: int, in_yuan: int | Decimal) -> None:
    """Whole yuan are an int, others a decimal without idle zeros."""
    found = yuan(fen)
    assert str(found) == str(in_yuan)
    assert type(found) is type(in_yuan)


@given(st.integers(-(10**40), 10**40))
def test_yuan_is_exact(fen: int) -> None:
    """No number of fen is too long to be given exactly."""
    assert Fraction(yuan(fen)) == Fraction(fen, 100)


@given(st.integers(0, 10**17))
def test_said_money_is_exact(fen: int) -> None:
    """What is said reads back to the same fen, with two decimals at most."""
    said = say_money(fen)
    assert read(MONEY, said) == Interval.point(fen)
    assert len(said.rstrip("元万亿").partition(".")[2]) <= 2


@given(st.sampled_from((MONEY, PEOPLE)), st.integers(0, 10**15), st.integers(0, 10**15), st.booleans())
def test_said_number_is_exact(known: Fact, one: int, other: int, open_end: bool) -> None:
    """What a firm told is said so that it can be written back: nothing is rounded or dropped."""
    low, high = sorted((one, other))
    value = Interval(max(low, 2), None) if open_end else Interval(low, high)
    assert read(known, say_known(known, value)) == value


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (500, None, ("", 500, "以上")),
        (501, None, ("超过", 500, "")),
        (0, 500, ("", 500, "以下")),
        (0, 499, ("不足", 500, "")),
    ],
)
def test_one_sided(low: int, high: int | None, said: tuple[str, int, str]) -> None:
    """A bound that a whole yuan just misses is said with that yuan."""
    assert one_sided(low, high, money=True) == said


def test_every_glyph_is_in_gbk() -> None:
    """No figure holds a character that a GBK console cannot show."""
    said = [*MONEY_SAID.values(), *(row[-1] for row in KNOWN_SAID), *(row[-1] for row in INTERVALS_SAID)]
    assert "".join(said).encode("gbk")
