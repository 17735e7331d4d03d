"""The money that hangs on a near miss: what the benefit would come to if its one number were as it has to be."""

from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.outcome import NearMiss
from jinshan_cli.engines.evaluate import Knowledge, interval
from jinshan_cli.use.result.assessment import Assessment, BenefitResult


def worth_of(result: BenefitResult, assessment: Assessment) -> Interval | None:
    """In fen, of a benefit with a near miss; None if it has none, or is not quantified."""
    return worth_beside(result, Knowledge(assessment.edition, assessment.firm))


def worth_beside(result: BenefitResult, known: Knowledge) -> Interval | None:
    """The same beside all else that is known of the firm. What is nothing yet at that very number, as 1% of the part
    above a threshold is, is what it comes to from there on."""
    amount, miss = known.edition.rules[result.benefit.id].amount, result.near_miss
    if amount is None or miss is None:
        return None

    def at(span: Interval) -> Interval:
        return interval(amount, Knowledge(known.edition, known.firm.having(miss.fact, span))).to_smallest_unit()

    there = at(Interval.point(miss.needs))
    return at(_from_there_on(miss)) if there == NOTHING else there


def _from_there_on(miss: NearMiss) -> Interval:
    return Interval(miss.needs, None) if miss.needs > miss.has else Interval(0, miss.needs)
