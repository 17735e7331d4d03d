"""Every construct of the rule language, from its text to its nodes."""

import re
from dataclasses import fields as dataclass_fields
from datetime import date
from fractions import Fraction
from typing import get_args

import pytest

from jinshan_cli.core.rules import nodes
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import (
    UNWRITTEN,
    And,
    AtLeast,
    Bands,
    Between,
    Choose,
    Compare,
    Condition,
    Constant,
    Counted,
    Day,
    Elapsed,
    FlagFact,
    Greatest,
    Least,
    Minus,
    Named,
    NamedQuantity,
    Node,
    Not,
    NumberFact,
    OneOf,
    Or,
    Over,
    Parameter,
    Plus,
    Quantity,
    Rounded,
    Steps,
    Tiers,
    Times,
    UpTo,
    children,
)
from jinshan_cli.core.rules.source import RuleError, parse_constant
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.core.rules.tree import fact_keys, walk


def _yuan(digits: str, suffix: nodes.Suffix = "") -> Constant:
    return Constant(digits, suffix, money=True)


REVENUE, PROFIT, STAFF = (
    NumberFact("revenue", "money"),
    NumberFact("taxable_income", "money"),
    NumberFact("employees", "count"),
)
BUS, FUND = FlagFact("chartered_bus"), FlagFact("innovation_fund")
FIRM = Named("firm", "企业、合伙企业或个体工商户", OneOf("entity", ("enterprise", "partnership", "sole_trader")))
NEW = OneOf("hnte", ("new",))
FIRST_STEP = Parameter("first_step", "首档", _yuan("1", "亿"))
SALES, PEAK = NumberFact("goods_sales", "money"), NumberFact("goods_sales_peak", "money")
GROWTH = NamedQuantity("growth", "增长额", Greatest((_yuan("0"), Minus(SALES, PEAK))))
ONE_YI = _yuan("1", "亿")
HAS_REVENUE = Compare(REVENUE, ((">", _yuan("0")),))

CONDITIONS: dict[str, Condition] = {
    "chartered_bus": BUS,
    "firm": FIRM,
    "((firm))": FIRM,
    "not chartered_bus": Not(BUS),
    "not not chartered_bus": Not(Not(BUS)),
    "chartered_bus and innovation_fund and firm": And((BUS, FUND, FIRM)),
    "chartered_bus and (innovation_fund and firm)": And((BUS, And((FUND, FIRM)))),
    "chartered_bus or innovation_fund and firm": Or((BUS, And((FUND, FIRM)))),
    "(chartered_bus or innovation_fund) and firm": And((Or((BUS, FUND)), FIRM)),
    "not chartered_bus and firm": And((Not(BUS), FIRM)),
    "not (chartered_bus and firm)": Not(And((BUS, FIRM))),
    "hnte == new": NEW,
    "hnte != new": Not(NEW),
    "hnte in [new]": NEW,
    "hnte in new": NEW,
    "hnte in [new, renewed]": OneOf("hnte", ("new", "renewed")),
    "hnte not in [new, renewed]": Not(OneOf("hnte", ("new", "renewed"))),
    "revenue < 1亿": Compare(REVENUE, (("<", ONE_YI),)),
    "revenue <= 1亿": Compare(REVENUE, (("<=", ONE_YI),)),
    "revenue > 0": HAS_REVENUE,
    "revenue >= 1亿": Compare(REVENUE, ((">=", ONE_YI),)),
    "revenue == 1亿": Compare(REVENUE, (("==", ONE_YI),)),
    "revenue != 1亿": Compare(REVENUE, (("!=", ONE_YI),)),
    "taxable_income < 1亿 <= revenue": Compare(PROFIT, (("<", ONE_YI), ("<=", REVENUE))),
    "20 <= employees < 300": Compare(Constant("20"), (("<=", STAFF), ("<", Constant("300")))),
    "revenue > taxable_income + 5": Compare(REVENUE, ((">", Plus(PROFIT, _yuan("5"))),)),
}
AMOUNTS: dict[str, Quantity] = {
    "2": _yuan("2"),
    "50万": _yuan("50", "万"),
    "1.5亿": _yuan("1.5", "亿"),
    "revenue": REVENUE,
    "revenue + taxable_income": Plus(REVENUE, PROFIT),
    "max(5, revenue - taxable_income - 5)": Greatest((_yuan("5"), Minus(Minus(REVENUE, PROFIT), _yuan("5")))),
    "max(5, revenue - (taxable_income - 5))": Greatest((_yuan("5"), Minus(REVENUE, Minus(PROFIT, _yuan("5"))))),
    "5% * revenue": Times(Constant("5", "%"), REVENUE),
    "revenue * 5%": Times(REVENUE, Constant("5", "%")),
    "2 * 3% * revenue": Times(Times(Constant("2"), Constant("3", "%")), REVENUE),
    "2 * revenue + 5": Plus(Times(Constant("2"), REVENUE), _yuan("5")),
    "2 * max(0, revenue - 5)": Times(Constant("2"), Greatest((_yuan("0"), Minus(REVENUE, _yuan("5"))))),
    "min(revenue, 50万, 5)": Least((REVENUE, _yuan("50", "万"), _yuan("5"))),
    "max(revenue, taxable_income)": Greatest((REVENUE, PROFIT)),
    "up_to(100万)": UpTo(_yuan("100", "万")),
    "at_least(10万)": AtLeast(_yuan("10", "万")),
    "between(10万, 20万)": Between(_yuan("10", "万"), _yuan("20", "万")),
    "2 if firm else revenue": Choose(FIRM, _yuan("2"), REVENUE),
    "2 if firm else 3 if chartered_bus else 4": Choose(FIRM, _yuan("2"), Choose(BUS, _yuan("3"), _yuan("4"))),
    "2 * firm": Times(_yuan("2"), Counted(FIRM)),
    "2 * chartered_bus": Times(_yuan("2"), Counted(BUS)),
    "2 * (not firm)": Times(_yuan("2"), Counted(Not(FIRM))),
    "2 * (hnte == new)": Times(_yuan("2"), Counted(NEW)),
    "2 * (firm and chartered_bus)": Times(_yuan("2"), Counted(And((FIRM, BUS)))),
    "2 * (revenue > 0)": Times(_yuan("2"), Counted(HAS_REVENUE)),
    "2000 * employees": Times(_yuan("2000"), STAFF),
    "employees * 2000": Times(STAFF, _yuan("2000")),
}
EXACT: dict[str, Quantity] = {
    "1/3 * revenue": Times(Constant("1/3"), REVENUE),
    "revenue / 3": Over(REVENUE, Constant("3")),
    "5‰ * revenue": Times(Constant("5", "‰"), REVENUE),
    "2万 * steps(revenue, 1000万)": Times(_yuan("2", "万"), Steps(REVENUE, _yuan("1000", "万"))),
    "5 * steps(employees, 10)": Times(_yuan("5"), Steps(STAFF, Constant("10"))),
    "round_down(revenue, 1000)": Rounded("round_down", REVENUE, _yuan("1000")),
    "round(5% * revenue, 1000)": Rounded("round", Times(Constant("5", "%"), REVENUE), _yuan("1000")),
    "round_up(revenue, 1000)": Rounded("round_up", REVENUE, _yuan("1000")),
    "tiers(employees, [100, 300], [5, 8, revenue])": Tiers(
        STAFF, (Constant("100"), Constant("300")), (_yuan("5"), _yuan("8"), REVENUE)
    ),
    "bands(revenue, [1亿], [1%, 2%])": Bands(REVENUE, (ONE_YI,), (Constant("1", "%"), Constant("2", "%"))),
    "bands(employees, [10], [5000, 3000])": Bands(STAFF, (Constant("10"),), (_yuan("5000"), _yuan("3000"))),
    "first_step": FIRST_STEP,
    "min(first_step, growth)": Least((FIRST_STEP, GROWTH)),
    "5 * max(0, days(2022-12-31, 2023-01-31))": Times(
        _yuan("5"), Greatest((Constant("0"), Elapsed("days", Day(date(2022, 12, 31)), Day(date(2023, 1, 31)))))
    ),
}
REWRITTEN = {
    "rd_spend / revenue >= 3%": "rd_spend >= 3% * revenue",
    "3% <= rd_spend / revenue < 5%": "3% * revenue <= rd_spend < 5% * revenue",
    "revenue / employees >= 50万": "revenue >= 50万 * employees",
    "rd_spend / (revenue + rd_spend) > 1/3": "rd_spend > 1/3 * (revenue + rd_spend)",
}
FEN: dict[str, int | Fraction] = {
    "revenue > 300": 30_000,
    "revenue > 0.01": 1,
    "revenue > 0.005": Fraction(1, 2),
    "revenue > 300万": 300 * 10**6,
    "revenue > 1.5亿": 15 * 10**9,
    "300 < revenue": 30_000,
    "employees > 300": 300,
    "employees > 1万": 10_000,
    "2% * revenue > 7": 700,
    "max(revenue, taxable_income) > 7": 700,
    "(revenue if firm else taxable_income) > 7": 700,
    "2 * employees > 7": 7,
}
KINDS = (kind for union in get_args(Node) for kind in (get_args(union) or (union,)))
NODE_TYPES = tuple(kind for kind in KINDS if kind not in UNWRITTEN)


@pytest.mark.parametrize("text", EXACT)
def test_shapes(text: str, scope: Scope) -> None:
    """Steps, brackets, bands, fractions, rounding, days and names: each is one node, and is written as it was read."""
    found = parse_amount(text, scope)
    assert found == EXACT[text]
    assert to_text(found) == text


@pytest.mark.parametrize("text", REWRITTEN)
def test_a_ratio_is_compared_without_dividing(text: str, scope: Scope) -> None:
    """`a / b >= 3%` is `a >= 3% * b`: 0 over 0 is at least 3 %, and not more."""
    assert to_text(parse_condition(text, scope)) == REWRITTEN[text]


@pytest.mark.parametrize("text", CONDITIONS)
def test_condition(text: str, scope: Scope) -> None:
    """Each kind of condition, with the binding strengths of Python."""
    assert parse_condition(text, scope) == CONDITIONS[text]


@pytest.mark.parametrize("text", AMOUNTS)
def test_amount(text: str, scope: Scope) -> None:
    """Each kind of amount; bare numbers are yuan unless they multiply money."""
    assert parse_amount(text, scope) == AMOUNTS[text]


@pytest.mark.parametrize("text", FEN)
def test_unit_of_a_bare_number(text: str, scope: Scope) -> None:
    """A number beside money is yuan, held in fen, exact; beside persons it is persons."""
    whole = parse_condition(text, scope)
    assert isinstance(whole, Compare)
    (constant,) = (side for side in children(whole) if isinstance(side, Constant))
    assert constant.number == FEN[text]
    assert constant.money is ("employees" not in text)


@pytest.mark.parametrize("kind", NODE_TYPES, ids=lambda kind: kind.__name__)
def test_a_node_is_written_as_its_docstring_shows(kind: type[Node], scope: Scope) -> None:
    """Every writing in backticks in a node's docstring parses, and that node is in it."""
    fields = {field.name for field in dataclass_fields(kind)}
    writings = [text for text in re.findall(r"`([^`]+)`", kind.__doc__ or "") if text not in fields]
    assert writings
    for text in writings:
        rule = text if kind in get_args(Condition) else f"({text}) >= ({text})"
        assert kind in {type(node) for node in walk(parse_condition(rule, scope))}, text


def test_tables_show_every_node() -> None:
    """No node is left out of the tables above."""
    shown = {type(node) for root in (*CONDITIONS.values(), *AMOUNTS.values(), *EXACT.values()) for node in walk(root)}
    assert shown == set(NODE_TYPES)


@pytest.mark.parametrize(
    ("text", "money", "number"), [("300万", True, 300 * 10**6), ("20", False, 20), ("0.5", True, 50)]
)
def test_bare_constant(text: str, money: bool, number: int) -> None:
    """A limit of the size standard: a number with 万 or 亿, in fen if it is money."""
    assert parse_constant(text, money).number == number


@pytest.mark.parametrize("text", ["", "abc", "-5", "3 00", "300元", "1e3", ".5", "5.", "３００", "1" * 19])
def test_no_constant(text: str) -> None:
    """What is no plain number is refused."""
    with pytest.raises(RuleError, match="应是一个数"):
        parse_constant(text, money=True)


def test_fact_keys(scope: Scope) -> None:
    """The facts a rule reads are found wherever they stand, derived ones by their own key."""
    rule = parse_condition(
        "firm and (small_low_profit or 2% * revenue < (5 if hnte == new else taxable_income))", scope
    )
    assert fact_keys(rule) == {"entity", "small_low_profit", "revenue", "hnte", "taxable_income"}
