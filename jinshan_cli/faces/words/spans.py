"""A sum of money between two ends, in words."""

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.figures import say_money
from jinshan_cli.core.written.voice import tell

NO_LIMIT_KNOWN = "没有上限可算"
"""whether the source states none, or it hangs on what is not known: sums of many do not keep the two apart"""


def say_cost(cost: Interval) -> str:
    """`10万元 至 25万元`, `至少 10万元`, `0元`; 不低于 is a source's word, and a sum has no source."""
    low, high = (None if end is None else say_money(int(end)) for end in (cost.low, cost.high))
    if low == high:
        return tell("上下限待定") if low is None else low
    if high is None:
        return tell("至少 {low}", low=low) if cost.low else tell(NO_LIMIT_KNOWN)
    return tell("不高于 {high}", high=high) if low is None else tell("{low} 至 {high}", low=low, high=high)
