"""What the limits in a rule cut a fact into, and a rule whose numbers are held within their cells."""

from collections.abc import Iterator
from itertools import combinations, pairwise
from typing import Any

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.intervals import NOT_KNOWN, Interval
from jinshan_cli.core.rules.exact import linear as lines
from jinshan_cli.core.rules.exact.definitions import fact_node, under
from jinshan_cli.core.rules.exact.logic import TRUE, all_of, negated
from jinshan_cli.core.rules.exact.simplify import Box, Cell
from jinshan_cli.core.rules.nodes import (
    Bands,
    Compare,
    Condition,
    FlagFact,
    Greatest,
    Least,
    Node,
    Not,
    NumberFact,
    OneOf,
    Quantity,
)
from jinshan_cli.core.rules.tree import replaced


def limits(node: Node) -> Iterator[tuple[lines.Linear, Any]]:
    """The differences whose sign a node asks for: where a fact crosses 0 of one, the node changes its shape."""
    match node:
        case Compare():
            yield from ((lines.difference(left, right), operator) for left, operator, right in node.pairs)
        case Bands(part, bounds):
            yield from ((lines.difference(part, bound), "<") for bound in bounds)
        case Least(parts) | Greatest(parts):
            yield from ((lines.difference(*pair), "<") for pair in combinations(parts, 2))


def numbers(starts: set[int], cell: Cell | None) -> list[Cell]:
    """What these steps cut a cell into, each the first of a new one."""
    whole = cell if isinstance(cell, Interval) else NOT_KNOWN
    low, high = int(whole.low or 0), whole.high
    inner = sorted(start for start in starts if start > low and (high is None or start <= high))
    ends = [low, *inner]
    return [*(Interval(one, other - 1) for one, other in pairwise(ends)), Interval(ends[-1], high)]


def options(options: tuple[str, ...], asked: set[frozenset[str]]) -> list[Cell]:
    """The options together that no question tells apart."""
    alike: dict[frozenset[frozenset[str]], set[str]] = {}
    for option in options:
        alike.setdefault(frozenset(each for each in asked if option in each), set()).add(option)
    return [frozenset(found) for found in alike.values()]


def joined(one: Cell, other: Cell) -> Cell | None:
    """Two neighbours as one; None if they are yes and no."""
    if isinstance(one, Interval) and isinstance(other, Interval):
        return Interval(one.low, other.high)
    return one | other if isinstance(one, frozenset) and isinstance(other, frozenset) else None


def guard(fact: Fact, cell: Cell) -> Condition:
    """That a fact lies in a cell."""
    if isinstance(cell, bool):
        return FlagFact(fact.key) if cell else Not(FlagFact(fact.key))
    if isinstance(cell, frozenset):
        return OneOf(fact.key, tuple(option for option in fact.option_keys if option in cell))
    number = fact_node(fact)
    low = TRUE if not cell.low else negated(under(number, int(cell.low)))
    return low if cell.high is None else all_of((low, under(number, int(cell.high) + 1)))


def confined(node: Any, box: Box) -> Any:
    """The node with each number that it still reads held within its cell."""
    if not any(isinstance(cell, Interval) for cell in box.values()):
        return node
    return replaced(node, lambda part: _held(part, box.get(part.key)) if isinstance(part, NumberFact) else None)


def _held(fact: NumberFact, cell: Cell | None) -> Quantity:
    if not isinstance(cell, Interval):
        return fact
    held: Quantity = fact
    if cell.is_point:
        return lines.steps(fact, int(cell.low or 0))
    if cell.high is not None:
        held = Least((held, lines.steps(fact, int(cell.high))))
    return Greatest((held, lines.steps(fact, int(cell.low)))) if cell.low else held
