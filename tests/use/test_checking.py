"""`jinshan check`: each finding provoked once in the smallest edition there is; the built-in edition has none."""

import json
from pathlib import Path

import pytest
from support import contract
from support.commandline import Jinshan
from support.smallest import HEADER

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.edition.findings import Weight
from jinshan_cli.use.tables.parts import count_examples

POLICIES = (
    HEADER
    + """
[[policies]]
number = 7
title = "用工补贴"
summary = "满 20 人的，补 5 万元。"
measure = 1
departments = ["区人社局"]
channel = "窗口"
uptake = "reviewed"
phones = ["12345678", "12345679", "021-12366"]
source = "第 7 项"

[[policies.benefits]]
id = "7"
title = "用工补贴"
kind = "grant"
novelty = "new"
when = "staff >= 20"
amount = "5万"
examples = [
  { firm = { staff = 20 }, status = "eligible", timing = "unstated", amount = "5万" },
  { firm = { staff = 19 }, status = "ineligible" },
  { firm = {}, status = "undetermined", missing = ["staff"] },
]
"""
)
FACTS = """
[[facts]]
key = "staff"
label = "人数"
type = "count"
group = "用工"
question = "多少人？"
"""
UNUSED = '[[facts]]\nkey = "idle"\nlabel = "闲置"\ntype = "flag"\ngroup = "用工"\nquestion = "？"\n'
CHOICE = """
[[facts]]
key = "zone"
label = "片区"
type = "choice"
group = "用工"
question = "？"
options = [{ key = "a-b", label = "甲" }, { key = "and", label = "乙" }, { key = "east", label = "丙" }]
"""
PARAMETER = '[parameters.idle]\nvalue = "1亿"\nlabel = "闲置"\n'
QUANTITY = '[quantities.idle]\namount = "2 * staff"\nlabel = "闲置"\n'
CONDITION = '[conditions.idle]\nrule = "staff > 5"\nlabel = "闲置"\n'
ACTIVITY = """
[[activities]]
number = 1
measure = "活动"
title = "招聘会"
departments = ["区人社局"]
schedule = [{{ what = "招聘", {entry} }}]
"""
AMOUNT = 'amount = "5万"\nexamples'
NOTED, NOTE = "\n[[policies.benefits]]", 'notes = [{ text = "另有通知。", citation = "通知",'
RULE, ONE = 'when = "staff >= 20"', "第 7 项 7 examples [1]"

FINDINGS: list[tuple[tuple[str, str], Weight, tuple[str, str, str, str]]] = [  # what, where, value, what is expected
    (('"eligible"', '"ineligible"'), "error", ("示例的 status 不符", ONE, "写的是 ineligible", "算得 eligible")),
    (('"unstated"', '"open"'), "error", ("示例的 timing 不符", ONE, "写的是 open", "算得 unstated")),
    (
        ('"unstated", amount = "5万"', '"unstated", amount = "6万"'),
        "error",
        ("amount", ONE, "写的是 6万元", "算得 5万元"),
    ),
    (
        ('"unstated", amount = "5万"', '"unstated", amount = "0.001"'),
        "error",
        ("amount", ONE, "写的是 0元", "算得 5万元"),
    ),
    (('"unstated", amount = "5万"', '"unstated", amount = "5%"'), "error", ("金额有误：金额应是一笔钱", ONE, "", "")),
    (
        ('missing = ["staff"]', "missing = []"),
        "error",
        ("示例的 missing 不符", "examples [3]", "写的是 []", "算得 [staff]"),
    ),
    (
        ('missing = ["staff"]', 'missing = ["stafff"]'),
        "error",
        ("不认识的键", "examples [3] missing", "stafff", "jinshan facts"),
    ),
    (("staff = 19", "stuff = 19"), "error", ("不认识的键", "examples [2] firm stuff", "19", "jinshan facts")),
    (("staff = 19", "staff = -19"), "error", ("不能是负数", "examples [2] firm staff", "-19", "0 或正数")),
    ((RULE, 'when = "20 <= staff < 20"'), "error", ("找不到任何能满足的企业", "7 when", "20 <= staff < 20", "")),
    (
        ('amount = "5万"\nexamples', 'amount = "between(5万, 4万)"\nexamples'),
        "error",
        ("金额下限高于上限", "7 amount", "between(5万, 4万)", "staff = "),
    ),
    (('"12345678"', '"12345678转3"'), "error", ("电话格式不对", "第 7 项 phones", "12345678转3", "021-12366")),
    (
        ('"12345678", "12345679"', '"12345678", "12345679", "1234567"'),
        "warning",
        ("这个是 7 位", "phones", "1234567", ""),
    ),
    (
        ('"12345678", "12345679"', '"021-12345678", "021-12345679", "021-1234567"'),
        "warning",
        ("区号 021 后别的电话多是 8 位，这个是 7 位", "第 7 项 phones", "021-1234567", ""),
    ),
    (
        ('"12345678", "12345679"', '"0512-12345678", "0512-12345679-801", "0512-123456789"'),
        "warning",
        ("区号 0512 后别的电话多是 8 位，这个是 9 位", "第 7 项 phones", "0512-123456789", ""),
    ),
    (
        ('phones = ["12345678", "12345679", "021-12366"]', ""),
        "warning",
        ("没有电话、邮箱，也没有 contact_note", "第 7 项", "", ""),
    ),
    (("补 5 万元", "补 6 万元"), "warning", ("摘要里的数字不在", "第 7 项 summary", "6 万", "")),
    (("  { firm = { staff = 19 }, status = ", "# "), "warning", ("没有这些结论的示例", "7 examples", "ineligible", "")),
    (("staff = 19", "staff = 18"), "warning", ("没有覆盖界线两侧", "7 examples", "staff 20", "")),
    (("staff = 20 }", "staff = 21 }"), "warning", ("没有覆盖界线两侧", "7 examples", "staff 20", "")),
    (
        (RULE, "claim = { ends = 2022-12-31 }\n" + RULE),
        "error",
        ("没有一天可以办理", "7 claim", "截至 2022-12-31", "2023-01-01 至 2023-12-31"),
    ),
    (
        (RULE, 'claim = { starts = 2024-04-01, ends = 2024-04-30, every = "year" }\n' + RULE),
        "error",
        ("没有一天可以办理：每年一次", "7 claim", "2024-04-01 至 2024-04-30", "2023-01-01 至 2023-12-31"),
    ),
    (
        (RULE, "period = { ends = 2022-12-31 }\n" + RULE),
        "error",
        ("没有一天可以办理", "7 period", "截至 2022-12-31", "2023-01-01"),
    ),
    (
        (RULE, "period = { year = 2024 }\n" + RULE),
        "warning",
        ("事项期不在政策表的有效期内", "7 period", "2024-01-01 至 2024-12-31", "2023-01-01 至 2023-12-31"),
    ),
    (
        (RULE, "period = { year = 2022 }\n" + RULE),
        "warning",
        ("事项期不在政策表的有效期内", "7 period", "2022-01-01 至 2022-12-31", "2023-01-01 至 2023-12-31"),
    ),
    (
        (RULE, "claim = { starts = 2022-04-01, ends = 2022-12-31 }\n" + RULE),
        "warning",
        ("办理期在政策表生效前就已结束", "7 claim", "2022-04-01 至 2022-12-31", "2023-01-01"),
    ),
    (
        (RULE, "claim = { starts = 2032-03-01, ends = 2032-05-31 }\n" + RULE),
        "warning",
        ("一年多以后才开始", "7 claim", "2032-03-01 至 2032-05-31", "2023-01-01 至 2023-12-31"),
    ),
    (
        (RULE, "period = { year = 2024 }\nclaim = { starts = 2026-01-01 }\n" + RULE),
        "warning",
        ("一年多以后才开始", "7 claim", "2026-01-01 起", "2023-01-01 至 2023-12-31"),
    ),
    (
        (NOTED, f"{NOTE} claim = {{ ends = 2022-04-30 }} }}]\n{NOTED}"),
        "warning",
        ("办理期在政策表生效前就已结束", "第 7 项 notes [1] claim", "截至 2022-04-30", "2023-01-01"),
    ),
    (
        (NOTED, f'{NOTE} claim = {{ starts = 2032-04-01, ends = 2032-04-30, every = "year" }} }}]\n{NOTED}'),
        "warning",
        ("一年多以后才开始", "第 7 项 notes [1] claim", "2032-04-01 至 2032-04-30", "2023-01-01"),
    ),
    (
        (NOTED, f"{NOTE} extended = 2022-12-31 }}]\n{NOTED}"),
        "warning",
        ("延长到的日期早于政策表生效", "第 7 项 notes [1] extended", "2022-12-31", "2023-01-01"),
    ),
    (
        ("year = 2023", "year = 2032\nstarts = 2023-01-01\nends = 2023-12-31"),
        "warning",
        ("年份不在政策表的有效期内", "policies.toml edition year", "2032", "2023-01-01 至 2023-12-31"),
    ),
    (
        ('amount = "5万"\nexamples', 'pending = "办法待定"\nclaim = { ends = 2023-06-30 }\nexamples'),
        "warning",
        ("细则待定，写的期限不起作用", "7 pending", "办理期 截至 2023-06-30", ""),
    ),
    (("满 20 人", "2023 年 6 月 30 日前满 20 人"), "warning", ("摘要里的日期", "summary", "2023 年 6 月 30 日", "")),
    (("满 20 人", "6 月 30 日前满 20 人"), "warning", ("摘要里的日期", "summary", "6 月 30 日", "")),
    (("满 20 人", "2024 年满 20 人"), "warning", ("摘要里的日期", "summary", "2024 年", "")),
    ((RULE, 'when = "staff >= 20 and staff >= 0"'), "warning", ("恒成立", "7 when", "staff >= 0", "")),
    ((RULE, 'when = "staff >= 20 and not staff < 0"'), "warning", ("恒成立", "7 when", "not staff < 0", "")),
    ((RULE, 'when = "staff >= 20 or staff < 0"'), "warning", ("不可能成立", "7 when", "staff < 0", "")),
    ((RULE, 'when = "staff >= 20 and staff > 10"'), "warning", ("其余条件已经包含", "7 when", "staff > 10", "")),
    (
        (RULE, 'when = "staff < 20 or staff >= 20"'),
        "warning",
        ("对任何企业都成立", "7 when", "staff < 20 or staff >= 20", ""),
    ),
    (
        (AMOUNT, 'amount = "5万 + 1万 * (staff < 10)"\nexamples'),
        "warning",
        ("都不满足金额里", "7 amount", "staff < 10", ""),
    ),
    (
        (AMOUNT, 'amount = "5万 if staff >= 10 else 1万"\nexamples'),
        "warning",
        ("都满足金额里", "7 amount", "staff >= 10", ""),
    ),
    ((AMOUNT, 'amount = "5万 + 1万 * (staff >= 0)"\nexamples'), "warning", ("恒成立", "7 amount", "staff >= 0", "")),
    (
        (AMOUNT, 'amount = "5万 * (staff < 100) + 6万 * (100 < staff < 300) + 7万 * (staff >= 300)"\nexamples'),
        "warning",
        ("分档之间有空缺", "7 amount", "人数 100", "< 与 <="),
    ),
    (
        (AMOUNT, 'amount = "5万 * (staff <= 100) + 6万 * (100 <= staff < 300) + 7万 * (staff >= 300)"\nexamples'),
        "warning",
        ("分档有重叠", "7 amount", "人数 100", "< 与 <="),
    ),
    (
        (AMOUNT, 'amount = "5万 if staff < 100 else 6万 if 110 <= staff and staff < 300 else 0"\nexamples'),
        "warning",
        ("分档之间有空缺", "7 amount", "人数 100–109", ""),
    ),
    (
        (AMOUNT, 'amount = "min(0,4万 * staff, 5万)"\nexamples'),
        "warning",
        ("金额对任何企业都是 0", "7 amount", "min(0,4万 * staff, 5万)", "小数写 0.4"),
    ),
    ((AMOUNT, 'amount = "0 * staff"\nexamples'), "warning", ("金额对任何企业都是 0", "7 amount", "0 * staff", "")),
    (("[[policies]]", f"{PARAMETER}[[policies]]"), "warning", ("没有规则用到这个参数", "parameters idle", "闲置", "")),
    (("[[policies]]", f"{QUANTITY}[[policies]]"), "warning", ("没有规则用到这个数", "quantities idle", "闲置", "")),
    (("[[policies]]", f"{CONDITION}[[policies]]"), "warning", ("没有规则用到这个条件", "conditions idle", "闲置", "")),
    (
        ("[[policies]]", '[[checks]]\nwhen = "staff < 0"\ntext = "不会"\n[[policies]]'),
        "warning",
        ("没有企业能满足", "checks [1] when", "staff < 0", ""),
    ),
    ((FACTS, FACTS + CHOICE), "warning", ("选项的键在规则里写不出来", "facts.toml zone a-b key", "a-b", "small_firm")),
    ((FACTS, FACTS + UNUSED), "warning", ("没有规则用到这个指标", "facts.toml idle", "闲置", "")),
]


def _edition(folder: Path, old: str = "", new: str = "") -> Path:
    """The smallest edition, one thing in it changed."""
    assert old in POLICIES + FACTS
    for name, text in (("policies.toml", POLICIES), ("facts.toml", FACTS)):
        (folder / name).write_text(text.replace(old, new, 1) if old else text, "utf-8")
    return folder


def test_the_smallest_edition_is_sound(tmp_path: Path) -> None:
    """An edition needs two tables, and can be without findings."""
    assert check(load_edition(_edition(tmp_path))) == []


@pytest.mark.parametrize(("change", "weight", "words"), FINDINGS, ids=[f"{row[0][1]}" for row in FINDINGS])
def test_finding(tmp_path: Path, change: tuple[str, str], weight: Weight, words: tuple[str, str, str, str]) -> None:
    """What is wrong or doubtful, where, with which value, and what is expected or was computed."""
    found = check(load_edition(_edition(tmp_path, *change)))
    what, where, value, expected = words
    assert (weight, value) in [
        (finding.weight, finding.fault.value)
        for finding in found
        if what in finding.fault.what and where in finding.fault.where and expected in finding.fault.expected
    ]


def test_an_unknown_key_is_no_mismatch(tmp_path: Path) -> None:
    """What an example says is missing is a key: one that is none is told as such, with the closest."""
    folder = _edition(tmp_path, 'missing = ["staff"]', 'missing = ["stafff"]')
    assert [(each.fault.what, each.fault.closest) for each in check(load_edition(folder))] == [("不认识的键", "staff")]


SOUND = [
    ("2023 年满 20 人", ""),
    ("2023 年 6 月 30 日前满 20 人", "claim = { ends = 2023-06-30 }"),
    ("6 月 30 日前满 20 人", "period = { starts = 2023-01-01, ends = 2023-06-30 }"),
    ("2023 年 6 月底前满 20 人", "period = { starts = 2023-01-01, ends = 2023-06-30 }"),
    ("2024 年满 20 人", "claim = { starts = 2024-01-01, ends = 2024-12-31 }"),
]


@pytest.mark.parametrize(("summary", "window"), SOUND)
def test_a_day_that_is_held(tmp_path: Path, summary: str, window: str) -> None:
    """A day, a month or a year of the summary that a window has, and the table's own year, are no findings."""
    folder = _edition(tmp_path, RULE, f"{window}\n{RULE}")
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8").replace("满 20 人", summary), "utf-8")
    assert [finding.fault.what for finding in check(load_edition(folder)) if "摘要" in finding.fault.what] == []


def test_every_fault_of_time(tmp_path: Path, jinshan: Jinshan) -> None:
    """A claim before its period, a window of each year without days, a pending benefit with an amount: code 4, each
    named with its place, by `check` and by every command that takes the edition."""
    window = "period = { year = 2023 }\nclaim = { ends = 2022-06-30 }\npending = '办法待定'\n"
    folder = _edition(tmp_path, RULE, window + RULE)
    path = folder / "policies.toml"
    note = (
        'notes = [{ text = "x", citation = "y", benefits = ["8"], claim = { every = "year" } }]\n[[policies.benefits]]'
    )
    path.write_text(path.read_text("utf-8").replace("[[policies.benefits]]", note), "utf-8")
    told = (
        ("办理期在事项期开始之前就结束了", "7 claim ends", "2022-06-30"),
        ("细则待定的事项不能有金额", "7 amount", "5万"),
        ("每年一次的窗口要写起止日", "notes [1] claim", "year"),
        ("这一项没有这个事项", "notes [1] benefits", "8"),
    )
    listed = jinshan("check", folder, "--json")
    assert listed.code == 4
    found = [(fault["what"], fault["where"], fault["value"]) for fault in json.loads(listed.out)]
    for what, where, value in told:
        assert [one for one in found if one[0] == what and one[1].endswith(where) and one[2] == value], (what, found)
    for command in (("list",), ("due",), ("match", "--set", "staff=20")):
        screen = jinshan(*command, "--data", folder)
        assert screen.code == 4
        assert all(what in screen.err for what, _, _ in told), screen.err


COMBINED = [
    ('kind = "unsettled"\nbenefits = ["7"]', ("至少要有两个事项", "benefits", "7")),
    ('kind = "unsettled"\nbenefits = ["7", "8"]', ("没有这个事项", "benefits", "8")),
    ('kind = "unsettled"\nbenefits = ["7", "7"]', ("同一事项写了两次", "benefits", "7")),
    ('kind = "unsettled"\nbenefits = ["7", "7b"]', ("类别不同的事项不相加", "benefits", "grant、relief")),
    ('kind = "exclusive"\nbenefits = ["7"]', ("至少要有两个事项", "benefits", "7")),
    ('kind = "top_up"\nbenefits = ["7", "7b"]', ("类别不同的事项不相加", "benefits", "grant、relief")),
    ('kind = "cap"\nbenefits = ["7", "7b"]\namount = "50万"', ("类别不同的事项不相加", "benefits", "grant、relief")),
    ('kind = "cap"\nbenefits = ["7"]', ("cap 要有 amount：合计最高多少", "amount", "")),
    ('kind = "exclusive"\nbenefits = ["7", "7b"]\namount = "1"', ("只有 cap 能有 amount", "amount", "1")),
    ('kind = "cap"\nbenefits = []\namount = "1"', ("至少要有一个事项", "benefits", "")),
    ('kind = "cap"\nbenefits = ["7"]\namount = "staff"', ("金额应是一笔钱", "amount", "")),
    ('kind = "cap"\nbenefits = ["7"]\namount = "1万 - 2万"', ("金额可能为负", "amount", "1万 - 2万")),
    ('kind = "unsetled"\nbenefits = ["7", "7b"]', ("", "kind", "unsetled")),
]


@pytest.mark.parametrize(("written", "fault"), COMBINED)
def test_combinations_that_cannot_be(
    tmp_path: Path, jinshan: Jinshan, written: str, fault: tuple[str, str, str]
) -> None:
    """A combination has two or more benefits of one kind, each there, each once; else code 4 and the place."""
    other = '[[policies.benefits]]\nid = "7b"\ntitle = "减"\nkind = "relief"\nnovelty = "new"\nwhen = "staff >= 20"\n'
    folder = _edition(tmp_path, "[[policies]]", f"[[combinations]]\n{written}\n\n[[policies]]")
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8") + other, "utf-8")
    listed = jinshan("check", folder, "--json")
    assert listed.code == 4
    what, where, value = fault
    found = [(one["what"], one["where"], one["value"]) for one in json.loads(listed.out)]
    assert [one for one in found if what in one[0] and where in one[1] and one[2] == value], found


BARE = '[[policies.benefits]]\nid = "7b"\ntitle = "奖"\nkind = "grant"\nnovelty = "new"\nwhen = "staff >= 20"\n{more}\n'


@pytest.mark.parametrize(("more", "told"), [("", ["7b"]), ('amount = "1万"', []), ('todo = "多少？"', [])])
def test_a_combination_of_what_has_no_sum(tmp_path: Path, more: str, told: list[str]) -> None:
    """It is told at its line which benefit of it is not counted, unless a draft has still to decide of that one."""
    tie = '[[combinations]]\nkind = "exclusive"\nbenefits = ["7", "7b"]\n\n[[policies]]'
    folder = _edition(tmp_path, "[[policies]]", tie)
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8") + BARE.format(more=more), "utf-8")
    found = [each for each in check(load_edition(folder), folder) if "未量化" in each.fault.what]
    assert [(each.weight, each.fault.value) for each in found] == [("warning", value) for value in told]
    lines = path.read_text("utf-8").split("\n")
    assert all(lines[(each.fault.line or 0) - 1] == 'benefits = ["7", "7b"]' for each in found)
    assert all("amount" in each.fault.expected for each in found)


CAPS = [
    ("5万", "5万", ""),
    ("49999.99", "5万", "单是 7 就超过这个上限"),
    ("5", "5万", "单是 7 就超过这个上限"),
    ("5", "1000 * staff", "单是 7 就超过这个上限"),
    ("2万", "1000 * staff", ""),
    ("5", "up_to(5万)", "单是 7 就超过这个上限"),
    ("5", "at_least(5万)", "单是 7 就超过这个上限"),
    ("2万", "between(1万, 5万)", ""),
    ("20", "min(1 * staff, 5万)", ""),
    ("1000 * staff", "2000 * staff", "单是 7 就超过这个上限"),
    ("1000 * staff", "500 * staff", ""),
    ("0", "5万", "金额对任何企业都是 0"),
    ("0 * staff", "5万", "金额对任何企业都是 0"),
]


@pytest.mark.parametrize(("cap", "amount", "told"), CAPS)
def test_a_cap_that_cannot_be_meant(tmp_path: Path, cap: str, amount: str, told: str) -> None:
    """A cap of 0 is doubtful, and one below which no firm is found that has something of a benefit."""
    tie = f'[[combinations]]\nkind = "cap"\nbenefits = ["7"]\namount = "{cap}"\n\n[[policies]]'
    folder = _edition(tmp_path, "[[policies]]", tie)
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8").replace(AMOUNT, f'amount = "{amount}"\nexamples'), "utf-8")
    found = [each.fault for each in check(load_edition(folder)) if "combinations" in each.fault.where]
    assert [(told in each.what, each.where, each.value) for each in found] == [
        (True, "policies.toml combinations [1] amount", cap)
    ] * bool(told)


IN_TIME = [
    (RULE, "claim = { starts = 2024-03-01, ends = 2024-05-31 }\n" + RULE),
    (RULE, "claim = { starts = 2024-12-31 }\n" + RULE),
    (RULE, "period = { year = 2024 }\nclaim = { starts = 2025-03-01, ends = 2025-05-31 }\n" + RULE),
    (RULE, "claim = { ends = 2027-12-31 }\n" + RULE),
    (RULE, 'claim = { starts = 2021-04-01, ends = 2021-04-30, every = "year" }\n' + RULE),
    (NOTED, f"{NOTE} claim = {{ starts = 2022-10-01 }} }}]\n{NOTED}"),
    (NOTED, f'{NOTE} claim = {{ starts = 2021-04-01, ends = 2021-04-30, every = "year" }} }}]\n{NOTED}'),
    (NOTED, f"{NOTE} extended = 2027-12-31 }}]\n{NOTED}"),
    ("year = 2023", "year = 2023\nstarts = 2022-07-01\nends = 2024-06-30"),
]


@pytest.mark.parametrize("change", IN_TIME, ids=[new for _, new in IN_TIME])
def test_a_time_that_may_be_meant(tmp_path: Path, change: tuple[str, str]) -> None:
    """What is spent in the table's time is claimed in the next, what began before goes on, a note may prolong it."""
    found = [finding.fault for finding in check(load_edition(_edition(tmp_path, *change)))]
    assert [fault for fault in found if "期" in fault.what and "事项期" not in fault.what] == []


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("starts = 2023-12-31, ends = 2024-01-01", []),
        ("starts = 2022-12-31, ends = 2023-01-01", []),
        ("starts = 2022-05-01", []),
        ('stated = "适时"', []),
        ("starts = 2032-05-01", ["2032-05-01 起"]),
        ("starts = 2032-05-01, ends = 2032-05-31", ["2032-05-01 至 2032-05-31"]),
        ("starts = 2022-05-01, ends = 2022-05-31", ["2022-05-01 至 2022-05-31"]),
    ],
)
def test_an_activity_of_another_time(tmp_path: Path, entry: str, told: list[str]) -> None:
    """It has no day in the table's time: is its year right?"""
    folder = _edition(tmp_path)
    (folder / "activities.toml").write_text(ACTIVITY.format(entry=entry), "utf-8")
    found = [finding.fault for finding in check(load_edition(folder))]
    assert [fault.value for fault in found] == told
    for fault in found:
        assert (fault.what, fault.where) == ("活动不在政策表的有效期内", "activities.toml 第 1 项 schedule [1]")


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('starts = 2023-05-01, ends = 2023-05-06, repeats = "weekly", weekdays = ["SA", "SU"]', []),
        ('starts = 2023-05-01, repeats = "weekly", weekdays = ["SU"]', []),
        ('repeats = "weekly", weekdays = ["SU"]', []),
        (
            'starts = 2023-05-01, ends = 2023-05-05, repeats = "weekly", weekdays = ["SA", "SU"]',
            [("起止日之间没有这些星期", "SA、SU")],
        ),
        ('starts = 2023-05-01, repeats = "weekly", weekdays = ["MO", "MO"]', [("同一天写了两次", "MO、MO")]),
        ('starts = 2023-05-01, repeats = "monthly", weekdays = ["MO"]', [("weekdays 只和 repeats", "MO")]),
        ('starts = 2023-05-01, weekdays = ["MO"]', [("weekdays 只和 repeats", "MO")]),
    ],
)
def test_weekdays_that_cannot_be_meant(tmp_path: Path, entry: str, told: list[tuple[str, str]]) -> None:
    """None of them between first and last day, one of them twice, or no week for them to come again in."""
    folder = _edition(tmp_path)
    (folder / "activities.toml").write_text(ACTIVITY.format(entry=entry), "utf-8")
    found = [finding.fault for finding in check(load_edition(folder))]
    where = "activities.toml 第 1 项 schedule [1] weekdays"
    assert [(fault.where, fault.value) for fault in found] == [(where, value) for _, value in told]
    assert all(what in fault.what for fault, (what, _) in zip(found, told, strict=True))


@pytest.mark.parametrize(
    "phones",
    [
        '"021-12345678", "02112345679", "12345678-1", "021-12366"',
        '"021-12345678", "0573-1234567", "1234567", "13812345678", "400-820-1234", "95588"',
        '"+33-555-0103", "+33-555-01034", "0301234567", "030123456", "020-12345678", "010-1234567"',
    ],
)
def test_phones_of_other_kinds(tmp_path: Path, phones: str) -> None:
    """Areas have numbers of their own lengths; hotlines, mobile and foreign numbers are of no area."""
    folder = _edition(tmp_path, '"12345678", "12345679", "021-12366"', phones)
    assert check(load_edition(folder)) == []


@pytest.mark.parametrize(
    ("claim", "is_sound"),
    [
        ('{ starts = 2023-04-01, every = "year" }', False),
        ('{ ends = 2023-04-30, every = "year" }', False),
        ('{ starts = 2023-04-01, ends = 2024-03-31, every = "year" }', True),
        ('{ starts = 2023-04-01, ends = 2024-04-01, every = "year" }', False),
        ('{ starts = 2022-04-01, ends = 2023-04-01, every = "year" }', False),
        ('{ starts = 2024-02-29, ends = 2025-02-27, every = "year" }', True),
        ('{ starts = 2024-02-29, ends = 2025-02-28, every = "year" }', False),
        ("{ starts = 2023-04-02, ends = 2023-04-01 }", False),
        ("{ starts = 2023-04-01, ends = 2023-04-01 }", True),
        ("{ }", False),
    ],
)
def test_windows_that_cannot_be(tmp_path: Path, jinshan: Jinshan, claim: str, is_sound: bool) -> None:
    """A window has a day, ends no earlier than it starts, and, each year, has both days and at most a year."""
    folder = _edition(tmp_path, RULE, f"claim = {claim}\n{RULE}")
    loaded = jinshan("list", "--data", folder)
    assert loaded.code == (0 if is_sound else 4), loaded
    assert ("7 claim" in loaded.err) is not is_sound


def test_an_amount_may_read_other_facts(tmp_path: Path) -> None:
    """An amount that is upside down through facts which the condition does not read is found, and the firm is said."""
    folder = _edition(tmp_path, 'amount = "5万"\nexamples', 'amount = "between(1万 + 5万 * (idle), 2万)"\nexamples')
    (folder / "facts.toml").write_text(FACTS + UNUSED, "utf-8")
    (fault,) = [one.fault for one in check(load_edition(folder)) if "下限高于上限" in one.fault.what]
    assert fault.expected in ("idle = 是，staff = 20", "idle = 是，staff = 21")


def test_a_rule_of_too_many_cases_is_named(tmp_path: Path) -> None:
    """Four numbers that cross each other at ten places each: judged by spans, never too narrow, and said so."""
    keys = ("staff", "b", "c", "d")
    pairs = (f"{keys[i % 4]} >= {i + 20} and {keys[(i + 1) % 4]} < {i + 19}" for i in range(40))
    rule = " or ".join(pairs)
    folder = _edition(tmp_path, RULE, f'when = "{rule}"')
    more = (FACTS.replace('"staff"', f'"{key}"').replace("人数", key) for key in keys[1:])
    (folder / "facts.toml").write_text(FACTS + "".join(more), "utf-8")
    found = [one.fault for one in check(load_edition(folder)) if "情形太多" in one.fault.what]
    assert [(fault.where, fault.value) for fault in found] == [("policies.toml 第 7 项 7 when", rule)]


def test_errors_come_first(tmp_path: Path) -> None:
    """Findings are ranked: what is wrong before what is doubtful."""
    weights = [finding.weight for finding in check(load_edition(_edition(tmp_path, "staff = 20 }", "staff = 3 }")))]
    assert weights == sorted(weights)
    assert set(weights) == {"error", "warning"}


def test_built_in_edition_is_sound(edition: Edition) -> None:
    """The built-in edition has no error; every one of its examples comes out as written."""
    assert [finding.fault for finding in check(edition) if finding.weight == "error"] == []
    assert count_examples(edition) > 400


CODES = [(("staff = 19", "staff = 18"), 0), (("staff = 19", "stuff = 19"), 4), ((RULE, 'when = "stuff"'), 4)]


@pytest.mark.parametrize(("change", "code"), CODES)
def test_exit_code(tmp_path: Path, jinshan: Jinshan, change: tuple[str, str], code: int) -> None:
    """Doubts end with 0, errors with 4, in words and as JSON."""
    folder = _edition(tmp_path, *change)
    screen = jinshan("check", folder)
    assert (screen.code, screen.err) == (code, "")
    assert screen.out.startswith("错误：" if code else "提醒：")
    listed = jinshan("check", folder, "--json")
    assert listed.code == code
    findings = json.loads(listed.out)
    assert {finding["weight"] for finding in findings} >= {"error" if code else "warning"}
    for finding in findings:
        contract.check(finding, contract.FINDING)


def test_built_in_screen(jinshan: Jinshan) -> None:
    """Without a folder the built-in edition is checked, and counted."""
    screen = jinshan("check")
    assert screen.code == 0
    assert "23 项政策、28 个事项" in screen.out
    assert "0 处错误" in screen.out


def test_what_is_no_folder_is_no_edition(jinshan: Jinshan, tmp_path: Path) -> None:
    """A path that leads nowhere, or to a file, is a slip of the command line (2), not a broken edition (4)."""
    (tmp_path / "a.toml").write_text("", "utf-8")
    for place, what in ((tmp_path / "nowhere", "不存在"), (tmp_path / "a.toml", "此处应为文件夹")):
        for args in (("check", place), ("check", "--data", place)):
            screen = jinshan(*args)
            assert (screen.code, screen.out) == (2, "")
            assert what in screen.err
    assert jinshan("check", tmp_path).code == 4


def test_a_rule_that_few_firms_meet_is_possible(tmp_path: Path) -> None:
    """One firm in many thousands meets it, and no example does: it is found, and the rule is not called impossible."""
    keys = [f"f{number}" for number in range(20)]
    flags = [UNUSED.replace("idle", key).replace("闲置", key) for key in keys]
    folder = _edition(tmp_path, RULE, f'when = "{" and ".join((*keys, "staff == 137"))}"')
    (folder / "facts.toml").write_text("\n".join((FACTS, *flags)), "utf-8")
    assert not [one for one in check(load_edition(folder)) if "找不到任何能满足的企业" in one.fault.what]
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8").replace("staff == 137", "staff < 0"), "utf-8")
    assert [one for one in check(load_edition(folder)) if "找不到任何能满足的企业" in one.fault.what]


MONEY = "".join(
    f'[[facts]]\nkey = "{key}"\nlabel = "{label}"\ntype = "{kind}"\ngroup = "用工"\nquestion = "？"\n'
    for key, label, kind in (
        ("sales", "收入", "money"),
        ("before", "上年收入", "money"),
        ("founded", "成立日期", "date"),
    )
)


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        ("sales >= 110% * before and sales < 120% * before", []),
        ("before / sales >= 3% and before / sales < 5%", []),
        ("1亿 <= sales - before < 2亿", []),
        ("steps(sales, 1000万) == 3", []),
        ("tiers(staff, [100, 300], [1, 2, 3]) == 2", []),
        ("10 <= 2 * staff + steps(sales, 1) < 12", []),
        ("years(founded, 2026-03-01) < 3", []),
        ("days(founded, 2024-03-01) <= 366", []),
        ("months(2023-01-01, founded) >= 3", []),
        ("sales > before and before > sales", [("warning", "没有试出能满足的企业")]),
        ("2 * staff == 5", [("error", "找不到任何能满足的企业")]),
        ("steps(sales, 1000万) == 3 and sales < 3000万", [("error", "找不到任何能满足的企业")]),
    ],
)
def test_only_a_rule_that_contradicts_itself_is_impossible(
    tmp_path: Path, rule: str, found: list[tuple[Weight, str]]
) -> None:
    """What one fact is beside another, and what is counted from it, is tried; what is merely not found is a doubt."""
    folder = _edition(tmp_path, RULE, f'when = "{rule}"')
    (folder / "facts.toml").write_text(FACTS + MONEY, "utf-8")
    told = [(one.weight, one.fault.what) for one in check(load_edition(folder))]
    assert [one for one in told if "能满足的企业" in one[1]] == found
