"""What a firm says that does not fit together is told, and taken as it is said."""

from datetime import date
from typing import Any

import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess

Facts = dict[str, Any]

WARNINGS: list[tuple[Facts, str]] = [
    ({"sector": "retail", "employees": 9, "size": "large"}, "企业规模填为大型，按行业与指标推算为微型"),
    ({"sector": "retail", "employees": 99, "size": "large"}, "按行业与指标推算为微型、小型或中型"),
    ({"small_low_profit": True, "employees": 301}, "小型微利企业填为是，按其他指标推算为否"),
    ({"vat_status": "small_scale", "vat_incremental_credit": "有"}, "小规模纳税人没有留抵税额"),
    ({"entity": "sole_trader", "hnte": ["new", "renewed"]}, "个体工商户不能认定高新技术企业"),
    ({"entity": "sole_trader", "srdi_new": True}, "个体工商户不能认定"),
    ({"entity": "sole_trader", "tech_giant_grant": "有"}, "个体工商户不能认定"),
    ({"retail_sales": "200000000.01", "goods_sales": "2亿"}, "年度零售额大于年度商品销售额"),
    ({"eligible_hires": 11, "employees": 10}, "新招录人数多于从业人数"),
    ({"rd_spend": "100万-200万", "revenue": "999999.99"}, "研发投入大于年营业收入"),
    ({"newly_above_quota": True, "goods_sales": "1亿", "goods_sales_peak": "2亿"}, "本年新增限额以上"),
    ({"employees": 100_001}, "从业人数 100,001 人 少见，请核对数字"),
    ({"revenue": "5001亿"}, "年营业收入 5001亿元 少见，请核对单位（元还是万元）"),
    ({"revenue": "9999.99元"}, "年营业收入 9,999.99元 少见"),
    ({"revenue": "1元-9999元"}, "年营业收入 1元–9,999元 少见"),
]
SILENT: list[Facts] = [
    {"entity": "sole_trader"},
    {"entity": "sole_trader", "hnte": "none", "srdi_new": False},
    {"entity": "partnership", "hnte": "new"},
    {"vat_status": "general", "vat_incremental_credit": "有"},
    {"sector": "retail", "employees": 9, "size": "micro"},
    {"sector": "retail", "size": "large"},
    {"small_low_profit": True, "employees": 300},
    {"employees": 100_000},
    {"vat_status": "general", "vat_incremental_credit": "有"},
    {"vat_status": ["small_scale", "general"], "vat_incremental_credit": "有"},
    {"vat_status": "small_scale", "vat_incremental_credit": "1以下"},
    {"retail_sales": "2亿", "goods_sales": "2亿"},
    {"retail_sales": "1亿-2亿", "goods_sales": "1亿"},
    {"eligible_hires": 10, "employees": 10},
    {"rd_spend": "200万", "revenue": "200万"},
    {"newly_above_quota": True, "goods_sales": "2亿", "goods_sales_peak": "2亿"},
    {"newly_above_quota": False, "goods_sales": "1亿", "goods_sales_peak": "2亿"},
    {"employees": "10万以上"},
    {"revenue": "5000亿"},
    {"revenue": "1万"},
    {"revenue": 0},
    {"revenue": "不足1万"},
    {"revenue": "有"},
    {"revenue": "9999元-1万"},
]


def _warnings(edition: Edition, facts: Facts) -> tuple[str, ...]:
    return assess(edition, firm_of(facts, edition.facts, ""), date(2023, 5, 1)).warnings


@pytest.mark.parametrize(("facts", "words"), WARNINGS)
def test_warnings(edition: Edition, facts: Facts, words: str) -> None:
    """A contradiction is told, and so is a number hardly ever seen."""
    (warning,) = _warnings(edition, facts)
    assert words in warning
    assert "核对" in warning


@pytest.mark.parametrize("facts", SILENT)
def test_no_warning(edition: Edition, facts: Facts) -> None:
    """What may be so is not doubted."""
    assert not _warnings(edition, facts)
