"""The second table of an edition: projects and activities with their schedules."""

import re
from datetime import date, timedelta
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import DataModel

_ROUGH = r"(?i:前后|左右|(?<![预签邀])约|\b(?:about|around|circa|approximately)\b)"
"""in the source's words for a time: it may as well be before or after"""
_MONTH = timedelta(31)


@dataclass(frozen=True, kw_only=True)
class Entry(DataModel):
    """A dated (or undated) entry of an activity's schedule."""

    what: str
    starts: date | None = None
    ends: date | None = None
    repeats: Literal["weekly", "monthly"] | None = None
    weekdays: tuple[Literal["MO", "TU", "WE", "TH", "FR", "SA", "SU"], ...] = ()
    stated: str | None = None
    """the source's own words for the time, where they are less exact than days"""

    @property
    def is_rough(self) -> bool:
        """True if the source states its time as about so (5 月前后): its days are no first and no last day."""
        return bool(self.stated and re.search(_ROUGH, self.stated))

    @property
    def latest(self) -> date | None:
        """After it the entry is over: its last day; of one about so when as long again is over, a month at least."""
        if self.ends is None or not self.is_rough:
            return self.ends
        again = max(self.ends - (self.starts or self.ends) + timedelta(1), _MONTH)
        return self.ends + min(again, date.max - self.ends)

    def is_past(self, as_of: date) -> bool:
        """True if a last day is stated, and it is over on a day."""
        return self.latest is not None and self.latest < as_of


@dataclass(frozen=True, kw_only=True)
class Activity(DataModel):
    """One row of the second table: a project or activity with its schedule."""

    number: int
    measure: str
    title: str
    departments: tuple[str, ...]
    tags: tuple[str, ...] = ()
    when: str | None = None
    schedule: tuple[Entry, ...]


@dataclass(frozen=True, kw_only=True)
class ActivityTable(DataModel):
    """activities.toml as written."""

    activities: tuple[Activity, ...] = ()
