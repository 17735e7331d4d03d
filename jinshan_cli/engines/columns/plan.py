"""A compiled edition: stages of expressions that judge a whole frame of firms, and what is read from the result.

Works on any frame that narwhals knows, lazy or not, and gives back the same kind.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.policy import Benefit, Kind
from jinshan_cli.core.timing import Moment
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import INFINITE, End
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.together import Pair, Together
from jinshan_cli.engines.columns.truths import Flag, Holds, Missing, both, either, guarded, negate, united
from jinshan_cli.engines.dialects import unworded, worded

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT


@dataclass(frozen=True)
class BenefitColumns:
    """Where a benefit's truth, amount and missing facts are found."""

    benefit: Benefit
    number: int
    """of its policy"""
    moment: Moment
    """where the date lies, the same for every firm"""
    holds: Holds
    amount: Pair | None
    """in fen; None if not quantified"""
    missing: Missing
    nothing: Flag = False
    """where it holds or may hold, and comes to 0 yuan"""

    @cached_property
    def due(self) -> Pair | None:
        """What totals count: the amount where the firm is eligible, 0 elsewhere; None if never anything."""
        if self.amount is None or not self.moment.is_now or self.holds.surely is False:
            return None
        low, high = (ends.select(self.holds.surely, end, ZERO) for end in self.amount)
        return low, high

    @property
    def bare(self) -> Pair | None:
        """Where it is due and has no sum, anything; 0 elsewhere; None if never anything."""
        if self.amount is not None or not self.moment.is_now or self.holds.surely is False:
            return None
        return ZERO, ends.select(self.holds.surely, INFINITE, ZERO)

    @property
    def sure(self) -> Pair:
        """What is sure of it, and the most: nothing where the firm is not eligible, no least where that is open; of one
        that is not quantified nothing, and anything."""
        low, high = self.amount or (ZERO, INFINITE)
        return ends.select(self.holds.surely, low, ZERO), ends.select(self.holds.possibly, high, ZERO)

    @cached_property
    def possible(self) -> End | None:
        """The most it could add where the firm may turn out eligible, 0 elsewhere; None if never anything."""
        unsettled = self.holds.unsettled
        if self.amount is None or not self.moment.is_now or unsettled is False:
            return None
        return ends.select(unsettled, self.amount[1], ZERO)


@dataclass(frozen=True, slots=True)
class PolicyColumns:
    """Where a policy's status and missing facts are found."""

    number: int
    eligible: Flag
    undetermined: Flag
    missing: Missing
    benefits: tuple[BenefitColumns, ...]
    together: Mapping[Kind, Pair] = field(default_factory=dict)
    """what is due of it, of the kinds in which its benefits do not simply add up"""
    barely: Mapping[Kind, End] = field(default_factory=dict)
    """of what is at least due of it, the fen that stand for something of which no more is known"""
    nothing: Flag = False
    """where all that the firm has or may have of it comes to 0 yuan"""

    @property
    def of_worth(self) -> "PolicyColumns":
        """The same without the firms that it gives nothing: to them it is neither for certain nor open."""
        if self.nothing is False:
            return self
        gives = negate(self.nothing)
        eligible, undetermined = both(self.eligible, gives), both(self.undetermined, gives)
        return replace(self, eligible=eligible, undetermined=undetermined, missing=guarded(self.missing, gives))

    @property
    def askable(self) -> Missing:
        """What its open verdicts hang on, but those on what is over by the day."""
        ahead = [benefit for benefit in self.benefits if benefit.moment.timing != "expired"]
        if len(ahead) == len(self.benefits):
            return self.missing
        return guarded(united(benefit.missing for benefit in ahead), self.undetermined)

    def sums(self) -> Iterator[tuple[str, Kind, Pair]]:
        """What is due of it, in parts that add up: name, kind, low and high."""
        for benefit in self.benefits:
            if benefit.due is not None and benefit.benefit.kind not in self.together:
                yield benefit.benefit.id, benefit.benefit.kind, benefit.due
        for kind, pair in self.together.items():
            yield f"together {kind}", kind, pair

    @property
    def unquantified(self) -> Flag:
        """Where something is due of which the source names no sum."""
        due = (benefit for benefit in self.benefits if benefit.amount is None and benefit.moment.is_now)
        return either(*(benefit.holds.surely for benefit in due))

    @property
    def asked_first(self) -> Flag:
        """Where the firm is eligible for something that only the department can say is still to be had."""
        asked = (benefit for benefit in self.benefits if benefit.moment.is_asked_first)
        return either(*(both(benefit.holds.surely, negate(benefit.nothing)) for benefit in asked))


Stage = tuple[dict[str, ex.Expr], ...]
"""columns in parts, each of which may use those before; the last holds what was asked for"""


def in_parts(stages: Iterable[Mapping[str, ex.Expr]]) -> tuple[Stage, ...]:
    """Stages that are none, left out; in the others what stands at several places is a column before them."""
    told = enumerate(filter(None, stages))
    return tuple(tuple(ex.written_once(whole, f"~{place}.")) for place, whole in told)


@dataclass(frozen=True)
class Staged:
    """What is compiled for the facts that have columns. One serves any number of frames, which find its expressions,
    and their words, as the first one left them."""

    stages: tuple[Stage, ...]

    def evaluate(self, frame: "IntoFrameT", at_hand: bool = False) -> "IntoFrameT":
        """The typed frame with the columns of every stage. Best given lazy, and collected once.

        `at_hand`: it will be collected whole, and need not stream.
        """
        worked, words = worded(frame, at_hand)
        for stage in self.stages:
            for part in stage:
                worked = worked.with_columns(*(expr.put(words).alias(name) for name, expr in part.items()))
            if before := stage[:-1]:
                worked = worked.drop(*chain.from_iterable(before))
        native: IntoFrameT = unworded(worked)
        return native


@dataclass(frozen=True, slots=True)
class Plan(Staged):
    """An edition on a date. The last stage holds the contract's columns, the others working columns."""

    policies: tuple[PolicyColumns, ...]
    barely: Mapping[Kind, End] = field(default_factory=dict)
    """of `<kind>_low`, the fen that stand for something of which no more is known"""
    together: Together = field(default_factory=Together)

    @cached_property
    def paid(self) -> dict[str, Pair]:
        """What each that is quantified pays after combinations, by id: beside the others of the same sum (now,
        asked first), where it is in none beside all."""
        those = [each for policy in self.policies for each in policy.benefits]
        now = [each for each in those if each.moment.is_now]
        asked = [each for each in those if each.moment.is_asked_first]
        found: dict[str, Pair] = {}
        for beside in (those, asked, now):
            amounts = {each.benefit.id: each.amount for each in beside if each.amount}
            found |= self.together.paid(amounts, {each.benefit.id: each.sure for each in beside})
        return found

    def paid_of(self, benefit: BenefitColumns) -> Pair | None:
        """What one pays after combinations, in fen; None if not quantified."""
        return self.paid.get(benefit.benefit.id, benefit.amount)
