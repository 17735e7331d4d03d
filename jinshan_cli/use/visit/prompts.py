"""What an interview asks: who it is, one fact, several figures, lines to tick; and the answer that tells nothing."""

from collections.abc import Iterable, Mapping

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.policy import Edition
from jinshan_cli.use.visit.answers import Answer, FactAnswer, Figures, FirmName, Ticked, stands_for


@dataclass(frozen=True, slots=True)
class AskName:
    """What is the firm called?"""


@dataclass(frozen=True, slots=True)
class AskFact:
    """One fact; `options` are the answers of a choice that are still to choose from."""

    key: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AskScreen:
    """Lines to tick, at least two."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AskFigures:
    """Figures to tell one after the other, at least two: no answer to the first makes the others needless."""

    keys: tuple[str, ...]


Prompt = AskName | AskFact | AskFigures | AskScreen


def single(fact: Fact, answers: Iterable[Answer]) -> AskFact:
    """The prompt for one fact; of a choice whose line is ticked, without the option that an unticked one says."""
    ticked = any(isinstance(answer, Ticked) and fact.key in answer.yes for answer in answers)
    no = stands_for(fact, False) if ticked else None
    return AskFact(fact.key, tuple(option for option in fact.option_keys if option != no))


def prompt_of(answer: Answer, edition: Edition, answers: Iterable[Answer] = ()) -> Prompt:
    """The prompt that an answer was given to, beside these answers."""
    match answer:
        case FirmName():
            return AskName()
        case FactAnswer(key):
            return single(edition.facts[key], answers)
        case Figures():
            return AskFigures(tuple(each.key for each in answer.told))
        case Ticked(keys):
            return AskScreen(keys)


def blank(prompt: Prompt) -> Answer:
    """The answer that tells nothing."""
    match prompt:
        case AskName():
            return FirmName("")
        case AskFact(key):
            return FactAnswer(key, None)
        case AskFigures(keys):
            return Figures(tuple(FactAnswer(key, None) for key in keys))
        case AskScreen(keys):
            return Ticked(keys, unsure=frozenset(keys))


def known_before(prompt: Prompt, facts: Mapping[str, Value], edition: Edition) -> Answer | None:
    """The answer that says what is known from elsewhere, and 不清楚 of the rest; None where nothing is."""
    match prompt:
        case AskFact(key) if key in facts:
            return FactAnswer(key, facts[key])
        case AskFigures(keys) if set(keys) & set(facts):
            return Figures(tuple(FactAnswer(key, facts.get(key)) for key in keys))
        case AskScreen(keys) if known := set(keys) & set(facts):
            no = {key for key in known if facts[key] == stands_for(edition.facts[key], False)}
            return Ticked(keys, frozenset(known - no), frozenset(keys) - known)
    return None
