"""The answer in three seconds: what can be had now, until when, whom to call; the rest is counted. Fits a terminal."""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.policy import Policy
from jinshan_cli.core.timewords import ASK_FIRST
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.schedule import say_undated
from jinshan_cli.faces.words.wrapped import Wrapped
from jinshan_cli.faces.words.wrapping import width_of
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.sections import Row, Section, SectionKey, sections
from jinshan_cli.use.result.understood import known_of, say_who
from jinshan_cli.use.result.urgency import is_soon, last_day, pressing, stated_last_day
from jinshan_cli.use.tables.activities import next_for, undated_for

HINT = "加 --why 看详情和理由"
NOW_TITLE = "现在可办理、可享受"
AUTOMATIC = "*"
"""behind the title of what needs no application"""
OF_SOMETHING = "^"
"""behind a last day that says what it is of: one by which the thing must happen, or to which something is put off"""
ELSEWHERE = "+"
"""behind the time of a benefit of which a note knows more, or the last day"""
NARROW = 72
"""columns, below which a benefit is a sentence and no line of a table"""
WIDEST_AMOUNT = 24
"""columns of an amount; what is longer takes two lines"""
LEAST_CONTACT = 20
"""columns that a long title leaves to the contact"""
_SOON = "bold red"
FEWEST = 3
"""benefits that are shown however low a terminal is"""
_COUNTED: dict[SectionKey, str] = {
    "ask_first": "blue",
    "verify": "yellow",
    "near": "magenta",
    "upcoming": "cyan",
    "expired": "",
    "nothing": "dim",
    "other": "dim",
}


def show_first(console: Console, assessment: Assessment, hint: str = HINT, below: int = 1) -> None:
    """Prints it. On a terminal it is no higher than the screen less `below` lines, and says how many are not shown."""
    rows = pressing(assessment)
    head, tail = list(_head(assessment, rows)), list(_tail(assessment, hint))
    room = console.height - below - _height(console, head + tail) if console.is_terminal else None
    for part in (*head, *_now(console, rows, assessment, room), *tail):
        console.print(part)


def _head(assessment: Assessment, rows: Sequence[Row]) -> Iterator[RenderableType]:
    yield Wrapped(clean(labels.say_edition(assessment)), "bold")
    yield _firm(assessment)
    if banner := labels.say_outside(assessment.edition, assessment.as_of):
        yield Wrapped(f"! {banner}", "bold red")
    for warning in assessment.doubts:
        yield Wrapped(f"! {clean(warning)}", "yellow")
    sums = labels.say_sums(assessment.now)
    yield Text()
    yield Wrapped(
        tell(
            "{now_title} {count} 个事项{words}",
            now_title=tell(NOW_TITLE),
            count=len(rows),
            words=tell("，合计：{sums}", sums=sums) if sums else "",
        ),
        "bold green",
    )


def _firm(assessment: Assessment) -> Wrapped:
    """The firm's name, what it is without having said so, and how much it did say."""
    known = known_of(assessment)
    parts = [f"{each.label} {each.marked}" for each in known if each.origin != "stated"]
    told = sum(each.origin == "stated" for each in known)
    parts += [tell("填报 {told} 项", told=told)] if told else []
    return Wrapped(tell("{words}：{those}", words=clean(say_who(assessment)), those=tell("；").join(parts)))


def _now(console: Console, rows: Sequence[Row], assessment: Assessment, room: int | None) -> Iterator[RenderableType]:
    shown = len(rows)
    while room is not None and shown > FEWEST:
        parts = list(_list(console, rows, shown, assessment))
        if _height(console, parts) <= room:
            break
        shown -= 1
    yield from _list(console, rows, shown, assessment)


def _list(console: Console, rows: Sequence[Row], shown: int, assessment: Assessment) -> Iterator[RenderableType]:
    """So many of the rows, and how many more there are."""
    if rows:
        yield from _table(console, rows[:shown], assessment)
    if shown < len(rows):
        yield Text(tell(" ……另有 {words} 个，这一屏放不下", words=len(rows) - shown), style="bold")
    if told := _signs(rows[:shown], assessment.as_of):
        yield Wrapped(f" {tell('；').join(told)}", "dim")


def _signs(rows: Sequence[Row], as_of: date) -> list[str]:
    """What the signs that stand in the rows mean."""
    told = []
    if any(row.policy.policy.uptake == "automatic" for row in rows):
        told.append(tell("{automatic} {uptake}，不必申请", automatic=AUTOMATIC, uptake=labels.UPTAKE["automatic"]))
    if any(_is_of_something(row, as_of) for row in rows):
        told.append(tell("{of_something} 不一定是办理的截止日", of_something=OF_SOMETHING))
    if any(row.result.reported for row in rows):
        told.append(tell("{elsewhere} 外部资料另有说明", elsewhere=ELSEWHERE))
    if those := [row.result.benefit.id for row in rows if _is_from_elsewhere(row, as_of)]:
        told.append(tell("{those} 的末日据外部资料", those=tell("、").join(those)))
    return told


def _table(console: Console, rows: Sequence[Row], assessment: Assessment) -> Iterator[RenderableType]:
    """A line for each; on a narrow screen a sentence."""
    lines = []
    for row in rows:
        ends = last_day(row.result, assessment.as_of)
        soon = ends is not None and is_soon(ends, assessment.as_of)
        lines.append((("!" if soon else ""), *_cells(row, ends, assessment.as_of)))
    if console.width >= NARROW:
        yield _columns(console.width, lines)
        return
    for mark, number, *cells in lines:
        yield Wrapped(f"{mark or ' '} {number} {tell('；').join(cells)}", _SOON if mark else "")


def _columns(screen: int, lines: Sequence[tuple[str, ...]]) -> Table:
    """The table of a screen so wide: number and day whole, title and amount as far as the contact has room beside."""
    headings = ("", tell("编号"), tell("事项"), tell("金额"), tell("截至"), tell("联系"))
    mark, number, title, amount, until, contact = (
        max(width_of(clean(cell)) for cell in column) for column in zip(headings, *lines, strict=True)
    )
    mark, amount = 1, min(amount, WIDEST_AMOUNT)
    room = screen - mark - number - amount - until - len(headings)
    title = min(title, max(room - min(contact, LEAST_CONTACT), room // 2))
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim", pad_edge=False)
    for heading, width in zip(headings, (mark, number, title, amount, until), strict=False):
        table.add_column(heading, width=width)
    table.add_column(headings[-1])
    for line in lines:
        table.add_row(*map(Wrapped, line), style=_SOON if line[0] else "")
    return table


def _cells(row: Row, ends: date | None, as_of: date) -> tuple[str, ...]:
    policy, result = row.policy.policy, row.result
    title = result.benefit.title + (AUTOMATIC if policy.uptake == "automatic" else "")
    signs = OF_SOMETHING * _is_of_something(row, as_of) + ELSEWHERE * bool(result.reported)
    until = _until(ends, as_of) + signs
    return result.benefit.id, title, labels.say_due(result), until, _contact(policy)


def _is_of_something(row: Row, as_of: date) -> bool:
    """Where the day that is shown is one of the source's, and is of a period, or has words of its own before it."""
    claim, stated = row.result.benefit.claim, stated_last_day(row.result, as_of)
    if stated is None or stated != last_day(row.result, as_of):
        return False
    return claim is None or (claim.starts is None and bool(claim.of))


def _is_from_elsewhere(row: Row, as_of: date) -> bool:
    """Where the day that is shown is one that only a note knows."""
    return last_day(row.result, as_of) not in (None, stated_last_day(row.result, as_of))


def _until(ends: date | None, as_of: date) -> str:
    if ends is None:
        return tell("未载明")
    days = (ends - as_of).days
    return (
        f"{ends:%m-%d} {(tell('剩 {days} 天', days=days) if days else tell('今天截止'))}"
        if is_soon(ends, as_of)
        else str(ends)
    )


def _contact(policy: Policy) -> str:
    """The first of those who are responsible, and the first number; where there is none, the address to write to."""
    first, *others = policy.departments
    named = f"{first}{(tell('等') if others else '')}"
    several = tell("另有 {count} 处，见 --why", count=len(policy.contacts)) if policy.contacts else ""
    calls = [told for told in (policy.contact_note, *policy.phones[:1], several) if told]
    return " ".join((named, *(calls or filter(None, (policy.email,)))))


def _tail(assessment: Assessment, hint: str) -> Iterator[RenderableType]:
    found = sections(assessment)
    yield Text()
    for key, style in _COUNTED.items():
        if found[key].rows:
            yield Wrapped(_counted(found[key], assessment), style)
    if activities := _activities(assessment):
        yield Text(activities)
    yield Wrapped(tell("{hint}。{clean}", hint=tell(hint), clean=clean(assessment.edition.header.notice)), "dim")


def _counted(section: Section, assessment: Assessment) -> str:
    """A section in a line: how many, and the money or the distance that goes with them."""
    facts = assessment.edition.facts
    more = ""
    match section.key:
        case "ask_first":
            more = labels.say_sums(assessment.ask_first)
        case "verify":
            asked = labels.say_possible(assessment.ask_first)
            asked = asked and tell("{ask_first}的，{possible}", ask_first=tell(ASK_FIRST), possible=asked)
            more = tell("；").join(filter(None, (labels.say_possible(assessment.now), asked)))
        case "near":
            missed = [(row.result.benefit.id, row.result.near_miss) for row in section.rows]
            more = tell("；").join(
                tell("第 {number} 项 {near_miss}", number=number, near_miss=labels.say_near_miss(miss, facts))
                for number, miss in missed
                if miss
            )
        case "upcoming":
            more = tell("；").join(
                f"{row.result.benefit.id} {labels.say_deadline(row.result, assessment)}" for row in section.rows
            )
    ids = (
        tell("（{those}）", those=tell("、").join(row.result.benefit.id for row in section.rows))
        if section.key == "ask_first"
        else ""
    )
    return tell(
        "{title} {count} 个{ids}{words}",
        title=section.title,
        count=len(section.rows),
        ids=ids,
        words=tell("：{more}", more=more) if more else "",
    )


def _height(console: Console, parts: Sequence[RenderableType]) -> int:
    """How many lines the parts take."""
    return sum(len(console.render_lines(part, pad=False)) for part in parts)


def _activities(assessment: Assessment) -> str:
    """How many activities suit the firm, with entries still to come or, in the table's time, on no stated day."""
    edition, firm, as_of = assessment.edition, assessment.firm, assessment.as_of
    found = [occasion.activity.number for occasion in next_for(edition, firm, as_of)]
    undated = undated_for(edition, firm, as_of)
    if not found and not undated:
        return ""
    return tell(
        "适合参加的活动 {activities} 项，{entries} 条安排{note}",
        activities=len({*found, *undated}),
        entries=len(found) + len(undated),
        note=say_undated(len(undated)),
    )
