"""The firm as it was understood: what it said, what follows from it and why, what holds by default, what it denied."""

from collections.abc import Iterator

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.outcome import MARK, Origin
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assessment import Assessment

NAMELESS, NAMELESS_PERSON = "（未填企业名称）", "（未填姓名）"


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact of which something is known; a derived one is None where nothing follows yet."""

    fact: Fact
    value: Value | None
    origin: Origin

    @property
    def label(self) -> str:
        """Its name."""
        return self.fact.label

    @property
    def words(self) -> str:
        """`中型`, `微型或小型`, `是`; 未知 if nothing follows."""
        return say_known(self.fact, self.value)

    @property
    def marked(self) -> str:
        """The same with where it comes from: `中型（推算）`."""
        return self.words + MARK[self.origin]

    @property
    def is_no(self) -> bool:
        """True for 否, 0, and the option that says no."""
        denial = self.fact.denial
        return self.value is False or self.value == NOTHING or (denial is not None and self.value == denial)


def is_of_person(assessment: Assessment) -> bool:
    """True if it is of a natural person."""
    return Knowledge(assessment.edition, assessment.firm).is_person


def say_who(assessment: Assessment) -> str:
    """The name of the firm or the person, or that it was not told; raw as it was typed."""
    return assessment.firm.name or tell(NAMELESS_PERSON if is_of_person(assessment) else NAMELESS)


def understood(assessment: Assessment) -> tuple[KnownFact, ...]:
    """Every fact of which something is known, in the order they are asked."""
    return tuple(_known(assessment))


def known_of(assessment: Assessment) -> tuple[KnownFact, ...]:
    """The same without what does not follow yet."""
    return tuple(each for each in understood(assessment) if each.value is not None)


def derived_size(assessment: Assessment) -> KnownFact | None:
    """The size that the indicators leave; None if they leave every one, or none is derived."""
    sizes = assessment.edition.sizes
    found = assessment.derived.get(sizes.fact) if sizes else None
    return None if sizes is None or found is None else KnownFact(assessment.edition.facts[sizes.fact], found, "derived")


def _known(assessment: Assessment) -> Iterator[KnownFact]:
    for fact in assessment.edition.facts:
        key = fact.key
        if key in assessment.firm.facts:
            yield KnownFact(fact, assessment.firm.facts[key], "stated")
        elif key in assessment.defaults:
            yield KnownFact(fact, assessment.defaults[key], "default")
        elif key in assessment.derived and _is_told_of(fact, assessment):
            yield KnownFact(fact, assessment.derived[key], "derived")


def _is_told_of(fact: Fact, assessment: Assessment) -> bool:
    """True if something derives the fact, or could with a little more; of a natural person nothing that firms are."""
    edition, told = assessment.edition, assessment.firm.facts
    if is_of_person(assessment):
        return False
    if assessment.derived[fact.key] is not None:
        return True
    if edition.sizes is not None and fact.key == edition.sizes.fact:
        return edition.sizes.by in told
    return not told.keys().isdisjoint(fact_keys(edition.derivations[fact.key]))
