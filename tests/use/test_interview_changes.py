"""Answers changed, taken back and resumed: nothing is lost, nothing invented, and it still ends settled."""

from datetime import date
from random import Random

import pytest
from support.truthful import SEEDS, Truth, random_truth, truth_of, truthful, vague_states

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge, truth
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.visit.answers import FactAnswer, FirmName, Ticked, about, answers_of, firm_from
from jinshan_cli.use.visit.interview import Interview, resume
from jinshan_cli.use.visit.prompts import AskFact, blank

DAY = date(2023, 5, 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_back_restores_and_keeps(seed: int) -> None:
    """`back` gives the very state before; what was taken back is offered again and stays in what is kept."""
    states = vague_states(seed)
    state = states[-1]
    for before in reversed(states[:-1]):
        after, state = state, state.back()
        assert state == before
        assert state.prompt == before.prompt
        assert state.prompt is not None
        assert state.draft(state.prompt) == after.answers[-1]
        assert state.kept == states[-1].firm
    assert state.back() is state
    while state.prompt is not None:
        draft = state.draft(state.prompt)
        assert draft is not None
        state = state.answer(draft)
    assert state == states[-1]
    assert state.undone == ()


@pytest.mark.parametrize("seed", SEEDS)
def test_revising_to_the_same_changes_nothing(seed: int) -> None:
    """Any answer given anew as it was leaves the answers, the firm and the next question as they were."""
    for state in vague_states(seed)[::4]:
        for number, answer in enumerate(state.answers, 1):
            again = state.revise(number, answer)
            assert again == state
            assert again.back() == state


@pytest.mark.parametrize("seed", SEEDS)
def test_revising_keeps_later_answers(edition: Edition, seed: int) -> None:
    """With the basics changed, every other answer stays, and the interview still ends with every verdict settled."""
    truth, other = truth_of(edition, seed), random_truth(edition, Random(seed + 1000), 0.1)
    state = truthful(Interview(edition), truth)[-1]
    mixed = {**truth.firm.facts}
    for number, answer in enumerate(state.answers, 1):
        if isinstance(answer, FactAnswer) and answer.key in ("sector", "employees", "revenue", "vat_status"):
            before = state.answers
            state = state.revise(number, FactAnswer(answer.key, other.firm.facts[answer.key]))
            mixed[answer.key] = other.firm.facts[answer.key]
            assert [old for old in state.answers if old != state.answers[number - 1]] == [
                old for old in before if old != before[number - 1]
            ]
    final = truthful(state, Truth(edition, Firm(truth.firm.name, mixed)))[-1]
    assert not any(policy.is_open for policy in assess(edition, final.firm, DAY).policies)


def test_unticking_takes_the_follow_up_with_it(edition: Edition) -> None:
    """A line that no longer holds takes its figure with it; one that still holds keeps it; `back` brings both back."""
    lines = ("nev_price", "excess_water_surcharge")
    price, water = (
        FactAnswer("nev_price", Interval.point(300)),
        FactAnswer("excess_water_surcharge", Interval.point(500)),
    )
    state = Interview(edition, answers=(FirmName("x"), Ticked(lines, frozenset(lines)), price, water))
    changed = state.revise(2, Ticked(lines, frozenset(lines[1:])))
    assert changed.firm.facts == {"nev_price": Interval(0, 0), "excess_water_surcharge": Interval.point(500)}
    assert changed.back() == state


def test_unknown_figure_leaves_the_tick(edition: Edition) -> None:
    """A ticked line whose figure is not known stays a yes with the amount to follow."""
    answers = (Ticked(("nev_price",), frozenset(["nev_price"])), FactAnswer("nev_price", None))
    assert firm_from(answers, edition.facts).facts == {"nev_price": Interval(1, None)}


def test_a_line_that_nobody_is_sure_of_takes_an_earlier_answer_back(edition: Edition) -> None:
    """Of a line of a screen the latest word holds: yes, no, or not known."""
    before, keys = FactAnswer("srdi_new", True), ("srdi_new", "little_giant_new")
    for line, known in (
        (Ticked(keys, frozenset(keys)), dict.fromkeys(keys, True)),
        (Ticked(keys), dict.fromkeys(keys, False)),
        (Ticked(keys, unsure=frozenset(keys)), {}),
    ):
        assert firm_from((before, line), edition.facts).facts == known


def test_a_ticked_choice_is_what_an_unticked_one_is_not(edition: Edition) -> None:
    """A certificate of which the kind is not known is one: what any of them is enough for is settled, and its sum asked
    for; a later visit begins from the tick."""
    lines = ("hnte", "newly_four_above")
    ticked = Ticked(lines, frozenset(lines))
    state = Interview(
        edition, answers=(FactAnswer("entity", "enterprise"), FirmName("x"), ticked, FactAnswer("hnte", None))
    )
    assert state.firm.facts["hnte"] == ("valid", "new", "introduced", "renewed", "this_year")
    known = Knowledge(edition, state.firm)
    assert (truth(edition.rules["19"].when, known), truth(edition.rules["18"].when, known)) == (True, None)
    assert about(answers_of(state.firm, edition.facts)[-1]) == frozenset(lines)
    assert resume(edition, state.firm).firm == state.firm


def test_wrong_answers_are_refused(edition: Edition) -> None:
    """An answer to another question, or the revision of an answer that is not there, is a mistake of the caller."""
    state = Interview(edition)
    with pytest.raises(ValueError, match="sector"):
        state.answer(FactAnswer("sector", "retail"))
    with pytest.raises(ValueError, match="FactAnswer"):
        state.answer(FactAnswer("entity", "enterprise")).answer(FirmName("x")).revise(2, FactAnswer("sector", "retail"))
    with pytest.raises(IndexError):
        state.revise(1, FirmName("x"))


def _is_exact(value: Value) -> bool:
    return value.is_point if isinstance(value, Interval) else not isinstance(value, tuple)


@pytest.mark.parametrize("seed", SEEDS)
def test_resuming_asks_only_the_rest(edition: Edition, seed: int) -> None:
    """From any state's firm, the resumed interview has the same firm, asks nothing known, and settles everything."""
    truth = truth_of(edition, seed)
    for state in truthful(Interview(edition), truth)[1::3]:
        again = resume(edition, state.firm)
        assert again.firm == state.firm
        states = truthful(again, truth)
        asked = {key for later in states[:-1] if later.prompt for key in about(blank(later.prompt))}
        exact = {key for key, value in state.firm.facts.items() if _is_exact(value)}
        assert not asked & exact
        assert not any(policy.is_open for policy in assess(edition, states[-1].firm, DAY).policies)


def test_what_was_unknown_is_asked_again_last(edition: Edition) -> None:
    """A fact left unknown in an earlier session comes once, after everything new, however much hangs on it."""
    states = truthful(Interview(edition), random_truth(edition, Random(1), 0))
    firm = states[-1].firm.having("entity", "enterprise").having("employees", Interval.point(10))
    for key in ("six_taxes_two_fees", "vat_incremental_credit"):
        firm = firm.having(key, Interval.point(10**6))
    for key in ("vat_status", "taxable_income", "total_assets", "small_low_profit"):
        firm = firm.having(key, None)

    def asked(*unknown: str) -> list[str]:
        state, order = resume(edition, firm, frozenset(unknown)), list[str]()
        while isinstance(prompt := state.prompt, AskFact):
            order.append(prompt.key)
            state = state.answer(blank(prompt))
        assert state.prompt is None
        return order

    order = asked()
    assert order[0] == "vat_status"
    assert len(order) == 4
    for key in order:
        later = asked(key)
        assert (later[-1], sorted(later)) == (key, sorted(order))


def test_answers_make_the_same_firm(edition: Edition) -> None:
    """A firm turned into answers and back is the same firm, vague values too."""
    for seed in SEEDS:
        for state in vague_states(seed)[::3]:
            assert firm_from(answers_of(state.firm, edition.facts), edition.facts) == state.firm
