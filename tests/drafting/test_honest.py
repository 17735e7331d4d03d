"""A sentence is proposed whole or says what is open: no word that narrows, turns or shares it gets lost."""

import pytest

from jinshan_cli.core.policy import Edition
from jinshan_cli.use.drafting.promises.benefits import Proposal, benefits_of
from jinshan_cli.use.drafting.promises.names import Names


def proposed(text: str, edition: Edition) -> list[Proposal]:
    """The benefits of a text of 2024."""
    return benefits_of(1, text, Names(edition), 2024)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("对高新技术企业给予一次性奖励10万元。", "10万"),
        ("对高新技术企业给予10-20万元奖励。", "between(10万, 20万)"),
        ("对高新技术企业给予3万元—5万元的资金支持。", "between(3万, 5万)"),
        ("对高新技术企业给予壹拾万元奖励。", "10万"),
        ("对高新技术企业奖励一百二十万元。", "120万"),
        ("对高新技术企业给予奖励1,000,000元。", "1000000"),
        ("对高新技术企业给予奖励10万。", "10万"),
        ("对高新技术企业奖励１０万元。", "10万"),
        ("对高新技术企业给予最高50万元支持。", "up_to(50万)"),
        ("对高新技术企业给予不低于10万元奖励。", "at_least(10万)"),
    ],
)
def test_plain(text: str, amount: str, edition: Edition) -> None:
    """A sentence of which every word is understood is proposed without a todo."""
    (made,) = proposed(text, edition)
    assert (made.when, made.amount, made.todos) == ("firm and hnte != none", amount, [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("对高新技术企业给予每年10万元奖励，连续奖励三年。", "三年"),
        ("对注册在本镇的高新技术企业奖励5万元。", "注册"),
        ("对上市的高新技术企业奖励5万元。", "上市"),
        ("对非高新技术企业奖励5万元。", "非"),
        ("不对高新技术企业给予补贴。", "不"),
        ("对高新技术企业给予约10万元奖励。", "约"),
        ("对高新技术企业和专精特新企业各奖励10万元。", "专精特新"),
        ("对高新技术企业负责人奖励5万元。", "负责人"),
        ("对高新技术企业的高管给予奖励5万元。", "高管"),
        ("取消对高新技术企业的10万元奖励。", "取消"),
        ("对引进高新技术企业的中介机构给予5万元奖励。", "中介机构"),
        ("对高新技术企业奖励5万元，已获得上级奖励的不重复享受。", "不重复享受"),
        ("对高新技术企业奖励10万元。已享受同类政策的，不再补足。", "已享受同类政策"),
        ("对首次成为“四上”企业或新增限额以上的企业奖励10万元。", "符合其一"),
        ("对年度零售额突破1亿元的企业给予10万元奖励。", "突破"),
        ("对新认定的高新技术企业奖励10万元。", "上年（2022）新认定"),
        ("对高新技术企业项目奖励10万元。", "项目"),
        ("对前10家高新技术企业奖励10万元。", "前10家"),
        ("对制造业、软件业等企业给予10万元奖励。", "等"),
        ("除已享受市级奖励的外，对高新技术企业奖励5万元。", "除已享受"),
    ],
)
def test_what_narrows_is_open(text: str, words: str, edition: Edition) -> None:
    """Words that narrow, deny, share or delay are in a todo of each benefit, as they stand."""
    for made in proposed(text, edition):
        assert any(words in todo for todo in made.todos), made


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("每年3月1日至4月30日申报，对高新技术企业给予10万元奖励。", (True, True, "2024-03-01", "2024-04-30")),
        ("2024年3月1日至4月30日受理，对高新技术企业给予10万元奖励。", (True, False, "2024-03-01", "2024-04-30")),
        ("对购置日期在2024年1月1日至12月31日期间的，免征车辆购置税。", (False, False, "2024-01-01", "2024-12-31")),
        ("对高新技术企业2024年6月30日前购置设备的，奖励10万元。", (False, False, "None", "2024-06-30")),
    ],
)
def test_days_of_the_matter_and_of_its_application(
    text: str, field: tuple[bool, bool, str, str], edition: Edition
) -> None:
    """Days beside 申报, 受理 are a claim, each year if the source says so; others are those of the matter."""
    (window,) = proposed(text, edition)[0].windows
    assert (window.is_claim, window.is_yearly, str(window.starts), str(window.ends)) == field


def test_what_is_still_to_be_issued(edition: Edition) -> None:
    """Rules that are to be made leave nothing to reckon; the sum that is named stays in a todo."""
    (made,) = proposed("制定高新技术企业奖励办法，最高奖励50万元。", edition)
    assert (made.pending, made.amount) == ("制定高新技术企业奖励办法", "")
    assert any("50万" in todo for todo in made.todos)
