"""One firm, one day, one assessment: verdicts, sums and what follows."""

from datetime import date
from random import Random
from typing import Any

import pytest
from support.frames import FirmMaker

from jinshan_cli.core.intervals import Interval, Truth
from jinshan_cli.core.outcome import Total
from jinshan_cli.core.policy import Edition, Kind, Status
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment, BenefitResult, PolicyResult
from jinshan_cli.use.result.reasons import reasons_of
from jinshan_cli.use.result.understood import understood

WAN = 10**6
MAY = date(2023, 5, 1)
Facts = dict[str, Any]


def _assess(edition: Edition, facts: Facts, as_of: date = MAY) -> Assessment:
    return assess(edition, firm_of(facts, edition.facts, ""), as_of)


def _policy(assessment: Assessment, number: int) -> PolicyResult:
    return next(result for result in assessment.policies if result.policy.number == number)


def _benefit(assessment: Assessment, key: str) -> BenefitResult:
    return next(result for _, result in assessment.benefits() if result.benefit.id == key)


STATUSES: list[tuple[Facts, str, Status, Interval | None]] = [
    ({"newly_above_quota": True, "sector": "retail"}, "13b", "eligible", Interval.point(2 * WAN)),
    ({"newly_above_quota": True, "sector": "software"}, "13b", "ineligible", None),
    ({"sector": "retail"}, "13b", "undetermined", Interval.point(2 * WAN)),
    ({"chartered_bus": True}, "10", "eligible", None),
    ({"bay_loan_guarantee_fee": "5万"}, "7", "eligible", Interval(0, 5 * WAN)),
    ({"srdi_new": True}, "17a", "eligible", Interval(10 * WAN, None)),
    ({"nev_price": "0.04"}, "2", "eligible", Interval.point(0)),
    ({"nev_price": "0.05"}, "2", "eligible", Interval.point(1)),
    ({"nev_price": "有"}, "2", "eligible", Interval(0, None)),
    ({"hnte": "valid", "rd_spend": "800万-2000万"}, "19", "undetermined", Interval(40 * WAN, 50 * WAN)),
]


@pytest.mark.parametrize(("facts", "benefit", "status", "amount"), STATUSES)
def test_status_and_amount(
    edition: Edition, facts: Facts, benefit: str, status: Status, amount: Interval | None
) -> None:
    """An amount is due or possible, in whole fen rounded half up; nothing is due to the ineligible."""
    result = _benefit(_assess(edition, facts), benefit)
    assert (result.status, result.amount) == (status, amount)


@pytest.mark.parametrize("key", ["operates_mall", "商业载体/综合体运营方"])
@pytest.mark.parametrize("written", [True, "是"])
def test_an_old_file_operates_a_carrier_or_a_complex(edition: Edition, key: str, written: bool | str) -> None:
    """`operates_mall = true` is known in part: enough for 12a, not for 12b; false is neither."""
    stores = {"first_stores_national": 1, "mall_retail": "5亿", "mall_retail_peak": 0}
    result = _assess(edition, {key: written, **stores})
    assert result.firm.facts["venue"] == ("carrier", "complex")
    assert (_benefit(result, "12a").status, _benefit(result, "12b").status) == ("eligible", "undetermined")
    assert _benefit(result, "12b").missing == ("venue",)
    result = _assess(edition, {key: False, **stores})
    assert (_benefit(result, "12a").status, _benefit(result, "12b").status) == ("ineligible", "ineligible")


def test_all_policies_in_order(edition: Edition) -> None:
    """Every policy is there once, in number order, whatever its status."""
    assert [result.policy.number for result in _assess(edition, {}).policies] == list(range(1, 24))


def test_policy_adds_up_what_is_eligible(edition: Edition) -> None:
    """A policy's amount is the sum of its eligible quantified benefits, its missing facts in the facts' order."""
    both = {"venue": "complex", "mall_retail": "5亿", "mall_retail_peak": 0, "first_stores_national": 1}
    assert _policy(_assess(edition, both), 12).amount == Interval(40 * WAN, 60 * WAN)
    assert _policy(_assess(edition, {**both, "mall_retail_peak": "5亿"}), 12).amount == Interval(30 * WAN, 50 * WAN)
    assert _policy(_assess(edition, {"outstanding_consumption_contribution": True}), 13).amount is None
    assert _policy(_assess(edition, {}), 13).amount is None
    assert _policy(_assess(edition, {}), 12).missing == (
        "venue",
        "mall_retail",
        "mall_retail_peak",
        "first_stores_national",
        "first_stores_shanghai",
        "first_stores_jinshan",
    )
    assert _policy(_assess(edition, both), 12).missing == ()


BOTH: list[tuple[Facts, int, Interval, Interval]] = [  # the policy's amount, and the total of grants
    ({"srdi_new": True, "little_giant_new": True}, 17, Interval(30 * WAN, None), Interval(30 * WAN, None)),
    ({"srdi_new": True, "little_giant_new": False}, 17, Interval(10 * WAN, None), Interval(10 * WAN, None)),
    (
        {"tech_giant_grant": "100万", "tech_giant_cultivation_grant": "30万"},
        20,
        Interval(100 * WAN, 130 * WAN),
        Interval(100 * WAN, 130 * WAN),
    ),
    (
        {"tech_giant_grant": "1万", "tech_giant_cultivation_grant": "200万", "innovation_fund": True},
        20,
        Interval(100 * WAN, 101 * WAN),
        Interval(110 * WAN, 111 * WAN),
    ),
]


@pytest.mark.parametrize(("facts", "number", "amount", "total"), BOTH)
def test_what_may_not_add_up(edition: Edition, facts: Facts, number: int, amount: Interval, total: Interval) -> None:
    """17a with 17b and 20a with 20b: at least the greater, at most both, in the policy's amount and in totals."""
    result = _assess(edition, facts)
    assert (_policy(result, number).amount, result.totals["grant"].amount) == (amount, total)
    both = [key for key in ("17a", "17b", "20a", "20b") if _benefit(result, key).status == "eligible"]
    assert [each.benefits for each in result.combined] == ([tuple(both)] if len(both) == 2 else [])
    for each in result.combined:
        assert each.after == amount
        assert each.before.high == amount.high
        assert (each.before.low or 0) > (each.after.low or 0)


def test_what_may_not_add_up_on_other_days(edition: Edition) -> None:
    """Asked first, the same holds of that sum; with an undetermined one nothing is certain but the eligible."""
    late = _assess(edition, {"srdi_new": True, "little_giant_new": True}, date(2024, 5, 1))
    assert late.ask_first.totals["grant"].amount == Interval(30 * WAN, None)
    assert late.ask_first.totals["grant"].combined[0].benefits == ("17a", "17b")
    half = _assess(edition, {"srdi_new": True})
    assert half.totals["grant"].amount == Interval(10 * WAN, None)
    assert half.paid["17a"] == Interval(0, None)


NOTHING = Total(Interval(0, 0), ())
ALL_KINDS: Facts = {
    "sector": "manufacturing",
    "vat_status": "small_scale",
    "vat_incremental_credit": "3万",
    "six_taxes_two_fees": "2万",
    "nev_price": "30万",
    "chartered_bus": True,
    "outstanding_consumption_contribution": True,
    "innovation_fund": True,
    "srdi_new": True,
    "bay_loan_guarantee_fee": "4万",
    "needs_guarantee": True,
    "deferred_social_insurance": False,
}


def test_totals(edition: Edition) -> None:
    """Per kind the sum of what is eligible and open or unstated, with the policies that are not in the sum."""
    totals = _assess(edition, ALL_KINDS).totals
    assert totals == {
        "grant": Total(Interval(20 * WAN, None), (13,)),
        "relief": Total(Interval.point(4 * WAN), (1,)),
        "refund": Total(Interval(0, 3 * WAN), ()),
        "finance": Total(Interval(0, 0), (8,)),
    }


def test_totals_leave_out_what_cannot_be_had_now(edition: Edition) -> None:
    """Before the edition's first day and after its last nothing is in a sum: it may be asked for, not had."""
    for day in (date(2022, 12, 31), date(2025, 1, 1)):
        totals = _assess(edition, {**ALL_KINDS, "srdi_new": False}, day).totals
        assert totals["relief"] == totals["grant"] == NOTHING


POTENTIAL: list[tuple[Facts, date, dict[Kind, int | None]]] = [
    ({"entity": "consumer"}, MAY, {"grant": None, "relief": None}),
    ({"entity": "consumer", "replaced_cars": 0, "nev_price": 0}, MAY, {"grant": 100_000}),
    ({"entity": "consumer", "replaced_cars": "3辆以下", "nev_price": 0}, MAY, {"grant": 3 * WAN + 100_000}),
    ({"entity": "consumer", "replaced_cars": "3辆以下", "nev_price": 0}, date(2023, 7, 1), {"grant": 100_000}),
    (
        {"entity": "consumer", "replaced_cars": 0, "nev_price": "1万以下", "appliance_spend": 0},
        MAY,
        {"relief": 100_000},
    ),
]


@pytest.mark.parametrize(("facts", "as_of", "highs"), POTENTIAL)
def test_potential(edition: Edition, facts: Facts, as_of: date, highs: dict[Kind, int | None]) -> None:
    """What the undetermined could still add at most, per kind that has any; without end if one has no limit."""
    potential = _assess(edition, facts, as_of).potential
    assert {kind: amount.high for kind, amount in potential.items()} == highs


LONG_LABEL = "其他用人单位（社会组织、民办非企业、事业单位、合作社等）"
LONG_SECTOR = "其他未列明行业（科研技术、水利环境、居民服务、社会工作、文体娱乐、房产中介等）"
"""options as the contract says them"""
DERIVED: list[tuple[Facts, Facts]] = [
    ({}, {"size": None, "small_low_profit": None}),
    ({"sector": "retail", "employees": 9}, {"size": "micro", "small_low_profit": None}),
    ({"sector": "retail", "employees": 299}, {"size": ("micro", "small", "medium"), "small_low_profit": None}),
    ({"employees": 301}, {"size": None, "small_low_profit": False}),
    ({"employees": 300, "taxable_income": 0, "total_assets": 0}, {"size": None, "small_low_profit": True}),
    ({"entity": "个人独资企业", "employees": 1, "taxable_income": 0}, {"size": None, "small_low_profit": False}),
    ({"sector": "retail", "employees": 9, "size": "large", "small_low_profit": True}, {}),
    ({"entity": LONG_LABEL, "employees": 301}, {"size": None, "small_low_profit": False}),
    ({"entity": "农民专业合作社", "employees": 301}, {"size": None, "small_low_profit": False}),
    ({"sector": LONG_SECTOR, "employees": 9}, {"size": "micro", "small_low_profit": None}),
    ({"sector": "水利环境", "employees": 9}, {"size": "micro", "small_low_profit": None}),
]


@pytest.mark.parametrize(("facts", "derived"), DERIVED)
def test_derived_facts(edition: Edition, facts: Facts, derived: Facts) -> None:
    """What follows is said: one value, the values left, or nothing; a stated value is not derived."""
    assert _assess(edition, facts).derived == derived


def test_defaults(edition: Edition) -> None:
    """A default holds until something is stated, and is said to be one."""
    assert _assess(edition, {}).defaults == {"entity": "enterprise"}
    assert _assess(edition, {"entity": "consumer"}).defaults == {}
    assert _benefit(_assess(edition, {"chartered_bus": True}), "10").status == "eligible"


@pytest.mark.parametrize(("sales", "is_near"), [("9.7亿", True), ("9亿-11亿", False), ("10亿", False)])
def test_near_miss_is_for_the_ineligible(edition: Edition, sales: str, is_near: bool) -> None:
    """What is had or still open is not just out of reach."""
    firm = {"goods_sales": sales, "goods_sales_peak": 0, "retail_sales": 0}
    assert (_benefit(_assess(edition, firm), "14").near_miss is not None) is is_near


REASONS: list[tuple[str, Facts, list[tuple[str, Truth]]]] = [
    (
        "13b",
        {"newly_above_quota": True, "sector": "software"},
        [
            ("企业、合伙企业或个体工商户（主体类型 企业）", True),
            ("本年新增限额以上（本年新增限额以上 是）", True),
            ("行业为批发业、零售业、住宿业或餐饮业（行业 软件和信息技术服务业）", False),
        ],
    ),
    ("2", {}, [("已购目录内新能源汽车（购置目录内新能源汽车不含税价合计 未知）", None)]),
    (
        "2",
        {"nev_price": "30万"},
        [("已购目录内新能源汽车（购置目录内新能源汽车不含税价合计 30万元）", True)],
    ),
]


@pytest.mark.parametrize(("benefit", "facts", "reasons"), REASONS)
def test_reasons(edition: Edition, benefit: str, facts: Facts, reasons: list[tuple[str, Truth]]) -> None:
    """Each condition in words, with what is known of the firm, default and derived values too, and whether it holds."""
    found = reasons_of(_assess(edition, facts))[benefit]
    assert [(reason.text, reason.holds) for reason in found] == reasons


def test_status_never_depends_on_the_date_nor_timing_on_the_firm(edition: Edition) -> None:
    """Of random firms on random days: verdict, amount and missing are the same every day, timing the same for all."""
    random = Random(5)
    maker = FirmMaker(edition, random)
    bare = {day: _assess(edition, {}, day) for day in (date(2022, 1, 1), MAY, date(2023, 7, 1), date(2026, 1, 1))}
    for firm in (maker.firm() for _ in range(20)):
        results = [[result for _, result in assess(edition, firm, day).benefits()] for day in bare]
        said = [[(one.status, one.amount, one.missing, one.near_miss) for one in result] for result in results]
        assert all(other == said[0] for other in said)
        for day, result in zip(bare, results, strict=True):
            assert [one.timing for one in result] == [one.timing for _, one in bare[day].benefits()]


@pytest.mark.parametrize(
    ("facts", "is_told"), [({"employees": 10}, False), ({"sector": "retail"}, True), ({"vat_status": "general"}, False)]
)
def test_a_size_is_told_of_where_its_row_is_known(edition: Edition, facts: Facts, is_told: bool) -> None:
    """That it does not follow yet is said only where a little more would tell."""
    assert ("size" in {each.fact.key for each in understood(_assess(edition, facts))}) is is_told
