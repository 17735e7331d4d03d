"""What there is to say about a firm on a date: the one frozen result that every face reads."""

from collections.abc import Iterable, Mapping
from datetime import date

from jinshan_cli.core.combining.combination import Bounds, Combined
from jinshan_cli.core.combining.sums import applied
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import NearMiss, Total, Verdict
from jinshan_cli.core.policy import Benefit, Edition, Kind, Policy, Status
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.timing import Moment, Reported, Timing
from jinshan_cli.core.written.voice import spoken_as


@dataclass(frozen=True, slots=True)
class BenefitResult(Verdict):
    """What one benefit is to the firm."""

    benefit: Benefit
    status: Status
    moment: Moment
    """where the day lies, whoever the firm is"""
    amount: Interval | None
    """in fen: due if eligible, possible if undetermined; None if not quantified or ineligible"""
    missing: tuple[str, ...]
    """the facts the verdict still hangs on; empty unless undetermined, and where it hangs on a todo"""
    near_miss: NearMiss | None
    share: Interval | None = None
    """in fen: what it pays beside the others, where that is not its amount"""
    is_untold: bool = False
    """True if its amount has no upper end, and not since the source states none: more is still to be told"""

    @property
    def paid(self) -> Interval | None:
        """What it pays after combinations: due if eligible, possible if undetermined; None if not quantified."""
        return self.amount if self.share is None else self.share

    @property
    def reported(self) -> tuple[Reported, ...]:
        """What notes know of its time."""
        return self.moment.reported


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy is to the firm: the best of its benefits."""

    policy: Policy
    status: Status
    timing: Timing
    amount: Interval | None
    """in fen: what its eligible quantified benefits come to together; None if there is none"""
    missing: tuple[str, ...]
    benefits: tuple[BenefitResult, ...]

    @property
    def gives_nothing(self) -> bool:
        """True if each of its benefits that the firm has or may have comes to 0 yuan."""
        best = [result for result in self.benefits if result.status != "ineligible"]
        return bool(best) and all(result.gives_nothing for result in best)

    @property
    def is_open(self) -> bool:
        """True if something still to be told may change its status, and what the firm gets."""
        return self.status == "undetermined" and not self.gives_nothing

    def of_status(self, status: Status) -> tuple[BenefitResult, ...]:
        """Its benefits of one status."""
        return tuple(result for result in self.benefits if result.status == status)


@dataclass(frozen=True, slots=True)
class Sums:
    """What eligible benefits come to, and what undetermined ones could add."""

    totals: Mapping[Kind, Total]
    """every kind is there"""
    potential: Mapping[Kind, Interval]
    """per kind that has any"""
    beside: Mapping[Kind, tuple[int, ...]]
    """numbers of the policies with an undetermined benefit that is not quantified, so in no potential; every kind"""


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything there is to say about a firm on a date. Same input, same assessment."""

    edition: Edition
    as_of: date
    firm: Firm
    derived: Mapping[str, Value | None]
    """facts that follow from others; None if nothing does"""
    defaults: Mapping[str, str]
    """choices that nobody stated and that hold by default"""
    doubts: tuple[str, ...]
    """what does not fit together in what the firm says"""
    policies: tuple[PolicyResult, ...]
    now: Sums
    """of what can be had now"""
    ask_first: Sums
    """of what the department has to be asked about first"""
    bounds: Bounds
    """what does not simply add up, as it is for the firm"""

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful: a date outside the edition's time, then what does not fit together."""
        with spoken_as(self.edition.voice):
            return tuple(filter(None, (say_outside(self.edition, self.as_of), *self.doubts)))

    @property
    def paid(self) -> dict[str, Interval]:
        """What each eligible or undetermined quantified benefit pays after combinations, by id."""
        return {each.benefit.id: each.paid for _, each in self.benefits() if each.paid is not None}

    @property
    def combined(self) -> tuple[Combined, ...]:
        """The combinations that apply: several of their benefits are eligible, one with a sum, whatever the day."""
        due = {each.benefit.id: each.amount for _, each in self.benefits() if each.status == "eligible"}
        return tuple(applied(due, self.bounds))

    @property
    def totals(self) -> Mapping[Kind, Total]:
        """What is eligible and to be had now; every kind is there."""
        return self.now.totals

    @property
    def potential(self) -> Mapping[Kind, Interval]:
        """Undetermined quantified benefits that could be had now, per kind that has any."""
        return self.now.potential

    def benefits(self) -> Iterable[tuple[PolicyResult, BenefitResult]]:
        """Every benefit with its policy, in the order of the table."""
        return ((policy, benefit) for policy in self.policies for benefit in policy.benefits)
