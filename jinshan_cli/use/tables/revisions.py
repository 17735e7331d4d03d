"""Two editions of the table: which policies, benefits, activities and facts are new, gone or changed, and in what."""

from collections.abc import Iterable, Mapping
from typing import Literal

from jinshan_cli.core.activity import Activity
from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.dataclass import dataclass, fields
from jinshan_cli.core.edition.named import Contact
from jinshan_cli.core.edition.notes import Note
from jinshan_cli.core.facts import DataModel, Fact, Option
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.rules.nodes import NamedQuantity
from jinshan_cli.core.rules.words import say_condition, say_quantity
from jinshan_cli.core.sizes import SizeRow
from jinshan_cli.core.timewords import say_claim, say_period
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.voice import tell

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
    """All that differs between two editions, save their worked examples."""

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
    table = sorted([*policies, *benefits], key=lambda row: (row.number, row.subject == "benefit"))
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
    return sorted(found, key=lambda row: row.number)


def _changed(before: Fields, after: Fields) -> tuple[FieldChange, ...]:
    both = [(field, before.get(field, ""), after.get(field, "")) for field in {**before, **after}]
    return tuple(FieldChange(*says) for says in both if says[1] != says[2])


def _whole(edition: Edition) -> dict[str, _Item]:
    """What holds for every policy: its source, what has a name of its own, what does not add up, what cannot be true
    together, its size standard."""
    quantities = (
        tell("{label}：{condition}", label=one.label, condition=say_quantity(one.quantity, edition.facts))
        for one in edition.quantities.values()
        if isinstance(one, NamedQuantity)
    )
    conditions = (
        tell("{label}：{condition}", label=one.label, condition=say_condition(one.condition, edition.facts))
        for one in edition.conditions.values()
    )
    combinations = (
        tell("{text}（{source}）", text=words, source=each.source) if each.source else words
        for each, words in written_of(edition.rules, edition)
    )
    checks = (
        tell("{label}：{condition}", label=text, condition=say_condition(when, edition.facts))
        for when, text in edition.checks
    )
    fields = {
        **_fields(edition.header),
        "starts": str(edition.header.first_day),
        "ends": str(edition.header.last_day),
        "parameters": "\n".join(_say_parameters(edition)),
        "quantities": "\n".join(quantities),
        "conditions": "\n".join(conditions),
        "combinations": "\n".join(combinations),
        "checks": "\n".join(checks),
        "sizes": "\n".join(_say_sizes(edition)),
    }
    return {"edition": _Item(0, edition.header.title, fields)}


def _say_parameters(edition: Edition) -> Iterable[str]:
    """Each with its value and where it stands."""
    for name, figure in edition.parameters.items():
        said = say_quantity(edition.quantities[name], edition.facts)
        yield tell("{text}（{source}）", text=said, source=figure.source) if figure.source else said


def _say_sizes(edition: Edition) -> Iterable[str]:
    """The standard, what it gives by what, then its rows."""
    if edition.sizes is None:
        return
    given, by = edition.facts[edition.sizes.fact], edition.facts[edition.sizes.by]
    tiers = (given.option(tier).label for tier in edition.sizes.tiers)
    yield " ".join((edition.sizes.source, by.label, given.label, *tiers))
    yield from (_say_row(row, edition) for row in edition.sizes.rows)


def _say_row(row: SizeRow, edition: Edition) -> str:
    """A row of the size standard: 零售业：从业人数 10 人、50 人、300 人；营业收入 100万元、500万元、2亿元."""
    assert edition.sizes is not None
    sectors = [edition.facts[edition.sizes.by].option(sector).label for sector in row.sectors]
    limits = [
        f"{edition.facts[key].label} {_say_steps(edition.facts[key], steps)}" for key, steps in row.thresholds.items()
    ]
    return tell("{sectors}：{limits}", sectors=tell("、").join(sectors), limits=tell("；").join(limits))


def _say_steps(fact: Fact, steps: Iterable[int]) -> str:
    return tell("、").join(say_known(fact, Interval.point(step)) for step in steps)


def _policies(edition: Edition) -> dict[str, _Item]:
    return {
        str(policy.number): _Item(policy.number, policy.title, _policy_fields(policy, edition))
        for policy in edition.policies
    }


def _policy_fields(policy: Policy, edition: Edition) -> Fields:
    return {
        **_fields(policy, "number", "benefits"),
        "measure": edition.headings[policy.measure],
        "contacts": "\n".join(_say_contact(contact, edition) for contact in policy.contacts),
        "notes": "\n".join(_say_note(note) for note in policy.notes),
    }


def _say_contact(contact: Contact, edition: Edition) -> str:
    """For which options it is, and whom they call."""
    fact = edition.facts[contact.fact]
    options = tell("、").join(fact.option(key).label for key in contact.options)
    return " ".join(filter(None, dict.fromkeys((fact.label, options, contact.label, contact.words))))


def _say_note(note: Note) -> str:
    """The remark, where it is from, and the days it knows of."""
    known = (
        "" if note.claim is None else say_claim(note.claim),
        "" if note.period is None else say_period(note.period),
        "" if note.extended is None else tell("延至 {extended}", extended=note.extended),
        note.budget or "",
    )
    return tell("；").join(filter(None, (tell("{text}（{citation}）", text=note.text, citation=note.citation), *known)))


def _benefits(edition: Edition) -> dict[str, _Item]:
    return {
        benefit.id: _Item(policy.number, benefit.title, _benefit_fields(benefit, edition))
        for policy in edition.policies
        for benefit in policy.benefits
    }


def _benefit_fields(benefit: Benefit, edition: Edition) -> Fields:
    rule = edition.rules[benefit.id]
    return {
        **_fields(benefit, "id", "examples"),
        "when": say_condition(rule.when, edition.facts),
        "amount": "" if rule.amount is None else say_quantity(rule.amount, edition.facts),
        "period": "" if benefit.period is None else say_period(benefit.period),
        "claim": "" if benefit.claim is None else say_claim(benefit.claim),
        "unchecked": tell("；").join(benefit.unchecked),
    }


def _activities(edition: Edition) -> dict[str, _Item]:
    return {
        str(activity.number): _Item(activity.number, activity.title, _activity_fields(activity, edition))
        for activity in edition.activities
    }


def _activity_fields(activity: Activity, edition: Edition) -> Fields:
    suits = edition.suits.get(activity.number)
    return {
        **_fields(activity, "number"),
        "when": "" if suits is None else say_condition(suits, edition.facts),
        "schedule": "\n".join(_entries(activity)),
    }


def _facts(edition: Edition) -> dict[str, _Item]:
    return {fact.key: _Item(0, fact.label, _fact_fields(fact, edition)) for fact in edition.facts}


def _fact_fields(fact: Fact, edition: Edition) -> Fields:
    derivation = edition.derivations.get(fact.key)
    return {
        **_fields(fact, "key"),
        "options": tell("、").join(map(_say_option, fact.options)),
        "shared": tell("、").join(" ".join((name, *keys)) for name, keys in fact.shared.items()),
        "classes": fact.classes.name if fact.classes else "",
        "derive": "" if derivation is None else say_condition(derivation, edition.facts),
    }


def _say_option(option: Option) -> str:
    """Its names, how others end that mean it, and that it is no firm."""
    endings = (f"…{ending}" for ending in option.endings)
    person = (tell("（自然人）"),) if option.person else ()
    return " ".join((option.key, option.label, *option.aliases, *endings, *person))


def _entries(activity: Activity) -> Iterable[str]:
    for entry in activity.schedule:
        parts = (entry.starts, entry.ends, entry.repeats, *entry.weekdays, entry.stated, entry.what)
        yield " ".join(_say(part) for part in parts if part)


def _fields(model: DataModel, *left_out: str) -> Fields:
    """What each field of a table says, in the table's order."""
    return {each.name: _say(getattr(model, each.name)) for each in fields(model) if each.name not in left_out}


def _say(value: object) -> str:
    if isinstance(value, tuple):
        return tell("、").join(map(_say, value))
    if isinstance(value, bool):
        return tell("是") if value else ""
    return "" if value is None else str(value)
