"""The second table on a terminal or in a file: each activity with its schedule, undated and past entries as such."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.policy import Activity, Entry
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.tables.rowfiles import RowFile
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.records import activity_record
from jinshan_cli.faces.words.schedule import UNDATED, say_when
from jinshan_cli.faces.words.wrapped import Wrapped

COLUMNS = ("时间", "安排")
WHEN_COLUMNS = 24
"""a span of two dates, `2023-02-01 至 2023-02-02`"""


def show_activities(console: Console, activities: Iterable[Activity], as_of: date) -> None:
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
            console.print(Padding(_schedule(activity, as_of), (0, 0, 0, 5)))
    entries = [entry for activity in shown for entry in activity.schedule]
    undated = sum(entry.starts is None for entry in entries)
    note = f"，其中 {undated} 条{UNDATED}" if undated else ""
    console.print(Text(f"\n共 {len(shown)} 项活动，{len(entries)} 条安排{note}", style="dim"))


def activity_file(activities: Sequence[Activity], as_of: date) -> RowFile:
    """The activities to be written, an entry a row."""
    rows = [
        (activity.number, activity.measure, activity.title, labels.say_departments(activity), *cells)
        for activity in activities
        for cells in [_cells(entry, as_of) for entry in activity.schedule] or [("", "")]
    ]
    headings = ("编号", "行动方案", "活动", "责任单位", *COLUMNS)
    return RowFile(f"活动（按 {as_of}）", headings, rows, [activity_record(activity) for activity in activities])


def _cells(entry: Entry, as_of: date) -> tuple[str, str]:
    """When and what, marked if it is over."""
    return say_when(entry), labels.mark_past(entry.what, entry.is_past(as_of))


def _schedule(activity: Activity, as_of: date) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(width=WHEN_COLUMNS)
    table.add_column(ratio=1)
    for entry in activity.schedule:
        style = "dim" if entry.starts is None or entry.is_past(as_of) else ""
        table.add_row(*(Wrapped(clean(cell), style) for cell in _cells(entry, as_of)))
    return table
