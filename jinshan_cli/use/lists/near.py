"""What one number alone keeps from the firms of a list: how much, how near, and the money that hangs on it."""

from datetime import date
from functools import cached_property

from jinshan_cli.core.combining.sums import together
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition
from jinshan_cli.core.rules.nodes import Compare, FlagFact, Node, OneOf
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assess import assess_benefit
from jinshan_cli.use.result.assessment import BenefitResult
from jinshan_cli.use.result.sections import distance, is_within_reach
from jinshan_cli.use.result.summing import bounds_of
from jinshan_cli.use.result.worth import worth_beside


@dataclass(frozen=True, slots=True)
class NearMisses:
    """The benefits of a firm that could be had now and that one number alone keeps away; the nearest is first."""

    results: tuple[BenefitResult, ...] = ()
    worth: Interval | None = None
    """what hangs on them together, in fen; None if none has a sum"""


@dataclass(frozen=True)
class NearFinder:
    """Asks the scalar engine, of the benefits that a number can keep away at all."""

    edition: Edition
    as_of: date

    @cached_property
    def _benefits(self) -> tuple[Benefit, ...]:
        """Those to be had now whose rule compares a number."""
        return tuple(
            benefit
            for policy in self.edition.policies
            for benefit in policy.benefits
            if not benefit.todo and self.edition.moment(benefit, self.as_of).is_now
            if any(self._compares(part) for part in walk(self.edition.rules[benefit.id].when))
        )

    def _compares(self, part: Node) -> bool:
        match part:
            case Compare():
                return True
            case FlagFact(key):
                derivation = self.edition.derivations.get(key)
                return derivation is not None and any(map(self._compares, walk(derivation)))
            case OneOf(key):
                return self.edition.sizes is not None and key == self.edition.sizes.fact
        return False

    def of(self, firm: Firm) -> NearMisses:
        """What a firm is near to: at least half of the way."""
        known = Knowledge(self.edition, firm)
        found = [assess_benefit(benefit, known, self.as_of) for benefit in self._benefits]
        near = sorted((each for each in found if is_near(each, known)), key=distance)
        if not near:
            return NearMisses()
        worth = {each.benefit.id: amount for each in near if (amount := worth_beside(each, known)) is not None}
        return NearMisses(tuple(near), together(worth, bounds_of(known)) if worth else None)


def is_near(result: BenefitResult, known: Knowledge) -> bool:
    """True of what could be had now, and one number alone keeps away, if the firm has come at least half of the way."""
    return result.is_current and is_within_reach(result, known)
