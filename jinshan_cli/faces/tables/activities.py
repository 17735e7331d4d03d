"""The second table on a terminal or in a file: each activity with its schedule, undated and past entries as such."""

from datetime import date
from itertools import groupby
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.activity import Activity
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.tables.banner import show_banner
from jinshan_cli.faces.tables.views import ActivityList, when_and_what
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.records import activity_record
from jinshan_cli.faces.words.schedule import say_undated
from jinshan_cli.faces.words.wrapped import Wrapped

WHEN_COLUMNS = 24
"""a span of two dates, `2023-02-01 至 2023-02-02`"""


def records(table: ActivityList) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [activity_record(activity) for activity in table.activities]


def show_activities(view: ActivityList, console: Console) -> None:
    """Prints the activities under their measures, and how many there are."""
    shown, as_of = view.activities, view.as_of
    show_banner(view.edition, as_of, console)
    if not shown:
        console.print(Text(tell("没有符合条件的活动")))
        return
    for measure, under in groupby(shown, key=lambda activity: activity.measure):
        console.print(Text(f"\n{clean(measure)}", style="bold cyan"))
        for activity in under:
            heading = tell(
                "{number}  {title}（{departments}）",
                number=activity.number,
                title=activity.title,
                departments=labels.say_departments(activity),
            )
            console.print(Padding(Wrapped(clean(heading), "bold"), (0, 0, 0, 1)))
            console.print(Padding(_schedule(activity, as_of), (0, 0, 0, 5)))
    entries = [entry for activity in shown for entry in activity.schedule]
    note = say_undated(sum(entry.starts is None for entry in entries))
    console.print(
        Text(
            tell(
                "\n共 {activities} 项活动，{entries} 条安排{note}",
                activities=len(shown),
                entries=len(entries),
                note=note,
            ),
            style="dim",
        )
    )


def _schedule(activity: Activity, as_of: date) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(width=WHEN_COLUMNS)
    table.add_column(ratio=1)
    for entry in activity.schedule:
        style = "dim" if entry.starts is None or entry.is_past(as_of) else ""
        table.add_row(*(Wrapped(clean(cell), style) for cell in when_and_what(entry, as_of)))
    return table
