"""What combined benefits come to in money, for what is known of each: together, and what is paid of each."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

from jinshan_cli.core.combining.combination import Bounds, Combined
from jinshan_cli.core.combining.ways import All, Alone, Best, Capped, Crossed, Limit, TopUp, Way, apart, leaves, ways
from jinshan_cli.core.intervals import NOT_KNOWN, NOTHING, Interval, Number, greatest, least

Amounts = Mapping[str, Interval]
"""in fen, by the benefit's id"""
Due = Mapping[str, Interval | None]
"""the same of all that is due; None: it has no sum, which may be any"""


def together(amounts: Amounts, bounds: Bounds) -> Interval:
    """What they come to: both ends are reached, by what the amounts and limits can be."""
    involved = _involved(amounts, bounds)
    alone = sum((amount for each, amount in amounts.items() if each not in involved), NOTHING)
    if not involved:
        return alone
    least_way, most_way = _ways(involved, bounds)
    return alone + Interval(_span(least_way, amounts, bounds).low, _span(most_way, amounts, bounds).high)


def addition(due: Amounts, more: Amounts, bounds: Bounds) -> Interval:
    """What the ones that may come could add, beside those that are due."""
    combinations = tuple(bound.combination for bound in bounds)
    units = apart({**due, **more}, combinations)
    return Interval(0, sum((_Addition(due, more, bounds).of(unit) for unit in units), NOTHING).high)


@dataclass(frozen=True, slots=True)
class _Addition:
    """By how much what is surely paid may rise."""

    due: Amounts
    more: Amounts
    bounds: Bounds

    def of(self, unit: tuple[str, ...]) -> Interval:
        """What those could add that combinations tie to one another; of what is unsettled, whichever way it is read."""
        if any(each.combination.kind == "unsettled" and each.combination.among(unit) for each in self.bounds):
            least_way, most_way = _ways(unit, self.bounds)
            alone = sum((self.more.get(key, NOTHING) for key in unit), NOTHING)
            return least((alone, self._above(self._whole(most_way), self._sure(least_way))))
        return self.by(_ways(unit, self.bounds)[0])

    def by(self, way: Way) -> Interval:
        """By how much a way can rise: each part by no more than it rises itself, nor above what there is for sure."""
        match way:
            case Alone(benefit):
                return Interval(0, self.more.get(benefit, NOTHING).high)
            case Limit():
                return NOTHING
            case All(parts):
                return sum(map(self.by, parts), NOTHING)
            case Best(parts) | TopUp(parts):
                sure = self._sure(way)
                return greatest(least((self.by(each), self._above(self._whole(each), sure))) for each in parts)
            case Capped(part, limit):
                return least((self.by(part), self._above(self._whole(limit), self._sure(part))))
            case Crossed(one, other):
                most = greatest((self.by(one), self.by(other)))
                return least((most, self._above(self._whole(way), self._sure(way))))

    def _whole(self, way: Way) -> Interval:
        return _span(way, {key: self.more.get(key) or self.due[key] for key in leaves(way)}, self.bounds)

    def _sure(self, way: Way) -> Interval:
        return _span(way, {key: self.due.get(key, NOTHING) for key in leaves(way)}, self.bounds)

    @staticmethod
    def _above(whole: Interval, sure: Interval) -> Interval:
        return Interval(0, None if whole.high is None else max(0, whole.high - (sure.low or 0)))


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
    least_way, most_way = _ways(involved, bounds)
    share = _Share(frozenset(own), amounts, bounds)
    return alone + share.of(least_way).hull(share.of(most_way))


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


def _span(way: Way, amounts: Amounts, bounds: Bounds) -> Interval:
    """What a way comes to, both ends."""
    match way:
        case Alone(benefit):
            return amounts[benefit]
        case Limit(place):
            return bounds[place].limit or NOT_KNOWN
        case All(parts):
            return sum((_span(each, amounts, bounds) for each in parts), NOTHING)
        case Best(parts) | TopUp(parts):
            return greatest(_span(each, amounts, bounds) for each in parts)
        case Capped(one, other) | Crossed(one, other):
            return least((_span(one, amounts, bounds), _span(other, amounts, bounds)))


@dataclass(frozen=True, slots=True)
class _Share:
    """Of a way, what is paid of some of the benefits; `allowed`: what all of the way may come to, None: anything."""

    own: frozenset[str]
    amounts: Amounts
    bounds: Bounds

    def of(self, way: Way, allowed: Interval | None = None) -> Interval:
        """At least and at most."""
        if leaves(way).isdisjoint(self.own):
            return NOTHING
        if leaves(way) <= self.own:
            return _within(self._span(way), allowed)
        match way:
            case All(parts):
                return self._all(parts, allowed)
            case TopUp(parts):
                return self._top_up(parts, allowed)
            case Best():
                return self._best(way, allowed)
            case Capped(one, limit):
                return self.of(one, _within(self._span(limit), allowed))
            case Crossed(_, whole):
                all_of_it = _within(self._span(way), allowed)
                others = sum((self.amounts[each] for each in leaves(way) - self.own), NOTHING)
                return Interval(_rest(all_of_it.low, others.high), least((self.of(whole, allowed), all_of_it)).high)
            case Alone() | Limit():
                return NOTHING

    def _span(self, way: Way) -> Interval:
        return _span(way, self.amounts, self.bounds)

    def _all(self, parts: tuple[Way, ...], allowed: Interval | None) -> Interval:
        """What is own is cut last of all: where all may be cut, any part may be."""
        own, others = self._told_apart(parts)
        groups = [*([All(own)] if own else []), *others]
        spans = [self._span(each) for each in groups]
        shares = [self.of(each, _left(allowed, _but(spans, place))) for place, each in enumerate(groups)]
        found = sum(shares, NOTHING)
        return Interval(found.low, _within(found, allowed).high)

    def _top_up(self, parts: tuple[Way, ...], allowed: Interval | None) -> Interval:
        """The sum of what each is above those before it, and by what the own are above all the others."""
        spans = [self._span(each) for each in parts]
        above = [_above(span, spans[:place]) for place, span in enumerate(spans)]
        shares = [self.of(each, span) for each, span in zip(parts, above, strict=True)]
        own, others = self._told_apart(parts)
        most = greatest((NOTHING, *map(self._span, others)))
        surely = _above(greatest((NOTHING, *map(self._span, own))), [most]).low
        touched = [span for each, span in zip(parts, spans, strict=True) if not leaves(each).isdisjoint(self.own)]
        found = sum(shares, NOTHING)
        found = Interval(max(found.low or 0, surely or 0), least((found, greatest(touched))).high)
        beside = [span for each, span in zip(parts, above, strict=True) if each in others]
        return _within(found, _left(allowed, beside))

    def _best(self, way: Best, allowed: Interval | None) -> Interval:
        """What the one that is taken pays; where several may be, the span of what each would."""
        parts, ordered = way.parts, not way.is_crossed
        spans = [self._span(each) for each in parts]
        own, others = self._told_apart(parts)
        found = [self.of(each, allowed) for each in others if not _is_beaten(parts.index(each), spans, ordered)]
        rivals = [span if each in others else NOTHING for each, span in zip(parts, spans, strict=True)]
        for place in map(parts.index, own):
            if not _is_beaten(place, [*rivals[:place], spans[place], *rivals[place + 1 :]], ordered):
                found.append(_within(greatest(map(self._span, own)), allowed))
        return reduce(Interval.hull, found or [self.of(each, allowed) for each in parts])

    def _told_apart(self, parts: tuple[Way, ...]) -> tuple[tuple[Way, ...], list[Way]]:
        """Those that are own, and those that are not, or only in part."""
        own = tuple(each for each in parts if leaves(each) <= self.own)
        return own, [each for each in parts if each not in own]


def _within(span: Interval, allowed: Interval | None) -> Interval:
    return span if allowed is None else least((span, allowed))


def _left(allowed: Interval | None, others: Iterable[Interval]) -> Interval | None:
    """What others leave of what is allowed: for certain what they cannot take, at most all."""
    if allowed is None:
        return None
    return Interval(_rest(allowed.low, sum(others, NOTHING).high), allowed.high)


def _but(spans: list[Interval], place: int) -> list[Interval]:
    return [*spans[:place], *spans[place + 1 :]]


def _above(span: Interval, before: list[Interval]) -> Interval:
    """What a number is above the greatest of others."""
    if not before:
        return span
    most = greatest(before)
    low = _rest(span.low, most.high)
    return Interval(low, None if span.high is None else max(0, span.high - (most.low or 0)))


def _rest(low: Number | None, others: Number | None) -> Number:
    """What is left of so much for certain when others take all that they may."""
    return 0 if others is None else max(0, (low or 0) - others)


def _is_beaten(place: int, spans: list[Interval], ordered: bool) -> bool:
    """True if another is surely taken before it: surely greater, or if they are `ordered` as great and before it."""
    high = spans[place].high
    if high is None:
        return False
    lows = [span.low or 0 for span in spans]
    return any(low > high or (ordered and i < place and low == high) for i, low in enumerate(lows))
