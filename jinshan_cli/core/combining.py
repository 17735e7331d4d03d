"""How what several benefits give adds up, where the source does not simply let it add."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.intervals import NOTHING, Interval


class Combination(DataModel):
    """Benefits of one kind of which the source does not say whether they add up."""

    kind: Literal["unsettled"]
    """at least the greatest alone, at most the sum"""
    benefits: tuple[str, ...]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Combined:
    """A combination that applies to a firm: its benefits that are due, and what they come to without it and with it."""

    kind: Literal["unsettled"]
    benefits: tuple[str, ...]
    before: Interval
    after: Interval


Combinations = tuple[Combination, ...]


def among(combination: Combination, ids: Iterable[str]) -> tuple[str, ...]:
    """Those of its benefits that are there; none unless there are several."""
    there = frozenset(ids)
    found = tuple(each for each in combination.benefits if each in there)
    return found if len(found) > 1 else ()


def counted(amounts: Mapping[str, Interval], combinations: Combinations) -> dict[str, Interval]:
    """What each benefit adds to a sum, by id: of a combination only the greatest low end, and every high end."""
    found = dict(amounts)
    for combination in combinations:
        those = among(combination, found)
        greatest = max(those, key=lambda each: found[each].low or 0, default=None)
        found |= {each: Interval(0, found[each].high) for each in those if each != greatest}
    return found


def applied(amounts: Mapping[str, Interval], combinations: Combinations) -> Iterator[Combined]:
    """Each combination of which several benefits are there."""
    for combination in combinations:
        if those := among(combination, amounts):
            parts = {each: amounts[each] for each in those}
            after = counted(parts, (combination,))
            yield Combined(combination.kind, those, sum(parts.values(), NOTHING), sum(after.values(), NOTHING))


def paid(amounts: Mapping[str, Interval], combinations: Combinations) -> dict[str, Interval]:
    """What each benefit pays for certain and at most, by id: of a combination nothing is certain of one that another
    may be above."""
    found = dict(amounts)
    for combination in combinations:
        those = among(combination, amounts)
        for each in those:
            others = [amounts[other].high for other in those if other != each]
            if any(high is None or high > (amounts[each].low or 0) for high in others):
                found[each] = Interval(0, amounts[each].high)
    return found
