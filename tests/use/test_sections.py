"""An assessment by the next step: each benefit has one, in the order a specialist goes through them."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest
from support.frames import FirmMaker

from jinshan_cli.core.intervals import NOTHING
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_condition
from jinshan_cli.core.timing import is_in_force
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.sections import NOW, Section, SectionKey, sections

Facts = dict[str, Any]
BEFORE, APRIL, MAY, JULY, LATE = (
    date(2022, 12, 31),
    date(2023, 4, 30),
    date(2023, 5, 1),
    date(2023, 7, 1),
    date(2025, 1, 1),
)
SALES = {"goods_sales_peak": 0, "retail_sales": 0, "retail_sales_peak": 0}


def _sections(edition: Edition, facts: Facts, as_of: date) -> dict[SectionKey, Section]:
    return sections(assess(edition, firm_of(facts, edition.facts, ""), as_of))


ROWS: list[tuple[Facts, date, str, SectionKey]] = [
    ({"vat_status": "small_scale"}, MAY, "1a", "apply"),
    ({"chartered_bus": True}, MAY, "10", "ask_first"),
    ({"eligible_hires": 1}, MAY, "11", "enjoy"),
    ({"eligible_hires": 1}, LATE, "11", "ask_first"),
    ({"hnte": "new"}, APRIL, "18", "apply"),
    ({"hnte": "new"}, MAY, "18", "ask_first"),
    ({"deferred_social_insurance": True}, LATE, "9", "expired"),
    ({"vat_status": "small_scale"}, BEFORE, "1a", "upcoming"),
    ({"vat_status": "small_scale"}, LATE, "1a", "ask_first"),
    ({}, MAY, "1a", "verify"),
    ({}, BEFORE, "1a", "verify"),
    ({}, LATE, "1a", "verify"),
    ({"vat_status": "general"}, MAY, "1a", "other"),
    ({**SALES, "goods_sales": "9.7亿"}, MAY, "14", "near"),
    ({**SALES, "goods_sales": "5亿"}, MAY, "14", "near"),
    ({**SALES, "goods_sales": "499999999.99"}, MAY, "14", "other"),
    ({**SALES, "goods_sales": "9.7亿"}, LATE, "14", "other"),
    ({**SALES, "goods_sales": "9.7亿"}, BEFORE, "14", "near"),
    ({"vat_status": "general", "employees": 301}, BEFORE, "3", "other"),
    ({"vat_status": "general", "employees": 301}, LATE, "3", "other"),
]


@pytest.mark.parametrize(("facts", "as_of", "benefit", "key"), ROWS)
def test_section_of_a_benefit(edition: Edition, facts: Facts, as_of: date, benefit: str, key: SectionKey) -> None:
    """Apply now, wait, too late, find out, half of the way there and still to be had, or not for this firm."""
    found = _sections(edition, facts, as_of)
    assert [name for name in found if benefit in [row.result.benefit.id for row in found[name].rows]] == [key]


def test_each_benefit_is_in_one_section(edition: Edition) -> None:
    """Of any firm on any day no benefit is lost and none is shown twice; the order of sections is fixed."""
    maker = FirmMaker(edition, Random(3))
    for as_of in (BEFORE, MAY, JULY, LATE):
        for firm in (maker.firm() for _ in range(10)):
            found = sections(assess(edition, firm, as_of))
            assert list(found) == [
                "apply",
                "enjoy",
                "ask_first",
                "upcoming",
                "expired",
                "verify",
                "near",
                "nothing",
                "other",
            ]
            ids = [row.result.benefit.id for section in found.values() for row in section.rows]
            assert sorted(ids) == sorted(edition.rules)


def test_to_be_had_comes_first(edition: Edition) -> None:
    """Of what is to be verified, the open and unstated come first, then the expired, each in the table's order."""
    rows = _sections(edition, {}, JULY)["verify"].rows
    assert [row.result.benefit.id for row in rows if not row.result.is_current] == ["5", "10", "18"]
    assert [row.result.benefit.id for row in rows[-3:]] == ["5", "10", "18"]
    assert [row.number for row in rows[:-3]] == sorted(row.number for row in rows[:-3])


def test_nearest_comes_first(edition: Edition) -> None:
    """What is just out of reach is sorted by the share that is short."""
    facts = {**SALES, "goods_sales": "9亿", "vat_status": "general", "total_assets": 50_000_100, "venue": "complex"}
    mall = {"mall_retail": "4亿", "mall_retail_peak": 0}
    rows = _sections(edition, {**facts, **mall}, MAY)["near"].rows
    assert [row.result.benefit.id for row in rows] == ["3", "14", "12a"]


def test_nothing_known_to_be_closed_is_now(edition: Edition) -> None:
    """Of any firm on any day: what stands under now, or is in the totals, the edition knows no reason to ask about."""
    maker = FirmMaker(edition, Random(5))
    firms = [maker.firm() for _ in range(20)]
    for month in range(49):
        as_of = date(2022 + (11 + month) // 12, (11 + month) % 12 + 1, 1 + month % 28)
        for firm in firms:
            found = assess(edition, firm, as_of)
            now = [row for key in NOW for row in sections(found)[key].rows]
            for row in now:
                assert is_in_force(edition.header, as_of) or row.result.benefit.window is not None
                assert row.result.benefit.pending is None
                assert all(each.kind != "claim" or each.timing == "open" for each in row.result.reported)
            for kind, total in found.totals.items():
                sums = [row.result.amount for row in now if row.result.benefit.kind == kind and row.result.amount]
                whole = sum(sums, NOTHING)
                assert total.amount.high == whole.high
                assert max((each.low or 0 for each in sums), default=0) <= (total.amount.low or 0) <= (whole.low or 0)


@pytest.mark.parametrize(("when", "key"), [("employees >= 100", "near"), ("employees <= 80", "other")])
def test_persons_may_be_hired_and_are_not_dismissed(edition: Edition, scope: Scope, when: str, key: SectionKey) -> None:
    """Fewer persons than are asked for is a near miss; more than a limit is a fact to be told."""
    rule = replace(edition.rules["21"], when=parse_condition(when, scope))
    found = _sections(replace(edition, rules={**edition.rules, "21": rule}), {"employees": 90}, MAY)
    assert [name for name in found if "21" in [row.result.benefit.id for row in found[name].rows]] == [key]
