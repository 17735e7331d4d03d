"""What a way of combining comes to, what is paid of each in it, by how much it may rise.

Told once, for the money of one firm, which lies in an interval, for that of many, which are columns, and for what is
told by rules.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from jinshan_cli.core.combining.ways import All, Alone, Best, Capped, Crossed, Limit, TopUp, Way, leaves
from jinshan_cli.core.dataclass import dataclass

Span = TypeVar("Span")
"""money in fen, from a low end to a high one; never below 0"""


class Spans(Protocol[Span]):
    """How spans of money are reckoned with."""

    def sum(self, parts: Iterable[Span]) -> Span:
        """All of them."""

    def greatest(self, parts: Sequence[Span]) -> Span:
        """The greatest of one number from each."""

    def least(self, one: Span, other: Span) -> Span:
        """The lesser of one number from each."""

    def ends(self, low_of: Span, high_of: Span) -> Span:
        """From the low end of the one to the high end of the other."""


class FirmSpans(Spans[Span], Protocol[Span]):
    """The same of what firms get, where one may be held against another."""

    @property
    def nothing(self) -> Span:
        """0."""

    def above(self, span: Span, other: Span) -> Span:
        """What the one is above the other, and nothing where it is below."""

    def taken(self, rivals: "Sequence[Rival[Span]]", ordered: bool) -> Span:
        """What the one that is taken pays: the greatest, if they are `ordered` of equals the first. Of several that may
        be taken, from the least that one pays to the most."""


@dataclass(frozen=True, slots=True)
class Rival(Generic[Span]):
    """One of several of which one is taken."""

    pays: Span
    place: int
    """among `spans`"""
    spans: Sequence[Span]
    """what each comes to"""


@dataclass(frozen=True, slots=True)
class Reckoning(Generic[Span]):
    """What ways come to."""

    spans: Spans[Span]
    amounts: Mapping[str, Span]
    """by the benefit's id"""
    limits: Mapping[int, Span]
    """of the caps, by their places among the combinations"""

    def span(self, way: Way) -> Span:
        """All of it, both ends."""
        match way:
            case Alone(benefit):
                return self.amounts[benefit]
            case Limit(place):
                return self.limits[place]
            case All(parts):
                return self.spans.sum(map(self.span, parts))
            case Best(parts) | TopUp(parts):
                return self.spans.greatest([*map(self.span, parts)])
            case Capped(one, other) | Crossed(one, other):
                return self.spans.least(self.span(one), self.span(other))

    def between(self, least_way: Way, most_way: Way) -> Span:
        """From the least of one reading to the most of another."""
        return self.spans.ends(self.span(least_way), self.span(most_way))


@dataclass(frozen=True, slots=True)
class Rise(Generic[Span]):
    """By how much at most what is surely paid may rise: spans from 0."""

    spans: FirmSpans[Span]
    more: Mapping[str, Span]
    """what may come"""
    sure: Reckoning[Span]
    """what is due, and nothing of what is not"""
    whole: Reckoning[Span]
    """of each the one or the other"""

    def by(self, way: Way) -> Span:
        """Each part by no more than it rises itself, nor above what there is for sure."""
        spans = self.spans
        match way:
            case Alone(benefit):
                return spans.ends(spans.nothing, self.more.get(benefit, spans.nothing))
            case Limit():
                return spans.nothing
            case All(parts):
                return spans.sum(map(self.by, parts))
            case Best(parts) | TopUp(parts):
                return spans.greatest([spans.least(self.by(each), self.over(each, way)) for each in parts])
            case Capped(part, limit):
                return spans.least(self.by(part), self.over(limit, part))
            case Crossed(one, other):
                return spans.least(spans.greatest((self.by(one), self.by(other))), self.over(way, way))

    def over(self, way: Way, other: Way) -> Span:
        """By how much all of the one may be above what is sure of the other."""
        spans = self.spans
        return spans.ends(spans.nothing, spans.above(self.whole.span(way), self.sure.span(other)))


@dataclass(frozen=True, slots=True)
class Share(Generic[Span]):
    """Of a way, what is paid of some of the benefits; `allowed`: what all of the way may come to, None: anything."""

    spans: FirmSpans[Span]
    own: frozenset[str]
    reckoning: Reckoning[Span]

    def of(self, way: Way, allowed: Span | None = None) -> Span:
        """At least and at most."""
        if leaves(way).isdisjoint(self.own):
            return self.spans.nothing
        if leaves(way) <= self.own:
            return self._within(self._span(way), allowed)
        match way:
            case All(parts):
                return self._all(parts, allowed)
            case TopUp(parts):
                return self._top_up(parts, allowed)
            case Best():
                return self._best(way, allowed)
            case Capped(one, limit):
                return self.of(one, self._within(self._span(limit), allowed))
            case Crossed(_, whole):
                all_of_it = self._within(self._span(way), allowed)
                others = [self.reckoning.amounts[each] for each in sorted(leaves(way) - self.own)]
                most = self.spans.least(self.of(whole, allowed), all_of_it)
                return self.spans.ends(self.spans.above(all_of_it, self.spans.sum(others)), most)
            case Alone() | Limit():
                return self.spans.nothing

    def _span(self, way: Way) -> Span:
        return self.reckoning.span(way)

    def _all(self, parts: tuple[Way, ...], allowed: Span | None) -> Span:
        """What is own is cut last of all: where all may be cut, any part may be."""
        own, others = self._told_apart(parts)
        groups = [*([All(own)] if own else []), *others]
        spans = [self._span(each) for each in groups]
        beside = ([*spans[:place], *spans[place + 1 :]] for place in range(len(groups)))
        shares = [self.of(each, self._left(allowed, other)) for each, other in zip(groups, beside, strict=True)]
        found = self.spans.sum(shares)
        return self.spans.ends(found, self._within(found, allowed))

    def _top_up(self, parts: tuple[Way, ...], allowed: Span | None) -> Span:
        """The sum of what each is above those before it, and by what the own are above all the others."""
        spans = [self._span(each) for each in parts]
        first, *further = spans
        before = (self.spans.greatest(spans[: place + 1]) for place in range(len(further)))
        above = [first, *map(self.spans.above, further, before)]
        found = self.spans.sum(self.of(each, span) for each, span in zip(parts, above, strict=True))
        own, others = self._told_apart(parts)
        surely = self.spans.above(self._greatest(own), self._greatest(others))
        touched = [span for each, span in zip(parts, spans, strict=True) if not leaves(each).isdisjoint(self.own)]
        least, most = self.spans.greatest((found, surely)), self.spans.least(found, self.spans.greatest(touched))
        beside = [span for each, span in zip(parts, above, strict=True) if each in others]
        return self._within(self.spans.ends(least, most), self._left(allowed, beside))

    def _best(self, way: Best, allowed: Span | None) -> Span:
        """What the one that is taken pays; of what is own, all that is greatest."""
        spans = [self._span(each) for each in way.parts]
        own, others = self._told_apart(way.parts)
        theirs = [span if each in others else self.spans.nothing for each, span in zip(way.parts, spans, strict=True)]
        mine = self._within(self.spans.greatest([*map(self._span, own)]), allowed) if own else self.spans.nothing
        rivals = [
            Rival(self.of(each, allowed), place, spans)
            if each in others
            else Rival(mine, place, [*theirs[:place], spans[place], *theirs[place + 1 :]])
            for place, each in enumerate(way.parts)
        ]
        return self.spans.taken(rivals, not way.is_crossed)

    def _told_apart(self, parts: tuple[Way, ...]) -> tuple[tuple[Way, ...], list[Way]]:
        """Those that are own, and those that are not, or only in part."""
        own = tuple(each for each in parts if leaves(each) <= self.own)
        return own, [each for each in parts if each not in own]

    def _greatest(self, parts: Collection[Way]) -> Span:
        return self.spans.greatest([self.spans.nothing, *map(self._span, parts)])

    def _within(self, span: Span, allowed: Span | None) -> Span:
        return span if allowed is None else self.spans.least(span, allowed)

    def _left(self, allowed: Span | None, others: Sequence[Span]) -> Span | None:
        """What others leave of what is allowed: for certain what they cannot take, at most all."""
        if allowed is None:
            return None
        return self.spans.ends(self.spans.above(allowed, self.spans.sum(others)), allowed)
