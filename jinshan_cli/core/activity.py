"""The second table of an edition: projects and activities with their schedules."""

from datetime import date
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import DataModel


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

    def is_past(self, as_of: date) -> bool:
        """True if its last day is stated and was before a day."""
        return self.ends is not None and self.ends < as_of


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
