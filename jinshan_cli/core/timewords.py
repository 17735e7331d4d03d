"""Time in words: windows, what notes report of them, and why the department has to be asked first."""

from datetime import date

from jinshan_cli.core.policy import Benefit, Header
from jinshan_cli.core.timing import Claim, Moment, Period, Report, Reported, Timing, is_in_force

UNSTATED = "原文未载明截止日期"
TIMING: dict[Timing, str] = {
    "open": "在期限内",
    "unstated": "未载明期限",
    "upcoming": "尚未开始",
    "period_over": "事项期已过",
    "other_year": "非本年度",
    "pending": "细则待定",
    "expired": "已截止",
}
REPORT: dict[Report, str] = {"claim": "办理期", "period": "事项期", "extended": "延长期限", "budget": "资金"}
_PLACE: dict[Timing, str] = {"upcoming": "尚未开始", "open": "期内", "expired": "已过"}
ASK_FIRST = "先问是否仍受理"


def say_span(starts: date | None, ends: date | None) -> str:
    """Days in words: 2023-01-01 至 2023-12-31, 截至 2023-06-30, 2023-01-01 起."""
    match starts, ends:
        case None, None:
            return ""
        case None, end:
            return f"截至 {end}"
        case start, None:
            return f"{start} 起"
        case start, end if start == end:
            return str(start)
        case start, end:
            return f"{start} 至 {end}"


def say_window(benefit: Benefit) -> str:
    """All that the source states of a benefit's time: 购置日期 2023-01-01 至 2023-12-31；办理期 截至 2023-12-31."""
    if benefit.pending:
        return benefit.pending
    period = "" if benefit.period is None else say_period(benefit.period)
    claim = "" if benefit.claim is None else say_claim(benefit.claim)
    return "；".join(filter(None, (period, claim))) or UNSTATED


def say_window_on(benefit: Benefit, timing: Timing, as_of: date) -> str:
    """The same, and where a day lies in it: …（还有 30 天）, …（尚未开始）."""
    _, ends = benefit.days(as_of)
    where = say_days_left(ends, as_of) if timing == "open" and ends else "" if timing == "unstated" else TIMING[timing]
    return say_window(benefit) + (f"（{where}）" if where else "")


def say_period(period: Period) -> str:
    """When the thing must happen: 购置日期 2023-01-01 至 2023-12-31, 用水年度 2023 年."""
    days = f"{period.year} 年" if period.year is not None else say_span(period.starts, period.ends)
    return f"{period.of or REPORT['period']} {days}"


def say_claim(claim: Claim) -> str:
    """When it may be had: 办理期 2023-04-01 至 2023-04-30, 办理期 每年 12-01 至次年 01-31, 最长可延至 2023-06-30."""
    if claim.every == "year" and claim.starts and claim.ends:
        to = "至次年" if claim.ends.year > claim.starts.year else "至"
        return f"{claim.of or REPORT['claim']} 每年 {claim.starts:%m-%d} {to} {claim.ends:%m-%d}"
    if claim.of and claim.starts is None:
        return f"{claim.of} {claim.ends}"
    return f"{claim.of or REPORT['claim']} {say_span(claim.starts, claim.ends)}"


def say_deadline(benefit: Benefit, timing: Timing, table: Header, as_of: date) -> str:
    """What a day means for a benefit: 截至 2023-12-31（还有 30 天）, 2023-07-01 起办理, 已于 2023-06-30 截止."""
    starts, ends = benefit.days(as_of)
    match timing:
        case "open" if ends:
            return f"{say_last(benefit, ends)}（{say_days_left(ends, as_of)}）"
        case "open" | "unstated":
            return UNSTATED
        case "upcoming":
            return f"{starts or table.first_day} 起{'办理' if benefit.claim else ''}"
        case "expired":
            return f"{say_last(benefit, ends)}（已过）" if benefit.claim and benefit.claim.of else f"已于 {ends} 截止"
        case "period_over":
            return f"{say_window(benefit)}（已过）"
        case "other_year":
            return f"{TIMING[timing]}，{UNSTATED}"
        case "pending":
            return benefit.pending or ""


def say_last(benefit: Benefit, ends: date | None) -> str:
    """The last day with what it is of: 截至 2023-12-31, 购置日期截至 2023-12-31, 最长可延至 2023-06-30."""
    if benefit.claim is not None:
        return f"{benefit.claim.of or '截至'} {ends}"
    return f"{benefit.period.of if benefit.period else ''}截至 {ends}"


def say_days_left(ends: date, as_of: date) -> str:
    """How long until a last day: 还有 30 天 (今天截止 on the day itself)."""
    days = (ends - as_of).days
    return "今天截止" if days == 0 else f"还有 {days} 天" if days > 0 else f"已过 {-days} 天"


def say_reported(reported: Reported) -> str:
    """What a note reports: 据金科〔2023〕7号：办理期 2023-04-01 至 2023-04-30（已过）."""
    match reported.kind:
        case "budget":
            return f"据{reported.citation}：{reported.text}"
        case "extended":
            days = f"延至 {reported.ends}"
        case _:
            days = f"{REPORT[reported.kind]} {say_span(reported.starts, reported.ends)}"
    return f"据{reported.citation}：{days}（{_PLACE[reported.timing]}）"


def say_asked_first(moment: Moment, benefit: Benefit, table: Header) -> str:
    """Why the department has to be asked; empty if it need not be."""
    if not moment.is_asked_first:
        return ""
    if moment.suspended:
        return f"暂停：{moment.suspended}，{ASK_FIRST}"
    match moment.timing:
        case "pending":
            why = benefit.pending or ""
        case "period_over":
            why = f"{say_window(benefit)}（已过），期内发生的{ASK_FIRST}"
        case "other_year":
            why = f"本表只管 {say_span(table.first_day, table.last_day)}，{ASK_FIRST}"
        case _:
            why = f"外部资料所载办理期不含当日，{ASK_FIRST}"
    return why


def say_outside(table: Header, as_of: date) -> str:
    """That a day is outside the table's time; empty in it."""
    if is_in_force(table, as_of):
        return ""
    return f"本表为 {table.year} 年版，只管 {say_span(table.first_day, table.last_day)}；{as_of} 不在其内"
