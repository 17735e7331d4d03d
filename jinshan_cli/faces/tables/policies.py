"""Some policies of an edition, and how they look on a terminal: whole, or a line or two each."""

from collections.abc import Iterator
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.timewords import ASK_FIRST, say_reported, say_suspended, say_window_on
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.tables.banner import show_banner
from jinshan_cli.faces.tables.policy_sheet import Chosen, Rows, policy_sheet
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.wrapped import Wrapped


def show_policies(chosen: Chosen, console: Console) -> None:
    """Each policy whole, a rule between two."""
    show_banner(chosen.edition, chosen.as_of, console)
    for i, policy in enumerate(chosen.policies):
        if i:
            console.rule(characters="-")
        show_policy(console, policy, chosen.edition, chosen.as_of)


def show_policy(console: Console, policy: Policy, edition: Edition, as_of: date) -> None:
    """The whole policy: contacts, each benefit with its rule in words, readings, notes and the source item."""
    for i, (heading, rows) in enumerate(policy_sheet(policy, edition, as_of)):
        console.print(Text(f"\n{clean(heading)}" if i else clean(heading), style="bold green" if i else "bold"))
        console.print(Padding(_grid(rows), (0, 0, 0, 2)))


def show_table(chosen: Chosen, console: Console) -> None:
    """A line or two a policy: number, title, kinds, departments, contact, and what is known of its time on the day."""
    show_banner(chosen.edition, chosen.as_of, console)
    table = Table(box=None, padding=(0, 2, 0, 0), expand=True, header_style="bold")
    table.add_column(tell("项"), no_wrap=True, min_width=3)
    table.add_column(tell("政策"), ratio=5)
    table.add_column(tell("责任单位"), ratio=4)
    table.add_column(tell("期限"), ratio=4)
    for policy in chosen.policies:
        kinds = tell("、").join(dict.fromkeys(labels.KIND[benefit.kind] for benefit in policy.benefits))
        times = dict.fromkeys(line for benefit in policy.benefits for line in _times(benefit, chosen))
        table.add_row(
            str(policy.number),
            Wrapped(
                tell(
                    "{title}\n{kinds}，{uptake}", title=policy.title, kinds=kinds, uptake=labels.UPTAKE[policy.uptake]
                ),
                "bold",
                "",
            ),
            Wrapped(f"{labels.say_departments(policy)}\n{labels.say_contact(policy)}"),
            Wrapped("\n".join(times)),
        )
    console.print(table)
    hint = tell("查看全文：jinshan show 编号") if chosen.policies else tell("可放宽筛选条件再试")
    header = chosen.edition.header
    console.print(
        Text(
            tell(
                "{title}（{id}），共 {count} 项。{hint}",
                title=header.title,
                id=header.id,
                count=len(chosen.policies),
                hint=hint,
            ),
            style="dim",
        )
    )


def _times(benefit: Benefit, chosen: Chosen) -> Iterator[str]:
    """The window as the source states it, where the day lies in it, what notes know, and if one has to ask first."""
    moment = chosen.edition.moment(benefit, chosen.as_of)
    yield say_window_on(benefit, moment.timing, chosen.as_of)
    yield from map(say_reported, moment.reported)
    if suspended := say_suspended(moment):
        yield suspended
    elif moment.is_asked_first and moment.is_reported_closed:
        yield tell(ASK_FIRST)


def _grid(rows: Rows) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column()
    for name, text in rows:
        table.add_row(name, Wrapped(text))
    return table
