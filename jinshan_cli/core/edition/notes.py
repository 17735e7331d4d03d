"""What is known of a policy from outside its source."""

from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.timing import Claim, DateWindow, Period, Report, Reported, Timing


@dataclass(frozen=True, kw_only=True)
class Note(DataModel):
    """A remark from outside the source, with its citation; never changes a verdict or a timing."""

    text: str
    citation: str
    benefits: tuple[str, ...] = ()
    """the ids that its dates are about; none: all of the policy"""
    claim: Claim | None = None
    """when it may be applied for, as known from elsewhere"""
    period: Period | None = None
    """when the thing must happen, as known from elsewhere"""
    extended: date | None = None
    """the last day to which it was prolonged later"""
    budget: str | None = None
    """how far the money goes: 用完为止"""

    def reported(self, as_of: date, timing: Timing) -> Iterator[Reported]:
        """What it knows of time on a day; what is prolonged has not begun before the thing itself has (`timing`)."""
        known: tuple[tuple[Report, DateWindow | None], ...] = (
            ("claim", self.claim),
            ("period", self.period),
            ("extended", self._extension),
        )
        for kind, window in known:
            if window is not None:
                starts, ends = window.days(as_of)
                not_begun = kind == "extended" and timing == "upcoming"
                place = "upcoming" if not_begun else window.place(as_of)
                yield Reported(kind, starts, ends, self.text, self.citation, place)
        if self.budget is not None:
            yield Reported("budget", None, None, self.text, self.citation, "unstated")

    @property
    def _extension(self) -> DateWindow | None:
        return None if self.extended is None else DateWindow(ends=self.extended)
