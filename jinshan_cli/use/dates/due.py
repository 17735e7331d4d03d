"""What is due: the last days that lie within some days from now, with the firms that each concerns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import STATUSES, Edition, Status
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.dates.dates import Deadline, deadlines
from jinshan_cli.use.result.assess import assess_benefit

_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class Concerned:
    """A firm that gets, or may get, what a deadline is of."""

    name: str
    """may be empty"""
    place: str
    """its file, or its row of a list"""
    status: Status
    amount: Interval | None
    """in fen: due if eligible, possible if undetermined; None is not quantified"""


@dataclass(frozen=True, slots=True)
class Due:
    """A last day ahead."""

    deadline: Deadline
    firms: tuple[Concerned, ...] = ()
    """those eligible first, then those undetermined, as they were told; none where no firm is asked about"""


def ahead(edition: Edition, as_of: date, within: int) -> tuple[Deadline, ...]:
    """Every last day from `as_of` on, that day and the `within`-th after it included, by day, then as in the table.

    Of a window that comes again each year every time that lies in these days.
    """
    last = as_of + min(timedelta(within), date.max - as_of)
    found: dict[tuple[str, date], Deadline] = {}
    day: date | None = as_of
    while day is not None:
        ends = [each for each in deadlines(edition, day) if day <= each.day <= last]
        for each in ends:
            found.setdefault((each.key, each.day), each)
        nearest = min((each.day for each in ends), default=last)
        day = nearest + _DAY if nearest < last else None
    return tuple(sorted(found.values(), key=lambda each: each.day))


def of_firms(ends: Iterable[Deadline], firms: Sequence[tuple[str, Firm]], edition: Edition, as_of: date) -> list[Due]:
    """The last days that concern one of the firms, each told with its place."""
    known = [(place, Knowledge(edition, firm)) for place, firm in firms]
    found: dict[str, list[Concerned]] = {}
    for end in ends:
        if end.benefit.id not in found:
            found[end.benefit.id] = [_concerned(end, place, each, as_of) for place, each in known]
    return concerning(ends, found)


def _concerned(end: Deadline, place: str, known: Knowledge, as_of: date) -> Concerned:
    result = assess_benefit(end.benefit, known, as_of)
    return Concerned(known.firm.name, place, result.status, result.amount)


def concerning(ends: Iterable[Deadline], firms: dict[str, list[Concerned]]) -> list[Due]:
    """The last days with the firms of their benefits, by benefit id; without those that concern none."""
    order = {
        benefit: tuple(sorted(those, key=lambda each: STATUSES.index(each.status)))
        for benefit, every in firms.items()
        if (those := [each for each in every if each.status != "ineligible" and each.amount != NOTHING])
    }
    return [Due(end, order[end.benefit.id]) for end in ends if end.benefit.id in order]
