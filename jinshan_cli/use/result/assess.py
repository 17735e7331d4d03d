"""An edition, a firm and a date to an assessment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from jinshan_cli.core.combining.combination import Bounds
from jinshan_cli.core.combining.sums import paid, part, quantified
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import NOT_KNOWN, Interval, Truth
from jinshan_cli.core.policy import STATUSES, Benefit, Edition, Policy, Status
from jinshan_cli.core.rules.leeway import unlimited
from jinshan_cli.core.rules.nodes import Quantity
from jinshan_cli.core.timing import TIMINGS
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.hanging import missing
from jinshan_cli.engines.near import near_miss
from jinshan_cli.use.result.assessment import Assessment, BenefitResult, PolicyResult
from jinshan_cli.use.result.summing import bounds_of, jointly, sums_of, tied
from jinshan_cli.use.result.warnings import doubts_of

STATUS_OF: dict[Truth, Status] = {True: "eligible", None: "undetermined", False: "ineligible"}


def assess(edition: Edition, firm: Firm, as_of: date) -> Assessment:
    """Every policy of the edition for a firm on a date. Status never depends on the date."""
    known = Knowledge(edition, firm)
    bounds = bounds_of(known)
    policies = _beside([_assess_policy(policy, known, as_of) for policy in edition.policies], bounds, known)
    rows = [(policy.policy.number, result) for policy in policies for result in policy.benefits]
    now, asked = [row for row in rows if row[1].moment.is_now], [row for row in rows if row[1].moment.is_asked_first]
    return Assessment(
        edition,
        as_of,
        firm,
        derived_facts(known),
        _defaults(known),
        doubts_of(known),
        policies,
        sums_of(now, bounds, known),
        tied(sums_of(asked, bounds, known), asked, now, bounds),
        bounds,
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
    loose = {key for result in best for key in result.missing}
    timing = min((result.timing for result in best), key=TIMINGS.index)
    return PolicyResult(
        policy.for_firm(known.options), status, timing, None, known.edition.facts.in_order(loose), results
    )


def _beside(policies: Sequence[PolicyResult], bounds: Bounds, known: Knowledge) -> tuple[PolicyResult, ...]:
    """Each policy with what its benefits pay, and its eligible ones come to, beside those of the others."""
    paid_of = paid_by([each for policy in policies for each in policy.benefits], bounds)
    due = {each.benefit.id: each.amount for policy in policies for each in policy.of_status("eligible")}
    current = {each.benefit.id for policy in policies for each in policy.benefits if each.is_current}
    return tuple(
        _with_shares(_held(_with_amount(policy, due, current, bounds), known, bounds), paid_of) for policy in policies
    )


def _with_amount(
    policy: PolicyResult, due: Mapping[str, Interval | None], current: set[str], bounds: Bounds
) -> PolicyResult:
    """With what those of its benefits come to that have a sum, beside any that others may have."""
    own = {each.benefit.id: each.amount for each in policy.of_status("eligible")}
    amounts = quantified(own)
    if not amounts:
        return policy
    others = {key: NOT_KNOWN if amount is None else amount for key, amount in due.items() if key not in own}
    if current.issuperset(amounts):
        others = {key: amount for key, amount in others.items() if key in current}
    return replace(policy, amount=part(tuple(amounts), {**others, **amounts}, bounds))


def _held(policy: PolicyResult, known: Knowledge, bounds: Bounds) -> PolicyResult:
    """With its amount held to what its benefits come to jointly, where nothing beside them cuts it."""
    own = frozenset(each.benefit.id for each in policy.benefits)
    if policy.amount is None or policy.amount.is_point or _reaches_beyond(own, known.edition):
        return policy
    return replace(policy, amount=jointly(policy.benefits, known, bounds))


def _reaches_beyond(own: frozenset[str], edition: Edition) -> bool:
    return any(not own.isdisjoint(each.benefits) and not own.issuperset(each.benefits) for each in edition.combinations)


def _with_shares(policy: PolicyResult, paid_of: Mapping[str, Interval]) -> PolicyResult:
    cut = {each.benefit.id for each in policy.benefits if each.amount != paid_of.get(each.benefit.id, each.amount)}
    if not cut:
        return policy
    results = (
        replace(each, share=paid_of[each.benefit.id]) if each.benefit.id in cut else each for each in policy.benefits
    )
    return replace(policy, benefits=tuple(results))


def paid_by(results: Collection[BenefitResult], bounds: Bounds) -> dict[str, Interval]:
    """What each pays, where there are combinations: beside the others of the same sum (now, asked first), where it is
    in none beside all."""
    if not bounds:
        return {}
    open_ones = {each.benefit.id for each in results if each.status == "undetermined"}
    now = [each for each in results if each.moment.is_now]
    asked = [each for each in results if each.moment.is_asked_first]
    found: dict[str, Interval] = {}
    for those in (results, asked, now):
        had = {each.benefit.id: each.amount for each in those if each.status != "ineligible"}
        found |= paid(had, open_ones, bounds)
    return found


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
        is_untold=_is_untold(amount, rule.amount, known),
    )


def _is_untold(amount: Interval | None, rule: Quantity | None, known: Knowledge) -> bool:
    if amount is None or amount.high is not None or rule is None:
        return False
    return truth(unlimited(rule), known) is not True
