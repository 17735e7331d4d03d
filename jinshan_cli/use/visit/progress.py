"""How far an interview is: what is settled, and what the firm has for certain."""

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.policy import Kind
from jinshan_cli.use.result.assessment import Assessment

COUNTED: tuple[Kind, ...] = ("grant", "relief")
"""the kinds that are added up; a refund is the firm's own money"""


@dataclass(frozen=True, slots=True)
class Progress:
    """Benefits with a verdict and without one, and the least that can be had now, in fen."""

    settled: int
    undetermined: int
    least: int


def progress_of(assessment: Assessment) -> Progress:
    """Of a firm as far as it is known."""
    every = [result for _, result in assessment.benefits()]
    undetermined = sum(result.is_open for result in every)
    least = sum(int(assessment.totals[kind].stated.low or 0) for kind in COUNTED)
    return Progress(len(every) - undetermined, undetermined, least)
