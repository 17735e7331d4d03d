"""The dated things of an edition: ends of windows and entries of activities; only dates that the source states."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

from jinshan_cli.core.activity import Activity, Entry
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.timing import Report, Reported, stated_days
from jinshan_cli.use.result.assessment import Assessment, BenefitResult
from jinshan_cli.use.tables.activities import is_over, suits


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a window, with what its benefit is to the firm if there is one."""

    policy: Policy
    benefit: Benefit
    day: date
    ends: Report
    """what ends on the day: a window for claims, a period, or what it was prolonged to"""
    result: BenefitResult | None = None
    reported: Reported | None = None
    """None: the source states it; else a note knows of it"""
    key: str = ""
    """an identifier that stays the same from run to run, also when the day is moved"""


@dataclass(frozen=True, slots=True)
class DatedEntry:
    """An entry that has a first day; its `key` stays the same from run to run, also when its dates are moved."""

    activity: Activity
    entry: Entry
    starts: date
    key: str


def deadlines(edition: Edition, as_of: date, assessment: Assessment | None = None) -> Iterator[Deadline]:
    """Every last day, stated or reported; with an assessment, of what the firm gets or may get.

    Of a window that comes again each year the one that a day lies in, else the next; none after the table's last day.
    """
    results = {} if assessment is None else {found.benefit.id: found for _, found in assessment.benefits()}
    for policy in edition.policies:
        for benefit in policy.benefits:
            result = results.get(benefit.id)
            if result is None or not (result.status == "ineligible" or result.gives_nothing):
                yield from _last_days(policy, benefit, edition, as_of, result)


def _last_days(
    policy: Policy, benefit: Benefit, edition: Edition, as_of: date, result: BenefitResult | None
) -> Iterator[Deadline]:
    key = f"benefit-{benefit.id}"
    moment = edition.moment(benefit, as_of)
    _, last = stated_days(benefit.window, as_of, moment.timing)
    if last is not None:
        yield Deadline(policy, benefit, last, "claim" if benefit.claim else "period", result, None, key)
    if benefit.claim and benefit.period:
        _, thing = benefit.period.days(as_of)
        if thing is not None and (last is None or thing < last or benefit.claim.every):
            yield Deadline(policy, benefit, thing, "period", result, None, f"{key}-period")
    seen: Counter[str] = Counter()
    for reported in moment.reported:
        if reported.ends is not None:
            seen[reported.kind] += 1
            number = f"{reported.kind}-{seen[reported.kind]}"
            yield Deadline(policy, benefit, reported.ends, reported.kind, result, reported, f"{key}-{number}")


def dated_entries(edition: Edition, assessment: Assessment | None = None) -> Iterator[DatedEntry]:
    """Every entry with a first day, not one about so; with an assessment, of activities that suit the firm or may."""
    for activity in _suitable(edition, assessment):
        for key, entry in _keyed(activity):
            if entry.starts is not None and not entry.is_rough:
                yield DatedEntry(activity, entry, entry.starts, key)


@dataclass(frozen=True, slots=True)
class ToCome:
    """What is still to come on a day, and how much is left out of it."""

    ends: tuple[Deadline, ...]
    entries: tuple[DatedEntry, ...]
    past: int
    """last days and entries that are over"""
    undated: int
    """entries of the same activities that have no first day, or about one"""


def to_come(edition: Edition, as_of: date, assessment: Assessment | None = None) -> ToCome:
    """Last days and dated entries from a day on; the day itself counts."""
    ends, entries = tuple(deadlines(edition, as_of, assessment)), tuple(dated_entries(edition, assessment))
    left = tuple(each for each in ends if each.day >= as_of)
    on = tuple(each for each in entries if not is_over(each.entry, edition.header.last_day, as_of))
    past = len(ends) - len(left) + len(entries) - len(on)
    return ToCome(left, on, past, undated(edition, assessment))


def undated(edition: Edition, assessment: Assessment | None = None) -> int:
    """How many entries of the same activities have no first day, or about one."""
    entries = (entry for activity in _suitable(edition, assessment) for entry in activity.schedule)
    return sum(entry.starts is None or entry.is_rough for entry in entries)


def _suitable(edition: Edition, assessment: Assessment | None) -> Iterator[Activity]:
    for activity in edition.activities:
        if assessment is None or suits(edition, activity, assessment.firm) is not False:
            yield activity


def _keyed(activity: Activity) -> Iterator[tuple[str, Entry]]:
    """Entries by what they say, and the how-manieth of those that say the same."""
    seen: Counter[str] = Counter()
    for entry in activity.schedule:
        seen[entry.what] += 1
        digest = sha256(entry.what.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        yield f"activity-{activity.number}-{digest}-{seen[entry.what]}", entry
