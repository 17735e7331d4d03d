"""What is no rule is refused with a reason, a caret and the nearest right name, and never with anything else."""

import sys
from contextlib import suppress
from datetime import date
from string import ascii_letters

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.rules.constants import Day, Parameter
from jinshan_cli.core.rules.grammar import DEEPEST_NAMED, Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import FlagFact, Named
from jinshan_cli.core.rules.source import DEEPEST, LONGEST, RuleError

CONDITIONS: list[tuple[str, str, str]] = [  # a ^ before the place that is blamed; the reason; the nearest name
    ("^frim", "没有叫 frim 的指标", "firm"),
    ("firm and ^revenu > 0", "没有叫 revenu 的指标", "revenue"),
    ("revenue > 300万 and ^emploees < 3", "没有叫 emploees 的指标", "employees"),
    ("^qqqq", "没有叫 qqqq 的指标", ""),
    ("sector in [retail, ^catring]", "sector（行业）没有选项 catring", "catering"),
    ("hnte == ^neww", "hnte（高新技术企业）没有选项 neww", "new"),
    ("sector == ^5万", "sector（行业）没有选项 5万", ""),
    ("sector in ^[]", "方括号里至少要有一个选项", ""),
    ("^sector in [retail] in [retail]", "选项只能比较一次", ""),
    ("^sector < retail", "sector 是选项，请用 == 、!= 、in 或 not in", ""),
    ("^sector == [retail, catering]", "sector 是选项，请用 == 、!= 、in 或 not in", ""),
    ("^sector and firm", "sector（行业）不是“是/否”，条件请写成 sector in [选项, …]", ""),
    ("firm and ^revenue", "revenue（年营业收入）不是“是/否”，条件请写成 revenue > 0", ""),
    ("^2 + 2", "这里应是一个条件", ""),
    ("^5万", "这里应是一个条件（是或否）", ""),
    ("revenue in ^[5, 6]", "in 只能用于选项类", ""),
    ("revenue < ^employees", "金额和人数、比例不能放在一起", ""),
    ("revenue > ^5%", "金额和人数、比例不能放在一起", ""),
    ("revenue > ^chartered_bus", "金额和条件（是或否）不能放在一起", ""),
    ("300万 < revenue < ^employees", "金额和人数、比例不能放在一起", ""),
    ("max(revenue, ^employees) > 5", "金额和人数、比例不能放在一起", ""),
    ("firm and revenue >^", "这里的写法不合规则语法", ""),
    ("revenue > 5万 ^万", "这里的写法不合规则语法", ""),
    ("firm ^＆ firm", "这里的写法不合规则语法", ""),
    ("revenue > ^３００", "这里的写法不合规则语法", ""),
    ("firm ^# 说明", "规则里不能有注释", ""),
    ("rd_spend / revenue >= ^rd_spend / revenue", "一个比较里只能有一处两数相除", ""),
    ("rd_spend / (^revenue - 5) >= 3%", "乘数可能为负", ""),
    ("days(2022-01-01, ^2022-02-30) > 5", "没有 2022-02-30 这一天", ""),
    ("months(2022-01-01, ^5) > 5", "日期只能和日期放在一起", ""),
    ("months(^5, 6) > 5", "months 只算两个日期相隔多久", ""),
    ("2022-01-01 < ^5", "日期只能和日期放在一起", ""),
    ("revenue > ^2022-01-01", "金额和日期不能放在一起", ""),
    ("^first_step", "first_step 是一个数，条件请写成 first_step > 0", ""),
    ("^first_stp > 5", "没有叫 first_stp 的指标", "first_step"),
]
AMOUNTS: list[tuple[str, str, str]] = [
    ("^employees", "金额应是一笔钱，这里是人数或比例", ""),
    ("^2022-01-01", "金额应是一笔钱，这里是日期", ""),
    ("^5%", "金额应是一笔钱，这里是人数或比例", ""),
    ("^firm", "金额应是一笔钱，这里是条件（是或否）", ""),
    ("^up_to(employees)", "金额应是一笔钱，这里是人数或比例", ""),
    ("5% * revenue * ^revenue", "金额不能乘金额", ""),
    ("5% * (^revenue - 5万)", "乘数可能为负，请写成 max(0, …)", ""),
    ("^min(5, 6 - revenue) * 2", "乘数可能为负，请写成 max(0, …)", ""),
    ("^-5", "这里应是一个数、金额或条件", ""),
    ("^mim(5, 6)", "没有函数 mim", "min"),
    ("^up_to(5, 6)", "up_to 的参数个数不对", ""),
    ("^min(5)", "min 的参数个数不对", ""),
    ("min(revenue, ^1,000万)", "1,000 会读成几个数：大数里不加逗号", ""),
    ("min(5% * max(0, revenue - ^2,500,000), 5万)", "2,500,000 会读成几个数：大数里不加逗号", ""),
    ("up_to(^1,000)", "1,000 会读成几个数：大数里不加逗号", ""),
    ("^between(5)", "between 的参数个数不对", ""),
    ("^min(5, 6, key=7)", "这里应是一个数、金额或条件", ""),
    ("5 if ^revenue else 6", "revenue（年营业收入）不是“是/否”", ""),
    ("^5 if firm else employees", "金额应是一笔钱，这里是人数或比例", ""),
    ("revenue if firm else ^employees", "金额和人数、比例不能放在一起", ""),
    ("revenue / ^0", "不能除以 0", ""),
    ("revenue / ^employees", "只能除以一个数；两数之比只用来比较", ""),
    ("^2022-12-31 / 3", "日期不能这样计算", ""),
    ("2022-12-31 + ^5", "日期只能和日期放在一起", ""),
    ("5 * ^2022-12-31", "日期不能这样计算", ""),
    ("steps(revenue, ^0) * 5", "不能是 0", ""),
    ("round_down(revenue, ^0)", "不能是 0", ""),
    ("round(revenue, ^rd_spend)", "这里只能写一个数、日期或参数", ""),
    ("^steps(revenue)", "应写成 steps(数, 每一份)", ""),
    ("^tiers(revenue, 5, [5, 6])", "应写成 tiers(数, [界线, …], [值, …])", ""),
    ("tiers(employees, [100, ^100], [5, 6, 7])", "界线应由低到高", ""),
    ("tiers(employees, [300, ^100], [5, 6, 7])", "界线应由低到高", ""),
    ("tiers(employees, [100, 300], ^[5, 6])", "2 个界线分出 3 档，这里有 2 个", ""),
    ("tiers(employees, [], ^[5])", "0 个界线分出 1 档", ""),
    ("tiers(employees, [^revenue], [5, 6])", "这里只能写一个数、日期或参数", ""),
    ("tiers(revenue, [^5%], [5, 6])", "金额和人数、比例不能放在一起", ""),
    ("bands(revenue, [1亿, ^1亿], [1%, 2%, 3%])", "界线应由低到高", ""),
    ("bands(revenue - 5, [1亿], ^[1%, 2%])", "分段计算的数可能为负", ""),
    ("bands(revenue, [1亿], [1%, ^revenue])", "这里只能写一个数、日期或参数", ""),
    ("^band(revenue, [1亿], [1%, 2%])", "没有函数 band", "bands"),
    ("10万 + ^reveue", "没有叫 reveue 的指标", "revenue"),
]
HOSTILE = [
    "lambda: 1",
    "(lambda revenue: revenue)(5)",
    "revenue.real > 5",
    "firm.__class__",
    "__import__('os').system('true')",
    "sector[0] == retail",
    "f'{revenue}'",
    "'retail'",
    "b'5'",
    "(firm := chartered_bus)",
    "[firm for firm in sector]",
    "{firm}",
    "{firm: firm}",
    "(firm, firm)",
    "*firm",
    "await firm",
    "(yield firm)",
    "print(firm)",
    "min(*sector)",
    "firm if firm",
    "firm is firm",
    "revenue @ revenue",
    "revenue // 2",
    "revenue << 9",
    "~firm",
    "...",
    "True",
    "None",
    "revenue > 1e999",
    "revenue > 0x10",
    "revenue > 1_000",
    "revenue > 5j",
    "revenue > 9" + "9" * 500,
    "revenue > 0." + "1" * 500,
    "_ > 5",
    "__ > 5",
    "revenue > ＿",
    "",
    " firm",
    "firm ",
    "firm;firm",
    "firm\nand firm",
    "(firm\rand firm)",
    "(firm\fand firm)",
    "(firm\u2028and firm)",
    "firm\\",
    "firm\x00",
    "\ud800",
    "ｆｉｒｍ",
    "fіrm",  # Cyrillic і
    "revenue ≥ 5",
    "revenue > ５",
    "revenue > ٥",
    "revenue > 五万",
    "revenue　> 5",
    "(" * 10_000,
    "(" * 400 + "firm" + ")" * 400,
    "not " * 200 + "firm",
    "-" * 900 + "5",
    "+".join(["revenue"] * 100),
    "min(5, " * 60 + "5" + ")" * 60,
    "firm and " * 10_000 + "firm",
    "5 if firm else " * 61 + "5",
]


@pytest.mark.parametrize(("marked", "reason", "near"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_no_condition(marked: str, reason: str, near: str, scope: Scope) -> None:
    """Each way a condition can be wrong: the reason in words, the place, the name that was meant."""
    with pytest.raises(RuleError) as caught:
        parse_condition(marked.replace("^", ""), scope)
    assert reason in caught.value.what
    assert (caught.value.column, caught.value.closest) == (marked.index("^"), near)


@pytest.mark.parametrize(("marked", "reason", "near"), AMOUNTS, ids=[row[0] for row in AMOUNTS])
def test_no_amount(marked: str, reason: str, near: str, scope: Scope) -> None:
    """Each way an amount can be wrong: the reason in words, the place, the name that was meant."""
    with pytest.raises(RuleError) as caught:
        parse_amount(marked.replace("^", ""), scope)
    assert reason in caught.value.what
    assert (caught.value.column, caught.value.closest) == (marked.index("^"), near)


@pytest.mark.parametrize("name", ["founded", "opened"])
def test_a_day_is_no_condition(name: str) -> None:
    """Of a fact and of a parameter: what it is told to be written as is a rule."""
    founded = Fact(key="founded", label="成立日期", type="date", group="基本", question="哪天成立？")
    opened = Parameter("opened", "申报首日", Day(date(2026, 3, 1)))
    own = Scope(Catalogue(facts=(founded,)), quantities={"opened": opened})
    with pytest.raises(RuleError) as caught:
        parse_condition(name, own)
    said, _, proposed = caught.value.what.partition("，条件请写成 ")
    assert said == f"{name} 是日期"
    assert parse_condition(proposed, own)


@pytest.mark.parametrize(
    "text", ["max(5, 300, revenue)", "max(0,300万,revenue)", "tiers(employees, [5,100], [5,500,800])"]
)
def test_several_figures(text: str, scope: Scope) -> None:
    """Figures that a comma keeps apart, where nobody would read one: as ever."""
    assert parse_amount(text, scope)


def test_caret_is_below_the_fault(scope: Scope) -> None:
    """On the screen a Chinese character takes two columns, and the caret knows."""
    with pytest.raises(RuleError) as caught:
        parse_condition("revenue > 300万 and frim", scope)
    assert caught.value.caret == "revenue > 300万 and frim\n" + " " * 20 + "^"


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
def test_hostile_text_is_refused(text: str, scope: Scope) -> None:
    """Python that is no rule, and text that is hardly text: a RuleError with a short excerpt, nothing else."""
    for parse in (parse_condition, parse_amount):
        with pytest.raises(RuleError) as caught:
            parse(text, scope)
        assert len(caught.value.caret) <= 2 * LONGEST + 2


def test_depth_is_bounded_far_from_the_stack(scope: Scope) -> None:
    """What is refused as too deep is far below the recursion limit; real rules are far below what is refused."""
    assert parse_condition("not " * 40 + "firm", scope)
    assert sys.getrecursionlimit() > DEEPEST * 10


WORDS = ("firm", "revenue", "sector", "retail", "hnte", "not", "and", "in", "if", "else", "min(", "5万", "5%")
PIECES = st.sampled_from((*WORDS, *"()[],<=!+-*/%万亿.:;#\\'\"@~^&|{} \t\r\n_"))
TEXTS = st.lists(PIECES | st.text(max_size=3) | st.sampled_from(ascii_letters), max_size=12).map(" ".join)


@given(TEXTS)
def test_any_text_is_a_rule_or_a_rule_error(scope: Scope, text: str) -> None:
    """Whatever the text, reading it ends with nodes or with a RuleError."""
    for parse in (parse_condition, parse_amount):
        with suppress(RuleError):
            parse(text, scope)


def test_a_caret_below_too_many_levels(scope: Scope) -> None:
    """Conditions within conditions, one too deep: the place is that of the last name."""
    named = Named("c", "条件", FlagFact("chartered_bus"))
    while named.depth <= DEEPEST_NAMED:
        named = Named("c", "条件", named)
    with pytest.raises(RuleError) as caught:
        parse_condition("chartered_bus or c", Scope(scope.catalogue, {"c": named}))
    assert caught.value.caret == "chartered_bus or c\n" + " " * 17 + "^"
    assert named.condition != named
    assert parse_condition("c", Scope(scope.catalogue, {"c": named.condition}))  # type: ignore[dict-item]
