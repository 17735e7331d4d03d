"""Which question first: the one whose possible answers settle most, weighed by the money that hangs on it."""

from collections.abc import Iterable

from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval, Number
from jinshan_cli.engines.evaluate import Knowledge, loose, truth
from jinshan_cli.engines.near import limits
from jinshan_cli.use.hinges import Hinge, standing_in

UNIT = 10_000_000
"""fen (100,000 yuan): a stake of this much counts as one verdict more"""

Score = tuple[float, float]


def best_question(candidates: Iterable[str], found: Iterable[Hinge], known: Knowledge) -> str:
    """The candidate to ask; of equals the first in the catalogue. Raises ValueError if there is none."""
    found = tuple(found)
    ordered = known.edition.facts.in_order(set(candidates))
    return max(ordered, key=lambda key: score(key, found, known))


def score(key: str, found: tuple[Hinge, ...], known: Knowledge) -> Score:
    """Verdicts and amounts that an answer settles on average, weighed; then its share in what it helps to settle."""
    found = tuple(hinge for hinge in found if key in hinge.keys | standing_in(hinge, known))
    values = probes(key, found, known)
    after = [Knowledge(known.edition, known.firm.having(key, value)) for value in values]
    settled = sum(_weight(hinge) * _settles(hinge, later) for hinge in found for later in after)
    share = sum(_weight(hinge) / len(hinge.due) for hinge in found if key in hinge.due)
    return settled / max(len(values), 1), share


def probes(key: str, found: tuple[Hinge, ...], known: Knowledge) -> list[Value]:
    """An answer of each sort that the rules tell apart."""
    fact = known.edition.facts[key]
    if fact.type == "flag":
        return [True, False]
    if fact.type == "choice":
        return [option for option in fact.option_keys if option in known.options(key)]
    now = known.interval(key)
    steps = {limit for limit in _limits_of(key, found, known) if _within(limit, now)}
    lowest = now.low or 0
    highest = now.high if now.high is not None else 2 * max((lowest, 1, *steps))
    return [Interval.point(number) for number in sorted({lowest, *steps, highest})]


def _limits_of(key: str, found: tuple[Hinge, ...], known: Knowledge) -> Iterable[Number]:
    for hinge in found:
        rule = known.edition.rules[hinge.benefit.id]
        for node in (rule.when, rule.amount):
            if node is not None:
                yield from (limit for fact, limit in limits(node, known) if fact == key)


def _within(number: Number, now: Interval) -> bool:
    return (now.low or 0) <= number and (now.high is None or number <= now.high)


def _weight(hinge: Hinge) -> float:
    return 1 + hinge.stake / UNIT


def _settles(hinge: Hinge, later: Knowledge) -> bool:
    """True if the verdict, or where that is known the amount, hangs on nothing any more."""
    rule = later.edition.rules[hinge.benefit.id]
    if hinge.verdict:
        return truth(rule.when, later) is not None
    return rule.amount is None or not loose(rule.amount, later)
