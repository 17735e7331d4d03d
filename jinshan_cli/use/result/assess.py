"""An edition, a firm and a date to an assessment: the one frozen result that every face reads."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jinshan_cli.core.combining import Combinations, Combined, applied, counted, paid
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import NOTHING, Interval, Truth
from jinshan_cli.core.outcome import NearMiss, Total, Verdict, total_of
from jinshan_cli.core.policy import KINDS, STATUSES, Benefit, Edition, Kind, Policy, Status
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.timing import TIMINGS, Moment, Reported, Timing
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing
from jinshan_cli.engines.near import near_miss
from jinshan_cli.use.result.warnings import doubts_of

STATUS_OF: dict[Truth, Status] = {True: "eligible", None: "undetermined", False: "ineligible"}


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

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is doubtful: a date outside the edition's time, then what does not fit together."""
        return tuple(filter(None, (say_outside(self.edition.header, self.as_of), *self.doubts)))

    @property
    def paid(self) -> dict[str, Interval]:
        """What each eligible or undetermined quantified benefit pays after combinations, by id."""
        told = {each.benefit.id: each.amount for _, each in self.benefits() if each.amount is not None}
        return paid(told, self.edition.combinations)

    @property
    def combined(self) -> tuple[Combined, ...]:
        """The combinations that apply: several of their quantified benefits are eligible, whatever the day."""
        due = {
            each.benefit.id: each.amount
            for _, each in self.benefits()
            if each.status == "eligible" and each.amount is not None
        }
        return tuple(applied(due, self.edition.combinations))

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


def assess(edition: Edition, firm: Firm, as_of: date) -> Assessment:
    """Every policy of the edition for a firm on a date. Status never depends on the date."""
    known = Knowledge(edition, firm)
    policies = tuple(_assess_policy(policy, known, as_of) for policy in edition.policies)
    rows = [(policy.policy.number, result) for policy in policies for result in policy.benefits]
    return Assessment(
        edition,
        as_of,
        firm,
        derived_facts(known),
        _defaults(known),
        doubts_of(known),
        policies,
        _sums([row for row in rows if row[1].moment.is_now], edition.combinations),
        _sums([row for row in rows if row[1].moment.is_asked_first], edition.combinations),
    )


def derived_facts(known: Knowledge) -> dict[str, Value | None]:
    """What follows from the other facts, for each derived fact that is not stated."""
    derived: dict[str, Value | None] = {}
    sizes = known.edition.sizes
    if sizes is not None and sizes.fact not in known.firm.facts:
        tiers = tuple(tier for tier in sizes.tiers if tier in known.options(sizes.fact))
        derived[sizes.fact] = tiers[0] if len(tiers) == 1 else None if tiers == sizes.tiers else tiers
    for key in known.edition.derivations:
        if key not in known.firm.facts:
            derived[key] = known.flag(key)
    return derived


def _defaults(known: Knowledge) -> dict[str, str]:
    facts = known.edition.facts
    return {fact.key: fact.default for fact in facts if fact.default and fact.key not in known.firm.facts}


def _assess_policy(policy: Policy, known: Knowledge, as_of: date) -> PolicyResult:
    results = tuple(assess_benefit(benefit, known, as_of) for benefit in policy.benefits)
    status = min((result.status for result in results), key=STATUSES.index)
    best = [result for result in results if result.status == status]
    amounts = {result.benefit.id: result.amount for result in best if result.amount is not None}
    parts = counted(amounts, known.edition.combinations).values()
    loose = {key for result in best for key in result.missing}
    return PolicyResult(
        policy,
        status,
        min((result.timing for result in best), key=TIMINGS.index),
        sum(parts, NOTHING) if parts and status == "eligible" else None,
        known.edition.facts.in_order(loose),
        results,
    )


def assess_benefit(benefit: Benefit, known: Knowledge, as_of: date) -> BenefitResult:
    """One benefit of the edition for what is known of a firm; one with a todo is open, whatever is known."""
    moment = known.edition.moment(benefit, as_of)
    if benefit.todo:
        return BenefitResult(benefit, "undetermined", moment, None, (), None)
    rule = known.edition.rules[benefit.id]
    holds = truth(rule.when, known)
    amount = None if rule.amount is None or holds is False else interval(rule.amount, known).to_smallest_unit()
    return BenefitResult(
        benefit,
        STATUS_OF[holds],
        moment,
        amount,
        known.edition.facts.in_order(missing(rule.when, known)) if holds is None else (),
        near_miss(rule.when, known) if holds is False else None,
    )


def _sums(rows: Sequence[tuple[int, BenefitResult]], combinations: Combinations) -> Sums:
    """Of policy numbers with their benefits."""
    due = [(number, result.benefit, result.amount) for number, result in rows if result.status == "eligible"]
    possible = [(result.benefit.kind, result.amount) for _, result in rows if result.status == "undetermined"]
    return Sums(
        {
            kind: total_of(
                ((number, benefit.id, amount) for number, benefit, amount in due if benefit.kind == kind), combinations
            )
            for kind in KINDS
        },
        {
            kind: sum(amounts, NOTHING)
            for kind in KINDS
            if (amounts := [amount for each, amount in possible if each == kind and amount is not None])
        },
    )
