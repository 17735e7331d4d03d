"""Whether a quantity grows or falls with each fact that it reads: where all do alike, spans add up exactly."""

from collections.abc import Iterator
from itertools import pairwise

from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.nodes import (
    Cases,
    Choose,
    Compare,
    Constant,
    Elapsed,
    FlagFact,
    Minus,
    Named,
    NamedQuantity,
    Node,
    Not,
    NumberFact,
    OneOf,
    Stated,
    Tiers,
    children,
)
from jinshan_cli.core.rules.tree import fact_keys

Direction = tuple[str, int]
"""a fact's key, and 1 where the quantity never falls when it grows, -1 where it never grows"""


def directions(node: Node, sign: int = 1) -> set[Direction]:
    """Of each fact each way in which it works; a fact that has both has no one direction."""
    found: set[Direction] = set()
    seen: set[tuple[Node, int]] = set()
    waiting = [(node, sign)]
    while waiting:
        part, way = waiting.pop()
        if isinstance(part, Named | NamedQuantity):
            if (part, way) in seen:
                continue
            seen.add((part, way))
        if isinstance(part, NumberFact | FlagFact):
            found.add((part.key, way))
        else:
            waiting += _below(part, way, found)
    return found


def _below(node: Node, way: int, found: set[Direction]) -> Iterator[tuple[Node, int]]:
    match node:
        case OneOf(key):
            found |= {(key, 1), (key, -1)}
        case Choose(condition, then, otherwise):
            yield from ((condition, 1), (condition, -1), (then, way), (otherwise, way))
        case Tiers(part, _, values):
            rises = all(isinstance(each, Constant) for each in values) and all(
                number_of(one) <= number_of(other)  # type: ignore[arg-type]
                for one, other in pairwise(values)
            )
            yield from ((part, way), *(() if rises else ((part, -way), *((each, way) for each in values))))
        case Minus(left, right):
            yield from ((left, way), (right, -way))
        case Elapsed(_, since, until):
            yield from ((since, -way), (until, way))
        case Not(part):
            yield part, -way
        case Compare():
            for left, operator, right in node.pairs():
                up = {">": way, ">=": way, "<": -way, "<=": -way}.get(operator)
                ways = (up,) if up is not None else (1, -1)
                yield from (each for one in ways for each in ((left, one), (right, -one)))
        case Stated() | Cases():
            found |= {(key, one) for key in fact_keys(node) for one in (1, -1)}
        case _:
            yield from ((part, way) for part in children(node))
