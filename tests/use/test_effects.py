"""What became of a benefit between two outcomes: lost is only what can no longer be had."""

from datetime import date

import pytest

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import Outcome, Standing
from jinshan_cli.core.policy import Status
from jinshan_cli.core.timing import Moment, Timing
from jinshan_cli.use.result.compare import Effect, compare


def outcome(status: Status, timing: Timing, fen: int = 100) -> Outcome:
    """An outcome of one benefit."""
    standing = Standing(13, "13a", "…", "grant", status, Moment(timing), Interval.point(fen))
    return Outcome("2023", date(2023, 5, 1), "甲", {}, (standing,), {})


@pytest.mark.parametrize(
    ("status", "timing", "effect"),
    [
        ("eligible", "period_over", "reopened"),
        ("undetermined", "period_over", "reopened"),
        ("ineligible", "period_over", "lost"),
        ("ineligible", "open", "lost"),
        ("eligible", "upcoming", "lost"),
        ("undetermined", "open", "reopened"),
    ],
)
def test_what_was_due(status: Status, timing: Timing, effect: Effect) -> None:
    """What was due and has only to be asked about now is not lost."""
    (change,) = compare(outcome("eligible", "open"), outcome(status, timing)).rows
    assert change.effect == effect


@pytest.mark.parametrize(("status", "effect"), [("undetermined", "other"), ("ineligible", "ruled_out")])
def test_what_was_possible(status: Status, effect: Effect) -> None:
    """What was open and has only to be asked about now is not ruled out."""
    (change,) = compare(outcome("undetermined", "open"), outcome(status, "period_over")).rows
    assert change.effect == effect


def test_a_date_says_nothing_to_the_ineligible() -> None:
    """Who does not get it before and after is told of no change, whatever becomes of its time."""
    assert compare(outcome("ineligible", "open"), outcome("ineligible", "expired")).rows == ()
    (change,) = compare(outcome("eligible", "upcoming"), outcome("eligible", "expired")).rows
    assert change.effect == "other"


@pytest.mark.parametrize("timing", ["upcoming", "period_over", "expired"])
def test_another_sum_at_another_time_is_a_change(timing: Timing) -> None:
    """Of what is eligible and not to be had now a sum that rises is told, though no total has it."""
    assert compare(outcome("eligible", timing), outcome("eligible", timing)).rows == ()
    (change,) = compare(outcome("eligible", timing), outcome("eligible", timing, 200)).rows
    assert change.effect == "other"
    assert compare(outcome("ineligible", timing), outcome("ineligible", timing, 200)).rows == ()
