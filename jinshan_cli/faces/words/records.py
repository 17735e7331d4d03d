"""The contract's JSON: policies, activities, facts and an assessment as plain records. Money is in yuan."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from jinshan_cli.core.activity import Activity, Entry
from jinshan_cli.core.combining.combination import Combined
from jinshan_cli.core.combining.words import say_combined, written_of
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import NearMiss, Total
from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.timing import Claim, Period, Reported, Timing, stated_days
from jinshan_cli.core.written.dates import day_of
from jinshan_cli.core.written.figures import decimal, yuan
from jinshan_cli.faces.words.rows import row_record
from jinshan_cli.use.result.assessment import Assessment, BenefitResult, PolicyResult, Sums
from jinshan_cli.use.result.derivation import Derivations, derivations_of
from jinshan_cli.use.result.reasons import Reason, Reasons, reasons_of
from jinshan_cli.use.tables.parts import parameters_of

Record = dict[str, Any]


def assessment_record(assessment: Assessment) -> Record:
    """The object of `match --json`."""
    facts, firm = assessment.edition.facts, assessment.firm
    known = {key: value_record(facts[key], firm.facts[key]) for key in facts.in_order(set(firm.facts))}
    derived = {
        key: None if value is None else value_record(facts[key], value) for key, value in assessment.derived.items()
    }
    told = _Told(reasons_of(assessment), derivations_of(assessment), assessment.paid)
    return {
        "edition": assessment.edition.header.id,
        "as_of": assessment.as_of.isoformat(),
        "firm": {
            "name": firm.name,
            "facts": known,
            "derived": derived,
            "defaults": dict(assessment.defaults),
        },
        "totals": _sums_record(assessment.now),
        "ask_first": _sums_record(assessment.ask_first),
        "untold": [kind for kind, total in assessment.totals.items() if total.is_untold],
        "combinations": [_combined(combined) for combined in assessment.combined],
        "warnings": list(assessment.warnings),
        "notice": assessment.edition.header.notice,
        "policies": [_policy_result(result, assessment, told) for result in assessment.policies],
    }


def _combined(combined: Combined) -> Record:
    return {
        "kind": combined.kind,
        "benefits": list(combined.benefits),
        "limit": amount_record(combined.bound.limit),
        "before": amount_record(combined.before),
        "after": amount_record(combined.after),
        "left_out": list(combined.left_out),
        "words": say_combined(combined),
    }


def value_record(fact: Fact, value: Value) -> Any:
    """A flag, an option key or several, a number (day, percentage) as in a firm file, or `{low, high}` for a range."""
    if not isinstance(value, Interval):
        return list(value) if isinstance(value, tuple) else value
    low, high = (None if end is None else int(end) for end in (value.low, value.high))
    if value.is_point:
        return _figure(fact, low)
    return {"low": _figure(fact, low if low or fact.type != "date" else None), "high": _figure(fact, high)}


def _figure(fact: Fact, number: int | None) -> Any:
    if number is None:
        return None
    match fact.type:
        case "date":
            return day_of(number)
        case "percent":
            return f"{decimal(number, fact.places)}%"
        case _:
            return decimal(number, fact.places)


def amount_record(amount: Interval | None) -> Record | None:
    """`{low, high}`; high null has no stated upper limit; None is not quantified."""
    if amount is None:
        return None
    return {"low": _yuan(amount.low), "high": _yuan(amount.high)}


def policy_record(policy: Policy, edition: Edition, as_of: date) -> Record:
    """The object of `show --json` and `list --json`."""
    return {
        **_contacts(policy, edition),
        "summary": policy.summary,
        "notes": [row_record(note, defaults=False) for note in policy.notes],
        "benefits": [
            {
                "id": benefit.id,
                "title": benefit.title,
                "kind": benefit.kind,
                "novelty": benefit.novelty,
                "summary": benefit.summary,
                "reading": benefit.reading,
                **_time(benefit, as_of, edition.moment(benefit, as_of).timing),
                "when": benefit.when,
                "amount": benefit.amount,
                "unchecked": list(benefit.unchecked),
                **_handling(policy, benefit),
                "todo": benefit.todo,
            }
            for benefit in policy.benefits
        ],
        "combinations": combination_records([benefit.id for benefit in policy.benefits], edition),
        "parameters": [{"name": name, **row_record(figure)} for name, figure in parameters_of(policy, edition).items()],
    }


def combination_records(own: Collection[str], edition: Edition) -> list[Record]:
    """Those that have one of these benefits, as the edition has them."""
    return [row_record(each) for each, _ in written_of(own, edition)]


def activity_record(activity: Activity) -> Record:
    """The object of `activities --json`."""
    return {
        "number": activity.number,
        "measure": activity.measure,
        "title": activity.title,
        "departments": list(activity.departments),
        "tags": list(activity.tags),
        "schedule": [_entry_record(entry) for entry in activity.schedule],
    }


def fact_record(fact: Fact, edition: Edition) -> Record:
    """The object of `facts --json`."""
    return {
        "key": fact.key,
        "label": fact.label,
        "type": fact.type,
        "options": list(fact.option_keys),
        "option_labels": [option.label for option in fact.options],
        "group": fact.group,
        "policies": list(edition.used_by[fact.key]),
        "aliases": list(fact.aliases),
        "help": fact.help,
    }


class _Told(NamedTuple):
    """What is told of every benefit beside its result, by its id."""

    reasons: Reasons
    derivations: Derivations
    paid: Mapping[str, Interval]


def _policy_result(result: PolicyResult, assessment: Assessment, told: _Told) -> Record:
    return {
        **_contacts(result.policy, assessment.edition),
        "status": result.status,
        "timing": result.timing,
        "amount": amount_record(result.amount),
        "nothing": result.gives_nothing,
        "missing": list(result.missing),
        "benefits": [_benefit_result(benefit, assessment, told) for benefit in result.benefits],
    }


def _benefit_result(result: BenefitResult, assessment: Assessment, told: _Told) -> Record:
    benefit, as_of = result.benefit, assessment.as_of
    return {
        "id": benefit.id,
        "title": benefit.title,
        "kind": benefit.kind,
        "status": result.status,
        "timing": result.timing,
        **_time(benefit, as_of, result.timing),
        "reported": [reported_record(reported) for reported in result.reported],
        "amount": amount_record(result.amount),
        "nothing": result.gives_nothing,
        "paid": amount_record(told.paid.get(result.benefit.id)),
        "missing": list(result.missing),
        "unchecked": list(benefit.unchecked),
        **_handling(assessment.edition.policy_of[benefit.id], benefit),
        "todo": benefit.todo,
        "derivation": list(told.derivations[benefit.id]),
        "reasons": [_reason(reason) for reason in told.reasons[benefit.id]],
        "near_miss": _near_miss(result.near_miss, assessment.edition),
    }


def _reason(reason: Reason) -> Record:
    others = [_reason(alternative) for alternative in reason.alternatives]
    return {"text": reason.text, "holds": reason.holds, "alternatives": others}


def reported_record(reported: Reported) -> Record:
    """What a note knows of a benefit's time on the day."""
    return {
        "kind": reported.kind,
        "starts": _day(reported.starts),
        "ends": _day(reported.ends),
        "text": reported.text,
        "citation": reported.citation,
        "timing": reported.timing,
    }


def _time(benefit: Benefit, as_of: date, timing: Timing) -> Record:
    """What the source states of its time; `starts` and `ends` are of the window that decides the timing."""
    starts, ends = stated_days(benefit.window, as_of, timing)
    return {
        "starts": _day(starts),
        "ends": _day(ends),
        "period": _window(benefit.period, as_of),
        "claim": _window(benefit.claim, as_of),
        "pending": benefit.pending,
    }


def _handling(policy: Policy, benefit: Benefit) -> Record:
    """How it is had: lists of papers and steps, a link, an address, why it is suspended."""
    how = policy.handling(benefit)._asdict()
    return {name: list(told) if isinstance(told, tuple) else told for name, told in how.items()}


def _window(window: Claim | Period | None, as_of: date) -> Record | None:
    if window is None:
        return None
    starts, ends = window.days(as_of)
    every = {"every": window.every} if isinstance(window, Claim) else {}
    return {"starts": _day(starts), "ends": _day(ends), "of": window.of, **every}


def _contacts(policy: Policy, edition: Edition) -> Record:
    return {
        "number": policy.number,
        "title": policy.title,
        "measure": edition.headings[policy.measure],
        "departments": list(policy.departments),
        "channel": policy.channel,
        "uptake": policy.uptake,
        "phones": list(policy.phones),
        "contact_note": policy.contact_note,
        "contacts": [row_record(each) for each in policy.contacts],
        "source": policy.source,
        "reading": policy.readings or None,
    }


def _sums_record(sums: Sums) -> Record:
    totals: Record = {kind: total_record(total) for kind, total in sums.totals.items()}
    potential = {kind: _yuan(amount.high) for kind, amount in sums.potential.items()}
    return {**totals, "potential": potential}


def total_record(total: Total) -> Record:
    """`{low, high, unquantified}`: a sum, and the policies that are not in it."""
    return {**(amount_record(total.amount) or {}), "unquantified": list(total.unquantified)}


def _near_miss(miss: NearMiss | None, edition: Edition) -> Record | None:
    if miss is None:
        return None
    fact = edition.facts[miss.fact]
    figures = {"has": miss.has, "needs": miss.needs, "short": miss.short}
    return {"fact": miss.fact, **{name: _figure(fact, number) for name, number in figures.items()}}


def _entry_record(entry: Entry) -> Record:
    return {
        "starts": _day(entry.starts),
        "ends": _day(entry.ends),
        "repeats": entry.repeats,
        "what": entry.what,
        "stated": entry.stated,
        "weekdays": list(entry.weekdays),
    }


def _yuan(number: Any) -> int | Decimal | None:
    return None if number is None else yuan(int(number))


def _day(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())
