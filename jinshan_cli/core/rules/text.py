"""Nodes back to the text they are read from: `parse(to_text(node)) == node`."""

from collections.abc import Sequence

from jinshan_cli.core.rules.nodes import (
    And,
    AtLeast,
    Bands,
    Between,
    Cases,
    Choose,
    Compare,
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
    Pieces,
    Plus,
    Rounded,
    Stated,
    Steps,
    Tiers,
    Times,
    UpTo,
)

_NAMES = {
    **{Least: "min", Greatest: "max", UpTo: "up_to", AtLeast: "at_least", Between: "between"},
    **{Steps: "steps", Tiers: "tiers", Bands: "bands"},
}
_CHOOSE, _OR, _AND, _NOT, _COMPARE, _SUM, _PRODUCT, _ATOM = range(8)


def to_text(node: Node) -> str:
    """The rule in canonical text: single spaces and only the parentheses it needs."""
    return _write(node)[0]


def _write(node: Node) -> tuple[str, int]:  # noqa: C901, PLR0912 - one case a node
    """A node's text and how tightly it binds."""
    match node:
        case Constant(digits, suffix):
            return digits + suffix, _PRODUCT if "/" in digits else _ATOM
        case Day(day):
            return day.isoformat(), _ATOM
        case NumberFact(key=name) | FlagFact(key=name):
            return name, _ATOM
        case Named(name=name) | NamedQuantity(name=name) | Parameter(name=name):
            return name, _ATOM
        case Stated(key, options):
            return f"stated({', '.join((key, *options))})", _ATOM
        case Cases(guards, parts) | Pieces(guards, parts):
            cases = zip(guards, parts, strict=True)
            return f"cases({', '.join(f'{to_text(guard)}: {to_text(part)}' for guard, part in cases)})", _ATOM
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
        case Over(part, by):
            return f"{_at(part, _PRODUCT)} / {_at(by, _ATOM)}", _PRODUCT
        case Choose(condition, then, otherwise):
            text = f"{_at(then, _OR)} if {_at(condition, _OR)} else {_at(otherwise, _CHOOSE)}"
            return text, _CHOOSE
        case Counted(condition):
            return _at(condition, _ATOM), _ATOM
    return _call(node), _ATOM


def _at(node: Node, strength: int) -> str:
    text, binds = _write(node)
    return text if binds >= strength else f"({text})"


def _call(node: Least | Greatest | UpTo | AtLeast | Between | Steps | Rounded | Tiers | Bands | Elapsed) -> str:
    name, *arguments = (getattr(node, part) for part in node.__match_args__)
    match node:
        case Least(parts) | Greatest(parts):
            return _written(_NAMES[type(node)], *parts)
        case Rounded() | Elapsed():
            return _written(name, *arguments)
        case _:
            return _written(_NAMES[type(node)], name, *arguments)


def _written(name: str, *arguments: Node | Sequence[Node]) -> str:
    return f"{name}({', '.join(map(_argument, arguments))})"


def _argument(told: Node | Sequence[Node]) -> str:
    return f"[{', '.join(map(to_text, told))}]" if isinstance(told, Sequence) else to_text(told)


def _membership(node: OneOf | Not) -> str:
    positive = isinstance(node, OneOf)
    one = node if isinstance(node, OneOf) else node.part
    assert isinstance(one, OneOf)
    if len(one.options) == 1:
        return f"{one.key} {'==' if positive else '!='} {one.options[0]}"
    return f"{one.key} {'in' if positive else 'not in'} [{', '.join(one.options)}]"
