"""`batch … -o report.html`: a list looked at as one page, on paper and on a phone, and `--by` on the screen."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.cases import HOSTILE, after_interview
from support.chromium import Chromium
from support.commandline import Jinshan
from support.lists import AS_OF, invented
from support.page import Page

from jinshan_cli.core.policy import Edition

A4, PHONE = 794, 390
HEAD = "企业名称,行业,主体类型,本年新增限额以上,所属街镇\n"
pytestmark = pytest.mark.usefixtures("in_folder")


def report(jinshan: Jinshan, text: str | bytes, *args: str, code: int = 0, day: tuple[str, ...] = AS_OF) -> Page:
    """The page of a list."""
    Path("firms.csv").write_bytes(text.encode() if isinstance(text, str) else text)
    screen = jinshan("batch", "firms.csv", "-o", "report.html", "--force", *args, *day)
    assert screen.code == code, screen
    return Page(Path("report.html").read_text("utf-8"))


def section(page: Page, title: str) -> str:
    """The text under a heading, to the next."""
    parts = re.split(r"\n(金额合计|各项政策|金额在企业间的分布|下一步问什么|按.+|名单里的问题|说明)\n", page.text)
    return parts[parts.index(title) + 1]


def test_the_page_says_what_the_list_comes_to(jinshan: Jinshan) -> None:
    """Firms by how they stand, sums with both ends, policies, brackets, what to ask: one file that loads nothing."""
    page = report(
        jinshan, HEAD + "甲,零售业,企业,是,石化\n乙,零售业,企业,否,石化\n丙,零售业,企业,,朱泾\n", "--by", "所属街镇"
    )
    assert page.addresses == []
    assert "script" not in page.tags
    assert "firms.csv：3 家企业" in page.text
    assert "现在可享受 1 家，待核实 2 家" in section(page, "各项政策")
    assert "奖补资金 2万元" in section(page, "各项政策")
    sums = section(page, "金额合计")
    assert "2万元" in sums
    assert "3 家没有上限可算" in sums
    spread = section(page, "金额在企业间的分布")
    assert "暂无可计算的金额2" in spread
    assert "1万元 至 5万元1" in spread
    assert "第 13 项 1 家" in section(page, "下一步问什么")
    groups = section(page, "按所属街镇")
    assert groups.index("石化 2 家") < groups.index("朱泾 1 家")
    assert "现在可享受：第 13 项 1 家" in groups


def test_unknown_is_never_nothing(jinshan: Jinshan) -> None:
    """Of firms of which nothing is known no sum is said to be 0 yuan, and what has no limit is said to have none."""
    page = report(jinshan, HEAD + "甲,不详,不详,不详,\n乙,不详,,,\n")
    sums = section(page, "金额合计")
    assert "0元" not in sums
    assert sums.count("暂无可确定的金额") == 3
    assert "2 家没有上限可算" in sums
    assert "现在可享受" not in section(page, "各项政策")


def test_on_another_day_it_is_asked_first(jinshan: Jinshan) -> None:
    """What can only be asked about is not told as to be had, nor is it in a sum."""
    page = report(jinshan, HEAD + "甲,零售业,企业,是,石化\n", day=("--as-of", "2026-11-27"))
    assert "先问是否仍受理 1 家" in section(page, "各项政策")
    assert "现在可享受 1 家" not in page.text
    assert "不在其内" in page.text
    assert "--as-of" not in page.text
    assert "2万元" not in section(page, "金额合计")


SOME = "企业名称,行业,主体类型,超定额累进加价水费,上海市科技小巨人企业市级资助额,街镇\n" + "".join(
    f"甲{i},零售业,企业,有,有,石化\n" for i in range(3)
)


def test_what_the_source_states_no_limit_of_is_not_to_be_determined(jinshan: Jinshan) -> None:
    """10万元起 has no limit because the source states none, and the firm has nothing more to tell."""
    page = report(jinshan, "企业名称,主体类型,专精特新新认定\n甲,企业,是\n")
    sums = section(page, "金额合计")
    assert "至少 10万元（1 家没有上限可算）" in sums
    assert "上限待定" not in sums


def test_what_is_known_to_be_something_is_no_sum(jinshan: Jinshan) -> None:
    """Of firms that only say 有 no amount is made up: 金额待定 on the page, on the screen and in the workbook."""
    page = report(jinshan, SOME, "--by", "街镇")
    assert "0.0" not in page.text
    assert "税费减免金额待定（3 家没有上限可算）" in section(page, "金额合计").replace("\n", "")
    assert "奖补资金金额待定，不高于 450万元" in section(page, "金额合计").replace("\n", "")
    assert "税费减免 金额待定（3 家没有上限可算）" in section(page, "各项政策")
    assert "不足 1万元3金额待定0" in re.sub(r"\s*\n\s*", "", section(page, "金额在企业间的分布"))
    assert "税费减免 金额待定" in section(page, "按街镇")
    screen = jinshan("batch", "firms.csv", "-o", "out.xlsx", "--by", "街镇", *AS_OF)
    assert "税费减免 金额待定" in screen.err
    assert re.search("第?20? .*奖补资金 不高于450万", screen.err)
    assert "0元" not in screen.err
    totals, groups = (list(load_workbook("out.xlsx")[title].iter_rows(values_only=True)) for title in ("汇总", "分组"))
    water = dict(zip(totals[0], totals[4], strict=True))
    assert (water["税费减免至少（元）"], water["税费减免最高（元）"]) == ("金额待定", "没有上限可算")
    (group,) = (dict(zip(groups[0], row, strict=True)) for row in groups[1:])
    assert (group["奖补资金至少（元）"], group["奖补资金最高（元）"]) == ("金额待定", 4_500_000)


def test_up_to_what_is_not_known_is_no_sum_either(jinshan: Jinshan) -> None:
    """A refund of at most the firm's credit, of which it only says 有: 金额待定 on the screen, as `match` has it."""
    Path("firms.csv").write_text("企业名称,行业,增值税增量留抵税额\n甲,制造业,有\n", "utf-8")
    screen = jinshan("batch", "firms.csv", "-o", "out.csv", *AS_OF)
    assert "留抵退税 金额待定" in screen.err
    assert "0元" not in screen.err


def test_beside_an_amount_the_fen_of_others_are_left_out(jinshan: Jinshan) -> None:
    """Where some firms have a figure and others only 有, what is told at least is the figure alone."""
    page = report(jinshan, SOME + "乙,零售业,企业,100,0,石化\n")
    assert "至少 50元（3 家没有上限可算" in section(page, "金额合计")


def test_of_what_is_asked_first_no_sum_is_said(jinshan: Jinshan) -> None:
    """On a day on which the department has to be asked first, 0元 is said of nobody."""
    Path("firms.csv").write_text(SOME, "utf-8")
    screen = jinshan("batch", "firms.csv", "-o", "out.xlsx", "--as-of", "2026-06-01")
    assert "奖补资金" not in screen.err
    totals = list(load_workbook("out.xlsx")["汇总"].iter_rows(values_only=True))
    assert {cell for row in totals[1:24] for cell in row[5:11]} == {None}


def test_what_may_be_and_is_over_is_not_denied(jinshan: Jinshan) -> None:
    """Of a policy that is over and was never settled it is not said that nobody fulfils it."""
    page = report(jinshan, "企业名称,主体类型\n甲,企业\n乙,企业\n", day=("--as-of", "2023-07-15"))
    policies = section(page, "各项政策")
    loans = policies[policies.index("5 小微贷款延期还本付息") : policies.index("6 中小微企业")]
    assert loans.split()[2:] == ["已过期或未开始", "2", "家"]
    assert "没有一家符合或待核实" in policies[policies.index("15 新能源车") :]


def test_what_is_open_outside_the_year_is_no_nothing(jinshan: Jinshan) -> None:
    """On a day on which nothing open can be had, it is not said that there is no money to be verified."""
    page = report(jinshan, HEAD + "甲,,,,\n", day=("--as-of", "2026-11-27"))
    assert "待核实 1 家" in page.text
    assert "现在可享受的、待核实的，都暂无可计算的金额。" in section(page, "金额合计")


def test_what_is_not_quantified_is_in_no_sum_of_what_is_open(jinshan: Jinshan, edition: Edition) -> None:
    """The most that is to be verified has an end, and of 13a, which is too, the source names no sum."""
    told = after_interview(edition, {"sector": "retail", "venue": "complex"})
    told = {
        key: value for key, value in told.items() if key not in ("outstanding_consumption_contribution", "goods_sales")
    }
    Path("firms.csv").write_text(f"name,{','.join(told)}\n甲,{','.join(map(str, told.values()))}\n", "utf-8")
    assert jinshan("batch", "firms.csv", "-o", "report.html", "--as-of", "2023-05-01").code == 0
    sums = section(Page(Path("report.html").read_text("utf-8")), "金额合计")
    assert "最高再加 20万元" in sums
    assert "和金额未载明的，都不在合计中。" in sums


def test_what_others_come_to_stands_beside_what_has_no_limit(jinshan: Jinshan) -> None:
    """Where some firms have no upper end, the known one of the others is told, of what is due and of what is open."""
    page = report(jinshan, SOME + "乙,零售业,企业,100,0,石化\n")
    assert "3 家没有上限可算，其余最高 50元" in section(page, "金额合计")


def test_a_folder_is_called_by_its_name(jinshan: Jinshan) -> None:
    """The page of firm files names the folder, and counts files."""
    Path("走访").mkdir()
    for name in "甲乙":
        (Path("走访") / f"{name}.toml").write_text(f'name = "{name}"\nsector = "retail"\n', "utf-8")
    assert jinshan("batch", "走访", "-o", "report.html", *AS_OF).code == 0
    page = Page(Path("report.html").read_text("utf-8"))
    assert "走访：2 家企业" in page.text
    assert "名单汇总：走访\n" in page.text
    assert "读入 2 份 = 汇总 2 家 + 拒收 0 份" in page.text
    assert jinshan("batch", "走访/甲.toml", "走访/乙.toml", "-o", "report.html", "--force", *AS_OF).code == 0
    assert "甲.toml、乙.toml：2 家企业" in Page(Path("report.html").read_text("utf-8")).text


def test_what_is_wrong_is_counted(jinshan: Jinshan) -> None:
    """Refused cells by column and reason, where they are listed, doubts, and columns that are not used."""
    rows = "".join(f"甲{i},见附件,企业,是,石化\n" for i in range(1000))
    page = report(jinshan, HEAD + rows + "合计,,,,\n", code=3)
    problems = section(page, "名单里的问题")
    assert "读入 1,000 行 = 汇总 1,000 家 + 拒收 0 行；1,000 个单元格无法识别" in problems
    assert "行业" in problems
    assert "report.html.problems.csv" in problems
    assert "合计、小计或说明" in problems
    assert "1 列不是指标，没有用来计算：所属街镇" in problems
    assert "jinshan facts" not in page.text
    assert Path("report.html.problems.csv").read_text("utf-8-sig").count("见附件") == 1000


@pytest.mark.parametrize("rows", [0, 1, 40])
def test_it_fits(jinshan: Jinshan, edition: Edition, browser: Chromium, rows: int) -> None:
    """Nothing sticks out at the width of A4 or of a phone, nothing is fetched; no firm, one, and many."""
    listed = invented(edition.facts, rows, seed=3)
    code = 3 if listed.refused() else 0
    report(jinshan, listed.csv(), "--by", "行业,企业规模", code=code)
    html = Path("report.html").read_text("utf-8")
    for width in (A4, PHONE):
        browser.show(html, width)
        assert browser.overflow() == []
    assert not [url for url in browser.requests if url != "about:blank"]
    heard = browser.readable()
    assert ("名单里没有企业。" if not rows else "下一步问什么") in heard


def test_names_from_an_enemy(jinshan: Jinshan, browser: Chromium) -> None:
    """Values, headings and cells that are markup come out as text, on page and screen, and stick out nowhere."""
    evil = HOSTILE.replace("\x00", "").replace("\u2028", "").replace(",", "")
    long = "W" * 300
    text = f"企业名称,行业,{evil}\n甲,{evil},{evil}\n乙,零售业,{long}\n丙,零售业,{'金' * 300}\n"
    page = report(jinshan, text, "--by", evil, code=3)
    assert "script" not in page.tags
    assert "<script>alert(1)</script>" in page.text
    assert "\x1b" not in Path("report.html").read_text("utf-8")
    browser.show(Path("report.html").read_text("utf-8"), PHONE)
    assert browser.overflow() == []


def test_many_groups(jinshan: Jinshan) -> None:
    """Of ten thousand groups the first are shown, the rest as one that adds up; the screen says how many more."""
    rows = "".join(f"甲{i},零售业,企业,是,第{i}号\n" for i in range(10_000))
    page = report(jinshan, HEAD + rows, "--by", "所属街镇")
    groups = section(page, "按所属街镇")
    assert groups.count("第 13 项 1 家") == 59
    assert "其余 9,941 组 9,941 家" in groups
    assert "“分组”表" in groups
    screen = jinshan("batch", "firms.csv", "-o", "out.csv", "--by", "所属街镇", *AS_OF)
    assert "另有 9,980 组" in screen.err
    assert screen.err.count("第0号") == 1


def test_groups_on_the_screen(jinshan: Jinshan) -> None:
    """`--by` a carried column or a fact: a row a group with its firms and sums; that column is not told as unused."""
    text = (
        HEAD.replace("所属街镇", "所属街镇,备注")
        + "甲,零售业,企业,是,石化,x\n乙,零售业,企业,否, 石化,x\n丙,零售业,企业,,,x\n"
    )
    Path("firms.csv").write_text(text, "gbk")
    screen = jinshan("batch", "firms.csv", "-o", "out.csv", "--by", "所属街镇", *AS_OF)
    lines = screen.err.splitlines()
    assert re.split(" {2,}", next(line for line in lines if line.startswith("石化")))[:4] == ["石化", "2", "1", "1"]
    assert any(line.startswith("未填") and "暂无可确定的金额" in line for line in lines)
    assert "没有用来计算：备注；" in screen.err
    by_fact = jinshan("batch", "firms.csv", "-o", "out.csv", "--force", "--by", "行业，所属街镇", *AS_OF)
    assert re.search("零售业 +石化 +2", by_fact.err)
    plain = jinshan("batch", "firms.csv", "-o", "plain.csv", *AS_OF)
    assert plain.code == 0
    assert Path("plain.csv").read_bytes() == Path("out.csv").read_bytes()


def test_a_workbook_has_every_group(jinshan: Jinshan) -> None:
    """Each group with numbers as numbers, told where there is no limit, empty where nothing is sure; or no groups."""
    Path("firms.csv").write_text(HEAD + "甲,零售业,企业,是,石化\n乙,零售业,企业,否,=朱泾\n", "utf-8")
    assert jinshan("batch", "firms.csv", "-o", "out.xlsx", "--by", "所属街镇", *AS_OF).code == 0
    rows = list(load_workbook("out.xlsx")["分组"].iter_rows(values_only=True))
    first, second = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])
    assert (first["所属街镇"], first["企业数"], first["现在可享受（家）"], first["奖补资金至少（元）"]) == (
        "石化",
        1,
        1,
        20000,
    )
    assert (second["所属街镇"], second["现在可享受（家）"], second["奖补资金待核实最高（元）"]) == (
        "=朱泾",
        0,
        "没有上限可算",
    )
    assert (second["奖补资金至少（元）"], second["奖补资金最高（元）"]) == (None, None)
    assert jinshan("batch", "firms.csv", "-o", "plain.xlsx", *AS_OF).code == 0
    assert load_workbook("plain.xlsx").sheetnames == ["结果", "汇总"]


def test_a_group_of_a_reform_is_no_column_unused(jinshan: Jinshan, edited: object) -> None:
    """What `reform` groups or weighs by is used, too."""
    table = edited()  # type: ignore[operator]
    Path("firms.csv").write_text("企业名称,行业,街镇,权重,备注\n甲,零售业,石化,2,x\n", "utf-8")
    screen = jinshan("reform", "firms.csv", "--to", table, "--by", "街镇", "--weight", "权重", *AS_OF)
    assert "没有用来计算：备注；" in screen.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("-o", "x.html", "--layout", "benefit"), ("不分行", "--layout benefit")),
        (("-o", "x.html", "--layout", "call"), ("不分行",)),
        (("-o", "x.html", "--json"), ("不一致",)),
        (("-o", "x.csv", "--by", "所属街真"), ("没有这一列", "所属街镇")),
        (("-o", "x.html", "--by", "从业人数"), ("数字不能用来分组",)),
        (("-o", "x.csv", "--by", "所属街镇,所属街镇"), ("同一列写了两次", "--by 所属街镇")),
        (("-o", "x.csv", "--by", "行业，sector"), ("同一列写了两次", "--by sector")),
        (("-o", "x.csv", "--by", "，"), ("没有写按哪一列分组", "--by ，")),
    ],
)
def test_what_no_report_can_be(jinshan: Jinshan, args: tuple[str, ...], words: tuple[str, ...]) -> None:
    """It is said what is wrong, with the nearest name, and nothing is written."""
    Path("firms.csv").write_text(HEAD + "甲,零售业,企业,是,石化\n", "utf-8")
    screen = jinshan("batch", "firms.csv", *args, *AS_OF)
    assert screen.code == 2
    assert all(word in screen.err for word in words), screen.err
    assert [path.name for path in Path().iterdir()] == ["firms.csv"]
