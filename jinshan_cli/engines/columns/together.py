"""What combined benefits of many firms come to, and what is paid of each: the twin of `core.combining.sums`."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.ways import All, Alone, Best, Capped, Crossed, Limit, TopUp, Way, ways
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.truths import Flag, either, negate

Pair = tuple[End, End]
"""low and high, in fen"""
Amounts = Mapping[str, Pair]
"""by the benefit's id"""


@dataclass(frozen=True, slots=True)
class Together:
    """The combinations of an edition, with what each cap comes to for each firm."""

    combinations: tuple[Combination, ...] = ()
    limits: Mapping[int, Pair] = field(default_factory=dict)
    """by the place of the combination"""

    @property
    def groups(self) -> list[frozenset[str]]:
        """The benefits of each."""
        return [frozenset(each.benefits) for each in self.combinations]

    def act(self, ids: Collection[str]) -> bool:
        """True if some of these benefits do not simply add up."""
        return any(each.among(ids) for each in self.combinations)

    def sum(self, amounts: Amounts) -> Pair:
        """What they come to."""
        if not self.act(amounts):
            low, high = (total(pair[end] for pair in amounts.values()) for end in (0, 1))
            return low, high
        least, most = self._ways(amounts)
        return self._span(least, amounts)[0], self._span(most, amounts)[1]

    def part(self, own: Collection[str], amounts: Amounts) -> Pair:
        """What some of them come to beside the others."""
        alone = self.sum({each: amounts[each] for each in own})
        if not any(each.crosses(own, amounts) for each in self.combinations):
            return alone
        least, most = self._ways(amounts)
        lows, highs = _Shares(self, amounts).of(least), _Shares(self, amounts).of(most)
        beside = total(highs[each][1] for each in own)
        return total(lows[each][0] for each in own), ends.smallest((alone[1], beside), infinite_wins=False)

    def _ways(self, ids: Iterable[str]) -> tuple[Way, Way]:
        return ways(tuple(ids), self.combinations, True), ways(tuple(ids), self.combinations, False)

    def _span(self, way: Way, amounts: Amounts) -> Pair:
        match way:
            case Alone(benefit):
                return amounts[benefit]
            case Limit(place):
                return self.limits[place]
            case All(parts):
                low, high = (total(self._span(each, amounts)[end] for each in parts) for end in (0, 1))
                return low, high
            case Best(parts) | TopUp(parts):
                return _greatest([self._span(each, amounts) for each in parts])
            case Capped(one, other) | Crossed(one, other):
                return _least(self._span(one, amounts), self._span(other, amounts))


def total(parts: Iterable[End]) -> End:
    """The sum of the ends; the narrow ones first, so that few additions need 128 bits."""
    return reduce(ends.plus, sorted(parts, key=lambda part: part.is_wide), ZERO)


@dataclass(frozen=True, slots=True)
class _Shares:
    """Of a way, what is paid of each benefit in it; `allowed`: what all of the way may come to, None: anything."""

    together: Together
    amounts: Amounts

    def of(self, way: Way, allowed: Pair | None = None) -> dict[str, Pair]:
        match way:
            case Alone(benefit):
                return {benefit: _within(self.amounts[benefit], allowed)}
            case Limit():
                return {}
            case All(parts):
                return self._all(parts, [(self._span(each), None) for each in parts], allowed)
            case TopUp(parts):
                spans = [self._span(each) for each in parts]
                above = [_above(span, spans[:place]) for place, span in enumerate(spans)]
                return self._all(parts, [(span, span) for span in above], allowed)
            case Best(parts):
                return self._best(parts, allowed)
            case Capped(part, limit):
                return self.of(part, _within(self._span(limit), allowed))
            case Crossed(_, whole):
                return {each: (ZERO, share[1]) for each, share in self.of(whole, allowed).items()}

    def _span(self, way: Way) -> Pair:
        return self.together._span(way, self.amounts)

    def _all(
        self, parts: tuple[Way, ...], spans: list[tuple[Pair, Pair | None]], allowed: Pair | None
    ) -> dict[str, Pair]:
        """Each part what it comes to beside the others; where all may be cut, any of them may be."""
        found: dict[str, Pair] = {}
        for place, (each, (_, own)) in enumerate(zip(parts, spans, strict=True)):
            others = total(span[1] for span, _ in (*spans[:place], *spans[place + 1 :]))
            left = None if allowed is None else (_rest(allowed[0], others), allowed[1])
            found |= self.of(each, own if left is None else _within(left, own))
        return found

    def _best(self, parts: tuple[Way, ...], allowed: Pair | None) -> dict[str, Pair]:
        """What the one that is taken pays; where several may be, what each would, and perhaps nothing."""
        spans = [self._span(each) for each in parts]
        taken = [negate(_beaten(place, spans)) for place in range(len(parts))]
        each = [self.of(part, allowed) for part in parts]
        ids = dict.fromkeys(benefit for share in each for benefit in share)
        return {benefit: _hull(taken, [share.get(benefit, (ZERO, ZERO)) for share in each]) for benefit in ids}


def _greatest(pairs: list[Pair]) -> Pair:
    lows, highs = ([pair[end] for pair in pairs] for end in (0, 1))
    return ends.largest(lows, infinite_wins=True), ends.largest(highs, infinite_wins=True)


def _least(one: Pair, other: Pair) -> Pair:
    low, high = (ends.smallest((one[end], other[end]), infinite_wins=False) for end in (0, 1))
    return low, high


def _within(pair: Pair, allowed: Pair | None) -> Pair:
    return pair if allowed is None else _least(pair, allowed)


def _above(pair: Pair, before: list[Pair]) -> Pair:
    """What a number is above the greatest of others."""
    if not before:
        return pair
    most = _greatest(before)
    high = ends.plus(pair[1], ends.negative(most[0]))
    return _rest(pair[0], most[1]), ends.largest((ZERO, high), infinite_wins=True)


def _rest(low: End, others: End) -> End:
    """What is left of so much for certain when others take all that they may."""
    return ends.largest((ZERO, ends.plus(low, ends.negative(others))), infinite_wins=False)


def _beaten(place: int, pairs: list[Pair]) -> Flag:
    """Where another is surely taken before it: surely greater, or as great and before it."""
    high = pairs[place][1]
    greater = (ends.below(high, low, where_infinite=False) for low, _ in pairs)
    return either(*greater, *(ends.same(low, high) for low, _ in pairs[:place]))


def _hull(taken: list[Flag], pairs: list[Pair]) -> Pair:
    low, high = (ends.among(taken, [pair[end] for pair in pairs], least=not end) for end in (0, 1))
    return low, high
