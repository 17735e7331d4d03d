"""An assessment on a terminal: what to do next, with amounts, contacts and dates; then the sums."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.intervals import Truth
from jinshan_cli.core.outcome import Origin
from jinshan_cli.core.timewords import ASK_FIRST
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.result.comparison import show_changes
from jinshan_cli.faces.result.firstscreen import show_first
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.schedule import say_occasion
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.use.result.assessment import Assessment, Sums
from jinshan_cli.use.result.derivation import derivations_of
from jinshan_cli.use.result.reasons import Reason, reasons_of
from jinshan_cli.use.result.sections import DOING, Row, Section, SectionKey, sections
from jinshan_cli.use.result.understood import known_of, say_who
from jinshan_cli.use.tables.activities import next_for

_STYLE: dict[SectionKey, str] = {
    "apply": "bold green",
    "enjoy": "bold green",
    "ask_first": "bold blue",
    "upcoming": "bold cyan",
    "expired": "bold",
    "verify": "bold yellow",
    "near": "bold magenta",
    "nothing": "dim",
}
_ORDER: tuple[Origin, ...] = ("default", "stated", "derived")
_MARK: Words[Truth] = Words({True: "√", False: "×", None: "？"})
_MARK_STYLE: dict[Truth, str] = {True: "green", False: "red", None: "yellow"}


def show_result(delivery: Delivery, console: Console) -> None:
    """The first screen or, with `why`, all; then what a supposed change would do to it."""
    if delivery.why:
        show_whole(console, delivery.assessment)
    else:
        show_first(console, delivery.assessment)
    if delivery.changes is not None:
        show_changes(console, delivery.changes)


def show_whole(console: Console, assessment: Assessment) -> None:
    """Prints all there is to say: every section with its details, and the reasons of every benefit."""
    for part in _parts(assessment):
        console.print(part)


def _parts(assessment: Assessment) -> Iterable[RenderableType]:
    yield Text(clean(labels.say_edition(assessment)), style="bold")
    yield firm_line(assessment)
    if banner := labels.say_outside(assessment.edition, assessment.as_of):
        yield Text(f"! {banner}", style="bold red")
    for warning in assessment.doubts:
        yield Text(f"! {clean(warning)}", style="yellow")
    found = sections(assessment)
    for key in _STYLE:
        if found[key].rows:
            yield _section(found[key], assessment)
    yield from _reasons(assessment)
    yield from _totals(tell("合计（现在可办理、可享受的）"), assessment.now)
    yield from _totals(tell("{ask_first}的合计（未计入上面）", ask_first=tell(ASK_FIRST)), assessment.ask_first)
    yield from _occasions(assessment)
    yield Text(f"\n{clean(assessment.edition.header.notice)}", style="dim")


def firm_line(assessment: Assessment) -> Wrapped:
    """The firm as it was understood, derived and default values marked."""
    known = sorted(known_of(assessment), key=lambda each: _ORDER.index(each.origin))
    parts = tell("；").join(f"{each.label} {each.marked}" for each in known)
    return Wrapped(tell("{words}：{parts}", words=clean(say_who(assessment)), parts=parts))


def _section(section: Section, assessment: Assessment) -> RenderableType:
    heading = Text(
        tell("\n{title}（{count}）", title=section.title, count=len(section.rows)), style=_STYLE[section.key]
    )
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False, expand=True)
    table.add_column(tell("编号"), no_wrap=True, min_width=3)
    table.add_column(tell("事项"), ratio=5)
    table.add_column(tell("金额"), ratio=3)
    table.add_column(tell("期限与联系"), ratio=4)
    for row in section.rows:
        what, amount, where = _cells(row, section, assessment)
        table.add_row(row.result.benefit.id, Wrapped(what, "bold", ""), Wrapped(amount), Wrapped(where))
    return Group(heading, Padding(table, (0, 0, 0, 1)))


def _cells(row: Row, section: Section, assessment: Assessment) -> tuple[str, str, str]:
    result, facts = row.result, assessment.edition.facts
    window = labels.say_deadline(result, assessment).replace(tell("（"), tell("\n（"))  # never in the middle of 244 天
    amount = labels.say_worth(result)
    match section.key:
        case "verify":
            what = (result.benefit.title, labels.say_open(result, facts), *labels.say_reports(result))
            return "\n".join(what), tell("若符合：{amount}", amount=amount), window
        case "nothing":
            return result.benefit.title, tell(labels.NO_SUM), ""
        case "near" if result.near_miss:
            miss = labels.say_near_miss(result.near_miss, facts)
            return f"{result.benefit.title}\n{miss}", labels.KIND[result.benefit.kind], window
    policy = row.policy.policy
    time = (labels.say_asked_first(result, assessment), *labels.say_reports(result))
    lines = (
        result.benefit.title,
        *dict.fromkeys(time),
        labels.say_unchecked(result.benefit),
        labels.say_channel(policy),
        *(tell("{name}：{words}", name=name, words=words) for name, words in _handling(row, section)),
    )
    contact = f"{labels.say_departments(policy)} {labels.say_contact(policy)}"
    return "\n".join(filter(None, lines)), amount, f"{contact}\n{window}"


def _handling(row: Row, section: Section) -> Iterator[tuple[str, str]]:
    """What to bring and to do as a list to tick, of what is to be done now; where to do it."""
    if section.key in DOING:
        yield from labels.say_checklist(row.policy.policy, row.result.benefit)


def _reasons(assessment: Assessment) -> Iterable[RenderableType]:
    yield Text(tell("\n每项的理由"), style="bold")
    reasons, derivations = reasons_of(assessment), derivations_of(assessment)
    for _, result in assessment.benefits():
        title = tell(
            "{id} {title}：{status}", id=result.benefit.id, title=result.benefit.title, status=labels.say_status(result)
        )
        yield Padding(
            Text(tell("{clean}，{timing}", clean=clean(title), timing=labels.say_timing(result)), style="bold"),
            (0, 0, 0, 1),
        )
        for reason in reasons[result.benefit.id]:
            yield from _reason(reason, 3)
        if result.near_miss:
            yield Padding(Wrapped(labels.say_near_miss(result.near_miss, assessment.edition.facts)), (0, 0, 0, 5))
        lines = derivations[result.benefit.id]
        if lines and lines != (labels.say_amount(result.amount, result.is_untold),):
            line = Table.grid()
            line.add_row(Text(tell("计算：")), Wrapped("\n".join(map(clean, lines))))
            yield Padding(line, (0, 0, 0, 3))


def _reason(reason: Reason, indent: int) -> Iterator[RenderableType]:
    """A reason, and below it what it is enough to be one of."""
    line = Table.grid()
    line.add_row(Text(f"{_MARK[reason.holds]} ", style=_MARK_STYLE[reason.holds]), Wrapped(reason.text))
    yield Padding(line, (0, 0, 0, indent))
    for alternative in reason.met or reason.alternatives:
        yield from _reason(alternative, indent + 2)


def _totals(title: str, sums: Sums) -> Iterator[RenderableType]:
    """A sum for each kind of which there is anything; no heading where there is none."""
    heading = Text(f"\n{title}", style="bold")
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    table.add_column(tell("类别"), no_wrap=True)
    table.add_column(tell("金额"), overflow="fold")
    for kind, words in labels.say_totals(sums):
        table.add_row(kind, Wrapped(words))
    if table.rows:
        yield Group(heading, Padding(table, (0, 0, 0, 1)))


def _occasions(assessment: Assessment) -> Iterable[RenderableType]:
    coming = next_for(assessment.edition, assessment.firm, assessment.as_of)
    if coming:
        yield Text(tell("\n近期适合参加的活动"), style="bold")
        yield Padding(Wrapped("\n".join(say_occasion(occasion) for occasion in coming)), (0, 0, 0, 1))
