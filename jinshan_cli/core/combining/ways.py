"""What benefits come to together, as a tree of sums, maxima and caps over what each comes to by itself.

All combinations hold at once, and what is paid is the best that they leave: a greater amount never pays less.
Combinations that hold whole others are worked from the inside outwards; ones that cross are taken apart.
"""

from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Literal, TypeVar

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.dataclass import dataclass, replace

Item = TypeVar("Item", bound=Hashable)

MOST = 400
"""steps in which crossing combinations are taken apart"""


@dataclass(frozen=True, slots=True)
class Alone:
    """What a benefit comes to by itself."""

    id: str


@dataclass(frozen=True, slots=True)
class Limit:
    """What the cap at a place among the combinations comes to."""

    place: int


@dataclass(frozen=True, slots=True)
class All:
    """All of them."""

    parts: "tuple[Way, ...]"


@dataclass(frozen=True, slots=True)
class Best:
    """The greatest of them, of equals the first."""

    parts: "tuple[Way, ...]"
    is_crossed: bool = False
    """where combinations cross: nothing says which of equals is taken"""


@dataclass(frozen=True, slots=True)
class TopUp:
    """The first, and of each further one what it is above those before it."""

    parts: "tuple[Way, ...]"


@dataclass(frozen=True, slots=True)
class Capped:
    """The part, no more of it than the limit."""

    part: "Way"
    limit: "Way"


@dataclass(frozen=True, slots=True)
class Crossed:
    """The least of the two: what is outside a cap, with the cap; and all, without that cap."""

    outside: "Way"
    all: "Way"


Way = Alone | Limit | All | Best | TopUp | Capped | Crossed


@lru_cache(maxsize=4096)
def leaves(way: Way) -> frozenset[str]:
    """The benefits in it, and those whose sum it is held to, as what is topped up is."""
    match way:
        case Alone(benefit):
            return frozenset((benefit,))
        case Limit():
            return frozenset()
        case All(parts) | Best(parts) | TopUp(parts):
            return frozenset().union(*map(leaves, parts))
        case Capped(one, other) | Crossed(one, other):
            return leaves(one) | leaves(other)


class TooCrossedError(ValueError):
    """Combinations that cross each other in more ways than can be taken apart."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """A combination of what is at some names; each stands for a benefit, or for several that are combined already."""

    kind: Literal["exclusive", "cap", "top_up"]
    names: tuple[str, ...]
    limit: Way | None = None

    def within(self, names: Iterable[str]) -> "_Tie":
        kept = frozenset(names)
        return replace(self, names=tuple(name for name in self.names if name in kept))

    @property
    def matters(self) -> bool:
        return len(self.names) > (self.kind != "cap")


@lru_cache(maxsize=1024)
def ways(ids: tuple[str, ...], combinations: tuple[Combination, ...], strict: bool) -> Way:
    """What these benefits come to together; of what is unsettled with `strict` the least, else the most.

    Raises TooCrossedError.
    """
    ties = []
    for place, each in enumerate(combinations):
        if each.kind == "cap":
            ties.append(_Tie("cap", each.benefits, Limit(place)))
        elif each.kind != "unsettled":
            ties.append(_Tie(each.kind, each.benefits))
        elif strict:
            ties.append(_Tie("exclusive", each.benefits))
    return _Solver().solved({each: Alone(each) for each in ids}, ties)


@dataclass(slots=True)
class _Solver:
    steps: int = 0

    def solved(self, items: Mapping[str, Way], ties: Iterable[_Tie]) -> Way:
        self.steps += 1
        if self.steps > MOST:
            raise TooCrossedError
        left = [tie for tie in (each.within(items) for each in ties) if tie.matters]
        found = groups(items, (tie.names for tie in left))
        if len(found) != 1:
            return _one(All, tuple(self._group({name: items[name] for name in group}, left) for group in found))
        return self._group(items, left)

    def _group(self, items: Mapping[str, Way], ties: list[_Tie]) -> Way:
        ties = [tie for tie in ties if not items.keys().isdisjoint(tie.names)]
        whole = next((tie for tie in ties if _is_whole(tie, ties)), None)
        if whole is not None:
            return self._merged(items, ties, whole)
        kinds = {tie.kind: tie for tie in reversed(ties)}
        if not kinds:
            return _one(All, tuple(items.values()))
        tie = kinds.get("exclusive") or kinds.get("top_up") or kinds["cap"]
        others = [each for each in ties if each is not tie]
        match tie.kind:
            case "exclusive":
                apart = (_without(items, [name for name in tie.names if name != kept]) for kept in tie.names)
                return Best(tuple(self.solved(each, others) for each in apart), is_crossed=True)
            case "top_up":
                *first, last = tie.names
                above = [replace(tie, names=tuple(first)), _Tie("cap", tie.names, items[last])]
                taken = self.solved(items, [*others, *above])
                return Best((taken, self.solved(_without(items, [last]), ties)), is_crossed=True)
            case "cap":
                return self._uncrossed(items, tie, others)

    def _merged(self, items: Mapping[str, Way], ties: list[_Tie], tie: _Tie) -> Way:
        """What a combination makes of whole items stands for them in those around it."""
        parts = tuple(items[name] for name in tie.names)
        found: Way
        if tie.kind == "cap":
            assert tie.limit is not None
            found = Capped(_one(All, parts), tie.limit)
        else:
            found = (Best if tie.kind == "exclusive" else TopUp)(parts)
        first, *others = tie.names
        kept = {name: found if name == first else item for name, item in _without(items, others).items()}
        return self.solved(kept, [each for each in ties if each is not tie])

    def _uncrossed(self, items: Mapping[str, Way], tie: _Tie, others: list[_Tie]) -> Way:
        """By the duality of linear programs, which is exact if the caps are two families of nested ones."""
        if not _are_two_families([tie, *others]):
            raise TooCrossedError
        assert tie.limit is not None
        rest = _without(items, tie.names)
        outside = All((tie.limit, self.solved(rest, others))) if rest else tie.limit
        return Crossed(outside, self.solved(items, others))


def _one(kind: Any, parts: tuple[Way, ...]) -> Way:
    found: Way = parts[0] if len(parts) == 1 else kind(parts)
    return found


def _without(items: Mapping[str, Way], names: Iterable[str]) -> dict[str, Way]:
    gone = frozenset(names)
    return {name: item for name, item in items.items() if name not in gone}


def apart(ids: Iterable[str], combinations: Iterable[Combination]) -> list[tuple[str, ...]]:
    """The benefits that no combination joins with others, in order."""
    order = tuple(ids)
    return groups(order, (each.among(order) for each in combinations))


def groups(items: Iterable[Item], ties: Iterable[Iterable[Item]]) -> list[tuple[Item, ...]]:
    """The items that no tie joins with others, in order."""
    of = {name: {name} for name in items}
    places = {name: place for place, name in enumerate(of)}
    for tie in ties:
        joined = set().union(*(of[name] for name in tie))
        of |= dict.fromkeys(joined, joined)
    each = {id(group): group for group in of.values()}
    return [tuple(sorted(group, key=places.__getitem__)) for group in each.values()]


def _is_whole(tie: _Tie, ties: Iterable[_Tie]) -> bool:
    """True if every other combination has all of its items or none, so that they may be seen as one item."""
    names = frozenset(tie.names)
    around = [each for each in ties if each is not tie and not names.isdisjoint(each.names)]
    if not all(names <= frozenset(each.names) for each in around):
        return False
    fitting = ("cap",) if tie.kind != "exclusive" else ("cap", "exclusive")
    return all(each.kind in fitting for each in around)


def _are_two_families(ties: list[_Tie]) -> bool:
    """True if the caps can be told in two lots, none of which has two that cross."""
    sets = [frozenset(tie.names) for tie in ties]
    crossing = {
        i: [j for j, other in enumerate(sets) if one & other and not (one <= other or other <= one)]
        for i, one in enumerate(sets)
    }
    lot: dict[int, bool] = {}
    for start in crossing:
        waiting = [(start, lot.get(start, True))]
        while waiting:
            at, side = waiting.pop()
            if at not in lot:
                lot[at] = side
                waiting += [(other, not side) for other in crossing[at]]
            elif lot[at] is not side:
                return False
    return True
