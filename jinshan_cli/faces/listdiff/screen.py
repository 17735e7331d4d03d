"""What changed between two lists, on a terminal: policies, then firms."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.listdiff.view import MOVE, ListComparison, name_of, say_firm
from jinshan_cli.faces.words.wrapped import Wrapped

SHOWN = 30
"""firms; files hold all"""


def show_listdiff(view: ListComparison, console: Console) -> None:
    """Prints how many moved how under each policy, what changed for each firm, and what is not compared."""
    firms = view.found.firms
    told = tell(
        "{before} → {after}：{count:,} 家有变化，{alike:,} 家没有变化",
        before=view.before,
        after=view.after,
        count=len(firms),
        alike=view.found.alike,
    )
    console.print(Wrapped(clean(told), "bold"))
    if view.found.counts():
        console.print(_policies(view))
    for firm in firms[:SHOWN]:
        console.print(Wrapped(clean(name_of(firm.after)), "bold"))
        console.print(Padding(Wrapped(clean(tell("；").join(say_firm(firm)))), (0, 0, 0, 2)))
    if len(firms) > SHOWN:
        console.print(Text(tell("另有 {more:,} 家，写成文件可见全部。", more=len(firms) - SHOWN), style="dim"))
    for note in view.notes():
        console.print(Wrapped(clean(note), "dim"))


def _policies(view: ListComparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    moves = [move for move in MOVE if any(counts[move] for counts in view.found.counts().values())]
    table.add_column(tell("政策"))
    for move in moves:
        table.add_column(MOVE[move], justify="right", no_wrap=True)
    for title, counts in view.policies():
        table.add_row(Wrapped(clean(title)), *(f"{counts[move]:,}" for move in moves))
    return table
