"""What changed between two lists of results: joined by code, else by name, and nobody is guessed at."""

import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support import contract
from support.commandline import Jinshan
from support.page import Page

DAY = ("--as-of", "2023-05-01")
HEAD = (
    "企业名称,统一社会信用代码,行业,企业类型,本年新增限额以上,符合条件的新招录人数,"
    "outstanding_consumption_contribution\n"
)
SHOP = "零售业,企业"
OLD = HEAD + f"甲,91A,{SHOP},否,0,否\n乙,91B,{SHOP},是,0,否\n丙,91C,{SHOP},,0,否\n丁,91D,{SHOP},否,0,否\n"
NEW = HEAD + f"戊,91E,{SHOP},否,0,否\n丙,91C,{SHOP},是,3,否\n乙,91B,{SHOP},,0,否\n甲甲,91A,{SHOP},是,0,否\n"
pytestmark = pytest.mark.usefixtures("in_folder")


def results(jinshan: Jinshan, name: str, text: str, ending: str = ".csv") -> Path:
    """A list of results, written by `batch`."""
    Path(f"{name}.in.csv").write_text(text, "utf-8")
    path = Path(name + ending)
    screen = jinshan("batch", f"{name}.in.csv", "-o", path, *DAY)
    assert screen.code == 0, screen
    return path


def told(jinshan: Jinshan, *args: Any, code: int = 0) -> dict[str, Any]:
    """The JSON of a run."""
    screen = jinshan("diff", *args, "--json")
    assert screen.code == code, screen
    found: dict[str, Any] = json.loads(screen.out)
    return found


def test_a_name_like_a_formula_is_the_same_in_every_kind_of_file(jinshan: Jinshan) -> None:
    """Text files keep =甲 from running with a mark, workbooks need none: the firm is neither new nor gone."""
    rows = HEAD + f"=甲,,{SHOP},否,0,否\n-乙,,{SHOP},否,0,否\n丙,,{SHOP},否,0,否\n"
    found = told(jinshan, results(jinshan, "old", rows), results(jinshan, "new", rows, ".xlsx"))
    assert (found["alike"], found["new"], found["gone"]) == (3, [], [])


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl"])
def test_a_code_that_excel_is_to_take_for_a_text(jinshan: Jinshan, ending: str) -> None:
    """Other programs write ="9131…", that Excel makes no number of it: it is the same code, and the same name."""
    plain, kept = (
        HEAD + row + f",{SHOP},否,0,否\n" for row in ("甲,91310116000000001X", '="甲",="91310116000000001X"')
    )
    found = told(jinshan, results(jinshan, "old", plain), results(jinshan, "new", kept, ending))
    assert (found["alike"], found["new"], found["gone"]) == (1, [], [])


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl", ".parquet"])
def test_firm_by_firm(jinshan: Jinshan, ending: str) -> None:
    """By code whatever the name: who is newly eligible, may be no more, is settled; sums; who is new and gone."""
    found = told(jinshan, results(jinshan, "old", OLD, ending), results(jinshan, "new", NEW, ending))
    contract.check(found, contract.LIST_COMPARISON)
    firms = {firm["code"]: firm for firm in found["firms"]}
    assert firms["91A"]["gained"] == [13]
    assert (firms["91A"]["name"], firms["91A"]["row"], firms["91A"]["row_before"]) == ("甲甲", 4, 1)
    assert firms["91A"]["money"]["grant"]["after"]["low"] == firms["91A"]["money"]["grant"]["before"]["low"] + 20000
    assert (firms["91B"]["lost"], firms["91B"]["reopened"]) == ([], [13])
    assert (firms["91C"]["settled"], firms["91C"]["gained"]) == ([13], [11])
    assert [each["code"] for each in found["new"]] == ["91E"]
    assert [each["code"] for each in found["gone"]] == ["91D"]
    assert next(each for each in found["policies"] if each["number"] == 13) == {
        "number": 13,
        "gained": 1,
        "lost": 0,
        "settled": 1,
        "ruled_out": 0,
        "reopened": 1,
        "asked": 0,
        "unasked": 0,
        "possible": 0,
    }


def test_by_name_where_there_is_no_code(jinshan: Jinshan) -> None:
    """Lists without codes are joined by name; a firm of which nothing changed is counted."""
    head = HEAD.replace("统一社会信用代码,", "")
    old = results(jinshan, "old", head + "甲,零售业,企业,否,0,否\n乙,零售业,企业,否,0,否\n")
    found = told(jinshan, old, results(jinshan, "new", head + "乙,零售业,企业,否,0,否\n甲,零售业,企业,是,0,否\n"))
    assert ([firm["name"] for firm in found["firms"]], found["alike"]) == (["甲"], 1)


def test_two_firms_of_one_name_are_not_guessed_at(jinshan: Jinshan) -> None:
    """An ambiguous join is refused and named, with its rows; the others are compared; exit code 3."""
    head = HEAD.replace("统一社会信用代码,", "")
    old = results(jinshan, "old", head + "甲,零售业,企业,否,0,否\n甲,零售业,企业,是,0,否\n乙,零售业,企业,否,0,否\n")
    new = results(jinshan, "new", head + "甲,零售业,企业,是,0,否\n乙,零售业,企业,是,0,否\n")
    found = told(jinshan, old, new, code=3)
    assert found["ambiguous"] == [{"firm": "甲", "rows_before": [1, 2], "rows_after": [1]}]
    assert [firm["name"] for firm in found["firms"]] == ["乙"]
    assert "甲 不止一行（旧名单 第 1、2 行，新名单 第 1 行），没有比较" in jinshan("diff", old, new).out


def test_what_has_to_be_asked_about_is_a_change(jinshan: Jinshan) -> None:
    """What could be had, and the year after can only be asked about, is neither the same nor lost."""
    old = results(jinshan, "old", OLD)
    Path("late.csv").write_text(OLD, "utf-8")
    assert jinshan("batch", "late.csv", "-o", "new.csv", "--as-of", "2024-05-01").code == 0
    found = told(jinshan, old, "new.csv")
    asked = next(firm for firm in found["firms"] if firm["code"] == "91B")
    assert 13 in asked["asked"]
    assert asked["lost"] == []
    assert "改为先问是否仍受理" in jinshan("diff", old, "new.csv").out
    back = told(jinshan, "new.csv", old)
    assert 13 in next(firm for firm in back["firms"] if firm["code"] == "91B")["unasked"]


def test_what_nothing_is_sure_of_is_no_zero(jinshan: Jinshan) -> None:
    """A firm that has to be asked about first is not told to come to 0元, nor one that only has something to a fen."""
    old = results(jinshan, "old", OLD)
    assert jinshan("batch", "old.in.csv", "-o", "new.csv", "--as-of", "2024-05-01").code == 0
    told_of = jinshan("diff", old, "new.csv").out
    assert "→ 暂无可确定的金额" in told_of
    assert "0元 " not in told_of + jinshan("diff", "new.csv", old).out
    head = "企业名称,eligible,undetermined,relief_low,relief_high,行业\n"
    Path("old.csv").write_text(head + "甲,3,,0.01,,零售业\n乙,3,,0.01,500,零售业", "utf-8")
    Path("new.csv").write_text(head + "甲,3,,50,50,零售业\n乙,3,,0.01,0.01,零售业", "utf-8")
    told_of = jinshan("diff", "old.csv", "new.csv").out
    assert "税费减免 金额待定 → 50元" in told_of
    assert "税费减免 不高于 500元 → 0.01元" in told_of


@pytest.mark.parametrize("is_back", [False, True])
def test_an_older_result_says_nothing_of_asking(jinshan: Jinshan, is_back: bool) -> None:
    """Where one of the two has no column of what is asked about first, no firm is said to have moved by it."""
    head, rows = "企业名称,行业,eligible,undetermined", "甲,零售业,13;18,{}\n乙,零售业,13,{}\n"
    Path("old.csv").write_text(f"{head}\n" + rows.format("", 18), "utf-8")
    Path("new.csv").write_text(
        f"{head},ask_first\n" + rows.replace("乙,零售业,13", "乙,零售业,13;18").format(",13;18", ",18")
    )
    pair = ("new.csv", "old.csv") if is_back else ("old.csv", "new.csv")
    found = told(jinshan, *pair)
    assert [firm["name"] for firm in found["firms"]] == ["乙"]
    (firm,) = found["firms"]
    assert (firm["asked"], firm["unasked"]) == ([], [])
    assert firm["reopened" if is_back else "settled"] == [18]
    assert "没有“先问是否仍受理”一列，这一项没有比较" in jinshan("diff", *pair).out


def test_what_is_not_known_is_no_zero(jinshan: Jinshan) -> None:
    """A sum of which neither end is stated is not told as from 0 yuan up."""
    head = "企业名称,eligible,undetermined,relief_low,relief_high,行业\n"
    Path("old.csv").write_text(head + "甲,3,,50000,50000,零售业", "utf-8")
    Path("new.csv").write_text(head + "甲,3,,0,,零售业", "utf-8")
    assert "税费减免 5万元 → 没有上限可算" in jinshan("diff", "old.csv", "new.csv").out


def test_sums_of_a_workbook(jinshan: Jinshan) -> None:
    """A workbook has 9781.2 as 9781.200000000001: it is the same sum as in CSV."""
    text = "企业名称,增值税纳税人类型,减半前应缴“六税两费”\n甲,小规模,19562.4\n"
    old, new = results(jinshan, "old", text, ".xlsx"), results(jinshan, "new", text)
    found = told(jinshan, old, new)
    assert (found["alike"], found["firms"]) == (1, [])


def test_what_comes_to_0_yuan(jinshan: Jinshan) -> None:
    """It is nothing that a firm may have, below keys as below Chinese headings: no move is told."""
    head = "企业名称,行业,首次成为“四上”企业,研发投入,高新技术企业\n"
    was, now = f"{head}甲,软件,否,0,有效期内（早年认定）\n", f"{head}甲,软件,,0,有效期内（早年认定）\n"
    for ending in (".csv", ".xlsx"):
        found = told(jinshan, results(jinshan, "old", was, ending), results(jinshan, "new", now, ending))
        assert (found["alike"], found["firms"]) == (1, []), ending


def test_what_had_to_be_asked_about_and_is_ineligible(jinshan: Jinshan) -> None:
    """It was eligible, and is no more: that is lost, not ruled out, whether or not the lists tell of asking."""
    for head, old, new in (("", "", ""), (",ask_first", ",10", ",")):
        Path("old.csv").write_text(f"企业名称,行业,eligible,undetermined{head}\n甲,零售业,10,{old}\n", "utf-8")
        Path("new.csv").write_text(f"企业名称,行业,eligible,undetermined{head}\n甲,零售业,,{new}\n", "utf-8")
        (firm,) = told(jinshan, "old.csv", "new.csv")["firms"]
        assert (firm["lost"], firm["ruled_out"]) == ([10], [])


def test_two_codes_are_two_firms(jinshan: Jinshan) -> None:
    """A name under two codes is not one firm that changed, nor is a row with neither; case is no difference."""
    head = "企业名称,统一社会信用代码,eligible,undetermined,行业\n"
    Path("old.csv").write_text(head + "甲,91A,13,,零售业\n,,13,,零售业\n旧名,91x,13,,零售业", "utf-8")
    Path("new.csv").write_text(head + "甲,91B,,13,零售业\n,,,13,零售业\n新名,91X,,13,零售业", "utf-8")
    found = told(jinshan, "old.csv", "new.csv")
    assert [(firm["name"], firm["reopened"]) for firm in found["firms"]] == [("新名", [13])]
    assert [(firm["name"], firm["row"]) for firm in found["new"]] == [("甲", 1), ("", 2)]
    assert [(firm["name"], firm["row"]) for firm in found["gone"]] == [("甲", 1), ("", 2)]


def test_files_and_screen(jinshan: Jinshan) -> None:
    """Screen, page and workbook say the same of a firm and of a policy; nothing is written over."""
    old, new = results(jinshan, "old", OLD), results(jinshan, "new", NEW)
    screen = jinshan("diff", old, new)
    assert screen.code == 0
    assert "新符合 13" in screen.out
    assert "可能不再符合 13" in screen.out
    for name in ("out.html", "out.xlsx"):
        assert jinshan("diff", old, new, "-o", name).code == 0
        assert jinshan("diff", old, new, "-o", name).code == 2
    page = Page(Path("out.html").read_text("utf-8"))
    assert page.addresses == []
    assert "新符合 13" in page.text
    rows = list(load_workbook("out.xlsx")["企业"].iter_rows(values_only=True))
    assert str(next(row for row in rows if row[2] == "91B")[3]).startswith("可能不再符合 13")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("企业名称,行业\n甲,零售业\n", "不是名单的结果（一家一行）：没有 eligible（符合的政策）"),
        ("行业,eligible,undetermined\n零售业,13,\n", "没有企业名称"),
        ("企业名称,行业,eligible,undetermined\n甲,零售业,十三,\n", "不是政策编号"),
        ("企业名称,行业,eligible,undetermined,grant_low\n甲,零售业,13,,很多\n", "不是金额"),
        ("企业名称,行业,eligible,undetermined,grant_low\n甲,零售业,13,,inf\n", "不是金额"),
        ("企业名称,行业,eligible,undetermined,grant_low\n甲,零售业,13,,1E999999\n", "不是金额"),
        (f"企业名称,行业,eligible,undetermined\n甲,零售业,{'9' * 5000},\n", "不是政策编号"),
        ("", "是空的"),
    ],
)
def test_what_is_no_list_of_results(jinshan: Jinshan, text: str, words: str) -> None:
    """It is said what the file lacks, and never that it is no JSON."""
    Path("bad.csv").write_text(text, "utf-8")
    screen = jinshan("diff", "bad.csv", "bad.csv")
    assert screen.code == 2
    assert "JSON" not in screen.err
    assert words in screen.err, screen.err


def test_a_list_beside_a_firms_result(jinshan: Jinshan) -> None:
    """One of each cannot be compared: the one that is no list is named."""
    Path("one.json").write_text("{}", "utf-8")
    old = results(jinshan, "old", OLD)
    for pair in ((old, "one.json"), ("one.json", old)):
        screen = jinshan("diff", *pair)
        assert screen.code == 2
        assert "一个是名单，一个是一家企业的结果" in screen.err
        assert "one.json" in screen.err


@pytest.mark.parametrize("layout", ["benefit", "call"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_another_layout_is_named(jinshan: Jinshan, layout: str, ending: str) -> None:
    """Results in rows of benefits or of calls are no results a row a firm: that is said, and no heading is blamed."""
    Path("firms.csv").write_text(OLD, "utf-8")
    assert jinshan("batch", "firms.csv", "-o", f"out{ending}", "--layout", layout, *DAY).code == 0
    screen = jinshan("diff", f"out{ending}", f"out{ending}")
    assert screen.code == 2
    assert "不是名单的结果（一家一行）" in screen.err
    assert "表头" not in screen.err


@pytest.mark.parametrize("ending", [".xlsx", ".json"])
def test_what_is_compared_is_not_written_over(jinshan: Jinshan, ending: str) -> None:
    """Neither of the two is replaced by what they differ in, with --force too."""
    if ending == ".xlsx":
        both = [results(jinshan, "old", OLD, ending), results(jinshan, "new", NEW, ending)]
    else:
        both = [Path("old.json"), Path("new.json")]
        for path in both:
            assert jinshan("match", "--set=employees=3", *DAY, "-o", path).code == 0
    for path in both:
        before = path.read_bytes()
        screen = jinshan("diff", *both, "-o", path, "--force")
        assert (screen.code, "同一个文件" in screen.err) == (2, True)
        assert path.read_bytes() == before


@pytest.mark.parametrize("ending", [".csv", ".tsv", ".xlsx", ".jsonl", ".parquet"])
@pytest.mark.parametrize("layout", ["benefit", "call"])
def test_other_results_are_said_to_be_results(jinshan: Jinshan, layout: str, ending: str) -> None:
    """A benefit a row, or whom to call, is no list of firms, and no results that can be compared: no row is doubted."""
    Path("in.csv").write_text(NEW, "utf-8")
    assert jinshan("batch", "in.csv", "-o", f"other{ending}", "--layout", layout, *DAY).code == 0
    again = jinshan("batch", f"other{ending}", "-o", "-", *DAY)
    assert (again.code, again.err.count("错误："), again.err.count("提示：")) == (2, 1, 1)
    assert "这是名单的结果，不是企业名单" in again.err
    compared = jinshan("diff", results(jinshan, "old", OLD), f"other{ending}")
    assert (compared.code, compared.err.count("错误：")) == (2, 1)
    assert "不是名单的结果（一家一行）" in compared.err


def test_a_firm_written_in_another_way_is_the_same(jinshan: Jinshan) -> None:
    """Spaces, width, case and quotation marks make no other firm, by name or by code; each is told as it stands."""
    head = "企业名称,统一社会信用代码,eligible,undetermined,行业\n"
    Path("old.csv").write_text(
        head + "上海（甲） 公司,,3,,零售业\n乙,91x,3,,零售业\n丙店,,3,,零售业\n丙 店,,3,,零售业\n", "utf-8"
    )
    Path("new.csv").write_text(head + "上海(甲)公司,,,,零售业\n“乙”,９1Ｘ,,,零售业\n丙店,,,,零售业", "utf-8")
    found = told(jinshan, "old.csv", "new.csv", code=3)
    assert [(firm["name"], firm["lost"]) for firm in found["firms"]] == [("上海(甲)公司", [3]), ("“乙”", [3])]
    assert (found["new"], found["gone"]) == ([], [])
    assert found["ambiguous"] == [{"firm": "丙店", "rows_before": [3, 4], "rows_after": [3]}]
