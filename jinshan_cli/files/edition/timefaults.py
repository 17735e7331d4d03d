"""What an edition says of time that cannot be: ends before starts, windows without days, notes of nothing."""

from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.edition.notes import Note
from jinshan_cli.core.errors import Fault, closest
from jinshan_cli.core.policy import Benefit, Header, Policy
from jinshan_cli.core.timing import Claim, DateWindow, Period, years_on
from jinshan_cli.core.written.voice import tell


def header_faults(header: Header, where: str) -> Iterator[Fault]:
    """A table whose time ends before it starts."""
    if header.last_day < header.first_day:
        yield Fault(
            tell("结束日期早于开始日期"),
            f"{where} ends",
            str(header.last_day),
            tell("不早于 {first_day}", first_day=header.first_day),
        )


def benefit_faults(benefit: Benefit, where: str) -> Iterator[Fault]:
    """Windows that cannot be, a claim that ends before its period, and a sum under rules that are not yet issued."""
    if benefit.period is not None:
        yield from _period_faults(benefit.period, f"{where} period")
    if benefit.claim is not None:
        yield from _claim_faults(benefit.claim, f"{where} claim")
    if benefit.period is not None and benefit.claim is not None:
        yield from _order_faults(benefit.period, benefit.claim, where)
    if benefit.pending is not None:
        yield from _pending_faults(benefit, where)


def note_faults(policy: Policy, where: str) -> Iterator[Fault]:
    """Notes with windows that cannot be, or about benefits that the policy does not have."""
    ids = [benefit.id for benefit in policy.benefits]
    for number, note in enumerate(policy.notes, 1):
        place = f"{where} notes [{number}]"
        for key in note.benefits:
            if key not in ids:
                yield Fault(tell("这一项没有这个事项"), f"{place} benefits", key, closest=closest(key, ids))
        yield from _note_windows(note, place)


def _note_windows(note: Note, where: str) -> Iterator[Fault]:
    if note.claim is not None:
        yield from _claim_faults(note.claim, f"{where} claim")
    if note.period is not None:
        yield from _period_faults(note.period, f"{where} period")
    if note.budget is not None and not note.budget.strip():
        yield Fault(tell("不能是空的"), f"{where} budget", expected=tell("如 用完为止"))


def _period_faults(period: Period, where: str) -> Iterator[Fault]:
    if period.year is not None and (period.starts or period.ends):
        yield Fault(tell("写了 year，就不再写 starts 和 ends"), where, str(period.year))
    yield from _window_faults(period, where, tell("year = 2023，或 starts、ends"))


def _claim_faults(claim: Claim, where: str) -> Iterator[Fault]:
    if claim.every is None:
        yield from _window_faults(claim, where, tell("starts 或 ends"))
    elif claim.starts is None or claim.ends is None:
        yield Fault(
            tell("每年一次的窗口要写起止日"), where, claim.every, tell("starts 和 ends 都写，如 2023-04-01、2023-04-30")
        )
    else:
        yield from _window_faults(claim, where, "")
        if claim.ends >= years_on(claim.starts, 1) > claim.starts:  # the next time would begin in it
            yield Fault(
                tell("每年一次的窗口不能长过一年"),
                where,
                tell("{starts} 至 {ends}", starts=claim.starts, ends=claim.ends),
            )


def _window_faults(window: DateWindow, where: str, expected: str) -> Iterator[Fault]:
    starts, ends = window.days(date.min)
    if starts is None and ends is None:
        yield Fault(tell("没有写日期"), where, expected=expected)
    elif starts is not None and ends is not None and ends < starts:
        yield Fault(tell("结束日期早于开始日期"), f"{where} ends", str(ends), tell("不早于 {starts}", starts=starts))


def _order_faults(period: Period, claim: Claim, where: str) -> Iterator[Fault]:
    begins, closes = period.days(date.min)[0], claim.ends
    if claim.every is None and begins is not None and closes is not None and closes < begins:
        yield Fault(
            tell("办理期在事项期开始之前就结束了"),
            f"{where} claim ends",
            str(closes),
            tell("不早于 {begins}", begins=begins),
        )


def _pending_faults(benefit: Benefit, where: str) -> Iterator[Fault]:
    if not (benefit.pending or "").strip():
        yield Fault(tell("不能是空的"), f"{where} pending", expected=tell("写明哪项办法待定"))
    if benefit.amount is not None:
        yield Fault(tell("细则待定的事项不能有金额"), f"{where} amount", benefit.amount, tell("删去 amount 或 pending"))
