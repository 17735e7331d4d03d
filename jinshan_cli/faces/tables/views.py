"""The tables that commands show, frozen and free of layout."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Literal

from jinshan_cli.core.activity import Activity, Entry
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_outside_on_paper
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.tables.rowfiles import RowFile
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.fact_words import DETAILS, details_of
from jinshan_cli.faces.words.schedule import say_when
from jinshan_cli.use.edition.findings import Finding
from jinshan_cli.use.tables.revisions import Revisions

SCHEDULE = ("时间", "安排")


@dataclass(frozen=True, slots=True)
class ActivityList:
    """Some activities, looked at on a day."""

    form: ClassVar[Literal["activities"]] = "activities"
    activities: Sequence[Activity]
    edition: Edition
    as_of: date

    def rows(self) -> RowFile:
        """An entry a row."""
        rows = [
            (activity.number, activity.measure, activity.title, labels.say_departments(activity), *cells)
            for activity in self.activities
            for cells in [when_and_what(entry, self.as_of) for entry in activity.schedule] or [("", "")]
        ]
        return RowFile(
            tell("活动（按 {as_of}）", as_of=self.as_of),
            ("编号", "行动方案", "活动", "责任单位", *SCHEDULE),
            rows,
            say_outside_on_paper(self.edition, self.as_of),
        )


@dataclass(frozen=True, slots=True)
class FactTable:
    """Some facts of an edition."""

    form: ClassVar[Literal["facts"]] = "facts"
    facts: Sequence[Fact]
    edition: Edition
    whole: bool
    """on the screen, each with all that is known of it"""

    def rows(self) -> RowFile:
        """A fact a row."""
        details = [dict(details_of(fact, self.edition)) for fact in self.facts]
        rows = [
            (fact.key, fact.label, fact.group, *(detail.get(tell(name), "") for name in DETAILS))
            for fact, detail in zip(self.facts, details, strict=True)
        ]
        return RowFile("指标", ("键", "名称", "组别", *DETAILS), rows)


@dataclass(frozen=True, slots=True)
class RevisionTable:
    """Two editions of the table, compared."""

    form: ClassVar[Literal["revisions"]] = "revisions"
    revisions: Revisions


@dataclass(frozen=True, slots=True)
class FindingList:
    """Errors first, then what is doubtful."""

    form: ClassVar[Literal["findings"]] = "findings"
    findings: Sequence[Finding]
    place: str
    """the folder, as it was named"""
    counts: str
    """what is in the edition, in words"""

    @property
    def errors(self) -> int:
        """How many make the edition invalid."""
        return sum(finding.weight == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class EditionPage:
    """An edition, and the folder it was read from."""

    form: ClassVar[Literal["edition"]] = "edition"
    edition: Edition
    folder: str
    """empty for the built-in one"""


def when_and_what(entry: Entry, as_of: date) -> tuple[str, str]:
    """When and what, marked if it is over."""
    return say_when(entry), labels.mark_past(entry.what, entry.is_past(as_of))
