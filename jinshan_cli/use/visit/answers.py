"""What was answered, in the order it was answered, and the firm that follows from it."""

from collections.abc import Collection, Iterable

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Firm, Value, options_in
from jinshan_cli.core.intervals import NOTHING, SOME
from jinshan_cli.core.written.values import read


@dataclass(frozen=True, slots=True)
class FirmName:
    """The firm's name; empty if it was not told."""

    name: str


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """One fact asked by itself; None: asked and not known."""

    key: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Several figures, at least two, asked on one screen, each as if it were asked by itself."""

    told: tuple[FactAnswer, ...]


@dataclass(frozen=True, slots=True)
class Ticked:
    """A screen of lines: those that hold, those nobody is sure of; the others do not hold."""

    keys: tuple[str, ...]
    yes: frozenset[str] = frozenset()
    unsure: frozenset[str] = frozenset()

    @property
    def denied(self) -> frozenset[str]:
        """The lines that do not hold."""
        return frozenset(self.keys) - self.yes - self.unsure


Answer = FirmName | FactAnswer | Figures | Ticked


def about(answer: Answer) -> frozenset[str]:
    """The facts an answer is about."""
    match answer:
        case FirmName():
            return frozenset()
        case FactAnswer(key):
            return frozenset((key,))
        case Figures(told):
            return frozenset(each.key for each in told)
        case Ticked(keys):
            return frozenset(keys)


def singly(answer: Answer) -> tuple[FactAnswer, ...]:
    """The facts that an answer tells one by one."""
    match answer:
        case FactAnswer():
            return (answer,)
        case Figures(told):
            return told
        case _:
            return ()


def without(answer: Answer, gone: Collection[str]) -> Answer | None:
    """An answer less the figures that are gone: a last one is as if it were asked by itself. None if nothing else was
    told.
    """
    match answer:
        case FactAnswer(key):
            return None if key in gone else answer
        case Figures(told):
            kept = tuple(each for each in told if each.key not in gone)
            return Figures(kept) if len(kept) > 1 else next(iter(kept), None)
        case _:
            return answer


def taken_out(answers: tuple[Answer, ...], number: int) -> tuple[Answer, ...]:
    """The answers less number `number` (from 1), and less what its lines were followed up with."""
    gone = about(answers[number - 1])
    later = (without(each, gone) for each in answers[number:])
    return (*answers[: number - 1], *(told for told in later if told is not None))


def same_prompt(one: Answer, other: Answer) -> bool:
    """True if both answer the same question."""
    return type(one) is type(other) and (about(one) == about(other))


def stands_for(fact: Fact, ticked: bool) -> Value | None:
    """What a ticked or unticked line says of its fact, a ticked choice that it is not what an unticked one is; None:
    nothing definite."""
    written = fact.screen_yes if ticked else fact.screen_no
    if written is not None:
        return read(fact, written)
    if fact.type == "flag":
        return ticked
    if fact.is_figure:
        return SOME if ticked else NOTHING
    if ticked and fact.screen_no is not None:
        return _but(fact, stands_for(fact, ticked=False))
    return None


def _but(fact: Fact, denied: Value | None) -> Value:
    """The options of a choice but those that are denied."""
    left = tuple(key for key in fact.option_keys if key not in options_in(denied))
    return left[0] if len(left) == 1 else left


def firm_from(answers: Iterable[Answer], facts: Catalogue) -> Firm:
    """The firm of the answers, later ones over earlier; what is not known takes nothing away from a ticked line."""
    name, known = "", dict[str, Value]()
    for answer in answers:
        match answer:
            case FirmName():
                name = answer.name
            case FactAnswer() | Figures():
                known |= {each.key: each.value for each in singly(answer) if each.value is not None}
            case Ticked(keys, yes, unsure):
                for key in keys:
                    known.pop(key, None)
                    value = None if key in unsure else stands_for(facts[key], key in yes)
                    if value is not None:
                        known[key] = value
    return Firm(name, known)


def answers_of(firm: Firm, facts: Catalogue, unknown: Iterable[str] = ()) -> tuple[Answer, ...]:
    """Answers that make a firm known from elsewhere; lines of screens are gathered by group, `unknown` left out."""
    answers: list[Answer] = [FirmName(firm.name)] if firm.name else []
    groups: dict[str, list[str]] = {}
    for key in facts.in_order(set(firm.facts) - set(unknown)):
        fact, value = facts[key], firm.facts[key]
        if fact.screen and value in (stands_for(fact, True), stands_for(fact, False)):
            groups.setdefault(fact.group, []).append(key)
        else:
            answers.append(FactAnswer(key, value))
    for keys in groups.values():
        yes = frozenset(key for key in keys if firm.facts[key] == stands_for(facts[key], True))
        answers.append(Ticked(tuple(keys), yes))
    return tuple(answers)
