"""What ends on a last day, in words."""

from jinshan_cli.core.timewords import REPORT
from jinshan_cli.use.dates.dates import Deadline


def say_end(end: Deadline, on_the_day: bool = False) -> str:
    """办理期截止, 购置日期截止, 最长可延至 2023-06-30; of what a note knows, that it is from elsewhere.

    `on_the_day`: as an entry of a calendar says it, which stands on its day; 截止 alone is of claims.
    """
    if end.reported is not None:
        return f"据外部资料，{REPORT[end.reported.kind]}截止"
    claim, period = end.benefit.claim, end.benefit.period
    if claim is None:
        return f"{(not on_the_day and period and period.of) or REPORT['period']}截止"
    if not claim.of:
        return "截止" if on_the_day else f"{REPORT['claim']}截止"
    return claim.of if on_the_day else f"{claim.of} {end.day}"
