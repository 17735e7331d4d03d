"""Broken editions, one fault each: what is wrong, where, with which value, and the nearest right name."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from support.commandline import Jinshan

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.errors import EditionError, Fault
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import unseen
from jinshan_cli.files.disk.toml import LARGEST
from jinshan_cli.files.edition.combinationfaults import combination_faults
from jinshan_cli.files.edition.folder import built_in_data, load_edition
from jinshan_cli.files.edition.written import PolicyTable

P, F, S, A = "policies.toml", "facts.toml", "sizes.toml", "activities.toml"
NEV, WINDOW = 'when = "nev_price > 0"', 'period = { starts = 2023-01-01, ends = 2023-12-31, of = "纳税义务发生时间" }'
TWO = "[[measures]]\nnumber = 2\n"
HNTE = 'screen = "持有有效的高新技术企业证书"'
RETAIL = 'sectors = ["retail"]'
DERIVE = "and taxable_income <= 300万"
EMPTY_POLICY = """[[policies]]
number = 24
title = "x"
summary = "x"
measure = 1
departments = []
channel = "x"
uptake = "reviewed"
source = "x"
benefits = []

[[policies]]
number = 1
"""
TWIN_FACT = """[[facts]]
key = "entity"
label = "x"
type = "flag"
group = "基本情况"
question = "x"

[[facts]]
key = "entity"
"""
NEW_FACT = """[[facts]]
key = "%s"
label = "x"
type = "flag"
group = "基本情况"
question = "x"

[[facts]]
key = "entity"
"""
ENDS_FIRST = ("早于", "1 项 schedule [1] ends", "2023-01-01", "不早于 2023-01-02", "")

BROKEN: list[tuple[tuple[str, str, str], tuple[str, str, str, str, str]]] = [
    # the change; what, where, value, what is expected, the nearest
    ((P, NEV, f'wenn = "x"\n{NEV}'), ("不认识的键", f"{P} 第 2 项 2 wenn", "", "", "when")),
    ((P, 'notice = "', 'note = 5\nnotice = "'), ("不认识的键", f"{P} edition note", "", "", "notice")),
    ((P, "[edition]", "other = 1\n[edition]"), ("不认识的键", f"{P} other", "", "", "")),
    ((P, "year = 2023", "year = 0"), ("超出范围", f"{P} edition year", "0", "不小于 1", "")),
    ((P, "measure = 1\n", ""), ("缺少这一项", f"{P} 第 1 项 measure", "", "", "")),
    ((P, 'kind = "grant"', 'kind = "grants"'), ("不是允许的值", "第 7 项 7 kind", "grants", "relief、refund", "grant")),
    ((P, 'uptake = "instant"', "uptake = 3"), ("不是允许的值", "第 8 项 uptake", "3", "automatic、instant", "")),
    ((P, "number = 1\n", 'number = "一"\n'), ("应是整数", f"{P} measures 一 number", "一", "", "")),
    ((P, 'amount = "2万"\nunch', "amount = 2\nunch"), ("应是文字（加引号）", "第 13 项 13b amount", "2", "", "")),
    ((P, 'phones = ["57921185"]', 'phones = "57921185"'), ("应是列表", "第 12 项 phones", "57921185", "", "")),
    ((P, "starts = 2023-01-01", 'starts = "gestern"'), ("应是日期", "第 1 项 1a period starts", "gestern", "", "")),
    (
        (P, "starts = 2023-01-01", "starts = 2023-02-30"),
        ("没有这一天", "行", "2023-02-30", "2023-05-01", ""),
    ),
    (
        (P, WINDOW, "period = { starts = 2023-12-31, ends = 2023-12-30 }"),
        ("早于", "1a period ends", "2023-12-30", "2023-12-31", ""),
    ),
    ((P, WINDOW, "period = { year = 2023, ends = 2023-12-30 }"), ("year", "1a period", "2023", "", "")),
    ((P, WINDOW, "claim = { }"), ("没有写日期", "1a claim", "", "starts 或 ends", "")),
    ((P, WINDOW, 'claim = { starts = 2023-04-01, every = "year" }'), ("起止日", "1a claim", "year", "starts", "")),
    (
        (P, WINDOW, 'claim = { starts = 2023-04-01, ends = 2024-04-01, every = "year" }'),
        ("长过一年", "1a claim", "2023-04-01 至 2024-04-01", "", ""),
    ),
    (
        (P, WINDOW, WINDOW + "\nclaim = { ends = 2022-12-31 }"),
        ("事项期开始之前", "1a claim ends", "2022-12-31", "2023-01-01", ""),
    ),
    (
        (P, 'when = "nev_price > 0"', 'pending = "细则"\nwhen = "nev_price > 0"'),
        ("不能有金额", "2 amount", "10% * nev_price", "pending", ""),
    ),
    ((P, 'benefits = ["1a"]', 'benefits = ["1c"]'), ("没有这个事项", "notes [1] benefits", "1c", "", "1b")),
    (
        (P, "year = 2023\n", "year = 2023\nstarts = 2023-02-01\nends = 2023-01-01\n"),
        ("早于", "edition ends", "2023-01-01", "2023-02-01", ""),
    ),
    ((P, "measure = 1\n", "measure = 11\n"), ("没有这个行动方案", "第 1 项 measure", "11", "", "")),
    ((P, "number = 23\n", "number = 22\n"), ("编号重复", P, "22", "", "")),
    ((P, TWO, f'[[measures]]\nnumber = 1\ntitle = "x"\n\n{TWO}'), ("行动方案的编号重复", P, "1", "", "")),
    ((P, 'id = "12b"', 'id = "12a"'), ("id 重复", P, "12a", "", "")),
    ((P, "[[policies]]\nnumber = 1\n", EMPTY_POLICY), ("至少要有一条 benefits", "第 24 项", "", "", "")),
    ((P, NEV, 'when = "nev_price >"'), ("规则有误：这里的写法不合规则语法", "第 2 项 2 when", "", "", "")),
    ((P, NEV, 'when = "nev_prise > 0"'), ("没有叫 nev_prise 的指标", "2 when", "", "", "nev_price")),
    ((P, NEV, 'when = "nev_price > employees"'), ("金额和人数、比例不能放在一起", "2 when", "", "", "")),
    ((P, 'amount = "2万"\nunch', 'amount = "2%"\nunch'), ("金额应是一笔钱", "第 13 项 13b amount", "", "", "")),
    (
        (P, 'amount = "2万"\nunch', 'amount = "revenue - 2万"\nunch'),
        ("可能为负", "13b amount", "revenue - 2万", "max(0", ""),
    ),
    (
        (P, 'amount = "2万"\nunch', 'amount = "max(0, up_to(5 - 3))"\nunch'),
        ("上限可能为负", "13b amount", "up_to(5 - 3)", "max(0", ""),
    ),
    ((P, ", sole_trader]", ", sole_trade]"), ("没有选项 sole_trade", "conditions firm rule", "", "", "sole_trader")),
    ((F, 'type = "choice"', 'type = "choise"'), ("不是允许的值", f"{F} entity type", "choise", "flag", "choice")),
    ((F, 'default = "ent', 'default = "int'), ("default 不是它的选项", "entity", "interprise", "", "enterprise")),
    ((F, '[[facts]]\nkey = "entity"\n', TWIN_FACT), ("指标重复", F, "entity", "", "")),
    ((F, 'label = "行业"', 'label = "主体 类型"'), ("名称已被 entity 使用", f"{F} sector aliases", "主体类型", "", "")),
    ((F, 'aliases = ["主体性质"', 'aliases = ["行业"'), ("名称已被 entity 使用", "sector aliases", "行业", "", "")),
    ((F, 'label = "个体工商户"', 'label = "企业"'), ("选项名称重复", f"{F} entity enterprise", "企业", "", "")),
    ((F, DERIVE, DERIVE.replace("_income", "_incme")), ("规则有误", "derive", "", "", "taxable_income")),
    ((F, DERIVE, DERIVE.replace("= 300万", "= 300万 and size == micro")), ("推算只能依据", "derive", "size", "", "")),
    ((F, 'key = "nev_price"', 'derive = "firm"\nkey = "nev_price"'), ("只有 flag 类指标", "nev_price", "firm", "", "")),
    (
        (F, 'key = "employees"\n', 'key = "employees"\noptions = [{ key = "a", label = "b" }]\n'),
        ("options", "", "", "", ""),
    ),
    *(
        ((F, '[[facts]]\nkey = "entity"\n', NEW_FACT % key), (what, f"{F} {key} key", key, "", ""))
        for what, keys in (
            ("不能作指标的键", ("研发", "rd spend", "a-b", "1a", "if", "True", "in__0", "a__low")),
            ("已另有用处", ("row", "name", "problems", "grant_low", "departments", "min", "up_to")),
            ("条件", ("firm",)),
        )
        for key in keys
    ),
    (
        (F, 'plausible = "1万-5000亿"', 'plausible = "很多"'),
        ("无法识别为数字", "revenue plausible", "很多", "如 3200万", ""),
    ),
    (
        (F, f'{HNTE}\nscreen_no = "none"', f'{HNTE}\nscreen_no = "non"'),
        ("没有这个选项", "hnte screen_no", "non", "可选", "不是"),
    ),
    (
        (F, f'{HNTE}\nscreen_no = "none"', f'{HNTE}\nscreen_yes = "al"'),
        ("没有这个选项", "hnte screen_yes", "al", "可选", "有效期内（早年认定）"),
    ),
    ((S, RETAIL, 'sectors = ["retial"]'), ("sector 没有选项 retial", "retial", "retial", "", "retail")),
    ((S, RETAIL, 'sectors = ["wholesale"]'), ("行业重复", f"{S} rows", "wholesale", "", "")),
    ((S, '"medium", "large"]', '"large"]'), ("tiers 应与 size 的选项相同", "tiers", "micro, small, large", "", "")),
    ((S, '"medium", "large"]', '"large", "medium"]'), ("由低到高", "tiers", "micro, small, large, medium", "", "")),
    ((S, "[10, 50, 300]", "[10, 50]"), ("employees 应有 3 个下限", "retail", "[10, 50]", "", "")),
    ((S, "[10, 50, 300]", "[10, 50, 30]"), ("employees 的下限应由低到高", "retail", "[10, 50, 30]", "", "")),
    ((S, "[10, 50, 300]", '["10", "50", "300"]'), ("人数写成 20", "retail", "['10', '50', '300']", "", "")),
    ((S, '"20000万"]', '"2亿元"]'), ("应是一个数", "agriculture", "2亿元", "", "")),
    ((S, 'limits = { revenue = ["50万", "500万", "20000万"] }', "limits = {}"), ("不能是空的", "limits", "{}", "", "")),
    ((S, "employees =", "employes ="), ("employes 不是数值类指标", "mining", "employes", "", "employees")),
    ((S, 'fact = "size"', 'fact = "sise"'), ("没有叫 sise 的指标", S, "sise", "", "size")),
    ((A, "number = 1\n", 'number = "一"\n'), ("应是整数", f"{A} 一 number", "一", "", "")),
    ((A, 'when = "employer', 'when = "emploier'), ("没有叫 emploier 的指标", f"{A} 第 1 项 when", "", "", "employer")),
    ((A, "number = 2\n", "number = 1\n"), ("编号重复", A, "1", "", "")),
    ((A, "2023-01-01, ends = 2023-03-31", "2023-01-02, ends = 2023-01-01"), ENDS_FIRST),
    ((A, "starts = 2023-01-01, ends", "ends"), ("没有开始日期", "1 项 schedule [1] ends", "2023-03-31", "starts", "")),
    ((A, '["SA", "SU"]', '["SAT"]'), ("不是允许的值", "schedule [3] weekdays [1]", "SAT", "MO", "SA")),
]
UNREADABLE: list[tuple[str, bytes | None, str]] = [
    (P, None, "找不到这个文件"),
    (F, None, "找不到这个文件"),
    (P, '[edition]\nid = "金山"'.encode("gbk"), "不是 UTF-8 编码"),
    (P, b"a = " + b"[" * 5000, "嵌套过深"),
    (P, b".".join([b"a"] * 5000) + b" = 1", "键的层级过深"),
    (P, b"a = 1\na = 2", "同一个键写了两次"),
    (P, b"a = " + b"1" * 5000, "数字过长"),
    (P, b"a = 0x" + b"f" * 5000, "数字过长"),
    (P, b"#" * (LARGEST + 1), "文件过大"),
    (P, b"[edition", "不是有效的 TOML"),
    (P, b"\x00", "不是有效的 TOML"),
    (A, b"activities = ", "不是有效的 TOML"),
]
Edited = Callable[..., Path]


def _faults(folder: Path) -> tuple[Fault, ...]:
    with pytest.raises(EditionError) as caught:
        load_edition(folder)
    return caught.value.faults


@pytest.mark.parametrize(("change", "words"), BROKEN, ids=[f"{row[1][0]} {row[1][2]}" for row in BROKEN])
def test_one_fault(edited: Edited, change: tuple[str, str, str], words: tuple[str, str, str, str, str]) -> None:
    """One thing broken is one fault, and its words say what, where, which value, what is right."""
    (fault,) = _faults(edited(change))
    what, where, value, expected, near = words
    assert what in fault.what
    assert where in fault.where
    assert (fault.value, fault.closest) == (value, near)
    assert expected in fault.expected


def _changed_lines(change: tuple[str, str, str]) -> range:
    """The lines of a broken edition that the change has written, and the first of the table that they are in."""
    file, old, new = change
    before = (built_in_data() / file).read_text("utf-8").partition(old)[0]
    first = before.count("\n") + 1
    header = max(before.rfind("\n["), before.rfind("\n  {"), before.rfind("\n\n"))
    return range(min(first, before[: header + 1].count("\n") + 1), first + new.count("\n") + 6)


@pytest.mark.parametrize(("change", "words"), BROKEN, ids=[f"{row[1][0]} {row[1][2]}" for row in BROKEN])
def test_every_fault_has_its_line(
    edited: Edited, change: tuple[str, str, str], words: tuple[str, str, str, str, str]
) -> None:
    """The line of a fault is the key's, the element's or the table's that is broken, in the file that is named."""
    folder = edited(change)
    (fault,) = _faults(folder)
    if not re.search(r"第 \d+ 行", fault.where):  # of what is no TOML the reader itself names the line
        line = (folder / change[0]).read_text("utf-8").split("\n")[(fault.line or 0) - 1]
        assert fault.line in _changed_lines(change) or (words[2] and words[2] in line), (words, fault)


@pytest.mark.parametrize(("file", "content", "what"), UNREADABLE, ids=[f"{row[0]} {row[2]}" for row in UNREADABLE])
def test_unreadable_file(edited: Edited, file: str, content: bytes | None, what: str) -> None:
    """A file that is missing, or no text, or no plain table, is one fault that names it."""
    folder = edited()
    (folder / file).unlink() if content is None else (folder / file).write_bytes(content)
    (fault,) = _faults(folder)
    assert what in fault.what
    assert file in fault.where


@pytest.mark.parametrize(
    ("change", "where", "seen"),
    [
        ((P, 'title = "新增限额以上"', 'title = "新增\\u202e限额"'), "第 13 项 13b title", "\\u202e"),
        ((P, 'title = "新增限额以上"', 'title = "新增\\n限额"'), "第 13 项 13b title", "\\u000a"),
        ((P, 'title = "新增限额以上"', 'title = "新增\\t限额"'), "第 13 项 13b title", "\\u0009"),
        ((P, 'notice = "', 'notice = "\\r'), f"{P} edition notice", "\\u000d"),
        ((P, 'departments = ["区科委"]', 'departments = ["区\\u001b[2J科委"]'), "departments [1]", "\\u001b"),
        (
            (
                P,
                "[conditions.firm]",
                '[conditions."\\u200bx"]\nlabel = "x"\nrule = "employees > 1"\n\n[conditions.firm]',
            ),
            "",
            "\\u200b",
        ),
        ((P, 'id = "1b"', 'id = "1b\\ufeff"'), "id", "\\ufeff"),
        ((F, 'label = "行业"', 'label = "行\\u009b业"'), f"{F} sector label", "\\u009b"),
        ((F, 'label = "企业"', 'label = "企\u00ad业"'), f"{F} entity enterprise label", "\\u00ad"),
        ((S, RETAIL, 'sectors = ["retail\\u200d"]'), f"{S} rows", "\\u200d"),
        ((A, "金山区缤纷百果节", "金山区\u2066缤纷百果节"), f"{A} 第 3 项 schedule [3] what", "\\u2066"),
    ],
    ids=lambda value: ascii(value)[:20],
)
def test_an_unseen_character(
    edited: Edited, jinshan: Jinshan, change: tuple[str, str, str], where: str, seen: str
) -> None:
    """A text that moves a cursor, turns the direction, hides something or breaks its line is named, and never shown."""
    folder = edited(change)
    fault = next(fault for fault in _faults(folder) if fault.what.startswith("有不可见的字符"))
    assert fault.what == f"有不可见的字符 {seen}"
    assert where in fault.where
    assert seen in fault.where + fault.value
    for args in (("check", folder), ("check", folder, "--json"), ("list", "--data", folder)):
        screen = jinshan(*args)
        assert screen.code == 4
        assert seen in screen.out + screen.err
        assert not unseen(screen.out + screen.err, keep_layout=True)


def test_prose_may_have_lines(edited: Edited) -> None:
    """A summary, a note and a help may be written on several lines."""
    folder = edited((P, 'summary = "', 'summary = "一\\n\\t'), (P, 'notice = "', 'notice = "一\\n'))
    assert "\n" in load_edition(folder).header.notice


def test_a_rule_is_shown_with_a_caret(edited: Edited) -> None:
    """A fault in a rule shows the rule and points at the place."""
    (fault,) = _faults(edited((P, NEV, 'when = "nev_price > 5万 and frim"')))
    assert fault.excerpt == "nev_price > 5万 and frim\n" + " " * 20 + "^"


def test_all_faults_at_once(edited: Edited, jinshan: Jinshan) -> None:
    """Faults of every kind, in every table, are all listed, in one go; the exit code is 4."""
    folder = edited(
        (P, 'uptake = "instant"', 'uptake = "instantly"'),
        (P, NEV, 'when = "nev_prise > 0"'),
        (P, "measure = 3\n", "measure = 33\n"),
        (F, 'default = "enterprise"', 'default = "interprise"'),
        (S, '["retail"]', '["retial"]'),
        (A, 'when = "employer', 'when = "emploier'),
        (A, "number = 26\n", 'number = "x"\n'),
    )
    words = ("instantly", "nev_prise", "33", "interprise", "retial", "emploier", " x number")
    assert len(_faults(folder)) == len(words)
    for screen in (jinshan("list", "--data", folder), jinshan("match", "--data", folder)):
        assert (screen.code, screen.out) == (4, "")
        assert all(word in screen.err for word in words)
    assert jinshan("check", folder).code == 4
    assert all(word in jinshan("check", folder).out for word in words)


def test_unreadable_files_and_other_faults_at_once(edited: Edited) -> None:
    """A table that cannot be read does not hide what is wrong in the others."""
    folder = edited((P, NEV, 'when = "nev_prise > 0"'), (S, 'fact = "size"', "fact = 3"))
    (folder / A).write_bytes(b"[")
    assert {re.split(r"[\\/]", fault.where)[-1].split()[0] for fault in _faults(folder)} == {P, S, A}


def test_names_of_one_option_may_be_alike(edited: Edited) -> None:
    """A key and a label that differ in case only, or in width, are two names of the same option."""
    alike = '{ key = "none", label = "ＮＯＮＥ", aliases = ["None", '
    folder = edited((F, '{ key = "none", label = "不是", aliases = [', alike))
    assert load_edition(folder).facts["hnte"].options[0].label == "ＮＯＮＥ"


def test_no_folder(tmp_path: Path) -> None:
    """A folder that is not there says what belongs in it."""
    (fault,) = _faults(tmp_path / "nowhere")
    assert (fault.what, fault.where) == ("找不到数据文件夹", str(tmp_path / "nowhere"))


def test_two_tables_are_optional(edited: Edited) -> None:
    """Without a size standard and activities, and without named conditions, an edition is whole."""
    folder = edited()
    (folder / S).unlink()
    (folder / A).unlink()
    text = re.sub(r"(?m)^\[conditions\.\w+\]\nlabel = .*\nrule = .*\n", "", (folder / P).read_text("utf-8"))
    (folder / P).write_text(re.sub(r"\b(firm|employer) and ", "", text), "utf-8")
    edition = load_edition(folder)
    assert (edition.sizes, edition.activities, edition.conditions) == (None, (), {})


def test_built_in_edition(edition: Edition) -> None:
    """The built-in edition is loaded by default, with 23 policies, 26 activities, ten measures."""
    assert load_edition(built_in_data()).header == edition.header
    assert [len(table) for table in (edition.policies, edition.activities, edition.measures)] == [23, 26, 10]
    assert list(edition.by_number) == list(range(1, 24))


CIRCLES = [
    (
        '[conditions.a]\nlabel = "甲"\nrule = "b"\n[conditions.b]\nlabel = "乙"\nrule = "a and employees > 1"\n',
        "互相引用，成了一圈：a → b → a",
        "policies.toml conditions a rule",
    ),
    ('[conditions.a]\nlabel = "甲"\nrule = "not a"\n', "互相引用，成了一圈：a → a", "policies.toml conditions a rule"),
    (
        '[conditions.a]\nlabel = "甲"\nrule = "b"\n[conditions.b]\nlabel = "乙"\nrule = "employees > 1"\n',
        "b 在后面才定义，请移到前面",
        "policies.toml conditions a rule",
    ),
    (
        '[quantities.p]\nlabel = "甲"\namount = "2 * q"\n[quantities.q]\nlabel = "乙"\namount = "max(p, 1)"\n',
        "互相引用，成了一圈：p → q → p",
        "policies.toml quantities p amount",
    ),
]


@pytest.mark.parametrize(("names", "what", "where"), CIRCLES)
def test_a_circle_is_named(edited: Edited, names: str, what: str, where: str) -> None:
    """Names that stand for each other are told as a circle, once, with the way round; one used too early, as that."""
    (fault,) = _faults(edited((P, "[conditions.firm]", f"{names}\n[conditions.firm]")))
    assert fault.what == f"规则有误：{what}"
    assert fault.where == where
    assert fault.line


BROKEN_NAMES = [
    ('[quantities.more]\namount = "max(0, revenue - revenu)"\nlabel = "增量"\n', "没有叫 revenu 的指标"),
    ('[quantities.more]\namount = "1% * more"\nlabel = "增量"\n', "互相引用，成了一圈：more → more"),
    ('[parameters.more]\nvalue = "2023-02-30"\nlabel = "首日"\n', "没有 2023-02-30 这一天"),
]
USES = """[quantities.most]
amount = "2 * bands(more, [5000万], [1%, 2%])"
label = "最多"
[[checks]]
when = "bands(more, [5000万], [1%, 2%]) > revenue or years(more, 2023-12-31) > 3 or most > 5万"
text = "核对"
"""


@pytest.mark.parametrize(("name", "what"), BROKEN_NAMES)
def test_a_broken_name_is_blamed_alone(edited: Edited, name: str, what: str) -> None:
    """What has the name of a quantity or figure that is broken is of no known unit: no rule that uses it is blamed."""
    (fault,) = _faults(edited((P, "[conditions.firm]", f"{name}{USES}\n[conditions.firm]")))
    assert (fault.what, fault.where.split()[1:3]) == (f"规则有误：{what}", [name.split(".")[0].strip("["), "more"])


def test_derived_facts_in_a_circle(edited: Edited) -> None:
    """Flags that follow from each other are told as a circle, once with all of them; another that only leads there as
    what it is."""
    twin = '[[facts]]\nkey = "{}"\nlabel = "{}"\ntype = "flag"\ngroup = "x"\nquestion = "?"\nderive = "not {}"\n\n'
    names = (("zero", "零", "two"), ("one", "一", "two"), ("two", "二", "three"), ("three", "三", "one"))
    twins = "".join(twin.format(*each) for each in names)
    first, second = _faults(edited((F, '[[facts]]\nkey = "entity"\n', twins + '[[facts]]\nkey = "entity"\n')))
    assert (first.what, first.value) == ("推算只能依据直接填报的指标", "two")
    assert (second.what, second.value) == ("推算互相引用，成了一圈", "one → two → three → one")


ADDRESSES = [
    ("link", "https://www.example.gov.cn/apply?a=1#x", True),
    ("link", "http://金山.政务.cn/办事", True),
    ("link", "https://10.0.0.1:8080/", True),
    ("link", "www.example.gov.cn", False),
    ("link", "ftp://example.gov.cn", False),
    ("link", "javascript:alert(1)", False),
    ("link", "https://", False),
    ("link", "https://example .cn", False),
    ("link", "https://[::1", False),
    ("link", "见通知", False),
    ("email", "office@example.gov.cn", True),
    ("email", "a.b+c@x-y.cn", True),
    ("email", "office@example", False),
    ("email", "office.example.cn", False),
    ("email", "a@b.cn, c@d.cn", False),
    ("email", "<a@b.cn>", False),
]


@pytest.mark.parametrize("place", ["第 1 项", "第 1 项 1a"])
@pytest.mark.parametrize(("key", "text", "is_sound"), ADDRESSES)
def test_addresses_lead_somewhere(edited: Edited, key: str, text: str, is_sound: bool, place: str) -> None:
    """A link that is no web address and an email that is none are refused, with their place; others are taken."""
    before = 'id = "1a"\n' if "1a" in place else "[[policies]]\nnumber = 1\n"
    folder = edited((P, before, f"{before}{key} = {text!r}\n"))
    if is_sound:
        assert load_edition(folder)
        return
    (fault,) = _faults(folder)
    assert fault.what == ("不是网址" if key == "link" else "不是电子邮箱")
    assert (fault.where, fault.value) == (f"policies.toml {place} {key}", text)
    assert fault.line


@pytest.mark.parametrize("last", ["unsettled", "exclusive"])
def test_combinations_that_cannot_be_followed_are_refused(edited: Callable[..., Path], last: str) -> None:
    """Also where only a part of them crosses too much: no table that loads stops a firm's sums half-way."""
    pairs = (("18", "19"), ("19", "23"), ("23", "18"))
    caps = [f'[[combinations]]\nkind = "cap"\nbenefits = ["{a}", "{b}"]\namount = "5万"\n' for a, b in pairs]
    over = f'[[combinations]]\nkind = "{last}"\nbenefits = ["18", "19", "23"]\n'
    change = ("policies.toml", "\n[[policies]]", "\n" + "\n".join((*caps, over)) + "\n[[policies]]")
    with pytest.raises(EditionError) as caught:
        load_edition(edited(change))
    assert any("互相交叉太多" in fault.what for fault in caught.value.faults)


@pytest.mark.usefixtures("bounded")
def test_many_combinations_apart(edition: Edition) -> None:
    """Combinations that have nothing to do with each other are looked at each by itself: hundreds in a second."""
    policy = edition.by_number[13]
    pairs = [tuple(f"{number}{letter}" for letter in "ab") for number in range(300)]
    benefits = tuple(replace(policy.benefits[0], id=key) for pair in pairs for key in pair)
    table = PolicyTable(
        edition=edition.header,
        measures=edition.measures,
        policies=(replace(policy, benefits=benefits),),
        combinations=tuple(Combination(kind="exclusive", benefits=pair) for pair in pairs),
    )
    assert list(combination_faults(table)) == []
