"""Rules in Chinese words, rendered from the nodes: the explanation is the rule."""

from collections.abc import Sequence
from itertools import pairwise

from jinshan_cli.core.facts import Catalogue
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
from jinshan_cli.core.written.figures import say_money, say_options

FEW = 5
"""options that are named rather than said to be none of the others"""
WAYS: dict[Way, str] = {"round_down": "舍去零头", "round": "四舍五入", "round_up": "零头进一"}
SPANS: dict[Span, tuple[str, str]] = {"days": ("天数", "天"), "months": ("满月数", "个月"), "years": ("满年数", "年")}
SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=", "!=": "≠"}


def say_condition(node: Condition, facts: Catalogue) -> str:  # noqa: C901, PLR0912 - one case a node
    """A condition in words: 行业为批发业或零售业，且年度零售额 ≥ 1亿元."""
    match node:
        case And(parts):
            return "，且".join(_grouped(part, facts, (Or,)) for part in parts)
        case Or(parts):
            return "，或".join(_grouped(part, facts, (And,)) for part in parts)
        case Named(label=label):
            return label
        case FlagFact(key):
            return facts[key].label
        case OneOf(key, options):
            return f"{facts[key].label}为{say_options(facts[key], options)}"
        case Not(OneOf(key, options)):
            others = tuple(option for option in facts[key].option_keys if option not in options)
            if 0 < len(others) <= FEW:
                return say_condition(OneOf(key, others), facts)
            return f"{facts[key].label}不是{say_options(facts[key], options)}"
        case Not(part):
            return f"不符合“{say_condition(part, facts)}”"
        case Compare():
            return _say_comparison(node, facts)
        case Stated(key):
            return facts[key].label
        case Cases(guards, parts):
            pairs = zip(guards, parts, strict=True)
            return "；".join(f"{say_condition(guard, facts)}时{say_condition(part, facts)}" for guard, part in pairs)


def say_quantity(node: Quantity, facts: Catalogue) -> str:  # noqa: C901, PLR0912 - one case a node
    """A quantity in words: 5% × 上一年度研发投入，最高 50万元."""
    match node:
        case Constant(digits, suffix, money):
            return say_money(int(node.number)) if money else digits + suffix
        case Day(day):
            return day.isoformat()
        case Parameter(label=label, value=value):
            return f"{label}（{say_quantity(value, facts)}）"
        case NamedQuantity(label=label):
            return label
        case NumberFact(key):
            return facts[key].label
        case Plus(left, right):
            return f"{say_quantity(left, facts)} + {say_quantity(right, facts)}"
        case Minus(left, right):
            return f"{say_quantity(left, facts)} - {_bracketed(right, facts)}"
        case Times(price, Counted(condition)):
            return f"{_bracketed(price, facts)}（若{say_condition(condition, facts)}）"
        case Times(price, Steps(part, size)) | Times(Steps(part, size), price):
            return f"{_bracketed(part, facts)}每满 {say_quantity(size, facts)}给 {_bracketed(price, facts)}"
        case Over(part, by):
            return f"{_bracketed(part, facts)} ÷ {say_quantity(by, facts)}"
        case Times(left, right):
            return f"{_bracketed(left, facts)} × {_bracketed(right, facts)}"
        case Least((first, Constant() as cap)):
            return f"{say_quantity(first, facts)}，最高 {say_quantity(cap, facts)}"
        case Least(parts):
            return f"取低（{'；'.join(say_quantity(part, facts) for part in parts)}）"
        case Greatest(parts):
            return f"取高（{'；'.join(say_quantity(part, facts) for part in parts)}）"
        case UpTo(limit):
            return f"最高 {say_quantity(limit, facts)}"
        case AtLeast(floor):
            return f"不低于 {say_quantity(floor, facts)}"
        case Between(low, high):
            return f"至少 {say_quantity(low, facts)}；最高 {say_quantity(high, facts)}"
        case Choose(condition, then, otherwise):
            either, other = say_quantity(then, facts), say_quantity(otherwise, facts)
            return f"{say_condition(condition, facts)}的 {either}，否则 {other}"
        case Counted(condition):
            return f"1（若{say_condition(condition, facts)}）"
        case Pieces(guards, parts):
            pairs = zip(guards, parts, strict=True)
            return "；".join(f"{say_condition(guard, facts)}的 {say_quantity(part, facts)}" for guard, part in pairs)
    return _say_shape(node, facts)


def _say_shape(node: Steps | Rounded | Tiers | Bands | Elapsed, facts: Catalogue) -> str:
    match node:
        case Steps(part, size):
            return f"{_bracketed(part, facts)}中整 {say_quantity(size, facts)}的份数"
        case Rounded(way, part, size):
            return f"{say_quantity(part, facts)}（按 {say_quantity(size, facts)}取整，{WAYS[way]}）"
        case Tiers(part, bounds, values):
            marks = say_brackets(bounds, facts)
            told = [f"{mark}的 {say_quantity(value, facts)}" for mark, value in zip(marks, values, strict=True)]
            return f"按{say_quantity(part, facts)}分档（{'；'.join(told)}）"
        case Bands(part, bounds, rates):
            said = [say_quantity(bound, facts) for bound in bounds]
            marks = [f"{said[0]}以内", *(f"{low} 至 {high}" for low, high in pairwise(said)), f"超过 {said[-1]}"]
            told = [f"{mark}的部分 {say_quantity(rate, facts)}" for mark, rate in zip(marks, rates, strict=True)]
            return f"按{say_quantity(part, facts)}分段相加（{'；'.join(told)}）"
        case Elapsed(span, since, until):
            return f"{say_quantity(since, facts)}至 {say_quantity(until, facts)}的{SPANS[span][0]}"


def say_brackets(bounds: Sequence[Figure], facts: Catalogue) -> list[str]:
    """The brackets that figures cut, in words: 不足 100, 100 至不足 300, 300 起."""
    said = [say_quantity(bound, facts) for bound in bounds]
    return [f"不足 {said[0]}", *(f"{low} 至不足 {high}" for low, high in pairwise(said)), f"{said[-1]} 起"]


def _say_comparison(node: Compare, facts: Catalogue) -> str:
    match node:
        case Compare(NumberFact(key), ((">", Constant(digits="0")),)):
            return facts[key].having or f"有{facts[key].label}"
        case Compare(Elapsed(span, since, until), ((">=", Constant(digits, suffix)),)):
            times = f"{say_quantity(since, facts)}至 {say_quantity(until, facts)}"
            return f"{times}满 {digits}{suffix} {SPANS[span][1]}"
    words = say_quantity(node.first, facts)
    return words + "".join(f" {SIGNS[sign]} {say_quantity(side, facts)}" for sign, side in node.rest)


def _grouped(node: Condition, facts: Catalogue, kinds: tuple[type, ...]) -> str:
    words = say_condition(node, facts)
    return f"（{words}）" if isinstance(node, kinds) else words


def _bracketed(node: Quantity, facts: Catalogue) -> str:
    words = say_quantity(node, facts)
    return f"（{words}）" if isinstance(node, Plus | Minus | Least | Choose) else words
