"""Headings of survey exports and of templates: marks of duty, numbers before them, 贵企业; in every form of list."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest
from support.commandline import Jinshan
from support.lists import AS_OF

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.files.lists.headers import read_titles

TITLES = ["*1.企业名称（必填）", "Q2、贵企业所属行业", "（三）员工人数（人）", "4.2022年营业收入*（万元）"]
FIRM: list[object] = ["甲厂", "制造业", 120, 3200]
TEXT = ",".join(TITLES) + "\n" + ",".join(map(str, FIRM))


@pytest.mark.parametrize(
    ("title", "key", "scale"),
    [
        ("*从业人数", "employees", 1),
        ("从业人数★", "employees", 1),
        ("从业人数（必填项）", "employees", 1),
        ("从业人数 [必填]", "employees", 1),
        ("从业人数（选填）：", "employees", 1),
        ("＊年营业收入（万元）（必填）", "revenue", 10_000),
        ("年营业收入（必填）（万元）", "revenue", 10_000),
        ("1、年营业收入/亿元", "revenue", 10**8),
        ("2．从业人数", "employees", 1),
        ("(3)从业人数", "employees", 1),
        ("④ 从业人数", "employees", 1),
        ("十二、从业人数", "employees", 1),
        ("题1：从业人数", "employees", 1),
        ("4.2022年营业收入（万元）", "revenue", 10_000),
        ("贵单位的从业人数", "employees", 1),
        ("贵公司行业", "sector", 1),
        ("1.5年营业收入", None, 1),
        ("4.2019年营业收入", None, 1),
        ("1.", None, 1),
        ("*", None, 1),
        ("贵", None, 1),
        ("（必填）", None, 1),
        ("从业人数（必填）（元）", None, 1),
    ],
)
def test_marks_are_no_part_of_a_heading(edition: Edition, title: str, key: str | None, scale: int) -> None:
    """Under marks and a number the heading is what it is without; it stays as it was written."""
    column = read_titles([title, "needs_guarantee"], edition.facts, "f.csv").columns[0]
    assert (column.fact.key if column.fact else None, column.scale) == (key, scale)
    assert column.title == title.rstrip("：")


@pytest.mark.parametrize(
    "title", ["企业名称（必填）", "★企业名称", "1.企业名称", "贵企业名称", "贵公司", "①贵单位名称"]
)
def test_the_name_under_marks(edition: Edition, title: str) -> None:
    """So is the firm's name, which is then no column that tells nothing."""
    found = read_titles([title, "行业"], edition.facts, "f.csv")
    assert found.name == found.columns[0]
    assert found.carried == ()


@pytest.mark.parametrize(
    ("title", "is_who"),
    [
        *(
            ("单位名称（全称）", True),
            ("企业名称（与公章一致）", True),
            ("名称（盖章）", True),
            ("*1.企业名称(请填写全称)", True),
        ),
        *(("公司名称【全称，加盖公章】", True), ("企业名称（以营业执照为准）：", True), ("社会信用代码（18位）", True)),
        *(("统一社会信用代码（组织机构代码）", True), ("纳税人识别号（统一社会信用代码）", True), ("TYSHXYDM", True)),
        *(("组织机构代码/统一社会信用代码", True), ("组织机构代码", False), ("统一社会信用代码（法定代表人）", False)),
        *(
            ("企业名称（法定代表人）", False),
            ("名称（项目）", False),
            ("企业名称（简称）", False),
            ("名称（万元）", False),
        ),
        *(
            ("联系人（盖章）", False),
            ("法定代表人（签章）", False),
            ("主管单位名称（全称）", False),
            ("名称（开户行）", False),
        ),
        *(("从业人数（全称）", False), ("（全称）", False), ("企业名称（从业人数）", False)),
    ],
)
def test_how_a_name_is_to_be_written(edition: Edition, title: str, is_who: bool) -> None:
    """It is no part of what the column is; anything else in brackets makes it another one."""
    found = read_titles([title, "行业"], edition.facts, "f.csv")
    assert (found.columns[0] in (found.name, found.code), not found.carried) == (is_who, is_who)
    assert found.columns[0].fact is None


@pytest.mark.parametrize("title", ["纳税人识别号", "*纳税人识别号", "纳税人识别号（18位）"])
def test_a_code_is_no_near_miss(edition: Edition, title: str) -> None:
    """It is known, so it is not told that it were not, whatever fact is called nearly so."""
    found = read_titles([title, "行业"], edition.facts, "f.csv")
    assert (found.code, found.warnings) == (found.columns[0], ())


def test_a_hint_goes_last(edition: Edition) -> None:
    """A name without one is taken before it, even one that is not as good."""
    found = read_titles(["公司名称（盖章）", "*单位名称", "行业"], edition.facts, "f.csv")
    assert found.name == found.columns[1]


@pytest.mark.parametrize(
    "title", ["单位详细名称", "客户名称", "申报企业", "申报单位名称（盖章）", "*用人单位名称", "company_name", "QYMC"]
)
def test_names_by_other_headings(edition: Edition, title: str) -> None:
    """Offices' own forms head the name as the statistics, a bank or those who apply do."""
    found = read_titles(["序号", title, "行业"], edition.facts, "f.csv")
    assert (found.name, found.warnings) == (found.columns[1], ())


@pytest.mark.parametrize(
    ("titles", "asked"),
    [
        (["序号", "借款企业", "主管单位", "行业"], "借款企业"),
        (["被担保单位名称（全称）", "行业"], "被担保单位名称（全称）"),
        (["企业名称", "借款企业", "行业"], ""),
        (["计量单位", "单位地址", "行业"], ""),
    ],
)
def test_a_list_whose_names_are_not_known_tells_which_may_be(edition: Edition, titles: list[str], asked: str) -> None:
    """Else its firms come out nameless, on the page and in the call list too, unsaid."""
    told = read_titles(titles, edition.facts, "f.csv").warnings
    assert [(each.value, each.closest) for each in told] == ([(asked, "企业名称")] if asked else [])


def test_money_under_marks_has_the_unit_above(edition: Edition) -> None:
    """A mark is no unit: money whose heading has a mark alone is read in the unit above the header."""
    found = read_titles(["企业名称", "*年营业收入（必填）"], edition.facts, "f.csv", [["单位：万元", ""]])
    assert found.columns[1].scale == 10_000


def test_as_it_stands_goes_first(edition: Edition) -> None:
    """Of two names the one without marks is taken; a fact told in both ways is told twice, with both headings."""
    found = read_titles(["*企业名称", "企业名称", "行业"], edition.facts, "f.csv")
    assert found.name == found.columns[1]
    with pytest.raises(InputError, match=r"两列是同一项（从业人数）：1\.从业人数、从业人数（必填）"):
        read_titles(["1.从业人数", "从业人数（必填）"], edition.facts, "f.csv")


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet", "jsonl"])
def test_in_every_form(tmp_path: Path, edition: Edition, form: str) -> None:
    """The same headings say the same in text, workbooks, Parquet and the keys of JSON lines."""
    path = tmp_path / f"问卷.{form}"
    if form == "xlsx":
        book = openpyxl.Workbook()
        for row in (TITLES, FIRM):
            book.active.append(row)  # type: ignore[union-attr]
        book.save(path)
    elif form == "csv":
        path.write_text(TEXT, "utf-8")
    else:
        frame = pl.DataFrame([FIRM], schema=TITLES, orient="row")
        frame.write_parquet(path) if form == "parquet" else frame.write_ndjson(path)
    (block,) = open_sheet(path, edition.facts).blocks()
    assert block.frame.select("name", "employees__low", "revenue__low").row(0) == ("甲厂", 120, 32_000_000_00)
    assert not block.problems.height


def test_the_heading_is_carried_through(tmp_path: Path, jinshan: Jinshan) -> None:
    """Results have the headings as the list had them."""
    path = tmp_path / "问卷.csv"
    path.write_text(TEXT, "utf-8")
    screen = jinshan("batch", path, "-o", "-", *AS_OF)
    assert screen.out.startswith(",".join(TITLES) + ",")
