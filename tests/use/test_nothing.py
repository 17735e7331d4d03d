"""What comes to 0 yuan is settled: a word of its own, no question, no errand, in both engines and in every face."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.told import firm_row

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.dates.dates import deadlines
from jinshan_cli.use.dates.due import ahead, of_firms
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Results
from jinshan_cli.use.lists.calls import Call
from jinshan_cli.use.lists.near import NearFinder
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.sections import sections
from jinshan_cli.use.visit.hinges import hinges
from jinshan_cli.use.visit.interview import Interview, resume
from jinshan_cli.use.visit.progress import progress_of

DAY = date(2023, 5, 1)
NO_TAX: dict[str, Value] = {"sector": "retail", "six_taxes_two_fees": Interval.point(0)}
ELIGIBLE: dict[str, Value] = {**NO_TAX, "vat_status": "small_scale"}


def _state(edition: Edition, facts: dict[str, Value]) -> Interview:
    return resume(edition, Firm("甲", facts))


@pytest.mark.parametrize(("facts", "status"), [(ELIGIBLE, "eligible"), (NO_TAX, "undetermined")])
def test_no_tax_is_settled(edition: Edition, facts: dict[str, Value], status: str) -> None:
    """With no tax to halve, its half is 0 however the rest turns out: a section of its own, and nothing hangs on it."""
    found = assess(edition, Firm("甲", facts), DAY)
    [result] = [each for _, each in found.benefits() if each.benefit.id == "3"]
    assert (result.status, result.gives_nothing, result.is_due, result.is_open) == (status, True, False, False)
    assert [row.result.benefit.id for row in sections(found)["nothing"].rows] == ["3"]
    state = _state(edition, facts)
    assert "3" not in {hinge.benefit.id for hinge in hinges(state.known)}
    other = assess(edition, Firm("甲", {**facts, "six_taxes_two_fees": Interval.point(1)}), DAY)
    assert not any(each.gives_nothing for _, each in other.benefits())
    assert progress_of(found).undetermined == progress_of(other).undetermined - (status == "undetermined")


def test_a_sum_that_may_be_more_is_not_nothing(edition: Edition) -> None:
    """At most a fen, or not known: it is open; half a fen is rounded up to one."""
    for span in (Interval(0, 1), Interval(0, None), Interval.point(1)):
        found = assess(edition, Firm("甲", {**ELIGIBLE, "six_taxes_two_fees": span}), DAY)
        assert not any(each.gives_nothing for _, each in found.benefits())


@pytest.mark.parametrize(("tax", "is_told"), [(0, False), (1, True), (None, True)])
def test_nobody_is_near_to_nothing(edition: Edition, tax: int | None, is_told: bool) -> None:
    """Whom one number keeps from the half of no tax misses nothing: in no section of near misses and on no list."""
    facts: dict[str, Value] = {
        "vat_status": "general",
        "taxable_income": Interval.point(35 * 10**7),
        "six_taxes_two_fees": Interval(0, None) if tax is None else Interval.point(tax),
    }
    firm = Firm("甲", facts)
    found = assess(edition, firm, DAY)
    [result] = [each for _, each in found.benefits() if each.benefit.id == "3"]
    assert result.near_miss is not None
    told = ["3"] if is_told else []
    assert [row.result.benefit.id for row in sections(found)["near"].rows] == told
    assert [each.benefit.id for _, each in Call(1, found).near] == told
    assert [each.benefit.id for each in NearFinder(edition, DAY).of(firm).results] == told


@pytest.mark.parametrize(
    ("when", "amount", "most"),
    [
        ("revenue >= 2000万", "1% * max(0, revenue - 2000万)", None),
        ("revenue > 2000万", "min(bands(revenue, [2000万], [0%, 1%]), 500万)", 500 * 10**6),
        ("revenue <= 1500万", "2% * max(0, 1500万 - revenue)", 30 * 10**6),
    ],
)
def test_what_grows_from_its_threshold_is_missed(
    edition: Edition, scope: Scope, when: str, amount: str, most: int | None
) -> None:
    """1% of the part above a threshold is nothing at the threshold and something beyond it: who is near to it is."""
    rule = replace(edition.rules["21"], when=parse_condition(when, scope), amount=parse_amount(amount, scope))
    other = replace(edition, rules={**edition.rules, "21": rule})
    firm = Firm("甲", {"revenue": Interval.point(19 * 10**8)})
    found = assess(other, firm, DAY)
    assert [row.result.benefit.id for row in sections(found)["near"].rows] == ["21"]
    assert [each.benefit.id for _, each in Call(1, found).near] == ["21"]
    assert NearFinder(other, DAY).of(firm).worth == Interval(0, most)


def test_nothing_is_no_errand(edition: Edition) -> None:
    """No last day concerns a firm to which the benefit gives nothing."""
    ends = [end for end in ahead(edition, date(2024, 12, 1), 60) if end.benefit.id == "3"]
    gets: dict[str, Value] = {**ELIGIBLE, "six_taxes_two_fees": Interval.point(100)}
    due = of_firms(ends, [("a", Firm("甲", ELIGIBLE)), ("b", Firm("乙", gets))], edition, date(2024, 12, 1))
    assert {firm.name for each in due for firm in each.firms} == {"乙"}
    for facts, is_told in ((ELIGIBLE, False), (gets, True)):
        own = deadlines(edition, DAY, assess(edition, Firm("甲", facts), DAY))
        assert ("3" in {end.benefit.id for end in own}) is is_told


def test_lists_say_so(edition: Edition, tmp_path: Path) -> None:
    """By key the verdict stands as in the contract, and `nothing` beside it; as people read it, `nothing` alone."""
    path = tmp_path / "a.csv"
    path.write_text("name,sector,vat_status,six_taxes_two_fees\n甲,retail,small_scale,0\n乙,retail,,0\n", "utf-8")
    firms = [Firm("甲", ELIGIBLE), Firm("乙", NO_TAX)]
    for of_worth in (False, True):
        account = Account()
        results = Results(edition, DAY, "firm", open_sheet(path, edition.facts), account, of_worth=of_worth)
        [block] = results.blocks()
        for row, firm in zip(block.frame.iter_rows(named=True), firms, strict=True):
            wanted = firm_row(assess(edition, firm, DAY))
            assert (row["nothing"], wanted["nothing"]) == ("3", "3")
            for status in ("eligible", "undetermined"):
                numbers = [
                    each for each in (wanted[status] or "").split(";") if each and not (of_worth and each == "3")
                ]
                assert (row[status] or "").split(";") == (numbers or [""])
            assert ("total_assets" in row["missing"]) == (firm.facts == NO_TAX and not of_worth)
        tally = account.tally.policies[3]
        assert (tally.eligible, tally.undetermined, tally.nothing) == (0, 0, 2)
        assert "total_assets" not in {key for key, hanging in tally.missing.items() if hanging.firms}
