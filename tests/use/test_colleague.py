"""`jinshan check` as a colleague reads: what is doubtful is told where it is, what is meant so is not."""

from pathlib import Path

import pytest
from support.smallest import HEADER

from jinshan_cli.core.errors import EditionError, Fault
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.edition.checking import check

POLICY = """
[[policies]]
number = 1
title = "项目"
summary = "{summary}"
measure = 1
departments = ["某局"]
channel = "窗口"
uptake = "reviewed"
phones = ["12345"]
source = "第 1 项"
"""
BENEFIT = """
[[policies.benefits]]
id = "1{letter}"
title = "项目"
novelty = "new"
kind = "{kind}"
when = "{when}"
amount = "{amount}"
{more}
"""
KINDS = {"staff": "count", "revenue": "money", "before": "money", "small": "flag", "old": "flag", "zone": "choice"}


def _facts() -> str:
    facts = (
        f'[[facts]]\nkey = "{key}"\nlabel = "{key}"\ntype = "{kind}"\ngroup = "x"\nquestion = "？"\n'
        for key, kind in KINDS.items()
    )
    options = ", ".join(f'{{ key = "{key}", label = "{key}" }}' for key in ("east", "west", "north"))
    return "".join(facts) + f"options = [{options}]\n"


def _folder(folder: Path, *rules: tuple[str, ...], extra: str = "", summary: str = "按规定补。") -> Path:
    """An edition of one policy with a benefit for each `when`, `amount`, kind (a grant) and what else it has."""
    defaults = ("", "", "grant", "")
    benefits = (
        BENEFIT.format(letter="abcdefgh"[place], when=when, amount=amount, kind=kind, more=more)
        for place, (when, amount, kind, more) in enumerate((*rule, *defaults[len(rule) :]) for rule in rules)
    )
    (folder / "policies.toml").write_text(HEADER + extra + POLICY.format(summary=summary) + "".join(benefits), "utf-8")
    (folder / "facts.toml").write_text(_facts(), "utf-8")
    return folder


def _found(folder: Path, *words: str) -> list[Fault]:
    """The findings whose sentence has one of the words; each has the line of a key that it is about."""
    found = [one.fault for one in check(load_edition(folder), folder)]
    return [fault for fault in found if any(word in fault.what for word in words)]


ELSE = "落到最后的 else；核对 < 与 <="
FIRST = "按先写的一档算；核对 < 与 <="
NONE = "不在任何一档；核对 < 与 <="
BRACKETS = [
    ("5万 if staff < 100 else 8万 if 100 < staff < 300 else 10万", [("staff 100", ELSE)]),
    ("5万 if staff < 10 else 8万 if 20 <= staff < 30 else 1万", []),
    ("5万 if staff <= 100 else 8万 if 100 <= staff < 300 else 0", [("staff 100", FIRST)]),
    ("(5万 if staff < 100 else 0) + (8万 if 100 < staff < 300 else 0)", [("staff 100", NONE)]),
    ("5万 * (not staff >= 100) + 8万 * (staff > 100)", [("staff 100", NONE)]),
    ("1万 * (staff < 9 and zone in [east, west]) + 2万 * (staff > 9 and zone in [west, east])", [("staff 9", NONE)]),
    ("1万 * (staff < 9) + 2万 * (staff > 9) + 3万 * (staff == 9 and (old or not old))", []),
    ("1万 * (staff < 9) + 2万 * (staff > 9) + 3万 * (staff == 9 and old)", [("staff 9", NONE)]),
    ("1万 if old else (2万 if staff < 9 else 3万 if staff > 9 else 0)", [("staff 9", NONE)]),
]


@pytest.mark.parametrize(("amount", "told"), BRACKETS)
def test_brackets_of_an_amount(tmp_path: Path, amount: str, told: list[tuple[str, str]]) -> None:
    """What no bracket or two take is told, with what then comes out of it: nothing, both, the first, or the rest."""
    found = _found(_folder(tmp_path, ("small", amount)), "分档")
    assert [(fault.value, fault.expected) for fault in found] == told
    assert {fault.where for fault in found} <= {"policies.toml 第 1 项 1a amount"}


def test_a_gap_that_nobody_is_in(tmp_path: Path) -> None:
    """A number that `when` leaves out is in no bracket, and need not be."""
    when, amount = "10 <= staff < 20 or 30 <= staff < 40", "1万 * (10 <= staff < 20) + 2万 * (30 <= staff < 40)"
    assert _found(_folder(tmp_path, (when, amount)), "分档") == []


TOGETHER = '[[combinations]]\nkind = "{kind}"\nbenefits = ["1a", "1b"]\n{more}\n'


@pytest.mark.parametrize(
    ("second", "extra", "count"),
    [
        (("2万",), "", 1),
        (("2万", "relief"), "", 0),
        (("2万", "grant", "claim = { ends = 2023-06-30 }"), "", 0),
        (("2万",), TOGETHER.format(kind="exclusive", more=""), 0),
        (("2万",), TOGETHER.format(kind="cap", more='amount = "3万"'), 1),
    ],
)
def test_brackets_of_benefits_that_are_alike(tmp_path: Path, second: tuple[str, ...], extra: str, count: int) -> None:
    """Benefits overlap that are of one kind and one time, unless a combination says that both may be had."""
    found = _found(_folder(tmp_path, ("staff <= 9", "1万"), ("staff >= 9", *second), extra=extra), "分档")
    assert [(fault.value, fault.expected) for fault in found] == [("staff 9", "同时在两档；核对 < 与 <=")] * count


IDLE = [
    ("small and small", "其余条件已经包含这一条", ["small"]),
    ("staff >= 10 and small and staff > 9", "其余条件已经包含这一条", ["staff > 9"]),
    ("staff >= 10 and staff >= 20", "其余条件已经包含这一条", ["staff >= 10"]),
    ("small or small", "其余情形已经包含这一条", ["small"]),
    ("staff >= 10 or staff >= 20", "其余情形已经包含这一条", ["staff >= 20"]),
    ("small or small and old", "其余情形已经包含这一条", ["small and old"]),
    ("old and (zone == east or zone in [east, west])", "其余情形已经包含这一条", ["zone == east"]),
    ("old or staff >= 10 and staff > 9", "其余条件已经包含这一条", ["staff > 9"]),
    ("staff >= 10 or revenue >= 20万 or old", "其余", []),
]


@pytest.mark.parametrize(("when", "what", "told"), IDLE)
def test_parts_that_others_hold(tmp_path: Path, when: str, what: str, told: list[str]) -> None:
    """Of an `and` what the others imply, of an `or` what implies another, at any depth; what is told can all be left
    out at once."""
    found = _found(_folder(tmp_path, (when, "5万")), "其余")
    assert [(fault.what, fault.value) for fault in found] == [(what, part) for part in told]


LATE = "轮到金额里的这个条件时，没有企业能满足"
LATE_BRANCHES = [
    ("5万 if staff > 10 else 3万 if staff > 20 else 1万", [(LATE, "staff > 20")]),
    ("(1万 if staff < 5 else 2万) if staff > 10 else 3万", [(LATE, "staff < 5")]),
    ("5万 if staff > 20 else 3万 if staff > 10 else 1万", []),
    ("5万 if staff < 100 else 8万 if staff < 300 else 10万 if staff >= 300 else 0", []),
    ("5万 if small else 8万 if staff < 300 else 10万", [("符合条件的企业都满足金额里的这个条件", "small")]),
    ("1万 * (old) + 2万 * (old)", []),
]


@pytest.mark.parametrize(("amount", "told"), LATE_BRANCHES)
def test_branches_that_are_never_reached(tmp_path: Path, amount: str, told: list[tuple[str, str]]) -> None:
    """A branch behind conditions that take all of its firms is told, once; one that completes them is none."""
    found = _found(_folder(tmp_path, ("small", amount)), "金额里的", "恒成立", "不可能")
    assert [(fault.what, fault.value) for fault in found] == told
    lines = (tmp_path / "policies.toml").read_text("utf-8").split("\n")
    assert {lines[(fault.line or 0) - 1] for fault in found} <= {f'amount = "{amount}"'}


CAP = TOGETHER.format(kind="cap", more='amount = "80万"')


def test_figures_of_every_summary(tmp_path: Path) -> None:
    """A benefit's own summary is looked at as its policy's is, each in its line; a cap over it and the number of the
    document are fields too."""
    own = 'summary = "补 7 万元，2022 年 3 月起办。"'
    summary = "按第 1 项，合计最高 80 万元，另 6 万元。"
    folder = _folder(tmp_path, ("old", "5万", "grant", own), ("small", "5万"), extra=CAP, summary=summary)
    lines = (folder / "policies.toml").read_text("utf-8").split("\n")
    found = [(fault.value, lines[(fault.line or 0) - 1]) for fault in _found(folder, "摘要里的")]
    assert found == [("6 万", f'summary = "{summary}"'), ("7 万", own), ("2022 年 3 月", own)]


def _refused(folder: Path) -> list[tuple[str, str, int | None]]:
    """What is wrong, where its caret stands, and its line."""
    with pytest.raises(EditionError) as refused:
        load_edition(folder)
    carets = ((fault, fault.excerpt.split("\n")) for fault in refused.value.faults)
    return [(fault.what, lines[0][len(lines[-1]) - 1 :], fault.line) for fault, lines in carets]


@pytest.mark.parametrize("number", ["1e5", "0.1234567", "5万元", "1234567890123456789", "5万万"])
def test_a_number_that_cannot_be_read(tmp_path: Path, number: str) -> None:
    """What begins as a number is told as one, at its place: it is no fact that is not there."""
    ((what, at, _),) = _refused(_folder(tmp_path, ("small", f"5000 + {number}")))
    assert what.startswith("规则有误：这里的数读不出")
    assert at == number


CONDITION = '[conditions.{}]\nlabel = "x"\nrule = "{}"\n'


def test_a_circle_is_told_once(tmp_path: Path) -> None:
    """Of three names that lead round the first that does is told, not each; another circle is told too."""
    three = (("a", "b or old"), ("b", "c and small"), ("c", "a"))
    names = "".join(CONDITION.format(*each) for each in (*three, ("d", "d")))
    found = _refused(_folder(tmp_path, ("small", "5万"), extra=names))
    circles = ["规则有误：互相引用，成了一圈：a → b → c → a", "规则有误：互相引用，成了一圈：d → d"]
    assert [what for what, _, _ in found] == circles


def test_a_quantity_of_a_condition(tmp_path: Path) -> None:
    """A name that is there, and cannot be used in a quantity, is not told as one that is not there."""
    names = CONDITION.format("grown", "old") + '[quantities.q]\nlabel = "x"\namount = "50000 if grown else 0"\n'
    ((what, at, _),) = _refused(_folder(tmp_path, ("small", "q"), extra=names))
    assert what == "规则有误：grown 是条件，数里不能引用条件的名称"
    assert at == "grown else 0"


@pytest.mark.parametrize("name", ["a-b", "and", "a b", "True"])
def test_a_name_of_a_parameter(tmp_path: Path, name: str) -> None:
    """A parameter is not told as a fact."""
    names = f'[parameters."{name}"]\nlabel = "x"\nvalue = "5万"\n'
    assert [what for what, _, _ in _refused(_folder(tmp_path, ("small", "5万"), extra=names))] == [
        "不能作参数或数的名称"
    ]


@pytest.mark.parametrize(
    ("key", "is_told"),
    [("a-b", True), ("and", True), ("a b", True), ("True", True), ("a.b", True), ("3d", False), ("甲", False)],
)
def test_names_that_no_rule_can_write(tmp_path: Path, key: str, is_told: bool) -> None:
    """A key of an option or a name of a condition is told when a rule with it cannot be read, and only then."""
    folder = _folder(tmp_path, ("small", "5万"), extra=CONDITION.format(f'"{key}"', "old"))
    path = folder / "facts.toml"
    path.write_text(path.read_text("utf-8").replace('key = "west"', f'key = "{key}"'), "utf-8")
    found = {(fault.where, fault.value) for fault in _found(folder, "写不出来")}
    places = {(f"facts.toml zone {key} key", key), (f"policies.toml conditions {key}", key)}
    assert found == (places if is_told else set())


def test_every_unknown_name_of_a_rule(tmp_path: Path) -> None:
    """A rule with several slips is told with each of them, each with its caret."""
    found = _refused(_folder(tmp_path, ("smal and stf > 3 and zone == eest", "5000 * stf + min(revnue, bfore)")))
    at = [text.split()[0].rstrip(",)") for _, text, _ in found]
    assert at == ["smal", "stf", "eest", "stf", "revnue", "bfore"]


BROKEN = """
[parameters.first]
value = "1亿"

[conditions.grown]
rule = "old and first > 0"
labl = "x"

[[combinations]]
kind = "cap"
benefits = ["1x"]
amount = "5万"

[[combinations]]
kind = "exclusve"
benefits = ["1a", "1b"]
"""


def test_a_broken_name_hides_no_other_fault(tmp_path: Path) -> None:
    """A name without its label, a combination of no kind: told together with what is wrong in rules and in other
    combinations, and rules that use the name are not blamed."""
    rules = (("grown", "bands(revenue, [2万, 1万], [1%, 2%, 3%])"), ("revenue > first", "1万 * steps(revenue, 0)"))
    found = [what for what, _, _ in _refused(_folder(tmp_path, *rules, extra=BROKEN))]
    told = ["缺少这一项", "缺少这一项", "不认识的键", "不是允许的值", "没有这个事项", "规则有误：界线应由低到高"]
    assert sorted(found) == sorted([*told, "规则有误：不能是 0"])


def test_a_name_without_its_text_stays_a_fault_alone(tmp_path: Path) -> None:
    """Where nothing can be put in place of a name, no rule is blamed for it."""
    found = _refused(_folder(tmp_path, ("revenue > first", "5万"), extra='[parameters.first]\nlabel = "x"\n'))
    assert [what for what, _, _ in found] == ["缺少这一项"]


def test_the_line_of_a_name_in_dotted_keys(tmp_path: Path) -> None:
    """A name of which only dotted keys are written stands where the first of them does."""
    extra = '[parameters]\nidle = { value = "1亿", label = "x" }\n"other".value = "2亿"\nother.label = "y"\n'
    folder = _folder(tmp_path, ("small", "5万"), extra=extra)
    lines = (folder / "policies.toml").read_text("utf-8").split("\n")
    found = [lines[(fault.line or 0) - 1] for fault in _found(folder, "没有规则用到这个参数")]
    assert found == ['idle = { value = "1亿", label = "x" }', '"other".value = "2亿"']


@pytest.mark.parametrize("amount", ["revenue / 3", "1/3 * revenue", "(revenue + before) / third"])
def test_a_part_of_a_whole_is_held(tmp_path: Path, amount: str) -> None:
    """三分之一 is in a rule that divides by 3, as it is in one that multiplies by 1/3."""
    extra = '[parameters.third]\nlabel = "x"\nvalue = "3"\n'
    folder = _folder(tmp_path, ("small", amount), extra=extra, summary="补三分之一，另补 1/3，再补 1/4。")
    assert [fault.value for fault in _found(folder, "摘要里的数字")] == ["1/4"]


GROWTH = '[quantities.growth]\nlabel = "增量"\namount = "max(0, revenue - before)"\n'
OF_QUANTITIES = [
    ("5万 * (growth < 100万) + 8万 * (growth > 100万)", [("增量 100万元", NONE)]),
    ("5万 * (growth <= 100万) + 8万 * (growth >= 100万)", [("增量 100万元", "同时在两档；核对 < 与 <=")]),
    ("5万 * (growth < 100万) + 8万 * (growth >= 100万)", []),
    ("5万 * (before - revenue < 100万) + 8万 * (before - revenue > 100万)", [("revenue", NONE)]),
    ("5万 if growth < 100万 else 8万 if 100万 < growth < 300万 else 9万", [("增量 100万元", ELSE)]),
    ("5万 * (growth < 100万) + 8万 * (revenue > 100万)", []),
    ("5万 * (up_to(revenue) < 100万) + 8万 * (up_to(revenue) > 100万)", []),
]


@pytest.mark.parametrize(("amount", "told"), OF_QUANTITIES)
def test_brackets_of_a_quantity(tmp_path: Path, amount: str, told: list[tuple[str, str]]) -> None:
    """What is worked out has brackets too: a quantity with a name, a difference; two differing ones are none."""
    use = ("old and growth > 0", "5万", "relief")
    found = _found(_folder(tmp_path, ("small", amount), use, extra=GROWTH), "分档")
    assert [fault.expected for fault in found] == [hint for _, hint in told]
    assert all(words in fault.value for fault, (words, _) in zip(found, told, strict=True))


MONTHS = "months(founded, 2023-03-01)"


def test_brackets_of_months(tmp_path: Path) -> None:
    """Whole months between two days, of which exactly 12 are in no bracket."""
    folder = _folder(tmp_path, ("small", f"5万 * ({MONTHS} < 12) + 8万 * ({MONTHS} > 12)"))
    with (folder / "facts.toml").open("a", encoding="utf-8") as file:
        file.write('[[facts]]\nkey = "founded"\nlabel = "成立"\ntype = "date"\ngroup = "x"\nquestion = "？"\n')
    (found,) = _found(folder, "分档")
    assert found.value.endswith(" 12")


NOBODY, NONE_OF_THEM = "没有企业能到这一档", "符合条件的企业到不了这一档"
REACHED = [
    ("small", "tiers(staff, [0, 100], [1万, 2万, 3万])", [(NOBODY, "staff < 0")]),
    ("small", "tiers(staff, [1, 100], [1万, 2万, 3万])", []),
    ("staff >= 100", "tiers(staff, [100, 300], [5万, 8万, 10万])", [(NONE_OF_THEM, "staff < 100")]),
    ("staff >= 99", "tiers(staff, [100, 300], [5万, 8万, 10万])", []),
    ("staff >= 100", "tiers(staff, [100, 300], [0, 8万, 10万])", []),
    ("staff < 300", "tiers(staff, [100, 300], [5万, 8万, 10万])", [(NONE_OF_THEM, "staff >= 300")]),
    (
        "staff < 100",
        "tiers(staff, [100, 300], [5万, 8万, 10万])",
        [(NONE_OF_THEM, "100 <= staff < 300"), (NONE_OF_THEM, "staff >= 300")],
    ),
    (
        "staff <= 100",
        "bands(staff, [100, 300], [5000, 4000, 3000])",
        [(NONE_OF_THEM, "staff > 100"), (NONE_OF_THEM, "staff > 300")],
    ),
    ("staff > 300", "bands(staff, [100, 300], [5000, 4000, 3000])", []),
    ("small", "bands(revenue, [0, 5000万], [1%, 2%, 3%])", [(NOBODY, "revenue < 0")]),
    ("small", "tiers(growth, [0, 100万], [1万, 2万, 3万])", [(NOBODY, "growth < 0")]),
    ("growth > 0 and old", "tiers(growth, [100万], [1万, 2万])", []),
    ("tiers(staff, [0, 100], [0, 1, 2]) >= 1", "5万", [(NOBODY, "staff < 0")]),
]


@pytest.mark.parametrize(("when", "amount", "told"), REACHED)
def test_brackets_that_nobody_is_in(tmp_path: Path, when: str, amount: str, told: list[tuple[str, str]]) -> None:
    """Of `tiers` and `bands` each that no firm can be in, or none of those the amount is of; one that gives 0 is meant
    for the others, and all have a part in the first of bands."""
    used = ("old and growth > 0", "5万", "relief")
    found = _found(_folder(tmp_path, (when, amount), used, extra=GROWTH), "这一档")
    assert [(fault.what, fault.value) for fault in found] == told
    lines = (tmp_path / "policies.toml").read_text("utf-8").split("\n")
    assert {lines[(fault.line or 0) - 1] for fault in found} <= {f'when = "{when}"', f'amount = "{amount}"'}


def test_brackets_of_what_has_a_name(tmp_path: Path) -> None:
    """Told once, where it is written, however many rules use it; of a cap as well."""
    named = '[quantities.step]\nlabel = "x"\namount = "tiers(staff, [0, 9], [1万, 2万, 3万])"\n'
    cap = TOGETHER.format(kind="cap", more='amount = "tiers(staff, [0, 9], [1万, 2万, 3万])"')
    found = _found(_folder(tmp_path, ("small", "step"), ("old", "step"), extra=named + cap), "这一档")
    places = ["policies.toml quantities step amount", "policies.toml combinations [1] amount"]
    assert [(fault.where, fault.value) for fault in found] == [(place, "staff < 0") for place in places]


SLIP = ("stff > 3", "5万")


def _broken(folder: Path, file: str, old: str, new: str, *more: tuple[str, ...], extra: str = "") -> list[str]:
    """What is wrong with an edition one text of which is changed, and that has a slip in a rule."""
    path = _folder(folder, SLIP, *more, extra=extra) / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return [what for what, _, _ in _refused(folder)]


UNKNOWN = "规则有误：没有叫 stff 的指标"
HIDING = [
    ("policies.toml", "year = 2023", 'year = "x"', ["应是整数", UNKNOWN]),
    ("policies.toml", 'notice = "仅供参考。"', "", ["缺少这一项", UNKNOWN]),
    ("policies.toml", "[edition]", "other = 1\n[edition]", ["不认识的键", UNKNOWN]),
    ("policies.toml", "[[measures]]\nnumber = 1", "[[measures]]", ["缺少这一项", UNKNOWN]),
    ("policies.toml", 'uptake = "reviewed"', 'uptake = "revewed"', ["不是允许的值", UNKNOWN]),
    ("policies.toml", 'kind = "grant"', 'kind = "grnt"', ["不是允许的值", UNKNOWN]),
    ("facts.toml", 'type = "money"', 'type = "mony"', ["不是允许的值", UNKNOWN]),
    ("facts.toml", 'key = "revenue"', "", ["缺少这一项"]),
    ("facts.toml", 'key = "revenue"', "key = revenue", ["值要加引号"]),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), HIDING)
def test_a_broken_table_hides_no_rule(tmp_path: Path, file: str, old: str, new: str, told: list[str]) -> None:
    """A header, a heading, a policy, a fact without its shape: what can be known of the rules is told beside it. Where
    a fact has no key, or none can be read, no name is called unknown."""
    syntax = "规则有误：没有函数 mxx"
    assert _broken(tmp_path, file, old, new, ("small", "mxx(5万, 3万)")) == [*told, syntax]


def test_a_broken_fact_blames_no_rule(tmp_path: Path) -> None:
    """Rules, combinations and contacts that name what could not be read are not said to be wrong; a near name is
    offered all the same."""
    folder = _folder(
        tmp_path,
        ("staf > 3", "5万"),
        ("staff > 3", "revenue"),
        ("old", "staff * 5000"),
        extra=TOGETHER.format(kind="exclusive", more=""),
    )
    path = folder / "facts.toml"
    path.write_text(path.read_text("utf-8").replace('type = "count"', 'type = "cunt"'), "utf-8")
    with pytest.raises(EditionError) as refused:
        load_edition(folder)
    assert [(fault.what, fault.closest) for fault in refused.value.faults] == [
        ("不是允许的值", "count"),
        ("规则有误：没有叫 staf 的指标", "staff"),
    ]
    path = folder / "policies.toml"
    path.write_text(path.read_text("utf-8").replace('uptake = "reviewed"', "uptake = 3"), "utf-8")
    assert [what for what, _, _ in _refused(folder)] == ["不是允许的值", "不是允许的值", "规则有误：没有叫 staf 的指标"]


def test_a_broken_file_of_policies_hides_no_fact(tmp_path: Path) -> None:
    """What is wrong with the facts is told beside a file that is no TOML; names of its conditions may be meant."""
    folder = _folder(tmp_path, ("old", "5万"))
    (folder / "policies.toml").write_text("[edition\n", "utf-8")
    path = folder / "facts.toml"
    path.write_text(
        path.read_text("utf-8")
        .replace('key = "old"', 'key = "old"\nderive = "grown and not (small"')
        .replace('type = "money"', 'type = "mony"', 1),
        "utf-8",
    )
    found = [what for what, _, _ in _refused(folder)]
    assert found == ["不是有效的 TOML", "不是允许的值", "规则有误：这里的写法不合规则语法"]
