"""What is asked after what: a tick is followed up at once, income comes before assets, years stand in the questions."""

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.use.visit.answers import FactAnswer, Ticked
from jinshan_cli.use.visit.interview import AskFact, AskScreen, Interview, resume


def _on_screens(edition: Edition) -> Interview:
    """A manufacturer at its first screen."""
    known: dict[str, Value] = {"entity": "enterprise", "sector": "manufacturing", "size": "small"}
    return resume(edition, Firm("甲", {**known, "employees": Interval.point(230)}))


def test_a_tick_is_followed_up_at_once(edition: Edition) -> None:
    """The kind of certificate is asked before the next screen, and an amount only once it counts."""
    state = _on_screens(edition)
    assert isinstance(state.prompt, AskScreen)
    state = state.answer(Ticked(state.prompt.keys, frozenset({"hnte"})))
    assert isinstance(state.prompt, AskFact)
    assert state.prompt.key == "hnte"
    state = state.answer(FactAnswer("hnte", "valid"))
    assert isinstance(state.prompt, AskScreen)
    state = state.answer(Ticked(state.prompt.keys, frozenset({"six_taxes_two_fees", "nev_price"})))
    assert isinstance(state.prompt, AskFact)
    assert state.prompt.key == "nev_price"
    assert isinstance(state.answer(FactAnswer("nev_price", Interval.point(100))).prompt, AskScreen)


def test_income_is_asked_before_assets(edition: Edition) -> None:
    """What a small low-profit firm hangs on is asked in the order in which the law names it."""
    state, asked = _on_screens(edition), []
    while (prompt := state.prompt) is not None:
        if isinstance(prompt, AskScreen):
            state = state.answer(Ticked(prompt.keys, frozenset({"six_taxes_two_fees"} & set(prompt.keys))))
            continue
        assert isinstance(prompt, AskFact)
        asked.append(prompt.key)
        told = {"vat_status": "general"}.get(prompt.key)
        state = state.answer(FactAnswer(prompt.key, told or Interval.point(100)))
    assert asked.index("taxable_income") < asked.index("total_assets")


def test_years_stand_in_the_questions(edition: Edition) -> None:
    """A question about last year says which; nobody is called 贵单位 before it is known that it is one."""
    assert all("2022" in fact.question for fact in edition.facts if fact.question.startswith(("上年", "上一完整年度")))
    assert "贵单位" not in edition.facts["entity"].question
    assert not any("奖励线" in (fact.screen or "") for fact in edition.facts)
