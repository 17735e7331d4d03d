"""How a day may be written, and what is known of it: 2019-05-01, 2019年5月, 2019, 2019年以前, 2019至2021.

A day is held as its ordinal (1 is 0001-01-01), a value as the span of days that it may be.
"""

import re
from calendar import monthrange
from datetime import date

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.voice import tell, voice

WANTED = "日期，如 2019-05-01、2019年5月、2019、2020年以前"
_BEFORE, _AFTER = "以前|之前|及以前|前|以下", "以后|之后|及以后|后|起|以来|以上"
_SOLID = r"([0-9]{4})([0-9]{2})([0-9]{2})?"
_LOOSE = r"([0-9]{4})(?:年|[-/.](?=[0-9])|$)(?:([0-9]{1,2})(?:月|[-/.](?=[0-9])|$)(?:([0-9]{1,2})日?)?)?"
_SIDED = rf"(?P<day>.*?)(?:(?P<before>{_BEFORE})|(?P<after>{_AFTER}))"
_MARKED = r"(?:(?P<before><=|≤|until|upto|till)|(?P<after>>=|≥|from|since))(?P<day>[0-9].*)"
_TIME = r"[t ]?00:00(?::00(?:\.0+)?)?$"
_TO = r"[~至到]|(?<=[0-9])to(?=[0-9])"


def read_date(spaced: str) -> Interval:
    """The days that a narrow text may mean; a month and a year are all of their days. Raises Refusal."""
    word = re.sub(_TIME, "", spaced.strip()).replace(" ", "")
    if len(ends := re.split(_TO, word)) == 2:
        (low, _), (_, high) = map(_span, ends)
        if high < low:
            raise Refusal(tell("后一个日期早于前一个"), tell(WANTED))
        return Interval(low, high)
    if found := re.fullmatch(_SIDED, word) or re.fullmatch(_MARKED, word):
        low, high = _span(found["day"])
        return Interval(0, high) if found["before"] else Interval(low, None)
    return Interval(*_span(word))


def _span(word: str) -> tuple[int, int]:
    found = re.fullmatch(_SOLID, word) or re.fullmatch(_LOOSE, word)
    if not found:
        raise Refusal(tell("无法识别为日期"), tell(WANTED))
    year, month, day = (None if part is None else int(part) for part in found.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        raise Refusal(tell("没有这一天"), tell(WANTED)) from None
    if day is not None:
        return first.toordinal(), first.toordinal()
    last_month = month or 12
    return first.toordinal(), date(first.year, last_month, monthrange(first.year, last_month)[1]).toordinal()


def write_date(low: int, high: int | None) -> str:
    """Days, such that they are read back: 2019-05-01, 2019-05-01至2019-05-31, 2019-05-31以前.

    In another language than Chinese 2019-05-01~2019-05-31 and <=2019-05-31.
    """
    own = voice().say_number is not None
    if high is None:
        return f">={day_of(low)}" if own else f"{day_of(low)}以后"
    if not low:
        return f"<={day_of(high)}" if own else f"{day_of(high)}以前"
    return day_of(low) if low == high else f"{day_of(low)}{'~' if own else '至'}{day_of(high)}"


def say_date(low: int, high: int | None) -> str:
    """The same in words, a whole month or year by its name."""
    if low and high is not None:
        first, last = date.fromordinal(low), date.fromordinal(high)
        for said, span in (
            (tell("{year}年", year=first.year), f"{first.year}"),
            (tell("{year}年{month}月", year=first.year, month=first.month), f"{first:%Y-%m}"),
        ):
            if (low, high) == _span(span) and first != last:
                return said
    if high is None:
        return tell("{day}以后", day=day_of(low))
    if not low:
        return tell("{day}以前", day=day_of(high))
    return day_of(low) if low == high else tell("{low}至{high}", low=day_of(low), high=day_of(high))


def day_of(ordinal: int) -> str:
    """`2019-05-01`; the first and the last day there are for what lies beyond."""
    return date.fromordinal(min(max(ordinal, 1), date.max.toordinal())).isoformat()
