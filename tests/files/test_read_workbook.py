"""Workbooks: what a person sees is what is read; formulas without a value, errors and bombs are said to be so."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support import opened as opening
from support.opened import Opened, opened

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.workbooks import package

SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MANY = 300_000


def workbook(*rows: Iterable[Any], sheets: tuple[str, ...] = ("企业",)) -> bytes:
    """A workbook whose first sheet has these rows."""
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name in sheets:
        book.create_sheet(name)
    for row in rows:
        book.worksheets[0].append(list(row))
    return _saved(book)


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def edited(content: bytes, *changes: tuple[str, str], member: str = SHEET) -> bytes:
    """A workbook with one member's text changed."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name == member:
                for before, after in changes:
                    assert re.search(before.encode(), text), before
                    text = re.sub(before.encode(), after.encode(), text)
            new.writestr(name, text)
    return file.getvalue()


def read(content: bytes, edition: Edition) -> Opened:
    """A workbook under the built-in facts."""
    return opened(content, edition.facts, "a.xlsx")


def refused(content: bytes) -> Fault:
    """The first fault of a workbook that cannot be read."""
    return opening.refused(content, "a.xlsx")


def test_cells_as_a_person_sees_them(edition: Edition) -> None:
    """Whole numbers have no point, texts keep their zeros, dates no empty time, booleans are yes and no."""
    content = workbook(
        ("企业名称", "年营业收入", "从业人数", "需要政府性融资担保", "代码", "成立"),
        ("甲", 12000000.0, 120, True, "0123", date(2020, 1, 31)),
        ("乙", 1234.5, "100-299", "否", " x ", datetime(2020, 1, 31, 8, 30)),
    )
    found = read(content, edition)
    assert found.frame.drop("row", "name", "problems").rows() == [
        ("甲", "12000000", "120", "true", "0123", "2020-01-31", 1200000000, 1200000000, 120, 120, True),
        ("乙", "1234.5", "100-299", "否", " x ", "2020-01-31 08:30:00", 123450, 123450, 100, 299, False),
    ]


def test_fifteen_digits(edition: Edition) -> None:
    """The noise of binary fractions, which Excel does not show, is not read; real decimals past the fen are refused."""
    content = edited(
        workbook(("年营业收入",), (1,), (2,), (3,), (4,), (5,)),
        ("<v>1</v>", "<v>0.30000000000000004</v>"),
        ("<v>2</v>", "<v>1234567.8900000001</v>"),
        ("<v>3</v>", "<v>1234567.8901</v>"),
        ("<v>4</v>", "<v>99999999.999999985</v>"),
        ("<v>5</v>", "<v>12345678901234.560</v>"),
    )
    found = read(content, edition)
    assert found.frame.get_column("revenue__low").to_list() == [30, 123456789, 0, 10**10, 1234567890123460]
    assert found.told("row", "value") == [(3, "1234567.8901")]


def test_formulas_and_errors(edition: Edition) -> None:
    """A formula counts by its stored value; without one, and for an error value, the cell is refused and named."""
    content = edited(
        workbook(("企业名称", "年营业收入", "从业人数"), ("甲", "=1+1", 3), ("乙", "=A1&B1", 4), ("丙", 5, 6)),
        ("<f>1[+]1</f>(<v ?/>|<v></v>)", "<f>1+1</f><v>2</v>"),
        ('<c r="B4"[^>]*><v>5</v>', '<c r="B4" t="e"><v>#DIV/0!</v>'),
        ('<c r="C4"[^>]*><v>6</v>', '<c r="C4" t="str"><f>X1</f><v></v>'),
    )
    found = read(content, edition)
    assert found.frame.get_column("revenue__low").to_list() == [200, 0, 0]
    assert found.told("row", "line", "column", "value", "why") == [
        (2, 3, "年营业收入", "=A1&B1", "是公式，没有算好的值"),
        (3, 4, "年营业收入", "#DIV/0!", "是 Excel 的错误值"),
    ]


@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#FIELD!", "#GETTING_DATA", "#BUSY!", "#UNKNOWN!"])
def test_errors_that_the_library_does_not_know(edition: Edition, error: str) -> None:
    """One is a refused cell like any other, and does not make the workbook unreadable; a text that says so stays."""
    content = edited(
        workbook(("企业名称", "年营业收入", "备注"), ("甲", 5, 't="e"'), ("乙", 6, 7)),
        ('<c r="B2"[^>]*><v>5</v>', f"<c r='B2' t='e'><f>X1</f><v>{error}</v>"),
        ('<c r="C3"[^>]*><v>7</v>', f'<c r="C3" t="e"><v>{error}</v>'),
    )
    found = read(content, edition)
    assert found.told("line", "column", "value", "why") == [(2, "年营业收入", error, "是 Excel 的错误值")]
    assert found.frame.select("revenue__low", found.sheet.header.columns[2].slot).rows() == [(0, 't="e"'), (600, error)]


def test_the_zero_that_stands_for_no_value(edition: Edition) -> None:
    """XlsxWriter works out nothing: each formula gets the value 0, and Excel is told to work it out. Where a program
    has worked out, its order of doing so (`calcChain`) lies beside it, or it does not say which it is, and 0 is 0."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("企业")
        sheet.write_row(0, 0, ("企业名称", "从业人数", "年营业收入"))
        for row, name in enumerate(("甲", "乙"), 1):
            sheet.write_row(row, 0, (name, 5, 0))
        sheet.write_formula(1, 1, "=2*60")
        sheet.write_formula(2, 1, "=2*60", None, 120)
        sheet.write_formula(3, 1, "=SUM(B2:B3)")
    content = file.getvalue()
    found = read(content, edition)
    assert found.told("line", "column", "value", "why") == [
        (2, "从业人数", "=2*60", "是公式，没有算好的值"),
        (4, "", "=SUM(B2:B3)", "只有公式，没有算好的值"),
    ]
    assert found.frame.select("employees__high", "revenue__high").rows() == [(None, 0), (120, 0)]
    for member, before, after in (
        (BOOK, ' calcId="124519"', ""),
        (RELATIONS, "</Relationships>", '<Relationship Id="c" Type="x/calcChain" Target="c.xml"/></Relationships>'),
    ):
        assert read(edited(content, (before, after), member=member), edition).frame["employees__high"][0] == 0


def test_formulas_alone_in_their_row_and_column(edition: Edition) -> None:
    """A column of formulas without value is there all the same; a row of nothing else is no firm, but refused."""
    content = workbook(("企业名称", "年营业收入", "从业人数"), ("甲", "=1+1", 1), ("=A2", "=B2", None))
    found = read(content, edition)
    assert found.told("row", "line", "column") == [(1, 2, "年营业收入"), (2, 3, "")]
    assert (found.good, found.refused) == (1, 1)
    empty = read(workbook(("企业名称", "从业人数", '=""'), ("甲", 1, '=""'), ('=""', '= ""', None), ("乙", 2)), edition)
    assert (empty.good, empty.refused, empty.blank, empty.problems.height) == (2, 0, 1, 0)


def test_rows_and_lines(edition: Edition) -> None:
    """The header is the first row with anything in it; lines are the sheet's; blank rows are counted."""
    content = workbook((), (None, "企业名称", "从业人数"), (None, "甲", "x"), (), (None, "乙", "y"))
    found = read(content, edition)
    assert found.told("row", "line") == [(1, 3), (3, 5)]
    assert (found.read, found.blank) == (2, 1)
    assert found.sheet.header.name


def test_other_sheets_are_told(edition: Edition) -> None:
    """The first visible sheet is read; the others are named, but the notes of our own template."""
    rows = (("企业名称", "从业人数"), ("甲", 1))
    assert not read(workbook(*rows), edition).sheet.warnings
    assert not read(workbook(*rows, sheets=("企业", "填写说明")), edition).sheet.warnings
    (warning,) = read(workbook(*rows, sheets=("企业", "二月", "填写说明")), edition).sheet.warnings
    assert (warning.value, "“企业”" in warning.what, "没有读" in warning.what) == ("二月", True, True)


def test_a_hidden_first_sheet_is_passed_over(edition: Edition) -> None:
    """Lists for drop-downs often lie on a hidden sheet in front."""
    book = openpyxl.Workbook()
    book["Sheet"].append(["零售业"])
    book["Sheet"].sheet_state = "hidden"
    book.create_sheet("企业").append(["企业名称", "从业人数"])
    book["企业"].append(["甲", 1])
    book.active = 1
    assert read(_saved(book), edition).column("企业名称") == ["甲"]


def test_chart_sheets_are_no_sheets(edition: Edition) -> None:
    """A sheet that is nothing but a chart is passed over; a workbook of such sheets is said to be one."""
    book = openpyxl.Workbook()
    book.create_chartsheet("图", 0)
    book["Sheet"].append(["企业名称", "从业人数"])
    book["Sheet"].append(["甲", 1])
    assert read(_saved(book), edition).column("企业名称") == ["甲"]
    del book["Sheet"]
    fault = refused(_saved(book))
    assert (fault.what, bool(fault.expected)) == ("工作簿里没有可见的工作表（图表页不算）", True)


def test_merged_cells_are_told(edition: Edition) -> None:
    """Cells merged below the header have one value for all of them, which is said once; titles may be merged."""
    book = openpyxl.Workbook()
    for row in (("企业名称", "从业人数", None), ("甲", 1, None), ("乙", 2, None), ("丙", 3, None)):
        book["Sheet"].append(row)
    book["Sheet"].merge_cells("B1:C1")
    assert not read(_saved(book), edition).sheet.warnings
    for place in ("B3:B4", "A2:A3"):
        book["Sheet"].merge_cells(place)
    (warning,) = read(_saved(book), edition).sheet.warnings
    assert ("2 处合并单元格" in warning.what, warning.where.endswith("a.xlsx A2:A3")) == (True, True)


def test_what_lies_under_a_merged_cell_is_told(edition: Edition) -> None:
    """As painted formats leave it: it is read, and it is said how many cells these are."""
    content = workbook(("企业名称", "从业人数", "备注"), ("甲", 1, 2), ("乙", 2, 3), ("丙", 3, 4))
    merges = '</sheetData><mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="B3:C4"/></mergeCells>'
    found = read(edited(content, ("</sheetData>", merges)), edition)
    assert found.column("企业名称") == ["甲", "乙", "丙"]
    (warning,) = found.sheet.warnings
    assert ("有 4 个单元格被合并的格盖住" in warning.what, warning.where.endswith("A2:A3")) == (True, True)


def test_hidden_rows_are_told(edition: Edition) -> None:
    """Rows that a person does not see are read like any other, which is said once; empty ones do not count."""
    book = openpyxl.Workbook()
    for row in (("企业名称", "从业人数"), ("甲", 1), (None, None), ("乙", 2), ("丙", 3)):
        book["Sheet"].append(row)
    for number in (1, 3, 9):
        book["Sheet"].row_dimensions[number].hidden = True
    assert not read(_saved(book), edition).sheet.warnings
    for number in (4, 5):
        book["Sheet"].row_dimensions[number].hidden = True
    found = read(_saved(book), edition)
    (warning,) = found.sheet.warnings
    assert ("2 行是隐藏的" in warning.what, warning.where.endswith("a.xlsx 第 4 行")) == (True, True)
    assert found.column("企业名称") == ["甲", "乙", "丙"]


def test_hidden_columns_are_told(edition: Edition) -> None:
    """Facts that a person does not see are read like any other, which is said by heading; what is carried is not, nor
    is a column with nothing in it."""
    book = openpyxl.Workbook()
    for row in (("序号", "企业名称", "从业人数", "营业收入", "资产总额", "备注"), (1, "甲", 1, "2万", None, "无")):
        book["Sheet"].append(row)
    for letter in "AEF":
        book["Sheet"].column_dimensions[letter].hidden = True
    assert not read(_saved(book), edition).sheet.warnings
    book["Sheet"].column_dimensions.group("C", "F", hidden=True)
    found = read(_saved(book), edition)
    (warning,) = found.sheet.warnings
    assert ("2 列是隐藏的" in warning.what, warning.value) == (True, "从业人数、营业收入")
    assert found.column("营业收入") == ["2万"]


def test_a_date_among_numbers(edition: Edition) -> None:
    """A cell that Excel holds for a date is refused as one, as a person sees it."""
    found = read(workbook(("企业名称", "从业人数"), ("甲", date(2020, 1, 31)), ("乙", "2020年1月31日")), edition)
    assert found.told("value", "why") == [("2020-01-31", "是日期，不是数"), ("2020年1月31日", "是日期，不是数")]


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_time_is_no_day(edition: Edition, from_1904: bool) -> None:
    """A time of day, or one that has passed, is carried and refused as one: no day of 1899 is made of it."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904 if from_1904 else book.epoch
    for row in (
        ("企业名称", "从业人数", "开门", "工时", "更新"),
        ("甲", time(12, 30), time(9), timedelta(hours=90, seconds=5), datetime(2020, 5, 1, 9)),
        ("乙", timedelta(hours=3), time(0), timedelta(0), datetime(2020, 5, 1)),
    ):
        book["Sheet"].append(row)
    found = read(_saved(book), edition)
    assert found.told("value") == [("12:30:00",), ("03:00:00",)]
    carried = [found.column(title) for title in ("开门", "工时", "更新")]
    assert carried == [["09:00:00", "00:00:00"], ["90:00:05", "00:00:00"], ["2020-05-01 09:00:00", "2020-05-01"]]


@pytest.mark.parametrize("code", ["yyyy-mm-dd", "[h]:mm"])
@pytest.mark.parametrize("number", [-5, 2958466, 123456789])
def test_a_number_that_is_no_day(number: int, code: str, edition: Edition) -> None:
    """In a format of dates a person sees ###### of it: it is refused as what it is, and carried."""
    book = openpyxl.Workbook()
    for row in (("企业名称", "年营业收入", "备注", "从业人数"), ("甲", number, number, 5), ("乙", 7, 8, 9)):
        book["Sheet"].append(row)
    book["Sheet"]["B2"].number_format = book["Sheet"]["C2"].number_format = code
    found = read(_saved(book), edition)
    assert found.told("line", "column", "value") == [(2, "年营业收入", f"{number}（格式是日期或时间）")]
    assert (found.column("备注"), found.frame["revenue__high"].to_list()) == ([str(number), "8"], [None, 700])


@pytest.mark.parametrize("rows", [(), ((),), ((None, None),)])
def test_an_empty_sheet(rows: tuple[Any, ...]) -> None:
    """A sheet without a cell is said to be empty."""
    assert "空的" in refused(workbook(*rows)).what


def test_a_dimension_that_lies(edition: Edition) -> None:
    """What a sheet says of its own size is not believed."""
    content = edited(
        workbook(("企业名称", "从业人数"), ("甲", 1)), ('<dimension ref="[^"]*"', '<dimension ref="A1:A1"')
    )
    assert read(content, edition).good == 1


@pytest.mark.parametrize(
    ("at", "more"),
    [
        ("</sheetData>", '<row r="3"><c r="A3"><v>9</v></c></row></sheetData>'),
        ("</sheetData>", '<row r="2"><c r="C2"><v>9</v></c></row></sheetData>'),
        ("</sheetData>", '<row r="9"><c r="B2"><v>9</v></c></row></sheetData>'),
        ('<c r="B3"', '<c r="B3"><v>9</v></c><c r="B3"'),
        ("</sheetData>", '<row r="2"><c><v>9</v></c></row></sheetData>'),
        (' r="[A-C][1-9]"', ""),
    ],
    ids=["row", "part of a row", "place", "cell", "without place", "none tells its place"],
)
def test_a_row_told_twice(at: str, more: str) -> None:
    """No cell hides another, nor do two rows become one: such a sheet is refused, with the row."""
    content = workbook(("企业名称", "从业人数"), ("甲", 1), ("乙", 2))
    changes = [(at, more)] if more else [('<row r="3"', '<row r="2"'), (at, more)]
    found = refused(edited(content, *changes))
    assert "写了不止一次" in found.what
    assert f"第 {3 if '3' in more else 2} 行" in found.what


HALVES = {
    "one after the other": ['<row r="2"><c r="A2"/></row>', '<row r="2"><c r="B2"><v>9</v></c></row>'],
    "apart": [
        '<row r="2"><c r="A2"/></row>',
        '<row r="3"><c r="A3"/></row>',
        '<row r="2"><c r="B2"><v>9</v></c></row>',
    ],
    "in another row": ['<row r="2"><c r="A2"/></row>', '<row r="3"><c r="A3"/><c r="B2"><v>9</v></c></row>'],
    "without places": ['<row r="2"><c/></row>', '<row r="3"><c/></row>', '<row r="2"><c/></row>'],
    "one place missing": ['<row r="2"><c r="A2"/></row>', '<row r="2"><c><v>9</v></c></row>'],
}


@pytest.mark.parametrize("window", [50, 1 << 20])
@pytest.mark.parametrize("rows", HALVES.values(), ids=HALVES.keys())
def test_two_halves_of_a_row(monkeypatch: pytest.MonkeyPatch, rows: list[str], window: int) -> None:
    """A row in two parts is refused whatever of it is read at once, and whatever comes behind it."""
    monkeypatch.setattr(package, "WINDOW", window)
    behind = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(4, 9))
    content = edited(workbook(("企业名称", "从业人数")), ("</sheetData>", f"{''.join(rows)}{behind}</sheetData>"))
    found = refused(content)
    assert ("写了不止一次" in found.what, "第 2 行" in found.what) == (True, True)


@pytest.mark.parametrize("window", [50, 1 << 20])
def test_a_row_without_cells_is_no_half(monkeypatch: pytest.MonkeyPatch, edition: Edition, window: int) -> None:
    """An empty row element beside the one with cells takes nothing from it."""
    monkeypatch.setattr(package, "WINDOW", window)
    rows = '<row r="2"/><row r="2"><c r="A2"><v>1</v></c></row><row r="2"></row><row r="3"><c r="A3"><v>2</v></c></row>'
    content = edited(workbook(("企业名称", "从业人数")), ("</sheetData>", f"{rows}</sheetData>"))
    assert read(content, edition).good == 2


def test_places_that_are_no_cells(edition: Edition) -> None:
    """A scenario and a watch tell places too: no row is there twice for them."""
    more = '</sheetData><scenarios><scenario name="a"><inputCells r="B2" val="5"/></scenario></scenarios>'
    watches = '<cellWatches><cellWatch r="B2"/></cellWatches>'
    content = edited(workbook(("企业名称", "从业人数"), ("甲", 1), ("乙", 2)), ("</sheetData>", more + watches))
    assert read(content, edition).good == 2


def test_text_between_marks(edition: Edition) -> None:
    """What stands in CDATA is what a cell says, a number too; what stands in a remark is not."""
    content = edited(
        workbook(("企业名称", "从业人数"), ("x", 25)),
        ("<t>x</t>", '<t><!-- <c r="XFD9"> --><![CDATA[<c r="Z9">&]]></t>'),
        ("<v>25</v>", "<v><![CDATA[25]]></v>"),
    )
    found = read(content, edition)
    assert (found.column("企业名称"), found.frame["employees__high"].to_list()) == (['<c r="Z9">&'], [25])


def test_a_cell_far_away() -> None:
    """One cell at the far corner would make a table of 17 thousand million: it is refused before it is built."""
    content = edited(workbook(("a", "b"), (1, 2)), ('r="B2"', 'r="XFD1048576"'))
    assert "范围过大" in refused(content).what


@pytest.mark.parametrize(("size", "what"), [(20 << 20, "压缩比"), (package.LARGEST + 1, "解压后超过")])
def test_a_bomb(size: int, what: str) -> None:
    """A member of zeros is refused by the zip's directory, before anything is unpacked."""
    file = io.BytesIO(workbook(("a", "b"), (1, 2)))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/bomb.xml", "w") as member:
        for _ in range(size >> 20):
            member.write(bytes(1 << 20))
        member.write(b"12")
    assert what in refused(file.getvalue()).what


def test_a_bomb_whose_directory_lies(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that unpacks to more than its directory says is stopped on the way."""
    monkeypatch.setattr(package, "LARGEST", 20_000)
    monkeypatch.setattr(package, "check_directory", lambda archive, where: None)
    assert "解压后超过" in refused(workbook(*((("a", "b")), *((n, n) for n in range(1000))))).what


def test_too_many_members() -> None:
    """A zip of thousands of files is no workbook."""
    file = io.BytesIO(workbook(("a", "b")))
    with zipfile.ZipFile(file, "a") as archive:
        for number in range(package.MOST_MEMBERS):
            archive.writestr(f"{number}", b"")
    assert refused(file.getvalue()).what


@pytest.mark.parametrize(
    ("member", "text"),
    [
        (SHEET, '<c r="A1" t="e">' * MANY),
        (SHEET, '<c r="A1" t="e" ' * MANY),
        (SHEET, '<c t="e">' + "<v " * MANY + "</c>"),
        (SHEET, '<c t="s">' + "<f " * MANY + "</c>"),
        (SHEET, '<c t="e" ' + "a" * MANY + "/>"),
        ("xl/workbook.xml", "<sheet " * MANY),
        ("xl/_rels/workbook.xml.rels", "<Relationship " * MANY),
    ],
    ids=range(7),
)
def test_tags_that_never_close(member: str, text: str) -> None:
    """Hundreds of thousands of them pack into a small file; looking through them once is enough to refuse it."""
    assert refused(edited(workbook(("a", "b"), (1, 2)), ("(?s).+", text), member=member)).what


def _zip(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 no zip",
        workbook(("a", "b"), (1, 2))[:-100],
        workbook(("a", "b"), (1, 2))[:3000],
        _zip(**{"word/document.xml": "x"}),
        edited(workbook(("a", "b"), (1, 2)), ("<sheetData>", "<sheetData><row><c"), ("</sheetData>", "")),
        edited(workbook(("a", "b"), (1, 2)), ("(?s).*", "")),
        edited(workbook(("a", "b"), (1, 2)), ("(?s).*", ""), member="xl/workbook.xml"),
        edited(
            workbook(("a", "b"), (1, 2)),
            ("worksheets/sheet1", "worksheets/sheet9"),
            member="xl/_rels/workbook.xml.rels",
        ),
        edited(
            workbook(("a", "b"), (1, 2)),
            ("(?s)<Relationship .*", "<Relationship/>"),
            member="xl/_rels/workbook.xml.rels",
        ),
    ],
    ids=range(9),
)
def test_broken_workbooks(content: bytes) -> None:
    """Whatever is broken in a workbook, it is an error with something to do."""
    fault = refused(content)
    assert fault.where
    assert fault.expected
