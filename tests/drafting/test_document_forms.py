"""Documents as offices make them: titles above the table, headings repeated or in two rows, unknown columns."""

from pathlib import Path

import docx
import openpyxl
import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.documents.reading import read_document
from jinshan_cli.use.drafting.accounted import unused_of, unused_of_activity
from jinshan_cli.use.drafting.draft import ActivityDraft, Draft, draft_of
from jinshan_cli.use.drafting.items import Item
from jinshan_cli.use.drafting.promises.times import PlannedEntry

HEAD = ["序号", "政策类别", "政策名称", "政策内容", "申报条件", "责任单位", "联系人及电话", "政策有效期", "备注"]
ROWS = [
    HEAD,
    ["1", "一、工业", "升规奖励", "对首次升规的企业，给予10万元一次性奖励。", "在本区纳税", "区工信局", "王明 85551234",
     "2025年1月1日至2025年12月31日", ""],
    ["2", "", "高企奖励", "对高新技术企业奖励5万元。", "", "区科技局", "85551235", "长期", "与市级政策不重复享受"],
    HEAD,
    ["3", "二、商贸", "限上奖励", "对年度零售额首次达到5000万元的零售企业，奖励5万元。", "", "区商务局",
     "李华 0518-85552345", "至2025年6月30日", ""],
]  # fmt: skip


def word(path: Path) -> Path:
    """A .docx: title, stamp, a table whose heading comes again, a note below."""
    document = docx.Document()
    document.add_heading("海州区2025年助企纾困政策清单", 0)
    document.add_paragraph("发布日期：2025年2月18日")
    table = document.add_table(len(ROWS), len(HEAD))
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    document.add_paragraph("注：1. 同一事项就高不重复，每户最高300万元。2. 本清单自2025年1月1日起执行，有效期2年。")
    document.save(str(path))
    return path


def made(path: Path, edition: Edition) -> Draft:
    """The draft of a file."""
    return draft_of(read_document(path), edition, path.name)


def test_a_word_table_with_its_surroundings(edition: Edition, tmp_path: Path) -> None:
    """Headings in between are no items; columns without a field, and the note below, are told with what they bind."""
    draft = made(word(tmp_path / "a.docx"), edition)
    rise, high, retail = draft.policies
    assert (draft.title, draft.year, dict(draft.measures)) == (
        "海州区2025年助企纾困政策清单", 2025, {1: "工业", 2: "商贸"},
    )  # fmt: skip
    assert (rise.departments, rise.phones, rise.contact_note, high.measure) == (("区工信局",), ("85551234",), "王明", 1)
    assert [(each.is_claim, str(each.starts), str(each.ends)) for each in rise.benefits[0].windows] == [
        (False, "2025-01-01", "2025-12-31")
    ]
    assert not any("沿用" in todo for each in (rise, high) for todo in each.benefits[0].todos)
    assert any("在本区纳税" in todo for todo in rise.benefits[0].todos)
    assert any("与市级政策不重复享受" in todo for todo in high.benefits[0].todos)
    assert (retail.benefits[0].amount, str(retail.benefits[0].windows[0].ends)) == ("5万", "2025-06-30")
    assert (str(draft.validity.starts), str(draft.validity.ends)) == ("2025-01-01", "2026-12-31")
    assert any("就高不重复" in line for line in draft.outside)


def test_a_blank_office_beside_merged_cells(edition: Edition, tmp_path: Path) -> None:
    """Where a table merges what belongs together, a blank office may be none: the one above it is a todo."""
    rows = "<tr><td rowspan=2>创新<td>对高新技术企业奖励5万元<td>区科委<tr><td>对小微企业奖励1万元<td>"
    page = f"<table><tr><td>政策类别<td>政策内容<td>责任单位{rows}</table>"
    (tmp_path / "i.html").write_text(page, "utf-8")
    one, other = made(tmp_path / "i.html", edition).policies
    assert (one.departments, other.departments) == (("区科委",), ("区科委",))
    assert [any("沿用" in todo for todo in each.benefits[0].todos) for each in (one, other)] == [False, True]


def test_a_sheet_with_title_rows(edition: Edition, tmp_path: Path) -> None:
    """Rows above the headings give title and year; what an unknown column says is kept and its figures are told."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "东川县2024年惠企政策免申即享清单"
    sheet.merge_cells("A1:G1")
    sheet["A2"], sheet["F2"] = "填报单位：县发改委", "单位：万元"
    sheet.append(["序号", "牵头部门", "政策依据", "兑现对象", "兑现标准", "预算金额", "申报时间"])
    sheet.append([1, "县科技局", "东政〔2023〕5号", "高新技术企业", "每家奖励20万元", 400, "2024年4月1日-4月30日"])
    book.save(tmp_path / "b.xlsx")
    draft = made(tmp_path / "b.xlsx", edition)
    (policy,) = draft.policies
    (benefit,) = policy.benefits
    assert (draft.title, draft.year, draft.district) == ("东川县2024年惠企政策免申即享清单", 2024, "东川县")
    assert (benefit.when, policy.item.others[-1]) == ("firm and hnte != none", ("申报时间", "2024年4月1日-4月30日"))
    assert [(each.is_claim, str(each.ends)) for each in benefit.windows] == [(True, "2024-04-30")]
    assert any("预算金额" in todo for todo in benefit.todos)
    assert "400" in unused_of(policy)


def test_what_an_activity_leaves_over() -> None:
    """Figures and days that neither its title nor its schedule holds, spaces apart; each once."""
    text = "开展 20 场培训，覆盖 300 人，另有 300 人"
    item = Item(1, "第 1 项", "", text, others=(("时间", "5 月 6 日"), ("备注", "20 场，8 家")))
    activity = ActivityDraft(item, "", (), (PlannedEntry(what="5月6日"),))
    assert activity.title == "开展20场培训"
    assert unused_of_activity(activity) == ["300", "8"]


def test_a_page_with_two_rows_of_headings(edition: Edition, tmp_path: Path) -> None:
    """Who leads and who helps are all responsible, in that order; menu and foot of a page are no items."""
    (tmp_path / "c.htm").write_bytes(PAGE.encode("gbk"))
    draft = made(tmp_path / "c.htm", edition)
    (policy,) = draft.policies
    assert policy.departments == ("区科技局", "区财政局", "区统计局")
    assert (policy.benefits[0].amount, str(policy.benefits[0].windows[0].ends)) == ("8万", "2024-04-30")
    assert draft.title == "西岭区2024年一季度稳增长若干措施任务分工表"
    assert any("62345678" in line for line in draft.outside)


PAGE = """<html><head><meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body>
<div class="nav"><a>首页</a></div><p><b>西岭区2024年一季度稳增长若干措施任务分工表</b></p><p>发布时间：2024-01-15</p>
<table><tr><td>序号</td><td>主要<br>任务</td><td>具体措施</td><td colspan=2>责任分工</td><td>完成时限</td></tr>
<tr><td></td><td></td><td></td><td>牵头单位</td><td>配合单位</td><td></td></tr>
<tr><td>1</td><td>（一）支持创新</td><td>对高新技术企业，奖励<span>8</span>万元。</td><td>区科技局</td>
<td>区财政局、区统计局</td><td>2024年4月底</td></tr></table>
<p>（联系人：区发改委 张三，电话：62345678）</p></body></html>"""


def test_facts_of_another_year(edition: Edition, tmp_path: Path) -> None:
    """A fact that names the years of the edition in use is to be put to the year of the document."""
    path = tmp_path / "d.txt"
    path.write_text("某区2025年政策\n第一条 对高新技术企业奖励5万元。\n第二条 对小微企业奖励1万元。\n", "utf-8")
    one, other = (policy.benefits[0] for policy in made(path, edition).policies)
    assert any("2022、2023" in todo for todo in one.todos)
    assert not any("2022" in todo for todo in other.todos)


def test_tables_that_are_none_of_ours(edition: Edition, tmp_path: Path) -> None:
    """Beside a table of policies another is no continuation: its rows are no items, but told."""
    path = tmp_path / "e.md"
    path.write_text(TABLES, "utf-8")
    draft = made(path, edition)
    assert [policy.item.text for policy in draft.policies] == ["对高新技术企业奖励5万元"]
    assert "没有读出的表格：序号、姓名、电话" in draft.outside
    assert any("3000万元" in line for line in draft.outside)


TABLES = """# 某县2023年政策

| 序号 | 政策措施 | 责任部门 |
|---|---|---|
| 1 | 对高新技术企业奖励5万元 | 县科技局 |

| 序号 | 姓名 | 电话 |
|---|---|---|
| 1 | 张三 | 85551234 |

| 附：资金 | 金额 |
|---|---|
| 工业 | 3000万元 |
"""


def test_points_below_numbered_paragraphs(edition: Edition, tmp_path: Path) -> None:
    """（一） with points 1. and 2.: short titles are no promises, who bears the cost is none either but is told."""
    path = tmp_path / "f.txt"
    path.write_text(POINTS, "utf-8")
    draft = made(path, edition)
    first, _ = draft.policies
    assert dict(draft.measures) == {1: "支持创新"}
    assert [each.amount for each in first.benefits] == ["5万", "20万", "10万"]
    assert all(any("市县按1:1比例承担" in todo for todo in each.todos) for each in first.benefits)
    assert not any("创新产品奖励" in todo for each in first.benefits for todo in each.todos)
    assert (str(draft.validity.starts), str(draft.validity.ends)) == ("2022-01-01", "2022-12-31")


POINTS = """某县若干政策
一、支持创新
（一）企业
1.高企奖励。对高新技术企业奖励5万元。补助资金市县按1:1比例承担。
2.创新产品奖励。对新认定工业精品企业给予20万元奖补；新认定品牌示范企业给予10万元奖补。
（二）其他
本政策自2022年1月1日起施行，有效期一年。
"""


def test_columns_for_whom_and_how_much(edition: Edition, tmp_path: Path) -> None:
    """Two rows of headings and an office beside its telephone; what a column of days says is a claim or a todo."""
    (tmp_path / "g.htm").write_text(COLUMNS, "utf-8")
    first, other, trader = made(tmp_path / "g.htm", edition).policies
    assert (first.departments, first.phones, first.contact_note) == (("区科委",), ("62310001",), None)
    assert first.benefits[0].windows == []
    assert "“申报时间”栏：3月" in first.benefits[0].todos
    (benefit,) = other.benefits
    (window,) = benefit.windows
    assert (benefit.when, benefit.amount) == ("firm and newly_above_quota", "2万")
    assert (window.is_claim, window.is_yearly, str(window.ends)) == (True, True, "2023-04-30")
    assert (trader.benefits[0].when, trader.benefits[0].amount) == ("firm and entity == sole_trader", "500")


COLUMNS = """<html><body><h1>南浦区2023年惠企政策一览</h1><table>
<tr><th rowspan=2>政策类别</th><th colspan=3>政策内容</th><th rowspan=2>责任单位<br>及电话</th></tr>
<tr><th>支持对象</th><th>支持标准</th><th>申报时间</th></tr>
<tr><td rowspan=3>创新</td><td>高新技术企业</td><td>一次性奖励5万元</td><td>3月</td><td>区科委 62310001</td></tr>
<tr><td>新增限额以上企业</td><td>2万元</td><td>每年4月1日至4月30日</td><td>区商务委<br>62310002</td></tr>
<tr><td>个体工商户</td><td>500元</td><td>长期</td><td>区市场监管局 62310003</td></tr>
</table></body></html>"""


@pytest.mark.parametrize(
    ("heading", "text", "uptake"),
    [
        ("是否免申即享", "是", "automatic"), ("是否即申即享", "是", "instant"), ("是否免申即享", "否", "reviewed"),
        ("是否免申即享", "", None),
    ],
)  # fmt: skip
def test_yes_is_yes_to_the_heading(
    heading: str, text: str, uptake: str | None, edition: Edition, tmp_path: Path
) -> None:
    """是 below 是否免申即享 is without application, below 是否即申即享 at once; a blank is a todo."""
    table = f"| 政策措施 | 责任部门 | {heading} |\n|---|---|---|\n| 对高新技术企业奖励5万元 | 县科技局 | {text} |\n"
    (tmp_path / "h.md").write_text(table, "utf-8")
    (policy,) = made(tmp_path / "h.md", edition).policies
    told = any("是否即申即享" in todo for todo in policy.benefits[0].todos)
    assert (policy.uptake if uptake else None, told) == (uptake, uptake is None)
