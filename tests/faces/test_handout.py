"""The sheet that stays with the firm: on paper, on a phone, and with names from an enemy."""

import re
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from support.cases import EXAMPLES, HOSTILE, IN_TIME, LATE, MOST, SEEN, after_interview, assessed, told
from support.chromium import Chromium
from support.page import Page

from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import UNSTATED
from jinshan_cli.faces.result import handout, takeaway
from jinshan_cli.faces.result.markdown import markdown
from jinshan_cli.faces.result.takeaway import take_away
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.compare import what_if

A4, PHONE = 794, 390
"""pixels"""


def html(assessment: Assessment, **words: Any) -> str:
    """The file of an assessment."""
    return handout.html(take_away(assessment, **words))


@pytest.mark.parametrize("asked", [True, False], ids=["asked", "as it is"])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_two_pages(path: Path, asked: bool, edition: Edition, browser: Chromium) -> None:
    """Every example firm fits on two A4 pages, asked everything even with what a change would bring; nothing sticks out
    there or on a phone."""
    assessment = assessed(edition, after_interview(edition, told(path)) if asked else told(path))
    hires = Interval.point(30)
    changes = what_if(edition, assessment.firm, assessment.firm.having("eligible_hires", hires), IN_TIME)
    page = html(assessment, by="张晓明", tel="021-57921185", changes=changes if asked else None)
    for width in (A4, PHONE):
        browser.show(page, width)
        assert browser.overflow() == []
    assert browser.pages() <= 2


@pytest.mark.parametrize("firm", [MOST, {"name": "只说了行业", "sector": "餐饮业"}], ids=["most", "least"])
def test_two_pages_at_the_ends(firm: dict[str, Any], edition: Edition, browser: Chromium) -> None:
    """So does a firm that gets nearly everything, and one that has said next to nothing."""
    given = after_interview(edition, firm) if firm is MOST else firm
    page = html(assessed(edition, given), by="张晓明", tel="021-57921185")
    for width in (A4, PHONE):
        browser.show(page, width)
        assert browser.overflow() == []
    assert browser.pages() <= 2


def test_which_of_two_kinds_is_not_denied(edition: Edition) -> None:
    """一般纳税人 is an answer of its own, though no line is ticked for it; 不是高新技术企业 is 无或否."""
    sheet = take_away(assessed(edition, {"vat_status": "general", "hnte": "none", "rd_spend": 0}))
    assert sheet.denied == ("高新技术企业", "上一年度研发投入")
    assert ("增值税纳税人类型", "一般纳税人") in [(answer.label, answer.words) for answer in sheet.answers]


def test_a_figure_that_meets_several_limits_is_told_once(edition: Edition) -> None:
    """Both limits of one year's sales are passed by one figure: it stands beside 符合其一 once."""
    facts = {"retail_sales": "5亿", "retail_sales_peak": "8000万"}
    cards = chain.from_iterable(take_away(assessed(edition, facts)).cards.values())
    grounds = [words for card in cards for words in card.grounds]
    assert ("符合其一", "年度零售额 5亿元，此前最高年度零售额 8000万元") in grounds


def test_long_name(edition: Edition, browser: Chromium) -> None:
    """A name without a place to break sticks out nowhere."""
    for name in ("W" * 200, "金" * 200):
        browser.show(html(assessed(edition, {**MOST, "name": name}), by="B" * 100, tel="1" * 60), PHONE)
        assert browser.overflow() == []


def test_readers_hear_it(edition: Edition, browser: Chromium) -> None:
    """Titles, amounts, contacts and the note are in the accessibility tree; nothing is fetched."""
    browser.show(html(assessed(edition, MOST), by="张晓明", tel="57921185"), A4)
    heard = browser.readable()
    for words in ("现在可以办理", "新增限额以上", "不低于 30万元", "张晓明", "差 2000万元", edition.header.notice):
        assert words in heard
    assert not [url for url in browser.requests if url != "about:blank"]


def test_self_contained(edition: Edition) -> None:
    """No script, no address but tel: links with the source's digits, and a policy that forbids the rest."""
    page = Page(html(assessed(edition, MOST), by="张晓明", tel="021-5792 1185"))
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(page.tags)
    assert "tel:021-12366" in page.links
    assert "tel:57921185" in page.links
    assert all(re.fullmatch(r"tel:[0-9+-]+", address) for address in page.addresses)
    assert "021-5792 1185" in page.text
    assert "default-src 'none'" in html(assessed(edition, MOST))


def test_what_is_missing_settles_no_application(edition: Edition) -> None:
    """Of what is over, or closed by a note, it is not said that one may apply once the rest is known."""
    text = Page(html(assessed(edition, {"sector": "餐饮业"}, LATE))).text
    assert "最长可延至 2023-06-30（已过）" in text
    assert "即可确定" not in text


def test_no_benefit_is_left_out(edition: Edition) -> None:
    """What comes to nothing by what was told is named too, and not among what is not met."""
    facts = {
        "vat_status": "small_scale",
        "six_taxes_two_fees": 0,
        "entity": "sole_trader",
        "deferred_social_insurance": False,
    }
    text = Page(html(assessed(edition, facts))).text
    assert "不符合：9、15、16。按所填情况为 0：3。" in text


def test_says_what_it_is(edition: Edition) -> None:
    """Edition, date, derived size with the reason, what is missing and where it is found, distances and activities."""
    firm = {key: value for key, value in MOST.items() if key != "six_taxes_two_fees"}
    text = Page(html(assessed(edition, {**firm, "vat_status": "小规模纳税人"}))).text
    for words in (
        "jinshan-2023",
        "2023-05-01",
        "推算：零售业，从业人数 120 人达到中型，年营业收入 9.8亿元达到大型，取最低一档",
        "主体类型企业（未填，按默认值）",
        "载体年度社零总额 4.8亿元，需 5亿元，差 2000万元",
        "水费账单",
        "另需核定",
        "截至 2023-12-31（还有 244 天）",
        "原文未载明截止日期",
        "第二季度",
    ):
        assert words in text, words


def test_no_date_is_said_to_be_none(edition: Edition) -> None:
    """Of what is to be verified and names no day the page says that the source states none, and only where there is."""
    said = "没有写日期的，原文未载明截止日期。"
    known = assessed(edition, {"sector": "餐饮业"})
    assert said in Page(html(known)).text.partition("待核实")[2]
    sheet = take_away(known)
    dated = [card for card in sheet.cards["verify"] if all(line.window != UNSTATED for line in card.lines)]
    assert 0 < len(dated) < len(sheet.cards["verify"])
    only = replace(sheet, cards={**sheet.cards, "verify": tuple(dated), "near": ()})
    assert said not in Page(handout.html(only)).text


def test_past_edition(edition: Edition) -> None:
    """Outside the table's time a banner says so, and no command line is shown to a firm; in it, there is none."""
    from datetime import date

    text = Page(html(assessed(edition, MOST, date(2026, 1, 1)))).text
    assert "2026-01-01 不在其内" in text
    assert "--as-of" not in text
    assert "不在其内" not in Page(html(assessed(edition, MOST, IN_TIME))).text


def test_chart(edition: Edition) -> None:
    """A bar per quantified benefit: solid to the least, hatched to the most, an arrow where no end is stated."""
    page = html(assessed(edition, {**MOST, "industrial_internet": True, "sector": "制造业"}))
    row = re.search(r'<span class="name">23 .*?</div>', page, re.DOTALL)
    assert row
    assert 'fill="#333"/>' not in row[0].replace('stroke="#333"', ""), "the least is 0"
    assert "url(#hatch)" in row[0]
    assert "最高 100万元" in row[0]
    open_ended = re.search(r'<span class="name">17b .*?</div>', page, re.DOTALL)
    assert open_ended
    assert 'class="end"' in open_ended[0]
    assert page.count('class="end"') == 2
    assert 'class="name">10 ' not in page


def test_where_to_look_goes_as_far_as_what_is_listed(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markdown, which lists all that is to be verified, tells where all of it is found; paper of what it lists."""
    monkeypatch.setattr(takeaway, "LISTED", 3)
    sheet = take_away(assessed(edition, {"name": "甲"}))
    listed = {line.id for card in sheet.listed("verify") for line in card.lines}
    message, page = markdown(sheet), Page(handout.html(sheet)).text
    for lookup in sheet.lookups:
        where = f"{lookup.fact.label}（{lookup.used}）"
        assert where in message.replace("\\", "")
        assert (where in page) == (not listed.isdisjoint(lookup.ids))


def test_hostile_names(edition: Edition) -> None:
    """A name with markup, controls or bidi marks is text, in the sheet and in the message."""
    assessment = assessed(edition, {**MOST, "name": HOSTILE})
    page = html(assessment, by=HOSTILE, tel="javascript:alert(1)//")
    parsed = Page(page)
    assert parsed.text.count(SEEN) == 3
    assert "script" not in parsed.tags
    assert not any("javascript" in link for link in parsed.links)
    message = markdown(take_away(assessment, by=HOSTILE))
    assert re.sub(r"\\(?=[\\`*_\[\]<>&#|~!])", "", message).count(SEEN) == 2
    assert "<script>" not in message
    for text in (page, message):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", text)


def test_what_if(edition: Edition) -> None:
    """What a change would gain and lose is in the sheet, in money; without one the sheet does not speak of it."""
    assessment = assessed(edition, MOST)
    changed = assessment.firm.having("newly_above_quota", False)
    text = Page(html(assessment, changes=what_if(edition, assessment.firm, changed, IN_TIME))).text
    assert "本年新增限额以上：是 → 否" in text
    assert "13b 新增限额以上：条件符合，2万元 → 不符合" in text
    assert re.search("奖补资金合计：至少 .*少 2万元", text)
    assert "假如" not in Page(html(assessment)).text


def test_same_bytes(edition: Edition) -> None:
    """The same firm gives the same file."""
    assert html(assessed(edition, MOST)) == html(assessed(edition, MOST))


def test_nothing_is_looked_up_for_what_is_over(edition: Edition) -> None:
    """What is to be verified and cannot be had any more sends nobody to the books."""
    sheets = [take_away(assessed(edition, {}, day)) for day in (IN_TIME, LATE)]
    now, late = ({key for each in sheet.lookups for key in each.ids} for sheet in sheets)
    assert {"5", "9"} <= now
    assert {"5", "9"}.isdisjoint(late)
    assert {"5", "9"} <= {line.id for card in sheets[1].cards["verify"] for line in card.lines}
