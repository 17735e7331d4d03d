"""What combined benefits come to in money, for what is known of each: together, and what is paid of each."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import reduce

from jinshan_cli.core.combining.combination import Bounds, Combined
from jinshan_cli.core.combining.reckoning import Reckoning, Rise, Rival, Share
from jinshan_cli.core.combining.ways import Way, apart, ways
from jinshan_cli.core.intervals import NOT_KNOWN, NOTHING, Interval, greatest, least

Amounts = Mapping[str, Interval]
"""in fen, by the benefit's id"""
Due = Mapping[str, Interval | None]
"""the same of all that is due; None: it has no sum, which may be any"""


class Intervals:
    """How the money of one firm is reckoned with."""

    nothing = NOTHING

    def sum(self, parts: Iterable[Interval]) -> Interval:
        """All of them."""
        return sum(parts, NOTHING)

    def greatest(self, parts: Sequence[Interval]) -> Interval:
        """The greatest of one number from each."""
        return greatest(parts)

    def least(self, one: Interval, other: Interval) -> Interval:
        """The lesser of one number from each."""
        return least((one, other))

    def ends(self, low_of: Interval, high_of: Interval) -> Interval:
        """From the low end of the one to the high end of the other."""
        return Interval(low_of.low, high_of.high)

    def above(self, span: Interval, other: Interval) -> Interval:
        """What the one is above the other, and nothing where it is below."""
        low = 0 if other.high is None else max(0, (span.low or 0) - other.high)
        return Interval(low, None if span.high is None else max(0, span.high - (other.low or 0)))

    def taken(self, rivals: Sequence[Rival[Interval]], ordered: bool) -> Interval:
        """What the one that is taken pays."""
        return reduce(Interval.hull, (each.pays for each in rivals if not _is_beaten(each, ordered)))


def _is_beaten(rival: Rival[Interval], ordered: bool) -> bool:
    """True if another is surely taken before it: surely greater, or if they are `ordered` as great and before it."""
    high = rival.spans[rival.place].high
    if high is None:
        return False
    lows = [span.low or 0 for span in rival.spans]
    return any(low > high or (ordered and i < rival.place and low == high) for i, low in enumerate(lows))


_INTERVALS = Intervals()


def together(amounts: Amounts, bounds: Bounds) -> Interval:
    """What they come to: both ends are reached, by what the amounts and limits can be."""
    involved = _involved(amounts, bounds)
    alone = sum((amount for each, amount in amounts.items() if each not in involved), NOTHING)
    return alone + _reckoning(amounts, bounds).between(*_ways(involved, bounds)) if involved else alone


def addition(due: Amounts, more: Amounts, bounds: Bounds) -> Interval:
    """What the ones that may come could add, beside those that are due."""
    combinations = tuple(bound.combination for bound in bounds)
    nothing = dict.fromkeys({**due, **more}, NOTHING)
    sure, whole = (_reckoning(amounts, bounds) for amounts in ({**nothing, **due}, {**due, **more}))
    rise = Rise(_INTERVALS, more, sure, whole)
    return sum((_risen(unit, rise, bounds) for unit in apart({**due, **more}, combinations)), NOTHING)


def _risen(unit: tuple[str, ...], rise: Rise[Interval], bounds: Bounds) -> Interval:
    """What those could add that combinations tie to one another; of what is unsettled, whichever way it is read."""
    least_way, most_way = _ways(unit, bounds)
    some = {key for key in unit if rise.whole.amounts[key] != NOTHING}
    if not any(each.combination.kind == "unsettled" and each.combination.among(some) for each in bounds):
        return rise.by(least_way)
    alone = sum((rise.more.get(key, NOTHING) for key in unit), NOTHING)
    return least((Interval(0, alone.high), rise.over(most_way, least_way)))


def quantified(due: Due) -> dict[str, Interval]:
    """Those that have a sum."""
    return {each: amount for each, amount in due.items() if amount is not None}


def shares(amounts: Due, bounds: Bounds) -> dict[str, Interval]:
    """What is paid of each. Of a sum that is cut nothing says which part is cut: each may be, as far as it must."""
    return paid(amounts, (), bounds)


def paid(amounts: Due, open_ones: Collection[str], bounds: Bounds) -> dict[str, Interval]:
    """The same where it is open whether some of them are due: each as if it were, beside others that may be nothing."""
    known = quantified(amounts)
    involved = _involved(amounts, bounds)
    some = {each: known.get(each, NOT_KNOWN) for each in involved}
    sure = {each: Interval(0, one.high) if each in open_ones else one for each, one in some.items()}
    found = {each: part((each,), {**sure, each: known[each]}, bounds) for each in involved if each in known}
    return {**known, **found}


def part(own: Collection[str], amounts: Amounts, bounds: Bounds) -> Interval:
    """What some of them come to beside the others."""
    if not any(bound.combination.crosses(own, amounts) for bound in bounds):
        return together({each: amounts[each] for each in own}, bounds)
    involved = _involved(amounts, bounds)
    alone = sum((amounts[each] for each in own if each not in involved), NOTHING)
    share = Share(_INTERVALS, frozenset(own), _reckoning(amounts, bounds))
    return alone + reduce(Interval.hull, map(share.of, _ways(involved, bounds)))


def applied(due: Due, bounds: Bounds) -> Iterator[Combined]:
    """Each combination that does something to a sum that is due, in order; a cap that is not reached does nothing, if
    no more is due than is summed. What only others leave out is in none of its figures."""
    out = _left_out(due, bounds)
    for place, bound in enumerate(bounds):
        those = bound.combination.among(due)
        own = {one: due[one] for one in those}
        gone = out - _left_out(own, (bound,))
        parts = {one: amount for one, amount in quantified(own).items() if one not in gone}
        bare = tuple(one for one in those if due[one] is None)
        before, after = (together(parts, bounds[:end]) for end in (place, place + 1))
        if parts and (bound.combination.kind != "cap" or before != after or bare):
            yield Combined(bound, those, before, after, tuple(one for one in those if one in out), bare)


def _left_out(due: Due, bounds: Bounds) -> set[str]:
    """Those of which nothing is paid."""
    return {one for one, share in shares(due, bounds).items() if share == NOTHING != due[one]}


def _involved(amounts: Due, bounds: Bounds) -> tuple[str, ...]:
    """The benefits that some combination has to do with, in the order of the combinations."""
    found = (each for bound in bounds for each in bound.combination.among(amounts))
    return tuple(dict.fromkeys(found))


def _ways(ids: tuple[str, ...], bounds: Bounds) -> tuple[Way, Way]:
    combinations = tuple(bound.combination for bound in bounds)
    return ways(ids, combinations, True), ways(ids, combinations, False)


def _reckoning(amounts: Amounts, bounds: Bounds) -> Reckoning[Interval]:
    limits = {place: bound.limit or NOT_KNOWN for place, bound in enumerate(bounds)}
    return Reckoning(_INTERVALS, amounts, limits)
