"""The second table by firm, month, department and words; when an entry is on, as far as the source says."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta

from jinshan_cli.core.activity import Activity, Entry
from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.facts import fold
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Truth
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.engines.hanging import missing

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Month:
    """A month of one year, or of whichever year if `year` is None."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """An activity's entry and the first day on which it is still to come, or the day asked for if it is on."""

    activity: Activity
    entry: Entry
    day: date


def suits(edition: Edition, activity: Activity, firm: Firm) -> Truth:
    """Whether an activity is for a firm: unknown if that hangs on a fact; False if it names no kind of firm."""
    condition = edition.suits.get(activity.number)
    return False if condition is None else truth(condition, Knowledge(edition, firm))


def deciding(activity: Activity, known: Knowledge) -> frozenset[str]:
    """The facts that it hangs on whether an activity suits a firm; none if that is settled, or it names no kind."""
    condition = known.edition.suits.get(activity.number)
    return frozenset() if condition is None else frozenset(missing(condition, known))


def hanging(edition: Edition, activities: Iterable[Activity], firm: Firm) -> list[frozenset[str]]:
    """Of each activity that may suit a firm or may not the facts that this hangs on."""
    known = Knowledge(edition, firm)
    return [keys for each in activities if (keys := deciding(each, known))]


def ahead(edition: Edition, as_of: date) -> tuple[Activity, ...]:
    """The activities with a dated entry that is on or still to come on a day."""
    return tuple(each for each in edition.activities if _coming(each, as_of, edition.header.last_day))


def find(
    edition: Edition,
    *,
    month: Month | None = None,
    department: str = "",
    words: Iterable[str] = (),
    firm: Firm | None = None,
) -> tuple[Activity, ...]:
    """The activities that meet everything asked, in the order of the table.

    With a month their schedules hold only what is on in it; with a firm they are those that suit it for certain.
    """
    found = [activity for activity in edition.activities if _about(activity, department, words)]
    if firm is not None:
        found = [activity for activity in found if suits(edition, activity, firm)]
    if month is None:
        return tuple(found)
    narrowed = (replace_schedule(activity, month, edition.header.last_day) for activity in found)
    return tuple(activity for activity in narrowed if activity.schedule)


def replace_schedule(activity: Activity, month: Month, table_ends: date) -> Activity:
    """The activity with those entries that are on in a month."""
    schedule = tuple(entry for entry in activity.schedule if _is_in(entry, month, table_ends))
    return replace(activity, schedule=schedule)


def departments(edition: Edition) -> tuple[str, ...]:
    """Every department of the activities, once, in the order of the table."""
    return tuple(dict.fromkeys(name for activity in edition.activities for name in activity.departments))


def next_for(edition: Edition, firm: Firm, as_of: date) -> tuple[Occasion, ...]:
    """Every dated entry that is on or still to come of each activity that suits a firm, the nearest first."""
    occasions = [
        occasion
        for activity in edition.activities
        if suits(edition, activity, firm)
        for occasion in _coming(activity, as_of, edition.header.last_day)
    ]
    return tuple(sorted(occasions, key=lambda occasion: (occasion.day, occasion.activity.number)))


def undated_for(edition: Edition, firm: Firm, as_of: date) -> tuple[int, ...]:
    """For every entry without a first day of each activity that suits a firm the activity's number; none after the
    table's last day."""
    if as_of > edition.header.last_day:
        return ()
    suiting = (activity for activity in edition.activities if suits(edition, activity, firm))
    return tuple(each.number for each in suiting for entry in each.schedule if entry.starts is None)


def span(entry: Entry, table_ends: date) -> tuple[date, date] | None:
    """First and last day; without a stated end, the last day of the table. None if undated."""
    if entry.starts is None:
        return None
    return entry.starts, entry.ends or max(table_ends, entry.starts)


def is_over(entry: Entry, table_ends: date, as_of: date) -> bool:
    """True if it is over on a day; without a stated end after the last day of the table. Never if undated."""
    return entry.starts is not None and (entry.latest or max(table_ends, entry.starts)) < as_of


def days(entry: Entry, table_ends: date) -> list[date]:
    """The days on which a repeating entry is on, one a month for a monthly one; else its first day."""
    limits = span(entry, table_ends)
    if limits is None:
        return []
    first, last = limits
    if entry.repeats == "weekly":
        wanted = entry.weekdays or (WEEKDAYS[first.weekday()],)
        every = (first + timedelta(number) for number in range((last - first).days + 1))
        return [day for day in every if WEEKDAYS[day.weekday()] in wanted]
    return _monthly(first, last) if entry.repeats == "monthly" else [first]


def _monthly(first: date, last: date) -> list[date]:
    """The same day of each month; a month that lacks it is left out, as in a calendar's recurrence."""
    found = []
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        year, number = month // 12, month % 12 + 1
        if first.day <= calendar.monthrange(year, number)[1] and date(year, number, first.day) <= last:
            found.append(date(year, number, first.day))
    return found


def _about(activity: Activity, department: str, words: Iterable[str]) -> bool:
    if department and not any(fold(department) in fold(name) for name in activity.departments):
        return False
    texts = (activity.title, activity.measure, *activity.departments, *activity.tags)
    text = fold("\n".join((*texts, *(entry.what for entry in activity.schedule))))
    return all(fold(word) in text for word in words)


def _is_in(entry: Entry, month: Month, table_ends: date) -> bool:
    limits = span(entry, table_ends)
    if limits is None:
        return False
    if entry.repeats:
        return any(_matches(day, month) for day in days(entry, table_ends))
    first, last = limits
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return any(_matches(date(number // 12, number % 12 + 1, 1), month) for number in months)


def _matches(day: date, month: Month) -> bool:
    return day.month == month.number and month.year in (None, day.year)


def _coming(activity: Activity, as_of: date, table_ends: date) -> list[Occasion]:
    found = []
    for entry in activity.schedule:
        limits = span(entry, table_ends)
        if limits is None or is_over(entry, table_ends, as_of):
            continue
        if not entry.repeats or entry.is_rough or _is_some_day_of_a_month(entry):
            found.append(Occasion(activity, entry, max(limits[0], as_of)))
        elif left := [day for day in days(entry, table_ends) if day >= as_of]:
            found.append(Occasion(activity, entry, left[0]))
    return found


def _is_some_day_of_a_month(entry: Entry) -> bool:
    """Each month, on a day that the source does not name: until a month is over, that month's may be still to come."""
    return entry.repeats == "monthly" and entry.stated is not None
