"""What can be had now, most pressing first: by last day, then by money."""

from datetime import date

from jinshan_cli.use.result.assessment import Assessment, BenefitResult
from jinshan_cli.use.result.sections import NOW, Row, sections

SOON = 30
"""days, the last of them counted: a last day no farther off stands out"""


def pressing(assessment: Assessment) -> tuple[Row, ...]:
    """The benefits that can be had now: the nearest last day first, those with none last; then the most money."""
    found = sections(assessment)
    rows = [row for key in NOW for row in found[key].rows]
    return tuple(sorted(rows, key=lambda row: (last_day(row.result, assessment.as_of) or date.max, *_money(row))))


def last_day(result: BenefitResult, as_of: date) -> date | None:
    """The last day of the window that the day lies in, stated or known to a note, also as prolonged: the first to come.

    None if none is known, or the day lies in none.
    """
    reported = (each.ends for each in result.reported if each.timing == "open")
    return min((day for day in (stated_last_day(result, as_of), *reported) if day is not None), default=None)


def stated_last_day(result: BenefitResult, as_of: date) -> date | None:
    """The same, as far as the source states it."""
    return result.benefit.days(as_of)[1] if result.timing == "open" else None


def is_soon(ends: date, as_of: date) -> bool:
    """True in the last days before an end, and on it."""
    return 0 <= (ends - as_of).days <= SOON


def _money(row: Row) -> tuple[bool, int, bool, int]:
    """Sorts the surest money first, then what may be more; what is not quantified comes last."""
    amount = row.result.amount
    if amount is None:
        return True, 0, True, 0
    return False, -int(amount.low or 0), amount.high is not None, -int(amount.high or 0)
