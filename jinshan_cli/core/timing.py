"""Time: when a thing must happen, when it may be had, and where a day lies in that.

Timing never depends on the firm. What the source states decides it; what a note reports only takes a benefit out of
*now*, never into it.
"""

from calendar import monthrange
from datetime import date
from typing import Annotated, Literal, Protocol

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import DataModel, Within

Timing = Literal["open", "unstated", "upcoming", "period_over", "other_year", "pending", "expired"]
TIMINGS: tuple[Timing, ...] = ("open", "unstated", "upcoming", "period_over", "other_year", "pending", "expired")
"""best first"""
CURRENT: tuple[Timing, ...] = ("open", "unstated")
"""the timings in which a benefit can be had, unless a note reports that it cannot"""
ASKED: tuple[Timing, ...] = ("period_over", "other_year", "pending")
"""the timings in which the department has to be asked first"""

Place = Literal["upcoming", "open", "expired"]
"""where a day lies: before a window, in it, after its last day"""
Report = Literal["claim", "period", "extended", "budget"]


@dataclass(frozen=True, kw_only=True)
class DateWindow(DataModel):
    """A span of days; the last day counts. An end that is absent is not stated."""

    starts: date | None = None
    ends: date | None = None
    of: str = ""
    """what the days are of, in words"""

    def days(self, as_of: date) -> tuple[date | None, date | None]:
        """First and last day of the window that a day lies in; else of the next, or of the last there is."""
        del as_of
        return self.starts, self.ends

    def place(self, as_of: date) -> Place:
        """Where a day lies."""
        starts, ends = self.days(as_of)
        if starts is not None and as_of < starts:
            return "upcoming"
        return "expired" if ends is not None and as_of > ends else "open"


@dataclass(frozen=True, kw_only=True)
class Period(DateWindow):
    """事项期: when the thing that earns a benefit must happen. A bare year is its first and its last day."""

    year: Annotated[int, Within(ge=1, le=9999)] | None = None

    def days(self, as_of: date) -> tuple[date | None, date | None]:
        """Its first and its last day."""
        if self.year is not None:
            return date(self.year, 1, 1), date(self.year, 12, 31)
        return super().days(as_of)


@dataclass(frozen=True, kw_only=True)
class Claim(DateWindow):
    """办理期: when a benefit may be applied for, or had at all."""

    every: Literal["year"] | None = None
    """it comes again each year, from the first time on"""

    def days(self, as_of: date) -> tuple[date | None, date | None]:
        """This year's where it comes again each year, or next year's where that is over."""
        if self.every is None or self.starts is None or self.ends is None:
            return self.starts, self.ends
        years = max(0, as_of.year - self.ends.year)
        years += as_of > years_on(self.ends, years)
        return years_on(self.starts, years), years_on(self.ends, years)


def years_on(day: date, years: int) -> date:
    """The same day years later; where there is no 29 February, the day before it."""
    year = min(day.year + years, date.max.year)
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


class InForce(Protocol):
    """What has a time: an edition."""

    @property
    def first_day(self) -> date:
        """From it on the table is in force."""

    @property
    def last_day(self) -> date:
        """Until it, included."""


def stated_days(window: DateWindow | None, as_of: date, timing: Timing) -> tuple[date | None, date | None]:
    """First and last day of the window at hand; none where a yearly one has ended with its table."""
    return (None, None) if window is None or timing == "other_year" else window.days(as_of)


def is_in_force(table: InForce, as_of: date) -> bool:
    """True on a day in the table's own time."""
    return table.first_day <= as_of <= table.last_day


class Dated(Protocol):
    """What time is stated for: a benefit."""

    @property
    def period(self) -> Period | None:
        """When the thing must happen."""

    @property
    def claim(self) -> Claim | None:
        """When it may be had."""

    @property
    def pending(self) -> str | None:
        """That rules are to be issued."""


def timing_on(as_of: date, dated: Dated, table: InForce) -> Timing:
    """Where a day lies in what the source states; with no first day of its own nothing begins before the table does,
    and nothing comes again after it."""
    if dated.pending:
        return "pending"
    window = dated.claim or dated.period
    if window is None:
        place: Place = DateWindow(starts=table.first_day, ends=table.last_day).place(as_of)
        return "unstated" if place == "open" else "upcoming" if place == "upcoming" else "other_year"
    starts = window.days(as_of)[0]
    if starts is None and as_of < table.first_day:
        return "upcoming"
    if dated.claim and dated.claim.every and starts and as_of > table.last_day and starts > table.last_day:
        return "other_year"
    place = window.place(as_of)
    return "period_over" if place == "expired" and dated.claim is None else place


@dataclass(frozen=True, slots=True)
class Reported:
    """What a note knows of time on a day, from elsewhere."""

    kind: Report
    starts: date | None
    ends: date | None
    text: str
    citation: str
    timing: Timing

    @property
    def closes(self) -> bool:
        """True if it reports a window for claims that excludes the day."""
        return self.kind == "claim" and self.timing != "open"


@dataclass(frozen=True, slots=True)
class Moment:
    """A benefit on a day: its timing, what notes report, and why it is suspended (empty: it is not)."""

    timing: Timing
    reported: tuple[Reported, ...] = ()
    suspended: str = ""

    @property
    def is_now(self) -> bool:
        """True if totals count it: in its time, not suspended, and no note reports a window that excludes the day."""
        return self.timing in CURRENT and not self.suspended and not self.is_reported_closed

    @property
    def is_asked_first(self) -> bool:
        """True if only the department can say whether it is still to be had."""
        return self.timing in ASKED or (self.timing in CURRENT and not self.is_now)

    @property
    def is_reported_closed(self) -> bool:
        """True if a note reports a window that excludes the day."""
        return any(reported.closes for reported in self.reported)

    @property
    def is_reported_upcoming(self) -> bool:
        """True if each window that notes report is still to begin."""
        places = {reported.timing for reported in self.reported if reported.kind == "claim"}
        return places == {"upcoming"}
