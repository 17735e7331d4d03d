"""The firm as it was understood: what it said, what follows from it and why, and what it denied."""

from dataclasses import dataclass

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.use.result.assess import Assessment
from jinshan_cli.use.result.derived import say_derived, say_why


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact in words; `why` says where it comes from if the firm did not say it."""

    label: str
    words: str
    why: str = ""
    is_derived: bool = False


def answers(assessment: Assessment) -> tuple[KnownFact, ...]:
    """Every fact of which something is known, in the order they are asked."""
    found = (_answer(fact, assessment) for fact in assessment.edition.facts)
    return tuple(answer for answer in found if answer is not None)


def denied(assessment: Assessment) -> tuple[str, ...]:
    """The labels of what the firm said no or 0 to."""
    facts, told = assessment.edition.facts, assessment.firm.facts
    return tuple(facts[key].label for key in facts.in_order(set(told)) if _is_no(facts[key], told[key]))


def affirmed(assessment: Assessment) -> tuple[KnownFact, ...]:
    """The answers without those that were denied."""
    no = set(denied(assessment))
    return tuple(answer for answer in answers(assessment) if answer.label not in no)


def _answer(fact: Fact, assessment: Assessment) -> KnownFact | None:
    if fact.key in assessment.firm.facts:
        return KnownFact(fact.label, say_known(fact, assessment.firm.facts[fact.key]))
    if fact.key in assessment.defaults:
        return KnownFact(fact.label, fact.option(assessment.defaults[fact.key]).label, "未填，按默认值")
    if fact.key not in assessment.derived or not _is_told_of(fact, assessment):
        return None
    how = "尚不能推算" if assessment.derived[fact.key] is None else "推算"
    return KnownFact(fact.label, say_derived(fact, assessment), f"{how}：{say_why(fact, assessment)}", is_derived=True)


def _is_told_of(fact: Fact, assessment: Assessment) -> bool:
    """True if something derives the fact, or could with a little more; a consumer's size is of no interest."""
    edition, told = assessment.edition, assessment.firm.facts
    if assessment.derived[fact.key] is not None:
        return True
    if edition.sizes is not None and fact.key == edition.sizes.fact:
        return edition.sizes.by in told
    return not told.keys().isdisjoint(fact_keys(edition.derivations[fact.key]))


def _is_no(fact: Fact, value: Value) -> bool:
    if fact.type == "choice":
        return bool(fact.screen) and value == fact.screen_no
    return value is False or value == NOTHING
