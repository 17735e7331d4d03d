"""OpenDocument sheets: a number is what a person reads there, or it is refused; nothing is wrong in silence."""

import pytest
from support.ods import REST_OF_ROW, Cell, book, cell, sheet
from support.opened import Opened, counted, opened

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import CHINESE, Voice, speaking
from jinshan_cli.files.lists.workbooks.formats import FormatSection
from jinshan_cli.files.lists.workbooks.shown import section_of

MONEY = "年营业收入"


def read(edition: Edition, *rows: tuple[Cell | str | None, ...]) -> Opened:
    """A list of one sheet."""
    return opened(book(sheet(*rows)), edition.facts, "名单.ods")


SHOWN: dict[str, tuple[Cell, str, int | None]] = {
    "plain": (("float", "32000", "32000"), MONEY, 32_000_00),
    "with commas and decimals": (("float", "32000.456", "32,000.46"), MONEY, None),
    "groups apart": (("float", "32000.45", "32 000.45"), MONEY, 32_000_45),
    "groups apart, the unit beside it": (("float", "32000", "32\u202f000万元"), MONEY, 32_000_0000_00),
    "to the fen": (("float", "32000.45", "32,000"), MONEY, 32_000_45),
    "万元 beside it": (("float", "32000", "32,000万元"), MONEY, 32_000_0000_00),
    "亿 beside it": (("float", "1.5", "1.50亿"), MONEY, 1_5000_0000_00),
    "scaled with a unit": (("float", "32000", "3.2万"), MONEY, 32_000_00),
    "scaled with the unit, rounded": (("float", "32456", "3万"), MONEY, 32_456_00),
    "scaled, nothing says so": (("float", "32000", "32"), MONEY, None),
    "scaled as the heading says": (("float", "32000", "3.2"), f"{MONEY}（万元）", 32_000_00),
    "the heading's unit": (("float", "320", "320.00"), f"{MONEY}（万元）", 320_0000_00),
    "its own unit, against the heading": (("float", "320", "320元"), f"{MONEY}（万元）", 320_00),
    "yuan": (("currency", "74690", "¥74,690.00"), MONEY, 74_690_00),
    "dollars": (("currency", "74690", "$74,690.00"), MONEY, None),
    "per cent": (("percentage", "20000", "2000000%"), MONEY, None),
    "in thousands of other words": (("float", "32000", "32千"), MONEY, 32_000_00),
    "an exponent": (("float", "32000", "3.20E+04"), MONEY, 32_000_00),
    "another number": (("float", "32000", "1 1/2"), MONEY, None),
    "words for it": (("float", "0", "无"), MONEY, 0),
    "a dash for nought": (("float", "0", "-"), MONEY, 0),
    "a dash for no yuan": (("currency", "0", "¥ - "), MONEY, 0),
    "a dash for no dollars": (("currency", "0", "$ - "), MONEY, None),
    "negative, red, in brackets": (("float", "-5", "(5)"), MONEY, None),
    "an error": (("float", "0", "Err:502"), MONEY, None),
    "a day": (("date", "2023-05-01", "2023年5月1日"), MONEY, None),
    "yes": (("boolean", "true", "TRUE"), MONEY, None),
}


@pytest.mark.parametrize(("given", "heading", "fen"), SHOWN.values(), ids=SHOWN)
def test_numbers_are_what_a_person_reads(edition: Edition, given: Cell, heading: str, fen: int | None) -> None:
    """Units, currencies, per cent and scaling count; where what is shown is not what is stored, the cell is refused."""
    found = read(edition, ("企业名称", heading), ("甲", given))
    if fen is None:
        assert (found.frame["revenue__high"][0], found.problems.height) == (None, 1)
    else:
        assert (found.frame["revenue__low"][0], found.frame["revenue__high"][0]) == (fen, fen)
        assert found.problems.height == 0


def test_a_comma_is_a_point_where_the_edition_writes_so() -> None:
    """1.234,50 € is the 1234.5 that it shows; elsewhere 12.341 of 12341 is smaller than it, and no group."""
    assert section_of("12341", "12.341").shift == -3
    speaking(Voice(decimal=","))
    try:
        assert section_of("1234.5", "1.234,50\u202f€") == FormatSection("number", "", "€")
    finally:
        speaking(CHINESE)


@pytest.mark.parametrize(
    "given",
    [
        ("float", "abc", "1"),
        ("float", "INF", "1"),
        ("float", "sNaN", "1"),
        ("float", "1E999999", "1"),
        ("float", "1E9999999999999999999", "1"),
        ("float", "1", "1E999"),
        ("float", "1", "1E999999999"),
        ("float", "1", "1E99999999999999999999"),
    ],
)
def test_what_is_no_number_is_refused(edition: Edition, given: Cell) -> None:
    """Neither a traceback nor a figure: the cell is told, and the firm below it is read."""
    found = read(edition, ("企业名称", MONEY), ("甲", given), ("乙", ("float", "5", "5")))
    assert found.problems.height == 1
    assert found.frame["revenue__high"].to_list() == [None, 500]


def test_a_formula_without_its_value_is_told(edition: Edition) -> None:
    """One that was never worked out is a refused cell, and a row of nothing else a refused row, as in .xlsx."""
    formula = cell(None, ' table:formula="of:=[.C2]*2"')
    rows = (("企业名称", "行业", MONEY), ("甲", "零售业", "公式"), (None, None, "公式"))
    found = opened(book(sheet(*rows).replace(cell("公式"), formula)), edition.facts, "名单.ods")
    assert found.frame["name"].to_list() == ["甲"]
    assert (found.problems["value"].to_list(), found.refused) == (["=[.C2]*2"] * 2, 1)


def test_drawings_are_no_text(edition: Edition) -> None:
    """What is drawn over a cell is not what it says, whatever its shape; a link within the text is."""
    drawn = "<draw:rect><text:p>图形字</text:p></draw:rect><draw:g><draw:line><text:p>线</text:p></draw:line></draw:g>"
    text = sheet(("企业名称", MONEY), ("甲", ("float", "7", "7")))
    text = text.replace("<text:p>7</text:p>", f"{drawn}<text:p>7</text:p>")
    found = opened(
        book(text.replace("<text:p>甲</text:p>", "<text:p><draw:a>甲</draw:a></text:p>")), edition.facts, "a.ods"
    )
    assert found.problems.height == 0
    assert (found.frame["name"].to_list(), found.frame["revenue__low"].to_list()) == (["甲"], [700])


@pytest.mark.parametrize("columns", [1000, 1001, 1500])
def test_a_row_of_a_thousand_cells(edition: Edition, columns: int) -> None:
    """A row that is wider than its header is refused, however wide it is."""
    wide: tuple[Cell | str | None, ...] = ("甲", ("float", "5", "5"), *["x"] * (columns - 2))
    found = read(edition, ("企业名称", MONEY), wide, ("乙", ("float", "6", "6")))
    assert (found.refused, found.frame["revenue__low"].to_list()) == (1, [600])


def test_cells_of_every_kind() -> None:
    """Repeated cells and rows, merged ones, notes, spaces, lines, formulas that give nothing: each in its place."""
    odd = (
        '<table:table-row table:number-rows-repeated="2">'
        '<table:table-cell office:value-type="string" table:number-columns-repeated="2">'
        '<office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c="2"/>乙</text:p>'
        "<text:p>丙<text:span>丁</text:span></text:p></table:table-cell>"
        f"{cell(('date', '2023-05-01T08:00:00', '5/1'))}"
        '<table:table-cell office:value-type="string" office:string-value="" table:formula="of:=&quot;&quot;"/>'
        "</table:table-row>"
    )
    merged = (
        '<table:table-row table:visibility="collapse">'
        + cell("戊", ' table:number-rows-spanned="2"')
        + "</table:table-row>"
    )
    text = sheet(("a", "b", "c"), (None, ("float", "0.30000000000000004", "0.3")), ("x",)).replace(
        '<table:table-row table:number-rows-repeated="1048000">', f"{odd}{merged}<table:table-row>", 1
    )
    found = opened(book(text), counted("z", "b"), "a.ods")
    assert found.column("a") == [None, "x", "甲  乙\n丙丁", "甲  乙\n丙丁", "戊"]
    assert found.column("c") == [None, None, "2023-05-01 08:00:00", "2023-05-01 08:00:00", None]
    assert found.column("b")[:2] == ["0.3", None]
    told = " ".join(warning.what for warning in found.sheet.warnings)
    assert ("合并单元格" in told, "1 行是隐藏的" in told) == (True, True)


def test_hidden_columns_are_told() -> None:
    """As in an XLSX: by heading, where they are facts."""
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        "<table:table-column/>"
    )
    text = sheet(("a", "b", "c", "d", "e"), ("1", "2", "3", "4", "5")).replace(
        "<table:table-row>", f"{columns}<table:table-row>", 1
    )
    (warning,) = opened(book(text), counted("b", "c", "e"), "a.ods").sheet.warnings
    assert ("1 列是隐藏的" in warning.what, warning.value) == (True, "c")


def test_sheets_and_long_numbers(edition: Edition) -> None:
    """Hidden sheets are passed over, the one with a header is read and named, or --sheet; long ids are told."""
    code = ("float", "913101160000000000", "9.13E+17")
    content = book(
        sheet(("企业名称", "从业人数"), ("藏", ("float", "1", "1")), style="h", name="藏"),
        sheet(("说明",), name="空"),
        sheet(("企业名称", "从业人数", "税号"), ("甲", ("float", "5", "5"), code), ("乙", ("currency", "0", ""), "1")),
        sheet(("企业名称", "从业人数"), ("丁", ("float", "7", "7人")), name="Q1'23"),
    )
    found = opened(content, edition.facts, "a.ods")
    assert (found.column("企业名称"), found.column("从业人数"), found.column("税号")[0]) == (
        ["甲", "乙"],
        ["5", None],
        "913101160000000000",
    )
    told = [warning.what for warning in found.sheet.warnings]
    assert ["“名单”" in told[0], "1 个单元格的内容不显示" in told[1], "1 个超过 15 位的编号" in told[2]] == [True] * 3
    assert opened(content, edition.facts, "a.ods", sheet="Q1'23").column("从业人数") == ["7人"]


STYLES = (
    '<number:number-style style:name="N0"><number:number number:min-integer-digits="1"/></number:number-style>'
    '<number:number-style style:name="N1"><number:text/></number:number-style>'
    '<number:number-style style:name="N2"><number:number/><number:text>万</number:text></number:number-style>'
    '<number:number-style style:name="N3"><number:number number:display-factor="1000"/></number:number-style>'
    + "".join(
        f'<style:style style:name="c{number}" style:parent-style-name="Default" style:data-style-name="N{number}"/>'
        for number in range(4)
    )
    + '<style:style style:name="bold" style:parent-style-name="Default"/>'
    '<style:style style:name="own" style:parent-style-name="Money"/>'
)


@pytest.mark.parametrize(
    ("style", "is_read"),
    [
        *(("", True), ("Default", True), ("bold", True), ("c0", True)),
        *(("c1", False), ("c2", False), ("c3", False), ("own", False), ("Money", False)),
    ],
)
@pytest.mark.parametrize("of", ["cell", "row", "column"])
def test_a_number_without_its_text(edition: Edition, style: str, of: str, is_read: bool) -> None:
    """Where the style of the cell, else of its row or column, shows it as it is, it is read; else it is told."""
    told = f' table:style-name="{style}"' if of == "cell" else ""
    default = f' table:default-cell-style-name="{style}"'
    of_columns = '<table:table-column table:number-columns-repeated="2" table:default-cell-style-name="{}"/>'
    columns = of_columns.format("c1") + of_columns.format(style * (of == "column"))
    table = sheet(("乙", "企业名称", "从业人数")).replace("<table:table-row>", f"{columns}<table:table-row>", 1)
    row = f"<table:table-row{default * (of == 'row')}>{cell('x')}{cell('甲')}{cell(('float', '7', ''), told)}"
    content = book(STYLES, table.replace("</table:table>", f"{row}</table:table-row></table:table>"))
    found = opened(content, edition.facts, "a.ods")
    assert found.column("从业人数")[-1] == ("7" if is_read else None)
    assert ["没有存下显示的样子" in warning.what for warning in found.sheet.warnings] == [True] * (not is_read)


def test_what_lies_under_a_merged_cell_is_told(edition: Edition) -> None:
    """It is read, as hidden rows are, and it is said how many cells these are; of empty ones that they are empty."""
    under = cell("乙").replace("table-cell", "covered-table-cell")
    empty = "<table:covered-table-cell/>"
    lines = (
        cell("甲", ' table:number-rows-spanned="2"') + cell(("float", "1", "1"), ' table:number-rows-spanned="2"'),
        under + empty,
    )
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    table = sheet(("企业名称", "从业人数")).replace("</table:table>", f"{rows}</table:table>")
    found = opened(book(table), edition.facts, "a.ods")
    assert (found.column("企业名称")[-2:], found.column("从业人数")[-1]) == (["甲", "乙"], None)
    told = [(warning.what, warning.where) for warning in found.sheet.warnings]
    assert ["有 1 处合并单元格" in told[0][0], "有 1 个单元格被合并的格盖住" in told[1][0]] == [True, True]
    assert [where.rpartition("第")[2] for _, where in told] == [" 2 列", " 1 列"]


BROKEN = {
    "no sheet": (book(), "没有工作表"),
    "a password": (book(sheet(("a",)), manifest="<encryption-data/>"), "密码"),
    "no XML": (book("<"), "不是完好"),
    "entities": (book(sheet(("a",)), top='<!DOCTYPE x [<!ENTITY e "aaaa">]>'), "不是完好"),
    "a sheet in a cell": (
        book(sheet(("a",), ("@",), ("1",)).replace(cell("@"), f"<table:table-cell>{sheet(())}</table:table-cell>")),
        "不是完好",
    ),
    "a cell without end": (
        book(
            sheet(("a",))
            .replace(REST_OF_ROW, "")
            .replace("<text:p>a", "<text:p>a", 1)
            .replace('value-type="string"', 'value-type="string" table:number-columns-repeated="9999999"', 1)
        ),
        "不是完好",
    ),
    "blanks without end": (
        book(sheet(("a",)).replace("<text:p>a", '<text:p>a<text:s text:c="2000000000"/>')),
        "不是完好",
    ),
    "cells times rows": (
        book(
            sheet(("a",))
            .replace(REST_OF_ROW, "")
            .replace("<table:table-row>", '<table:table-row table:number-rows-repeated="90000">', 1)
            .replace('value-type="string"', 'value-type="string" table:number-columns-repeated="90000"', 1)
        ),
        "不是完好",
    ),
}


@pytest.mark.parametrize(("content", "what"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_sheet_is_said(content: bytes, what: str) -> None:
    """No sheet, a password, damage and what would fill the memory end in words."""
    with pytest.raises(InputError) as error:
        opened(content, counted("a"), "a.ods")
    assert what in error.value.faults[0].what
