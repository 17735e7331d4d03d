"""Workbooks as other programs pack them: parts elsewhere, prefixes, no positions; and which sheet is read."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from support import opened as opening
from support.opened import Opened, opened

from jinshan_cli.core.policy import Edition

LIST = (("企业名称", "从业人数", "成立日期"), ("甲", 5, date(2020, 5, 1)), ("乙", 6, date(2021, 5, 1)))
Members = dict[str, str]


def members(*rows: tuple[Any, ...], **sheets: tuple[tuple[Any, ...], ...]) -> Members:
    """The parts of a workbook, as text; without rows, of the list."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, content in (sheets or {"企业": rows or LIST}).items():
        sheet = book.create_sheet(name)
        for row in content:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def packed(parts: Members, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of the parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, text in parts.items():
            member = zipfile.ZipInfo("x")
            member.filename = name  # as it is, backslashes too
            archive.writestr(member, text, compression)
    return file.getvalue()


def read(parts: Members, edition: Edition, sheet: str = "") -> Opened:
    """The list in a workbook."""
    return opened(packed(parts), edition.facts, "a.xlsx", sheet)


def told(found: Opened) -> list[tuple[Any, ...]]:
    """The carried columns and the persons of each firm."""
    return list(zip(found.column("企业名称"), found.frame["employees__low"], found.column("成立日期"), strict=True))


EXPECTED = [("甲", 5, "2020-05-01"), ("乙", 6, "2021-05-01")]
SHEET, BOOK, RELATIONS = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


def changed(name: str, before: str, after: str) -> Callable[[Members], Members]:
    """One part's text changed."""

    def change(parts: Members) -> Members:
        assert before in parts[name], parts[name]
        return {**parts, name: parts[name].replace(before, after)}

    return change


def renamed(before: str, after: str) -> Callable[[Members], Members]:
    """The beginning of every part's name changed, and the way to the workbook."""

    def change(parts: Members) -> Members:
        moved = {after + name.removeprefix(before) if name.startswith(before) else name: parts[name] for name in parts}
        return {
            name: text.replace(f"/{before}", f"/{after}").replace(f'"{before}', f'"{after}')
            if name.endswith(".rels")
            else text
            for name, text in moved.items()
        }

    return change


def with_backslashes(parts: Members) -> Members:
    """As some programs on Windows name them."""
    return {name.replace("/", "\\"): text.replace("/xl/", "\\xl\\") for name, text in parts.items()}


def in_capitals(parts: Members) -> Members:
    """Names have no case."""
    return {name.upper(): text for name, text in parts.items()}


def without_places(parts: Members) -> Members:
    """Neither rows nor cells tell where they are."""
    import re

    return {**parts, SHEET: re.sub(r'(<(?:row|c)\b[^>]*?) r="[A-Z]*[0-9]+"', r"\1", parts[SHEET])}


def with_prefixes(parts: Members) -> Members:
    """Every element of the sheet, the strings and the workbook has a prefix."""
    import re

    prefixed = {
        name: re.sub(r"<(/?)(?=[A-Za-z])", r"<\1x:", text).replace("xmlns=", "xmlns:x=")
        for name, text in parts.items()
        if name in (SHEET, BOOK, "xl/sharedStrings.xml", "xl/styles.xml")
    }
    return {**parts, **prefixed}


def strict(parts: Members) -> Members:
    """The namespaces of ISO 29500 strict."""
    old = "http://schemas.openxmlformats.org/"
    new = {
        "spreadsheetml/2006/main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
        "officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    }
    for before, after in new.items():
        parts = {name: text.replace(old + before, after) for name, text in parts.items()}
    return parts


EXTENSION = (
    '<extLst><ext xmlns:x15="u"><x15:workbookPr chartTrackingRefBase="1" date1904="1"/></ext></extLst></workbook>'
)
ODD = {
    "apostrophe": changed(BOOK, 'name="企业"', 'name="Q1\'23 &amp; &quot;x&quot;"'),
    "at the package's root": renamed("xl/", ""),
    "in another folder": renamed("xl/", "content/book/"),
    "backslashes": with_backslashes,
    "capitals": in_capitals,
    "no places": without_places,
    "prefixes": with_prefixes,
    "strict": strict,
    "single quotes": lambda parts: {name: text.replace('"', "'") for name, text in parts.items()},
    "relative target": changed(RELATIONS, '"/xl/worksheets/', '"worksheets/'),
    "target with dots": changed(RELATIONS, '"/xl/worksheets/', '"../xl/./worksheets/'),
    "a module's sheet": changed(BOOK, "</sheets>", '<sheet name="M" sheetId="9" state="veryHidden" r:id=""/></sheets>'),
    "a sheet without id": changed(BOOK, "<sheets>", '<sheets><sheet name="M" sheetId="9"/>'),
    "an extension": changed(BOOK, "</workbook>", EXTENSION),
    "no styles": lambda parts: {name: text for name, text in parts.items() if "theme" not in name},
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD)
def test_the_same_list_however_it_is_packed(change: Callable[[Members], Members], edition: Edition) -> None:
    """What Excel opens is read, with the same firms."""
    assert told(read(change(members()), edition)) == EXPECTED


def test_days_from_1904(edition: Edition) -> None:
    """The workbook's own date system counts, wherever the attribute stands; an extension's does not."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in LIST:
        book.worksheets[0].append(row)
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "date1904" in parts[BOOK]
    extension = EXTENSION.replace(' date1904="1"', "")
    assert told(read(changed(BOOK, "</workbook>", extension)(parts), edition)) == EXPECTED


def test_days_written_out(edition: Edition) -> None:
    """Strict workbooks, and openpyxl if asked, write days with their hour, as ISO 8601 has them: it is no part."""
    book = openpyxl.Workbook()
    book.iso_dates = True
    book.worksheets[0].append(LIST[0])
    for name, persons, day in EXPECTED:
        book.worksheets[0].append((name, persons, datetime.fromisoformat(day)))
    file = io.BytesIO()
    book.save(file)
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "T00:00:00" in parts[SHEET]
    assert told(read(parts, edition)) == EXPECTED
    parts[SHEET] = parts[SHEET].replace("T00:00:00", "T00:00:00.000Z")
    assert told(read(parts, edition)) == EXPECTED


def test_cells_without_a_place_have_errors_and_formats(edition: Edition) -> None:
    """Where a cell is follows from those before it, after gaps too."""
    sheet = (
        '<worksheet><sheetData><row><c t="inlineStr"><is><t>企业名称</t></is></c>'
        '<c t="inlineStr"><is><t>从业人数</t></is></c></row><row r="4"><c t="inlineStr"><is><t>甲</t></is></c>'
        '<c t="e"><v>#N/A</v></c></row><row><c r="B5" t="e">'
        '<v>#REF!</v></c><c t="inlineStr"><is><t> </t></is></c></row></sheetData></worksheet>'
    )
    found = read({**members(), SHEET: sheet}, edition)
    assert found.told("line", "column", "value")[:1] == [(4, "从业人数", "#N/A")]


def test_formulas_that_give_nothing(edition: Edition) -> None:
    """Right of the header and below the list they are empty cells and blank rows."""
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{c}{row}" t="str"><f>""</f><v></v></c>' for c in "ABCDE") + "</row>"
        for row in range(4, 14)
    )
    part = members()[SHEET].replace("</sheetData>", f"{rows}</sheetData>")
    part = part.replace('<c r="C2"', '<c r="E2" t="str"><f>IF(A2="","","")</f><v></v></c><c r="C2"')
    found = read({**members(), SHEET: part}, edition)
    assert told(found) == EXPECTED
    assert (found.good, found.blank, found.refused) == (2, 10, 0)


def test_all_digits(edition: Edition) -> None:
    """Numbers are not cut: the same firm as in CSV, and carried cells keep theirs."""
    rows = (("企业名称", "年营业收入（亿元）", "占比", "比"), ("甲", 3.2345678912, 0.9382716049382716, 1e-10))
    found = read(members(*rows), edition)
    assert found.frame.get_column("revenue__low").to_list() == [32345678912]
    assert (found.column("占比"), found.column("比")) == (["0.9382716049382716"], ["0.0000000001"])


def test_long_identifiers_stored_as_numbers(edition: Edition) -> None:
    """Excel keeps fifteen digits of a number: that its last digits may be wrong is said."""
    rows = (("企业名称", "信用代码", "从业人数"), ("甲", 913101160000000123, 5), ("乙", "913101160000000123", 6))
    found = read(members(*rows), edition)
    (warning,) = found.sheet.warnings
    assert ("1 个超过 15 位" in warning.what, warning.value) == (True, "信用代码")
    assert found.column("信用代码")[1] == "913101160000000123"
    above = read(members(("某区名单", 913101160000000123, None), rows[0], rows[2]), edition)
    assert not any("超过 15 位" in each.what for each in above.sheet.warnings)


def test_the_sheet_with_a_header_is_read(edition: Edition) -> None:
    """A cover sheet in front is passed over; the sheet read and those not read are named."""
    parts = members(说明=(("填表说明",), ("请如实填写",)), 名单=LIST, 二月=LIST)
    found = read(parts, edition)
    assert told(found) == EXPECTED
    (warning,) = found.sheet.warnings
    assert ("“名单”" in warning.what, warning.value, "--sheet" in warning.expected) == (True, "说明、二月", True)


def test_a_sheet_by_its_name(edition: Edition) -> None:
    """`--sheet` takes any sheet, a hidden one too; a name that is none has the nearest right one beside it."""
    parts = members(名单=LIST, 二月=(*LIST[:1], ("丙", 7, date(2020, 1, 1))))
    assert read(parts, edition, "二月").column("企业名称") == ["丙"]
    hidden = changed(BOOK, 'sheetId="2" state="visible"', 'sheetId="2" state="hidden"')(parts)
    assert read(hidden, edition, "二月").column("企业名称") == ["丙"]
    fault = opening.refused(packed(parts), "a.xlsx", "名单表")
    assert (fault.what, fault.value, fault.closest) == ("没有这张工作表", "名单表", "名单")
    assert "名单、二月" in fault.expected


def test_a_list_without_sheets_has_none() -> None:
    """`--sheet` for a text is an error, not a word in the wind."""
    assert "工作表" in opening.refused(b"a,b\n1,2\n", sheet="x").what
