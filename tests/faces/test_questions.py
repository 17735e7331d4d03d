"""What the interview says back of an answer."""

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.questions import summary_row
from jinshan_cli.use.answers import Ticked


def test_a_part_of_a_screen_names_what_it_denies(edition: Edition) -> None:
    """A resumed firm that denies one certificate is not shown as denying the others, which nobody asked about."""
    answer = Ticked(("hnte", "newly_above_quota"), frozenset({"newly_above_quota"}))
    assert summary_row(answer, edition.facts) == ("资质认定", "符合：本年新增限额以上；不符合：高新技术企业")


def test_a_whole_screen_is_summed_up(edition: Edition) -> None:
    """Where every line of the group was on the screen, the rest is said in one word."""
    lines = tuple(fact.key for fact in edition.facts if fact.screen and fact.group == "资质认定")
    assert summary_row(Ticked(lines, frozenset({"srdi_new"})), edition.facts)[1].endswith("；其余均不符合")
