"""What two outcomes of a firm differ in, on a terminal."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.result.changes import EFFECT, NO_CHANGE, Comparison, fact_lines, say_standing, total_lines
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.use.result.compare import EFFECTS, Change, Changes


def show_comparison(comparison: Comparison, console: Console) -> None:
    """Prints what is different between two outcomes, under their dates."""
    before, after = comparison.changes.before, comparison.changes.after
    show_changes(console, comparison.changes, f"{before.as_of} → {after.as_of}")


def show_changes(console: Console, changes: Changes, title: str = "假如") -> None:
    """Prints what is gained and lost, benefit by benefit, then the sums."""
    console.print(Text(f"\n{tell(title)}", style="bold"))
    for line in fact_lines(changes):
        console.print(Padding(Wrapped(clean(line)), (0, 0, 0, 1)))
    if not changes.rows:
        console.print(Padding(Wrapped(tell(NO_CHANGE)), (0, 0, 0, 1)))
    for effect in EFFECTS:
        if rows := changes.of(effect):
            console.print(Text(tell("\n{effect}（{count}）", effect=EFFECT[effect], count=len(rows)), style="bold"))
            console.print(Padding(_table(rows), (0, 0, 0, 1)))
    for kind, words in total_lines(changes):
        console.print(Padding(Wrapped(tell("{kind}合计：{words}", kind=kind, words=words), "bold"), (1, 0, 0, 1)))


def _table(rows: tuple[Change, ...]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    for name, ratio in (
        (tell("编号"), None),
        (tell("事项"), 2),
        (tell("原来"), 3),
        (tell("箭头"), None),
        (tell("现在"), 3),
    ):
        table.add_column(name, ratio=ratio, no_wrap=ratio is None)
    for row in rows:
        cells = (row.standing.title, say_standing(row.before), "→", say_standing(row.after))
        table.add_row(clean(row.standing.id), *(Wrapped(clean(cell)) for cell in cells))
    return table
