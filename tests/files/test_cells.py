"""Columns of cells mean what the scalar parser says of each: the same value or the same refusal."""

import tomllib
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.pieces import TOKENS

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact, FactType, Option
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.spoken import rough, spelt
from jinshan_cli.core.written.values import read, write
from jinshan_cli.files.lists.blocks import LINE, ROW
from jinshan_cli.files.lists.cells import judge, named, number_texts
from jinshan_cli.files.lists.cells.columns import Cells, TypedCells, summary
from jinshan_cli.files.lists.cells.numbers import kind_of, read_numbers
from jinshan_cli.files.lists.headers import Column, ListHeader

TABLES = tomllib.loads((Path(__file__).parents[1] / "core" / "writings.toml").read_text("utf-8"))


def fact(key: str, kind: FactType, unit: str = "", options: tuple[Option, ...] = ()) -> Fact:
    """A fact of this type, its label its key."""
    return Fact(key=key, label=key, type=kind, group="基本情况", question="？", unit=unit, options=options)


OPTIONS = (
    Option(key="none", label="不是", aliases=("无",)),
    Option(key="valid", label="有效期内（早年认定）"),
    Option(key="new", label="上年新认定", aliases=("“新”认定",)),
)
COLUMNS = (
    Column("金额", "in__0", fact("money", "money")),
    Column("金额（万元）", "in__1", fact("wan", "money"), 10_000),
    Column("金额（千元）", "in__8", fact("thousands", "money"), 1000),
    Column("人数", "in__2", fact("people", "count", "人")),
    Column("万人", "in__3", fact("crowd", "count", "人"), 10_000),
    Column("家数", "in__4", fact("shops", "count", "家")),
    Column("件数", "in__5", fact("pieces", "count")),
    Column("是否", "in__6", fact("flag", "flag")),
    Column("类型", "in__7", fact("choice", "choice", options=OPTIONS)),
)
WORDS = [
    *writing.UNKNOWN,
    *writing.YES,
    *writing.NO,
    *writing.NOTHING,
    writing.SOME,
    "无",
    "不是",
    "new",
    "Ｎｅｗ ",
    "=1+1",
]
WRITTEN = [text for table in TABLES.values() for text in table]


def type_cells(texts: list[str], columns: tuple[Column, ...] = COLUMNS, signs: str = "+-") -> TypedCells:
    """Every text under every column."""
    cells = pl.Series(texts, dtype=pl.String)
    frame = pl.DataFrame(
        {ROW: range(1, len(texts) + 1), LINE: range(2, len(texts) + 2)}, schema={ROW: pl.Int64, LINE: pl.Int64}
    )
    slots = frame.with_columns(pl.when(cells != "").then(cells).alias(column.slot) for column in columns)
    return Cells(ListHeader(columns)).read(slots, signs)


def by_the_parser(column: Column, text: str) -> tuple[object, str]:
    """What the scalar parser makes of a cell, as it is stored, and why it refuses."""
    assert column.fact
    try:
        value, why = read(column.fact, text, column.scale), ""
    except Refusal as refusal:
        value, why = None, refusal.reason
    if isinstance(value, str):
        return column.fact.option_keys.index(value), why
    if column.fact.is_number:
        return (value.low, value.high) if isinstance(value, Interval) else (0, None), why
    return value, why


def check(texts: list[str], signs: str = "+-") -> None:
    """Holds every cell of every column against the scalar parser, as few texts are read and as many are."""
    for few in (0, number_texts.FEW):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(number_texts, "FEW", few)
            _check(texts, signs)


def _check(texts: list[str], signs: str) -> None:
    typed = type_cells(texts, signs=signs)
    found = {series.name: series.to_list() for series in typed.columns}
    refused = {(row, title): why for row, title, why in typed.problems.select(ROW, "column", "why").rows()}
    for column in COLUMNS:
        assert column.fact
        key = column.fact.key
        values = (
            list(zip(found[f"{key}__low"], found[f"{key}__high"], strict=True)) if column.fact.is_number else found[key]
        )
        for row, (text, value) in enumerate(zip(texts, values, strict=True), 1):
            expected, why = by_the_parser(column, text)
            assert value == expected, (column.title, text)
            assert bool(refused.get((row, column.title))) == bool(why), (column.title, text)
            if not text.startswith(("=", "#")):
                assert refused.get((row, column.title), "") == why, (column.title, text)


@st.composite
def written_numbers(draw: st.DrawFn) -> str:
    """A canonical writing of any number, or one like those that people type."""
    low, high = sorted((draw(st.integers(0, 10**17)), draw(st.integers(0, 10**17))))
    shape = draw(st.sampled_from(("point", "range", "up to", "at least", "plain", "decimal", "grouped", "exponent")))
    match shape:
        case "point" | "range" | "up to" | "at least":
            ends = {"point": (low, low), "range": (low, high), "up to": (0, high), "at least": (max(low, 1), None)}
            return write(fact("m", "money"), Interval(*ends[shape]))
        case "plain":
            return str(draw(st.integers(-5, 10**17)))
        case "decimal":
            decimals = draw(st.text("0123456789", max_size=5))
            return f"{draw(st.integers(0, 10**7))}.{decimals}{draw(st.sampled_from(TOKENS))}"
        case "grouped":
            return f"{low:,}"
    return f"{draw(st.integers(0, 999))}e{draw(st.integers(-25, 25))}"


texts = st.one_of(
    st.lists(st.sampled_from(TOKENS), max_size=8).map("".join),
    st.sampled_from(WORDS),
    st.sampled_from(WRITTEN),
    written_numbers(),
    st.text(max_size=6),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(texts, max_size=100))
def test_cells_are_what_the_parser_says(cells: list[str]) -> None:
    """Any text under any type of column, with any unit in its header, is the scalar parser's value or refusal."""
    check([cell.encode("utf-8", "replace").decode() for cell in cells])


def test_every_kind_of_writing() -> None:
    """Every writing of the tables, read or refused, in one column."""
    check(WRITTEN)
    check([text for text in WRITTEN if "+" not in text], signs="-")


@pytest.mark.parametrize("column", COLUMNS[:7], ids=lambda column: column.title)
def test_the_grammar_answers_for_itself(column: Column) -> None:
    """Nearly every accepted writing is read as a column: the scalar parser is for what is said, as 三千多."""
    assert column.fact
    accepted = [text for text in dict.fromkeys(WRITTEN) if not by_the_parser(column, text)[1] and len(text) < 20]
    accepted = [text for text in accepted if rough(text) is None and spelt(text) == text]
    answered = read_numbers(pl.Series(accepted, dtype=pl.String), kind_of(column.fact, column.scale))
    missing = set(accepted) - {accepted[place] for place in answered.get_column("place")}
    assert len(missing) <= 0.05 * len(accepted), missing


def test_plain_numbers_at_the_edges() -> None:
    """Signs, leading zeros and numbers beyond the limit, or beyond 64 bits, are judged by their text."""
    edges = [
        "0",
        "00",
        "-0",
        "+0",
        "+5",
        "-5",
        "007",
        "1000000000000000",
        "1000000000000001",
        str(2**63),
        str(2**64),
        "9" * 30,
    ]
    for signs in ("+-", "-", "+", ""):
        rest = [text for text in edges if not set(text) & (set("+-") - set(signs))]
        check(rest, signs)
        for text in rest:
            check([text, "1"], signs)


def test_no_rows_and_empty_cells() -> None:
    """A frame without rows has its columns, and one without a word knows nothing and refuses nothing."""
    for rows in (0, 3):
        typed = type_cells([""] * rows)
        kinds = {series.name: series.dtype for series in typed.columns}
        assert kinds["money__low"] == kinds["people__high"] == pl.Int64
        assert [kinds["flag"], kinds["choice"]] == [pl.Boolean(), pl.Int8()]
        assert {len(series) for series in typed.columns} == {rows}
        assert not typed.problems.height


def test_problems_name_the_cell() -> None:
    """A refused cell has its row, line, column as headed, value, reason, what is expected and the closest."""
    typed = type_cells(["1", "上年新认订", "x" * 100], COLUMNS[-2:])
    assert typed.problems.rows() == [
        (1, 2, "类型", "1", "没有这个选项", "可选：不是、有效期内（早年认定）、上年新认定", ""),
        (2, 3, "是否", "上年新认订", "无法识别为是或否", "是 或 否", ""),
        (2, 3, "类型", "上年新认订", "没有这个选项", "可选：不是、有效期内（早年认定）、上年新认定", "上年新认定"),
        (3, 4, "是否", "x" * 79 + "…", "无法识别为是或否", "是 或 否", ""),
        (3, 4, "类型", "x" * 79 + "…", "没有这个选项", "可选：不是、有效期内（早年认定）、上年新认定", ""),
    ]
    assert summary(typed.problems).rows()[1] == (2, "是否“上年新认订”无法识别为是或否；类型“上年新认订”没有这个选项")


@pytest.mark.parametrize(("text", "why"), [("=1+1", "公式"), ("=", "公式"), ("#N/A", "错误值"), ("#DIV/0!", "错误值")])
def test_spreadsheet_leftovers(text: str, why: str) -> None:
    """A formula or an error value says that it is one."""
    assert all(why in reason for reason in type_cells([text]).problems.get_column("why"))


@pytest.mark.parametrize("few", [0, number_texts.FEW])
@pytest.mark.parametrize("kept", [3, 10_000])
def test_a_second_frame_is_read_like_the_first(kept: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was learnt from one frame changes nothing in the next, not even when it is forgotten on the way."""
    for each in (named, judge, number_texts):
        monkeypatch.setattr(each, "MOST_KEPT", kept)
    monkeypatch.setattr(number_texts, "FEW", few)
    frames: list[list[str | None]] = [
        ["是", "x", "1", "20人以下"],
        ["无", "y", "x", "new", "是", "约3万", "5-8"],
        ["否", "z", "不是", "y", "不详", "1.50", "约3万", "9"],
        ["是", "x", "1", "7.25万元", "20人以下"],
        [None],
    ]
    cells = Cells(ListHeader(COLUMNS))
    for texts_ in frames:
        slots = pl.DataFrame({ROW: range(len(texts_)), LINE: range(len(texts_))})
        slots = slots.with_columns(pl.Series(column.slot, texts_, pl.String) for column in COLUMNS)
        found, alone = cells.read(slots), Cells(ListHeader(COLUMNS)).read(slots)
        assert [series.to_list() for series in found.columns] == [series.to_list() for series in alone.columns]
        assert found.problems.rows() == alone.problems.rows()


def test_a_column_of_other_things(monkeypatch: pytest.MonkeyPatch) -> None:
    """A choice column that holds something else is refused cell by cell, but only the first distinct texts are
    compared with the options, so that it does not take hours."""
    monkeypatch.setattr(judge, "MOST_COMPARED", 3)
    cells = [f"上年新认定{n}" for n in range(6)]
    typed = type_cells([*cells, "新认定", "不详", cells[0]], COLUMNS[-1:])
    near = "上年新认定"
    assert typed.problems.get_column("closest").to_list() == [near, near, near, "", "", "", near]
    assert set(typed.problems.get_column("why")) == {"没有这个选项"}
    assert typed.columns[0].to_list() == [None] * 6 + [2, None, None]
