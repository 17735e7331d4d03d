"""What a benefit is beside those that combinations tie to it: in another sum, due on no day, of another kind."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.strategies import SCOPE, edition_of

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.policy import Benefit, Edition, Kind
from jinshan_cli.core.timing import Claim, Period
from jinshan_cli.files.lists.blocks import ListReading
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.dates.due import Due, ahead, of_firms
from jinshan_cli.use.dates.listed import of_list
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Results
from jinshan_cli.use.lists.near import NearFinder
from jinshan_cli.use.result.assess import assess

DAY = date(2023, 12, 1)
OVER = Period(ends=date(2023, 6, 30))
SOON = Claim(ends=date(2023, 12, 31))


def benefit(
    key: str, amount: str, kind: Kind = "grant", period: Period | None = None, claim: Claim | None = None
) -> Benefit:
    """A benefit for every company."""
    when = "form == company"
    return Benefit(id=key, title="t", kind=kind, novelty="new", when=when, amount=amount, period=period, claim=claim)


def edition_with(*benefits: Benefit) -> Edition:
    """An edition of these, each of a policy of its own, of the first two of which only one is paid."""
    tie = Combination(kind="exclusive", benefits=("1", "2"))
    return replace(edition_of([(each,) for each in benefits], SCOPE, ()), combinations=(tie,))


def test_a_tie_to_another_sum_is_told_of_its_own_kind_alone() -> None:
    """Of what is asked about first only the sum that has such a benefit is tied to what can be had now."""
    grant, relief = benefit("2", "50", period=OVER), benefit("3", "10", "relief", OVER)
    edition = edition_with(benefit("1", "300"), grant, relief)
    sums = assess(edition, Firm(), DAY).ask_first.totals
    assert [each.combination for each in sums["grant"].across] == [*edition.combinations]
    assert sums["relief"].across == ()


@pytest.mark.parametrize(("now", "asked"), [("income", "50"), ("300", "income"), ("income", "income")])
def test_what_comes_to_nothing_is_tied_to_nothing(now: str, asked: str) -> None:
    """Where one of the two is 0 yuan there is nothing of which only one is paid."""
    edition = edition_with(benefit("1", now), benefit("2", asked, period=OVER))
    found = assess(edition, Firm("", {"income": NOTHING}), DAY)
    assert found.ask_first.totals["grant"].across == ()


def due_of(edition: Edition, folder: Path, income: str) -> tuple[list[Due], list[Due]]:
    """What is due for a firm with so many yuan, and for a list of it alone."""
    ends = ahead(edition, DAY, 30)
    firm = Firm("甲", {"income": Interval.point(100 * int(income))})
    path = folder / "a.csv"
    path.write_text(f"企业名称,INCOME\n甲,{income}\n", "utf-8")
    listed = Results(edition, DAY, "benefit", open_sheet(path, edition.facts, ListReading()), Account())
    return of_firms(ends, [("甲.toml", firm)], edition, DAY), of_list(ends, listed)


def test_a_last_day_tells_what_is_paid_beside_what_has_none(tmp_path: Path) -> None:
    """What is paid in its stead counts, though no last day of that is ahead: of one firm and of a list alike."""
    for (found,) in due_of(edition_with(benefit("1", "300", claim=SOON), benefit("2", "income")), tmp_path, "400"):
        (firm,) = found.firms
        assert (firm.amount, firm.paid) == (Interval.point(30_000), NOTHING)


def test_a_last_day_of_nothing_concerns_nobody(tmp_path: Path) -> None:
    """Who is eligible for 0 yuan has no day to keep."""
    edition = edition_with(benefit("1", "income", claim=SOON), benefit("2", "50"))
    assert due_of(edition, tmp_path, "0") == ([], [])
    assert [len(each) for each in due_of(edition, tmp_path, "1")] == [1, 1]


def test_what_hangs_on_one_number_is_paid_once() -> None:
    """Of two that are near and of which only one is paid the greater sum hangs on the number, and not both."""
    near = [replace(benefit(key, amount), when="income >= 100") for key, amount in (("1", "300"), ("2", "50"))]
    firm = Firm("", {"income": Interval.point(90_00)})
    edition = edition_with(*near)
    found = NearFinder(edition, DAY).of(firm)
    assert ([each.benefit.id for each in found.results], found.worth) == (["1", "2"], Interval.point(300_00))
    assert NearFinder(replace(edition, combinations=()), DAY).of(firm).worth == Interval.point(350_00)
