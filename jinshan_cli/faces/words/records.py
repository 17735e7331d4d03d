"""The contract's JSON: policies, activities, facts and an assessment as plain records. Money is in yuan."""

from decimal import Decimal
from typing import Any

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import NearMiss, Total
from jinshan_cli.core.policy import Activity, Edition, Entry, Policy
from jinshan_cli.core.written.dates import day_of
from jinshan_cli.core.written.figures import decimal, yuan
from jinshan_cli.use.result.assess import Assessment, BenefitResult, PolicyResult

Record = dict[str, Any]


def assessment_record(assessment: Assessment) -> Record:
    """The object of `match --json`."""
    facts, firm = assessment.edition.facts, assessment.firm
    known = {key: value_record(facts[key], firm.facts[key]) for key in facts.in_order(set(firm.facts))}
    derived = {
        key: None if value is None else value_record(facts[key], value) for key, value in assessment.derived.items()
    }
    return {
        "edition": assessment.edition.header.id,
        "as_of": assessment.as_of.isoformat(),
        "firm": {
            "name": firm.name,
            "facts": known,
            "derived": derived,
            "defaults": dict(assessment.defaults),
        },
        "totals": _totals(assessment),
        "warnings": list(assessment.warnings),
        "notice": assessment.edition.header.notice,
        "policies": [_policy_result(result, assessment.edition) for result in assessment.policies],
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


def amount_record(amount: Interval | None, money: bool = True) -> Record | None:
    """`{low, high}`; high null has no stated upper limit; None is not quantified."""
    if amount is None:
        return None
    return {"low": _number(amount.low, money), "high": _number(amount.high, money)}


def policy_record(policy: Policy, edition: Edition) -> Record:
    """The object of `show --json` and `list --json`."""
    return {
        **_contacts(policy, edition),
        "summary": policy.summary,
        "notes": [note.model_dump() for note in policy.notes],
        "benefits": [
            {
                "id": benefit.id,
                "title": benefit.title,
                "kind": benefit.kind,
                "novelty": benefit.novelty,
                "starts": _day(benefit.starts),
                "ends": _day(benefit.ends),
                "when": benefit.when,
                "amount": benefit.amount,
                "unchecked": list(benefit.unchecked),
                "todo": benefit.todo,
            }
            for benefit in policy.benefits
        ],
    }


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


def edition_record(edition: Edition) -> Record:
    """The object of `edition --json`: where the table comes from, and how much is in it."""
    return {
        **edition.header.model_dump(),
        "last_day": _day(edition.last_day),
        "policies": len(edition.policies),
        "benefits": len(edition.rules),
        "facts": len(edition.facts.facts),
        "activities": len(edition.activities),
        "examples": edition.example_count,
    }


def _policy_result(result: PolicyResult, edition: Edition) -> Record:
    return {
        **_contacts(result.policy, edition),
        "status": result.status,
        "timing": result.timing,
        "amount": amount_record(result.amount),
        "missing": list(result.missing),
        "benefits": [_benefit_result(benefit, edition) for benefit in result.benefits],
    }


def _benefit_result(result: BenefitResult, edition: Edition) -> Record:
    benefit = result.benefit
    return {
        "id": benefit.id,
        "title": benefit.title,
        "kind": benefit.kind,
        "status": result.status,
        "timing": result.timing,
        "starts": _day(benefit.starts),
        "ends": _day(benefit.ends),
        "amount": amount_record(result.amount),
        "missing": list(result.missing),
        "unchecked": list(benefit.unchecked),
        "todo": benefit.todo,
        "reasons": [{"text": reason.text, "holds": reason.holds} for reason in result.reasons],
        "near_miss": _near_miss(result.near_miss, edition),
    }


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
        "source": policy.source,
        "reading": policy.reading,
    }


def _totals(assessment: Assessment) -> Record:
    totals: Record = {kind: total_record(total) for kind, total in assessment.totals.items()}
    potential = {kind: _number(amount.high, money=True) for kind, amount in assessment.potential.items()}
    return {**totals, "potential": potential}


def total_record(total: Total) -> Record:
    """`{low, high, unquantified}`: a sum, and the policies that are not in it."""
    return {**(amount_record(total.amount) or {}), "unquantified": list(total.unquantified)}


def _near_miss(miss: NearMiss | None, edition: Edition) -> Record | None:
    if miss is None:
        return None
    fact = edition.facts[miss.fact]
    return {
        "fact": miss.fact,
        "has": _figure(fact, miss.has),
        "needs": _figure(fact, miss.needs),
        "short": _figure(fact, miss.short),
    }


def _entry_record(entry: Entry) -> Record:
    return {
        "starts": _day(entry.starts),
        "ends": _day(entry.ends),
        "repeats": entry.repeats,
        "what": entry.what,
        "stated": entry.stated,
        "weekdays": list(entry.weekdays),
    }


def _number(number: Any, money: bool) -> int | Decimal | None:
    if number is None:
        return None
    return yuan(int(number)) if money else int(number)


def _day(day: Any) -> str | None:
    return None if day is None else str(day.isoformat())
