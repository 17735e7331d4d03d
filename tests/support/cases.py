"""Firms for the faces: the examples, one that gets as much as one can, and one with a name from an enemy."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
RETAILER = next(path for path in EXAMPLES if path.stem == "retailer")
OTHER = Path(__file__).parents[1] / "other_edition"
"""an edition that is nothing like the built-in one"""
IN_TIME, LATE = date(2023, 5, 1), date(2024, 2, 1)
MARKUP = "<script>alert(1)</script>[red]公司[/]=1+1|`*_#&amp;"
"""what would be something else in one face or another, all of it seen"""
HOSTILE = "<script>alert(1)</script>[red]公司[/]\x1b[2J\x00\u202e=1+1|`*_#&amp;\u2028"
SEEN = "<script>alert(1)</script>[red]公司[/]\\u001b[2J\\u0000\\u202e=1+1|`*_#&amp;\\u2028"
"""what a reader sees of it, in every face"""
MOST: dict[str, Any] = {
    "name": "什么都有的商贸有限公司",
    "sector": "零售业",
    "employees": 120,
    "revenue": "9.8亿",
    "total_assets": "2亿",
    "taxable_income": "1200万",
    "vat_status": "一般纳税人",
    "hnte": "new",
    "srdi_new": True,
    "little_giant_new": True,
    "newly_four_above": True,
    "newly_above_quota": True,
    "rd_spend": "600万",
    "six_taxes_two_fees": "30万",
    "vat_incremental_credit": "45万",
    "nev_price": "50万",
    "needs_guarantee": True,
    "chartered_bus": True,
    "eligible_hires": 5,
    "wants_to_hire": True,
    "venue": "complex",
    "mall_retail": "4.8亿",
    "mall_retail_peak": "4亿",
    "first_stores_jinshan": 2,
    "goods_sales": "9.7亿",
    "goods_sales_peak": "9亿",
    "retail_sales": "1.2亿",
    "retail_sales_peak": "0.9亿",
    "tech_renovation": True,
}


def told(path: Path) -> dict[str, Any]:
    """A firm file as keys and values."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def after_interview(edition: Edition, firm: dict[str, Any]) -> dict[str, Any]:
    """A firm that was asked everything: what it did not say is no, or 0."""
    nothing = {"flag": False, "count": 0, "money": 0}
    denied = {fact.key: nothing[fact.type] for fact in edition.facts if fact.type in nothing and not fact.derive}
    return {**denied, "hnte": "none", **firm}


def assessed(edition: Edition, firm: dict[str, Any], as_of: date = IN_TIME) -> Assessment:
    """The assessment of a firm that is told as in a firm file."""
    return assess(edition, firm_of(firm, edition.facts, "case"), as_of)
