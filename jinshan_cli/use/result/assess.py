"""An edition, a firm and a date to an assessment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from jinshan_cli.core.combining.combination import Bound, Bounds
from jinshan_cli.core.combining.shared import due
from jinshan_cli.core.combining.sums import paid, part, together
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval, Truth, least
from jinshan_cli.core.outcome import Total, total_of
from jinshan_cli.core.policy import KINDS, STATUSES, Benefit, Edition, Policy, Status
from jinshan_cli.core.rules.leeway import unlimited
from jinshan_cli.core.rules.nodes import Constant, Quantity
from jinshan_cli.core.rules.words import say_quantity
from jinshan_cli.core.timing import TIMINGS
from jinshan_cli.engines.evaluate import Knowledge, interval, span_of, truth
from jinshan_cli.engines.hanging import missing
from jinshan_cli.engines.near import near_miss
from jinshan_cli.use.result.assessment import Assessment, BenefitResult, PolicyResult, Sums
from jinshan_cli.use.result.warnings import doubts_of

STATUS_OF: dict[Truth, Status] = {True: "eligible", None: "undetermined", False: "ineligible"}


def assess(edition: Edition, firm: Firm, as_of: date) -> Assessment:
    """Every policy of the edition for a firm on a date. Status never depends on the date."""
    known = Knowledge(edition, firm)
    bounds = bounds_of(known)
    policies = _beside([_assess_policy(policy, known, as_of) for policy in edition.policies], bounds, known)
    rows = [(policy.policy.number, result) for policy in policies for result in policy.benefits]
    return Assessment(
        edition,
        as_of,
        firm,
        derived_facts(known),
        _defaults(known),
        doubts_of(known),
        policies,
        _sums([row for row in rows if row[1].moment.is_now], bounds, known),
        _sums([row for row in rows if row[1].moment.is_asked_first], bounds, known),
        bounds,
    )


def bounds_of(known: Knowledge) -> Bounds:
    """The combinations of the edition, with what their caps come to for the firm."""
    return tuple(_bound(place, known) for place in range(len(known.edition.combinations)))


def _bound(place: int, known: Knowledge) -> Bound:
    combination, limit = known.edition.combinations[place], known.edition.limits.get(place)
    if limit is None:
        return Bound(combination)
    words = "" if isinstance(limit, Constant) else say_quantity(limit, known.edition.facts)
    return Bound(combination, interval(limit, known).to_smallest_unit(), words)


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
    paid_of = _paid([each for policy in policies for each in policy.benefits], bounds)
    due = {each.benefit.id: each.amount for policy in policies for each in policy.of_status("eligible")}
    current = {each.benefit.id for policy in policies for each in policy.benefits if each.is_current}
    amounts = {key: amount for key, amount in due.items() if amount is not None}
    return tuple(
        _with_shares(_held(_with_amount(policy, amounts, current, bounds), known, bounds), paid_of)
        for policy in policies
    )


def _with_amount(
    policy: PolicyResult, amounts: Mapping[str, Interval], current: set[str], bounds: Bounds
) -> PolicyResult:
    own = [each.benefit.id for each in policy.benefits if each.benefit.id in amounts]
    if not own:
        return policy
    beside = amounts if not current.issuperset(own) else {key: amounts[key] for key in amounts if key in current}
    return replace(policy, amount=part(own, beside, bounds))


def _held(policy: PolicyResult, known: Knowledge, bounds: Bounds) -> PolicyResult:
    """With its amount held to what its benefits come to jointly, where nothing beside them cuts it."""
    own = frozenset(each.benefit.id for each in policy.benefits)
    if policy.amount is None or policy.amount.is_point or _reaches_beyond(own, known.edition):
        return policy
    return replace(policy, amount=jointly(policy.benefits, known, bounds))


def _reaches_beyond(own: frozenset[str], edition: Edition) -> bool:
    return any(not own.isdisjoint(each.benefits) and not own.issuperset(each.benefits) for each in edition.combinations)


def jointly(results: Iterable[BenefitResult], known: Knowledge, bounds: Bounds) -> Interval:
    """What the eligible ones come to, in fen; a fact that several amounts share is one fact."""
    edition = known.edition
    quantified = [each for each in results if not each.benefit.todo and edition.rules[each.benefit.id].amount]
    amounts = {each.benefit.id: each.amount for each in quantified if each.status == "eligible" and each.amount}
    found = together(amounts, bounds)
    if found.is_point:
        return found
    groups = edition.shared.of(tuple(each.benefit.id for each in quantified))
    told = {due(each.benefit.id).key: each.status == "eligible" for each in quantified}
    beside = Knowledge(edition, replace(known.firm, facts={**known.firm.facts, **told})) if groups else known
    alone = dict(amounts)
    parts = []
    for group in groups:
        those = {key: alone.pop(key) for key in group.benefits if key in alone}
        ends = (span_of(end, beside) for end in (group.least, group.greatest))
        parts.append(group.narrowed(together(those, bounds), *ends))
    return sum(parts, together(alone, bounds))


def _with_shares(policy: PolicyResult, paid_of: Mapping[str, Interval]) -> PolicyResult:
    cut = {each.benefit.id for each in policy.benefits if each.amount != paid_of.get(each.benefit.id, each.amount)}
    if not cut:
        return policy
    results = (
        replace(each, share=paid_of[each.benefit.id]) if each.benefit.id in cut else each for each in policy.benefits
    )
    return replace(policy, benefits=tuple(results))


def _paid(results: Sequence[BenefitResult], bounds: Bounds) -> dict[str, Interval]:
    """What each pays: beside the others of the same sum (now, asked first), where it is in none beside all."""
    if not bounds:
        return {}
    open_ones = {each.benefit.id for each in results if each.status == "undetermined"}
    now = [each for each in results if each.moment.is_now]
    asked = [each for each in results if each.moment.is_asked_first]
    found: dict[str, Interval] = {}
    for those in (results, asked, now):
        found |= paid({each.benefit.id: each.amount for each in those if each.amount is not None}, open_ones, bounds)
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


def _sums(rows: Sequence[tuple[int, BenefitResult]], bounds: Bounds, known: Knowledge) -> Sums:
    """Of policy numbers with their benefits."""
    sums = {kind: jointly((each for _, each in rows if each.benefit.kind == kind), known, bounds) for kind in KINDS}
    told = {
        kind: [(number, each) for number, each in rows if each.benefit.kind == kind and each.status != "ineligible"]
        for kind in KINDS
    }
    return Sums(
        {kind: _total(those, bounds, known, sums[kind]) for kind, those in told.items()},
        {kind: potential for kind, those in told.items() if (potential := _potential(those, bounds))},
    )


def _total(rows: Sequence[tuple[int, BenefitResult]], bounds: Bounds, known: Knowledge, jointly: Interval) -> Total:
    due = [(number, each.benefit.id, each.amount) for number, each in rows if each.status == "eligible"]
    total = total_of(due, bounds, jointly)
    endless = [each for _, each in rows if each.status == "eligible" and each.amount and each.amount.high is None]
    return replace(total, is_untold=total.amount.high is None and all(each.is_untold for each in endless))


def _potential(rows: Sequence[tuple[int, BenefitResult]], bounds: Bounds) -> Interval | None:
    """What undetermined benefits could add to what is due, beside it; None if there are none that are quantified."""
    every = {each.benefit.id: each.amount for _, each in rows if each.amount is not None}
    possible = {each.benefit.id for _, each in rows if each.status == "undetermined" and each.amount is not None}
    if not possible:
        return None
    due, open_ones = ({key: every[key] for key in every if (key in possible) is one} for one in (False, True))
    alone, whole, sure = (together(those, bounds) for those in (open_ones, every, due))
    if not any(bound.combination.among(every) for bound in bounds):
        return alone
    return least((Interval(0, alone.high), Interval(0, (whole - Interval.point(sure.low or 0)).high)))
