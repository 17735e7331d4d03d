"""What ends on a last day, in words."""

from jinshan_cli.core.timewords import REPORT
from jinshan_cli.use.dates.dates import Deadline


def say_end(end: Deadline) -> str:
    """办理期截止, 购置日期截止, 最长可延至 2023-06-30; of what a note knows, that it is from elsewhere."""
    if end.reported is not None:
        return f"据外部资料，{REPORT[end.reported.kind]}截止"
    benefit = end.benefit
    if benefit.claim is not None:
        return f"{benefit.claim.of} {end.day}" if benefit.claim.of else "办理期截止"
    return f"{(benefit.period and benefit.period.of) or REPORT['period']}截止"
