"""An edition as it is kept: with its rules by cases, which need not be worked out again for the first firm."""

from collections.abc import Iterator

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.exact.kept import WorkedOut
from jinshan_cli.core.rules.nodes import UNWRITTEN, NamedQuantity, Node
from jinshan_cli.core.written.voice import CHINESE, Voice
from jinshan_cli.files.kept.records import CLASSES, Makers, from_text, to_text


@dataclass(frozen=True, slots=True)
class KeptEdition:
    """An edition and the rules of it that are looked at by cases."""

    edition: Edition
    cases: WorkedOut

    def in_voice(self, voice: Voice) -> Edition:
        """The edition, which knows its rules by cases, in a language."""
        edition = replace(self.edition, voice=voice)
        edition.cases.recall(self.cases)
        return edition


_MAKERS: Makers = {**CLASSES, **{each: each for each in (*UNWRITTEN, KeptEdition)}}


def edition_text(edition: Edition) -> str:
    """All of an edition but its voice. Raises TypeError for what cannot be told exactly, RecursionError."""
    cases = edition.cases.worked_out(_judged(edition))
    return to_text(KeptEdition(replace(edition, voice=CHINESE), cases), _MAKERS)


def edition_told(text: str) -> KeptEdition:
    """The edition of a text. Raises ValueError, TypeError, LookupError, RecursionError."""
    return from_text(text, KeptEdition, _MAKERS)


def _judged(edition: Edition) -> Iterator[Node]:
    """What is judged by itself, each once: conditions and quantities of benefits, names, caps, derived facts,
    activities and checks."""
    amounts = (rule.amount for rule in edition.rules.values() if rule.amount is not None)
    quantities = (each.quantity for each in edition.quantities.values() if isinstance(each, NamedQuantity))
    found: tuple[Node, ...] = (
        *(rule.when for rule in edition.rules.values()),
        *(*amounts, *quantities, *edition.limits.values()),
        *(named.condition for named in edition.conditions.values()),
        *(*edition.derivations.values(), *edition.suits.values(), *(when for when, _ in edition.checks)),
    )
    yield from {id(each): each for each in found}.values()
