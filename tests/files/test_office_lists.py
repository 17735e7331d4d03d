"""Lists as offices write them: titles above the header, headers in two rows, sums and remarks among the firms."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

from jinshan_cli.core.errors import InputError, Refusal
from jinshan_cli.core.firm import options_in
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.values import read
from jinshan_cli.files.lists.firms import Sheet, open_sheet
from jinshan_cli.files.lists.titles.who import who

ROWS: list[list[object]] = [
    ["某区企业名单（2023年4月）", None, None, None, None],
    ["填报单位：某办    单位：万元、人", None, None, None, None],
    ["序号", "企业名称", "行业", "营业收入", "资产总额（元）"],
    [1, "甲公司", "五金零售", 3200, 5000000],
    ["小计（1家）", None, None, 3200, None],
    [2, "合计商贸公司", "C30非金属矿物制品业", "约1.2亿", None],
    [None, "合 计", None, 15200, None],
    ["注：1. 由各街镇上报。", None, None, None, None],
    [None, "填表人：张三  2023年4月1日", None, None, None],
]


def _csv(path: Path, encoding: str) -> Path:
    lines = [",".join("" if cell is None else str(cell) for cell in row) for row in ROWS]
    path.write_text("\n".join(lines), encoding)
    return path


def _xlsx(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def _whole(sheet: Sheet) -> tuple[pl.DataFrame, tuple[int, ...], int]:
    """All rows, those that are no firms, and how many cells and rows are refused."""
    blocks = list(sheet.blocks())
    asides = tuple(row for block in blocks for row in block.asides.others)
    frame = pl.concat([block.frame for block in blocks], how="diagonal_relaxed")
    return frame, asides, sum(block.refused + block.problems.height for block in blocks)


def _read(folder: Path, edition: Edition, text: str) -> tuple[Sheet, pl.DataFrame]:
    """A list as it stands in a text, and its firms."""
    path = folder / "a.csv"
    path.write_text(text, "utf-8")
    sheet = open_sheet(path, edition.facts)
    return sheet, _whole(sheet)[0]


@pytest.mark.parametrize("form", ["utf-8", "gb18030", "xlsx"])
def test_titles_units_sums_and_remarks(tmp_path: Path, edition: Edition, form: str) -> None:
    """Titles are skipped and told, their unit holds where a header has none, sums and remarks are no firms."""
    path = tmp_path / f"名单.{'xlsx' if form == 'xlsx' else 'csv'}"
    sheet = open_sheet(_xlsx(path, ROWS) if form == "xlsx" else _csv(path, form), edition.facts)
    frame, asides, refused = _whole(sheet)
    assert frame["name"].to_list() == ["甲公司", "合计商贸公司"]
    assert asides == (2, 4, 5, 6)
    assert refused == 0
    assert frame["revenue__low"].to_list() == [32_000_000_00, 108_000_000_00]
    assert frame["total_assets__low"][0] == 5_000_000_00
    told = [fault.what for fault in sheet.warnings]
    assert "表头上面的 2 行是标题，没有当作企业" in told
    assert "没写单位的金额列按标题行的“万元”读" in told


def test_a_header_in_two_rows(tmp_path: Path, edition: Edition) -> None:
    """The lower names count; where there is none, the upper one."""
    rows: list[list[object]] = [
        ["序号", "企业名称", "基本情况", None, "经营情况", None],
        [None, None, "行业", "从业人数", "营业收入（万元）", "零售额（万元）"],
        [1, "甲公司", "制造业", 230, 32000, None],
    ]
    sheet = open_sheet(_xlsx(tmp_path / "a.xlsx", rows), edition.facts)
    frame, _, _ = _whole(sheet)
    assert [column.title for column in sheet.header.columns][:3] == ["序号", "企业名称", "行业"]
    assert (frame["name"][0], frame["employees__low"][0], frame["revenue__low"][0]) == ("甲公司", 230, 32_000_000_000)


UPPER: list[object] = ["序号", "企业\n名称", "所属行业", "规模指标", None, "高企情况"]
LOWER: list[object] = [None, None, None, "从业人数", "营业收入", None]
TITLES: list[list[list[object]]] = [
    [],
    [["名单"], ["填报单位：某科", None, None, None, "单位：万元"]],
    [["名单"], ["填报单位：某科", None, None, None, None, None, None, "单位：万元"]],
]


@pytest.mark.parametrize("titles", TITLES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_header_in_two_rows_of_which_the_upper_names_facts(
    tmp_path: Path, edition: Edition, titles: list[list[object]], form: str
) -> None:
    """What stands below a group's name is its header, no firm; a unit in the title is no heading."""
    rows: list[list[object]] = [
        *titles,
        UPPER,
        LOWER,
        [1, "甲公司", "制造业", 230, 32000, None],
        [2, "乙公司", "零售业", 30, 800, None],
    ]
    found = [[str(cell or "").replace("\n", "") for cell in row] for row in rows]
    path = tmp_path / f"名单.{form}"
    if form == "csv":
        path.write_text("\n".join(map(",".join, found)), "utf-8")
    sheet = open_sheet(_xlsx(path, rows) if form == "xlsx" else path, edition.facts)
    frame, asides, refused = _whole(sheet)
    assert (frame["name"].to_list(), asides, refused) == (["甲公司", "乙公司"], (), 0)
    assert [each.fact.key if each.fact else each.title.replace("\n", "") for each in sheet.header.columns] == [
        *("序号", "企业名称", "sector", "employees", "revenue", "hnte")
    ]
    unit = 10_000_00 if titles else 100
    assert frame["revenue__low"].to_list() == [32_000 * unit, 800 * unit]


@pytest.mark.parametrize("below", [["", "甲", "从业人数"], ["企业名称", "行业", "从业人数"], ["", "", "乙"]])
def test_a_row_below_the_header_that_is_none(tmp_path: Path, edition: Edition, below: list[str]) -> None:
    """A row that stands below names of the header itself is no second row of it."""
    path = tmp_path / "a.csv"
    path.write_text("\n".join(["序号,企业名称,从业人数", ",".join(below), "2,丙,3"]), "utf-8")
    assert [each.title for each in open_sheet(path, edition.facts).header.columns][1:] == ["企业名称", "从业人数"]


def test_a_unit_is_no_heading(tmp_path: Path, edition: Edition) -> None:
    """A column without a heading below 单位：万元 is refused: it is not called by that."""
    path = tmp_path / "a.csv"
    path.write_text("填报单位：某科,,单位：万元,\n企业名称,行业,,从业人数\n甲,制造业,4,3\n", "utf-8")
    with pytest.raises(InputError, match="第 3 列没有表头"):
        open_sheet(path, edition.facts)


def test_a_plain_list_has_no_titles(tmp_path: Path, edition: Edition) -> None:
    """A header in the first row is the header, whatever stands below, and nothing is told."""
    path = tmp_path / "a.csv"
    path.write_text("企业名称,行业\n行业,制造业\n", "utf-8")
    sheet = open_sheet(path, edition.facts)
    frame, asides, _ = _whole(sheet)
    assert (frame["name"].to_list(), asides, sheet.warnings) == (["行业"], (), ())


AGAIN: dict[str, tuple[str, list[str], tuple[int, ...], tuple[int, ...]]] = {
    "the header": ("企业名称,从业人数\n甲,5\n企业名称,从业人数\n 企业名称 ,从业人数\n乙,6\n", ["甲", "乙"], (2, 3), ()),
    "in the other language": ("name,sector,employees\n企业名称,行业,从业人数\n甲,零售业,5\n", ["甲"], (1,), ()),
    "in the other language too": ("企业名称,行业,员工人数\nname,sector,employees\n甲,零售业,5\n", ["甲"], (1,), ()),
    "in other words": (
        "企业名称,从业人数,营业收入（万元）\n甲,5,1\n单位名称,职工人数,营业收入(万元)\n 企业 名称,从业人数,\n乙,6,2\n",
        ["甲", "乙"],
        (2, 3),
        (),
    ),
    "in other words below a unit, which may be of another": (
        "企业名称,营业收入（万元）\n甲,5\n单位名称,营收\n乙,6\n",
        ["甲", "单位名称", "乙"],
        (),
        (),
    ),
    "in other words where none has a unit": ("企业名称,营业收入\n甲,5\n单位名称,营收\n乙,6\n", ["甲", "乙"], (2,), ()),
    "with another case": ("name,employees\n甲,5\nNAME,Employees\nname,7\n", ["甲", "name"], (2,), ()),
    "two files one behind the other": (
        "企业名称,从业人数\n甲,5\n\ufeff企业名称,从业人数\n乙,6\n",
        ["甲", "乙"],
        (2,),
        (),
    ),
    "a page's top": (
        "某区名单,\n单位：万元,\n企业名称,营业收入\n甲,5\n某区名单,\n单位：万元,\n企业名称,营业收入\n乙,6\n",
        ["甲", "乙"],
        (2, 3, 4),
        (),
    ),
    "a firm with a title for a name": (
        "企业名称,从业人数\n企业名称,5\n企业名称,\n从业人数,\n",
        ["企业名称", "从业人数"],
        (2,),
        (),
    ),
    "a firm of this name": ("企业名称,从业人数\n上海合计（集团）有限公司,5\n", ["上海合计（集团）有限公司"], (), ()),
    "sums": ("企业名称,从业人数\n甲,5\n合计：,5\n共计3家,5\nTotal,5\n总 计（万元）,5\n", ["甲"], (), (2, 3, 4, 5)),
    "sums in other words": (
        "企业名称,从业人数\n甲,5\n汇总,5\n共 2 家企业,5\n平均值,5\nGrand-Total:,5\n合计数,5\n累计,5\n",
        ["甲"],
        (),
        (2, 3, 4, 5, 6, 7),
    ),
    "what Excel sums up itself": (
        "街镇,企业名称,从业人数\n朱泾镇,甲,5\n朱泾镇 汇总,,5\n朱泾镇 计数,1,\n最大值,,5\n总计,,5\n",
        ["甲"],
        (),
        (2, 3, 4, 5),
    ),
    "what a report says of its list": (
        "企业名称,从业人数\n甲,5\n户均,5\n人均,2\n中位数,5\n占比%,20\n较上年增长,10\n同比增长%,9\n（共1户）,5\n",
        ["甲"],
        (),
        tuple(range(2, 9)),
    ),
    "what a report says of its list, with figures": (
        "企业名称,从业人数\n甲,5\n平均每户,5\n同比增长 12.5%,9\n同比增长：-3％,9\n占比35%,\n较上月增长,1\n"
        "Median,5\n3%咨询社,5\n增长12%社,5\n",
        ["甲", "3%咨询社", "增长12%社"],
        (),
        tuple(range(2, 8)),
    ),
    "what a page ends in": (
        "企业名称,从业人数\n甲,5\n过次页,5\n承前页,5\n其中：小微企业,5\n占比,9\n去年同期,4\n同比增长（%）,25\n"
        "数据来源：某局,\n单位：人,\n第1页 共3页,\n以下空白,\n",
        ["甲"],
        (),
        tuple(range(2, 12)),
    ),
    "what a form ends in": (
        "企业名称,从业人数\n甲,5\n填报单位（盖章）：乙,\n单位负责人（签字）：,\n日期：2026-01-01,\n（单位：万元）,\n"
        "共 3 页 第 1 页,\n（以下空白）,\n",
        ["甲"],
        (),
        (2, 3, 4, 5, 6, 7),
    ),
    "who filled a list in, in a cell of his own": (
        "企业名称,地址,从业人数\n甲,某路,5\n填表人,张三,\n审 核 人,李四,\n联系电话,57921185,\n"
        "单位负责人（签字）,,\n填报日期,2023-04-01,\n联 系 电 话,57921185,\n"
        "制表人 张三,审核人 李四,\n联 系 电 话：57921185,5,\n",
        ["甲"],
        (),
        (2, 3, 4, 5, 6, 7, 8, 9),
    ),
    "firms that persons of such titles are named beside": (
        "职务,企业名称,从业人数\n负责人,甲,5\n联系人,乙,\n经办人,联系人服务社,3\n",
        ["甲", "乙", "联系人服务社"],
        (),
        (),
    ),
    "what a list ends in": (
        "企业名称,从业人数\n甲,5\n注：1.数据为上年末数。,\n2. 人数含劳务派遣；,\n（3）数据来源：某局,\n2023年4月5日,\n"
        "某委员会（盖章）,\n 本表一式两份。 ,\n",
        ["甲"],
        (),
        tuple(range(2, 8)),
    ),
    "what stands alone below a list": (
        "企业名称,从业人数\n甲,5\n二〇二三年四月一日,\n二○二二年十二月,\n抄送：区府办,\n"
        "未报企业：乙、丙,\n电话: 57921185,\n※ 含个体户,\n（续表）,\n【工业】,\n(以上为规上),\n",
        ["甲"],
        (),
        tuple(range(2, 11)),
    ),
    "firms that have such marks": (
        "企业名称,从业人数\n甲：乙工作室,5\n【工业】,6\n※店,1\n（上海）某某店,\n二〇二三年餐饮店,\n某店（个体工商户）,\n",
        ["甲：乙工作室", "【工业】", "※店", "（上海）某某店", "二〇二三年餐饮店", "某店（个体工商户）"],
        (),
        (),
    ),
    "headings of parts among the names": (
        "企业名称,从业人数\n一、工业企业,\n甲,5\n（二）批发业,\n乙,6\n三、丙公司,\n四、丁,7\n一品面馆,\n",
        ["甲", "乙", "三、丙公司", "四、丁", "一品面馆"],
        (),
        (1, 3),
    ),
    "firms with their numbers among the names": (
        "企业名称,从业人数\n一、甲合伙企业（有限合伙）,\n二、乙面馆,\n（三）丙超市,\n四、丁厂（个人独资）,\n五、个体户,\n"
        "六、己集团,\n",
        ["一、甲合伙企业（有限合伙）", "二、乙面馆", "（三）丙超市", "四、丁厂（个人独资）", "六、己集团"],
        (),
        (5,),
    ),
    "firms whose names end like that": (
        "企业名称,从业人数\n甲公司（盖章）,5\n乙公司。,5\n2023年4月,5\n365.日用品店,\n盖章工坊,\n",
        ["甲公司（盖章）", "乙公司。", "2023年4月", "365.日用品店", "盖章工坊"],
        (),
        (),
    ),
    "firms below the day that they came": (
        "登记日期,企业名称,行业,从业人数\n2023-01-05,甲,制造业,5\n2023/2/6,乙,制造业,\n2023年3月,丙,,约十人\n2023-04-07,丁,,\n"
        "2023年4月8日,,,\n",
        ["甲", "乙", "丙", "丁"],
        (),
        (5,),
    ),
    "what its columns are called by": (
        "企业名称,代码,行业,从业人数,营业收入\n甲,乙,丙,1,2\n丁,9131,制造业,5,6\n(A),(B),(C),(1),(2)\n1,2,3,4,5=3+4\n栏次,,—,1,2\n"
        "Ａ,,,1,2\n甲,—,乙,1,2\n",
        ["丁", "Ａ"],
        (),
        (1, 3, 4, 5, 7),
    ),
    "firms that are called like columns": (
        "序号,企业名称,从业人数,营业收入\n1,甲,2,3\n1,2,3,5\n,甲,乙,丙丁\n,乙,1,2\n,A,1,\n,甲,A,1\n,甲,2,1\n",
        ["甲", "2", "甲", "乙", "A", "甲", "甲"],
        (),
        (),
    ),
    "firms that are called by a letter": (
        "企业名称,从业人数,营业收入,资产总额\nA,1,2,3\nB,4,5,6\n甲,1,2,3\n",
        ["A", "B"],
        (),
        (3,),
    ),
    "how it is to be filled in": (
        "企业名称,从业人数,年营业收入\n必填,必填,选填\n文本（50字以内）,数字,数字\n请填写营业执照上的全称,,\n"
        "示例：上海某某有限公司,20,500万\n甲,5,\n（示例）乙,5,\n下拉选择,,\n例如：丙,5,\n",
        ["甲"],
        (),
        (1, 2, 3, 4, 6, 7, 8),
    ),
    "firms whose names begin like that": (
        "企业名称,从业人数\n应用材料（中国）有限公司,5\n例外服饰,5\n请按摩店,1200人\n可选,12\n示例广告有限公司,5\n请客吧餐饮店,5\n文字游戏工作室,5\n"
        "多选超市,5\n单,1\n同营村,3\n",
        [
            "应用材料（中国）有限公司",
            "例外服饰",
            "请按摩店",
            "可选",
            "示例广告有限公司",
            "请客吧餐饮店",
            "文字游戏工作室",
            "多选超市",
            "单",
            "同营村",
        ],
        (),
        (),
    ),
    "firms called like that": (
        "企业名称,从业人数\n日期食品厂,5\n共3页书店,5\n以下空白书店,5\n（上海）单位用品公司,5\n",
        ["日期食品厂", "共3页书店", "以下空白书店", "（上海）单位用品公司"],
        (),
        (),
    ),
    "a value that is the label": ("是否高企\n高新技术企业\n有效期内\n", ["高新技术企业", "有效期内"], (), ()),
    "firms that begin like what a report says": (
        "企业名称,从业人数\n人均投资公司,5\n中位数科技社,5\n（共青）服务部,3\n共2户,\n",
        ["人均投资公司", "中位数科技社", "（共青）服务部"],
        (),
        (4,),
    ),
    "firms with such letters in their names": (
        "企业名称,从业人数\n同比贸易有限公司,5\n上海计数器厂,5\n其中商行,5\n单位食堂,5\n占比咨询公司,5\n第1页书店,\n",
        ["同比贸易有限公司", "上海计数器厂", "其中商行", "单位食堂", "占比咨询公司", "第1页书店"],
        (),
        (),
    ),
    "firms and persons whose names begin or end like that": (
        "企业名称,从业人数\n第1页（上海）文化有限公司,5\n第2页·书店,5\n陈求和,1\n",
        ["第1页（上海）文化有限公司", "第2页·书店", "陈求和"],
        (),
        (),
    ),
    "who filled it in": (
        "企业名称,从业人数\n甲,5\n单位负责人：张三,\n经办人：李四,\n报送日期:2023-04-01,\n统计人,3\n",
        ["甲", "统计人"],
        (),
        (2, 3, 4),
    ),
    "a sum without a name": (
        "街镇,企业名称,行业,从业人数\n亭林,甲,,5\n亭林, ,合计,5\n亭林,乙,合计,6\n",
        ["甲", "乙"],
        (),
        (2,),
    ),
    "remarks before firms": (
        "备注,企业名称,行业,从业人数\n说明：已迁出,甲公司,,5\n单位：元,乙厂,零售业,\n其中：国有,有限公司,,20\n注：含分公司,,,5\n"
        "制表人：张三,审核人：李公司,,\n填报单位：,丙公司,,5\n示例：如下,丁公司,,5\n合计：3家,戊公司等,,10\n说明：见上,己公司,,\n",
        ["甲公司", "乙厂"],
        (),
        (3, 4, 5, 6, 7, 8, 9),
    ),
    "remarks before firms that are called otherwise": (
        "备注,企业名称,行业,从业人数\n说明：已迁出,老王大排档,,5\n备注：新增,张三,零售业,2\n注：下列为个体户,,,2\n"
        "说明：见上,李四,,\n审核人：王五,赵六,,13800000000\n注：上年,合计,,7\n",
        ["老王大排档", "张三"],
        (),
        (3, 4, 5, 6),
    ),
    "a sum under a fact": ("行业,从业人数\n零售业,5\n合计,5\n", ["零售业"], (), (2,)),
}


@pytest.mark.parametrize(("text", "firms", "headers", "others"), AGAIN.values(), ids=AGAIN)
def test_no_phantom_firms(
    tmp_path: Path, edition: Edition, text: str, firms: list[str], headers: tuple[int, ...], others: tuple[int, ...]
) -> None:
    """A header repeated among the data and sums are left out, each by its number; what has more in it is a firm."""
    for form in ("csv", "xlsx"):
        rows: list[list[object]] = [[cell or None for cell in line.split(",")] for line in text.splitlines()]
        path = _xlsx(tmp_path / "a.xlsx", rows) if form == "xlsx" else tmp_path / "a.csv"
        if form == "csv":
            path.write_text(text, "utf-8")
        sheet = open_sheet(path, edition.facts)
        [block] = sheet.blocks()
        key = sheet.header.name or sheet.header.columns[0]
        assert block.frame[key.slot].to_list() == firms
        assert (block.asides.headers, block.asides.others) == (headers, others)


@pytest.mark.parametrize(
    "told",
    [
        "某表（万元）,,",
        "某表,,万元",
        ",（单位：万元）,",
        "某表,金额单位均为万元,",
        "某表,以下金额单位是人民币万元（不含税）,",
        "（金额单位：万元；人数单位：人）,,",
        "某表,金额：万元,",
        "某表,,单位：人民币（万元）",
        "某表,单位：人 万元,",
        "某表,单位：,万元、人",
        "某表,单位： 万 元,",
        "填报单位：某局 金额单位：万元人民币,,",
        "注：金额均为万元。,,",
    ],
)
def test_a_title_that_says_the_unit_in_other_ways(tmp_path: Path, edition: Edition, told: str) -> None:
    """A title's brackets, a cell with nothing else, a sentence: it holds for money without a unit, and is told."""
    sheet, frame = _read(tmp_path, edition, f"{told}\n企业名称,营业收入,资产总额（元）\n甲,3200,20\n")
    assert frame.select("revenue__low", "total_assets__low").rows() == [(3_200_0000_00, 20_00)]
    assert len([fault for fault in sheet.warnings if "按标题行的" in fault.what]) == 1


@pytest.mark.parametrize(
    "told",
    [
        "单位：亿元、万元、人,,",
        "单位：元  单位：万元,,",
        "某表（万元）,,单位：元",
        "某表（2023年）,,",
        "填报单位为某局,,",
        "补贴金额：3200万元,,",
        "说明：最高补贴金额为 50 万元,,",
        "补贴金额：50（万元）,,",
        "单位：（元）；（万元）,,",
    ],
)
def test_of_two_units_none_is_guessed(tmp_path: Path, edition: Edition, told: str) -> None:
    """Where a title names two units of money, none holds for a column that says nothing."""
    sheet, frame = _read(tmp_path, edition, f"{told}\n企业名称,营业收入,从业人数\n甲,3200,20\n")
    assert frame["revenue__low"].to_list() == [3_200_00]
    assert not [fault for fault in sheet.warnings if "按标题行的" in fault.what]


@pytest.mark.parametrize("spaces", [" , ", "\u3000,\u3000", '"\t",\u00a0', ",\u200b"])
def test_rows_of_spaces_are_blank(tmp_path: Path, edition: Edition, spaces: str) -> None:
    """A row in which nothing is seen is blank, whatever its spaces; one with a single letter is a firm."""
    path = tmp_path / "a.csv"
    path.write_text(f"企业名称,从业人数\n甲,5\n{spaces}\n乙, \n", "utf-8")
    [block] = open_sheet(path, edition.facts).blocks()
    assert (block.frame["name"].to_list(), block.blank) == (["甲", "乙"], 1)


def test_a_first_row_that_names_a_fact_is_the_header(tmp_path: Path, edition: Edition) -> None:
    """Another delimiter that finds many names further down does not win: cells may hold names, as `missing` does."""
    path = tmp_path / "a.csv"
    path.write_text("name,employees,missing\n甲,12,revenue;sector;total_assets\n", "utf-8")
    frame, asides, _ = _whole(open_sheet(path, edition.facts))
    assert (frame["name"].to_list(), asides) == (["甲"], ())


@pytest.mark.parametrize("word", ["是", "有", "√", "是（2021）", "YES", "是（有效期内，未到期）", "yes (2021)"])
def test_yes_to_a_choice_is_known_in_part(edition: Edition, word: str) -> None:
    """是 under 高新技术企业 is a certificate of one kind or another, but not none."""
    fact = edition.facts["hnte"]
    assert read(fact, word) == tuple(key for key in fact.option_keys if key != "none")
    assert read(fact, "×") == read(fact, "否") == "none"


@pytest.mark.parametrize(
    "word",
    [
        *("是（已过期）", "是(申报中)", "√（拟申报）", "有（2019年到期）", "是（否）", "是(?)"),
        *("是（公示中）", "是（预计今年认定）", "是（往年）", "yes (expired)", "yes (pending)", "Yes (not yet)"),
    ],
)
def test_a_yes_that_is_taken_back_is_none(edition: Edition, word: str) -> None:
    """A certificate that has expired, or is only applied for, is not held."""
    with pytest.raises(Refusal, match="没有这个选项"):
        read(edition.facts["hnte"], word)


@pytest.mark.parametrize("word", ["是", "有", "1", "√", "true", "是（2021）", "否", "无", "0", "×", "false"])
def test_yes_says_nothing_of_two_kinds(edition: Edition, word: str) -> None:
    """Below 增值税纳税人类型 neither 是 nor 否 says which of the two it is."""
    with pytest.raises(Refusal, match="没有这个选项"):
        read(edition.facts["vat_status"], word)


@pytest.mark.parametrize("word", ["None", "NONE", "NULL", "null", "<NA>", "NaT", " None"])
def test_a_programs_none_is_unknown(tmp_path: Path, edition: Edition, word: str) -> None:
    """What programs write for nothing is unknown in every column, also where an option has that name: never a no."""
    _is_as_if_empty(tmp_path, edition, word, [fact.key for fact in edition.facts])
    assert read(edition.facts["hnte"], "none") == "none"


@pytest.mark.parametrize("word", ["nan", "NaN", " NAN"])
def test_not_a_number_is_no_number(tmp_path: Path, edition: Edition, word: str) -> None:
    """Where a number is asked for it is refused, and told; elsewhere it is what a program writes for nothing."""
    numbers = [fact.key for fact in edition.facts if fact.is_plain]
    _is_as_if_empty(tmp_path, edition, word, [fact.key for fact in edition.facts if fact.key not in numbers])
    path = tmp_path / "c.csv"
    path.write_text("\n".join((",".join(numbers), ",".join([word] * len(numbers)))), "utf-8")
    [found] = list(open_sheet(path, edition.facts).blocks())
    assert found.problems.get_column("column").to_list() == numbers
    assert set(found.problems.get_column("why")) == {"不是有限的数"}


def _is_as_if_empty(tmp_path: Path, edition: Edition, word: str, titles: list[str]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join((",".join(["name", *titles]), ",".join(["甲", *[word] * len(titles)]))), "utf-8")
    empty = tmp_path / "b.csv"
    empty.write_text("\n".join((",".join(["name", *titles]), "甲" + "," * len(titles))), "utf-8")
    [found], [right] = (list(open_sheet(each, edition.facts).blocks()) for each in (path, empty))
    values = [name for name in right.frame.columns if not name.startswith("in__")]
    assert found.problems.is_empty()
    assert found.frame.select(values).equals(right.frame.select(values))


@pytest.mark.parametrize(
    ("word", "sector"),
    [
        ("汽车零部件及配件制造", "manufacturing"),
        ("超市零售", "retail"),
        ("五金零售", "retail"),
        ("建材批发", "wholesale"),
        ("稻谷种植", "agriculture"),
        ("C30非金属矿物制品业", "manufacturing"),
        ("C30", "manufacturing"),
        ("5211 百货零售", "retail"),
        ("商业综合体管理服务", "leasing_business"),
        ("果品、蔬菜零售", "retail"),
        ("铁路运输设备制造", "manufacturing"),
        ("汽车修理与维护", "other"),
        ("O8111", "other"),
        ("菜市场", "leasing_business"),
        ("花店", "retail"),
        ("应用软件开发", "software"),
        ("非金属制品业", "manufacturing"),
        ("粮油、食品零售", "retail"),
        ("工业制造业", "manufacturing"),
        ("批发和零售业-零售业", "retail"),
        ("酒店装饰装修", "construction"),
        ("光伏发电施工", "construction"),
        ("餐饮软件开发", "software"),
        ("餐饮供应链管理服务", "leasing_business"),
        ("仓储超市", "retail"),
        ("烟酒店批发", "wholesale"),
        ("服装批发", "wholesale"),
        ("软件零售", "retail"),
        ("C-13", "manufacturing"),
        ("A-018草种植及割草", "agriculture"),
        ("C.1311", "manufacturing"),
        ("（H611）旅游饭店", "accommodation"),
        ("H611：旅游饭店", "accommodation"),
    ],
)
def test_sectors_by_what_is_done(edition: Edition, word: str, sector: str) -> None:
    """A trade's Chinese name ends in what is done; a code may stand before its name."""
    assert read(edition.facts["sector"], word) == sector


@pytest.mark.parametrize(
    "word",
    [
        *("铁路旅客运输", "C30建材批发", "房屋租赁", "设备修理批发部门", "零售批发部"),
        *("非制造业", "不是制造业", "原制造业", "无零售", "非餐饮", "非批发零售业"),
        *("A-0", "E-47.5", "E-500万元", "C-13-F52"),
        *("100-299", "100人以上", "500万元", "2023-05-01", "2023年5月", "100.5", "C13-F52", "C13至F52"),
    ],
)
def test_no_sector_is_guessed(edition: Edition, word: str) -> None:
    """Where the ending decides nothing or is denied, or code and name differ, the word is refused; so is what another
    column holds, heads, money and days, that begins as a code does."""
    with pytest.raises(Refusal):
        read(edition.facts["sector"], word)


@pytest.mark.parametrize(
    ("word", "closest"), [("零受业", "零售业"), ("制早业", "制造业"), ("电竞业", ""), ("非制造业", ""), ("直播", "")]
)
def test_a_slip_of_the_pen_in_a_sector(edition: Edition, word: str, closest: str) -> None:
    """One wrong letter of a label's three is a near miss, which is named; two are none."""
    with pytest.raises(Refusal) as found:
        read(edition.facts["sector"], word)
    assert found.value.closest == closest


SHARED = {
    "F": ("wholesale", "retail"),
    "批发和零售业": ("wholesale", "retail"),
    "H住宿和餐饮业": ("accommodation", "catering"),
    "H：住宿和餐饮业": ("accommodation", "catering"),
    "（H）住宿和餐饮业": ("accommodation", "catering"),
    "工业": ("mining", "manufacturing", "utilities"),
    "购物中心": ("retail", "leasing_business"),
    "制造业/批发业": ("manufacturing", "wholesale"),
    "批发业 制造业": ("manufacturing", "wholesale"),
    "制造业；零售业": ("manufacturing", "retail"),
    "服装加工及批发": ("manufacturing", "wholesale"),
    "仓储/物流/零售": ("retail", "transport", "warehousing"),
    "软件、贸易、零售": ("wholesale", "retail", "software"),
    "大型旅游饭店": ("accommodation", "catering"),
    "C30/F52": ("manufacturing", "retail"),
    "51、52": ("wholesale", "retail"),
    "制造业-批发业": ("manufacturing", "wholesale"),
    "制造业，兼营批发": ("manufacturing", "wholesale"),
    "食品批发零售": ("wholesale", "retail"),
    "五金建材批发零售业": ("wholesale", "retail"),
    "零售批发": ("wholesale", "retail"),
    "烟酒批零": ("wholesale", "retail"),
    "服装加工批发": ("manufacturing", "wholesale"),
    "食品生产零售": ("manufacturing", "retail"),
    "茶叶种植加工": ("agriculture", "manufacturing"),
    "花卉种植批发": ("agriculture", "wholesale"),
    "水产养殖零售": ("agriculture", "retail"),
    "乡村民宿餐饮": ("accommodation", "catering"),
    "连锁餐饮零售": ("retail", "catering"),
    "食品加工批发零售": ("manufacturing", "wholesale", "retail"),
    "石材开采批发": ("mining", "wholesale"),
    "包装印刷零售": ("manufacturing", "retail"),
    "物业管理零售": ("retail", "property_management"),
    "软件开发零售": ("retail", "software"),
    "货物运输仓储": ("transport", "warehousing"),
    "道路货物运输仓储": ("transport", "warehousing"),
    "冷链物流仓储": ("transport", "warehousing"),
    "快递仓储": ("warehousing", "postal"),
}


@pytest.mark.parametrize(("word", "sectors"), SHARED.items())
def test_a_wide_name_is_known_in_part(edition: Edition, word: str, sectors: tuple[str, ...]) -> None:
    """A name of several options is one of them, and none is guessed; a section is all its divisions; of several trades
    either is the main one."""
    assert read(edition.facts["sector"], word) == sectors


@pytest.mark.parametrize(("word", "said"), [("医药", "F515 医药及医疗器材批发"), ("食品", "C13 农副食品加工业")])
def test_a_word_of_several_trades_says_which(edition: Edition, word: str, said: str) -> None:
    """A word that classes of several options hold is refused, and they are named with their codes."""
    with pytest.raises(Refusal) as found:
        read(edition.facts["sector"], word)
    assert said in found.value.expected


@pytest.mark.parametrize(("word", "said"), [("53", "G53 铁路运输业”不属于"), ("G", "请填到大类")])
def test_a_class_without_an_option_is_told(edition: Edition, word: str, said: str) -> None:
    """A class that no option stands for is none, and neither is one of which a part has no option."""
    with pytest.raises(Refusal, match=said):
        read(edition.facts["sector"], word)


@pytest.mark.parametrize(
    "word",
    ["铁路运输、零售", "铁路运输业/零售业", "53、批发", "铁路货物运输和批发", "铁路货物运输批发", "铁路运输仓储"],
)
def test_a_trade_without_an_option_beside_another(edition: Edition, word: str) -> None:
    """Which of two is the main one is not known, and of the one no option stands: the other is not certain."""
    with pytest.raises(Refusal):
        read(edition.facts["sector"], word)


def test_every_class_of_the_standard(edition: Edition) -> None:
    """Each class is read by name, by code and by both, to the option of its division; railways alone have none."""
    fact = edition.facts["sector"]
    assert fact.classes is not None
    classes = fact.classes.by_code
    assert [sum(len(code) == size for code in classes) for size in (1, 3, 4, 5)] == [20, 97, 473, 1381]
    for code, name in classes.items():
        if len(code) > 1 and not code.startswith("G53"):
            by_code = read(fact, code)
            assert by_code == read(fact, f"{code}{name}") == read(fact, f"{code[1:]} {name}"), code
            assert set(options_in(by_code)) <= set(options_in(read(fact, name))), code
        elif code.startswith("G53"):
            with pytest.raises(Refusal):
                read(fact, code)


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        *(("113", ("agriculture",)), ("610", ("mining",)), ("511", ("agriculture", "wholesale"))),
        *(("F511", ("wholesale",)), ("511 农、林、牧、渔产品批发", ("wholesale",)), ("113玉米种植", ("agriculture",))),
        *(("701", ("real_estate",)), ("511、521", ("agriculture", "wholesale", "retail"))),
    ],
)
def test_a_code_that_may_have_lost_its_zero(edition: Edition, code: str, meant: tuple[str, ...]) -> None:
    """0113 is 113 where a spreadsheet takes it for a number: maize was mined, seeds were sold wholesale."""
    assert options_in(read(edition.facts["sector"], code)) == meant


def test_a_code_after_many_refused_words(tmp_path: Path, edition: Edition) -> None:
    """A longer code and a class are known however many words before them are none."""
    path = tmp_path / "a.csv"
    nobody = "".join(f"甲,无{n}号\n" for n in range(700))
    path.write_text(f"企业名称,行业\n{nobody}乙,C3011\n丙,铁矿采选\n", "utf-8")
    frame, _, refused = _whole(open_sheet(path, edition.facts))
    places = [edition.facts["sector"].option_keys.index(key) for key in ("manufacturing", "mining")]
    assert (frame["sector"].to_list()[-2:], refused) == (places, 700)


@pytest.mark.parametrize(
    ("word", "closest"),
    [("2022新认定", "上年（2022）新认定"), ("2021年认定", ""), ("2020年新认定", ""), ("新认订", "上年（2022）新认定")],
)
def test_another_year_is_no_slip_of_the_pen(edition: Edition, word: str, closest: str) -> None:
    """Whose certificate is of 2021 is not asked whether this year's is meant."""
    with pytest.raises(Refusal) as found:
        read(edition.facts["hnte"], word)
    assert found.value.closest == closest


def test_an_error_value_is_nobodys_name_or_code(tmp_path: Path, edition: Edition) -> None:
    """It is refused and told as in any other column, the row stays, and what was written is carried along."""
    text = (
        "企业名称,统一社会信用代码,从业人数\n#REF!,#N/A,5\n甲,#N/A,6\n#1店,91310116MA1FL0KQ7H,7\n'=甲,Err:502,#NAME?\n"
    )
    sheet, frame = _read(tmp_path, edition, text)
    assert frame["name"].to_list() == [None, "甲", "#1店", "=甲"]
    assert frame["code"].to_list() == [None, None, "91310116MA1FL0KQ7H", None]
    assert frame["in__0"].to_list()[0] == "#REF!"
    error = "是 Excel 的错误值"
    assert frame["problems"].to_list() == [
        f"企业名称“#REF!”{error}；统一社会信用代码“#N/A”{error}",
        f"统一社会信用代码“#N/A”{error}",
        None,
        f"统一社会信用代码“Err:502”{error}；从业人数“#NAME?”{error}",
    ]
    assert not sheet.warnings
    assert (who("#REF!"), who("#1店")) == ("", "#1店")
