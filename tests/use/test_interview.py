"""The interview as a value: it asks nothing useless, ends, settles everything, and never loses or invents an answer."""

from datetime import date
from functools import cache
from random import Random

import pytest
from support.truthful import BUILT_IN, SEEDS, true_states, truth_of, truthful, vague_states

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.engines.near import limits
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.tables.activities import ahead, next_for
from jinshan_cli.use.visit.answers import FactAnswer, FirmName, Ticked, about, singly, stands_for
from jinshan_cli.use.visit.hinges import over_on
from jinshan_cli.use.visit.interview import Interview, resume
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskName, AskScreen, Prompt, blank

DAY = date(2023, 5, 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_verdict_is_settled(edition: Edition, seed: int) -> None:
    """Answered truthfully, no policy is left open, and the result is that of the whole truth; what comes to 0 yuan does
    so there, too, or is not had at all."""
    truth = truth_of(edition, seed)
    told = assess(edition, true_states(seed)[-1].firm, DAY)
    whole = assess(edition, truth.firm, DAY)
    for one, other in zip(told.policies, whole.policies, strict=True):
        assert not one.is_open
        if one.gives_nothing:
            assert other.gives_nothing or other.status == "ineligible"
        else:
            assert (one.status, one.amount) == (other.status, other.amount)


@pytest.mark.parametrize("seed", SEEDS)
def test_it_ends_and_asks_nothing_twice(edition: Edition, seed: int) -> None:
    """Whatever is answered, each fact is asked by itself once at most and stands on one screen at most."""
    for states in (vague_states(seed), true_states(seed)):
        prompts = [state.prompt for state in states[:-1]]
        assert len(prompts) == len(set(prompts))
        lines = [key for prompt in prompts if isinstance(prompt, AskScreen) for key in prompt.keys]
        singles = [key for prompt in prompts for key in alone(prompt)]
        assert len(lines) == len(set(lines))
        assert len(singles) == len(set(singles))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_question_is_useless(edition: Edition, seed: int) -> None:
    """For each question, and each line of a screen, two answers are found that end in different results."""
    rng = Random(seed)
    for state in (*true_states(seed), *vague_states(seed)):
        if state.prompt is not None and not isinstance(state.prompt, AskName):
            for key in about(blank(state.prompt)):
                assert can_matter(key, state, rng), (key, state.answers)


def alone(prompt: Prompt | None) -> tuple[str, ...]:
    """The facts that a prompt asks outright, on no screen of ticks."""
    match prompt:
        case AskFact(key):
            return (key,)
        case AskFigures(keys):
            return keys
        case _:
            return ()


def can_matter(key: str, state: Interview, rng: Random) -> bool:
    """Tries firms that fit what is known and differ in one fact, until two of them differ in the result."""
    return any(differs(key, state.known, rng) for _ in range(4000))


def differs(key: str, known: Knowledge, rng: Random) -> bool:
    """Tries one pair."""
    facts = {**known.firm.facts, **{other: draw(other, known, rng) for other in missing_facts(known)}}
    one, other = ({**facts, key: draw(key, known, rng)} for _ in range(2))
    return one[key] != other[key] and outcome(one, known.edition) != outcome(other, known.edition)


def missing_facts(known: Knowledge) -> list[str]:
    """The facts not known exactly, save derived ones: these follow."""
    sure = {key for key, value in known.firm.facts.items() if not isinstance(value, Interval) or value.is_point}
    return [fact.key for fact in known.edition.facts if fact.key not in sure | known.edition.derived]


def draw(key: str, known: Knowledge, rng: Random) -> Value:
    """A value that fits what is known: at a limit of some rule, or anywhere."""
    fact = known.edition.facts[key]
    if fact.type == "flag":
        return rng.random() < 0.5
    if fact.type == "choice":
        return rng.choice(fact.option_keys if fact.default else sorted(known.options(key)))
    now = known.interval(key)
    low, high = int(now.low or 0), now.high
    picked = rng.choice((*telling(key), low, low + 100_000, 2 * low + 1))
    return Interval.point(min(max(picked, low), int(high) if high is not None else 10**16))


@cache
def telling(key: str) -> tuple[int, ...]:
    """What the rules and the size standard compare a number with, and the numbers next to it."""
    known = Knowledge(BUILT_IN, Firm())
    nodes = [node for rule in BUILT_IN.rules.values() for node in (rule.when, rule.amount) if node is not None]
    found = [int(limit) for node in nodes for fact, limit in limits(node, known) if fact == key]
    found += [step for row in BUILT_IN.sizes.rows for step in row.thresholds.get(key, ())] if BUILT_IN.sizes else []
    return tuple(sorted({limit + shift for limit in found for shift in (-1, 0, 1) if limit + shift >= 0}))


def outcome(facts: dict[str, Value], edition: Edition) -> list[object]:
    """Verdict and amount of every benefit."""
    known = Knowledge(edition, Firm("", facts))
    verdicts = [(truth(rule.when, known), rule.amount) for rule in edition.rules.values()]
    return [
        (holds, None if amount is None or holds is False else interval(amount, known)) for holds, amount in verdicts
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_firm_is_what_was_answered(edition: Edition, seed: int) -> None:
    """A told value stands as told, an unticked line as its no, an unsure or unknown one is absent: nothing invented."""
    state = vague_states(seed)[-1]
    told = {each.key: each.value for answer in state.answers for each in singly(answer)}
    screens = [answer for answer in state.answers if isinstance(answer, Ticked)]
    lines = {key: stands_for(edition.facts[key], key in screen.yes) for screen in screens for key in screen.keys}
    unsure = {key for screen in screens for key in screen.unsure}
    for key in edition.facts.by_key:
        expected = told.get(key) or (None if key in unsure else lines.get(key))
        assert state.firm.facts.get(key) == (told[key] if told.get(key) is not None else expected)


def test_what_is_needed_no_more_is_not_asked(edition: Edition) -> None:
    """A consumer sees no question about staff or certificates; a micro firm is not asked for its sales."""
    consumer = Interview(edition).answer(FactAnswer("entity", "consumer")).answer(FirmName(""))
    assert consumer.prompt == AskScreen(("nev_price", "replaced_cars", "appliance_spend"))
    shop = resume(edition, Firm("x", {"entity": "enterprise", "sector": "retail", "employees": Interval.point(3)}))
    assert isinstance(shop.prompt, AskScreen)


def test_a_size_outside_the_standard_is_asked_outright(edition: Edition) -> None:
    """Where no figure gives the size, or the figures are not known, the size itself is asked, after what needs it."""
    school = Firm("x", {"entity": "enterprise", "sector": "education_health"})
    for firm in (school, school.having("sector", "retail")):
        state = resume(edition, firm)
        while state.prompt is not None and state.prompt != AskFact("size", edition.facts["size"].option_keys):
            prompt = state.prompt
            yes = frozenset(("loan_renewal_needed",)) & about(blank(prompt))
            state = state.answer(Ticked(prompt.keys, yes) if isinstance(prompt, AskScreen) else blank(prompt))
        assert state.prompt is not None


def test_everything_is_asked_in_order(edition: Edition) -> None:
    """With `everything` each fact is asked by itself in the catalogue's order, save what follows from the others."""
    state = truthful(Interview(edition, everything=True), truth_of(edition, 0))[-1]
    told = [answer.key for answer in state.answers if isinstance(answer, FactAnswer)]
    assert told == [fact.key for fact in edition.facts if fact.key not in ("size", "small_low_profit")]


def test_everything_but_what_a_file_tells_is_asked(edition: Edition) -> None:
    """A line that a file has ticked is asked again only where it leaves something open: no 不清楚 beside a known 是."""
    told = Firm("x", {"newly_four_above": True, "vat_status": "small_scale", "eligible_hires": SOME})
    state = resume(edition, told, everything=True)
    asked: set[str] = set()
    while (prompt := state.prompt) is not None:
        asked |= about(blank(prompt))
        state = state.answer(blank(prompt))
    assert asked & set(told.facts) == {"eligible_hires"}
    assert state.kept.facts == told.facts


OVER = {date(2023, 6, 30): set(), date(2023, 7, 1): {"5"}, date(2024, 1, 1): {"5", "9"}}


@pytest.mark.parametrize("day", OVER)
def test_nothing_is_asked_for_what_is_over(edition: Edition, day: date) -> None:
    """From the day after its last one a benefit's own facts are not asked, and it is told as left out; one whose
    period is over, or of another year, is asked about as before."""
    closed = over_on(edition, day)
    assert closed == OVER[day]
    alone = {"5": "loan_maturing_distressed", "9": "deferred_social_insurance"}
    for seed in SEEDS:
        states = truthful(Interview(edition, closed=closed), truth_of(edition, seed))
        asked = {key for state in states[:-1] if state.prompt for key in about(blank(state.prompt))}
        assert asked.isdisjoint(alone[key] for key in OVER[day])
        missed = {key for state in true_states(seed)[:-1] if state.prompt for key in about(blank(state.prompt))} - asked
        assert missed <= {*alone.values(), "size", "employees", "revenue", "total_assets"}, missed
        if states[-1].firm.facts.get("entity") == "enterprise":
            assert "9" not in OVER[day] or "9" in {benefit.id for benefit in states[-1].left_out}
    assert over_on(edition, date(2022, 1, 1)) == set()


FAIRS = {date(2022, 12, 1): {1, 2}, date(2023, 3, 31): {1, 2}, date(2023, 12, 31): {2}, date(2024, 1, 1): set()}
"""which of the two are still ahead on a day: the autumn fair has no date"""


@pytest.mark.parametrize("day", FAIRS)
def test_which_activities_suit_is_a_line_of_a_screen(edition: Edition, day: date) -> None:
    """Whether a firm wants to hire is asked beside its hires, once, of firms alone, and while a fair is still ahead."""
    coming = ahead(edition, day)
    assert ({each.number for each in coming} & {1, 2}) == FAIRS[day]
    for seed in SEEDS:
        truth = truth_of(edition, seed)
        states = truthful(Interview(edition, ahead=coming), truth)
        prompts = [
            state.prompt for state in states[:-1] if state.prompt and "wants_to_hire" in about(blank(state.prompt))
        ]
        is_firm = states[-1].firm.facts["entity"] != "consumer"
        assert len(prompts) == (is_firm and day.year < 2024)
        for prompt in prompts:
            assert isinstance(prompt, AskScreen)
            assert "eligible_hires" in prompt.keys
            assert {each.number for each in Interview(edition, ahead=coming).inviting(prompt)} >= FAIRS[day]
        assert next_for(edition, states[-1].firm, day) == next_for(edition, truth.firm, day)


@pytest.mark.parametrize("seed", SEEDS)
def test_earlier_years_come_right_after_their_figure(edition: Edition, seed: int) -> None:
    """The peak of earlier years is asked next after the current figure, if that is asked at all: one subject."""
    for states in (vague_states(seed), true_states(seed)):
        asked = [alone(state.prompt) for state in states if alone(state.prompt)]
        place = {key: number for number, keys in enumerate(asked) for key in keys}
        for key, number in place.items():
            current = edition.facts.current_of(key)
            if current in place:
                assert number == place[current] + 1, asked
