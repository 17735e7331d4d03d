"""Every way a value may be written, and every way it may not: the tables are in writings.toml."""

import re
import tomllib
import tracemalloc
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.pieces import TOKENS

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact, Option
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.values import is_implausible, plausible_range, read, read_header, write

YUAN, WAN, YI = 100, 10**6, 10**10
LIMIT = {"money": 10**17, "count": 10**15}
TABLES = tomllib.loads(Path(__file__).with_name("writings.toml").read_text("utf-8"), parse_float=Decimal)


def _fact(type_: Any, unit: str = "", options: tuple[Option, ...] = ()) -> Fact:
    return Fact(key="k", label="某项", type=type_, group="基本情况", question="？", unit=unit, options=options)


def _at(number: int) -> Interval:
    return Interval.point(number)


def _meant(value: Any, fen: int) -> Interval | None:
    """A value as the tables have it."""
    if value == []:
        return None
    low, *high = value if isinstance(value, list) else [value, value]
    return Interval(int(low * fen), int(high[0] * fen) if high else None)


MONEY, PEOPLE, FLAG = _fact("money"), _fact("count", "人"), _fact("flag")
SHOPS, CARS, PIECES = _fact("count", "家"), _fact("count", "辆"), _fact("count")
HNTE = _fact(
    "choice",
    options=(
        Option(key="none", label="不是", aliases=("无", "valid")),
        Option(key="valid", label="有效期内（早年认定）"),
        Option(key="new", label="上年新认定", aliases=("“新”认定",)),
        Option(key="na", label="上年新引进"),
    ),
)
CERTIFICATE = _fact(
    "choice",
    options=(Option(key="none", label="不是", aliases=("没有",)), Option(key="valid", label="早年认定")),
)
TRADE = _fact(
    "choice",
    options=(
        Option(key="making", label="制造业", aliases=("36", "C36", "工业")),
        Option(key="storing", label="仓储业", aliases=("592", "C")),
        Option(key="estate", label="房地产开发经营", aliases=("7010",)),
    ),
)
READ: list[tuple[Fact, str, Value | None]] = [
    *((MONEY, text, _meant(value, YUAN)) for text, value in TABLES["money"].items()),
    *((PEOPLE, text, _meant(value, 1)) for text, value in TABLES["people"].items()),
    *((fact, text, None) for fact in (MONEY, PEOPLE, FLAG, HNTE) for text in TABLES["unknown"]),
    *((FLAG, text, True) for text in TABLES["yes"]),
    *((FLAG, text, False) for text in TABLES["no"]),
    (SHOPS, "3家", _at(3)),
    (SHOPS, "3个", _at(3)),
    (CARS, "2辆", _at(2)),
    (CARS, "2 台", _at(2)),
    (PIECES, "2家", _at(2)),
    (HNTE, "none", "none"),
    (HNTE, "ＮＯＮＥ", "none"),
    (HNTE, "无", "none"),
    (HNTE, "valid", "valid"),
    (HNTE, "New ", "new"),
    (HNTE, "有效期内(早年认定)", "valid"),
    (HNTE, "有效期内 （早年认定）", "valid"),
    (HNTE, "新认定", "new"),
    (HNTE, "NA", "na"),
]
REFUSED: list[tuple[Fact, str, str]] = [
    *((MONEY, text, reason) for text, reason in TABLES["money_refused"].items()),
    *((PEOPLE, text, reason) for text, reason in TABLES["people_refused"].items()),
    (MONEY, "1e" + "9" * 190, "10¹⁵"),
    (MONEY, "9" * 200, "10¹⁵"),
    (MONEY, "9" * 201, "字符"),
    (CARS, "2人", "人"),
    (SHOPS, "2辆", "辆"),
    (PIECES, "2元", "元"),
    (FLAG, "2", "是或否"),
    (FLAG, "也许", "是或否"),
    (FLAG, "z", "是或否"),
    (HNTE, "否", "选项"),
    (HNTE, "new新", "选项"),
]


def _name(part: object) -> str:
    return f"{part.type}{part.unit}" if isinstance(part, Fact) else ascii(part)[:40]


@pytest.mark.parametrize(("known", "text", "value"), READ, ids=_name)
def test_reads(known: Fact, text: str, value: Value | None) -> None:
    """Each accepted writing has one exact value, of the right type."""
    found = read(known, text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(("known", "text", "reason"), REFUSED, ids=_name)
def test_refuses(known: Fact, text: str, reason: str) -> None:
    """Each refused writing is refused for its own reason, and something is said to be expected."""
    with pytest.raises(Refusal) as refused:
        read(known, text)
    assert reason in refused.value.reason
    assert refused.value.expected


@pytest.mark.parametrize(
    ("known", "text", "closest"),
    [
        (HNTE, "nwe", "上年新认定"),
        (HNTE, "上年认定", "上年新认定"),
        (HNTE, "有效期内", "有效期内（早年认定）"),
        (HNTE, "完全不相干的词", ""),
        (HNTE, "是", ""),
        (HNTE, "有", ""),
        (CERTIFICATE, "有效", ""),
        (CERTIFICATE, "非早年认定", ""),
        (CERTIFICATE, "没证", "不是"),
        (TRADE, "6", ""),
        (TRADE, "工", ""),
        (TRADE, "d", ""),
        (TRADE, "5910", ""),
        (MONEY, "是", "有"),
        (MONEY, "否", "0"),
        (PEOPLE, "yes", "有"),
    ],
)
def test_names_the_closest(known: Fact, text: str, closest: str) -> None:
    """A near miss names the closest right writing, anything else none."""
    with pytest.raises(Refusal) as refused:
        read(known, text)
    assert refused.value.closest == closest


@pytest.mark.parametrize(
    ("code", "key"),
    [("36", "making"), ("3611", "making"), ("C3611", "making"), ("361", "making"), ("7010", "estate"), ("7011", None)],
)
def test_a_longer_code_is_of_the_option_that_it_begins_with(code: str, key: str | None) -> None:
    """Of a code of four digits the option is meant whose code of two or three begins it, and no other."""
    if key:
        assert read(TRADE, code) == key
    else:
        with pytest.raises(Refusal):
            read(TRADE, code)


def test_a_refused_choice_lists_the_first_options() -> None:
    """What is expected of a choice are its labels, six at most."""
    many = _fact("choice", options=tuple(Option(key=f"k{n}", label=f"选项{n}") for n in range(9)))
    with pytest.raises(Refusal) as refused:
        read(many, "别的")
    assert refused.value.expected == "可选：选项0、选项1、选项2、选项3、选项4、选项5……"


@pytest.mark.parametrize(("text", "value"), TABLES["under_wan"].items())
def test_header_unit_holds_for_a_bare_number_only(text: str, value: Any) -> None:
    """A bare number is in the header's unit; a unit in the cell wins."""
    assert read(MONEY, text, 10_000) == _meant(value, YUAN)


def test_the_header_s_own_unit_said_again() -> None:
    """5千 below 千元 is 5千元, as 5万 below 万元 is 5万元; 5百 is 500 of its unit."""
    assert read(MONEY, "5千", 1000) == read(MONEY, "¥5千", 1000) == _at(5000 * YUAN)
    assert read(MONEY, "5千-8千", 1000) == read(MONEY, "5千元-8千元")
    assert read(MONEY, "5百", 1000) == _at(500_000 * YUAN)
    assert read(PEOPLE, "5百", 100) == read(PEOPLE, "500")


@pytest.mark.parametrize("text", ["12千", "5,000千", "约12千", "12千-15千", "20百"])
def test_a_figure_that_nobody_says_is_refused(text: str) -> None:
    """12千 below 万元 may be meant in 千元, and is then a ten-thousandth of 12000万元."""
    with pytest.raises(Refusal) as refused:
        read(MONEY, text, 10_000)
    assert "写明单位" in refused.value.expected
    assert read(MONEY, text) is not None
    assert read(MONEY, "1.5千", 10_000) == _at(1500_0000 * YUAN)


def test_currency_sign_under_a_scaled_header_is_refused() -> None:
    """`¥5000` under a 万元 header could be either, so neither is guessed."""
    with pytest.raises(Refusal, match="表头"):
        read(MONEY, "¥5000", 10_000)
    with pytest.raises(Refusal, match="表头"):
        read(MONEY, "¥5千", 10_000)
    assert read(MONEY, "¥5000", 1) == _at(5000 * YUAN)


def test_other_scales() -> None:
    """Heads are scaled too, by any power of ten; a scale that is none is a fault of the caller."""
    assert read(PEOPLE, "1.2", 10_000) == _at(12000)
    assert read(PEOPLE, "120人", 10_000) == _at(120)
    assert read(MONEY, "3.2", 10**8) == _at(32 * 10**9)
    assert read(MONEY, "5", 1000) == _at(5000 * YUAN)
    with pytest.raises(KeyError):
        read(PEOPLE, "1", 12)


@pytest.mark.parametrize(("header", "parts"), TABLES["headers"].items())
def test_header(header: str, parts: list[Any]) -> None:
    """A trailing unit is split off a header; what is no unit stays part of the name."""
    name, scale = [*parts, None][:2]
    assert read_header(header) == (name, scale)


def test_an_endless_header_is_left_alone() -> None:
    """A header past the length of a written value has no unit; one of just that length has."""
    header = "(" * 10**6 + "（万元）"
    assert read_header(header) == (header, None)
    name = "年" * (writing.LONGEST - 4)
    assert read_header(f"{name}（万元）") == (name, 10_000)
    assert read_header(f"{name}年（万元）") == (f"{name}年（万元）", None)


@pytest.mark.parametrize(
    ("plausible", "limits"),
    [(None, None), ("5", Interval(0, 5)), ("2-5", Interval(2, 5)), ("2以上", Interval(2, None))],
)
def test_plausible(plausible: str | None, limits: Interval | None) -> None:
    """A range is outside the plausible one only if no number of it is inside; 0 is never outside."""
    known = replace(_fact("count", "人"), plausible=plausible)
    assert plausible_range(known) == limits
    low, high = (0, None) if limits is None else (limits.low or 0, limits.high)
    most = 10 if high is None else int(high)
    outside = {_at(1), Interval(1, 1)} if low == 2 else set()
    outside |= set() if high is None else {_at(6), Interval(6, 9), Interval(6, None)}
    inside = {_at(0), Interval(0, 1), _at(2), _at(most), Interval(1, 2), Interval(most, 9), Interval(1, None)}
    assert {value for value in outside | inside if is_implausible(known, value)} == outside


@pytest.mark.parametrize(
    ("known", "value", "text"),
    [
        (MONEY, _at(32 * 10**9), "3.2亿"),
        (MONEY, _at(1999 * YUAN), "1999元"),
        (MONEY, _at(123456789 * YUAN), "123456789元"),
        (MONEY, _at(1), "0.01元"),
        (MONEY, _at(0), "0"),
        (MONEY, Interval(100 * WAN, 299 * WAN), "100-299万"),
        (MONEY, Interval(5000 * YUAN, WAN), "5000元-1万"),
        (MONEY, Interval(12345 * YUAN, 12346 * YUAN), "12345-12346元"),
        (MONEY, Interval(WAN, WAN + YUAN), "1万-10001元"),
        (MONEY, Interval(5000 * WAN, None), "5000万以上"),
        (MONEY, Interval(5000 * WAN + 1, None), "超过5000万"),
        (MONEY, Interval(0, 5000 * WAN), "5000万以下"),
        (MONEY, Interval(0, 5000 * WAN - 1), "不足5000万"),
        (MONEY, Interval(1, None), "有"),
        (PEOPLE, _at(12000), "12000"),
        (PEOPLE, Interval(100, 299), "100-299"),
        (PEOPLE, Interval(0, 299), "299以下"),
        (PEOPLE, Interval(501, None), "501以上"),
        (PEOPLE, Interval(1, None), "有"),
        (FLAG, True, "是"),
        (FLAG, False, "否"),
        (HNTE, "new", "new"),
        (HNTE, None, ""),
        (MONEY, NOT_KNOWN, ""),
    ],
)
def test_writes(known: Fact, value: Value | None, text: str) -> None:
    """The canonical writing is short and keeps its own unit."""
    assert write(known, value) == text


@st.composite
def numbers(draw: st.DrawFn, type_: str) -> Interval:
    """Any interval a fact can hold but [0, ∞), round and crooked ends alike."""
    power = draw(st.integers(0, len(str(LIMIT[type_])) - 1))
    ends = st.one_of(
        st.integers(0, LIMIT[type_]),
        st.integers(0, LIMIT[type_] // 10**power).map(lambda n: n * 10**power),
        st.integers(0, 300),
        st.integers(1, LIMIT[type_] // YUAN).map(lambda n: n * YUAN - 1),
        st.integers(0, LIMIT[type_] // YUAN - 1).map(lambda n: n * YUAN + 1),
    )
    low, high = sorted((draw(ends), draw(ends)))
    shape = draw(st.sampled_from(("point", "range", "up to", "at least")))
    if shape == "at least":
        return Interval(max(low, 1), None)
    return {"point": _at(low), "range": Interval(low, high), "up to": Interval(0, high)}[shape]


@given(numbers("money"))
def test_money_round_trip(value: Interval) -> None:
    """Any money a firm can have, to the fen, is read back as it was written, whatever the header's unit."""
    written = write(MONEY, value)
    assert read(MONEY, written) == value
    assert read(MONEY, written, 10_000) == value


@given(numbers("count"))
def test_count_round_trip(value: Interval) -> None:
    """Any count is read back as it was written."""
    assert read(PEOPLE, write(PEOPLE, value)) == value


@pytest.mark.parametrize(
    ("known", "value"),
    [(FLAG, True), (FLAG, False), *((HNTE, key) for key in HNTE.option_keys), (HNTE, None)],
)
def test_word_round_trip(known: Fact, value: Value | None) -> None:
    """Flags and choices are read back as written, even an option whose key looks like another's alias."""
    assert read(known, write(known, value)) == value


@given(st.sampled_from((MONEY, PEOPLE, FLAG, HNTE)), st.lists(st.sampled_from(TOKENS), max_size=8).map("".join))
def test_any_text_is_read_or_refused(known: Fact, text: str) -> None:
    """No text does anything but give a sound value or a refusal, and a value survives being written."""
    try:
        value = read(known, text)
    except Refusal as refusal:
        words = (refusal.reason, refusal.expected)
        assert all(words), words
        return
    if isinstance(value, Interval):
        assert isinstance(value.low, int)
        assert 0 <= value.low <= LIMIT[known.type]
        assert value.high is None or value.low <= value.high <= LIMIT[known.type]
    assert read(known, write(known, value)) == value


@pytest.mark.parametrize("text", ["1e999999", "1e-999999", "1-1e999999", "0e999999", "9" * 10**7], ids=_name)
def test_a_huge_number_is_never_computed(text: str) -> None:
    """A power or a text too large is settled by its length: nothing of its size is built in memory."""
    tracemalloc.start()
    with suppress(Refusal):
        read(MONEY, text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 50_000


def test_rust_takes_a_number_apart_alike() -> None:
    """The grammar is portable: Polars' engine finds the same parts, so whole columns can be read with it."""
    texts = [writing.narrow(text).replace(" ", "") for known, text, _ in [*READ, *REFUSED] if known.is_number]
    column = pl.Series("text", texts)
    for pattern in (writing.WRITING, writing.DIGITS):
        parts = column.str.extract_groups(pattern).struct.unnest().to_dicts()
        for text, part in zip(texts, parts, strict=True):
            found = re.match(pattern, text)
            assert part == (found.groupdict() if found else dict.fromkeys(part)), text
    broken = [text for known, text, _ in [*READ, *REFUSED] if known.is_number]
    seen = pl.Series(map(writing.narrow, broken)).str.contains(writing.BROKEN).to_list()
    assert seen == [re.search(writing.BROKEN, writing.narrow(text)) is not None for text in broken]


def test_the_tables_are_as_long_as_promised() -> None:
    """At least a hundred accepted and sixty refused writings hold the grammar in place."""
    assert len(READ) >= 100
    assert len(REFUSED) >= 60
