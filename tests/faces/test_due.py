"""What is due: the last days ahead, whom each concerns, whom to call; from the table, a folder, a list."""

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from openpyxl import load_workbook
from support import contract
from support.cases import EXAMPLES, HOSTILE, SEEN
from support.commandline import Jinshan, Screen

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.tables import rowfiles
from jinshan_cli.faces.words.wrapping import width_of
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.files.firm.interview import read_answers
from jinshan_cli.use.dates.due import ahead, of_firms
from jinshan_cli.use.result.assess import assess

DECEMBER = date(2023, 12, 1)
FOLDER = EXAMPLES[0].parent
BUYER = {"name": "购车公司", "nev_price": "30万", "deferred_social_insurance": False, "excess_water_surcharge": 0}


def told(screen: Screen) -> list[dict[str, Any]]:
    """The JSON of a run that went well, or refused some of what it read."""
    assert screen.code in (0, 3), screen
    found: list[dict[str, Any]] = json.loads(screen.out)
    return found


def test_the_table_by_itself(jinshan: Jinshan) -> None:
    """Without a firm: every last day ahead, by day, stated ones and what notes report, with whom to call."""
    june = told(jinshan("due", "--as-of", "2023-06-01", "--within", "29", "--json"))
    assert [(each["day"], each["id"], each["ends"]) for each in june] == [
        ("2023-06-30", "5", "claim"),
        ("2023-06-30", "15", "period"),
        ("2023-06-30", "15", "period"),
    ]
    for each in june:
        contract.check(each, contract.DUE)
        assert each["days_left"] == 29
        assert each["firms"] == []
    assert [each["reported"] is not None for each in june] == [False, False, True]
    assert june[1]["phones"] == ["4008203152"]


@pytest.mark.parametrize(("as_of", "within", "is_there"), [("06-30", 0, 1), ("06-29", 0, 0), ("06-29", 1, 1)])
def test_both_ends_count(jinshan: Jinshan, as_of: str, within: int, is_there: int) -> None:
    """A last day is due on the day itself and `--within` days before it, and neither after nor earlier."""
    found = told(jinshan("due", "--as-of", f"2023-{as_of}", "--within", within, "--json"))
    assert len([each for each in found if each["id"] == "5"]) == is_there
    after = told(jinshan("due", "--as-of", "2023-07-01", "--json"))
    assert [each for each in after if each["id"] == "5"] == []


def test_every_day_of_the_table(edition: Edition) -> None:
    """All that `ahead` finds in four years is what the benefits and notes say, each once."""
    every = ahead(edition, date(2022, 12, 1), 1500)
    stated = {(b.id, b.window.days(DECEMBER)[1]) for policy in edition.policies for b in policy.benefits if b.window}
    assert {(each.benefit.id, each.day) for each in every if each.reported is None} == stated
    reported = {("1a", 2027), ("2", 2025), ("3", 2027), ("15", 2023), ("18", 2023)}
    last = date(2022, 12, 1) + timedelta(1500)
    assert {(each.benefit.id, each.day.year) for each in every if each.reported is not None} == {
        (benefit, year) for benefit, year in reported if year <= last.year - 1
    }
    assert len(every) == len({(each.key, each.day) for each in every})


def test_a_window_of_each_year(edited: Callable[..., Path]) -> None:
    """A window that comes again each year is due each time, until its table ends; what lies past the days asked about
    is not."""
    each = 'claim = { starts = 2023-04-01, ends = 2023-04-30, every = "year" }'
    folder = edited(("policies.toml", 'claim = { ends = 2023-12-31, of = "补缴截至" }', each))
    edition = load_edition(folder)
    found = [end.day for end in ahead(edition, date(2023, 4, 30), 1500) if end.benefit.id == "9"]
    assert found == [date(2023, 4, 30), date(2024, 4, 30)]
    assert [end for end in ahead(edition, date(2023, 5, 1), 363) if end.benefit.id == "9"] == []
    assert [end for end in ahead(edition, date(2024, 4, 30), 731) if end.benefit.id == "9"] == []


def test_a_further_round_is_not_told_with_the_days_of_this_one(edited: Callable[..., Path], jinshan: Jinshan) -> None:
    """Below 2024-04-30 stands the window; how many days are left is said of that day, and of today's round below its
    own."""
    each = 'claim = { starts = 2023-04-01, ends = 2023-04-30, every = "year" }'
    folder = edited(("policies.toml", 'claim = { ends = 2023-12-31, of = "补缴截至" }', each))
    told = jinshan("due", "--data", folder, "--as-of", "2023-04-10", "--within", "400").out.split("\n")
    rounds = [told[at + 1].strip() for at, line in enumerate(told) if line.startswith("  9  ")]
    assert [line.endswith("每年 04-01 至 04-30（还有 20 天）") for line in rounds] == [True, False]
    assert rounds[1].endswith("每年 04-01 至 04-30")


@pytest.mark.parametrize(("ends", "days"), [(", ends = 2023-06-30", [("2023-06-30", "claim")]), ("", [])])
def test_a_period_beside_a_claim(
    ends: str, days: list[tuple[str, str]], edited: Callable[..., Path], jinshan: Jinshan
) -> None:
    """The thing has a last day of its own before that of the claim, and where the claim has none; each is told."""
    window = f'period = {{ ends = 2023-06-20, of = "签约" }}\nclaim = {{ starts = 2023-06-01{ends} }}'
    data = edited(("policies.toml", 'claim = { ends = 2023-12-31, of = "补缴截至" }', window))
    asked = ("due", "--data", data, "--as-of", "2023-06-01")
    nine = [each for each in told(jinshan(*asked, "--json")) if each["id"] == "9"]
    assert [(each["day"], each["ends"]) for each in nine] == [("2023-06-20", "period"), *days]
    screen = jinshan(*asked).out
    assert "9  缓缴社保补缴免滞纳金：签约截止" in screen
    assert "；19 个事项未载明截止日期" in screen


def test_a_period_that_ends_with_its_claim(edited: Callable[..., Path]) -> None:
    """One last day is told once; where the claim comes again each year, the thing's own is told beside it."""
    window = "period = { ends = 2023-06-30 }\nclaim = { starts = 2023-06-01, ends = 2023-06-30 }"
    old = 'claim = { ends = 2023-12-31, of = "补缴截至" }'
    for each, ends in ((window, ["claim"]), (window[:-2] + ', every = "year" }', ["claim", "period"])):
        table = load_edition(edited(("policies.toml", old, each)))
        nine = [end for end in ahead(table, date(2023, 6, 1), 30) if end.benefit.id == "9"]
        assert [(end.day, end.ends) for end in nine] == [(date(2023, 6, 30), what) for what in ends]


def test_of_a_folder(jinshan: Jinshan, edition: Edition) -> None:
    """Each firm file of a folder that a last day concerns, with the verdict and amount that `match` gives it."""
    found = told(jinshan("due", FOLDER, "--as-of", DECEMBER, "--json"))
    seen = {(due["id"], firm["place"]): firm for due in found for firm in due["firms"]}
    results = {path.name: assess(edition, read_answers(path, edition.facts).firm, DECEMBER) for path in EXAMPLES}
    ids = {due["id"] for due in found}
    wanted = {
        (each.benefit.id, name): each.status
        for name, result in results.items()
        for _, each in result.benefits()
        if each.benefit.id in ids and each.status != "ineligible"
    }
    assert {key: firm["status"] for key, firm in seen.items()} == wanted
    for firm in seen.values():
        contract.check(firm, contract.DUE_FIRM)
    assert seen["2", "sole_trader.toml"]["amount"] == {"low": 13800, "high": 13800}


def test_those_that_get_it_come_first(edition: Edition) -> None:
    """Eligible firms, then undetermined ones, as they were told; an ineligible one, and a day of none, is not there."""
    unknown, none = firm_of({"name": "未知"}, edition.facts, ""), firm_of({"nev_price": 0}, edition.facts, "")
    buyer = firm_of(BUYER, edition.facts, "")
    ends = [end for end in ahead(edition, DECEMBER, 30) if end.benefit.id == "2"]
    (due,) = of_firms(ends, [("a", unknown), ("b", none), ("c", buyer)], edition, DECEMBER)
    assert [(firm.place, firm.status) for firm in due.firms] == [("c", "eligible"), ("a", "undetermined")]
    assert of_firms(ends, [("b", none)], edition, DECEMBER) == []


def test_a_list_is_a_folder(jinshan: Jinshan, in_folder: Path) -> None:
    """The same firms in a list: the same days, verdicts and amounts, at their rows; a refused cell is told, code 3."""
    Path("list.csv").write_text("企业名称,nev_price,行业\n购车公司,30万,零售业\n,不详,零售业\n丙,无,不知何业", "utf-8")
    screen = jinshan("due", "list.csv", "--as-of", DECEMBER, "--json")
    assert screen.code == 3
    assert "不知何业" in screen.err
    (car,) = [due for due in told(screen) if due["id"] == "2"]
    assert car["firms"] == [
        {"name": "购车公司", "place": "第 1 行", "status": "eligible", "amount": {"low": 30000, "high": 30000}},
        {"name": "", "place": "第 2 行", "status": "undetermined", "amount": {"low": 0, "high": None}},
    ]
    piped = jinshan("due", "-", "--as-of", DECEMBER, "--json", stdin=Path("list.csv").read_bytes())
    assert told(piped) == told(screen)


def test_a_list_on_a_day_with_nothing_ahead(jinshan: Jinshan, in_folder: Path) -> None:
    """It is read and accounted for, and told that no last day is ahead."""
    (in_folder / "list.csv").write_text("企业名称,行业\n甲,零售业\n乙,好业", "utf-8")
    screen = jinshan("due", "list.csv", "--as-of", "2026-11-27")
    assert (screen.code, "没有与这 2 家有关的截止日" in screen.out) == (3, True)
    assert "好业" in screen.err


def test_a_faulty_file_is_told(jinshan: Jinshan, in_folder: Path) -> None:
    """Of a folder the firms that can be read are told, and each fault of the others on stderr; code 3."""
    Path("a.toml").write_text('name = "购车公司"\nnev_price = "30万"', "utf-8")
    Path("b.toml").write_text("nev_price = -1\nnev_pric = 3\n", "utf-8")
    Path("c.txt").write_text("nothing", "utf-8")
    screen = jinshan("due", ".", "--as-of", DECEMBER)
    assert screen.code == 3
    assert "购车公司" in screen.out
    assert screen.err.count("b.toml") == 2
    assert jinshan("due", "a.toml", "--as-of", DECEMBER).code == 0
    assert jinshan("due", "b.toml", "--as-of", DECEMBER).code == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--within", "-1"), "天数"),
        (("--within", "3.5"), "天数"),
        (("--within", "99999999999"), "天数"),
        (("nothing-there",), "找不到"),
        (("empty",), "没有企业资料"),
        (("-o", "x.csv"), ".xlsx"),
        (("firms.xlsx", "-o", "firms.xlsx", "--force"), "firms.xlsx"),
    ],
)
def test_refusals(jinshan: Jinshan, in_folder: Path, args: tuple[str, ...], words: str) -> None:
    """What cannot be meant is refused in words, and nothing is written."""
    Path("empty").mkdir()
    Path("firms.xlsx").write_bytes(b"kept")
    screen = jinshan("due", *args)
    assert (screen.code, screen.out) == (2, "")
    assert words in screen.err
    assert Path("firms.xlsx").read_bytes() == b"kept"
    assert sorted(path.name for path in Path().iterdir()) == ["empty", "firms.xlsx"]


def test_days_as_people_write_them(jinshan: Jinshan) -> None:
    """`30天` is 30; to the end of all days is no fault."""
    for days in ("30天", "30 天", "３０"):
        assert jinshan("due", "--within", days, "--as-of", DECEMBER) == jinshan("due", "--as-of", DECEMBER)
    assert "没有截止日" in jinshan("due", "--as-of", "9999-12-30").out


def test_the_screen(jinshan: Jinshan) -> None:
    """Days, what ends, whom to call, who; what has no last day is counted; outside the table's time a banner."""
    screen = jinshan("due", FOLDER, "--as-of", DECEMBER, width=80)
    assert screen.code == 0
    for words in (
        "2023-12-31（还有 30 天）",
        "购置日期截止",
        "021-12366",
        "示例五金店（个体工商户）",
        "未载明截止日期",
    ):
        assert words in screen.out, words
    late = jinshan("due", "--as-of", "2027-12-15")
    assert "本表为 2023 年版" in late.err
    assert "先问是否仍受理" in late.out


TO_VERIFY = "条件符合，另需核定：车型在免征目录内"


@pytest.mark.parametrize(("count", "rest"), [(10, "10"), (11, "10 等")])
def test_as_many_as_fit_are_named(count: int, rest: str, jinshan: Jinshan, in_folder: Path) -> None:
    """All are counted; of more than ten it is said that there are others."""
    rows = "".join(f"甲{number},30万\n" for number in range(1, count + 1))
    Path("a.csv").write_text("企业名称,nev_price\n" + rows, "utf-8")
    out = jinshan("due", "a.csv", "--as-of", DECEMBER, width=200).out
    names = "、".join(f"甲{number}" for number in range(1, 11))
    assert f"符合 {count} 家：{names}{rest[2:]}\n" in re.sub(" +\n", "\n", out)


def test_a_name_of_several_lines(jinshan: Jinshan, in_folder: Path) -> None:
    """It stays in the line of its firm, and is no other thing that is due."""
    Path("a.csv").write_text('企业名称,nev_price\n"甲\n  9  缓缴：截至 2023-12-31",30万\n', "utf-8")
    screen = jinshan("due", "a.csv", "--as-of", DECEMBER, width=120)
    assert "符合 1 家：甲\\u000a  9  缓缴：截至 2023-12-31" in screen.out


def test_what_is_still_to_be_verified(jinshan: Jinshan, in_folder: Path) -> None:
    """Of who is eligible the screen tells what the department also asks, below the names."""
    Path("a.csv").write_text("企业名称,nev_price\n甲,30万\n", "utf-8")
    Path("b.csv").write_text("企业名称,sector\n甲,零售业\n", "utf-8")
    out = jinshan("due", "a.csv", "--as-of", DECEMBER, width=200).out
    assert re.search(rf"符合 1 家：甲 *\n *{TO_VERIFY}", out)
    assert "另需核定" not in jinshan("due", "b.csv", "--as-of", DECEMBER, width=200).out


def test_in_files(jinshan: Jinshan, in_folder: Path) -> None:
    """A row a day, benefit and firm, in a workbook and in Markdown; a name from an enemy is only a name."""
    Path("a.toml").write_text(f"name = {json.dumps(HOSTILE)}\nnev_price = '30万'\n", "utf-8")
    for ending in ("md", "xlsx"):
        assert jinshan("due", "a.toml", "--as-of", DECEMBER, "-o", f"x.{ending}").code == 0
    rows = list(load_workbook("x.xlsx").worksheets[0].iter_rows(values_only=True))
    (car,) = [row for row in rows if row[2] == "2"]
    assert (car[0], car[1], car[-4:]) == ("2023-12-31", 30, (SEEN, "a.toml", TO_VERIFY, "3万元"))
    assert "\x1b" not in Path("x.md").read_text("utf-8")
    assert jinshan("due", "--as-of", DECEMBER, "-o", "table.md").code == 0
    assert "企业 |" not in Path("table.md").read_text("utf-8")


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a sheet cannot hold is refused in words, and not cut off."""
    monkeypatch.setattr(rowfiles, "MOST_ROWS", 3)
    rows = rowfiles.RowFile("表", ("a",), [("1",), ("2",)])
    assert rowfiles.workbook(SimpleNamespace(rows=lambda: rows))
    more = rowfiles.RowFile("表", ("a",), [("1",), ("2",), ("3",)])
    with pytest.raises(InputError, match="上限"):
        rowfiles.workbook(SimpleNamespace(rows=lambda: more))


def test_a_column_is_as_wide_as_its_widest_text() -> None:
    """Wherever it stands, of whatever letters: the last of many, half wide, full wide, of two bytes or of four."""
    texts = ["一二三", "abcdefgh", "ｱｲｳｴｵｶｷｸｹ", "éèêëēėęüöä", "𠮷野家𠮷野家", "第 12 行（甲）", "x" * 19, "𝒂𝒃𝒄" * 7]
    rows = [(text, number) for number, text in enumerate(["短"] * 500 + texts)]
    for end in range(501, len(rows) + 1):
        table = rowfiles.RowFile("表", ("名", "数"), rows[:end])
        sheet = load_workbook(BytesIO(rowfiles.workbook(SimpleNamespace(rows=lambda table=table: table)))).active
        assert sheet is not None
        widest = max(width_of(text) for text, _ in rows[:end])
        assert round(sheet.column_dimensions["A"].width - 0.71) == widest + 2
        assert sheet.cell(end + 1, 2).value == end - 1
