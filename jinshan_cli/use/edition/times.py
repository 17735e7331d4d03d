"""What an edition says of time that can be read, and that cannot be meant: found by `jinshan check`."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from jinshan_cli.core.policy import Benefit, Edition, Header, Policy
from jinshan_cli.core.rules.nodes import Day
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.timewords import say_span, say_window
from jinshan_cli.core.timing import Claim, years_on
from jinshan_cli.core.written.voice import tell

WRITTEN = re.compile(
    r"(?<!\d)(?P<year>\d{4})\s*[年-]\s*(?:(?P<month>\d{1,2})\s*[月-]\s*(?:(?P<day>\d{1,2})\s*日?(?!\d))?)?"
    r"|(?<!\d)(?P<only_month>\d{1,2})\s*月\s*(?P<only_day>\d{1,2})\s*日"
)
"""a day, a month or a year as a summary has it"""


Told = tuple[int | None, int | None, int | None]
"""year, month and day, as far as they are told"""


class Odd(NamedTuple):
    """What is wrong, in which field, with which value, beside the table's own time."""

    what: str
    field: str
    value: str
    expected: str = ""


def never_open(benefit: Benefit, table: Header) -> Odd | None:
    """A window without a first day that is over before the table begins: at first not yet, and then no more. And one of
    each year that begins after the table's last day: not yet until then, and then of another year."""
    window = benefit.window
    if benefit.pending or window is None:
        return None
    starts, ends = window.days(table.first_day)
    if starts is None and ends is not None and ends < table.first_day:
        field = "period" if benefit.claim is None else "claim"
        return Odd(tell("没有一天可以办理：政策表生效前就已截止"), field, say_span(starts, ends), own_time(table))
    claim = benefit.claim
    if claim is not None and claim.every and claim.starts and claim.starts > table.last_day:
        return Odd(
            tell("没有一天可以办理：每年一次的窗口在政策表到期后才开始"),
            "claim",
            say_span(claim.starts, claim.ends),
            own_time(table),
        )
    return None


def odd_windows(benefit: Benefit, table: Header) -> Iterator[Odd]:
    """Windows that have nothing to do with the table's own time, and those that rules to be issued make idle."""
    if benefit.pending and benefit.window is not None:
        yield Odd(tell("细则待定，写的期限不起作用"), "pending", say_window(replace(benefit, pending=None)))
    if benefit.period is not None:
        starts, ends = benefit.period.days(table.first_day)
        if (starts is not None and starts > table.last_day) or (ends is not None and ends < table.first_day):
            yield Odd(tell("事项期不在政策表的有效期内"), "period", say_span(starts, ends), own_time(table))
    if benefit.claim is not None and never_open(benefit, table) is None:
        of = benefit.period.days(table.first_day)[1] if benefit.period else None
        yield from _odd_claim(benefit.claim, max(of or table.last_day, table.last_day), table, "claim")


def odd_notes(policy: Policy, table: Header) -> Iterator[Odd]:
    """What its notes report of another time than the table's."""
    for number, note in enumerate(policy.notes, 1):
        if note.claim is not None:
            yield from _odd_claim(note.claim, table.last_day, table, f"notes [{number}] claim")
        if note.extended is not None and note.extended < table.first_day:
            what = tell("延长到的日期早于政策表生效")
            yield Odd(what, f"notes [{number}] extended", str(note.extended), own_time(table))


def odd_year(table: Header) -> Iterator[Odd]:
    """A year in which no day of the table is."""
    if not table.first_day.year <= table.year <= table.last_day.year:
        yield Odd(tell("年份不在政策表的有效期内"), "year", str(table.year), own_time(table))


def _odd_claim(claim: Claim, last: date, table: Header, field: str) -> Iterator[Odd]:
    """One that is over before the table begins, or begins more than a year after the last day of what it is of."""
    told = say_span(claim.starts, claim.ends)
    if claim.every is None and claim.ends is not None and claim.ends < table.first_day:
        yield Odd(tell("办理期在政策表生效前就已结束"), field, told, own_time(table))
    elif claim.starts is not None and claim.starts > years_on(last, 1):
        yield Odd(tell("办理期在政策表到期一年多以后才开始"), field, told, own_time(table))


def own_time(table: Header) -> str:
    """The table's first and last day, as what is expected."""
    return tell("政策表 {span}", span=say_span(table.first_day, table.last_day))


def summaries(policy: Policy) -> Iterator[tuple[str, str]]:
    """The fields of a policy's own words and those of its benefits, with what they say."""
    yield "summary", policy.summary
    for benefit in policy.benefits:
        if benefit.summary:
            yield f"{benefit.id} summary", benefit.summary


def unheld_dates(policy: Policy, edition: Edition) -> Iterator[tuple[str, str]]:
    """Days, months and years of its summaries that no window, note, rule or fact of it has, with the field; a bare
    year may be the table's."""
    held = {*_days_held(policy, edition), *chain.from_iterable(map(_dates, _texts(policy, edition)))}
    held.add((edition.header.year, None, None))
    for where, summary in summaries(policy):
        for found in WRITTEN.finditer(summary):
            if not any(_is_in(_read(found), each) for each in held):
                yield where, found[0].strip()


def _dates(text: str) -> Iterator[Told]:
    return map(_read, WRITTEN.finditer(text))


def _read(found: re.Match[str]) -> Told:
    year, month, day = (None if found[name] is None else int(found[name]) for name in ("year", "month", "day"))
    return (None, int(found["only_month"]), int(found["only_day"])) if found["only_month"] else (year, month, day)


def _is_in(told: Told, held: Told) -> bool:
    """True if what is held says at least as much, and the same."""
    return all(part is None or part == own for part, own in zip(told, held, strict=True))


def _days_held(policy: Policy, edition: Edition) -> Iterator[Told]:
    """Every day that a window, a note or a rule of the policy has."""
    table = edition.header
    windows = [each for benefit in policy.benefits for each in (benefit.period, benefit.claim) if each]
    spans = [window.days(table.first_day) for window in windows]
    for benefit in policy.benefits:
        spans += [(each.starts, each.ends) for each in edition.moment(benefit, table.first_day).reported]
    rules = (edition.rules[benefit.id] for benefit in policy.benefits)
    nodes = chain.from_iterable(walk(part) for rule in rules for part in (rule.when, rule.amount) if part is not None)
    ruled = (node.day for node in nodes if isinstance(node, Day))
    return ((day.year, day.month, day.day) for day in chain(*spans, ruled) if day is not None)


def _texts(policy: Policy, edition: Edition) -> Iterator[str]:
    """What else the policy says, and what the facts it reads are called."""
    yield from filter(None, (policy.readings, policy.source, *(note.text for note in policy.notes)))
    for benefit in policy.benefits:
        yield from (benefit.title, benefit.pending or "", *benefit.unchecked)
    for fact in edition.facts:
        if policy.number in edition.used_by[fact.key]:
            yield from (fact.label, fact.question, fact.help, *(option.label for option in fact.options))
