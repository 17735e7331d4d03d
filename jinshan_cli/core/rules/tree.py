"""What is asked of any rule, whatever its nodes are: what is in it, and the same over other parts."""

from collections.abc import Callable, Iterator
from dataclasses import is_dataclass, replace
from typing import Any, TypeVar, cast

from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Between,
    FlagFact,
    Named,
    NamedQuantity,
    Node,
    NumberFact,
    OneOf,
    Stated,
    UpTo,
    children,
)

N = TypeVar("N", bound=Node)


def walk(node: Node) -> Iterator[Node]:
    """A node and every node below it, left to right; what a name of the edition stands for is there once."""
    waiting, entered = [node], set[Node]()
    while waiting:
        found = waiting.pop()
        if isinstance(found, Named | NamedQuantity):
            if found in entered:
                continue
            entered.add(found)
        yield found
        waiting += reversed(children(found))


def fact_keys(node: Node) -> set[str]:
    """The keys of every fact a node reads, derived ones by their own key."""
    return {part.key for part in walk(node) if isinstance(part, NumberFact | FlagFact | OneOf | Stated)}


def is_vague(node: Node) -> bool:
    """True if a node is uncertain by itself, whatever the facts are."""
    waiting = [] if "is_vague" in node.__dict__ else [node]  # a node never changes, and is asked over and over
    while waiting:
        below = children(waiting[-1])
        open_ones = [part for part in below if "is_vague" not in part.__dict__]
        waiting += open_ones
        if not open_ones:
            part = waiting.pop()
            vague = isinstance(part, UpTo | AtLeast | Between) or any(each.__dict__["is_vague"] for each in below)
            part.__dict__["is_vague"] = vague
    return cast("bool", node.__dict__["is_vague"])


def replaced(node: Node, change: "Callable[[Node], Node | None]") -> Node:
    """The node over what `change` makes of its parts; None: the part stays, and what is below it is looked at.

    What a name of the edition stands for is looked at once, however often it is used.
    """
    changed: dict[Node, Node] = {}

    def of(part: Node) -> Node:
        found = changed.get(part) if isinstance(part, Named | NamedQuantity) else None
        if found is None:
            found = change(part)
            found = rebuilt(part, of) if found is None else found
            if isinstance(part, Named | NamedQuantity):
                changed[part] = found
        return found

    return of(node)


def rebuilt(node: N, change: "Callable[[Node], Node]") -> N:
    """The same node over other nodes, each of which must be of the sort of the one it stands for."""
    return replace(node, **{name: _changed(getattr(node, name), change) for name in node.__match_args__})


def _changed(value: Any, change: "Callable[[Node], Node]") -> Any:
    if isinstance(value, tuple):
        return tuple(_changed(part, change) for part in value)
    return change(cast("Node", value)) if is_dataclass(value) else value
