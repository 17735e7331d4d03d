"""Who to call, and about what: each firm of a list by what it can have now, nearest last day first, then by money."""

from collections.abc import Iterable
from datetime import date

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import SUMMED, Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.lists.near import is_near
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment, BenefitResult, PolicyResult
from jinshan_cli.use.result.urgency import last_day

Place = tuple[PolicyResult, BenefitResult]


@dataclass(frozen=True, slots=True)
class Call:
    """A firm, and what there is to say to it."""

    row: int
    assessment: Assessment

    @property
    def due(self) -> list[Place]:
        """What it can have now."""
        return [place for place in self.assessment.benefits() if place[1].is_due]

    @property
    def last_day(self) -> date | None:
        """The nearest last day of what it can have now, as the source states it or a note reports it."""
        found = (last_day(result, self.assessment.as_of) for _, result in self.due)
        return min((day for day in found if day is not None), default=None)

    @property
    def certain(self) -> int:
        """What it is sure to have now at least, in fen, of all kinds that are summed; as it is said in words."""
        return sum(int(self.assessment.totals[kind].stated.low or 0) for kind in SUMMED)

    @property
    def one_question(self) -> dict[str, list[Place]]:
        """By fact the benefits that could be had now and that it alone would settle."""
        found: dict[str, list[Place]] = {}
        for policy, result in self.assessment.benefits():
            if result.is_possible and len(result.missing) == 1:
                found.setdefault(result.missing[0], []).append((policy, result))
        return {key: found[key] for key in self.assessment.edition.facts.in_order(set(found))}

    @property
    def near(self) -> list[Place]:
        """What one number alone keeps away, if the firm has come at least half of the way."""
        known = Knowledge(self.assessment.edition, self.assessment.firm)
        return [place for place in self.assessment.benefits() if is_near(place[1], known)]

    @property
    def asked_first(self) -> list[Place]:
        """What it is eligible for, and only the department can say is still to be had."""
        return [
            each
            for each in self.assessment.benefits()
            if each[1].status == "eligible" and each[1].moment.is_asked_first and not each[1].gives_nothing
        ]


def calls(firms: Iterable[tuple[int, Firm]], edition: Edition, as_of: date) -> list[Call]:
    """Every firm, in the order in which to call."""
    found = [Call(row, assess(edition, firm, as_of)) for row, firm in firms]
    return sorted(found, key=lambda call: (call.last_day or date.max, -call.certain, call.row))
