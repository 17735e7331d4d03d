"""The second table on a terminal: each activity with its schedule, undated entries as such."""

from collections.abc import Iterable
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.clean import clean
from jinshan_cli.core.policy import Activity
from jinshan_cli.faces import labels
from jinshan_cli.faces.schedule import UNDATED, say_when
from jinshan_cli.faces.wrapped import Wrapped

WHEN_COLUMNS = 24
"""a span of two dates, `2023-02-01 至 2023-02-02`"""


def show_activities(console: Console, activities: Iterable[Activity]) -> None:
    """Prints the activities under their measures, and how many there are."""
    shown = list(activities)
    if not shown:
        console.print(Text("没有符合条件的活动"))
        return
    for measure, under in groupby(shown, key=lambda activity: activity.measure):
        console.print(Text(f"\n{clean(measure)}", style="bold cyan"))
        for activity in under:
            heading = f"{activity.number}  {activity.title}（{labels.say_departments(activity)}）"
            console.print(Padding(Wrapped(clean(heading), "bold"), (0, 0, 0, 1)))
            console.print(Padding(_schedule(activity), (0, 0, 0, 5)))
    entries = [entry for activity in shown for entry in activity.schedule]
    undated = sum(entry.starts is None for entry in entries)
    note = f"，其中 {undated} 条{UNDATED}" if undated else ""
    console.print(Text(f"\n共 {len(shown)} 项活动，{len(entries)} 条安排{note}", style="dim"))


def _schedule(activity: Activity) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column("时间", width=WHEN_COLUMNS)
    table.add_column("安排", ratio=1)
    for entry in activity.schedule:
        style = "" if entry.starts else "dim"
        table.add_row(Wrapped(clean(say_when(entry)), style), Wrapped(clean(entry.what), style))
    return table
