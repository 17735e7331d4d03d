"""A sum of money between two ends, in words."""

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.figures import PENDING, say_money
from jinshan_cli.core.written.voice import tell

NO_LIMIT_KNOWN = "没有上限可算"
"""whether the source states none, or it hangs on what is not known: sums of many do not keep the two apart"""


def say_cost(cost: Interval, barely: int = 0) -> str:
    """`10万元 至 25万元`, `至少 10万元`, `0元`; 不低于 is a source's word, and a sum has no source.

    `barely`: of its low end the fen that stand for something of which no more is known; 金额待定 where they are all.
    """
    if barely and cost.low == barely:
        most = () if cost.high is None else (say_cost(Interval(None, cost.high)),)
        return tell("，").join((tell(PENDING), *most))
    low = None if cost.low is None else say_money(int(cost.low) - barely)
    high = None if cost.high is None else say_money(int(cost.high))
    if low == high:
        return tell("上下限待定") if low is None else low
    if high is None:
        return tell("至少 {low}", low=low) if cost.low else tell(NO_LIMIT_KNOWN)
    return tell("不高于 {high}", high=high) if low is None else tell("{low} 至 {high}", low=low, high=high)
