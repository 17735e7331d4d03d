"""Lists as streets and parks send them: headers in rows, years, units of groups, headings of parts."""

from pathlib import Path

import openpyxl
import pytest

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.files.lists.firms import Sheet, open_sheet
from jinshan_cli.files.lists.told import firms_of

Rows = list[list[object]]


def opened(folder: Path, rows: Rows, form: str, edition: Edition) -> Sheet:
    """The rows as a file of this form, opened."""
    path = folder / f"名单.{form}"
    if form == "csv":
        told = (",".join("" if cell is None else f'"{cell}"' for cell in row) for row in rows)
        path.write_text("\n".join(told), "gb18030")
        return open_sheet(path, edition.facts)
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)
    return open_sheet(path, edition.facts)


def said(sheet: Sheet, edition: Edition) -> list[tuple[str, dict[str, str]]]:
    """Each firm with what is known of it, in words."""
    facts = edition.facts
    return [
        (firm.name, {key: say_known(facts[key], value) for key, value in firm.facts.items()})
        for block in sheet.blocks()
        for _, firm in firms_of(block, facts)
    ]


YEARS: Rows = [
    ["石化街道重点企业情况表（2023年）"],
    ["单位：万元、人"],
    ["序号", "企业名称", "营业收入", None, "资产总额", None, "从业人数"],
    [None, None, "2022年", "2023年", "2022年末", "2023年末", None],
    [1, "甲店", 1200, 1500, "约800", 900, 23],
    [2, "乙店", "3,000", "3,500", "近1,100", "1,200", "10-20人"],
    ["合计", None, 4200, 5000, None, None, None],
]
GROUPS: Rows = [
    ["金山工业区入驻企业台账"],
    ["填报单位：管委会", None, None, "填报日期：2023年6月1日"],
    ["序号", "企业名称", "行业", "经营情况（万元）", None, "用工情况", None],
    [None, None, None, "营业收入", "资产总额（元）", "从业人数", "备注"],
    [1, "甲电子", "C39", "12,500", "83000000", "１５６", None],
    [2, "乙化工", "化工", "3.2亿", "", "", None],
]
THREE: Rows = [
    ["企业名称", "基本情况", None, None],
    [None, "行业", "经营指标（单位：万元）", None],
    [None, None, "营业收入", "资产总额"],
    ["甲厂", "制造业", 2850, 1300],
]
COLONS: Rows = [
    ["企业名称", "从业人数（单位：人）", "财务情况（单位：万元）", None, "备注："],
    [None, None, "营业收入", "资产总额", None],
    ["甲店", 12, 850, 300, "x"],
]
ENDS: Rows = [["企业名称：", "行业：", "从业人数（单位：人）", "营业收入（单位：万元）："], ["甲店", "零售业", 12, 850]]
PARTS: Rows = [
    ["序号", "企业全称", "职工人数"],
    ["一、工业企业", None, None],
    [1, "甲厂", 120],
    ["小计", "1家", 120],
    ["（二）商贸企业", None, None],
    [2, "丙店", 6],
]
SIGNS: Rows = [
    ["企业名称", "从业人数", "年营业收入（万元）"],
    ["甲店", "﹤10", "﹤500"],
    ["乙店", "〈50", "＞3000"],
    ["丙店", "≥20人", "﹥1000"],
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("rows", "firms"),
    [
        (
            YEARS,
            [
                ("甲店", {"revenue": "1200万元", "total_assets": "720万元–880万元", "employees": "23 人"}),
                ("乙店", {"revenue": "3000万元", "total_assets": "990万元–1100万元", "employees": "10–20 人"}),
            ],
        ),
        (
            GROUPS,
            [
                (
                    "甲电子",
                    {"sector": "制造业", "revenue": "1.25亿元", "total_assets": "8300万元", "employees": "156 人"},
                ),
                ("乙化工", {"sector": "制造业", "revenue": "3.2亿元"}),
            ],
        ),
        (THREE, [("甲厂", {"sector": "制造业", "revenue": "2850万元", "total_assets": "1300万元"})]),
        (COLONS, [("甲店", {"employees": "12 人", "revenue": "850万元", "total_assets": "300万元"})]),
        (ENDS, [("甲店", {"sector": "零售业", "employees": "12 人", "revenue": "850万元"})]),
        (PARTS, [("甲厂", {"employees": "120 人"}), ("丙店", {"employees": "6 人"})]),
        (
            SIGNS,
            [
                ("甲店", {"employees": "9 人以下", "revenue": "不足500万元"}),
                ("乙店", {"employees": "49 人以下", "revenue": "超过3000万元"}),
                ("丙店", {"employees": "20 人以上", "revenue": "超过1000万元"}),
            ],
        ),
    ],
    ids=["years", "groups", "three rows", "colons", "ends in a colon", "parts", "signs"],
)
def test_a_street_list(
    tmp_path: Path, edition: Edition, form: str, rows: Rows, firms: list[tuple[str, dict[str, str]]]
) -> None:
    """What a person reads in it is read, and no more: firms, years, units, ranges."""
    found = said(opened(tmp_path, rows, form, edition), edition)
    keys = {key for _, facts in firms for key in facts}
    assert [(name, {key: words for key, words in facts.items() if key in keys}) for name, facts in found] == firms


def test_the_other_year_is_carried_and_told(tmp_path: Path, edition: Edition) -> None:
    """Of two years of a fact its own is taken; the other stands among the carried columns by its full name."""
    header = opened(tmp_path, YEARS, "xlsx", edition).header
    assert [column.title for column in header.carried] == ["序号", "2023年营业收入", "2023年末资产总额"]
    assert {column.title: column.scale for column in header.columns}["2022年营业收入"] == 10_000
    assert not any("2023年" in (fault.value or "") and "不认识" in fault.what for fault in header.warnings)


def test_a_year_that_is_not_the_facts_own_is_no_fact(tmp_path: Path, edition: Edition) -> None:
    """Where a list has other years only, nothing is taken for the fact."""
    rows: Rows = [["企业名称", "行业", "2021年营业收入（万元）", "2023年度主营业务收入"], ["甲店", "零售业", 1, 2]]
    assert opened(tmp_path, rows, "csv", edition).header.present == {"sector"}
    rows[0][2:] = ["资产", "2022年度主营业务收入（万元）"]
    header = opened(tmp_path, rows, "csv", edition).header
    assert (header.present, header.columns[3].scale) == (
        frozenset(("sector", "total_assets", "revenue")),
        10_000,
    )


def test_the_unit_of_a_group_is_told(tmp_path: Path, edition: Edition) -> None:
    """Money that is read in the unit of the heading above it is said to be."""
    told = [fault.what for fault in opened(tmp_path, GROUPS, "xlsx", edition).warnings]
    assert "没写单位的金额列按标题行的“万元”读" in told


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("lines", [18, 19, 20])
def test_a_header_as_far_down_as_is_looked(tmp_path: Path, edition: Edition, form: str, lines: int) -> None:
    """The upper row of a header in two may be the 20th; one that is the 21st is too far, and is said to be there."""
    rows: Rows = [[f"第{i}行标题", None, None] for i in range(lines)]
    rows += [["企业名称", "经营情况", "从业人数"], [None, "营业收入（万元）", None], ["甲店", 850, 12]]
    if lines == 20:
        with pytest.raises(InputError, match="没有一个认识的表头"):
            opened(tmp_path, rows, form, edition)
        return
    ((name, facts),) = said(opened(tmp_path, rows, form, edition), edition)
    assert (name, facts["revenue"], facts["employees"]) == ("甲店", "850万元", "12 人")


def test_a_remark_in_the_first_column_of_a_firm_is_kept(tmp_path: Path, edition: Edition) -> None:
    """A row is a heading only if nothing else stands in it, and its first cell is no number."""
    rows: Rows = [["序号", "企业名称", "职工人数"], ["甲组", None, 5], [3, None, None], ["乙组", "乙", None]]
    assert [name for name, _ in said(opened(tmp_path, rows, "csv", edition), edition)] == ["", "", "乙"]


UNITS: list[Rows] = [
    [["企业名称", "职工人数", "营业收入", "备注"], [None, "（人）", "（万元）", None], ["甲店", 12, 850, "x"]],
    [["企业名称", "职工人数", "营业收入", "增长"], ["—", "人", "单位：万元", "%"], ["甲店", 12, 850, 3]],
    [["企业名称", "职工人数", "经营情况"], [None, None, "营业收入"], ["", "人", "万元"], ["甲店", 12, 850]],
    [["某区名单"], ["企业名称", "职工人数（人）", "营业收入（万元）"], [None, "人", "万元"], ["甲店", 12, 850]],
    [
        ["企业名称", "职工人数", "营业收入", "外资", "场地"],
        ["全称", "人", "万元", "是/否", "㎡"],
        ["甲店", 12, 850, "否", 9],
    ],
    [["企业名称", "职工人数", "营业收入"], ["文本（50字）", "整数（人）", "数字（万元）"], ["甲店", 12, 850]],
    [["企业名称", "职工人数", "营业收入"], ["必填", "必填", "选填"], [None, "人", "万元"], ["甲店", 12, 850]],
    [
        ["序号", "企业名称", "行业", "职工人数", "营业收入"],
        ["填写说明", "全称", "国标", "整数", "数字/万元"],
        [1, "甲店", "零售业", 12, 850],
    ],
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "rows", UNITS, ids=["brackets", "bare", "below two rows", "told twice", "filled", "figures", "below", "told how"]
)
def test_a_row_of_units_below_the_header(tmp_path: Path, edition: Edition, rows: Rows, form: str) -> None:
    """It is no firm, and its units are those of the columns."""
    ((name, facts),) = said(opened(tmp_path, rows, form, edition), edition)
    assert (name, facts["employees"], facts["revenue"]) == ("甲店", "12 人", "850万元")


def test_what_headings_are_made_of_is_no_title(tmp_path: Path, edition: Edition) -> None:
    """Only what stands above the header, and in none of its headings, is said to be left out."""
    told = [opened(tmp_path, rows, "csv", edition).header.warnings for rows in UNITS]
    assert [[fault.value for fault in faults if "是标题" in fault.what] for faults in told] == [
        [],
        [],
        [],
        ["某区名单"],
        [],
        [],
        [],
        [],
    ]


@pytest.mark.parametrize(
    "row", [["甲", "人", "万元"], [None, "3人", "万元"], [None, None, None], ["/", "-", "—"], [None, "人", "贝壳"]]
)
def test_a_row_that_says_more_than_units(tmp_path: Path, edition: Edition, row: list[object]) -> None:
    """One that names a firm, or a figure, or no unit at all, is none of the header."""
    rows: Rows = [["企业名称", "职工人数", "营业收入"], row, ["甲店", 12, 850]]
    sheet = opened(tmp_path, rows, "csv", edition)
    assert [each.title for each in sheet.header.columns] == rows[0]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(
    "rows",
    [
        [["主体类型", "职工人数"], ["个人", None], ["企业", 12]],
        [["姓名", "主体类型"], ["", "个人"], ["甲", "企业"]],
        [["企业名称", "职工人数"], ["百万", None], ["甲店", 12]],
        [["企业名称", "职工人数", "经营情况"], [None, None, "营业收入"], ["百万", None, None], ["甲店", 12, 850]],
        [["1.企业名称*", "2.职工人数*"], ["百万", None], ["甲店", 12]],
    ],
    ids=["an option", "an option of nobody", "a firm", "below two rows", "a form's heading"],
)
def test_a_firm_that_reads_like_a_unit(tmp_path: Path, edition: Edition, rows: Rows, form: str) -> None:
    """Who a firm is has no unit, nor has a choice: 百万 and 个人 there are no row of units."""
    sheet = opened(tmp_path, rows, form, edition)
    assert len(said(sheet, edition)) == 2
    assert not [each.title for each in sheet.header.columns if "（" in each.title]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_group_that_reads_like_guidance(tmp_path: Path, edition: Edition, form: str) -> None:
    """数值（万元） above headings is no advice, but the unit of what stands below it."""
    rows: Rows = [
        [None, "数值（人）", "数值（万元）", None],
        ["企业名称", "职工人数", "营业收入", "资产总额"],
        ["甲店", 12, 850, 9],
    ]
    ((_, facts),) = said(opened(tmp_path, rows, form, edition), edition)
    assert (facts["revenue"], facts["total_assets"]) == ("850万元", "9万元")


TIMES: list[tuple[list[object], list[object]]] = [
    (["企业名称", "2021年", None, "行业"], [None, "营业收入（万元）", "从业人数", None]),
    (["企业名称", "2021年经营情况（万元）", None, "行业"], [None, "营业收入", "资产总额", None]),
    (["企业名称", "经营情况（2021年）", None, "行业"], [None, "营业收入", "资产总额", None]),
    (["企业名称", "2022年1-6月", None, "行业"], [None, "营业收入（万元）", "零售额（万元）", None]),
    (["企业名称", "一季度", None, "行业"], [None, "营业收入（万元）", "零售额（万元）", None]),
    (["企业名称", "上年同期", None, "行业"], [None, "营业收入（万元）", "零售额（万元）", None]),
    (["企业名称", "计划", None, "行业"], [None, "营业收入（万元）", "从业人数", None]),
    (["企业名称", "本年", None, "行业"], [None, "营业收入（万元）", "资产总额（万元）", None]),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize(("upper", "lower"), TIMES, ids=[str(upper[1]) for upper, _ in TIMES])
def test_another_time_above_figures(
    tmp_path: Path, edition: Edition, form: str, upper: list[object], lower: list[object]
) -> None:
    """Figures below another year, a part of one or a plan are not those of the fact, and are carried by both names."""
    header = opened(tmp_path, [upper, lower, ["甲店", 850, 12, "零售业"]], form, edition).header
    assert header.present == {"sector"}
    assert all(str(title) in header.carried[place].title for place, title in enumerate(lower[1:3]))
    assert all(column.title != title for column, title in zip(header.carried, lower[1:3], strict=True))


OWN = ["2022年", "2022年末", "2022年经营情况（万元）", "2022年1-12月", "2022年12月31日", "上年", "去年", "情况"]


@pytest.mark.parametrize("upper", OWN)
def test_the_facts_own_time_above_figures(tmp_path: Path, edition: Edition, upper: str) -> None:
    """Figures below the fact's own year, all of it or its end, are those of the fact, and called as they are."""
    rows: Rows = [["企业名称", upper, None], [None, "营业收入（万元）", "从业人数"], ["甲店", 850, 12]]
    header = opened(tmp_path, rows, "xlsx", edition).header
    assert {fact.key: column.title for column, fact in header.fact_columns} == {
        "revenue": "营业收入（万元）",
        "employees": "从业人数",
    }


def test_the_time_that_a_question_says(tmp_path: Path, edition: Edition) -> None:
    """It is the fact's own, but for a month of it, above figures and before a heading alike."""
    lower = ("符合条件的新招录人数", "全国首店数", "绿色家电支付额", "从业人数")
    told = {"eligible_hires", "first_stores_national"}
    rows: Rows = [["企业名称", "2023年", None, "2022年", "2023年"], [None, *lower], ["甲店", 3, 1, 900, 12]]
    assert opened(tmp_path, rows, "csv", edition).header.present == told
    years = ("2023年", "2023年", "2022年", "2023年")
    one: Rows = [["企业名称", *(year + title for year, title in zip(years, lower, strict=True))], rows[2]]
    assert opened(tmp_path, one, "csv", edition).header.present == told


def test_years_above_the_same_figures(tmp_path: Path, edition: Edition) -> None:
    """Of two groups of the same headings that of the facts' own year is taken."""
    rows: Rows = [
        ["企业名称", "2021年", None, "2022年", None],
        [None, "从业人数", "营业收入", "从业人数", "营业收入"],
        [None, "人", "万元", "人", "万元"],
        ["甲店", 10, 700, 12, 850],
    ]
    ((_, facts),) = said(opened(tmp_path, rows, "xlsx", edition), edition)
    assert (facts["employees"], facts["revenue"]) == ("12 人", "850万元")


def test_a_date_in_a_title_is_no_time_of_figures(tmp_path: Path, edition: Edition) -> None:
    """What stands above a header that is whole is a title, and says nothing of the columns below it."""
    rows: Rows = [["某区名单", None, "2023年4月"], ["企业名称", "行业", "营业收入（万元）"], ["甲店", "零售业", 850]]
    assert opened(tmp_path, rows, "csv", edition).header.present == {"revenue", "sector"}


WHOLE: list[tuple[list[object], str]] = [
    (["基本信息", None, "2021年", None], "2021年"),
    (["基本信息", None, "2021年度经营情况（万元）", None], "2021年"),
    (["基本信息", None, "经营数据（2021年）", None], "2021年"),
    (["基本信息", None, "一季度", None], "一季度"),
    (["基本信息", None, "2022年1-6月", None], "2022年1-6月"),
    (["基本信息", None, "上年同期", None], "上年同期"),
    ([None, None, "2021年", None], "2021年"),
    (["2022年", None, "2023年1-3月", None], "2023年1-3月"),
    (["2022年基本情况", None, "2023年一季度", None], "2023年一季度"),
    (["基本信息", None, "2023年3月累计", None], "2023年3月累计"),
    (["基本信息", None, "2023年3月当月数", None], "2023年3月当月数"),
    (["2022年", None, "2023年3月", None], "2023年3月"),
    (["2023年2月", None, "2023年3月份", None], "2023年3月份"),
    ([None, None, "2022年", None], ""),
    (["2022年", None, "2022年度", None], ""),
    ([None, None, "2023年4月", None], ""),
    (["基本信息", None, "2022年", None], ""),
    (["基本信息", None, "经营情况", None], ""),
    (["重点企业", None, "2023年4月", None], ""),
    (["重点企业", None, "2023年4月1日", None], ""),
    (["重点企业情况表（街道）", None, "2021年", None], ""),
    (["重点企业", None, "2021年", None], ""),
    (["填报单位：某街道", None, "2021年", None], ""),
    (["填报单位：某街道", None, "2021年", "单位：元"], ""),
    (["某街道", None, "2022年1-6月", "单位：元"], ""),
    ([None, None, "2021年", "（元）"], ""),
    (["年度：", "2021年", None, None], ""),
    ([None, None, "（2021年）", None], ""),
    (["重点企业", None, "请于2021年5月底前报送", None], ""),
]


@pytest.mark.parametrize(("upper", "when"), WHOLE, ids=[f"{upper[0]} {upper[2]}" for upper, _ in WHOLE])
def test_a_time_above_a_header_that_is_whole(tmp_path: Path, edition: Edition, upper: list[object], when: str) -> None:
    """That of a group's figures is theirs; a form's day, and the year of what is called a list, or of all that is said
    beside who made it or its unit, are none of theirs."""
    lower: list[object] = ["企业名称", "行业", "营业收入", "资产总额"]
    header = opened(tmp_path, [upper, lower, ["甲店", "零售业", 850, 12]], "csv", edition).header
    assert header.present == ({"sector"} if when else {"sector", "revenue", "total_assets"})
    assert [column.title for column in header.columns[2:]] == [f"{when}{title}" for title in lower[2:]]


def test_a_month_beside_another_time(tmp_path: Path, edition: Edition) -> None:
    """Above a whole header it is the time of its group; the figures of the fact's own year beside it are read."""
    upper: list[object] = ["企业基本信息", None, None, "2023年3月", None, "2022年"]
    lower: list[object] = ["企业名称", "行业", "所属街镇", "营业收入", "从业人数", "资产总额"]
    rows: Rows = [upper, lower, ["甲店", "零售业", "某镇", 850, 12, 900]]
    header = opened(tmp_path, rows, "csv", edition).header
    assert header.present == {"sector", "total_assets"}
    assert [column.title for column in header.columns[3:5]] == ["2023年3月营业收入", "2023年3月从业人数"]


def test_a_time_above_the_names_too_is_that_of_a_list(tmp_path: Path, edition: Edition) -> None:
    """A title that does not begin in the first column is one."""
    lower: list[object] = ["序号", "企业名称", "行业", "营业收入"]
    rows: Rows = [[None, "2021年企业情况", None, None], lower, [1, "甲店", "零售业", 850]]
    header = opened(tmp_path, rows, "csv", edition).header
    assert header.present == {"sector", "revenue"}


def test_a_choice_has_no_time(tmp_path: Path, edition: Edition) -> None:
    """Who a firm is and what it is certified for are no figures of a time."""
    rows: Rows = [["序号", "2021年情况", None], [None, "企业名称", "行业"], [1, "甲店", "零售业"]]
    header = opened(tmp_path, rows, "csv", edition).header
    assert header.present == {"sector"}
    assert header.name == header.columns[1]


def test_choice_with_a_default_known_in_part(tmp_path: Path, edition: Edition) -> None:
    """Of who is one of several, or something that cannot be read, one firm is told the same as a list is judged by."""
    rows: Rows = [["企业名称", "主体类型"], ["甲", "企业|合伙企业"], ["乙", "火星人"], ["丙", None]]
    blocks = list(opened(tmp_path, rows, "csv", edition).blocks())
    told = {firm.name: firm.facts.get("entity") for block in blocks for _, firm in firms_of(block, edition.facts)}
    assert told == {"甲": ("enterprise", "partnership"), "乙": edition.facts["entity"].option_keys, "丙": None}
