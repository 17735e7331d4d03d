"""The interview as a value: what was answered, and the next thing worth asking. No screen, no clock.

Asked are: who it is, the name, the sector, screens of certificates and situations, each followed by what its ticks
leave open, then what else is open; figures of which none makes another needless are asked together. Only what can still
change a verdict, an amount or, as a line of a screen, which activities suit; nothing twice.
"""

from collections.abc import Mapping
from functools import cached_property

from jinshan_cli.core.activity import Activity
from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Benefit, Edition, Policy
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.tables.activities import deciding
from jinshan_cli.use.visit.answers import (
    Answer,
    FirmName,
    Ticked,
    about,
    answers_of,
    firm_from,
    same_prompt,
    singly,
    without,
)
from jinshan_cli.use.visit.earlier import fits_a_line, is_exact, still_told
from jinshan_cli.use.visit.hinges import NO_KEYS, Hinge, gets, hinges, is_settled, possible_amount, standing_in
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskName, AskScreen, Prompt, blank, known_before, single
from jinshan_cli.use.visit.ranking import best_question, needed_together

MOST_LINES = 9
"""of a screen: each has a number of one digit"""
MOST_FIGURES = 5
"""told in one line"""


@dataclass(frozen=True)
class Interview:
    """A state of an interview. `answer`, `revise` and `back` give another one; equal answers are equal states."""

    edition: Edition
    everything: bool = False
    """ask every fact in the order of the catalogue, needed or not"""
    answers: tuple[Answer, ...] = ()
    deferred: frozenset[str] = frozenset()
    """facts left unknown in an earlier session: asked again, last"""
    closed: frozenset[str] = NO_KEYS
    """ids of benefits that nothing is asked for"""
    ahead: tuple[Activity, ...] = ()
    """activities still to come: what decides whether they suit is a line of a screen"""
    earlier: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """what an earlier visit was told and is asked anew, each to be kept or changed"""
    undone: tuple[Answer, ...] = field(default=(), compare=False)
    """answers taken back and not yet given anew, the latest last"""
    previous: "Interview | None" = field(default=None, compare=False, repr=False)

    @cached_property
    def firm(self) -> Firm:
        """The firm as the answers have it."""
        return firm_from(self.answers, self.edition.facts)

    @cached_property
    def kept(self) -> Firm:
        """The firm with the answers that were taken back and not replaced: nothing typed is lost."""
        facts, answered = {**self.firm.facts, **self.waiting}, NO_KEYS.union(*map(about, self.answers))
        for old in reversed(self.undone):
            open_to_it = about(old) - (self.asked if singly(old) else answered)
            told = firm_from((old,), self.edition.facts)
            facts.update((key, told.facts[key]) for key in open_to_it & set(told.facts))
        names = [old.name for old in (*self.answers, *self.undone) if isinstance(old, FirmName)]
        return Firm(names[0] if names else "", facts)

    @cached_property
    def waiting(self) -> dict[str, Value]:
        """What an earlier visit told, as far as it is not told anew."""
        return still_told(self.earlier, self.answers, self.asked, self.firm)

    @cached_property
    def known(self) -> Knowledge:
        """What follows from the answers."""
        return Knowledge(self.edition, self.firm)

    @cached_property
    def asked(self) -> frozenset[str]:
        """The facts not to be asked again; a ticked line is still to be followed up."""
        ticked = (answer.yes if isinstance(answer, Ticked) else NO_KEYS for answer in self.answers)
        told = (about(answer) - yes for answer, yes in zip(self.answers, ticked, strict=True))
        return NO_KEYS.union(*told)

    @cached_property
    def unknown(self) -> frozenset[str]:
        """The facts that were asked, now or in an earlier session, and of which nothing is known."""
        return frozenset((self.asked | self.deferred) - set(self.firm.facts))

    @cached_property
    def hinges(self) -> tuple[Hinge, ...]:
        """The benefits that are not settled, and are asked for."""
        return tuple(hinge for hinge in hinges(self.known) if hinge.benefit.id not in self.closed)

    @property
    def left_out(self) -> tuple[Benefit, ...]:
        """The benefits that are not settled, and that nothing is asked for."""
        return tuple(hinge.benefit for hinge in hinges(self.known) if hinge.benefit.id in self.closed)

    @cached_property
    def _open(self) -> frozenset[str]:
        return frozenset(key for hinge in self.hinges for key in hinge.keys)

    @cached_property
    def _on_screens(self) -> frozenset[str]:
        return self._open.union(*(deciding(each, self.known) for each in self.ahead))

    @cached_property
    def prompt(self) -> Prompt | None:
        """The next thing to ask; None at the end. Deterministic. A name is asked once it is known whose it is."""
        if not any(isinstance(answer, FirmName) for answer in self.answers):
            who = self.edition.facts.who
            return self._single(who) if who and self._is_new(who) and self._matters(who) else AskName()
        if self.everything:
            return self._next_of_all()
        return self._opening() or self._after_a_tick() or self._screen() or self._follow_up() or self._whom_to_call()

    def answer(self, answer: Answer) -> "Interview":
        """The state after an answer to the prompt. Raises ValueError if it answers something else."""
        if self.prompt is None or not same_prompt(answer, blank(self.prompt)):
            raise ValueError(answer)
        undone = tuple(old for old in self.undone if not same_prompt(old, answer))
        return replace(self, answers=(*self.answers, answer), undone=undone, previous=self)

    def revise(self, number: int, answer: Answer) -> "Interview":
        """The state with answer `number` (from 1) given anew; later ones stay, but for follow-ups of unticked lines.

        Raises ValueError if it answers something else, IndexError if there is no such answer.
        """
        before, old, after = self.answers[: number - 1], self.answers[number - 1], self.answers[number:]
        if not same_prompt(answer, old):
            raise ValueError(answer)
        gone = set(answer.keys) - answer.yes if isinstance(answer, Ticked) else set()
        later = tuple(told for told in (without(each, gone) for each in after) if told)
        return replace(self, answers=(*before, answer, *later), previous=self)

    def back(self) -> "Interview":
        """The state before the last answer or revision; itself if there is none. What is undone is offered again."""
        if self.previous is None:
            return self
        taken = tuple(answer for answer in self.answers if answer not in self.previous.answers)
        return replace(self.previous, undone=(*self.undone, *reversed(taken)))

    def draft(self, prompt: Prompt) -> Answer | None:
        """The answer to this prompt that was last taken back, else that of an earlier visit, or None."""
        undone = next((old for old in reversed(self.undone) if same_prompt(old, blank(prompt))), None)
        return undone or known_before(prompt, self.waiting, self.edition)

    def hanging_on(self, prompt: Prompt) -> tuple[Hinge, ...]:
        """The unsettled benefits that an answer to the prompt could change."""
        keys = about(blank(prompt))
        return tuple(hinge for hinge in self.hinges if keys & (hinge.keys | standing_in(hinge, self.known)))

    def inviting(self, prompt: Prompt) -> tuple[Activity, ...]:
        """The activities ahead of which an answer to the prompt could tell whether they suit."""
        keys = about(blank(prompt))
        return tuple(activity for activity in self.ahead if keys & deciding(activity, self.known))

    def possible(self, hinge: Hinge) -> Interval | None:
        """What an unsettled benefit would come to for what is known so far, in fen; None is not quantified."""
        return possible_amount(hinge, self.known)

    def needs(self, key: str) -> bool:
        """True if something unsettled hangs on what a derived fact follows from."""
        return any(key in standing_in(hinge, self.known) for hinge in self.hinges)

    @property
    def unsettled(self) -> frozenset[str]:
        """The facts asked, now or in an earlier session, that a verdict still hangs on."""
        return frozenset(key for hinge in self.hinges for key in hinge.verdict) & (self.asked | self.deferred)

    @property
    def wanting(self) -> frozenset[str]:
        """The facts asked in vain, now or in an earlier session, that the result still hangs on."""
        due = frozenset(key for hinge in self.hinges for key in hinge.due)
        return due & (self.asked | self.deferred)

    def _opening(self) -> Prompt | None:
        """The choices of the first group up to the size: what they are can be told without a look at the books."""
        sizes, still_open, facts = self.edition.sizes, self._open, self.edition.facts.facts
        for fact in facts:
            if fact.group != facts[0].group or (sizes is not None and fact.key == sizes.fact):
                break
            if self._is_new(fact) and (self._matters(fact) or (fact.key in still_open and not fact.is_number)):
                return self._single(fact)
        return None

    def _matters(self, fact: Fact) -> bool:
        """A choice that holds by default is never open; it is asked if any rule reads it."""
        rules = self.edition.rules.values()
        return fact.default is not None and any(fact.key in fact_keys(rule.when) for rule in rules)

    def _after_a_tick(self) -> Prompt | None:
        """What a ticked line leaves to be told, and the earlier years of what was told just now, if it decides now."""
        ticked = NO_KEYS.union(*(answer.yes for answer in self.answers if isinstance(answer, Ticked)))
        due = frozenset(key for hinge in self.hinges for key in hinge.due) - self.asked - self.deferred
        candidates = self._history(due) or due & ticked
        first = next(iter(self.edition.facts.in_order(candidates)), "")
        return self._joined(first, candidates) if first else None

    def _screen(self) -> Prompt | None:
        shown = self._on_screens
        told = self.waiting
        ready = (fact for fact in self.edition.facts if fact.screen and fact.key in shown and self._is_new(fact))
        lines = [fact for fact in ready if fits_a_line(fact, told.get(fact.key))]
        page: list[Fact] = []
        for group in dict.fromkeys(fact.group for fact in lines):
            whole = [fact for fact in lines if fact.group == group]
            if page and len(page) + len(whole) > MOST_LINES:
                break
            page += whole
        if len(page) == 1:
            return self._single(page[0])
        return AskScreen(tuple(fact.key for fact in page)) if page else None

    def _follow_up(self) -> Prompt | None:
        due = frozenset(key for hinge in self.hinges for key in hinge.due | standing_in(hinge, self.known, self.asked))
        candidates = due - self.asked
        candidates = candidates - self.deferred or candidates
        return self._joined(self._best(candidates), candidates) if candidates else None

    def _whom_to_call(self) -> Prompt | None:
        """What decides on the contacts of a policy of which the firm gets something: last of all."""
        fact = next((self.edition.facts[key] for key in self.calling if self._is_new(self.edition.facts[key])), None)
        return None if fact is None else self._single(fact)

    @cached_property
    def calling(self) -> dict[str, tuple[Policy, ...]]:
        """The choices that whom to call hangs on, each with the policies of which the firm gets something."""
        found: dict[str, tuple[Policy, ...]] = {}
        for policy in self.edition.policies:
            own = (each for each in policy.benefits if policy.contacts and each.id not in self.closed)
            if any(gets(each, self.known) for each in own):
                for key in dict.fromkeys(each.fact for each in policy.for_firm(self.known.options).contacts):
                    found[key] = (*found.get(key, ()), policy)
        return found

    def _joined(self, first: str, candidates: frozenset[str]) -> Prompt:
        """A question, with the other figures among the candidates that no answer makes needless."""
        facts = self.edition.facts
        if not facts[first].is_number:
            return self._single(facts[first])
        figures = frozenset(key for key in candidates if facts[key].is_number)
        ready = frozenset(key for key in figures if facts.current_of(key) not in figures)
        keys = needed_together(first, ready, self.hinges, self.known)[:MOST_FIGURES]
        return AskFigures(tuple(keys)) if len(keys) > 1 else self._single(facts[first])

    def _history(self, candidates: frozenset[str]) -> frozenset[str]:
        """The earlier years of the figures that were told just now: the two are one subject."""
        told = about(self.answers[-1]) if singly(self.answers[-1]) else NO_KEYS
        return frozenset(key for key in candidates if self.edition.facts.current_of(key) in told)

    def _best(self, candidates: frozenset[str]) -> str:
        """The best candidate, but no earlier years before the current figure."""
        ready = frozenset(key for key in candidates if self.edition.facts.current_of(key) not in candidates)
        return best_question(ready, self.hinges, self.known)

    def _next_of_all(self) -> Prompt | None:
        exact = {key for key, value in self.firm.facts.items() if is_exact(value)}  # by a ticked line, too
        settled = exact | {key for key in self.edition.derived if is_settled(key, self.known)}
        new = (fact for fact in self.edition.facts if fact.key not in self.asked and fact.key not in settled)
        fact = next(new, None)
        return None if fact is None else self._single(fact)

    def _is_new(self, fact: Fact) -> bool:
        """Never asked, by itself or on a screen, and not known."""
        shown = any(fact.key in about(answer) for answer in self.answers)
        return not shown and fact.key not in self.firm.facts and fact.key not in self.deferred

    def _single(self, fact: Fact) -> AskFact:
        return single(fact, self.answers)


def resume(
    edition: Edition,
    firm: Firm,
    unknown: frozenset[str] = NO_KEYS,
    everything: bool = False,
    old: frozenset[str] = NO_KEYS,
) -> Interview:
    """An interview that begins with what is known of a firm.

    `unknown` was asked before and left open; what `old` tells is asked anew.
    """
    earlier = {key: value for key, value in firm.facts.items() if key in old}
    fresh = answers_of(firm, edition.facts, old)
    return Interview(edition, everything, fresh, unknown - set(firm.facts), earlier=earlier)
