"""The near miss: the one number that alone keeps a benefit away, and how far it is off.

Found by asking the rule itself: each limit that a fact is compared with is tried in its place.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import ceil, floor

from jinshan_cli.core.intervals import Interval, Number
from jinshan_cli.core.outcome import NearMiss
from jinshan_cli.core.rules.nodes import Compare, Condition, FlagFact, Node, NumberFact, OneOf, Quantity
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing


def near_miss(when: Condition, known: Knowledge) -> NearMiss | None:
    """The nearest number that would take a false condition out of false; None if none alone can.

    Only a fact known exactly and above zero counts, and none of earlier years: nothing changes those. What is not
    known may keep it away even then, and is told.
    """
    alone: dict[str, bool] = {}
    """by fact, whether some number of it could"""
    found = []
    for key, limit in limits(when, known):
        if (has := _changeable(key, known)) is None:
            continue
        if key not in alone:
            alone[key] = truth(when, known.without(key)) is not False
        if alone[key]:
            found += [miss for miss in _tries(key, has, limit) if truth(when, _with(miss, known)) is not False]
    nearest = min(found, key=lambda miss: (miss.distance, miss.fact), default=None)
    if nearest is None:
        return None
    return replace(nearest, beside=known.edition.facts.in_order(missing(when, _with(nearest, known))))


def _with(miss: NearMiss, known: Knowledge) -> Knowledge:
    return Knowledge(known.edition, known.firm.having(miss.fact, Interval.point(miss.needs)))


def limits(node: Node, known: Knowledge) -> Iterator[tuple[str, Number]]:
    """Each number fact a node compares, with what it is compared with, through derived facts too."""
    for part in walk(node):
        match part:
            case Compare():
                for left, _, right in part.pairs:
                    yield from _limit(left, right, known)
                    yield from _limit(right, left, known)
            case FlagFact(key) if key in known.edition.derivations:
                yield from limits(known.edition.derivations[key], known)
            case OneOf(key):
                yield from _size_limits(key, known)


def _limit(side: Quantity, other: Quantity, known: Knowledge) -> Iterator[tuple[str, Number]]:
    if isinstance(side, NumberFact):
        limit = interval(other, known)
        if limit.is_point and limit.low:
            yield side.key, limit.low * side.per


def _size_limits(key: str, known: Knowledge) -> Iterator[tuple[str, Number]]:
    sizes = known.edition.sizes
    if sizes is None or key != sizes.fact:
        return
    for sector in known.edition.facts[sizes.by].option_keys:
        if sector in known.options(sizes.by) and (row := sizes.row_of.get(sector)):
            yield from ((fact, limit) for fact, steps in row.thresholds.items() for limit in steps)


def _changeable(key: str, known: Knowledge) -> int | None:
    value, fact = known.interval(key), known.edition.facts[key]
    if not value.is_point or not value.low or fact.history or fact.type == "date":
        return None
    return int(value.low)


def _tries(key: str, has: int, limit: Number) -> Iterator[NearMiss]:
    for needs in {floor(limit) - 1, floor(limit), ceil(limit), ceil(limit) + 1}:
        if needs > 0 and needs != has:
            yield NearMiss(key, has, needs)
