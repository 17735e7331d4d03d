"""What can be asked: as a table, whole, or as a file."""

from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.tables.views import FactTable
from jinshan_cli.faces.words.fact_words import details_of, say_type, say_users
from jinshan_cli.faces.words.records import fact_record
from jinshan_cli.faces.words.wrapped import Wrapped


def records(table: FactTable) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [fact_record(fact, table.edition) for fact in table.facts]


def show_facts(view: FactTable, console: Console) -> None:
    """Prints the facts, a line each or whole."""
    if view.whole:
        _show_whole(view, console)
    else:
        console.print(_table(view))


def _show_whole(view: FactTable, console: Console) -> None:
    for fact in view.facts:
        console.print(Text(f"{fact.key}  {fact.label}", style="bold"))
        for name, text in details_of(fact, view.edition):
            console.print(Padding(Wrapped(tell("{name}：{text}", name=name, text=text)), (0, 0, 0, 2)))


def _table(view: FactTable) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in (tell("键"), tell("名称"), tell("类型"), tell("用于第几项")):
        table.add_column(heading, no_wrap=heading in (tell("键"), tell("类型")))
    group = ""
    for fact in view.facts:
        if fact.group != group:
            group = fact.group
            table.add_row(Wrapped(f"[{group}]", "bold cyan"))
        users = say_users(fact.key, view.edition)
        table.add_row(fact.key, Wrapped(fact.label), say_type(fact), Wrapped(users))
    return table
