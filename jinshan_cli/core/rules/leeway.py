"""What an amount leaves open by itself: the least and the greatest it may be meant to be, and where it has no limit."""

from dataclasses import replace
from functools import lru_cache
from typing import Any

from jinshan_cli.core.rules.exact.logic import FALSE, TRUE, all_of, any_of, negated
from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Between,
    Choose,
    Condition,
    Constant,
    Least,
    Minus,
    NamedQuantity,
    Node,
    Quantity,
    Tiers,
    UpTo,
    children,
)
from jinshan_cli.core.rules.tree import is_vague, rebuilt
from jinshan_cli.core.rules.units import NAMES

NONE = Constant("0", money=True)
"""no money"""


def least_of(node: Quantity) -> Quantity:
    """The least that an amount may be meant to be: of `up_to` nothing, of `at_least` the floor."""
    found: Quantity = _end(node, high=False)
    return found


def greatest_of(node: Quantity) -> Quantity:
    """The greatest: of `up_to` the limit; of `at_least`, which has none, the floor (see `unlimited`)."""
    found: Quantity = _end(node, high=True)
    return found


def _end(node: Any, high: bool) -> Any:
    if isinstance(node, Condition) or not is_vague(node):
        return node
    match node:
        case UpTo(limit):
            return _end(limit, high) if high else NONE
        case AtLeast(floor):
            return _end(floor, high)
        case Between(low, top):
            return _end(top if high else low, high)
        case Minus(left, right):
            return Minus(_end(left, high), _end(right, not high))
        case NamedQuantity():
            return _end_of_name(node, high)
    return rebuilt(node, lambda part: _end(part, high))


@lru_cache(maxsize=NAMES)
def _end_of_name(named: NamedQuantity, high: bool) -> NamedQuantity:
    return replace(named, quantity=_end(named.quantity, high))


def unlimited(node: Node) -> Condition:
    """Where an amount has no upper limit by itself; never too narrow."""
    if not is_vague(node):
        return FALSE
    match node:
        case NamedQuantity():
            return _name_unlimited(node)
        case AtLeast():
            return TRUE
        case Between(_, top):
            return unlimited(top)
        case Choose(condition, then, otherwise):
            return any_of((all_of((condition, unlimited(then))), all_of((negated(condition), unlimited(otherwise)))))
        case Minus(left, _):
            return unlimited(left)
        case Tiers():
            return unlimited(node.choice)
        case Least(parts):
            return all_of(unlimited(part) for part in parts)
    return any_of(unlimited(part) for part in children(node))


@lru_cache(maxsize=NAMES)
def _name_unlimited(named: NamedQuantity) -> Condition:
    return unlimited(named.quantity)
