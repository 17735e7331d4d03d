"""The page a draft is looked through on: source and draft side by side; nothing is run, nothing lost."""

import re

import pytest
from drafting.test_measure import TABLE
from support.chromium import Chromium

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.drafting.review import review
from jinshan_cli.files.documents.blocks import Document, Paragraph
from jinshan_cli.files.documents.reading import read_document
from jinshan_cli.use.drafting.draft import Draft, draft_of


@pytest.fixture(scope="module")
def draft(edition: Edition) -> Draft:
    """The draft of the table, and of a line below it."""
    below: Document = (Paragraph("注：每户全年最高500万元，<b>不重复</b>享受。"),)
    return draft_of((*read_document(TABLE), *below), edition, "")


def test_source_beside_draft(draft: Draft) -> None:
    """Figures are marked as used or open, rules said in Chinese and as written, each todo has a box to tick."""
    page = review(draft, "任务表.txt")
    assert '<i class="used">80 万元</i>' in page
    assert '<i class="open">500万元</i>' in page
    assert "3% × 上一年度研发投入，最高 80万元" in page
    assert "<code>min(3% * rd_spend, 80万)</code>" in page
    assert page.count("☐") == sum(len(benefit.todos) for policy in draft.policies for benefit in policy.benefits)
    for policy in draft.policies:
        assert re.sub(r"\s", "", policy.item.text) in re.sub(r"\s|<[^>]*>", "", page)


def test_text_of_the_document_is_text(draft: Draft) -> None:
    """Markup in a document is shown, not run."""
    page = review(draft, "<script>x</script>.docx")
    assert "<script" not in page
    assert "&lt;b&gt;不重复&lt;/b&gt;" in page


def test_on_screen_and_paper(draft: Draft, browser: Chromium) -> None:
    """Nothing reaches beyond the edge of a wide or a narrow window; on paper the two columns stay beside each other."""
    page = review(draft, "任务表.txt")
    for width in (1100, 400):
        browser.show(page, width)
        assert browser.overflow() == []
    assert browser.pages() <= 6
    assert "没有用上，请核对" in browser.readable()
    assert browser.requests == []
