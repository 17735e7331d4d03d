"""Which question first: the one whose possible answers settle most, weighed by the money that hangs on it."""

import re
from collections.abc import Iterable

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval, Number
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.engines.hanging import loose
from jinshan_cli.engines.near import limits
from jinshan_cli.use.visit.hinges import Hinge, hinges, standing_in

UNIT = 10_000_000
"""fen (100,000 yuan): a stake of this much counts as one verdict more"""

Score = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stake:
    """A hinge with what every score needs of it."""

    hinge: Hinge
    weight: float
    touched_by: frozenset[str]
    limits: frozenset[tuple[str, Number]]
    """what its rule compares each fact with"""


def best_question(candidates: Iterable[str], found: Iterable[Hinge], known: Knowledge) -> str:
    """The candidate to ask; of equals the first in the catalogue, but of those that a fact is derived from the one that
    its derivation names first. Raises ValueError if there is none."""
    keys = frozenset(candidates)
    stakes = tuple(stake for stake in (_stake(hinge, known) for hinge in found) if stake.touched_by & keys)
    return max(_as_asked(keys, known.edition), key=lambda key: score(key, stakes, known))


def needed_together(first: str, candidates: Iterable[str], found: Iterable[Hinge], known: Knowledge) -> list[str]:
    """A question, and those of the candidates that no answer to one of them makes needless; as they are best asked."""
    hanging = tuple(found)
    together, left = [first], _as_asked(frozenset(candidates) - {first}, known.edition)
    left = _needed_after(first, left, hanging, known)
    while left:
        together.append(left[0])
        left = _needed_after(left[0], left[1:], hanging, known)
    return _as_asked(frozenset(together), known.edition)


def _needed_after(key: str, others: list[str], found: tuple[Hinge, ...], known: Knowledge) -> list[str]:
    """Those of the others that something hangs on whatever is answered to a question."""
    if not others:
        return []
    ids = {hinge.benefit.id for hinge in found}
    needed = set(others)
    for value in probes(
        key, [stake for stake in (_stake(hinge, known) for hinge in found) if key in stake.touched_by], known
    ):
        later = hinges(Knowledge(known.edition, known.firm.having(key, value)))
        needed &= {each for hinge in later if hinge.benefit.id in ids for each in hinge.due}
    return [each for each in others if each in needed]


def _as_asked(keys: frozenset[str], edition: Edition) -> list[str]:
    """The keys in the catalogue's order, those of a derivation among themselves in its own."""
    ordered = list(edition.facts.in_order(keys))
    for derive in (fact.derive for fact in edition.facts if fact.derive):
        places = [place for place, key in enumerate(ordered) if re.search(rf"\b{key}\b", derive)]
        those = sorted((ordered[place] for place in places), key=derive.index)
        for place, key in zip(places, those, strict=True):
            ordered[place] = key
    return ordered


def score(key: str, stakes: tuple[Stake, ...], known: Knowledge) -> Score:
    """Verdicts and amounts that an answer settles on average, weighed; then its share in what it helps to settle."""
    touched = [stake for stake in stakes if key in stake.touched_by]
    values = probes(key, touched, known)
    after = [Knowledge(known.edition, known.firm.having(key, value)) for value in values]
    settled = sum(stake.weight * _settles(stake.hinge, later) for stake in touched for later in after)
    share = sum(stake.weight / len(stake.hinge.due) for stake in touched if key in stake.hinge.due)
    return settled / max(len(values), 1), share


def probes(key: str, stakes: Iterable[Stake], known: Knowledge) -> list[Value]:
    """An answer of each sort that the rules tell apart."""
    fact = known.edition.facts[key]
    if fact.type == "flag":
        return [True, False]
    if fact.type == "choice":
        return [option for option in fact.option_keys if option in known.options(key)]
    now = known.interval(key)
    steps = {limit for stake in stakes for fact_key, limit in stake.limits if fact_key == key and _within(limit, now)}
    lowest = now.low or 0
    highest = now.high if now.high is not None else 2 * max((lowest, 1, *steps))
    return [Interval.point(number) for number in sorted({lowest, *steps, highest})]


def _stake(hinge: Hinge, known: Knowledge) -> Stake:
    rule = known.edition.rules[hinge.benefit.id]
    node = rule.when if hinge.verdict else rule.amount
    compared = frozenset() if node is None else frozenset(limits(node, known))
    return Stake(hinge, 1 + hinge.stake / UNIT, hinge.keys | standing_in(hinge, known), compared)


def _within(number: Number, now: Interval) -> bool:
    return (now.low or 0) <= number and (now.high is None or number <= now.high)


def _settles(hinge: Hinge, later: Knowledge) -> bool:
    """True if the verdict, or where that is known the amount, hangs on nothing any more."""
    rule = later.edition.rules[hinge.benefit.id]
    if hinge.verdict:
        return truth(rule.when, later) is not None
    return rule.amount is None or not loose(rule.amount, later)
