"""Why every benefit is what it is to a firm, as far as what is handed over says it."""

from typing import NamedTuple

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assessment import Assessment, BenefitResult
from jinshan_cli.use.result.derivation import Derivations, derivations_of
from jinshan_cli.use.result.reasons import Reasons, reasons_of


class Why(NamedTuple):
    """Why every benefit is what it is."""

    derivations: Derivations
    reasons: Reasons

    def working(self, result: BenefitResult) -> tuple[str, ...]:
        """How its amount comes about, where that is more than the amount."""
        lines = self.derivations[result.benefit.id]
        return () if lines == (labels.say_amount(result.amount, result.is_untold),) else lines

    def met(self, result: BenefitResult) -> str:
        """The firm's figures that meet conditions of which one is enough; what has a name is enough said."""
        several = (reason for reason in self.reasons[result.benefit.id] if not reason.is_named)
        each_once = (dict.fromkeys(each.known for each in reason.met) for reason in several)
        return tell("；").join(tell("，").join(known) for known in each_once if known)


def why_of(assessment: Assessment) -> Why:
    """Of all benefits of an assessment."""
    return Why(derivations_of(assessment), reasons_of(assessment))
