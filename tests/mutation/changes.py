"""Every way in which one place of a rule can be a little wrong: nodes in, changed nodes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Between,
    Choose,
    Compare,
    Comparison,
    Condition,
    Constant,
    Counted,
    FlagFact,
    Greatest,
    Least,
    Minus,
    Named,
    Node,
    Not,
    NumberFact,
    OneOf,
    Or,
    Parameter,
    Plus,
    Quantity,
    Times,
    UpTo,
    children,
)
from jinshan_cli.core.rules.text import to_text

NEIGHBOURS: dict[Comparison, tuple[Comparison, ...]] = {
    "<": ("<=", ">"),
    "<=": ("<", ">="),
    ">": (">=", "<"),
    ">=": (">", "<="),
    "==": ("!=",),
    "!=": ("==",),
}


@dataclass(frozen=True)
class Change:
    """A rule with one place changed, and the place before and after."""

    before: Node
    after: Node
    whole: Node

    @property
    def words(self) -> str:
        """`5亿 → 500000000.01`"""
        return f"{to_text(self.before)} → {to_text(self.after)}"


def changes(node: Node, facts: Catalogue) -> Iterator[Change]:
    """Every change of one place of a rule; a named condition counts as one place that is changed elsewhere, a named
    figure as one in each place."""
    for after in _own(node, facts):
        yield Change(node, after, after)
    if isinstance(node, Named):
        return
    for place, child in enumerate(children(node)):
        for change in changes(child, facts):
            yield replace(change, whole=with_child(node, place, change.whole))


def with_child(node: Node, place: int, child: Node) -> Node:
    """The same node with one of its `children` changed."""
    parts = [*children(node)]
    parts[place] = child
    match node:
        case Plus() | Minus() | Times() | Between():
            return type(node)(*cast("list[Quantity]", parts))
        case Least() | Greatest():
            return type(node)(tuple(cast("list[Quantity]", parts)))
        case And() | Or():
            return type(node)(tuple(cast("list[Condition]", parts)))
        case UpTo() | AtLeast():
            return type(node)(cast("Quantity", child))
        case Parameter(name, label):
            return Parameter(name, label, cast("Constant", child))
        case Counted() | Not():
            return type(node)(cast("Condition", child))
        case Choose():
            condition, then, otherwise = parts
            return Choose(cast("Condition", condition), cast("Quantity", then), cast("Quantity", otherwise))
        case Compare(rest=rest):
            first, *sides = cast("list[Quantity]", parts)
            return Compare(first, tuple((sign, side) for (sign, _), side in zip(rest, sides, strict=True)))
    raise TypeError(node)


def _own(node: Node, facts: Catalogue) -> Iterator[Node]:  # noqa: C901, PLR0912 - one case a node
    """What the node itself can be instead."""
    match node:
        case Constant():
            yield from _nudged(node)
        case NumberFact(key, unit, per):
            kind = facts[key].type
            yield NumberFact(_next(key, [fact.key for fact in facts if fact.type == kind]), unit, per)
        case FlagFact(key):
            yield FlagFact(_next(key, [fact.key for fact in facts if fact.type == "flag"]))
            yield Not(node)
        case OneOf(key, options):
            yield from _other_options(key, options, facts[key].option_keys)
        case Compare(first, rest):
            for place, (sign, side) in enumerate(rest):
                for other in NEIGHBOURS[sign]:
                    yield Compare(first, (*rest[:place], (other, side), *rest[place + 1 :]))
        case Not(part) | UpTo(part) | AtLeast(part):
            yield part
            yield from _opposite_end(node)
        case And(parts) | Or(parts):
            yield Or(parts) if isinstance(node, And) else And(parts)
            yield from _without_one(node, parts)
        case Least(sides) | Greatest(sides):
            yield Greatest(sides) if isinstance(node, Least) else Least(sides)
            yield from _without_one(node, sides)
        case Plus(left, right) | Minus(left, right):
            yield Minus(left, right) if isinstance(node, Plus) else Plus(left, right)
            yield from (left, right)
        case Times(left, right) | Between(left, right):
            yield from (left, right)
        case Choose(condition, then, otherwise):
            yield from (Choose(condition, otherwise, then), then, otherwise)


def _nudged(node: Constant) -> Iterator[Constant]:
    """One fen, one person or a hundredth of a per cent more and less; a written number is never negative."""
    step = Fraction(1, 10000) if node.suffix == "%" else Fraction(1)
    for number in (node.number - step, node.number + step):
        if number >= 0:
            suffix = node.suffix if node.suffix == "%" else ""
            written = Fraction(number) / (100 if node.money else Fraction(1, 100) if suffix else 1)
            yield Constant(_decimal(written), suffix, node.money)


def _decimal(number: Fraction) -> str:
    whole, rest = divmod(int(number * 100), 100)
    return f"{whole}.{rest:02d}" if rest else str(whole)


def _next(key: str, keys: Sequence[str]) -> str:
    return keys[(keys.index(key) + 1) % len(keys)]


def _other_options(key: str, options: tuple[str, ...], every: tuple[str, ...]) -> Iterator[Condition]:
    yield Not(OneOf(key, options))
    if len(options) > 1:
        yield from (OneOf(key, tuple(kept for kept in options if kept != gone)) for gone in options)
    yield from (OneOf(key, (*options, more)) for more in every if more not in options)


def _opposite_end(node: Node) -> Iterator[Node]:
    if isinstance(node, UpTo):
        yield AtLeast(node.limit)
    elif isinstance(node, AtLeast):
        yield UpTo(node.floor)


def _without_one(node: "And | Or | Least | Greatest", parts: Sequence[Node]) -> Iterator[Node]:
    for place in range(len(parts)):
        rest = (*parts[:place], *parts[place + 1 :])
        yield rest[0] if len(rest) == 1 else type(node)(rest)  # type: ignore[arg-type]
