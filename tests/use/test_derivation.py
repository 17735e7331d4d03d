"""Why an amount is what it is: the rule with the firm's figures in it, worked out."""

import re
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from support.frames import FirmMaker

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_amount
from jinshan_cli.core.written.figures import say_interval
from jinshan_cli.core.written.voice import spoken_as
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.edition.voices import foreign_voice
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.derivation import derivations_of, worked
from jinshan_cli.use.result.reasons import reasons_of

MAY = date(2023, 5, 1)
CAPPED = "min(5% * rd_spend, 50万)"
TIERED = "tiers(employees, [100, 300], [5万, 8万, 10万])"
BANDED = "bands(revenue, [5000万, 1亿], [1%, 2%, 3%])"
RD = "上一年度研发投入"
CASES: list[tuple[str, dict[str, Any], list[str]]] = [
    ("2万", {}, ["2万元"]),
    (CAPPED, {"rd_spend": "812.5万"}, [f"5% × {RD} 812.5万元 = 406,250元，未超过上限 50万元"]),
    (CAPPED, {"rd_spend": "1000万"}, [f"5% × {RD} 1000万元 = 50万元，未超过上限 50万元"]),
    (CAPPED, {"rd_spend": "10000000.20"}, [f"5% × {RD} 10,000,000.2元 = 500,000.01元，高于上限 50万元，按 50万元计"]),
    (CAPPED, {"rd_spend": "900万-1100万"},
     [f"5% × {RD} 900万元–1100万元：45万元 至 55万元；上限 50万元：45万元 至 50万元"]),
    (CAPPED, {}, [f"5% × {RD} 未知：金额待定；上限 50万元：最高 50万元"]),
    ("10% * rd_spend", {"rd_spend": "0.05"}, [f"10% × {RD} 0.05元 = 0.01元（四舍五入到分）"]),
    ("max(0, goods_sales - goods_sales_peak)", {"goods_sales": "3亿", "goods_sales_peak": "1亿"},
     ["年度商品销售额 3亿元 - 此前最高年度商品销售额 1亿元 = 2亿元"]),
    ("max(0, goods_sales - goods_sales_peak)", {"goods_sales": "1亿", "goods_sales_peak": "3亿"},
     ["年度商品销售额 1亿元 - 此前最高年度商品销售额 3亿元 = -2亿元，低于下限 0元，按 0元计"]),
    ("5% * (rd_spend + revenue)", {"rd_spend": "1万", "revenue": "3万"},
     [f"5% × （{RD} 1万元 + 年营业收入 3万元） = 2,000元"]),
    ("1/3 * rd_spend", {"rd_spend": "30万"}, [f"1/3 × {RD} 30万元 = 10万元"]),
    ("rd_spend / 3", {"rd_spend": "10"}, [f"{RD} 10元 ÷ 3 = 3.33元（四舍五入到分）"]),
    (TIERED, {"employees": 99}, ["从业人数 99 人，属“不足 100 人”一档：5万元"]),
    (TIERED, {"employees": 100}, ["从业人数 100 人，属“100 人 至不足 300 人”一档：8万元"]),
    (TIERED, {"employees": 300}, ["从业人数 300 人，属“300 人 起”一档：10万元"]),
    (TIERED, {"employees": "50-150"},
     ["从业人数 50–150 人，属“不足 100 人”一档：5万元，或“100 人 至不足 300 人”一档：8万元，即 5万元 至 8万元"]),
    ("2万 * steps(goods_sales, 1000万)", {"goods_sales": "3999万"},
     ["年度商品销售额 3999万元，每满 1000万元计一份：3 份", "2万元 × 3 份 = 6万元"]),
    (BANDED, {"revenue": "1.1亿"},
     ["年营业收入 1.1亿元，分段相加", "5000万元 × 1% + 5000万元 × 2% + 1000万元 × 3% = 180万元"]),
    (BANDED, {"revenue": "5000万"}, ["年营业收入 5000万元，分段相加", "5000万元 × 1% = 50万元"]),
    (BANDED, {"revenue": "5000万-1亿"}, ["年营业收入 5000万元–1亿元，分段相加：50万元 至 150万元"]),
    ("round_down(5% * rd_spend, 1000)", {"rd_spend": "123456"},
     [f"5% × {RD} 123,456元 = 6,172.8元，按 1,000元取整（舍去零头）：6,000元"]),
    ("20万 if hnte in [new, introduced] else 5万", {"hnte": "new"}, ["高新技术企业为上年（2022）新认定：20万元"]),
    ("20万 if hnte in [new, introduced] else 5万", {"hnte": "renewed"}, ["高新技术企业为上年（2022）复审通过：5万元"]),
    ("20万 if hnte in [new, introduced] else 5万", {},
     ["若高新技术企业为上年（2022）新认定或上年（2022）新引进，为 20万元；否则为 5万元；即 5万元 至 20万元"]),
    ("10万 * (goods_sales_peak < 10亿 <= goods_sales)", {"goods_sales": "10亿", "goods_sales_peak": "9亿"},
     ["10万元（此前最高年度商品销售额 9亿元 < 10亿元 ≤ 年度商品销售额 10亿元）"]),
    ("30万 * (first_stores_national > 0) + 20万 * (first_stores_shanghai > 0)",
     {"first_stores_national": 1, "first_stores_shanghai": 0}, ["30万元（本年引入全国首店）"]),
    ("(20% if hnte == new else 5%) * rd_spend", {"hnte": "new", "rd_spend": "10万"},
     ["高新技术企业为上年（2022）新认定：20%", f"20% × {RD} 10万元 = 2万元"]),
    ("(0 if hnte == new else 2.5‰) * rd_spend", {"rd_spend": "10万"},
     ["若高新技术企业为上年（2022）新认定，为 0；否则为 2.5‰ = 0.25%；即 最高 0.25%",
      f"最高 0.25% × {RD} 10万元：最高 250元"]),
    ("up_to(rd_spend)", {"rd_spend": "35万"}, [f"最高为 {RD} 35万元"]),
    ("up_to(100万)", {}, ["最高 100万元"]),
    ("at_least(10万)", {}, ["不低于 10万元"]),
    ("between(10万, 20万 * first_stores_national)", {"first_stores_national": 3},
     ["至少：10万元", "最高：20万元 × 本年引入全国首店数 3 家 = 60万元"]),
    ("min(rd_spend, revenue)", {"rd_spend": "2万", "revenue": "3万"},
     [f"{RD} 2万元", "年营业收入 3万元", "取其中最低的：2万元"]),
    ("min(growth, first_step)", {"goods_sales": "3亿", "goods_sales_peak": "1亿"},
     ["增长额：年度商品销售额 3亿元 - 此前最高年度商品销售额 1亿元 = 2亿元",
      "增长额 2亿元，高于上限 首档 1亿元，按 1亿元计"]),
    ("1万 * max(0, months(2022-03-01, 2023-03-01))", {},
     ["2022-03-01至 2023-03-01的满月数 12", "1万元 × 12 = 12万元"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "facts", "lines"), CASES, ids=[f"{text} {facts}" for text, facts, _ in CASES])
def test_worked_out(text: str, facts: dict[str, Any], lines: list[str], edition: Edition, scope: Scope) -> None:
    """Each shape of an amount, on both sides of its thresholds: the arithmetic with the firm's own figures."""
    known = Knowledge(edition, firm_of(facts, edition.facts, "case"))
    assert list(worked(parse_amount(text, scope), known)) == lines


@pytest.mark.parametrize(
    ("rate", "line"),
    [
        ("3.5%", "贷款年利率 3.5%，高于上限 一年期 LPR 3.45%，按 3.45%计"),
        ("3%", "贷款年利率 3%，未超过上限 一年期 LPR 3.45%"),
        ("", "贷款年利率 未知；上限 一年期 LPR 3.45%：最高 3.45%"),
    ],
)
def test_a_rate_stays_one(rate: str, line: str) -> None:
    """What a share that is asked comes to within a limit is said with a %, not as 0.0345."""
    table = load_edition(Path(__file__).parents[1] / "provisions_more" / "district")
    known = Knowledge(table, firm_of({"loan_rate": rate, "loan": "100万"}, table.facts, "case"))
    amount = parse_amount("loan * min(loan_rate, lpr)", Scope(table.facts, quantities=table.quantities))
    lines = worked(amount, known)
    assert lines[0] == line
    assert not re.search(r"0\.0\d", "".join(lines))


def test_ends_in_the_amount(edition: Edition) -> None:
    """Of random firms: what has an amount has a working that names it, in all its ends; what has none has none."""
    maker = FirmMaker(edition, Random(7))
    for firm in (maker.firm() for _ in range(60)):
        assessment = assess(edition, firm, MAY)
        found = derivations_of(assessment)
        for _, result in assessment.benefits():
            lines = found[result.benefit.id]
            assert bool(lines) == (result.amount is not None)
            if result.amount is not None:
                ends = {result.amount.low, result.amount.high} - {0, 1, None}
                said = [say_interval(type(result.amount)(end, end), money=True) for end in ends]
                assert all(re.search(rf"(?<![\d.,]){re.escape(words)}", "\n".join(lines)) for words in said), lines


def test_which_of_several_holds(edition: Edition) -> None:
    """Of a condition that one of several is enough for: each with its own truth; those that hold are the ones met."""
    told = {"vat_status": "small_scale", "small_low_profit": True, "six_taxes_two_fees": "4万"}
    assessment = assess(edition, firm_of(told, edition.facts, "case"), MAY)
    reason = reasons_of(assessment)["3"][1]
    assert [each.holds for each in reason.alternatives] == [True, True, False]
    assert [each.words for each in reason.met] == ["增值税纳税人类型为小规模纳税人", "小型微利企业"]


def test_a_number_on_the_way_is_said_as_the_language_does(edition: Edition, tmp_path: Path) -> None:
    """A count that is cut at a limit, with the groups and decimals of the edition's language: 1.200 is no 1,2."""
    known = Knowledge(edition, firm_of({"employees": 1500}, edition.facts, "case"))
    amount = parse_amount("0.5 * min(employees, 1200.5)", Scope(edition.facts))
    with spoken_as(foreign_voice("de", "€", tmp_path)):
        lines = worked(amount, known)
    assert [re.findall(r"[\d.,]*\d", line) for line in lines] == [
        ["1.500", "1.200,5", "1.200,5"],
        ["0,50", "1.200,5", "600,25"],
    ]
