"""What the interview says back of an answer."""

from support.cases import after_interview, assessed

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.visit.questions import left_unknown, running_line, summary_row
from jinshan_cli.faces.words.labels import say_totals
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.visit.answers import Ticked
from jinshan_cli.use.visit.interview import Interview, resume


def test_a_part_of_a_screen_counts_what_it_denies(edition: Edition) -> None:
    """A resumed firm that denies one certificate is not shown as denying the others, which nobody asked about."""
    answer = Ticked(("hnte", "newly_above_quota"), frozenset({"newly_above_quota"}))
    assert summary_row(answer, Interview(edition)) == ("资质认定", "符合：本年新增为限额以上批零住餐企业；1 项不符合")


def test_a_whole_screen_is_summed_up(edition: Edition) -> None:
    """Where every line of the group was on the screen, the rest is said in one word."""
    lines = tuple(fact.key for fact in edition.facts if fact.screen and fact.group == "资质认定")
    assert summary_row(Ticked(lines, frozenset({"srdi_new"})), Interview(edition))[1].endswith("；其余均不符合")


def test_what_leaves_verdicts_open_is_counted(edition: Edition) -> None:
    """Not what was asked in vain and no verdict hangs on (whom the default stands for, what only activities ask, an
    amount), but what is known in part and too little."""
    firm = after_interview(edition, {"sector": "software", "employees": 9, "vat_status": "general"})
    sure = {key: value for key, value in firm.items() if key not in ("wants_to_hire", "six_taxes_two_fees")}
    vain = frozenset({"entity", "wants_to_hire", "six_taxes_two_fees"})
    sure |= {"small_low_profit": True, "venue": "none"}
    assert left_unknown(resume(edition, firm_of(sure, edition.facts, "case"), vain)) == ""
    part = {**sure, "venue": ["none", "carrier"], "mall_retail": "6亿"}
    del part["mall_retail_peak"]
    state = resume(edition, firm_of(part, edition.facts, "case"), vain | {"mall_retail_peak"})
    assert left_unknown(state).startswith("没有问清的有 2 项，")


def test_something_of_unknown_amount_adds_no_fen(edition: Edition) -> None:
    """ "Yes, how much is unknown" is no fen in words: only what is certain is said; the sum itself stays exact."""
    some = {"tech_giant_grant": "有"}
    result = assessed(edition, {**some, "srdi_new": True, "tech_giant_cultivation_grant": "有", "nev_price": 0})
    assert result.totals["grant"].amount.low == 10_000_001
    assert running_line(result).endswith("至少可得 10万元")
    assert dict(say_totals(result.now))["奖补资金"].startswith("至少 10万元，上限未载明")
    alone = assessed(edition, some)
    assert "至少可得" not in running_line(alone)
    assert dict(say_totals(alone.now))["奖补资金"].startswith("金额待定，最高 150万元")


def test_a_stated_fen_is_said(edition: Edition) -> None:
    """A sum that is known to the fen is said to the fen."""
    result = assessed(edition, {"tech_giant_grant": "0.01", "srdi_new": True})
    assert running_line(result).endswith("至少可得 100,000.01元")
