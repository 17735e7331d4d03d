"""The firm as it was understood: what it said, what follows from it and why, and what it denied."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.figures import UNKNOWN, say_known
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.nodes import fact_keys
from jinshan_cli.core.sizes import SizeRow, SizeStandard, tier_range
from jinshan_cli.core.words import say_condition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.assess import Assessment


@dataclass(frozen=True, slots=True)
class Answer:
    """A fact in words; `why` says where it comes from if the firm did not say it."""

    label: str
    words: str
    why: str = ""
    is_derived: bool = False


def answers(assessment: Assessment) -> tuple[Answer, ...]:
    """Every fact of which something is known, in the order they are asked."""
    found = (_answer(fact, assessment) for fact in assessment.edition.facts)
    return tuple(answer for answer in found if answer is not None)


def denied(assessment: Assessment) -> tuple[str, ...]:
    """The labels of what the firm said no or 0 to."""
    facts, told = assessment.edition.facts, assessment.firm.facts
    return tuple(facts[key].label for key in facts.in_order(set(told)) if _is_no(facts[key], told[key]))


def affirmed(assessment: Assessment) -> tuple[Answer, ...]:
    """The answers without those that were denied."""
    no = set(denied(assessment))
    return tuple(answer for answer in answers(assessment) if answer.label not in no)


def _answer(fact: Fact, assessment: Assessment) -> Answer | None:
    if fact.key in assessment.firm.facts:
        return Answer(fact.label, say_known(fact, assessment.firm.facts[fact.key]))
    if fact.key in assessment.defaults:
        return Answer(fact.label, fact.option(assessment.defaults[fact.key]).label, "未填，按默认值")
    if fact.key not in assessment.derived or not _is_told_of(fact, assessment):
        return None
    how = "尚不能推算" if assessment.derived[fact.key] is None else "推算"
    return Answer(fact.label, _say_derived(fact, assessment), f"{how}：{_why(fact, assessment)}", is_derived=True)


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


def _say_derived(fact: Fact, assessment: Assessment) -> str:
    match assessment.derived[fact.key]:
        case None:
            return UNKNOWN
        case tuple() as several:
            return "或".join(fact.option(key).label for key in several)
        case value:
            return say_known(fact, value)


def _why(fact: Fact, assessment: Assessment) -> str:
    edition = assessment.edition
    if edition.sizes is not None and fact.key == edition.sizes.fact:
        return "；".join(_why_size(edition.sizes, assessment))
    return f"{say_condition(edition.derivations[fact.key], edition.facts)}"


def _why_size(sizes: SizeStandard, assessment: Assessment) -> Iterator[str]:
    """What each indicator reaches alone; the lowest of these is the size."""
    facts, known = assessment.edition.facts, Knowledge(assessment.edition, assessment.firm)
    sectors = known.options(sizes.by)
    sector = next(iter(sectors)) if len(sectors) == 1 else None
    row = sizes.row_of.get(sector) if sector else None
    if row is None:
        by = facts[sizes.by]
        yield f"{by.option(sector).label}不在划型标准之内" if sector else f"{by.label}未知"
        return
    yield from _indicators(sizes, row, known)
    if len(row.limits) > 1:
        yield "取最低一档"


def _indicators(sizes: SizeStandard, row: SizeRow, known: Knowledge) -> Iterator[str]:
    facts = known.edition.facts
    tiers = facts[sizes.fact]
    for key, limits in row.thresholds.items():
        value = known.interval(key)
        low, high = tier_range(value, limits)
        if low == high:
            yield f"{facts[key].label} {say_known(facts[key], value)}，达{tiers.option(sizes.tiers[low]).label}"
        else:
            yield f"{facts[key].label} {say_known(facts[key], value)}"
