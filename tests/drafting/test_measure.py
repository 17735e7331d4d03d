"""How good a draft is: a table written for these tests, with the rules that a person would write for it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from drafting.made import write_page, write_sheet, write_word
from support.crowded import crowded_firms

from jinshan_cli.core.policy import Edition, Rule
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.engines.evaluate import Knowledge, interval, truth
from jinshan_cli.files.documents.blocks import Document
from jinshan_cli.files.documents.reading import read_document
from jinshan_cli.files.edition.drafted import edition_files, write_drafted
from jinshan_cli.files.edition.folder import built_in_data
from jinshan_cli.use.drafting.accounted import figures_in
from jinshan_cli.use.drafting.draft import Draft, draft_of
from jinshan_cli.use.drafting.written import draft_texts
from jinshan_cli.use.edition.checking import check

TABLE = Path(__file__).parent / "documents" / "任务表.txt"
_RETAIL = "retail_sales_peak < {0} <= retail_sales"
_TWO, _TEN = _RETAIL.format("2亿"), _RETAIL.format("10亿")
WRITTEN = {
    "1": ("firm and (small_low_profit or entity == sole_trader)", "50% * six_taxes_two_fees"),
    "2": ("employer and deferred_social_insurance", ""),
    "3": ("employer and excess_water_surcharge > 0", "50% * excess_water_surcharge"),
    "4": ("firm and hnte != none", "min(3% * rd_spend, 80万)"),
    "5": ("firm and hnte in [new, renewed]", "15万 if hnte == new else 8万"),
    "6a": ("firm and srdi_new", "at_least(5万)"),
    "6b": ("firm and little_giant_new", "at_least(20万)"),
    "7": ("firm and rd_spend > 2000万", "min(2% * max(0, rd_spend - 2000万), 100万)"),
    "8": (
        f"firm and ({_TWO} or {_TEN})",
        f"between(max(5万 * ({_TWO}), 20万 * ({_TEN})), 5万 * ({_TWO}) + 20万 * ({_TEN}))",
    ),
    "9": ("firm and sector == wholesale and goods_sales >= 5亿", "3万"),
    "10": ("firm and newly_above_quota and sector in [retail, catering]", "1万"),
    "11": ("employer and eligible_hires > 0", "min(1500 * eligible_hires, 30万)"),
    "12": ("firm and chartered_bus", ""),
    "13": ("firm and size in [micro, small, medium]", None),
}
"""by benefit its `when` and `amount` (None: over a fact that is newly to be asked)"""


@pytest.fixture(scope="module")
def draft(edition: Edition) -> Draft:
    """The draft of the table."""
    return draft_of(read_document(TABLE), edition, "")


def test_items_and_what_stands_beside_them(draft: Draft) -> None:
    """Every item under its measure, offices carried down within it, phones and how it is had."""
    assert [policy.item.number for policy in draft.policies] == list(range(1, 14))
    assert [policy.measure for policy in draft.policies] == [1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4]
    assert draft.policies[2].departments == ("区税务局", "区财政局")
    assert draft.policies[6].departments == ("区经委",)
    assert draft.policies[7].phones == ("62310004", "62310005")
    assert [policy.uptake for policy in draft.policies[:5]] == [
        "self_declared", "automatic", "self_declared", "reviewed", "instant",
    ]  # fmt: skip
    assert (draft.title, draft.year, draft.district) == ("临江区2023年助企政策任务表", 2023, "临江区")


def test_figures_and_days(draft: Draft) -> None:
    """At least 95 % of the figures and every day are in a field; matter and application are kept apart."""
    figures = [each for policy in draft.policies for row in figures_in(policy) for each in row]
    assert len(figures) >= 25
    assert sum(used for _, used in figures) >= 0.95 * len(figures)
    assert [figure.words for figure, used in figures if figure.kind == "date" and not used] == []
    said = {
        benefit.id: (window.is_claim, str(window.starts), str(window.ends))
        for policy in draft.policies
        for benefit in policy.benefits
        for window in benefit.windows
    }
    assert said == {
        "1": (False, "2023-04-01", "2023-12-31"), "2": (True, "None", "2023-09-30"), "13": (True, "None", "2023-10-31"),
    }  # fmt: skip


@pytest.mark.parametrize(("name", "write"), [("a.docx", write_word), ("a.xlsx", write_sheet), ("a.htm", write_page)])
def test_the_same_from_any_file(
    name: str, write: Callable[[Document, Path], None], draft: Draft, edition: Edition, tmp_path: Path
) -> None:
    """As .docx, .xlsx and a GBK page, its cells merged where the text leaves them blank, it is the same draft."""
    write(read_document(TABLE), tmp_path / name)
    made = draft_of(read_document(tmp_path / name), edition, "")
    assert [policy.benefits for policy in made.policies] == [policy.benefits for policy in draft.policies]
    assert [policy.departments for policy in made.policies] == [policy.departments for policy in draft.policies]
    assert [policy.measure for policy in made.policies] == [policy.measure for policy in draft.policies]


def test_rules(draft: Draft, edition: Edition, tmp_path: Path) -> None:
    """At least 60 % of the benefits mean what a person wrote, on random firms; no other is without a todo."""
    made = write_drafted(tmp_path / "made", draft_texts(draft, edition_files(built_in_data())))
    assert made.rules.keys() == WRITTEN.keys()
    scope = Scope(edition.facts, edition.conditions)
    equal = {key for key, rule in made.rules.items() if _means(rule, made, *WRITTEN[key], edition, scope)}
    assert len(equal) >= 0.6 * len(WRITTEN)
    assert {benefit.id for policy in made.policies for benefit in policy.benefits if not benefit.todo} <= equal
    assert not [finding for finding in check(made) if finding.weight == "error"]


def _means(rule: Rule, made: Edition, when: str, amount: str | None, edition: Edition, scope: Scope) -> bool:
    """True if a drafted rule gives the same for random firms as one that is written by hand."""
    condition, sum_ = parse_condition(when, scope), parse_amount(amount, scope) if amount else None
    if (rule.amount is None) != (sum_ is None) or not fact_keys(rule.when) <= set(edition.facts.by_key):
        return False
    nodes = tuple(node for node in (rule.when, rule.amount, condition, sum_) if node is not None)
    for firm in crowded_firms(nodes, edition, 300):
        here, there = Knowledge(made, firm), Knowledge(edition, firm)
        verdict = truth(condition, there)
        if truth(rule.when, here) != verdict:
            return False
        if verdict and rule.amount and sum_ and interval(rule.amount, here) != interval(sum_, there):
            return False
    return True
