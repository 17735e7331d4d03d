"""What is counted together with others says so where it stands alone: in the chart, among the days, in the calendar,
in a row of a list, in a message."""

import csv
import json
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path

import polars as pl
import pytest
from openpyxl import load_workbook
from rich.console import Console
from support.cases import assessed
from support.commandline import Jinshan
from support.smallest import HEADER

import jinshan_cli
from jinshan_cli.core.combining.combination import Combination, How
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import Constant
from jinshan_cli.faces.dates.calendar import Dates, calendar
from jinshan_cli.faces.dates.due import DueList, show_due
from jinshan_cli.faces.result.chart import chart
from jinshan_cli.faces.result.forward import message
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.dates.due import Due, ahead

DAY = date(2023, 12, 1)
BOTH = {"name": "甲", "entity": "企业", "nev_price": "30万", "excess_water_surcharge": "1万", "employees": 5}
BOTH_ASKED = {"name": "甲", "hnte": "new", "innovation_fund": True}
TOLD = "2、4 就高不重复，只计最高的一项"
GRANT = """
[[policies]]
number = {number}
title = "补助{number}"
summary = "{number} 万元。"
measure = 1
departments = ["甲局"]
channel = "窗口"
uptake = "reviewed"
phones = ["57921185"]
source = "某文"

[[policies.benefits]]
id = "{number}"
title = "补助{number}"
kind = "grant"
novelty = "new"
claim = {{ ends = 2023-12-31 }}
when = "staff >= {number}"
amount = "{number}万"
"""
FACTS = """
[[facts]]
key = "staff"
label = "人数"
type = "count"
group = "人"
question = "有几人？"
"""
COMBINED = """
[[combinations]]
kind = "exclusive"
benefits = ["1", "2"]

[[combinations]]
kind = "cap"
benefits = ["3", "4"]
amount = "5万"
"""
BEST, AT_MOST = "1、2 就高不重复，只计最高的一项", "3、4 合计不超过 5万元"


@pytest.fixture
def exclusive(edition: Edition) -> Edition:
    """The edition, had it said that of 2 and 4 only the greater is paid."""
    return replace(edition, combinations=(Combination(kind="exclusive", benefits=("2", "4")),))


def test_a_bar_says_that_it_is_not_counted(exclusive: Edition) -> None:
    """As the result does."""
    bars = {bar.name.split()[0]: bar.figure for group in chart(assessed(exclusive, BOTH, DAY)) for bar in group.bars}
    assert (bars["2"], bars["4"]) == ("3万元", "5,000元（不计入合计）")


def test_an_event_says_that_it_is_not_counted(exclusive: Edition) -> None:
    """So does the calendar of a firm, and each of them with which others it is counted."""
    text = calendar(Dates(exclusive, DAY, assessed(exclusive, BOTH, DAY))).decode().replace("\r\n ", "")
    assert f"金额：5\\,000元（不计入合计）\\n{TOLD}\\n" in text
    assert text.count(TOLD) == 3  # the day to which 2 is prolonged is an event too


def test_a_message_says_what_does_not_add_up(edition: Edition) -> None:
    """Behind the amounts, since it tells no sum: of what is due, of what to ask about, from one to the other."""
    crossing = replace(edition, combinations=(Combination(kind="exclusive", benefits=("18", "21")),))
    open_ones = {"srdi_new": True, "little_giant_new": True}
    for table, facts, words in (
        (edition, open_ones, "17a 与 17b 能否同时享受，原文未载明：至少按较高的一项，最高按相加。"),
        (crossing, {"hnte": "new", "innovation_fund": True}, "18、21 就高不重复，只计最高的一项。"),
    ):
        for day in (date(2023, 5, 1), date(2024, 1, 1)):
            told = message(Delivery(assessed(table, {"name": "甲", **facts}, day))).split("\n\n")
            amounts = [place for place, each in enumerate(told) if each.startswith("【")]
            assert [each for each in told if "同时享受" in each or "就高" in each] == [told[amounts[-1] + 1]]
            assert told[amounts[-1] + 1].startswith(words.split("，")[0])
        assert words in message(Delivery(assessed(table, {"name": "甲", **facts}, date(2023, 5, 1))))
    alone = message(Delivery(assessed(edition, {"name": "甲", "srdi_new": True}, date(2023, 5, 1))))
    assert "同时享受" not in alone


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("exclusive", "18、21 就高不重复，只计最高的一项"),
        ("top_up", "18、21 只补差额：后一项只计高出前面的部分"),
        ("cap", "18、21 合计不超过 25万元"),
    ],
)
def test_what_is_asked_about_says_what_ties_it_to_what_is_due(edition: Edition, kind: How, words: str) -> None:
    """Two sums below each other are added up by whoever reads them; where nothing ties them nothing is said."""
    tie = Combination(kind=kind, benefits=("18", "21"), amount="25万" if kind == "cap" else None)
    limits = {0: Constant("250000", money=True)} if kind == "cap" else {}
    table = replace(edition, combinations=(tie,), limits=limits)
    both = BOTH_ASKED
    may = date(2023, 5, 1)
    assert labels.say_sums(assessed(table, both, may).ask_first) == f"奖补资金 20万元（{words}）"
    assert labels.say_sums(assessed(table, both, may).now) == "奖补资金 10万元"
    for facts, day in (({**both, "innovation_fund": False}, may), (both, date(2024, 1, 1))):
        assert f"（{words}）" not in labels.say_sums(assessed(table, facts, day).ask_first)


def test_what_is_due_without_a_sum_ties_what_is_asked_about(edition: Edition) -> None:
    """A sum to be asked about may be had in the stead of it: that is said too, and that it is in no sum."""
    tie = Combination(kind="exclusive", benefits=("18", "21"))
    rules = {**edition.rules, "21": replace(edition.rules["21"], amount=None)}
    found = assessed(replace(edition, combinations=(tie,), rules=rules), BOTH_ASKED, date(2023, 5, 1))
    words = "18、21 就高不重复，只计最高的一项，21 未量化，未计入"
    assert labels.say_sums(found.ask_first) == f"奖补资金 20万元（{words}）"
    assert labels.say_sums(found.now) == "奖补资金 第 21 项未量化，无法合计"


def test_a_day_says_what_is_counted_together(exclusive: Edition) -> None:
    """With the day of each of them, on the screen and in a file; other days say nothing of it."""
    dues = [Due(end) for end in ahead(exclusive, DAY, 30)]
    view, out = DueList(dues, exclusive, DAY, 30), StringIO()
    show_due(view, Console(file=out, width=200))
    assert out.getvalue().count(TOLD) == 2
    told = {str(row[2]) for row in view.rows().rows if TOLD in str(row[5])}
    assert told == {"2", "4"}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A table of five grants, 1 or 2 of them, 3 and 4 no more than 5万."""
    folder = tmp_path / "table"
    folder.mkdir()
    grants = (GRANT.format(number=number) for number in range(1, 6))
    (folder / "policies.toml").write_text("".join([HEADER, COMBINED, *grants]), "utf-8")
    (folder / "facts.toml").write_text(FACTS, "utf-8")
    return folder


def test_a_benefits_row_says_what_it_pays(jinshan: Jinshan, in_folder: Path, small: Path) -> None:
    """Beside what it comes to by itself: 0 where it is left out, and which were taken together; for each firm."""
    Path("list.csv").write_text("name,staff\n甲,9\n乙,1\n丙,1-4", "utf-8")
    done = jinshan("batch", "list.csv", "--data", small, "--as-of", DAY, "--layout", "benefit", "-o", "out.csv")
    assert done.code == 0
    with Path("out.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    told = {(row["name"], row["benefit"]): (row["low"], row["paid_low"], row["paid_high"]) for row in rows}
    assert told == {
        ("甲", "1"): ("10000", "0", "0"),
        ("甲", "2"): ("20000", "20000", "20000"),
        ("甲", "3"): ("30000", "10000", "30000"),
        ("甲", "4"): ("40000", "20000", "40000"),
        ("甲", "5"): ("50000", "50000", "50000"),
        ("乙", "1"): ("10000", "10000", "10000"),
        ("丙", "1"): ("10000", "0", "10000"),
        ("丙", "2"): ("20000", "20000", "20000"),
        ("丙", "3"): ("30000", "10000", "30000"),
        ("丙", "4"): ("40000", "20000", "40000"),
    }
    words = {"1": BEST, "2": BEST, "3": AT_MOST, "4": AT_MOST, "5": ""}
    assert all(row["combinations"] == words[row["benefit"]] for row in rows)


SHARES = "；上面各项政策的金额已按此计，有上下限的不能相加"


def test_a_list_says_what_was_counted_together(jinshan: Jinshan, in_folder: Path, small: Path) -> None:
    """On the screen, in the sheet of totals and on the page: what its firms get, each policy its share of it."""
    Path("list.csv").write_text("name,staff\n甲,2\n乙,0-9\n丙,1", "utf-8")
    for name in ("out.csv", "out.xlsx", "out.html"):
        done = jinshan("batch", "list.csv", "--data", small, "--as-of", DAY, "-o", name)
        assert done.code == 0
        assert f"合并计算：{BEST}{SHARES}\n" in done.err
        assert AT_MOST not in done.err
    totals = [cell.value for cell in load_workbook("out.xlsx")["汇总"]["B"]]
    assert f"合并计算：{BEST}{SHARES}" in totals
    shares = {row[0].value: row[6].value for row in load_workbook("out.xlsx")["汇总"].iter_rows(min_row=2, max_row=3)}
    assert shares == {1: 10000, 2: 20000}
    assert f"<p>合并计算：{BEST}{SHARES}</p>" in Path("out.html").read_text("utf-8")
    assert AT_MOST not in Path("out.html").read_text("utf-8")


def test_due_says_what_each_firm_is_paid(jinshan: Jinshan, in_folder: Path, small: Path) -> None:
    """The same of a firm's file and of its row in a list, though only one of the benefits ends in these days."""
    table = small / "policies.toml"
    later = table.read_text("utf-8").replace("2023-12-31", "2024-06-30").replace("2024-06-30", "2023-12-31", 1)
    table.write_text(later, "utf-8")
    Path("list.csv").write_text("name,staff\n甲,9", "utf-8")
    Path("firm.toml").write_text('name = "甲"\nstaff = 9', "utf-8")
    for given in ("list.csv", "firm.toml"):
        (due,) = json.loads(jinshan("due", given, "--data", small, "--as-of", DAY, "--json").out)
        assert due["combinations"] == [{"kind": "exclusive", "benefits": ["1", "2"], "amount": None, "source": ""}]
        assert [firm["amount"] for firm in due["firms"]] == [{"low": 10000, "high": 10000}]
        assert due["paid"] == [{"low": 0, "high": 0}]
        jinshan("due", given, "--data", small, "--as-of", DAY, "-o", "out.md", "--force")
        assert "1万元（不计入合计）" in Path("out.md").read_text("utf-8")


NO_SUM = "1、2 就高不重复，只计最高的一项，1 未量化，未计入"


@pytest.fixture
def bare(small: Path) -> Path:
    """The same table, of which the first grant has no sum."""
    path = small / "policies.toml"
    path.write_text(path.read_text("utf-8").replace('amount = "1万"\n', ""), "utf-8")
    return small


def test_a_result_says_what_has_no_sum(jinshan: Jinshan, in_folder: Path, bare: Path) -> None:
    """It does not come on top of the other, which may be paid nothing: on every paper, in JSON, in a message."""
    Path("firm.toml").write_text('name = "甲"\nstaff = 2', "utf-8")
    told = json.loads(jinshan("match", "firm.toml", "--data", bare, "--as-of", DAY, "--json").out)
    assert [(each["benefits"], each["words"]) for each in told["combinations"]] == [(["1", "2"], NO_SUM)]
    assert told["totals"]["grant"] == {"low": 20000, "high": 20000, "unquantified": [1]}
    paid = {each["id"]: each["paid"] for policy in told["policies"] for each in policy["benefits"]}
    assert (paid["1"], paid["2"]) == (None, {"low": 0, "high": 20000})
    assert [policy["amount"] for policy in told["policies"]][:2] == [None, {"low": 0, "high": 20000}]
    for name in ("out.md", "out.html", "out.txt"):
        assert jinshan("match", "firm.toml", "--data", bare, "--as-of", DAY, "-o", name).code == 0
        assert NO_SUM in Path(name).read_text("utf-8")
    jinshan("match", "firm.toml", "--data", bare, "--as-of", DAY, "-o", "out.xlsx")
    cells = (str(cell.value) for sheet in load_workbook("out.xlsx") for row in sheet for cell in row)
    assert any(NO_SUM in cell for cell in cells)
    assert NO_SUM in jinshan("match", "firm.toml", "--data", bare, "--as-of", DAY).out.replace("\n", "")
    jinshan("calendar", "firm.toml", "--data", bare, "--as-of", DAY, "-o", "out.ics")
    assert NO_SUM in Path("out.ics").read_bytes().decode().replace("\r\n ", "")
    assert NO_SUM in jinshan("show", "2", "--data", bare, "--as-of", DAY).out.replace("\n", "")


def test_a_list_says_what_has_no_sum(jinshan: Jinshan, in_folder: Path, bare: Path) -> None:
    """Row by row, on its screen, among the days that are due and in a frame: at least nothing, where it may be had."""
    Path("list.csv").write_text("name,staff\n甲,2\n乙,3-4\n丙,0-9", "utf-8")
    done = jinshan("batch", "list.csv", "--data", bare, "--as-of", DAY, "--layout", "benefit", "-o", "out.csv")
    assert f"合并计算：{NO_SUM}{SHARES}\n" in done.err
    with Path("out.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["benefit"] in {"1", "2"}]
    assert [(row["paid_low"], row["paid_high"], row["combinations"]) for row in rows] == [
        ("", "", NO_SUM),
        ("0", "20000", NO_SUM),
    ] * 3
    for due in json.loads(jinshan("due", "list.csv", "--data", bare, "--as-of", DAY, "--json").out)[:2]:
        assert due["paid"] == [None if due["id"] == "1" else {"low": 0, "high": 20000}] * 3
    assert jinshan("due", "list.csv", "--data", bare, "--as-of", DAY).out.replace("\n", "").count("1 未量化") == 2
    frame = jinshan_cli.assess_frame(pl.DataFrame({"staff": [9, 1]}), load_edition(bare), as_of=DAY, benefits=True)
    assert frame["2_paid_low"].to_list() == [0, None]


def test_a_frame_says_what_each_combined_benefit_pays(small: Path) -> None:
    """Of the others their amount is what they pay."""
    edition = load_edition(small)
    frame = jinshan_cli.assess_frame(pl.DataFrame({"staff": [9, 1]}), edition, as_of=DAY, benefits=True)
    assert frame["1_paid_high"].to_list() == [0, 10000]
    assert frame["4_paid_low"].to_list() == [20000, None]
    assert "5_paid_low" not in frame.columns
