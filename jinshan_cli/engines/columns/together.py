"""What combined benefits of many firms come to, and what is paid of each."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.reckoning import Reckoning, Rise, Rival, Share
from jinshan_cli.core.combining.ways import Way, apart, ways
from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.truths import Flag, both, either, negate

Pair = tuple[End, End]
"""low and high, in fen"""
NOTHING: Pair = (ZERO, ZERO)
Amounts = Mapping[str, Pair]
"""by the benefit's id"""


class Pairs:
    """How the money of many firms is reckoned with."""

    nothing = NOTHING

    def sum(self, parts: Iterable[Pair]) -> Pair:
        """All of them."""
        pairs = list(parts)
        return total(pair[0] for pair in pairs), total(pair[1] for pair in pairs)

    def greatest(self, parts: Sequence[Pair]) -> Pair:
        """The greatest of one number from each."""
        low, high = (ends.largest([pair[end] for pair in parts], infinite_wins=True) for end in (0, 1))
        return low, high

    def least(self, one: Pair, other: Pair) -> Pair:
        """The lesser of one number from each."""
        low, high = (ends.smallest((one[end], other[end]), infinite_wins=False) for end in (0, 1))
        return low, high

    def ends(self, low_of: Pair, high_of: Pair) -> Pair:
        """From the low end of the one to the high end of the other."""
        return low_of[0], high_of[1]

    def above(self, span: Pair, other: Pair) -> Pair:
        """What the one is above the other, and nothing where it is below."""
        low, high = (ends.plus(span[end], ends.negative(other[1 - end])) for end in (0, 1))
        return ends.largest((ZERO, low), infinite_wins=False), ends.largest((ZERO, high), infinite_wins=True)

    def taken(self, rivals: Sequence[Rival[Pair]], ordered: bool) -> Pair:
        """What the one that is taken pays."""
        taken = [negate(_beaten(each, ordered)) for each in rivals]
        low, high = (ends.among(taken, [each.pays[end] for each in rivals], least=not end) for end in (0, 1))
        return low, high


def _beaten(rival: Rival[Pair], ordered: bool) -> Flag:
    """Where another is surely taken before it: surely greater, or if they are `ordered` as great and before it."""
    high = rival.spans[rival.place][1]
    greater = (ends.below(high, low, where_infinite=False) for low, _ in rival.spans)
    before = rival.spans[: rival.place if ordered else 0]
    return either(*greater, *(ends.same(low, high) for low, _ in before))


_PAIRS = Pairs()


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
            return _PAIRS.sum(amounts.values())
        return self.reckoning(amounts).between(*self.readings(amounts))

    def part(self, own: Collection[str], amounts: Amounts) -> Pair:
        """What some of them come to beside the others."""
        if not any(each.crosses(own, amounts) for each in self.combinations):
            return self.sum({each: amounts[each] for each in own})
        share = Share(_PAIRS, frozenset(own), self.reckoning(amounts))
        least, most = map(share.of, self.readings(amounts))
        return _PAIRS.ends(_PAIRS.least(least, most), _PAIRS.greatest((least, most)))

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
        counts = [ends.counted(is_some(amounts[each])) for each in mine if each not in involved]
        if shared := [each for each in mine if each in involved]:
            crossed = {each: pair for each, pair in amounts.items() if each in involved}
            bare = {key: (ends.select(is_some((low, high)), ZERO, low), high) for key, (low, high) in crossed.items()}
            whole, stated = (self.part(shared, each)[0] for each in (crossed, bare))
            counts.append(ends.plus(whole, ends.negative(stated)))
        return total(counts)

    def addition(self, due: Amounts, more: Amounts) -> End:
        """The most that the ones that may come could add, beside those that are due."""
        each = {key: [pair for pair in (due.get(key), more.get(key)) if pair] for key in {**due, **more}}
        whole = self.reckoning({key: _PAIRS.greatest(pairs) for key, pairs in each.items()})
        rise = Rise(_PAIRS, more, self.reckoning({**dict.fromkeys(more, NOTHING), **due}), whole)
        return total(self._risen(unit, rise) for unit in apart(each, self.combinations))

    def _risen(self, unit: tuple[str, ...], rise: Rise[Pair]) -> End:
        """What those could add that combinations tie to one another; of what is unsettled, whichever way it is read."""
        least_way, most_way = self.readings(unit)
        settled = rise.by(least_way)[1]
        those = (each.among(unit) for each in self.combinations if each.kind == "unsettled")
        if (is_open := either(*(_are_several([rise.whole.amounts[key] for key in ids]) for ids in those))) is False:
            return settled
        alone = _PAIRS.sum(rise.more.get(key, NOTHING) for key in unit)
        return ends.select(is_open, _PAIRS.least(alone, rise.over(most_way, least_way))[1], settled)

    def readings(self, ids: Iterable[str]) -> tuple[Way, Way]:
        """How they may be paid: of what is unsettled by the least reading, and by the most."""
        return ways(tuple(ids), self.combinations, True), ways(tuple(ids), self.combinations, False)

    def reckoning(self, amounts: Amounts) -> Reckoning[Pair]:
        """What ways come to, of these amounts."""
        return Reckoning(_PAIRS, amounts, self.limits)


def _are_several(pairs: Sequence[Pair]) -> Flag:
    """Where more than one of them may be something."""
    some = [negate(ends.same(high, ZERO)) for _, high in pairs]
    return either(*(both(each, either(*some[:place])) for place, each in enumerate(some)))


def is_some(pair: Pair) -> Flag:
    """Where it is known to be something, and no more: a fen at the least, as `core.intervals.SOME` has it."""
    low, high = pair
    fen = ends.exact(1)
    return both(ends.same(low, fen), negate(ends.same(high, fen)))


def total(parts: Iterable[End]) -> End:
    """The sum of the ends; the narrow ones first, so that few additions need 128 bits, and by halves: never deep."""
    alike = Counter(parts)
    ordered = sorted((ends.scaled(end, often) for end, often in alike.items()), key=lambda part: part.is_wide)
    return _halved(ordered) if ordered else ZERO


def _halved(parts: list[End]) -> End:
    half = len(parts) // 2
    return ends.plus(_halved(parts[:half]), _halved(parts[half:])) if half else parts[0]
