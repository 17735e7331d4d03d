"""Units: money is never mixed with heads, and a refusal points at the part that does not fit."""

import pytest
from support.strategies import SCOPE

from jinshan_cli.core.rules.grammar import parse_amount, parse_condition, parse_quantity
from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Constant,
    Counted,
    FlagFact,
    Greatest,
    Least,
    Minus,
    NumberFact,
    Plus,
    Quantity,
    Times,
)
from jinshan_cli.core.rules.source import DEEPEST, LONGEST, RuleError
from jinshan_cli.core.rules.units import Unit, common_unit, may_be_negative, priced, unit_of

BARE, YUAN, RATE = Constant("5"), Constant("5", "万", True), Constant("5", "%")
STAFF, INCOME = NumberFact("staff", "count"), NumberFact("income", "money")
TICKED = Counted(FlagFact("exporting"))


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        (BARE, "free"),
        (YUAN, "money"),
        (RATE, "free"),
        (STAFF, "count"),
        (INCOME, "money"),
        (TICKED, "free"),
        (Times(RATE, INCOME), "money"),
        (Times(BARE, STAFF), "free"),
        (AtLeast(YUAN), "money"),
        (Plus(BARE, STAFF), "count"),
        (Minus(BARE, TICKED), "free"),
    ],
)
def test_unit(quantity: Quantity, unit: Unit) -> None:
    """The unit is money if any part is, else persons if any part is, else free: three words and no other."""
    assert unit_of(quantity) == unit
    assert common_unit([quantity]) == unit


@pytest.mark.parametrize(
    ("bands", "unit"),
    [
        (parse_amount("bands(staff, [20], [1万, 2万])", SCOPE), "money"),
        (parse_quantity("bands(staff, [20], [1, 2])", SCOPE), "free"),
        (parse_quantity("bands(income, [300万], [1%, 2%])", SCOPE), "money"),
    ],
)
def test_unit_of_bands(bands: Quantity, unit: Unit) -> None:
    """Heads at so much money each are money, as money at a rate is."""
    assert unit_of(bands) == unit


@pytest.mark.parametrize(
    "quantity", [STAFF, RATE, Constant("5", "‰"), TICKED, AtLeast(STAFF), Plus(STAFF, BARE), Minus(BARE, RATE)]
)
def test_what_is_no_money(quantity: Quantity) -> None:
    """Heads, rates and counted conditions, and whatever holds one of them beside a sum, have no price."""
    assert priced(quantity) is None


@pytest.mark.parametrize("quantity", [BARE, STAFF, INCOME, TICKED, Times(RATE, INCOME)])
def test_never_negative(quantity: Quantity) -> None:
    """A figure, a fact, a counted condition and a product are never negative: False, and not merely nothing."""
    assert may_be_negative(quantity) is False
    less = Minus(quantity, BARE)
    assert may_be_negative(less) is True
    for pair in ((less, quantity), (quantity, less)):
        assert may_be_negative(Plus(*pair)) is True
        assert may_be_negative(Least(pair)) is True
        assert may_be_negative(Greatest(pair)) is False


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ("income - staff > 5", "staff"),
        ("income + staff > 5", "staff"),
        ("max(income, staff) > 5", "staff"),
        ("(income if exporting else staff) > 5", "staff"),
    ],
)
def test_the_part_that_does_not_fit(rule: str, at: str) -> None:
    """Heads beside money are refused, and the caret is below the heads."""
    with pytest.raises(RuleError) as caught:
        parse_condition(rule, SCOPE)
    assert caught.value.column == rule.index(at)
    assert caught.value.what == "金额和人数、比例不能放在一起"


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("not " * (DEEPEST + 5) + "exporting", "嵌套过深"),
        ("exporting and " * LONGEST + "exporting", f"规则应是一行、不超过 {LONGEST} 字、首尾无空格"),
    ],
)
def test_too_much_is_shown_from_its_beginning(rule: str, what: str) -> None:
    """A rule too long or too deep is shown by its first 80 characters, the caret below the first."""
    with pytest.raises(RuleError) as caught:
        parse_amount(rule, SCOPE)
    assert caught.value.what.startswith(what)
    assert (caught.value.column, caught.value.text) == (0, rule[:80])


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        ("exporting # x", "规则里不能有注释"),
        ("[exporting]", "这里应是一个条件（是或否）"),
        ("'x' > 5", "这里应是一个数、金额或条件"),
        ("sector in [making] in [making]", "选项只能比较一次，例如 sector in [retail, catering]"),
    ],
)
def test_words_of_a_refusal(rule: str, what: str) -> None:
    """What is said of a rule is said in these words."""
    with pytest.raises(RuleError) as caught:
        parse_condition(rule, SCOPE)
    assert caught.value.what == what
