"""Rules in Chinese words, rendered from the nodes: the explanation is the rule."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.rules.constants import SCALE
from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Bands,
    Between,
    Cases,
    Choose,
    Compare,
    Condition,
    Constant,
    Counted,
    Day,
    Elapsed,
    Figure,
    FlagFact,
    Greatest,
    Least,
    Minus,
    Named,
    NamedQuantity,
    Not,
    NumberFact,
    OneOf,
    Or,
    Over,
    Parameter,
    Pieces,
    Plus,
    Quantity,
    Rounded,
    Span,
    Stated,
    Steps,
    Tiers,
    Times,
    UpTo,
    Way,
)
from jinshan_cli.core.rules.phrases import WHOLE, common_measure, has_clauses, is_loose, is_sum, measure_of
from jinshan_cli.core.written.figures import say_digits, say_money, say_options
from jinshan_cli.core.written.voice import Words, tell, voice

FEW = 5
"""options that are named rather than said to be none of the others"""
WAYS: Words[Way] = Words({"round_down": "舍去零头", "round": "四舍五入", "round_up": "零头进一"})
SPANS: Words[Span] = Words({"days": "天数", "months": "满月数", "years": "满年数"})
SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}


def say_condition(node: Condition, facts: Catalogue) -> str:  # noqa: C901, PLR0912 - one case a node
    """A condition in words: 行业为批发业或零售业，且年度零售额 ≥ 1亿元."""
    match node:
        case And(parts):
            return tell("，且").join(_grouped(part, facts, (Or,)) for part in parts)
        case Or(parts):
            return tell("，或").join(_grouped(part, facts, (And,)) for part in parts)
        case Named(label=label):
            return label
        case FlagFact(key):
            return facts[key].label
        case OneOf(key, options) if set(options) >= set(facts[key].option_keys):
            return tell("{label}不限", label=facts[key].label)
        case OneOf(key, options):
            return tell("{label}为{options}", label=facts[key].label, options=say_options(facts[key], options))
        case Not(OneOf(key, options)):
            others = tuple(option for option in facts[key].option_keys if option not in options)
            if 0 < len(others) <= FEW:
                return say_condition(OneOf(key, others), facts)
            return tell("{label}不是{options}", label=facts[key].label, options=say_options(facts[key], options))
        case Not(part):
            return tell("不符合“{condition}”", condition=say_condition(part, facts))
        case Compare():
            return _say_comparison(node, facts)
        case Stated(key):
            return facts[key].label
        case Cases(guards, parts):
            pairs = zip(guards, parts, strict=True)
            return tell("；").join(
                tell(
                    "{condition}时{condition2}",
                    condition=say_condition(guard, facts),
                    condition2=say_condition(part, facts),
                )
                for guard, part in pairs
            )


def say_quantity(node: Quantity, facts: Catalogue, measure: str = "") -> str:  # noqa: C901, PLR0912 - one case a node
    """A quantity in words: 5% × 上一年度研发投入，最高 50万元; a bare number in `measure`: 300 人."""
    match node:
        case Constant():
            return _say_constant(node, measure)
        case Day(day):
            return day.isoformat()
        case Parameter(label=label, value=value):
            return tell("{label}（{quantity}）", label=label, quantity=say_quantity(value, facts, measure))
        case NamedQuantity(label=label):
            return label
        case NumberFact(key):
            return facts[key].label
        case Plus(left, right):
            return f"{_term(left, facts, measure)} + {_term(right, facts, measure)}"
        case Minus(left, right):
            return f"{_term(left, facts, measure)} - {_factor(right, facts, measure)}"
        case Times(price, Counted(condition)):
            return tell(
                "{bracketed}（若{condition}）",
                bracketed=_factor(price, facts),
                condition=say_condition(condition, facts),
            )
        case Times(price, Steps(part, size)) | Times(Steps(part, size), price):
            return tell(
                "{bracketed}每满 {quantity}给 {bracketed2}",
                bracketed=_factor(part, facts, measure_of(part, facts)),
                quantity=say_quantity(size, facts, measure_of(part, facts)),
                bracketed2=_factor(price, facts),
            )
        case Over(part, by):
            return f"{_factor(part, facts)} ÷ {say_quantity(by, facts)}"
        case Times(left, right):
            return f"{_factor(left, facts)} × {_factor(right, facts)}"
        case Least((first, Constant() | Parameter() as cap)):
            beside = measure or measure_of(first, facts)
            return tell(
                "{quantity}，最高 {quantity2}",
                quantity=_clause(first, facts, beside),
                quantity2=say_quantity(cap, facts, beside),
            )
        case Least(parts):
            return tell("{those}中的较低者", those=_all_of(parts, facts, measure))
        case Greatest(parts):
            return tell("{those}中的较高者", those=_all_of(parts, facts, measure))
        case UpTo(limit):
            return tell("最高 {quantity}", quantity=_clause(limit, facts))
        case AtLeast(floor):
            return tell("不低于 {quantity}", quantity=_clause(floor, facts))
        case Between(low, high):
            return tell(
                "至少 {quantity}；最高 {quantity2}",
                quantity=say_quantity(low, facts),
                quantity2=say_quantity(high, facts),
            )
        case Choose(condition, then, otherwise):
            chain = say_quantity if isinstance(otherwise, Choose) else _clause
            return tell(
                "{condition}的，{either}，否则 {other}",
                condition=say_condition(condition, facts),
                either=_clause(then, facts, measure),
                other=chain(otherwise, facts, measure),
            )
        case Counted(condition):
            return tell("1（若{condition}）", condition=say_condition(condition, facts))
        case Pieces(guards, parts):
            pairs = zip(guards, parts, strict=True)
            return tell("；").join(
                tell(
                    "{condition}的，{quantity}",
                    condition=say_condition(guard, facts),
                    quantity=_clause(part, facts, measure),
                )
                for guard, part in pairs
            )
    return _say_shape(node, facts, measure)


def _say_shape(node: Steps | Rounded | Tiers | Bands | Elapsed, facts: Catalogue, measure: str) -> str:
    match node:
        case Steps(part, size):
            return tell(
                "{bracketed}中整 {quantity}的份数",
                bracketed=_factor(part, facts, measure_of(part, facts)),
                quantity=say_quantity(size, facts, measure_of(part, facts)),
            )
        case Rounded(way, part, size):
            return tell(
                "{quantity}（按 {quantity2}取整，{ways}）",
                quantity=_bracketed(part, facts, isinstance(part, Times | Over) or is_sum(part), measure),
                quantity2=say_quantity(size, facts, measure),
                ways=WAYS[way],
            )
        case Tiers(part, bounds, values):
            told = [
                tell("{mark}的，{quantity}", mark=mark, quantity=_clause(value, facts, measure))
                for mark, value in zip(say_brackets(part, bounds, facts), values, strict=True)
            ]
            return tell(
                "按{quantity}分档（{those}）",
                quantity=_factor(part, facts, measure_of(part, facts)),
                those=tell("；").join(told),
            )
        case Bands(part, bounds, rates):
            said = [say_quantity(bound, facts, measure_of(part, facts)) for bound in bounds]
            marks = [
                tell("{said}以内", said=said[0]),
                *(tell("{low} 至 {high}", low=low, high=high) for low, high in pairwise(said)),
                tell("超过 {said}", said=said[-1]),
            ]
            told = [
                tell("{mark}的部分 {quantity}", mark=mark, quantity=say_quantity(rate, facts))
                for mark, rate in zip(marks, rates, strict=True)
            ]
            return tell(
                "按{quantity}分段相加（{those}）",
                quantity=_factor(part, facts, measure_of(part, facts)),
                those=tell("；").join(told),
            )
        case Elapsed(span, since, until):
            return tell(
                "{quantity}至 {quantity2}的{words}",
                quantity=say_quantity(since, facts),
                quantity2=say_quantity(until, facts),
                words=SPANS[span],
            )


def say_brackets(part: Quantity, bounds: Sequence[Figure], facts: Catalogue) -> list[str]:
    """The brackets that figures cut a quantity into, in words: 不足 100 人, 100 人 至不足 300 人, 300 人 起."""
    said = [say_quantity(bound, facts, measure_of(part, facts)) for bound in bounds]
    return [
        tell("不足 {said}", said=said[0]),
        *(tell("{low} 至不足 {high}", low=low, high=high) for low, high in pairwise(said)),
        tell("{said} 起", said=said[-1]),
    ]


def _say_comparison(node: Compare, facts: Catalogue) -> str:
    match node:
        case Compare(NumberFact(key), ((">", Constant(digits="0")),)):
            return facts[key].having or tell("有{label}", label=facts[key].label)
        case Compare(Elapsed(span, since, until), ((">=" | "<" as sign, Constant() as limit),)):
            times = tell(
                "{quantity}至 {quantity2}", quantity=say_quantity(since, facts), quantity2=say_quantity(until, facts)
            )
            reached = "{times}满 {number} {words}" if sign == ">=" else "{times}不满 {number} {words}"
            return tell(reached, times=times, number=_say_constant(limit, ""), words=WHOLE[span])
    measure = common_measure((node.first, *(side for _, side in node.rest)), facts)
    is_listed = isinstance(node.first, Least | Greatest) and not has_clauses(node.first)
    words = (say_quantity if is_listed else _term)(node.first, facts, measure)
    return words + "".join(f" {SIGNS[sign]} {_term(side, facts, measure)}" for sign, side in node.rest)


def _say_constant(node: Constant, measure: str) -> str:
    """A figure as it is written, with the measure word behind a number, 300 人 or 100万美元: a rate has none. Another
    language has its own groups, and no 万: 1,000,000 dollars."""
    if node.money:
        return say_money(int(node.number))
    is_rate = node.suffix in ("%", "‰")
    if voice().say_number is None or "/" in node.digits:
        gap = "" if node.suffix or not measure else " "
        return node.digits + node.suffix + ("" if is_rate else gap + measure)
    if is_rate:
        return say_digits(Decimal(node.digits)) + node.suffix
    whole = isinstance(node.number, int)
    number = int(node.number) if whole else (Decimal(node.digits) * int(SCALE[node.suffix])).normalize()
    return f"{say_digits(number)} {measure}".strip()


def _grouped(node: Condition, facts: Catalogue, kinds: tuple[type, ...]) -> str:
    words = say_condition(node, facts)
    return tell("（{words}）", words=words) if isinstance(node, kinds) else words


def _all_of(parts: Sequence[Quantity], facts: Catalogue, measure: str) -> str:
    measure = measure or common_measure(parts, facts)
    *others, last = (_factor(part, facts, measure) for part in parts)
    return tell("与").join(filter(None, (tell("、").join(others), last)))


def _clause(node: Quantity, facts: Catalogue, measure: str = "") -> str:
    """A quantity before or behind a comma."""
    return _bracketed(node, facts, has_clauses(node), measure)


def _term(node: Quantity, facts: Catalogue, measure: str = "") -> str:
    """A quantity beside a plus, or a sign of comparison."""
    return _bracketed(node, facts, is_loose(node), measure)


def _factor(node: Quantity, facts: Catalogue, measure: str = "") -> str:
    """A quantity beside a sign of multiplication, behind a minus, or in a list."""
    return _bracketed(node, facts, is_sum(node), measure)


def _bracketed(node: Quantity, facts: Catalogue, is_torn: bool, measure: str) -> str:
    words = say_quantity(node, facts, measure)
    return tell("（{words}）", words=words) if is_torn else words
