"""Each node in Chinese words: what a rule says is read off the rule."""

from typing import get_args

import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition
from jinshan_cli.core.rules.nodes import UNWRITTEN, Node
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.rules.words import say_condition, say_quantity

CONDITIONS = {
    "firm": "企业、合伙企业或个体工商户",
    "chartered_bus": "包车接员工返岗",
    "not chartered_bus": "不符合“包车接员工返岗”",
    "not (chartered_bus or firm)": "不符合“包车接员工返岗，或企业、合伙企业或个体工商户”",
    "hnte == new": "高新技术企业为上年（2022）新认定",
    "hnte != none": "高新技术企业为有效期内（早年认定）、上年（2022）新认定、上年（2022）新引进、上年（2022）复审通过或本年（2023）新认定",  # noqa: E501
    "sector != retail": "行业不是零售业",
    "sector not in [mining, utilities]": "行业不是采矿业或电力热力燃气及水生产和供应业",
    "size in [micro, small, medium]": "企业规模为微型、小型或中型",
    "size not in [micro, small]": "企业规模为中型或大型",
    "chartered_bus and firm": "包车接员工返岗，且企业、合伙企业或个体工商户",
    "chartered_bus or firm": "包车接员工返岗，或企业、合伙企业或个体工商户",
    "chartered_bus and (hnte == new or firm)": "包车接员工返岗，且（高新技术企业为上年（2022）新认定，或企业、合伙企业或个体工商户）",  # noqa: E501
    "chartered_bus or hnte == new and firm": "包车接员工返岗，或（高新技术企业为上年（2022）新认定，且企业、合伙企业或个体工商户）",  # noqa: E501
    "employees > 0": "有从业人数",
    "employees >= 1": "从业人数 ≥ 1 人",
    "employees < 300": "从业人数 < 300 人",
    "revenue <= 300万": "年营业收入 ≤ 300万元",
    "revenue == 1亿": "年营业收入 = 1亿元",
    "revenue != 1000": "年营业收入 ≠ 1,000元",
    "months(2022-03-01, 2023-03-01) >= 12": "2022-03-01至 2023-03-01满 12 个月",
    "days(2022-03-01, 2023-03-01) > 300": "2022-03-01至 2023-03-01的天数 > 300 天",
    "months(2022-03-01, 2023-03-01) < 12": "2022-03-01至 2023-03-01不满 12 个月",
    "employees + eligible_hires < 3万": "从业人数 + 符合条件的新招录人数 < 3万人",
    "eligible_hires <= 5% * employees": "符合条件的新招录人数 ≤ 5% × 从业人数",
    "employees >= (30 if firm else 50)": "从业人数 ≥ （企业、合伙企业或个体工商户的，30 人，否则 50 人）",
    "rd_spend / revenue >= 3%": "上一年度研发投入 ≥ 3% × 年营业收入",
    "mall_retail_peak < 5亿 <= mall_retail": "载体此前最高年度社零总额 < 5亿元 ≤ 载体年度社零总额",
}
AMOUNTS = {
    "2万": "2万元",
    "1000": "1,000元",
    "rd_spend": "上一年度研发投入",
    "5% * rd_spend": "5% × 上一年度研发投入",
    "2000 * eligible_hires": "2,000元 × 符合条件的新招录人数",
    "rd_spend + revenue": "上一年度研发投入 + 年营业收入",
    "max(0, rd_spend - revenue - 5)": "0元与（上一年度研发投入 - 年营业收入 - 5元）中的较高者",
    "max(0, rd_spend - (revenue - 5))": "0元与（上一年度研发投入 - （年营业收入 - 5元））中的较高者",
    "5% * (rd_spend + revenue)": "5% × （上一年度研发投入 + 年营业收入）",
    "5% * min(rd_spend, 50万)": "5% × （上一年度研发投入，最高 50万元）",
    "5% * (rd_spend if firm else revenue)": "5% × （企业、合伙企业或个体工商户的，上一年度研发投入，否则 年营业收入）",
    "min(5% * rd_spend, 50万)": "5% × 上一年度研发投入，最高 50万元",
    "min(rd_spend, revenue)": "上一年度研发投入与年营业收入中的较低者",
    "min(rd_spend, revenue, 50万)": "上一年度研发投入、年营业收入与50万元中的较低者",
    "max(rd_spend, 50万)": "上一年度研发投入与50万元中的较高者",
    "up_to(100万)": "最高 100万元",
    "at_least(10万)": "不低于 10万元",
    "between(10万, 20万)": "至少 10万元；最高 20万元",
    "20万 if hnte == new else 5万": "高新技术企业为上年（2022）新认定的，20万元，否则 5万元",
    "10万 * (goods_sales >= 10亿)": "10万元（若年度商品销售额 ≥ 10亿元）",
    "firm * 10万": "1（若企业、合伙企业或个体工商户） × 10万元",
    "1/3 * rd_spend": "1/3 × 上一年度研发投入",
    "(rd_spend + revenue) / 3": "（上一年度研发投入 + 年营业收入） ÷ 3",
    "5‰ * rd_spend": "5‰ × 上一年度研发投入",
    "2万 * steps(goods_sales, 1000万)": "年度商品销售额每满 1000万元给 2万元",
    "5000 * min(3, steps(employees, 10))": "5,000元 × （3与从业人数中整 10 人的份数中的较低者）",
    "round_down(rd_spend, 1000)": "上一年度研发投入（按 1,000元取整，舍去零头）",
    "tiers(employees, [100, 300], [5万, 8万, 10万])": (
        "按从业人数分档（不足 100 人的，5万元；100 人 至不足 300 人的，8万元；300 人 起的，10万元）"
    ),
    "bands(revenue, [5000万, 1亿], [1%, 2%, 3%])": (
        "按年营业收入分段相加（5000万元以内的部分 1%；5000万元 至 1亿元的部分 2%；超过 1亿元的部分 3%）"
    ),
    "min(growth, first_step)": "增长额，最高 首档（1亿元）",
    "12 * (2000 * eligible_hires + 500 * employees)": "12 × （2,000元 × 符合条件的新招录人数 + 500元 × 从业人数）",
    "9000 / 12 * eligible_hires": "9,000元 ÷ 12 × 符合条件的新招录人数",
    "5% * max(0, rd_spend - 50万)": "5% × （0元与（上一年度研发投入 - 50万元）中的较高者）",
    "min(50万, max(5万, rd_spend))": "50万元与（5万元与上一年度研发投入中的较高者）中的较低者",
    "min(rd_spend, 50万) + 5万": "（上一年度研发投入，最高 50万元） + 5万元",
    "max(0, min(rd_spend, 50万) - revenue)": "0元与（（上一年度研发投入，最高 50万元） - 年营业收入）中的较高者",
    "max(0, (50万 if firm else 5万) - revenue)": (
        "0元与（（企业、合伙企业或个体工商户的，50万元，否则 5万元） - 年营业收入）中的较高者"
    ),
    "2万 * steps(revenue, 1亿) + 5万": "（年营业收入每满 1亿元给 2万元） + 5万元",
    "5万 if firm else min(rd_spend, 9万)": (
        "企业、合伙企业或个体工商户的，5万元，否则 （上一年度研发投入，最高 9万元）"
    ),
    "round(5% * rd_spend, 1000)": "（5% × 上一年度研发投入）（按 1,000元取整，四舍五入）",
    "tiers(employees, [100], [5%, 8%]) * revenue": (
        "按从业人数分档（不足 100 人的，5%；100 人 起的，8%） × 年营业收入"
    ),
    "1000 * min(employees, 1万)": "1,000元 × （从业人数，最高 1万人）",
    "10万 if firm else rd_spend * firm": "企业、合伙企业或个体工商户的，10万元，否则 上一年度研发投入（若企业、合伙企业或个体工商户）",  # noqa: E501
}


@pytest.mark.parametrize("text", CONDITIONS)
def test_condition_in_words(text: str, scope: Scope) -> None:
    """A condition is said by its labels, grouped where and and or meet."""
    assert say_condition(parse_condition(text, scope), scope.catalogue) == CONDITIONS[text]


@pytest.mark.parametrize("text", AMOUNTS)
def test_amount_in_words(text: str, scope: Scope) -> None:
    """An amount is said as a specialist reckons it, bracketed where signs would mislead."""
    assert say_quantity(parse_amount(text, scope), scope.catalogue) == AMOUNTS[text]


def test_tables_show_every_node(scope: Scope) -> None:
    """Every kind of node has its words above."""
    roots: list[Node] = [parse_condition(text, scope) for text in CONDITIONS]
    roots += [parse_amount(text, scope) for text in AMOUNTS]
    assert {type(node) for root in roots for node in walk(root)} == {
        kind for union in get_args(Node) for kind in (get_args(union) or (union,)) if kind not in UNWRITTEN
    }


def test_words_are_in_gbk(edition: Edition, scope: Scope) -> None:
    """A Windows console in GBK can show every rule of the edition, and every sign there is."""
    words = [say_condition(rule.when, edition.facts) for rule in edition.rules.values()]
    words += [say_quantity(rule.amount, edition.facts) for rule in edition.rules.values() if rule.amount]
    words += [say_condition(parse_condition(text, scope), edition.facts) for text in CONDITIONS]
    words += [say_quantity(parse_amount(text, scope), edition.facts) for text in AMOUNTS]
    for text in words:
        assert text.encode("gbk").decode("gbk") == text
