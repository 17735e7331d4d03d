"""A change of the table on a terminal: what it costs, who gains and loses, policy by policy and group by group."""

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.reform.effects import Effect
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.reform.view import (
    SIDE,
    TURN,
    ReformView,
    is_moved,
    say_count,
    say_side,
    say_unsettled,
)
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.wrapped import Wrapped

GROUPS = 20
"""groups shown; files hold all"""


def show_reform(view: ReformView, console: Console) -> None:
    """Prints the whole, then each policy that the change moves, then the groups."""
    whole = view.found.whole
    heading = tell(
        "{change}；按 {as_of} 计算，{count} 家", change=view.change, as_of=view.as_of, count=say_count(whole.firms)
    )
    console.print(Wrapped(clean(heading), "bold"))
    for effect in view.moved():
        _show(effect, view, console)
    if not is_moved(whole.whole):
        console.print(Text(tell("按当日可享的事项计算，名单上的企业没有增减。")))
    if view.by:
        console.print(_groups(view))
    if (more := len(view.found.groups) - GROUPS) > 0:
        console.print(Text(tell("另有 {more} 组，写成文件可见全部。", more=more), style="dim"))
    for note in view.notes():
        console.print(Padding(Wrapped(clean(note), "dim"), (0, 0, 0, 0)))


def _show(effect: Effect, view: ReformView, console: Console) -> None:
    console.print(Padding(Wrapped(clean(view.title_of(effect)), "bold cyan"), (1, 0, 0, 0)))
    counts = [
        tell("{turn} {count} 家", turn=TURN[turn], count=say_count(effect.turns[turn]))
        for turn in ("gain", "lose", "same")
    ]
    console.print(
        Padding(Wrapped(tell("，").join((*counts, f"{TURN['unsettled']} {say_unsettled(effect)}"))), (0, 0, 0, 2))
    )
    for kind in effect.money:
        told = tell(
            "{side} {cost}，{side2} {cost2}",
            side=SIDE["before"],
            cost=say_side(effect, kind, "before"),
            side2=SIDE["after"],
            cost2=say_side(effect, kind, "after"),
        )
        line = tell(
            "{kind}：{difference}（{told}）",
            kind=labels.KIND[kind],
            difference=say_side(effect, kind, "difference"),
            told=told,
        )
        console.print(Padding(Wrapped(line), (0, 0, 0, 2)))


def _groups(view: ReformView) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold", title_justify="left")
    for title in view.by:
        table.add_column(clean(title))
    for title in (tell("家"), TURN["gain"], TURN["lose"], TURN["unsettled"]):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(SIDE["difference"])
    for group in view.found.groups[:GROUPS]:
        effect = group.whole
        moved = [
            f"{labels.KIND[kind]} {say_side(effect, kind, 'difference')}"
            for kind, sides in effect.money.items()
            if sides["difference"] != NOTHING
        ]
        counts = (group.firms, effect.turns["gain"], effect.turns["lose"], effect.turns["unsettled"])
        table.add_row(
            *map(clean, group.values), *map(say_count, counts), Wrapped(tell("；").join(moved) or tell("不变"))
        )
    return table
