"""What the second table says of time that cannot be meant: activities of another year than the table's, weekdays that
never come."""

from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.activity import Entry
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_span
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning
from jinshan_cli.use.edition.times import own_time
from jinshan_cli.use.tables.activities import days


def schedule_findings(edition: Edition) -> Iterator[Finding]:
    """Entries that are wholly before the table or after it, and weekdays that do not go with the rest of theirs."""
    table, where = edition.header, "activities.toml"
    for activity in edition.activities:
        for number, entry in enumerate(activity.schedule, 1):
            place = tell("{where} 第 {number} 项 schedule [{entry}]", where=where, number=activity.number, entry=number)
            if (entry.starts or date.min) > table.last_day or entry.is_past(table.first_day):
                span = say_span(entry.starts, entry.ends)
                yield warning(tell("活动不在政策表的有效期内"), place, span, own_time(table))
            for odd in _odd_weekdays(entry, table.last_day):
                yield warning(odd, f"{place} weekdays", tell("、").join(entry.weekdays))


def _odd_weekdays(entry: Entry, table_ends: date) -> Iterator[str]:
    if len(set(entry.weekdays)) < len(entry.weekdays):
        yield tell("同一天写了两次")
    if entry.weekdays and entry.repeats != "weekly":
        yield tell("weekdays 只和 repeats = “weekly” 一起用")
    elif entry.weekdays and entry.starts and not days(entry, table_ends):
        yield tell("起止日之间没有这些星期")
