"""Why each benefit is what it is to a firm: the parts of its condition in words, with what is known of the firm."""

from collections.abc import Mapping

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Truth
from jinshan_cli.core.rules.nodes import And, Condition, Named, Or
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.rules.words import say_condition
from jinshan_cli.core.written.choices import either_of
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.use.result.assessment import Assessment


@dataclass(frozen=True, slots=True)
class Reason:
    """One condition of a benefit in words, with what is known of the firm, and whether it holds."""

    words: str
    known: str
    holds: Truth
    alternatives: "tuple[Reason, ...]" = ()
    """of a condition that one of several is enough for: each of them"""
    is_named: bool = False
    """its words are a name that the edition gives"""

    @property
    def text(self) -> str:
        """`本年新增限额以上（本年新增限额以上 是）`."""
        return tell("{words}（{known}）", words=self.words, known=self.known)

    @property
    def met(self) -> "tuple[Reason, ...]":
        """Of several that one is enough of: those that hold."""
        return tuple(alternative for alternative in self.alternatives if alternative.holds)


Reasons = Mapping[str, tuple[Reason, ...]]
"""by a benefit's id"""


def reasons_of(assessment: Assessment) -> Reasons:
    """The reasons of every benefit: made when a face wants them, for they cost as much as the result."""
    known = Knowledge(assessment.edition, assessment.firm)
    rules = assessment.edition.rules
    return {result.benefit.id: _reasons(rules[result.benefit.id].when, known) for _, result in assessment.benefits()}


def _reasons(when: Condition, known: Knowledge) -> tuple[Reason, ...]:
    parts = when.parts if isinstance(when, And) else (when,)
    return tuple(_reason(part, known) for part in parts)


def _reason(part: Condition, known: Knowledge) -> Reason:
    either = part.condition if isinstance(part, Named) else part
    alternatives = either.parts if isinstance(either, Or) else ()
    words = say_condition(part, known.edition.facts)
    alike = tuple(_reason(alternative, known) for alternative in alternatives)
    return Reason(words, _say_facts(part, known), truth(part, known), alike, isinstance(part, Named))


def _say_facts(part: Condition, known: Knowledge) -> str:
    facts = known.edition.facts
    keys = facts.in_order(fact_keys(part))
    return tell("，").join(
        f"{facts[key].label} {say_known(facts[key], _stated_or_derived(key, known))}" for key in keys
    )


def _stated_or_derived(key: str, known: Knowledge) -> Value | None:
    """The value of a fact as stated, derived or by default; None if nothing is known of it."""
    fact = known.edition.facts[key]
    if fact.is_number:
        return known.firm.facts.get(key)
    if fact.type == "flag":
        return known.flag(key)
    options = known.options(key)
    return either_of(fact, options) if len(options) < len(fact.options) or len(options) == 1 else None
