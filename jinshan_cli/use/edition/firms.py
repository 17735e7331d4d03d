"""Firms to try a rule on: crowded on its limits, at random or such that a condition fits; the same ones every time."""

import random
from collections.abc import Iterator
from functools import partial
from itertools import chain

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import Condition, Node
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.engines.near import limits

_USUAL = {"date": (712224, 738521)}
"""numbers of a fact that the rule compares with nothing"""


def anyone(edition: Edition) -> Firm:
    """A firm that may be any: nothing is known of it, not even by default."""
    return Firm("", {fact.key: fact.option_keys for fact in edition.facts if fact.default is not None})


def random_firms(nodes: tuple[Node, ...], edition: Edition, count: int) -> Iterator[Firm]:
    """Firms that tell at random what a rule reads."""
    chance = random.Random(0)  # noqa: S311 (not a secret)
    values = _values(nodes, edition)
    for _ in range(count):
        yield Firm("", {key: chance.choice(choices) for key, choices in values.items()})


def fitting_firms(when: Condition, others: tuple[Node, ...], edition: Edition, tries: int) -> Iterator[Firm]:
    """Firms of which a condition is true, and that tell what the others read; from at most so many tries.

    One fact after the other is told, in a random order, each as the first value with which the condition can still be
    true: what one firm in a million has is found as well as what every second one has.
    """
    chance = random.Random(0)  # noqa: S311 (not a secret)
    values = _values((when, *others), edition)
    for _ in range(tries):
        firm = _narrowed(when, values, edition, chance)
        if firm is not None and truth(when, Knowledge(edition, firm)):
            yield Firm("", {key: firm.facts[key] for key in values})


def _narrowed(when: Condition, values: dict[str, list[Value]], edition: Edition, chance: random.Random) -> Firm | None:
    """A firm that tells all of it; None where it came to a fact that leaves no value."""
    firm = anyone(edition)
    for key in chance.sample(sorted(values), len(values)):
        told = map(partial(firm.having, key), chance.sample(values[key], len(values[key])))
        fitting = next((one for one in told if truth(when, Knowledge(edition, one)) is not False), None)
        if fitting is None:
            return None
        firm = fitting
    return firm


def _values(nodes: tuple[Node, ...], edition: Edition) -> dict[str, list[Value]]:
    """What each fact that the nodes read may be: every option, and beside and on each limit."""
    steps: dict[str, list[int]] = {}
    for fact, limit in chain.from_iterable(limits(node, Knowledge(edition, Firm())) for node in nodes):
        steps.setdefault(fact, [0, 1]).extend((max(int(limit) - 1, 0), int(limit), int(limit) + 1))
    keys = sorted(edition.behind(set().union(*map(fact_keys, nodes))))
    return {key: _values_of(key, steps, edition) for key in keys}


def _values_of(key: str, steps: dict[str, list[int]], edition: Edition) -> list[Value]:
    fact = edition.facts[key]
    if fact.type == "flag":
        return [False, True]
    if fact.type == "choice":
        return list(fact.option_keys)
    return [Interval.point(step) for step in steps.get(key, _USUAL.get(fact.type, (0, 1, 10**12)))]
