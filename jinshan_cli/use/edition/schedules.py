"""What the second table says of time that cannot be meant: activities of another year than the table's."""

from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_span
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning
from jinshan_cli.use.edition.times import own_time


def schedule_findings(edition: Edition) -> Iterator[Finding]:
    """Entries that are wholly before the table or after it."""
    table, where = edition.header, "activities.toml"
    for activity in edition.activities:
        for number, entry in enumerate(activity.schedule, 1):
            place = tell("{where} 第 {number} 项 schedule [{entry}]", where=where, number=activity.number, entry=number)
            if (entry.starts or date.min) > table.last_day or entry.is_past(table.first_day):
                span = say_span(entry.starts, entry.ends)
                yield warning(tell("活动不在政策表的有效期内"), place, span, own_time(table))
