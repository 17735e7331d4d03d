"""What ends on a last day, in words."""

from jinshan_cli.core.timewords import REPORT
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.dates.dates import Deadline


def say_end(end: Deadline, on_the_day: bool = False) -> str:
    """办理期截止, 申报截止, 购置日期截止, 最长可延至 2023-06-30; of what a note knows, that it is from elsewhere.

    `on_the_day`: as an entry of a calendar says it, which stands on its day; 截止 alone is of claims.
    """
    if end.reported is not None:
        return tell("据外部资料，{report}截止", report=REPORT[end.reported.kind])
    claim, period = end.benefit.claim, end.benefit.period
    if claim is None or end.ends == "period":
        return tell("{words}截止", words=(not on_the_day and period and period.of) or REPORT["period"])
    if not claim.of:
        return tell("截止") if on_the_day else tell("{report}截止", report=REPORT["claim"])
    if claim.starts is not None:
        return tell("{words}截止", words=claim.of)
    return claim.of if on_the_day else f"{claim.of} {end.day}"
