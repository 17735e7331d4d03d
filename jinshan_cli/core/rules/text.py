"""Nodes back to the text they are read from: `parse(to_text(node)) == node`."""

from collections.abc import Iterable

from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Between,
    Choose,
    Compare,
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
    Plus,
    Times,
    UpTo,
)

_CHOOSE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _ATOM = range(8)


def to_text(node: Node) -> str:
    """The rule in canonical text: single spaces and only the parentheses it needs."""
    return _write(node)[0]


def _write(node: Node) -> tuple[str, int]:  # noqa: C901, PLR0912 - one case a node
    """A node's text and how tightly it binds."""
    match node:
        case Constant(digits, suffix):
            return digits + suffix, _ATOM
        case NumberFact(key=name) | FlagFact(key=name) | Named(name=name):
            return name, _ATOM
        case OneOf() | Not(OneOf()):
            return _membership(node), _COMPARE
        case Not(part):
            return f"not {_at(part, _NOT)}", _NOT
        case And(parts):
            return " and ".join(_at(part, _AND + 1) for part in parts), _AND
        case Or(parts):
            return " or ".join(_at(part, _OR + 1) for part in parts), _OR
        case Compare(first, rest):
            tail = "".join(f" {operator} {_at(side, _SUM)}" for operator, side in rest)
            return _at(first, _SUM) + tail, _COMPARE
        case Plus(left, right):
            return f"{_at(left, _SUM)} + {_at(right, _SUM + 1)}", _SUM
        case Minus(left, right):
            return f"{_at(left, _SUM)} - {_at(right, _SUM + 1)}", _SUM
        case Times(left, right):
            return f"{_at(left, _PRODUCT)} * {_at(right, _PRODUCT + 1)}", _PRODUCT
        case Choose(condition, then, otherwise):
            text = f"{_at(then, _OR)} if {_at(condition, _OR)} else {_at(otherwise, _CHOOSE)}"
            return text, _CHOOSE
        case Counted(condition):
            return _at(condition, _ATOM), _ATOM
        case Least(parts):
            return _call("min", parts), _ATOM
        case Greatest(parts):
            return _call("max", parts), _ATOM
        case UpTo(limit):
            return _call("up_to", (limit,)), _ATOM
        case AtLeast(floor):
            return _call("at_least", (floor,)), _ATOM
        case Between(low, high):
            return _call("between", (low, high)), _ATOM


def _at(node: Node, strength: int) -> str:
    text, binds = _write(node)
    return text if binds >= strength else f"({text})"


def _call(name: str, parts: Iterable[Node]) -> str:
    return f"{name}({', '.join(to_text(part) for part in parts)})"


def _membership(node: OneOf | Not) -> str:
    positive = isinstance(node, OneOf)
    one = node if isinstance(node, OneOf) else node.part
    assert isinstance(one, OneOf)
    if len(one.options) == 1:
        return f"{one.key} {'==' if positive else '!='} {one.options[0]}"
    return f"{one.key} {'in' if positive else 'not in'} [{', '.join(one.options)}]"
