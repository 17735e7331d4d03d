"""Time in words: windows, what notes report of them, and why the department has to be asked first."""

from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.policy import Benefit, Edition, Header
from jinshan_cli.core.timing import Claim, Moment, Period, Report, Reported, Timing, is_in_force
from jinshan_cli.core.written.voice import Words, tell

UNSTATED = "原文未载明截止日期"
TIMING: Words[Timing] = Words(
    {
        "open": "在期限内",
        "unstated": "未载明期限",
        "upcoming": "尚未开始",
        "period_over": "事项期已过",
        "other_year": "非本年度",
        "pending": "细则待定",
        "expired": "已截止",
    }
)
REPORT: Words[Report] = Words({"claim": "办理期", "period": "事项期", "extended": "延长期限", "budget": "资金"})
_PLACE: Words[Timing] = Words({"upcoming": "尚未开始", "open": "期内", "expired": "已过"})
ASK_FIRST = "先问是否仍受理"
NAMED = 6
"""policies that are named where more are only counted"""


def say_span(starts: date | None, ends: date | None) -> str:
    """Days in words: 2023-01-01 至 2023-12-31, 截至 2023-06-30, 2023-01-01 起."""
    match starts, ends:
        case None, None:
            return ""
        case None, end:
            return tell("截至 {end}", end=end)
        case start, None:
            return tell("{start} 起", start=start)
        case start, end if start == end:
            return str(start)
        case start, end:
            return tell("{start} 至 {end}", start=start, end=end)


def say_window(benefit: Benefit) -> str:
    """All that the source states of a benefit's time: 购置日期 2023-01-01 至 2023-12-31；办理期 截至 2023-12-31."""
    if benefit.pending:
        return benefit.pending
    period = "" if benefit.period is None else say_period(benefit.period)
    claim = "" if benefit.claim is None else say_claim(benefit.claim)
    return tell("；").join(filter(None, (period, claim))) or tell(UNSTATED)


def say_window_on(benefit: Benefit, timing: Timing, as_of: date) -> str:
    """The same, and where a day lies in it: …（还有 30 天）, …（尚未开始）; of a yearly one when it begins again."""
    starts, ends = benefit.days(as_of)
    where = "" if timing == "unstated" else TIMING[timing]
    if timing == "open" and ends:
        where = say_days_left(ends, as_of)
    elif timing == "upcoming" and starts and benefit.claim and benefit.claim.every:
        where = tell("{start} 起", start=starts)
    return say_window(benefit) + (tell("（{where}）", where=where) if where else "")


def say_period(period: Period) -> str:
    """When the thing must happen: 购置日期 2023-01-01 至 2023-12-31, 用水年度 2023 年."""
    days = tell("{year} 年", year=period.year) if period.year is not None else say_span(period.starts, period.ends)
    return f"{period.of or REPORT['period']} {days}"


def say_claim(claim: Claim) -> str:
    """When it may be had: 办理期 2023-04-01 至 2023-04-30, 办理期 每年 12-01 至次年 01-31, 最长可延至 2023-06-30."""
    if claim.every == "year" and claim.starts and claim.ends:
        to = tell("至次年") if claim.ends.year > claim.starts.year else tell("至")
        return tell(
            "{words} 每年 {starts:%m-%d} {to} {ends:%m-%d}",
            words=claim.of or REPORT["claim"],
            starts=claim.starts,
            to=to,
            ends=claim.ends,
        )
    if claim.of and claim.starts is None:
        return f"{claim.of} {claim.ends}"
    return f"{claim.of or REPORT['claim']} {say_span(claim.starts, claim.ends)}"


def say_deadline(benefit: Benefit, timing: Timing, table: Header, as_of: date) -> str:
    """What a day means for a benefit: 截至 2023-12-31（还有 30 天）, 2023-07-01 起办理, 已于 2023-06-30 截止.

    Where a claim decides that, also the period in which the thing must happen: …，购置日期 2023-01-01 至 2023-12-31.
    """
    beside = say_period(benefit.period) if benefit.period and benefit.claim and not benefit.pending else ""
    return tell("，").join(filter(None, (_say_day(benefit, timing, table, as_of), beside)))


def _say_day(benefit: Benefit, timing: Timing, table: Header, as_of: date) -> str:
    starts, ends = benefit.days(as_of)
    match timing:
        case "open" if ends:
            return tell("{last}（{days_left}）", last=say_last(benefit, ends), days_left=say_days_left(ends, as_of))
        case "open" | "unstated":
            return tell(UNSTATED)
        case "upcoming":
            if starts is None:
                return tell("本表自 {start} 起", start=table.first_day)
            return tell("{start} 起办理", start=starts) if benefit.claim else tell("{start} 起", start=starts)
        case "expired":
            return (
                tell("{last}（已过）", last=say_last(benefit, ends))
                if benefit.claim and benefit.claim.of
                else tell("已于 {ends} 截止", ends=ends)
            )
        case "period_over":
            return tell("{window}（已过）", window=say_window(benefit))
        case "other_year":
            unstated = say_claim(benefit.claim) if benefit.claim else tell(UNSTATED)
            return tell("{timing}，{unstated}", timing=TIMING[timing], unstated=unstated)
        case "pending":
            return benefit.pending or ""


def say_last(benefit: Benefit, ends: date | None) -> str:
    """The last day with what it is of: 截至 2023-12-31, 购置日期截至 2023-12-31, 最长可延至 2023-06-30."""
    words = benefit.window.of if benefit.window else ""
    if not words or (benefit.claim and benefit.claim.starts is None):
        return f"{words or tell('截至')} {ends}"
    return tell("{words}截至 {ends}", words=words, ends=ends)


def say_days_left(ends: date, as_of: date) -> str:
    """How long until a last day: 还有 30 天 (今天截止 on the day itself)."""
    days = (ends - as_of).days
    return (
        tell("今天截止")
        if days == 0
        else tell("还有 {days} 天", days=days)
        if days > 0
        else tell("已过 {words} 天", words=-days)
    )


def say_reported(reported: Reported) -> str:
    """What a note reports, and where the day lies in it: 据金科〔2023〕7号：办理期 2023-04-01 至 2023-04-30（已过）."""
    place = "" if reported.kind == "budget" else tell("（{where}）", where=_PLACE[reported.timing])
    return say_report(reported) + place


def say_report(reported: Reported) -> str:
    """What a note reports, whatever the day: 据金科〔2023〕7号：办理期 2023-04-01 至 2023-04-30."""
    match reported.kind:
        case "budget":
            text = reported.text
        case "extended":
            text = tell("延至 {ends}", ends=reported.ends)
        case _:
            text = f"{REPORT[reported.kind]} {say_span(reported.starts, reported.ends)}"
    return tell("据{citation}：{text}", citation=reported.citation, text=text)


def say_asked_first(moment: Moment, benefit: Benefit, table: Header) -> str:
    """Why the department has to be asked; empty if it need not be."""
    if not moment.is_asked_first:
        return ""
    if moment.suspended:
        return say_suspended(moment)
    match moment.timing:
        case "pending":
            why = benefit.pending or ""
        case "period_over":
            why = tell("{window}（已过），期内发生的{ask_first}", window=say_window(benefit), ask_first=tell(ASK_FIRST))
        case "other_year":
            why = tell(
                "本表只管 {span}，{ask_first}",
                span=say_span(table.first_day, table.last_day),
                ask_first=tell(ASK_FIRST),
            )
        case _ if moment.is_reported_upcoming:
            why = tell("外部资料所载办理期尚未开始，{ask_first}", ask_first=tell(ASK_FIRST))
        case _:
            why = tell("外部资料所载办理期不含当日，{ask_first}", ask_first=tell(ASK_FIRST))
    return why


def say_suspended(moment: Moment) -> str:
    """Why nothing is taken in for the time being; empty if something is, or if it is over anyway."""
    if not moment.suspended or moment.timing == "expired":
        return ""
    return tell("暂停：{suspended}，{ask_first}", suspended=moment.suspended, ask_first=tell(ASK_FIRST))


def say_outside(edition: Edition, as_of: date) -> str:
    """That a day is outside the table's time, but for what has a time of its own that it is in; empty in it."""
    table = edition.header
    if is_in_force(table, as_of):
        return ""
    outside = tell(
        "本表为 {year} 年版，只管 {span}；{as_of} 不在其内",
        year=table.year,
        span=say_span(table.first_day, table.last_day),
        as_of=as_of,
    )
    own = list(_in_their_own_time(edition, as_of))
    if len(own) > NAMED:
        return tell("{outside}（{count} 项另载期限，除外）", outside=outside, count=len(own))
    those = tell("、").join(own)
    return tell("{outside}（第 {those} 项另载期限，除外）", outside=outside, those=those) if own else outside


def _in_their_own_time(edition: Edition, as_of: date) -> Iterator[str]:
    """The policies of which a day is in the stated time; where it is not of all their benefits those by themselves."""
    for policy in edition.policies:
        ids = [each.id for each in policy.benefits if edition.moment(each, as_of).timing == "open"]
        yield from ids if len(ids) < len(policy.benefits) else [str(policy.number)]


def say_outside_on_paper(edition: Edition, as_of: date) -> str:
    """The same, for who is handed it: whom to ask what holds now."""
    outside = say_outside(edition, as_of)
    return outside and tell("{outside}；现行办法请问责任单位。", outside=outside)
