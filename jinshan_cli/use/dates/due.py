"""What is due: the last days that lie within some days from now, with the firms that each concerns."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from jinshan_cli.core.combining.ways import apart
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import STATUSES, Edition, Status
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.dates.dates import Deadline, deadlines
from jinshan_cli.use.result.assess import assess_benefit, paid_by
from jinshan_cli.use.result.summing import bounds_of

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
    paid: Interval | None
    """the same after combinations, beside the other benefits of the same sum"""
    is_untold: bool = False
    """True if it is known to have no upper end since more of the firm is to be told; of a list that is not looked at"""


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
    ends = tuple(ends)
    found: dict[str, list[Concerned]] = {end.benefit.id: [] for end in ends}
    tied = with_tied(found, edition)
    benefits = [each for policy in edition.policies for each in policy.benefits if each.id in tied]
    for place, firm in firms:
        known = Knowledge(edition, firm)
        results = {each.id: assess_benefit(each, known, as_of) for each in benefits}
        paid = paid_by(results.values(), bounds_of(known))
        for key, those in found.items():
            told = results[key]
            pays = paid.get(key, told.amount)
            those.append(Concerned(firm.name, place, told.status, told.amount, pays, told.is_untold))
    return concerning(ends, found)


def with_tied(ids: Collection[str], edition: Edition) -> frozenset[str]:
    """These benefits, and those that combinations tie to them."""
    every = (each.id for policy in edition.policies for each in policy.benefits)
    units = apart(every, edition.combinations)
    return frozenset(key for unit in units if not frozenset(ids).isdisjoint(unit) for key in unit)


def concerning(ends: Iterable[Deadline], firms: dict[str, list[Concerned]]) -> list[Due]:
    """The last days with the firms of their benefits, by benefit id; without those that concern none."""
    order = {
        benefit: tuple(sorted(those, key=lambda each: STATUSES.index(each.status)))
        for benefit, every in firms.items()
        if (those := [each for each in every if each.status != "ineligible" and each.amount != NOTHING])
    }
    return [Due(end, order[end.benefit.id]) for end in ends if end.benefit.id in order]
