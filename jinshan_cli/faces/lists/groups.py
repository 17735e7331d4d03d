"""What the groups of a list come to, in words and as a table on a terminal."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.tally import Sum
from jinshan_cli.core.timewords import ASK_FIRST
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.figures import say_money
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.spans import say_cost
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.use.lists.digest import Digest, GroupDigest, KindDigest

STANDING = Words({"now": "现在可享受", "ask_first": ASK_FIRST, "open": "待核实", "other": "已过期或未开始"})
NONE_SURE, NO_SUM = "暂无可确定的金额", "暂无可计算的金额"
GROUPS = 20
"""groups shown; files hold all"""
POLICIES = 5
"""policies named of a group"""


def show_groups(console: Console, digest: Digest) -> None:
    """Prints the groups of most money. Nothing if firms are not grouped, or there are none."""
    if not digest.groups:
        return
    console.print(Text(tell("\n按{those}（家）", those=clean(tell("、").join(digest.grouped.titles))), style="bold"))
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for title in digest.grouped.titles:
        table.add_column(clean(title))
    told = [name for name in STANDING if any(getattr(each.standings, name) for each in digest.groups)]
    for title in (tell("企业数"), *(STANDING[name] for name in told)):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column(tell("现在可享受的金额"))
    for each in digest.groups[:GROUPS]:
        counts = [f"{each.firms:,}", *(f"{getattr(each.standings, name):,}" for name in told)]
        table.add_row(*(Wrapped(clean(value)) for value in each.values), *counts, Wrapped(_say_sure(each)))
    console.print(table)
    if (more := len(digest.groups) - GROUPS) > 0:
        console.print(Text(tell("另有 {more:,} 组；以 .xlsx 为结果可见全部。", more=more), style="dim"))


def _say_sure(group: GroupDigest) -> str:
    """What is to be had now of each kind; what may come on top of it is in the files."""
    told = (f"{labels.KIND[kind]} {say_due(each)}" for kind, each in group.money.items() if each.due != Sum())
    return tell("；").join(told) or tell(NONE_SURE)


def say_kinds(group: GroupDigest) -> Iterator[str]:
    """For each kind of which there is or may be any: 奖补资金 12万元；待核实的 最高再加 50万元."""
    for kind, each in group.money.items():
        if (each.due, each.possible) != (Sum(), Sum()):
            yield tell(
                "{kind} {due}；待核实的{possible}",
                kind=labels.KIND[kind],
                due=say_due(each),
                possible=say_possible(each),
            )


def say_due(kind: KindDigest) -> str:
    """What is to be had now: 12万元, 10万元 至 12万元; where nothing states a limit, of how many firms.

    金额待定 where there is something, and no more is known.
    """
    due = kind.due
    if due == Sum():
        return tell(NONE_SURE)
    if not due.unlimited:
        return say_cost(Interval(due.low, due.high), due.barely)
    least = say_cost(Interval(due.low, None), due.barely) if due.low else ""
    unlimited = _say_unlimited(due)
    return tell("{told}（{unlimited}）", told=least, unlimited=unlimited) if least else unlimited


def say_possible(kind: KindDigest) -> str:
    """What may come on top of it, never as a sum that is sure; an amount without a limit is told to have none."""
    possible = kind.possible
    if possible.unlimited:
        return _say_unlimited(possible, of_more=True)
    return tell("最高再加 {money}", money=say_money(possible.high)) if possible.high else tell(NO_SUM)


def _say_unlimited(found: Sum, of_more: bool = False) -> str:
    rest = (
        tell("，其余最高再加 {money}" if of_more else "，其余最高 {money}", money=say_money(found.high))
        if found.high
        else ""
    )
    return tell("{unlimited:,} 家没有上限可算{rest}", unlimited=found.unlimited, rest=rest)


def say_top(group: GroupDigest) -> str:
    """The policies that most of its firms can have now, else have to ask about first: 第 14 项 12 家."""
    for name in ("now", "ask_first"):
        counts = {number: getattr(each, name) for number, each in group.policies.items()}
        found = sorted((number for number, count in counts.items() if count), key=lambda number: -counts[number])
        if found:
            told = tell("、").join(
                tell("第 {number} 项 {counts:,} 家", number=number, counts=counts[number])
                for number in found[:POLICIES]
            )
            return tell(
                "{standing}：{told}{more}",
                standing=STANDING[name],
                told=told,
                more=tell(" 等") if len(found) > POLICIES else "",
            )
    return ""
