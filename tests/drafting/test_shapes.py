"""The shapes of sentences that promise: thresholds, brackets, steps, shares, so much for each, several things."""

import pytest
from drafting.test_honest import proposed

from jinshan_cli.core.policy import Edition
from jinshan_cli.use.drafting.promises.times import schedule_of

WHOLE = {
    "对年度零售额首次超过1亿元的企业，奖励10万元。": ("firm and retail_sales_peak <= 1亿 < retail_sales", "10万"),
    "对营业收入达1亿元的制造业企业按营业收入的1‰奖励。":
        ("firm and sector == manufacturing and revenue >= 1亿", "1‰ * revenue"),
    "对资产总额5000万元以下的企业奖励1万元。": ("firm and total_assets <= 5000万", "1万"),
    "对年度商品销售额首次达到10亿元的批发企业，给予10万元奖励。":
        ("firm and sector == wholesale and goods_sales_peak < 10亿 <= goods_sales", "10万"),
    "对年度零售额达到1亿元的企业给予10万元奖励。": ("firm and retail_sales >= 1亿", "10万"),
    "对营业收入超过1亿元的高新技术企业，给予10万元奖励。": ("firm and hnte != none and revenue > 1亿", "10万"),
    "对年度零售额在1亿元以上、5亿元以下的企业给予10万元奖励。":
        ("firm and retail_sales >= 1亿 and retail_sales <= 5亿", "10万"),
    "对年度零售额2000万元以上（含2000万元）的企业奖励5万元。": ("firm and retail_sales >= 2000万", "5万"),
    "对研发投入1000万元以下的企业，按研发投入的3%给予补助。": ("firm and rd_spend <= 1000万", "3% * rd_spend"),
    "对年度商品销售额10亿元以上的企业，按研发投入的3%给予奖励。": ("firm and goods_sales >= 10亿", "3% * rd_spend"),
    "对年度零售额达到5亿元、1亿元的企业，分别给予10万元、5万元奖励，最高不超过8万元。":
        ("firm and retail_sales >= 1亿", "min(tiers(retail_sales, [1亿, 5亿], [0, 5万, 10万]), 8万)"),
    "对研发投入超过1000万元的企业，按超过部分的5%给予奖励，最高不超过100万元。":
        ("firm and rd_spend > 1000万", "min(5% * max(0, rd_spend - 1000万), 100万)"),
    "对高新技术企业给予5%的研发投入补助，最高50万元。": ("firm and hnte != none", "min(5% * rd_spend, 50万)"),
    "对高新技术企业给予研发投入不超过5%的补助。": ("firm and hnte != none", "up_to(5% * rd_spend)"),
    "对零售企业按年度零售额的1‰给予奖励。": ("firm and sector == retail", "1‰ * retail_sales"),
    "对餐饮、住宿企业中的小微企业给予5000元补贴。":
        ("firm and size in [micro, small] and sector in [accommodation, catering]", "5000"),
}  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_over_facts_that_there_are(text: str, edition: Edition) -> None:
    """A known shape over facts of the catalogue is a rule; which limits count themselves is as the words say."""
    made = proposed(text, edition)[0]
    assert (made.when, made.amount) == WHOLE[text]
    assert made.asked == []


ASKED = {
    "对小微企业按贷款利息的50%给予贴息，最高20万元。":
        ("firm and size in [micro, small]", "min(50% * asked_1_1, 20万)", ["贷款利息"]),
    "每新增1名高校毕业生给予企业1500元补贴，最高30万元。":
        ("firm and asked_1_1 > 0", "min(1500 * asked_1_1, 30万)", ["高校毕业生"]),
    "企业年度零售额每增加1000万元给予1万元奖励，最高20万元。":
        ("firm and asked_1_1 >= 1000万", "min(1万 * steps(asked_1_1, 1000万), 20万)", ["企业年度零售额新增额"]),
    "对软件企业，年营业收入首次突破1000万元的，奖励10万元。":
        ("firm and sector == software and asked_1_1 < 1000万 <= revenue", "10万", ["此前最高年营业收入"]),
    "对年度零售额达到1亿元且增长10%以上的企业给予10万元奖励。":
        ("firm and retail_sales >= 1亿 and asked_1_1 >= 10%", "10万", ["年度零售额达到1亿元且增长"]),
}  # fmt: skip


LIMITS = {
    "不低于1亿元": ">= 1亿",
    "不少于1亿元": ">= 1亿",
    "不小于1亿元": ">= 1亿",
    "未低于1亿元": ">= 1亿",
    "低于1亿元": "< 1亿",
    "少于1亿元": "< 1亿",
    "不足1亿元": "< 1亿",
    "不到1亿元": "< 1亿",
    "达不到1亿元": "< 1亿",
    "未达到1亿元": "< 1亿",
    "未突破1亿元": "< 1亿",
    "未满1亿元": "< 1亿",
    "没有达到1亿元": "< 1亿",
    "超过1亿元": "> 1亿",
    "超过1亿元（含）": ">= 1亿",
    "不超过1亿元": "<= 1亿",
    "不大于1亿元": "<= 1亿",
    "未超过1亿元": "<= 1亿",
    "没有超过1亿元": "<= 1亿",
    "1亿元以上（不含）": "> 1亿",
    "1亿元（含）以上": ">= 1亿",
    "1亿元以上（含）": ">= 1亿",
    "1亿元以下": "<= 1亿",
}


@pytest.mark.parametrize("words", LIMITS)
def test_denied_limits(words: str, edition: Edition) -> None:
    """不低于 is not 低于, and a limit counts itself where a bracket says so: a rule says no more and no less."""
    (made,) = proposed(f"对年度零售额{words}的企业，奖励1万元。", edition)
    assert (made.when, made.amount) == (f"firm and retail_sales {LIMITS[words]}", "1万")


@pytest.mark.parametrize("text", ASKED)
def test_over_facts_to_ask(text: str, edition: Edition) -> None:
    """Where no fact is what the amount is reckoned on, one is proposed, under the words of the source, with a todo."""
    (made,) = proposed(text, edition)
    when, amount, labels = ASKED[text]
    assert (made.when, made.amount) == (when, amount)
    assert [each.label for each in made.asked] == [f"{label}（第 1 项）" for label in labels]
    assert made.todos


def test_one_for_each_of_several(edition: Edition) -> None:
    """国家级、省级 with two awards is two benefits, each with its own condition; whether they add up stays open."""
    one, other = proposed("对获评国家级、省级绿色工厂的企业，分别给予30万元、10万元奖励。", edition)
    assert (one.when, one.amount, other.when, other.amount) == (
        "firm and asked_1a_1", "30万", "firm and asked_1b_1", "10万",
    )  # fmt: skip
    assert all("几项都符合时是否相加，原文未写" in each.todos for each in (one, other))


def test_what_a_share_is_of_is_not_guessed(edition: Edition) -> None:
    """The limit names one figure and the share another: the share is of what its own clause names."""
    (made,) = proposed("对年度零售额1亿元以上的企业，按设备投资额的3%给予奖励。", edition)
    assert "asked_1_1" in made.amount
    assert "retail_sales" not in made.amount


def test_days_that_do_not_fit_are_told(edition: Edition) -> None:
    """A claim that is over before what earns it begins, or days in the wrong order, are told only."""
    (made,) = proposed("对2024年6月1日至2024年3月1日购置设备的高新技术企业奖励10万元。", edition)
    assert made.windows == []
    assert any("日期前后不合" in todo for todo in made.todos)


def test_one_name_for_one_new_fact(edition: Edition) -> None:
    """What a sentence speaks of twice is asked once; no two new facts of a benefit have one name."""
    (made,) = proposed("对设备投资1000万元以上的企业，按设备投资的5%给予补助。", edition)
    assert (made.when, made.amount) == ("firm and asked_1_1 >= 1000万", "5% * asked_1_1")
    assert [each.label for each in made.asked] == ["设备投资（第 1 项）"]


@pytest.mark.parametrize(
    ("text", "stated"),
    [("5月前后办", "5月前后"), ("约5月办", "约5月"), ("5月1日左右办", "5月1日左右"), ("二季度前后", "二季度前后"),
     ("6月中旬左右", "6月中旬左右"), ("10-11月前后", "10-11月前后"), ("5月办", "5月"), ("预约5月办", "5月"),
     ("5月1日办", None)],
)  # fmt: skip
def test_a_time_about_so_stays_one(text: str, stated: str | None) -> None:
    """前后, 左右 and 约 stay with the time of an activity: without them its days would be days of the source."""
    assert [entry.stated for entry in schedule_of(text, 2023)] == [stated]
