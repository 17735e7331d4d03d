"""Which answers of a firm's file are old: asked by another table, or too long ago."""

from collections.abc import Iterable, Sequence
from datetime import date

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.asked import Visit

LASTS = 90
"""days that an answer holds, that of the visit not counted: the ninetieth is the last"""


@dataclass(frozen=True, slots=True)
class Aged:
    """The old answers of one visit."""

    visit: Visit
    keys: tuple[str, ...]
    """of facts that no later visit was told, in the order of the catalogue; at least one"""
    days: int
    """from the visit to the day that counts; below 0 where that is earlier"""
    other_edition: bool

    @property
    def is_late(self) -> bool:
        """True if it was too long ago."""
        return self.days > LASTS


def aged(visits: Sequence[Visit], firm: Firm, edition: Edition, as_of: date) -> list[Aged]:
    """The visits whose answers about the firm are old on a day, the earliest first; what nobody asked has no age."""
    last = {key: number for number, visit in enumerate(visits) for key in visit.answers}
    found = []
    for number, visit in enumerate(visits):
        told = frozenset(key for key in visit.answers if last[key] == number and key in firm.facts)
        one = Aged(visit, edition.facts.in_order(told), (as_of - visit.on).days, visit.edition != edition.header.id)
        if told and (one.is_late or one.other_edition):
            found.append(one)
    return found


def old_keys(found: Iterable[Aged]) -> frozenset[str]:
    """The facts that all these are about."""
    return frozenset(key for each in found for key in each.keys)
