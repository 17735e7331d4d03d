"""The header row: each column is a fact, the name, or carried; a doubtful one is never guessed."""

import pytest

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.headers import ListHeader, read_titles
from jinshan_cli.files.lists.titles.finding import MOST_COLUMNS, count_known


def header(edition: Edition, *titles: str) -> ListHeader:
    """The header that these titles make."""
    return read_titles(titles, edition.facts, "f.csv 第 1 行")


@pytest.mark.parametrize(
    ("title", "key", "scale"),
    [
        ("revenue", "revenue", 1),
        ("REVENUE ", "revenue", 1),
        ("年营业收入", "revenue", 1),
        ("\ufeff年营业收入", "revenue", 1),
        ("年 营业收入\n（万元）", "revenue", 10_000),
        ("营业收入(万元)", "revenue", 10_000),
        ("营业收入/亿元", "revenue", 10**8),
        ("营业收入（元）", "revenue", 1),
        ("资产总额 万元", "total_assets", 10_000),
        ("营业收入-万元", "revenue", 10_000),
        ("revenue_万元", "revenue", 10_000),
        ("营业收入：万元", "revenue", 10_000),
        ("从业人数（人）", "employees", 1),
        ("减半前应缴六税两费", "six_taxes_two_fees", 1),
        ("报废或转出旧车并购买纯电动汽车（辆）", "replaced_cars", 1),
        ("从业人数（元）", None, 1),
        ("营业收入（人）", None, 1),
        ("营业收入（美元）", None, 1),
        ("营业收入_人", None, 1),
        ("营业收入-年", None, 1),
        ("从业人数 元", None, 1),
        ("行业 万元", None, 1),
        ("行业（万元）", None, 1),
        ("备注", None, 1),
    ],
)
def test_columns(edition: Edition, title: str, key: str | None, scale: int) -> None:
    """A key, a label or an alias is its fact, in the unit that the header names; anything else is carried."""
    column = header(edition, title, "needs_guarantee").columns[0]
    assert (column.fact.key if column.fact else None, column.scale) == (key, scale)


def test_composed_letters_compare_equal(edition: Edition) -> None:
    """Headers are compared composed: the same letter in two codings is one header, given twice."""
    with pytest.raises(InputError, match="重复"):
        header(edition, "revenue", "caf\u00e9", "cafe\u0301")


@pytest.mark.parametrize("title", ["name", "企业名称", "公司名称", "Name", "单位名称", "Company Name"])
def test_the_name(edition: Edition, title: str) -> None:
    """The firm's name is found under its usual headers."""
    found = header(edition, "revenue", title)
    assert found.name
    assert found.name.title == title


def test_of_two_names_the_better_is_taken(edition: Edition) -> None:
    """`name` goes before 企业名称, which goes before 公司; the others are carried."""
    assert (found := header(edition, "公司", "企业名称", "revenue").name)
    assert found.title == "企业名称"


def test_as_many_columns_as_may_be(edition: Edition) -> None:
    """The most that a list may have are taken."""
    assert len(header(edition, "revenue", *(f"x{n}" for n in range(MOST_COLUMNS - 1))).columns) == MOST_COLUMNS


@pytest.mark.parametrize(
    ("titles", "what", "value"),
    [
        (["revenue", "revenue"], "表头重复", "revenue"),
        (["revenue", "营业收入（万元）"], "同一项", "营业收入（万元）"),
        (["revenue", "备注", "备注 "], "表头重复", "备注"),
        (["revenue", "", "备注"], "第 2 列没有表头", ""),
        (["x", "电话"], "没有一个认识的表头", "x、电话"),
        (["name", "电话"], "没有可以据以判断的指标", "name、电话"),
        (["*统一社会信用代码"], "没有可以据以判断的指标", "*统一社会信用代码"),
        (["revenue"] + [f"x{n}" for n in range(MOST_COLUMNS)], f"有 {MOST_COLUMNS + 1} 列", ""),
    ],
)
def test_refuses(edition: Edition, titles: list[str], what: str, value: str) -> None:
    """A header given twice, a gap, and a header without any known name are errors that show what was found."""
    with pytest.raises(InputError) as refused:
        header(edition, *titles)
    (fault,) = refused.value.faults
    assert what in fault.what
    assert fault.value == value
    assert fault.where == "f.csv 第 1 行"
    assert fault.expected


def test_the_name_is_near_to_nothing(edition: Edition) -> None:
    """A list that has names and no fact is not told to head them by another fact."""
    with pytest.raises(InputError) as refused:
        header(edition, "企业名称", "统一社会信用代码")
    assert refused.value.faults[0].closest == ""


def test_every_fault_at_once(edition: Edition) -> None:
    """All faults of a header are told together."""
    with pytest.raises(InputError) as refused:
        header(edition, "id", "name", "", "name")
    assert len(refused.value.faults) == 3


@pytest.mark.parametrize(
    ("title", "near"),
    [
        ("revenu", "revenue"),
        ("营业收人", "营业收入"),
        ("营业收入（美元）", "年营业收入"),
        ("从业人数（2022年）", "从业人数"),
    ],
)
def test_warns_of_a_near_miss(edition: Edition, title: str, near: str) -> None:
    """An unknown header close to a known one is carried, with a warning that names the known one."""
    (warning,) = header(edition, "sector", title).warnings
    assert (warning.value, warning.closest) == (title, near)


@pytest.mark.parametrize(
    "title", ["电话", "地址", "统一社会信用代码", "法定代表人", "企业名称", "街镇", "备注", "注册资本"]
)
def test_common_columns_give_no_warning(edition: Edition, title: str) -> None:
    """What every list carries along is no near miss."""
    assert not header(edition, "sector", title).warnings


def test_blank_headers_at_the_far_right(edition: Edition) -> None:
    """Columns without a header at the right edge belong to the file, not to the list."""
    found = header(edition, "name", "revenue", "", " ")
    assert [column.title for column in found.columns] == ["name", "revenue"]
    assert found.blank == ("in__2", "in__3")
    assert found.slots == ("in__0", "in__1", "in__2", "in__3")


def test_counts_what_it_knows(edition: Edition) -> None:
    """The delimiter with the most known headers wins, so they are counted."""
    assert count_known(["name", "营业收入（万元）", "行业", "？"], edition.facts) == 2
