"""The money that hangs on a near miss: what the benefit would come to if its one number were as it has to be."""

from jinshan_cli.core.intervals import Interval
from jinshan_cli.engines.evaluate import Knowledge, interval
from jinshan_cli.use.result.assessment import Assessment, BenefitResult


def worth_of(result: BenefitResult, assessment: Assessment) -> Interval | None:
    """In fen, of a benefit with a near miss; None if it has none, or is not quantified."""
    return worth_beside(result, Knowledge(assessment.edition, assessment.firm))


def worth_beside(result: BenefitResult, known: Knowledge) -> Interval | None:
    """The same beside all else that is known of the firm."""
    amount, miss = known.edition.rules[result.benefit.id].amount, result.near_miss
    if amount is None or miss is None:
        return None
    firm = known.firm.having(miss.fact, Interval.point(miss.needs))
    return interval(amount, Knowledge(known.edition, firm)).to_smallest_unit()
