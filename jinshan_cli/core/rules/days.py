"""Whole days, months and years between two days, by whole numbers only: of one day or of a column of them.

A day is its ordinal, as `date.toordinal` has it. The arithmetic is that of Howard Hinnant's `civil_from_days`: years
that begin in March, eras of 400.
"""

from typing import Any

from jinshan_cli.core.rules.nodes import Span

LAST = 3652059
"""9999-12-31"""


def elapsed(span: Span, since: Any, until: Any) -> Any:
    """Whole ones from the first day to the second, below 0 (downwards) if that comes first.

    A month is whole on the day of the same number, or on the month's last day if it has none: 01-31 to 02-28.
    """
    match span:
        case "days":
            return until - since
        case "months":
            return _months(since, until)
        case "years":
            return _months(since, until) // 12


def ordinal(year: Any, month: Any, day: Any) -> Any:
    """The ordinal of a day."""
    of_year = (month + 9) % 12
    march = year - of_year // 10
    era = march // 400
    of_era = march - 400 * era
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + (153 * of_year + 2) // 5 + day - 306


def _months(since: Any, until: Any) -> Any:
    first, first_day = _month_and_day(since)
    last, last_day = _month_and_day(until)
    is_last_day = _month_and_day(until + 1)[0] - last
    is_short = (first_day - last_day + 31) // 32
    return last - first - is_short * (1 - is_last_day)


def _month_and_day(ordinal: Any) -> tuple[Any, Any]:
    """The number of the month, counted on from year to year, and the day in it."""
    era, of_era = (ordinal + 305) // 146097, (ordinal + 305) % 146097
    year = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year + year // 4 - year // 100)
    month = (5 * of_year + 2) // 153
    return 12 * (400 * era + year) + month + 3, of_year - (153 * month + 2) // 5 + 1
