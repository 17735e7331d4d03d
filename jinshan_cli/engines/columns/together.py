"""What combined benefits of many firms come to, and what is paid of each: the twin of `core.combining.sums`."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.ways import All, Alone, Best, Capped, Crossed, Limit, TopUp, Way, apart, leaves, ways
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.truths import Flag, both, either, negate

Pair = tuple[End, End]
"""low and high, in fen"""
NOTHING: Pair = (ZERO, ZERO)
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
            return _sum(amounts.values())
        least, most = self.readings(amounts)
        return self.span(least, amounts)[0], self.span(most, amounts)[1]

    def part(self, own: Collection[str], amounts: Amounts) -> Pair:
        """What some of them come to beside the others."""
        if not any(each.crosses(own, amounts) for each in self.combinations):
            return self.sum({each: amounts[each] for each in own})
        share = _Share(frozenset(own), self, amounts)
        least, most = map(share.of, self.readings(amounts))
        return _least(least, most)[0], _greatest([least, most])[1]

    def paid(self, amounts: Amounts, sure: Amounts) -> dict[str, Pair]:
        """What each pays, as if it were due; `sure`: what is sure of each, and the most, also where it has no sum."""
        involved = dict.fromkeys(key for each in self.combinations for key in each.among(sure))
        others = {key: sure[key] for key in involved}
        found = {key: self.part((key,), {**others, key: amounts[key]}) for key in involved if key in amounts}
        return {**amounts, **found}

    def barely(self, own: Iterable[str], amounts: Amounts) -> End:
        """Of the low end of `part`, the fen that stand for something of which no more is known: see `total_of`."""
        involved = frozenset[str]().union(*self.groups) if self.groups else frozenset[str]()
        mine = [each for each in own if each in amounts]
        counts = [ends.counted(_is_some(amounts[each])) for each in mine if each not in involved]
        if shared := [each for each in mine if each in involved]:
            crossed = {each: pair for each, pair in amounts.items() if each in involved}
            bare = {key: (ends.select(_is_some((low, high)), ZERO, low), high) for key, (low, high) in crossed.items()}
            whole, stated = (self.part(shared, each)[0] for each in (crossed, bare))
            counts.append(ends.plus(whole, ends.negative(stated)))
        return total(counts)

    def addition(self, due: Amounts, more: Amounts) -> End:
        """The most that the ones that may come could add, beside those that are due."""
        units = apart({**due, **more}, self.combinations)
        return total(_Addition(self, due, more).of(unit) for unit in units)

    def readings(self, ids: Iterable[str]) -> tuple[Way, Way]:
        """How they may be paid: of what is unsettled by the least reading, and by the most."""
        return ways(tuple(ids), self.combinations, True), ways(tuple(ids), self.combinations, False)

    def span(self, way: Way, amounts: Amounts) -> Pair:
        match way:
            case Alone(benefit):
                return amounts[benefit]
            case Limit(place):
                return self.limits[place]
            case All(parts):
                return _sum(self.span(each, amounts) for each in parts)
            case Best(parts) | TopUp(parts):
                return _greatest([self.span(each, amounts) for each in parts])
            case Capped(one, other) | Crossed(one, other):
                return _least(self.span(one, amounts), self.span(other, amounts))


def _is_some(pair: Pair) -> Flag:
    """Where it is known to be something, and no more: a fen at the least, as `core.intervals.SOME` has it."""
    low, high = pair
    fen = ends.exact(1)
    return both(ends.same(low, fen), negate(ends.same(high, fen)))


@dataclass(frozen=True, slots=True)
class _Addition:
    """By how much at most what is surely paid may rise."""

    together: Together
    due: Amounts
    """nothing, where it is not due"""
    more: Amounts
    """nothing, where it may not come"""

    def of(self, unit: tuple[str, ...]) -> End:
        """What those could add that combinations tie to one another; of what is unsettled, whichever way it is read."""
        if any(each.kind == "unsettled" and each.among(unit) for each in self.together.combinations):
            least_way, most_way = self.together.readings(unit)
            alone = total(self.more.get(key, NOTHING)[1] for key in unit)
            return _lesser(alone, self._above(self._whole(most_way), self._sure(least_way)))
        return self.by(self.together.readings(unit)[0])

    def by(self, way: Way) -> End:
        """By how much a way can rise: each part by no more than it rises itself, nor above what there is for sure."""
        match way:
            case Alone(benefit):
                return self.more.get(benefit, NOTHING)[1]
            case Limit():
                return ZERO
            case All(parts):
                return total(map(self.by, parts))
            case Best(parts) | TopUp(parts):
                sure = self._sure(way)
                each = [_lesser(self.by(part), self._above(self._whole(part), sure)) for part in parts]
                return ends.largest(each, infinite_wins=True)
            case Capped(part, limit):
                return _lesser(self.by(part), self._above(self._whole(limit), self._sure(part)))
            case Crossed(one, other):
                most = ends.largest((self.by(one), self.by(other)), infinite_wins=True)
                return _lesser(most, self._above(self._whole(way), self._sure(way)))

    def _whole(self, way: Way) -> End:
        parts = {key: [pair for pair in (self.due.get(key), self.more.get(key)) if pair] for key in leaves(way)}
        return self.together.span(way, {key: _greatest(pairs) for key, pairs in parts.items()})[1]

    def _sure(self, way: Way) -> End:
        return self.together.span(way, {key: self.due.get(key, NOTHING) for key in leaves(way)})[0]

    @staticmethod
    def _above(whole: End, sure: End) -> End:
        return ends.largest((ZERO, ends.plus(whole, ends.negative(sure))), infinite_wins=True)


def _lesser(one: End, other: End) -> End:
    return ends.smallest((one, other), infinite_wins=False)


def total(parts: Iterable[End]) -> End:
    """The sum of the ends; the narrow ones first, so that few additions need 128 bits, and by halves: never deep."""
    alike = Counter(parts)
    ordered = sorted((ends.scaled(end, often) for end, often in alike.items()), key=lambda part: part.is_wide)
    return _halved(ordered) if ordered else ZERO


def _halved(parts: list[End]) -> End:
    half = len(parts) // 2
    return ends.plus(_halved(parts[:half]), _halved(parts[half:])) if half else parts[0]


@dataclass(frozen=True, slots=True)
class _Share:
    """Of a way, what is paid of some of the benefits; `allowed`: what all of the way may come to, None: anything."""

    own: frozenset[str]
    together: Together
    amounts: Amounts

    def of(self, way: Way, allowed: Pair | None = None) -> Pair:
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
                others = total(self.amounts[each][1] for each in sorted(leaves(way) - self.own))
                return _rest(all_of_it[0], others), _least(self.of(whole, allowed), all_of_it)[1]
            case Alone() | Limit():
                return NOTHING

    def _span(self, way: Way) -> Pair:
        return self.together.span(way, self.amounts)

    def _all(self, parts: tuple[Way, ...], allowed: Pair | None) -> Pair:
        """What is own is cut last of all: where all may be cut, any part may be."""
        own, others = self._told_apart(parts)
        groups = [*([All(own)] if own else []), *others]
        spans = [self._span(each) for each in groups]
        shares = [self.of(each, _left(allowed, _but(spans, place))) for place, each in enumerate(groups)]
        found = _sum(shares)
        return found[0], _within(found, allowed)[1]

    def _top_up(self, parts: tuple[Way, ...], allowed: Pair | None) -> Pair:
        """The sum of what each is above those before it, and by what the own are above all the others."""
        spans = [self._span(each) for each in parts]
        above = [_above(span, spans[:place]) for place, span in enumerate(spans)]
        shares = [self.of(each, span) for each, span in zip(parts, above, strict=True)]
        own, others = self._told_apart(parts)
        most = _greatest([NOTHING, *map(self._span, others)])
        surely = _above(_greatest([NOTHING, *map(self._span, own)]), [most])[0]
        touched = [span for each, span in zip(parts, spans, strict=True) if not leaves(each).isdisjoint(self.own)]
        found = _sum(shares)
        found = ends.largest((found[0], surely), infinite_wins=True), _least(found, _greatest(touched))[1]
        beside = [span for each, span in zip(parts, above, strict=True) if each in others]
        return _within(found, _left(allowed, beside))

    def _best(self, way: Best, allowed: Pair | None) -> Pair:
        """What the one that is taken pays; where several may be, the span of what each would."""
        parts, ordered = way.parts, not way.is_crossed
        spans = [self._span(each) for each in parts]
        own, others = self._told_apart(parts)
        places = [parts.index(each) for each in others]
        taken = [negate(_beaten(place, spans, ordered)) for place in places]
        found = [self.of(each, allowed) for each in others]
        rivals = [span if each in others else NOTHING for each, span in zip(parts, spans, strict=True)]
        for place in map(parts.index, own):
            taken.append(negate(_beaten(place, [*rivals[:place], spans[place], *rivals[place + 1 :]], ordered)))
            found.append(_within(_greatest([*map(self._span, own)]), allowed))
        low, high = (ends.among(taken, [pair[end] for pair in found], least=not end) for end in (0, 1))
        return low, high

    def _told_apart(self, parts: tuple[Way, ...]) -> tuple[tuple[Way, ...], list[Way]]:
        """Those that are own, and those that are not, or only in part."""
        own = tuple(each for each in parts if leaves(each) <= self.own)
        return own, [each for each in parts if each not in own]


def _sum(pairs: Iterable[Pair]) -> Pair:
    pairs = list(pairs)
    return total(pair[0] for pair in pairs), total(pair[1] for pair in pairs)


def _left(allowed: Pair | None, others: Iterable[Pair]) -> Pair | None:
    """What others leave of what is allowed: for certain what they cannot take, at most all."""
    return None if allowed is None else (_rest(allowed[0], _sum(others)[1]), allowed[1])


def _but(pairs: list[Pair], place: int) -> list[Pair]:
    return [*pairs[:place], *pairs[place + 1 :]]


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


def _beaten(place: int, pairs: list[Pair], ordered: bool) -> Flag:
    """Where another is surely taken before it: surely greater, or if they are `ordered` as great and before it."""
    high = pairs[place][1]
    greater = (ends.below(high, low, where_infinite=False) for low, _ in pairs)
    return either(*greater, *(ends.same(low, high) for low, _ in pairs[: place if ordered else 0]))
