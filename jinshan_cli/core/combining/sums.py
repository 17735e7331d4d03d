"""What combined benefits come to in money, for what is known of each: together, and what is paid of each."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinshan_cli.core.combining.combination import Bounds, Combination, Combined
from jinshan_cli.core.combining.ways import All, Alone, Best, Capped, Crossed, Limit, TopUp, Way, ways
from jinshan_cli.core.intervals import NOT_KNOWN, NOTHING, Interval, Number, greatest, least

Amounts = Mapping[str, Interval]
"""in fen, by the benefit's id"""


def together(amounts: Amounts, bounds: Bounds) -> Interval:
    """What they come to: both ends are reached, by what the amounts and limits can be."""
    if not any(bound.combination.among(amounts) for bound in bounds):
        return sum(amounts.values(), NOTHING)
    least_way, most_way = (ways(tuple(amounts), _combinations(bounds), strict) for strict in (True, False))
    return Interval(_span(least_way, amounts, bounds).low, _span(most_way, amounts, bounds).high)


def shares(amounts: Amounts, bounds: Bounds) -> dict[str, Interval]:
    """What is paid of each. Of a sum that is cut nothing says which part is cut: each may be, as far as it must."""
    if not any(bound.combination.among(amounts) for bound in bounds):
        return dict(amounts)
    lows, highs = (
        _Shares(amounts, bounds).of(ways(tuple(amounts), _combinations(bounds), strict)) for strict in (True, False)
    )
    return {each: Interval(lows[each].low, highs[each].high) for each in amounts}


def paid(amounts: Amounts, open_ones: Collection[str], bounds: Bounds) -> dict[str, Interval]:
    """The same where it is open whether some of them are due: each as if it were, beside others that may be nothing."""
    sure = {each: Interval(0, amount.high) if each in open_ones else amount for each, amount in amounts.items()}
    found = shares(sure, bounds)
    return {
        each: shares({**sure, each: amounts[each]}, bounds)[each] if each in open_ones else found[each]
        for each in amounts
    }


def part(own: Collection[str], amounts: Amounts, bounds: Bounds) -> Interval:
    """What some of them come to beside the others."""
    alone = together({each: amounts[each] for each in own}, bounds)
    if not any(bound.combination.crosses(own, amounts) for bound in bounds):
        return alone
    each = shares(amounts, bounds)
    beside = sum((each[benefit] for benefit in own), NOTHING)
    return Interval(beside.low, least((alone, beside)).high)


def applied(amounts: Amounts, bounds: Bounds) -> Iterator[Combined]:
    """Each combination that does something to what is due, in order; a cap that is not reached does nothing."""
    for place, bound in enumerate(bounds):
        those = bound.combination.among(amounts)
        parts = {each: amounts[each] for each in those}
        before, after = (together(parts, bounds[:end]) for end in (place, place + 1))
        if those and (bound.combination.kind != "cap" or before != after):
            each = shares(parts, bounds[: place + 1])
            left = tuple(one for one in those if each[one] == NOTHING != parts[one])
            yield Combined(bound, those, before, after, left)


def _combinations(bounds: Bounds) -> tuple[Combination, ...]:
    return tuple(bound.combination for bound in bounds)


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
class _Shares:
    """Of a way, what is paid of each benefit in it; `allowed`: what all of the way may come to, None: anything."""

    amounts: Amounts
    bounds: Bounds

    def of(self, way: Way, allowed: Interval | None = None) -> dict[str, Interval]:
        match way:
            case Alone(benefit):
                return {benefit: _within(self.amounts[benefit], allowed)}
            case Limit():
                return {}
            case All(parts):
                return self._all(parts, [self._span(each) for each in parts], allowed)
            case TopUp(parts):
                spans = [self._span(each) for each in parts]
                above = [_above(span, spans[:place]) for place, span in enumerate(spans)]
                return self._all(parts, above, allowed)
            case Best(parts):
                return self._best(parts, allowed)
            case Capped(part, limit):
                return self.of(part, _within(self._span(limit), allowed))
            case Crossed(_, whole):
                return {each: Interval(0, share.high) for each, share in self.of(whole, allowed).items()}

    def _span(self, way: Way) -> Interval:
        return _span(way, self.amounts, self.bounds)

    def _all(self, parts: tuple[Way, ...], spans: list[Interval], allowed: Interval | None) -> dict[str, Interval]:
        """Each part what it comes to beside the others; where all may be cut, any of them may be."""
        found: dict[str, Interval] = {}
        for place, (each, span) in enumerate(zip(parts, spans, strict=True)):
            others = sum((*spans[:place], *spans[place + 1 :]), NOTHING)
            own = None if self._span(each) == span else span
            if allowed is not None:
                own = _within(Interval(_rest(allowed.low, others.high), allowed.high), own)
            found |= self.of(each, own)
        return found

    def _best(self, parts: tuple[Way, ...], allowed: Interval | None) -> dict[str, Interval]:
        """What the one that is taken pays; where several may be, what each would, and perhaps nothing."""
        spans = [self._span(each) for each in parts]
        taken = [place for place in range(len(parts)) if not _is_beaten(place, spans)]
        each = [self.of(parts[place], allowed) for place in taken]
        ids = dict.fromkeys(benefit for part in parts for benefit in self.of(part))
        return {benefit: _hull([share.get(benefit, NOTHING) for share in each]) for benefit in ids}


def _within(span: Interval, allowed: Interval | None) -> Interval:
    return span if allowed is None else least((span, allowed))


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


def _is_beaten(place: int, spans: list[Interval]) -> bool:
    """True if another is surely taken before it: surely greater, or as great and before it."""
    high = spans[place].high
    if high is None:
        return False
    return any((span.low or 0) > high or (i < place and (span.low or 0) == high) for i, span in enumerate(spans))


def _hull(parts: list[Interval]) -> Interval:
    first, *others = parts
    for other in others:
        first = first.hull(other)
    return first
