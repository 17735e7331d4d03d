"""What changed between two lists, on a terminal: policies, then firms."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.listdiff.view import MOVE, ListComparison, name_of, say_firm
from jinshan_cli.faces.words.wrapped import Wrapped

SHOWN = 30
"""firms; files hold all"""


def show_listdiff(view: ListComparison, console: Console) -> None:
    """Prints how many moved how under each policy, what changed for each firm, and what is not compared."""
    firms = view.found.firms
    told = f"{view.before} → {view.after}：{len(firms):,} 家有变化，{view.found.alike:,} 家没有变化"
    console.print(Wrapped(clean(told), "bold"))
    if view.found.counts():
        console.print(_policies(view))
    for firm in firms[:SHOWN]:
        console.print(Wrapped(clean(name_of(firm.after)), "bold"))
        console.print(Padding(Wrapped(clean("；".join(say_firm(firm)))), (0, 0, 0, 2)))
    if len(firms) > SHOWN:
        console.print(Text(f"另有 {len(firms) - SHOWN:,} 家，写成文件可见全部。", style="dim"))
    for note in view.notes():
        console.print(Wrapped(clean(note), "dim"))


def _policies(view: ListComparison) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    moves = [move for move in MOVE if any(counts[move] for counts in view.found.counts().values())]
    table.add_column("政策")
    for move in moves:
        table.add_column(MOVE[move], justify="right", no_wrap=True)
    for title, counts in view.policies():
        table.add_row(Wrapped(clean(title)), *(f"{counts[move]:,}" for move in moves))
    return table
