"""What is asked after what: a tick is followed up at once, income comes before assets, years stand in the questions."""

from random import Random
from statistics import median

import pytest
from support.truthful import Truth, random_truth, truthful

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.tables.activities import ahead
from jinshan_cli.use.visit.answers import FactAnswer, Figures, Ticked, about
from jinshan_cli.use.visit.hinges import hinges
from jinshan_cli.use.visit.interview import Interview, resume
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskScreen, Prompt, blank


def _on_screens(edition: Edition) -> Interview:
    """A manufacturer at its first screen."""
    known: dict[str, Value] = {"entity": "enterprise", "sector": "manufacturing", "size": "small"}
    return resume(edition, Firm("甲", {**known, "employees": Interval.point(230)}))


def test_a_tick_is_followed_up_at_once(edition: Edition) -> None:
    """The amount is asked before the next screen, but only once it counts; and so is the kind of a certificate."""
    state = _on_screens(edition)
    assert isinstance(state.prompt, AskScreen)
    state = state.answer(Ticked(state.prompt.keys, frozenset({"six_taxes_two_fees", "nev_price"})))
    assert state.prompt == AskFact("nev_price")
    state = state.answer(FactAnswer("nev_price", Interval.point(100)))
    while isinstance(state.prompt, AskScreen):
        state = state.answer(Ticked(state.prompt.keys, frozenset({"hnte"} & set(state.prompt.keys))))
        if "hnte" in state.firm.facts or isinstance(state.prompt, AskFact):
            break
    assert isinstance(state.prompt, AskFact)
    assert state.prompt.key == "hnte"


def _keys(prompt: Prompt) -> tuple[str, ...]:
    """The facts of a prompt that is no screen, as they stand in it."""
    assert isinstance(prompt, AskFact | AskFigures)
    return (prompt.key,) if isinstance(prompt, AskFact) else prompt.keys


def test_income_is_asked_before_assets(edition: Edition) -> None:
    """What a small low-profit firm hangs on is asked in the order in which the law names it."""
    state, asked = _on_screens(edition), list[str]()
    while (prompt := state.prompt) is not None:
        if isinstance(prompt, AskScreen):
            state = state.answer(Ticked(prompt.keys, frozenset({"six_taxes_two_fees"} & set(prompt.keys))))
            continue
        keys = _keys(prompt)
        asked += keys
        told = tuple(FactAnswer(key, Interval.point(100)) for key in keys)
        state = state.answer(Figures(told) if isinstance(prompt, AskFigures) else told[0])
    assert asked.index("taxable_income") < asked.index("total_assets")


def test_years_stand_in_the_questions(edition: Edition) -> None:
    """A question about last year says which; nobody is called 贵单位 before it is known that it is one."""
    assert all("2022" in fact.question for fact in edition.facts if fact.question.startswith(("上年", "上一完整年度")))
    assert not any("贵单位" in fact.question for fact in edition.facts)
    assert not any("奖励线" in (fact.screen or "") for fact in edition.facts)


def _of_several(edition: Edition, seed: int) -> list[Interview]:
    states = truthful(Interview(edition), random_truth(edition, Random(seed), 0.5))
    return [state for state in states if isinstance(state.prompt, AskFigures)]


@pytest.mark.parametrize("seed", range(4))
def test_no_figure_of_a_line_makes_another_needless(edition: Edition, seed: int) -> None:
    """Whatever is answered to one of them, something still hangs on each of the others."""
    for state in _of_several(edition, seed):
        assert isinstance(state.prompt, AskFigures)
        for key in state.prompt.keys:
            for number in (0, 1, 2, 1_000_000, 10**10, 10**13):
                if number < (state.known.interval(key).low or 0):
                    continue
                later = Knowledge(edition, state.firm.having(key, Interval.point(number)))
                due = {each for hinge in hinges(later) for each in hinge.due}
                assert {*state.prompt.keys} - {key} <= due, (key, number, state.prompt)


@pytest.mark.parametrize("share", [0.1, 0.4])
def test_prompts_are_few(edition: Edition, share: float) -> None:
    """A firm answers 12 prompts at most in the median and 17 in 95 of 100, whether little or much is true of it."""
    rng, begun = Random(2023), Interview(edition, ahead=ahead(edition, edition.header.first_day))
    counts = sorted(len(truthful(begun, random_truth(edition, rng, share))) - 1 for _ in range(40))
    assert median(counts) <= 12, counts
    assert counts[37] <= 17, counts


def test_a_size_is_asked_for_only_where_it_counts(edition: Edition) -> None:
    """Nobody without a loan falling due is asked for persons or sales to find a size."""
    state = Interview(edition)
    truth = random_truth(edition, Random(1), 0)
    truth = Truth(edition, truth.firm.having("entity", "enterprise").having("sector", "retail"))
    asked = {key for each in truthful(state, truth) if each.prompt for key in about(blank(each.prompt))}
    assert not asked & {"employees", "revenue", "total_assets", "size"}


def test_a_shop_is_not_asked_for_certificates_first(edition: Edition) -> None:
    """What all firms may have stands on the first screen; 小巨人 and the like on the last."""
    known: dict[str, Value] = {"entity": "enterprise", "sector": "retail", "employees": Interval.point(2)}
    states = truthful(resume(edition, Firm("甲", known)), random_truth(edition, Random(1), 0))
    screens = [state.prompt.keys for state in states if isinstance(state.prompt, AskScreen)]
    assert "vat_status" in screens[0]
    assert "little_giant_new" in screens[-1]
