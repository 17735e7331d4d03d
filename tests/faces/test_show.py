"""`show`, `list` and `facts`: the contract's JSON key by key, what is chosen, and what is said if nothing is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support import contract
from support.commandline import Jinshan
from support.contract import check

from jinshan_cli.core.policy import Edition

ALL = list(range(1, 24))


def flat(text: str) -> str:
    """Without spaces and line ends, so that what is broken over lines is found; cells of other columns interfere."""
    return "".join(text.split())


def _json(jinshan: Jinshan, *args: Any) -> Any:
    screen = jinshan(*args, "--json")
    assert (screen.code, screen.err) == (0, "")
    return json.loads(screen.out)


def _numbers(jinshan: Jinshan, *args: Any) -> list[int]:
    return [policy["number"] for policy in _json(jinshan, *args)]


@pytest.mark.parametrize("args", [("show", "1-23"), ("list",)], ids=str)
def test_policies_key_by_key(jinshan: Jinshan, args: tuple[str, ...]) -> None:
    """A list of policy objects, each with exactly the contract's keys, each of its type."""
    policies = _json(jinshan, *args)
    assert [policy["number"] for policy in policies] == ALL
    for policy in policies:
        check(policy, contract.POLICY)
        assert policy["departments"]
        for note in policy["notes"]:
            check({key: note[key] for key in ("text", "citation")}, {"text": str, "citation": str})
            assert set(note) <= {"text", "citation", "benefits", "claim", "period", "extended", "budget"}
        for benefit in policy["benefits"]:
            check(benefit, contract.BENEFIT)
            assert benefit["novelty"] in ("new", "continuing", "new_municipal")


def test_what_a_policy_takes_from_the_whole_table(jinshan: Jinshan) -> None:
    """Its parameters with value, label and source, and how its benefits are counted with others: on screen, in JSON."""
    folder = Path(__file__).parent.parent / "provisions_closing"
    (policy,) = _json(jinshan, "show", 3, "--data", folder)
    for parameter in policy["parameters"]:
        check(parameter, contract.PARAMETER)
    for combination in policy["combinations"]:
        check(combination, contract.WRITTEN)
    told = [(one["name"], one["value"], one["label"], one["source"]) for one in policy["parameters"]]
    assert told[1:] == [("interest_cap", "50万", "贴息上限", "第三条")]
    assert told[0][:2] == ("applications_open", "2025-03-01")
    assert [(one["kind"], one["amount"]) for one in policy["combinations"]] == [("cap", "district_tax_kept")]
    screen = jinshan("show", 3, "--data", folder, width=200).out
    assert "贴息上限（interest_cap）：50万（第三条）" in screen
    assert "2a、2b、3、4a、4b、5、6a、6b 合计不超过 区级留成" in screen
    other = jinshan("show", 2, "--data", folder, width=200).out
    assert "interest_cap" not in other
    assert "2a、2b 就高不重复，只计最高的一项" in other


def test_policy_13(jinshan: Jinshan) -> None:
    """Rules as they are written, contacts as in the source, null where nothing is stated."""
    (policy,) = _json(jinshan, "show", 13)
    assert (policy["measure"], policy["departments"]) == ("六、支持企业提升商贸能级", ["区经委"])
    assert (policy["phones"], policy["contact_note"], policy["uptake"]) == (["57921185"], None, "reviewed")
    first, second = policy["benefits"]
    assert (first["amount"], first["starts"], first["ends"]) == (None, None, None)
    assert (second["id"], second["amount"], second["kind"]) == ("13b", "2万", "grant")
    assert second["when"].startswith("firm and newly_above_quota and sector in [wholesale, ")


def test_dates_are_iso(jinshan: Jinshan) -> None:
    """A window is two ISO dates, or one and null."""
    windows = {
        benefit["id"]: (benefit["starts"], benefit["ends"])
        for policy in _json(jinshan, "show", "3", "5")
        for benefit in policy["benefits"]
    }
    assert windows == {"3": ("2023-01-01", "2024-12-31"), "5": (None, "2023-06-30")}


CHOSEN: list[tuple[list[str], list[int]]] = [
    (["13"], [13]),
    (["１３"], [13]),
    (["1", "3", "13"], [1, 3, 13]),
    (["13", "1"], [13, 1]),
    (["1-4"], [1, 2, 3, 4]),
    (["22至23", "1~2"], [22, 23, 1, 2]),
    *(([f"1{dash}4"], [1, 2, 3, 4]) for dash in ("–", "—", "——", "－", "～", "〜", "到")),
    (["1,3，5、7"], [1, 3, 5, 7]),
    (["2", "1-3", "2"], [2, 1, 3]),
    (["13b"], [13]),
    (["第13项"], [13]),
    (["第 13 项"], [13]),
    (["十三"], [13]),
    (["第二十至二十二项"], [20, 21, 22]),
    (["首店"], [12]),
    (["高企"], [18, 19]),
    (["57921185"], [12, 13, 14]),
]


@pytest.mark.parametrize(("numbers", "chosen"), CHOSEN, ids=str)
def test_numbers(jinshan: Jinshan, numbers: list[str], chosen: list[int]) -> None:
    """Numbers, lists and ranges, each policy once, in the order asked."""
    assert _numbers(jinshan, "show", *numbers) == chosen


@pytest.mark.parametrize(
    ("asked", "benefits"), [(["13b"], ["13b"]), (["13b", "13a"], ["13a", "13b"]), (["13b", "13"], ["13a", "13b"])]
)
def test_one_benefit(jinshan: Jinshan, asked: list[str], benefits: list[str]) -> None:
    """`13b` is that benefit of 13 and no other; with the rest of 13 it is the whole."""
    (policy,) = _json(jinshan, "show", *asked)
    assert [benefit["id"] for benefit in policy["benefits"]] == benefits


def test_headings_of_a_paper(jinshan: Jinshan, tmp_path: Path) -> None:
    """In Markdown a policy stands below the table, its benefits below it."""
    assert jinshan("show", 13, "-o", tmp_path / "x.md").code == 0
    found = re.findall(r"^(#+) (\w+)", (tmp_path / "x.md").read_text("utf-8"), re.MULTILINE)
    assert found == [("#", "金山区"), ("##", "第"), ("###", "13a"), ("###", "13b"), ("###", "说明")]


def test_words_are_not_parts_of_phone_numbers(jinshan: Jinshan) -> None:
    """Three figures of a phone number find nothing; the whole number finds who answers it."""
    assert _numbers(jinshan, "list", "792") == []
    assert 13 in _numbers(jinshan, "list", "57921185")


@pytest.mark.parametrize(("written", "kind"), [("奖补", "grant"), ("税费", "relief")])
def test_a_kind_by_the_beginning_of_its_name(jinshan: Jinshan, written: str, kind: str) -> None:
    """`--kind 奖补` is 奖补资金."""
    assert _numbers(jinshan, "list", "--kind", written) == _numbers(jinshan, "list", "--kind", kind) != []


@pytest.mark.parametrize(
    ("number", "near"),
    [
        ("99", ""),
        ("0", ""),
        ("3-1", ""),
        ("1-99", ""),
        ("9" * 30, ""),
        ("13z", ""),
        ("第99项", ""),
        ("三十一", ""),
        ("新能源汽车免征购置税", "第 2 项 新能源汽车免征车辆购置税"),
    ],
)
def test_unknown_number(jinshan: Jinshan, number: str, near: str) -> None:
    """A number that is not there: the range there is, the nearest by title, exit code 2, no half a result."""
    screen = jinshan("show", "13", number)
    assert (screen.code, screen.out) == (2, "")
    assert screen.err.startswith(
        f"错误：没有这个编号，也没有政策含这个词\n  位置：编号\n  原值：{number}\n  提示：本表编号为 1 至 23；"
    )
    assert screen.err.endswith(f"  相近：{near}\n" if near else "jinshan list\n")


def test_every_unknown_number_is_named(jinshan: Jinshan) -> None:
    """Two wrong numbers are two faults."""
    assert jinshan("show", "98", "99").err.count("错误：没有这个编号") == 2


def test_whole_policy_in_words(jinshan: Jinshan) -> None:
    """`show 19` has rule, amount, contacts, window, what is not checked, readings, notes and source."""
    out = jinshan("show", 19, width=200).out
    for words in (
        "第 19 项",
        "且首次成为“四上”企业，且高新技术企业为有效期内（早年认定）、上年（2022）新认定、上年（2022）新引进、上年（2022）复审通过或本年（2023）新认定",
        "5% × 上一年度研发投入，最高 50万元",
        "57971309",
        "原文未载明截止日期",
        "另需核定",
        "口径说明",
        "外部资料",
        "政策类任务分工表第 19 项",
    ):
        assert words in out


WINDOWS = [
    ("3", "2022-12-31", "税款所属期 2023-01-01 至 2024-12-31（尚未开始）"),
    ("3", "2024-12-01", "税款所属期 2023-01-01 至 2024-12-31（还有 30 天）"),
    ("5", "2023-06-30", "最长可延至 2023-06-30（今天截止）"),
    ("5", "2023-07-01", "最长可延至 2023-06-30（已截止）"),
]


@pytest.mark.parametrize(("day", "is_asked"), [("2022-12-31", False), ("2023-03-31", True), ("2023-04-30", False)])
def test_who_is_asked_first_is_the_same_in_the_list(jinshan: Jinshan, day: str, is_asked: bool) -> None:
    """Before the table begins nobody is asked whether applications are still taken, though a note has a window too."""
    for command in (("list", "高企"), ("show", "18")):
        assert ("先问是否仍受理" in jinshan(*command, "--as-of", day, width=250).out) is is_asked, command


@pytest.mark.parametrize(("number", "day", "words"), WINDOWS)
def test_where_a_day_lies_in_a_window(jinshan: Jinshan, number: str, day: str, words: str) -> None:
    """`show` says whether a window is over, to come, or how long it lasts, and on which day; JSON has no day."""
    screen = jinshan("show", number, "--as-of", day)
    assert re.search(rf"期限 +{words} *\n", screen.out)
    assert re.search(rf"计算日期 +{day}", screen.out)
    assert jinshan("show", number, "--as-of", day, "--json") == jinshan("show", number, "--json")


def test_no_window_is_of_the_tables_time(jinshan: Jinshan) -> None:
    """A policy without a stated window says nothing of a day in the table's time, outside it that one has to ask."""
    inside, outside = (jinshan("show", "13", "--as-of", day).out for day in ("2023-05-01", "2033-05-01"))
    assert "先问" not in inside
    assert "先问是否仍受理" in outside.replace("\n", "").replace(" ", "")


def test_list_marks_what_is_over(jinshan: Jinshan) -> None:
    """The window that is over is marked, on the day after its last and not before; JSON is the same."""
    marked = [flat(jinshan("list", "置换", "--as-of", day, width=300).out) for day in ("2023-06-30", "2023-07-01")]
    assert ["（事项期已过）" in out for out in marked] == [False, True]
    assert "（今天截止）" in marked[0]
    assert jinshan("list", "--as-of", "2024-01-01", "--json") == jinshan("list", "--json")


def test_list_tells_what_notes_know_of_time(jinshan: Jinshan) -> None:
    """Beside the window stands what a note reports, and that one has to ask; what is of another year is not "over"."""
    closed, running = (
        flat(jinshan("list", "高企", "--as-of", f"2023-{day}", width=300).out) for day in ("05-01", "04-30")
    )
    assert "办理期2023-04-01至2023-04-30（已过）" in closed
    assert "先问是否仍受理" in closed
    assert "办理期2023-04-01至2023-04-30（期内）" in running
    assert "先问是否仍受理" not in running
    later = flat(jinshan("list", "首店", "--as-of", "2024-01-01", width=300).out)
    assert "原文未载明截止日期（非本年度）" in later
    assert "已过" not in later


FILTERS: list[tuple[list[str], list[int]]] = [
    *((["--measure", measure], [18, 19, 20, 21]) for measure in ("9", "９", "九", "九、", "创新型 企业")),
    (["--department", "区科委"], [18, 19, 20, 21, 23]),
    (["--department", "科"], [18, 19, 20, 21, 23]),
    (["--kind", "refund"], [1]),
    (["--kind", "finance"], [5, 6, 8]),
    (["--uptake", "automatic"], [11, 20, 21]),
    (["--timing", "expired", "--as-of", "2023-07-01"], [5]),
    (["--timing", "expired", "--as-of", "2023-06-30"], []),
    (["--timing", "open", "--as-of", "2024-12-31"], [3]),
    (["--kind", "grant", "--timing", "open", "--as-of", "2023-05-01"], [7, 15]),
    (["担保"], [7, 8]),
    (["担保", "费率"], [8]),
    (["37907669"], [8]),
    (["没有这个词"], []),
]


@pytest.mark.parametrize(("filters", "numbers"), FILTERS, ids=str)
def test_list_filters(jinshan: Jinshan, filters: list[str], numbers: list[int]) -> None:
    """Every filter narrows the table, several narrow it together; nothing left is no error."""
    assert _numbers(jinshan, "list", *filters) == numbers


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--measure", "11"], "1 至 10"),
        (["--department", "区科委员"], "相近：区科委"),
        (["--kind", "grants"], "是否要写 grant？"),
        (["--timing", "closed"], "尚未开始（upcoming）"),
    ],
)
def test_wrong_filter(jinshan: Jinshan, args: list[str], words: str) -> None:
    """A filter that names nothing there is says what there is."""
    screen = jinshan("list", *args)
    assert (screen.code, screen.out) == (2, "")
    assert words in screen.err


def test_facts_key_by_key(jinshan: Jinshan, edition: Edition) -> None:
    """Every fact in the order it is asked, with exactly the contract's keys, and the policies that use it."""
    facts = _json(jinshan, "facts")
    assert [fact["key"] for fact in facts] == list(edition.facts.by_key)
    for fact in facts:
        check(fact, contract.FACT)
        assert fact["type"] in ("flag", "choice", "count", "money")
        assert bool(fact["options"]) is (fact["type"] == "choice")
        assert set(fact["policies"]) <= set(ALL)
    used = {fact["key"]: fact["policies"] for fact in facts}
    assert used["taxable_income"] == [3]
    assert used["total_assets"] == [3, 5, 6]
    assert used["rd_spend"] == [19]
    assert used["sector"] == [1, 5, 6, 13, 23]


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("sector", ["sector"]),
        ("行业", ["sector"]),
        ("主体性质", ["entity"]),
        ("首店", ["first_stores_national", "first_stores_shanghai", "first_stores_jinshan"]),
    ],
)
def test_facts_by_name(jinshan: Jinshan, name: str, keys: list[str]) -> None:
    """A fact by its key, label or alias, or all with a word in their name."""
    assert [fact["key"] for fact in _json(jinshan, "facts", name)] == keys


def test_unknown_fact(jinshan: Jinshan) -> None:
    """A fact that is not there: the nearest name, exit code 2."""
    screen = jinshan("facts", "sektor")
    assert (screen.code, screen.out) == (2, "")
    assert "相近：sector" in screen.err
