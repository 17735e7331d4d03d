"""The answer in three seconds: the first screen of `match` and `ask` on a terminal of 80 columns and 24 lines."""

import json
import re
import sys
from collections.abc import Iterator
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from support.cases import EXAMPLES, after_interview, assessed, told
from support.commandline import Jinshan
from support.talk import ESCAPE, Begin, Talk, screens

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.result.firstscreen import show_first
from jinshan_cli.faces.words.wrapping import width_of
from jinshan_cli.use.result.assessment import Assessment

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
HIGH, WIDE = 24, 80
DAYS = ("2023-05-01", "2023-12-20", "2026-11-27")
ROW = re.compile(r"[! ] (\d+[a-z]?) ")
MANUFACTURER = next(path for path in EXAMPLES if path.stem == "manufacturer")
RESTAURANT = next(path for path in EXAMPLES if path.stem == "restaurant")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Begin]:
    """Starts `jinshan …` at a terminal."""
    with screens(tmp_path) as start:
        yield start


def lines_of(talk: Talk) -> list[str]:
    """What a program that asks nothing left on the screen."""
    said, code = talk.end()
    assert code == 0
    return said.replace("\r", "").rstrip("\n").split("\n")


def shown(lines: list[str]) -> list[str]:
    """The numbers of the benefits in the list, in its order."""
    return [found[1] for line in lines if (found := ROW.match(line))]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_fits(start: Begin, path: Path, day: str) -> None:
    """The screen and the next prompt fit 24 lines; all that can be had now is there, or how many more are not."""
    lines = lines_of(start(f"match {path} --as-of {day}", rows=HIGH, columns=WIDE))
    assert len(lines) < HIGH
    assert all(width_of(line) <= WIDE for line in lines)
    (title,) = (line for line in lines if line.startswith("现在可办理、可享受 "))
    total = int(re.findall(r" (\d+) 个事项", title)[0])
    more = [int(found[1]) for line in lines if (found := re.search(r"另有 (\d+) 个，这一屏放不下", line))]
    assert len(shown(lines)) + sum(more) == total


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-04-30", "若符合，奖补资金 最高 50万元"),
        ("2023-05-01", "若符合，奖补资金 最高 30万元；先问是否仍受理的，若符合，奖补资金 最高 20万元"),
        ("2026-11-27", "先问是否仍受理的，若符合，奖补资金 最高 50万元"),
    ],
)
def test_what_all_that_is_to_be_verified_may_bring(
    day: str, words: str, jinshan: Jinshan, edition: Edition, tmp_path: Path
) -> None:
    """Beside their number stands what they may bring, and of which one would have to ask first: 18 is of April."""
    firm = tmp_path / "firm.toml"
    told = after_interview(edition, {"sector": "software", "employees": 9, "vat_status": "general", "venue": "carrier"})
    told |= {"mall_retail": "12亿"}
    firm.write_text("\n".join(f"{k} = {json.dumps(told[k])}" for k in told if k not in ("hnte", "mall_retail_peak")))
    screen = jinshan("match", firm, "--as-of", day, width=200)
    assert screen.code == 0
    assert f"待核实 2 个：{words}\n" in screen.out, screen.out


@pytest.mark.parametrize("ending", ["", ".md", ".html", ".why"])
def test_what_is_not_quantified_is_in_no_end(tmp_path: Path, jinshan: Jinshan, edition: Edition, ending: str) -> None:
    """To be verified beside what has a limit: of 13a the source names no sum, and 10 has no rules yet."""
    firm, told = tmp_path / "mall.toml", after_interview(edition, {"sector": "retail", "venue": "complex"})
    untold = {"outstanding_consumption_contribution", "chartered_bus", "hnte", "mall_retail", "goods_sales"}
    firm.write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in told.items() if key not in untold))
    path = tmp_path / f"a{ending}"
    more = {"": (), ".why": ("--why",)}.get(ending, ("-o", path))
    screen = jinshan("match", firm, "--as-of", "2023-05-01", *more, width=300)
    text = path.read_text("utf-8") if path.exists() else screen.out
    assert "最高 50万元（另有第 13 项未量化，不在其中）" in text
    assert "最高 20万元（另有第 10 项未量化，不在其中）" in text


@pytest.mark.parametrize("ending", ["", ".md", ".html", ".txt"])
def test_an_end_that_the_firm_has_not_told_is_not_the_source_s(tmp_path: Path, jinshan: Jinshan, ending: str) -> None:
    """不低于 is of a sum to which the source sets no end; where a figure is missing its end is still to be told."""
    told = ("--set", "eligible_hires=有", "--set", "srdi_new=是")
    more = ("-o", tmp_path / f"a{ending}") if ending else ()
    screen = jinshan("match", *told, "--as-of", "2023-05-01", *more)
    text = (tmp_path / f"a{ending}").read_text("utf-8") if ending else screen.out
    assert "至少 2,000元，上限待定" in text
    assert "不低于 2,000元" not in text
    assert "不低于 10万元" in text


def test_other_screens_say_so_too(tmp_path: Path, jinshan: Jinshan) -> None:
    """What would change, and on another day the list of calls, tell the end as the first screen does."""
    told = ("--set", "eligible_hires=有", "--what-if", "eligible_hires=5", "--as-of", "2023-05-01")
    assert "条件符合，至少 2,000元，上限待定" in jinshan("match", *told).out
    firms, calls = tmp_path / "a.csv", tmp_path / "b.csv"
    firms.write_text("企业名称,符合条件的新招录人数\n甲,有\n", "utf-8")
    jinshan("batch", firms, "-o", calls, "--layout", "call", "--as-of", "2024-05-01")
    assert "11 一次性吸纳就业补贴：至少 2,000元，上限待定" in calls.read_text("utf-8")


def test_a_sum_of_nothing_has_no_heading(jinshan: Jinshan) -> None:
    """Where nothing can be had now, no heading stands over no sum."""
    told = jinshan("match", MANUFACTURER, "--as-of", "2025-05-01", "--why").out
    assert "合计（现在可办理、可享受的）" not in told
    assert "先问是否仍受理的合计（未计入上面）" in told


def test_what_does_not_fit_is_counted(start: Begin) -> None:
    """On a terminal of 19 lines the most pressing stay, and the others are counted; a higher one shows all."""
    low = lines_of(start(f"match {MANUFACTURER} --as-of 2023-12-20", rows=19))
    high = lines_of(start(f"match {MANUFACTURER} --as-of 2023-12-20", rows=60))
    assert len(low) < 19
    assert len(shown(high)) == 9
    assert 3 <= len(shown(low)) < 9
    assert shown(low) == shown(high)[: len(shown(low))]
    assert any(f"另有 {9 - len(shown(low))} 个" in line for line in low)


def _at(height: int, assessment: Assessment) -> str:
    """The first screen on a terminal so high."""
    said = StringIO()
    show_first(Console(file=said, force_terminal=True, width=WIDE, height=height, color_system=None), assessment)
    return said.getvalue()


def test_however_low_three_are_shown(edition: Edition) -> None:
    """On a terminal of five lines too; of the signs those alone are told that stand in what is shown."""
    found = assessed(edition, told(MANUFACTURER), date(2023, 4, 20))
    low, high = (_at(height, found) for height in (5, 60))
    assert (shown(low.splitlines()), len(shown(high.splitlines()))) == (["18", "4", "3"], 10)
    assert "另有 7 个，这一屏放不下" in low
    assert ("* 免申即享" in low, "* 免申即享" in high) == (False, True)


@pytest.mark.parametrize(("day", "left"), [("2023-05-30", ""), ("2023-05-31", "剩 30 天"), ("2023-06-30", "今天截止")])
def test_the_last_thirty_days_stand_out(start: Begin, day: str, left: str) -> None:
    """From the thirtieth day before its last on, and on that, a benefit has a sign and a colour; not a day earlier."""
    talk = start(f"match {RESTAURANT} --as-of {day}", rows=HIGH, columns=WIDE)
    talk.child.expect("编号")
    talk.child.expect("延期还本付息[^\n]*")
    line, before = talk.child.after, talk.child.before.split("\n")[-1]
    assert ("!" in before) is bool(left)
    assert ("\x1b[1;31m" in before) is bool(left)
    assert left in line
    assert bool(re.search("剩|今天", line)) is bool(left)


def test_nearest_last_day_first_then_money(jinshan: Jinshan) -> None:
    """Dates before none; among equals the surest money first, then what may be more, then what is not quantified."""
    out = jinshan("match", MANUFACTURER, "--as-of", "2023-05-01", width=WIDE).out
    assert shown(out.splitlines()) == ["4", "3", "20b", "19", "17a", "21", "11", "23", "1b"]
    out = jinshan("match", RESTAURANT, "--as-of", "2023-05-01", width=WIDE).out
    assert shown(out.splitlines())[0] == "5"


def test_who_and_how_much_is_in_the_line(jinshan: Jinshan) -> None:
    """Item, amount, last day and whom to call stand in one line; what needs no application is marked and explained."""
    out = jinshan("match", MANUFACTURER, "--as-of", "2023-05-01", width=WIDE).out
    assert re.search(r"^  3    “六税两费”减半 +9.3万元 +2024-12-31\^\+ 金山税务局等 021-12366", out, re.MULTILINE)
    assert re.search(r"^  11   一次性吸纳就业补贴\* +8,000元 +未载明 +区人社局 67961792", out, re.MULTILINE)
    assert "* 免申即享，不必申请" in out
    assert "先问是否仍受理 1 个（18）：奖补资金 20万元" in out
    assert "待核实 10 个" in out
    assert "还需知道" not in out


def test_details_are_had_with_why(jinshan: Jinshan) -> None:
    """`--why` shows each 先问 and 待核实 with what is missing, and the whole firm; the first names it."""
    first = jinshan("match", MANUFACTURER, "--as-of", "2023-05-01", width=WIDE).out
    whole = jinshan("match", MANUFACTURER, "--as-of", "2023-05-01", "--why", width=WIDE).out
    assert "加 --why 看详情和理由" in first
    assert "待核实（10）" in whole
    assert "还需知道：需要续贷" in whole
    assert "资产总额 4200万元" in whole
    assert "加 --why" not in whole


def test_a_pipe_is_never_cut(jinshan: Jinshan) -> None:
    """Off a terminal there is no height: every benefit is listed."""
    out = jinshan("match", MANUFACTURER, "--as-of", "2023-05-01", width=40).out
    assert len(shown(out.splitlines())) == 9
    assert all(width_of(line) <= 40 for line in out.splitlines())


def test_the_interview_ends_with_the_answer_on_the_screen(start: Begin) -> None:
    """What to bring and where the answers are come before the result, which is among the last 23 lines."""
    talk = start(f"ask {MANUFACTURER} --as-of 2023-05-01", rows=HIGH, columns=WIDE)
    talk.until("> ")
    talk.child.send("q\r")
    rest, code = talk.end()
    assert code == 0
    screen = rest.replace("\r", "").rstrip("\n").split("\n")[-(HIGH - 1) :]
    assert "金山区 2023 年惠企政策（jinshan-2023），按 2023-05-01 计算" in screen
    assert rest.index("答案在") < rest.index("金山区 2023 年惠企政策")
    assert screen[-1].endswith("以责任单位核定为准。")


def test_ask_gives_the_details_too(start: Begin) -> None:
    """`w` shows them at any prompt, and the question stays; `--why` shows them at the end."""
    talk = start(f"ask {MANUFACTURER} --as-of 2023-05-01 --why", rows=HIGH, columns=WIDE)
    question = re.findall(r"\d+\. (.*)", talk.until("> "))[-1].strip()
    assert "待核实（10）" not in ESCAPE.sub("", talk.type("r"))
    told = talk.type("w")
    assert "还需知道：需要续贷" in told
    assert question[:12] in told
    talk.child.send("q\r")
    rest, code = talk.end()
    assert code == 0
    assert "每项的理由" in rest


def test_the_end_of_a_period_is_no_deadline(jinshan: Jinshan) -> None:
    """A last day that is one of something else than of claims has a sign that is explained: when the thing must
    happen, or how far repayment may be put off."""
    out = jinshan("match", MANUFACTURER, "--as-of", "2023-05-01", width=80).out
    assert "2023-12-31^ " in out
    assert "^ 不一定是办理的截止日" in out
    put_off = jinshan("match", RESTAURANT, "--as-of", "2023-06-01", width=80).out
    assert re.search(r"延期还本付息 +未量化 +06-30 剩 29 天\^ ", put_off)


def test_the_end_of_a_claim_is_a_deadline_whatever_it_is_called(jinshan: Jinshan, in_folder: Path) -> None:
    """A window for claims that says what is claimed (申报) has no sign: elsewhere that day is 申报截止."""
    assert jinshan("edition", "new", "mine").code == 0
    table = Path("mine/policies.toml")
    table.write_text(table.read_text("utf-8").replace('every = "year" }', 'every = "year", of = "申报" }', 1), "utf-8")
    firm = ("--set", "sector=software", "--set", "rd_spend=100万", "--data", "mine", "--as-of", "2026-04-01")
    out = jinshan("match", *firm, width=80).out
    assert re.search(r"2 +研发奖补 +20万元 +04-30 剩 29 天 ", out)
    assert "不一定是办理的截止日" not in out
    assert "申报截至 2026-04-30" in jinshan("match", *firm, "--why").out


@pytest.mark.parametrize(("day", "cell"), [("2023-04-01", "04-30 剩 29 天"), ("2023-04-30", "04-30 今天截止")])
def test_a_reported_last_day_presses_too(jinshan: Jinshan, day: str, cell: str) -> None:
    """Where only a note knows until when, that day is shown with a sign, and counts for the order and the colour."""
    out = jinshan("match", MANUFACTURER, "--as-of", day, width=WIDE).out
    assert shown(out.splitlines())[0] == "18"
    assert re.search(rf"^! 18 +高新技术企业奖励 +20万元 +{cell}\+ ", out, re.MULTILINE)
    assert "+外部资料另有说明；18的末日据外部资料" in "".join(out.split())


def test_what_notes_know_of_time_is_marked(jinshan: Jinshan) -> None:
    """A benefit of which a note tells a longer time, or how far the money goes, has the sign; no other has."""
    out = jinshan(
        "match",
        "--set",
        "entity=consumer",
        "--set",
        "nev_price=30万",
        "--set",
        "appliance_spend=1万",
        "--set",
        "replaced_cars=1",
        "--as-of",
        "2023-05-01",
        width=WIDE,
    ).out
    assert re.search(r"^  2 .*2023-12-31\^\+ ", out, re.MULTILINE)
    assert re.search(r"^  16 .*未载明\+ ", out, re.MULTILINE)
    plain = jinshan("match", "--set", "innovation_fund=是", "--as-of", "2023-05-01", width=WIDE).out
    assert "+ 外部资料" not in plain


@pytest.mark.parametrize(
    ("sector", "day", "told"),
    [
        ("accommodation", "2023-09-30", "2 项，8 条安排，其中 6 条日期未载明"),
        ("accommodation", "2023-10-01", "2 项，6 条安排，其中 6 条日期未载明"),
        ("accommodation", "2023-12-31", "2 项，6 条安排，其中 6 条日期未载明"),
        ("accommodation", "2024-01-01", ""),
        ("manufacturing", "2023-05-01", ""),
    ],
)
def test_activities_on_no_stated_day_are_counted(jinshan: Jinshan, sector: str, day: str, told: str) -> None:
    """Activities that suit a firm are counted with those entries that no day is stated for, until the table ends."""
    facts = ("--set", f"sector={sector}", "--set", "wants_to_hire=false")
    out = jinshan("match", *facts, "--as-of", day).out
    assert re.findall("适合参加的活动 (.*)", out) == [told] * bool(told)
