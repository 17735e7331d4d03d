"""`batch --layout call`: who to call first, and what there is to say."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.commandline import Jinshan

DAY = ("--as-of", "2023-05-01")
HEAD = "企业名称,行业,企业类型,本年新增限额以上,符合条件的新招录人数,goods_sales,retail_sales,retail_sales_peak\n"
SHOP = "零售业,企业"
LIST = HEAD + (
    f"小,{SHOP},是,0,0,0,0\n大,{SHOP},是,100,0,0,0\n无,{SHOP},否,0,0,0,0\n近,{SHOP},否,0,0,9500万,0\n问,{SHOP},,0,0,0,0\n"
)
pytestmark = pytest.mark.usefixtures("in_folder")


def told(jinshan: Jinshan, text: str = LIST, code: int = 0, day: tuple[str, str] = DAY) -> list[dict[str, Any]]:
    """The rows of the list of calls."""
    Path("firms.csv").write_text(text, "utf-8")
    screen = jinshan("batch", "firms.csv", "--layout", "call", "-o", "-", "--json", *day)
    assert screen.code == code, screen
    return [json.loads(line) for line in screen.out.splitlines()]


def test_the_order_and_what_to_say(jinshan: Jinshan) -> None:
    """Nearest last day first, then the most money; every firm is there, and what is near and what to ask is said."""
    rows = told(jinshan)
    days = [row["last_day"] or "9999" for row in rows]
    assert days == sorted(days)
    assert {row["name"] for row in rows} == {"小", "大", "无", "近", "问"}
    by_name = {row["name"]: row for row in rows}
    assert by_name["大"]["low"] == by_name["小"]["low"] + 200000
    assert [row["name"] for row in rows if row["last_day"] == by_name["小"]["last_day"]][:1] != ["无"]
    assert "13b" in by_name["小"]["now"]
    assert "差 500万元" in by_name["近"]["near"]
    assert "（若符合：10万元）" in by_name["近"]["near"]
    assert "本年新增限额以上（定 13b 2万元" in by_name["问"]["ask"]
    assert "第 11 项" in by_name["大"]["phones"]


@pytest.mark.parametrize("day", ["2022-12-31", "2024-01-01"])
def test_nobody_is_near_what_is_not_to_be_had(jinshan: Jinshan, day: str) -> None:
    """Outside the table's time no number keeps anything away: nobody is called about how little is lacking."""
    assert any(row["near"] for row in told(jinshan))
    assert not any(row["near"] for row in told(jinshan, day=("--as-of", day)))


def test_what_is_not_told_is_the_default_beside_what_is_told_in_part(jinshan: Jinshan) -> None:
    """Who says nothing of its kind is an enterprise, also in a list in which another firm may be one of two."""
    head, told_in_part, silent = (
        "企业名称,主体类型,行业,高企",
        "疑,企业或个体工商户,零售业,上年新认定",
        "默,,零售业,上年新认定",
    )
    results = []
    for rows in ((told_in_part, silent), (silent,)):
        Path("firms.csv").write_text("\n".join((head, *rows, "")), "utf-8")
        screen = jinshan("batch", "firms.csv", "-o", "-", "--json", *DAY)
        results.append(json.loads(screen.out.splitlines()[-1]) | {"row": 1})
    assert results[0] == results[1]
    assert "entity" not in results[0]["missing"]


def test_the_sums_are_those_of_the_other_layout(jinshan: Jinshan) -> None:
    """What is certain is what `--layout firm` says of the same row, in all kinds; ranges and refused cells too."""
    text = LIST + f"疑,{SHOP},是,见附件,3万-5万,,\n"
    calls = {row["row"]: row for row in told(jinshan, text, 3)}
    screen = jinshan("batch", "firms.csv", "-o", "-", "--json", *DAY)
    for number, line in enumerate(screen.out.splitlines(), 1):
        firm = json.loads(line)
        assert calls[number]["low"] == sum(firm[f"{kind}_low"] for kind in ("grant", "relief", "refund"))


def test_the_sheet_is_for_paper(jinshan: Jinshan) -> None:
    """A4 on its side, as wide as one page, the headings on each, texts wrapped."""
    Path("firms.csv").write_text(LIST, "utf-8")
    assert jinshan("batch", "firms.csv", "--layout", "call", "-o", "out.xlsx", *DAY).code == 0
    sheet = load_workbook("out.xlsx")["结果"]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet["D2"].alignment.wrap_text
    assert [cell.value for cell in sheet[1]][:4] == ["数据行", "企业名称", "最近的末日", "现在可享受"]


def test_what_is_known_to_be_something_is_no_money(jinshan: Jinshan) -> None:
    """A firm that says 有 of what an amount comes from is told no fen of it, in words and in what is certain."""
    (row,) = told(jinshan, "企业名称,主体类型,超定额累进加价水费,上海市科技小巨人企业市级资助额\n甲,企业,有,有\n")
    assert "0.0" not in row["now"] + row["money"]
    assert "20a 科技小巨人配套：最高 150万元" in row["now"]
    assert row["low"] == 0


@pytest.mark.parametrize(
    ("day", "now", "asked"),
    [
        ("2023-04-30", "18 高新技术企业奖励（据外部资料，至 2023-04-30）：20万元", ""),
        ("2023-05-01", "", "18 高新技术企业奖励：20万元"),
        ("2024-01-01", "", "18 高新技术企业奖励：20万元"),
    ],
)
def test_what_is_asked_first(jinshan: Jinshan, day: str, now: str, asked: str) -> None:
    """A last day that a note knows is told as such; after it the firm is not left without what to ask about."""
    (row,) = told(jinshan, "企业名称,高企\n甲,上年新认定\n", day=("--as-of", day))
    assert (now in (row["now"] or ""), row["ask_first"] or "") == (True, asked)
    assert ("18 高新" in (row["now"] or "")) is bool(now)
    assert not asked or "57971309" in row["phones"]


def test_what_a_last_day_is_of(jinshan: Jinshan) -> None:
    """The end of a period is no deadline, in the list of calls either."""
    (row,) = told(jinshan, "企业名称,新能源汽车不含税价\n甲,30万元\n")
    assert "2 新能源汽车免征车辆购置税（购置日期截至 2023-12-31）：3万元" in row["now"]


@pytest.mark.parametrize(
    ("known", "day"),
    [
        ("extended = 2023-06-10", "2023-06-10"),
        ("period = { starts = 2023-01-01, ends = 2023-06-05 }", "2023-06-05"),
        ("period = { starts = 2023-05-02, ends = 2023-06-05 }", None),
    ],
)
def test_it_is_the_last_day_of_the_first_screen(
    edited: Callable[..., Path], jinshan: Jinshan, known: str, day: str | None
) -> None:
    """What only a note knows is the last day here where `match` shows it: of a window that is on, prolonged or not."""
    notes = 'notes = [\n  { text = "须在 2023 年内招用'
    more = notes.replace("[", f'[\n  {{ text = "见通知", citation = "某通知", {known} }},')
    folder = edited(("policies.toml", notes, more))
    Path("firms.csv").write_text("企业名称,符合条件的新招录人数\n甲,2\n", "utf-8")
    calls = jinshan("batch", "firms.csv", "--layout", "call", "-o", "-", "--json", *DAY, "--data", folder)
    assert json.loads(calls.out)["last_day"] == day
    first = jinshan("match", "--set", "eligible_hires=2", *DAY, "--data", folder, width=100).out
    (line,) = (line for line in first.splitlines() if "一次性吸纳就业补贴" in line)
    assert (day or "未载明") in line


def test_nobody_is_called_to_dismiss_staff(jinshan: Jinshan) -> None:
    """A headcount over a limit is not near anything; assets over one are."""
    head = "企业名称,增值税纳税人类型,从业人数,年应纳税所得额,资产总额\n"
    text = head + "多,一般纳税人,305,200万,3000万\n富,一般纳税人,100,200万,5100万\n"
    near = {row["name"]: row["near"] for row in told(jinshan, text)}
    assert near["多"] is None
    assert "资产总额" in near["富"]
