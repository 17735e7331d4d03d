"""Benefits that do not simply add up: as an edition writes it, as it is for a firm, and what it did to a sum."""

from collections.abc import Collection
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.intervals import Interval

How = Literal["exclusive", "cap", "top_up", "unsettled"]


@dataclass(frozen=True, kw_only=True)
class Combination(DataModel):
    """Benefits of one kind that do not simply add up. All combinations hold at once; a firm takes what pays most."""

    kind: How
    """`exclusive`: one of them only. `cap`: together at most `amount`. `top_up`: each gives only what it is above those
    before it. `unsettled`: the source does not say; at least the greatest alone, at most the sum"""
    benefits: tuple[str, ...]
    amount: str | None = None
    """of a cap: a quantity of money in the rule language"""
    source: str = ""

    def among(self, ids: Collection[str]) -> tuple[str, ...]:
        """Those of its benefits that are there; none where nothing is combined."""
        found = tuple(each for each in self.benefits if each in ids)
        return found if len(found) > (self.kind != "cap") else ()

    def crosses(self, own: Collection[str], ids: Collection[str]) -> bool:
        """True if it combines some of those that are there with others of them."""
        inside = [each in own for each in self.among(ids)]
        return any(inside) and not all(inside)


@dataclass(frozen=True, slots=True)
class Bound:
    """A combination as it is for a firm."""

    combination: Combination
    limit: Interval | None = None
    """in fen: what a cap comes to"""
    words: str = ""
    """what a cap is, in words; empty: a sum that says so itself"""
    unquantified: tuple[str, ...] = ()
    """those of its benefits that have no sum, due or not"""


Bounds = tuple[Bound, ...]


@dataclass(frozen=True, slots=True)
class Combined:
    """A combination that applies to a firm."""

    bound: Bound
    benefits: tuple[str, ...]
    """those that are due, with a sum or without"""
    before: Interval
    """what they come to by the combinations before it, in fen"""
    after: Interval
    """and with it"""
    left_out: tuple[str, ...] = ()
    """of which nothing is paid"""
    unquantified: tuple[str, ...] = ()
    """those that have no sum: they are in neither figure"""

    @property
    def kind(self) -> How:
        """How they are combined."""
        return self.bound.combination.kind
