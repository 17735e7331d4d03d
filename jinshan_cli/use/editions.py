"""Two editions of the table: which policies, benefits and activities are new, gone or changed, and in what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from jinshan_cli.core.policy import Activity, Benefit, Edition, Policy
from jinshan_cli.core.words import say_condition, say_quantity

Subject = Literal["edition", "fact", "policy", "benefit", "activity"]
Turn = Literal["new", "gone", "changed"]
Fields = Mapping[str, str]
"""the key of a field and what it says; empty if it says nothing"""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that does not say what it said."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Revision:
    """A part of the table that differs between two editions."""

    subject: Subject
    number: int
    id: str
    title: str
    turn: Turn
    fields: tuple[FieldChange, ...] = ()
    """what changed; for what is new or gone, what it says or said"""


@dataclass(frozen=True, slots=True)
class Revisions:
    """All that differs between two editions."""

    before: Edition
    after: Edition
    rows: tuple[Revision, ...]
    """the edition as a whole, policies with their benefits in the order of the table, activities, facts"""


def compare_editions(before: Edition, after: Edition) -> Revisions:
    """What differs. Policies and activities are matched by number, benefits by id, facts by key."""
    whole = _revisions("edition", _whole(before), _whole(after))
    policies = _revisions("policy", _policies(before), _policies(after))
    benefits = _revisions("benefit", _benefits(before), _benefits(after))
    activities = _revisions("activity", _activities(before), _activities(after))
    table = sorted([*policies, *benefits], key=lambda row: (row.number, row.subject == "benefit", row.id))
    facts = _revisions("fact", _facts(before), _facts(after))
    return Revisions(before, after, (*whole, *table, *activities, *facts))


@dataclass(frozen=True, slots=True)
class _Item:
    number: int
    title: str
    fields: Fields


def _revisions(subject: Subject, old: Mapping[str, _Item], new: Mapping[str, _Item]) -> list[Revision]:
    found = []
    for key in {**old, **new}:
        before, after = old.get(key), new.get(key)
        item = after or before
        assert item is not None
        turn: Turn = "new" if before is None else "gone" if after is None else "changed"
        fields = _changed(before.fields if before else {}, after.fields if after else {})
        if fields or turn != "changed":
            found.append(Revision(subject, item.number, key, item.title, turn, fields))
    return sorted(found, key=lambda row: (row.number, row.id))


def _changed(before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    both = [(field, before.get(field, ""), after.get(field, "")) for field in {**before, **after}]
    return tuple(FieldChange(*says) for says in both if says[1] != says[2])


def _whole(edition: Edition) -> dict[str, _Item]:
    """What holds for every policy: where the table comes from, its named conditions and its size standard."""
    header, sizes = edition.header, edition.sizes
    rows = sizes.rows if sizes else ()
    limits = [f"{', '.join(row.sectors)} {row.limits}" for row in rows]
    fields = {
        **{key: str(value) for key, value in header.model_dump().items()},
        "conditions": "\n".join(
            f"{named.label}：{say_condition(named.condition, edition.facts)}" for named in edition.conditions.values()
        ),
        "sizes": "\n".join(limits),
    }
    return {"edition": _Item(0, header.title, fields)}


def _policies(edition: Edition) -> dict[str, _Item]:
    return {
        str(policy.number): _Item(policy.number, policy.title, _policy_fields(policy, edition))
        for policy in edition.policies
    }


def _policy_fields(policy: Policy, edition: Edition) -> Fields:
    return {
        "title": policy.title,
        "summary": policy.summary,
        "measure": edition.headings[policy.measure],
        "departments": "、".join(policy.departments),
        "channel": policy.channel,
        "uptake": policy.uptake,
        "phones": "、".join(policy.phones),
        "contact_note": policy.contact_note or "",
        "reading": policy.reading or "",
    }


def _benefits(edition: Edition) -> dict[str, _Item]:
    return {
        benefit.id: _Item(policy.number, benefit.title, _benefit_fields(benefit, edition))
        for policy in edition.policies
        for benefit in policy.benefits
    }


def _benefit_fields(benefit: Benefit, edition: Edition) -> Fields:
    rule = edition.rules[benefit.id]
    return {
        "title": benefit.title,
        "kind": benefit.kind,
        "novelty": benefit.novelty,
        "starts": _say(benefit.starts),
        "ends": _say(benefit.ends),
        "when": say_condition(rule.when, edition.facts),
        "amount": "" if rule.amount is None else say_quantity(rule.amount, edition.facts),
        "unchecked": "；".join(benefit.unchecked),
    }


def _activities(edition: Edition) -> dict[str, _Item]:
    return {
        str(activity.number): _Item(activity.number, activity.title, _activity_fields(activity))
        for activity in edition.activities
    }


def _activity_fields(activity: Activity) -> Fields:
    return {
        "title": activity.title,
        "measure": activity.measure,
        "departments": "、".join(activity.departments),
        "schedule": "\n".join(_entries(activity)),
    }


def _facts(edition: Edition) -> dict[str, _Item]:
    return {
        fact.key: _Item(
            0,
            fact.label,
            {
                "label": fact.label,
                "type": fact.type,
                "options": "、".join(f"{option.key} {option.label}" for option in fact.options),
                "default": fact.default or "",
                "derive": fact.derive or "",
            },
        )
        for fact in edition.facts
    }


def _entries(activity: Activity) -> Iterable[str]:
    for entry in activity.schedule:
        parts = (entry.starts, entry.ends, entry.repeats, *entry.weekdays, entry.stated, entry.what)
        yield " ".join(_say(part) for part in parts if part)


def _say(value: object) -> str:
    return "" if value is None else str(value)
