"""Whether a quantity grows or falls with each fact that it reads: where all do alike, spans add up exactly."""

from collections.abc import Iterable, Iterator
from itertools import combinations, pairwise

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

Way = tuple[int, frozenset[str]]
"""1 where the quantity never falls when a fact grows, -1 where it never grows; of a choice when it is one of these"""
Direction = tuple[str, Way]
"""a fact's key, and the way it works"""
NO_OPTIONS: frozenset[str] = frozenset()


def directions(node: Node) -> set[Direction]:
    """Of each fact each way in which it works."""
    found: set[Direction] = set()
    seen: set[tuple[Node, int]] = set()
    waiting = [(node, 1)]
    while waiting:
        part, way = waiting.pop()
        if isinstance(part, Named | NamedQuantity):
            if (part, way) in seen:
                continue
            seen.add((part, way))
        if isinstance(part, NumberFact | FlagFact):
            found.add((part.key, (way, NO_OPTIONS)))
        else:
            waiting += _below(part, way, found)
    return found


def opposed(found: Iterable[Direction]) -> set[str]:
    """The facts that work in several ways, so that no one value of it is the best for all.

    Of a choice one is where of the options that are asked for each time one lot holds the other.
    """
    ways: dict[str, set[Way]] = {}
    for key, way in found:
        ways.setdefault(key, set()).add(way)
    return {key for key, each in ways.items() if any(_are_opposed(*pair) for pair in combinations(each, 2))}


def both_ways(key: str) -> Iterator[Direction]:
    """Of a fact of which nothing better is known."""
    yield from ((key, (way, NO_OPTIONS)) for way in (1, -1))


def _are_opposed(one: Way, other: Way) -> bool:
    (sign, options), (other_sign, others) = one, other
    if sign == other_sign:
        return not (options <= others or others <= options)
    return not options or not others or not options.isdisjoint(others)


def _below(node: Node, way: int, found: set[Direction]) -> Iterator[tuple[Node, int]]:
    match node:
        case OneOf(key, options):
            found.add((key, (way, frozenset(options))))
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
            for left, operator, right in node.pairs:
                up = {">": way, ">=": way, "<": -way, "<=": -way}.get(operator)
                ways = (up,) if up is not None else (1, -1)
                yield from (each for one in ways for each in ((left, one), (right, -one)))
        case Stated() | Cases():
            found.update(each for key in fact_keys(node) for each in both_ways(key))
        case _:
            yield from ((part, way) for part in children(node))
