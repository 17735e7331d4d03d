"""What an interview does not ask about is told on its first screen, however much it is."""

import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.visit.questions import MOST_LEFT_OUT, left_out
from jinshan_cli.use.visit.interview import Interview


@pytest.mark.parametrize("over", [1, MOST_LEFT_OUT, MOST_LEFT_OUT + 1, 20])
def test_what_is_left_out_is_counted(edition: Edition, over: int) -> None:
    """All are counted, the first six are named; that there are more is said of a seventh, and only then."""
    first = [benefit.id for policy in edition.policies for benefit in policy.benefits if not benefit.todo][:over]
    interview = Interview(edition, closed=frozenset(first))
    told = left_out(interview, edition.header.first_day)
    assert f"{len(interview.left_out)} 个事项已截止" in told
    named = [benefit.id for benefit in interview.left_out if f"{benefit.id} {benefit.title}" in told]
    assert named == first[:MOST_LEFT_OUT]
    assert ("等；要问请加 --all" in told) is (over > MOST_LEFT_OUT)
