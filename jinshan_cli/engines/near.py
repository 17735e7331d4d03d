"""The near miss: the one number that alone keeps a benefit away, and how far it is off.

Found by asking the rule itself: each limit that a fact is compared with is tried in its place, then what lies nearer.
"""

from collections.abc import Iterable, Iterator
from math import ceil, floor

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.intervals import Interval, Number
from jinshan_cli.core.outcome import NearMiss
from jinshan_cli.core.rules.nodes import Compare, Condition, FlagFact, Node, NumberFact, OneOf, Quantity
from jinshan_cli.core.rules.tree import fact_keys, walk
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing

MOST_LOOKS = 400
"""spans that are looked at for the nearest number of one fact"""


def near_miss(when: Condition, known: Knowledge) -> NearMiss | None:
    """The nearest number that would take a false condition out of false; None if none alone can.

    Only a fact known exactly and above zero counts, and none of earlier years: nothing changes those. What is not
    known may keep it away even then, and is told.
    """
    alone = [
        (key, has)
        for key in known.edition.behind(fact_keys(when))
        if (has := _changeable(key, known)) is not None and truth(when, known.without(key)) is not False
    ]
    compared = tuple(limits(when, known)) if alone else ()
    found: list[NearMiss] = []
    for key, has in alone:
        found += _Search(when, known, key, has).misses(limit for fact, limit in compared if fact == key)
    nearest = min(found, key=lambda miss: (miss.distance, miss.fact), default=None)
    if nearest is None:
        return None
    return replace(nearest, beside=known.edition.facts.in_order(missing(when, _with(nearest, known))))


@dataclass(slots=True)
class _Search:
    """For the numbers of one fact that would do: beside a limit first, then whether one is nearer than that."""

    when: Condition
    known: Knowledge
    key: str
    has: int
    left: int = MOST_LOOKS

    def misses(self, compared: Iterable[Number]) -> Iterator[NearMiss]:
        """The nearest below what the firm has, and above; the nearest beside a limit where that is all there is."""
        beside = min(filter(self._does, self._tries(compared)), key=lambda miss: miss.distance, default=None)
        least, most = 1, 10 ** (15 + self.known.edition.facts[self.key].places)
        if beside is not None:
            yield beside
            least = floor(self.has / (1 + beside.distance)) + 1
            most = most if beside.distance >= 1 else min(most, ceil(self.has / (1 - beside.distance)) - 1)
        for found in (self._first(self.has + 1, most, 1), self._first(least, self.has - 1, -1)):
            if found is not None:
                yield NearMiss(self.key, self.has, found)

    def _tries(self, compared: Iterable[Number]) -> Iterator[NearMiss]:
        for needs in {floor(each) + step for each in compared for step in (-1, 0, 1, 2)}:
            if needs > 0 and needs != self.has:
                yield NearMiss(self.key, self.has, needs)

    def _does(self, miss: NearMiss) -> bool:
        return truth(self.when, _with(miss, self.known)) is not False

    def _first(self, low: int, high: int, way: int) -> int | None:
        """The first of these numbers that would do, upwards or downwards; none where too many spans may hold it."""
        self.left -= 1
        if low > high or self.left < 0 or not self._may(Interval(low, high)):
            return None
        if low == high:
            return low
        middle = (low + high) // 2
        for one, other in ((low, middle), (middle + 1, high))[::way]:
            found = self._first(one, other, way)
            if found is not None:
                return found
        return None

    def _may(self, span: Interval) -> bool:
        return truth(self.when, Knowledge(self.known.edition, self.known.firm.having(self.key, span))) is not False


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
