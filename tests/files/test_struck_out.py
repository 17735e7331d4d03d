"""Text within a cell that is struck out or small: nobody takes it for what the cell says, and the rest is not guessed
at."""

import io
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from support.ods import book as open_document
from support.ods import cell, sheet
from support.opened import Opened, opened

from jinshan_cli.core.policy import Edition

STRIKE, BOLD = "font_strikeout", "bold"
RAISED, LOWERED = "super", "sub"
SCRIPTS = {RAISED: 1, LOWERED: 2}
"""by number, as XlsxWriter has them"""
HEADINGS = ("企业名称", "从业人数", "行业")


def shared(edition: Edition, *cells: tuple[Any, ...], whole: str = "") -> Opened:
    """A workbook of shared texts with one firm. A cell is parts, each a text or one with its look; `whole`: the look of
    every cell."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as made:
        looks = {name: made.add_format({name: True}) for name in (STRIKE, BOLD)}
        looks |= {name: made.add_format({"font_script": number}) for name, number in SCRIPTS.items()}
        page = made.add_worksheet()
        page.write_row(0, 0, HEADINGS)
        for column, parts in enumerate(cells):
            look = (looks[whole],) if whole else ()
            if len(parts) == 1:
                page.write(1, column, parts[0], *look)
            else:
                page.write_rich_string(1, column, *(looks.get(part, part) for part in parts), *look)
    return opened(file.getvalue(), edition.facts, "a.xlsx")


def told(found: Opened) -> list[tuple[object, ...]]:
    """Where each problem is, and what is there."""
    assert {why for (why,) in found.told("why")} <= {"其中有划去的字，读不准"}
    return found.told("row", "column", "value")


def test_a_part_of_a_shared_text(edition: Edition) -> None:
    """A fact of which a part is struck out is refused, whatever is beside it; a name is carried as it is."""
    found = shared(edition, ("甲", STRIKE, "旧", "店"), (STRIKE, "12", "30"), (STRIKE, "餐饮业", "零售业"))
    assert told(found) == [(1, "从业人数", "（已划去 12）30"), (1, "行业", "（已划去 餐饮业）零售业")]
    assert found.told("expected")[0] == ("删去划去的字，只留有效的内容",)
    assert found.frame.select("name", "employees__high", "sector").row(0) == ("甲旧店", None, None)


def test_other_looks_are_none_of_it(edition: Edition) -> None:
    """Bold text, and a blank that is struck out, are read, beside a text that is struck out in part."""
    found = shared(edition, ("甲", STRIKE, "旧"), (BOLD, "12", STRIKE, " "), (BOLD, "零售", "业"))
    assert not told(found)
    assert found.column("从业人数") == ["12 "]


@pytest.mark.parametrize("parts", [("30",), ("3", BOLD, "0")])
def test_a_cell_that_is_struck_out_as_a_whole(edition: Edition, parts: tuple[str, ...]) -> None:
    """It is read by its text alone; but for a part of it that is not struck out, which says that the rest is."""
    found = shared(edition, ("甲",), parts, ("零售业",), whole=STRIKE)
    assert told(found) == ([(1, "从业人数", "（已划去 3）0")] if len(parts) > 1 else [])


@pytest.mark.parametrize(
    ("parts", "value"),
    [
        (("120", RAISED, "1"), "120¹"),
        (("120", LOWERED, "23"), "120₂₃"),
        (("120", STRIKE, " ", RAISED, "1"), "120 ¹"),
        ((STRIKE, "9", "120", RAISED, "1"), "（已划去 9）120¹"),
    ],
)
def test_the_number_of_a_note(edition: Edition, parts: tuple[str, ...], value: str) -> None:
    """Beside a figure it is none of its digits."""
    found = shared(edition, ("甲", RAISED, "2"), parts, ("零售", RAISED, "业"))
    assert found.told("column", "value") == [("从业人数", value)]
    assert found.frame.get_column("employees__high").to_list() == [None]
    assert found.frame.get_column("sector").null_count() == 0


@pytest.mark.parametrize("parts", [(RAISED, "12", RAISED, "0"), ("120", RAISED, "人"), (" ", RAISED, "120")])
def test_small_figures_with_no_other_beside_them(edition: Edition, parts: tuple[str, ...]) -> None:
    """They are the number; a small word is read as any other."""
    found = shared(edition, ("甲",), parts, ("零售业",))
    assert found.frame.get_column("employees__high").to_list() == [120]


@pytest.mark.parametrize(("strike", "is_struck"), [(True, True), (False, False)])
def test_a_part_of_a_text_in_its_cell(edition: Edition, strike: bool, is_struck: bool) -> None:
    """The same of texts that are not shared; `val="0"` says that it is not struck out."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    page.append(HEADINGS)
    page.append(["甲", CellRichText(TextBlock(InlineFont(strike=strike), "1"), "2<&"), "零售业"])
    page.append(["乙", CellRichText("1", TextBlock(InlineFont(b=True), "2")), "零售业"])
    page["B3"].font = Font(strike=is_struck)
    file = io.BytesIO()
    made.save(file)
    content = file.getvalue()
    found = opened(content, edition.facts, "a.xlsx")
    values = [value for _, _, value in found.told("row", "column", "value")]
    assert values == (["（已划去 1）2<&", "（已划去 1）2"] if is_struck else ["12<&"])


def test_the_number_of_a_note_in_its_cell(edition: Edition) -> None:
    """The same of a text that is not shared."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    page.append(HEADINGS)
    page.append(["甲", CellRichText("120", TextBlock(InlineFont(vertAlign="superscript"), "1")), "零售业"])
    file = io.BytesIO()
    made.save(file)
    assert opened(file.getvalue(), edition.facts, "a.xlsx").told("value") == [("120¹",)]


LINE = '<style:style style:name="{}"><style:text-properties style:text-line-through-{}="{}"/></style:style>'
LINES = "".join(
    LINE.format(*each) for each in (("old", "style", "solid"), ("older", "type", "single"), ("new", "type", "none"))
)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ('<text:span text:style-name="old">12</text:span>30', "", "（已划去 12）30"),
        ('<text:span text:style-name="older">1<text:span>2</text:span></text:span>30', "", "（已划去 12）30"),
        ('12<text:span text:style-name="new">30</text:span>', "old", "（已划去 12）30"),
        ('<text:span text:style-name="new">30</text:span>', "", ""),
        ("<text:span>30</text:span>", "old", ""),
    ],
)
def test_a_part_of_an_open_document_text(edition: Edition, text: str, style: str, value: str) -> None:
    """There, text is struck out by the style of a span."""
    table = sheet(HEADINGS, ("甲", "@", "零售业"))
    table = table.replace(cell("@"), cell("@", f' table:style-name="{style}"').replace("@", text))
    content = open_document(LINES, table)
    found = opened(content, edition.facts, "a.ods")
    assert told(found) == ([(1, "从业人数", value)] if value else [])


LEVEL = '<style:style style:name="{0}"><style:text-properties style:text-position="{0} 58%"/></style:style>'


@pytest.mark.parametrize(
    ("place", "value"), [("super", "120¹"), ("33%", "120¹"), ("sub", "120₁"), ("-33%", "120₁"), ("0%", "")]
)
def test_the_number_of_a_note_in_open_document(edition: Edition, place: str, value: str) -> None:
    """There, text is small by the style of a span."""
    table = sheet(HEADINGS, ("甲", "@", "零售业"))
    table = table.replace(">@<", f'>120<text:span text:style-name="{place}"><text:span>1</text:span></text:span><')
    found = opened(open_document(LEVEL.format(place), table), edition.facts, "a.ods")
    assert found.told("value") == ([(value,)] if value else [])
