"""Firms to try a rule on: crowded on its limits, such that a condition fits; the same ones every time."""

import random
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition
from jinshan_cli.core.rules.exact import cells
from jinshan_cli.core.rules.exact.linear import Linear, difference
from jinshan_cli.core.rules.exact.stepwise import turn
from jinshan_cli.core.rules.nodes import Condition, Node, Tiers
from jinshan_cli.core.rules.tree import fact_keys, walk
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.near import limits
from jinshan_cli.files.firm.firmfile import firm_of

_USUAL = {"date": (712224, 738521)}
"""numbers of a fact that the rule compares with nothing"""


def anyone(edition: Edition) -> Firm:
    """A firm that may be any: nothing is known of it, not even by default."""
    return Firm("", {fact.key: fact.option_keys for fact in edition.facts if fact.default is not None})


def example_firms(benefit: Benefit, edition: Edition) -> list[Firm]:
    """The firms of its examples, without those that cannot be read."""
    firms = []
    for example in benefit.examples:
        try:
            firms.append(firm_of(example.firm, edition.facts, ""))
        except InputError:
            continue
    return firms


def fitting_firms(when: Condition, others: tuple[Node, ...], edition: Edition, tries: int) -> Iterator[Firm]:
    """Firms of which a condition is true, and that tell what the others read; from at most so many tries.

    One fact after the other is told, in a random order, each as the first value with which the condition can still be
    true: what one firm in a million has is found as well as what every second one has. What is compared with another
    fact is told by that one's value, where it is told already.
    """
    chance = random.Random(0)  # noqa: S311 (not a secret)
    values = values_to_try((when, *others), edition)
    for _ in range(tries):
        firm = _narrowed(when, values, edition, chance)
        if firm is not None and truth(when, Knowledge(edition, firm)):
            yield Firm("", {key: firm.facts[key] for key in values})


def _narrowed(when: Condition, values: dict[str, list[Value]], edition: Edition, chance: random.Random) -> Firm | None:
    """A firm that tells all of it; None where it came to a fact that leaves no value."""
    firm = anyone(edition)
    for key in chance.sample(sorted(values), len(values)):
        known = Knowledge(edition, firm)
        choices = [*values[key], *map(Interval.point, _beside(step for at, step in _turns(when, known) if at == key))]
        told = map(partial(firm.having, key), chance.sample(choices, len(choices)))
        fitting = next((one for one in told if truth(when, Knowledge(edition, one)) is not False), None)
        if fitting is None:
            return None
        firm = fitting
    return firm


def values_to_try(nodes: tuple[Node, ...], edition: Edition) -> dict[str, list[Value]]:
    """What each fact that the nodes read may be: every option, and beside and on each limit."""
    steps: dict[str, list[int]] = {}
    nothing = Knowledge(edition, Firm())
    for fact, limit in chain.from_iterable(chain(limits(node, nothing), _turns(node, nothing)) for node in nodes):
        steps.setdefault(fact, [0, 1]).extend(_beside((int(limit),)))
    keys = sorted(edition.behind(set().union(*map(fact_keys, nodes))))
    return {key: _values_of(key, steps, edition) for key in keys}


def _values_of(key: str, steps: dict[str, list[int]], edition: Edition) -> list[Value]:
    fact = edition.facts[key]
    if fact.type == "flag":
        return [False, True]
    if fact.type == "choice":
        return list(fact.option_keys)
    return [Interval.point(step) for step in steps.get(key, _USUAL.get(fact.type, (0, 1, 10**12)))]


def _beside(steps: Iterable[int]) -> Iterator[int]:
    """Each of them, with its neighbours; none below 0."""
    for step in steps:
        yield from (max(near, 0) for near in (step - 1, step, step + 1))


def _turns(node: Node, known: Knowledge) -> Iterator[tuple[str, int]]:
    """Each number fact that is compared, itself or through what is worked out from it, and its first step from which
    on the comparison changes, beside what is known of the others."""
    for part in walk(node):
        for sum_ in _compared(part):
            for place in range(len(sum_.terms)):
                alone = _alone(sum_, place, known)
                yield from _steps(alone) if alone is not None else ()


def _steps(sum_: Linear) -> Iterator[tuple[str, int]]:
    if sum_.only is not None:
        yield from ((sum_.only, step) for step in sum_.root("=="))
        return
    for found in (turn(sum_, operator) for operator in ("<", "<=")):
        if found is not None and found[1] is not None:
            yield found[0].key, found[1]


def _compared(part: Node) -> Iterator[Linear]:
    if isinstance(part, Tiers):
        yield from (difference(part.part, bound) for bound in part.bounds)
    yield from (sum_ for sum_, _ in cells.limits(part))


def _alone(sum_: Linear, place: int, known: Knowledge) -> Linear | None:
    """One term of a sum, the others as they are known; None if one of them is not known exactly."""
    constant = sum_.constant
    for i, (atom, factor) in enumerate(sum_.terms):
        if i == place:
            continue
        value = interval(atom, known)
        if value.low is None or not value.is_point:
            return None
        constant += factor * value.low
    return Linear((sum_.terms[place],), constant)
