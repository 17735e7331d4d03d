"""An XLSX as a zip: bounded before it is opened, and its parts found by their relations, whatever they are called.

From it a workbook of one sheet is made, with nothing odd about it, for the library to read.
"""

import posixpath
from collections.abc import Iterator
from io import BytesIO
from typing import IO
from urllib.parse import unquote
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile, ZipInfo

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.workbooks.formats import BUILT_IN, GENERAL, NumberFormat, read_format
from jinshan_cli.files.lists.workbooks.struck import STRIKES, is_on

LARGEST = 400 << 20
"""bytes unpacked"""
MOST_MEMBERS = 2000
_RATIO = 200
"""unpacked to packed, for whatever is large"""
_LARGE = 10 << 20
WINDOW = 8 << 20
_TRUE = ("1", "true", "on")
_DAY, _TIME_SPAN = 22, 46
"""formats by number that the library knows for dates"""
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
ONLY = "s"
"""the name of the one sheet in the workbook that is made"""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet with cells, as the workbook lists it."""

    name: str
    member: ZipInfo
    hidden: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What a workbook says of itself. `formats`: of numbers, by the style of a cell."""

    archive: ZipFile
    sheets: tuple[SheetPart, ...]
    formats: tuple[NumberFormat, ...]
    struck: frozenset[int]
    """styles of cells that are struck out"""
    from_1904: bool
    strings: ZipInfo | None
    unworked: bool
    """the program that wrote it left formulas for Excel to work out: where one has the value 0, that stands for none"""

    def begin(self, file: BytesIO, where: str) -> ZipFile:
        """A workbook that has all but its one sheet, `SHEET`, which is to be written to it. Raises InputError."""
        new = ZipFile(file, "w")
        for name, text in _fixed(self).items():
            new.writestr(name, text)
        if self.strings:
            with self.archive.open(self.strings) as old, new.open(STRINGS, "w") as copy:
                for window in windows(old, where):
                    copy.write(window)
        return new


def windows(source: IO[bytes], where: str) -> Iterator[bytes]:
    """A member piece by piece. Raises InputError if it is larger than the zip said."""
    total = 0
    while window := source.read(WINDOW):
        total += len(window)
        if total > LARGEST:
            raise _too_large(where)
        yield window


def open_book(archive: ZipFile, where: str) -> Book:
    """Raises InputError for a bomb; BadZipFile, ExpatError, LookupError or ValueError for what is no workbook."""
    check_directory(archive, where)
    members = {member_name(info.filename): info for info in archive.infolist()}
    root = _relations(archive, members, "", "")
    place = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
    relations = _relations(archive, members, *posixpath.split(place))
    parts = {kind: members.get(target) for kind, target in reversed(relations.values())}
    sheets, from_1904, waits = [], False, False
    for parent, name, attributes in _elements(archive.read(members[place])):
        if (parent, name) == ("workbook", "workbookPr"):
            from_1904 = attributes.get("date1904", "").lower() in _TRUE
        if (parent, name) == ("workbook", "calcPr"):
            waits = "calcId" in attributes and attributes.get("fullCalcOnLoad", "").lower() in _TRUE
        if (parent, name) == ("sheets", "sheet"):
            kind, target = relations.get(_local(attributes, "id"), ("", ""))
            if kind == "worksheet":
                hidden = "hidden" in attributes.get("state", "").lower()
                sheets.append(SheetPart(attributes["name"], members[target], hidden))
    styles = parts.get("styles")
    of_styles = archive.read(styles) if styles else b""
    formats, struck = (_formats(of_styles), _struck(of_styles)) if styles else ((), frozenset[int]())
    unworked = waits and "calcChain" not in parts
    return Book(archive, tuple(sheets), formats, struck, from_1904, parts.get("sharedStrings"), unworked)


def check_directory(archive: ZipFile, where: str) -> None:
    """Looks at what a zip says it unpacks to. Raises InputError for too many members, or too much."""
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST:
        raise _too_large(where)
    if unpacked > _LARGE and unpacked > _RATIO * packed:
        raise InputError([Fault(tell("压缩比异常，不像正常的工作簿"), where, expected=tell("另存为 CSV 后再试"))])


def _too_large(where: str) -> InputError:
    return InputError(
        [Fault(tell("工作簿解压后超过 {most} MB", most=LARGEST >> 20), where, expected=tell("另存为 CSV 后再试"))]
    )


def member_name(name: str) -> str:
    """Members are named without case, and by some programs with backslashes."""
    return posixpath.normpath("/" + name.replace("\\", "/")).lstrip("/").lower()


def related(xml: bytes, folder: str) -> dict[str, tuple[str, str]]:
    """By id, what the parts are that a part in a folder refers to, and their names as `member_name` has them.

    Raises ExpatError or LookupError.
    """
    found = {}
    for _, name, attributes in _elements(xml):
        if name == "Relationship" and attributes.get("TargetMode") != "External":
            target = unquote(attributes["Target"]).replace("\\", "/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes["Id"]] = kind, member_name(posixpath.join("/" + folder, target))
    return found


def _relations(archive: ZipFile, members: dict[str, ZipInfo], folder: str, file: str) -> dict[str, tuple[str, str]]:
    member = members.get(posixpath.join(folder, "_rels", f"{file}.rels"))
    return related(archive.read(member), folder) if member else {}


def _elements(xml: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Every element with its parent's name and its attributes; prefixes do not count. Raises ExpatError."""
    found: list[tuple[str, str, dict[str, str]]] = []
    path = [""]

    def begin(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        found.append((path[-1], local, attributes))
        path.append(local)

    parser = ParserCreate()
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda _: path.pop()
    parser.Parse(xml, True)
    return iter(found)


def _local(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if key.endswith(f":{name}")), "")


def _formats(xml: bytes) -> tuple[NumberFormat, ...]:
    codes = dict(BUILT_IN)
    styles = []
    for parent, name, attributes in _elements(xml):
        if (parent, name) == ("numFmts", "numFmt"):
            codes[int(attributes["numFmtId"])] = attributes.get("formatCode", GENERAL)
        if (parent, name) == ("cellXfs", "xf"):
            styles.append(int(attributes.get("numFmtId", 0)))
    read = {number: read_format(codes.get(number, GENERAL)) for number in set(styles)}
    return tuple(read[number] for number in styles)


def _struck(xml: bytes) -> frozenset[int]:
    """The styles of cells whose font is struck out."""
    if not STRIKES.search(xml):
        return frozenset()
    fonts: list[bool] = []
    styles: list[int] = []
    for parent, name, attributes in _elements(xml):
        match parent, name:
            case "fonts", "font":
                fonts.append(False)
            case "font", "strike" if fonts:
                fonts[-1] = is_on(attributes)
            case "cellXfs", "xf":
                styles.append(int(attributes.get("fontId", 0)))
    return frozenset(style for style, font in enumerate(styles) if font < len(fonts) and fonts[font])


def _fixed(book: Book) -> dict[str, str]:
    """The parts of a workbook with one sheet; of its styles, only what is a date."""
    plain = (_DAY if each.is_date else _TIME_SPAN if each.is_span else 0 for each in book.formats)
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in plain)
    sheet = f'<sheet name="{ONLY}" sheetId="1" r:id="a"/>'
    relation = '<Relationship Id="{}" Type="{}/{}" Target="{}"/>'.format
    parts = [("a", "worksheet", SHEET), ("b", "styles", STYLES), ("c", "sharedStrings", STRINGS)]
    return {
        "_rels/.rels": _relationships(relation("a", OFFICE, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET}" xmlns:r="{OFFICE}">'
        f'<workbookPr date1904="{int(book.from_1904)}"/><sheets>{sheet}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relationships(
            *(relation(key, OFFICE, kind, target.removeprefix("xl/")) for key, kind, target in parts)
        ),
        STYLES: f'<styleSheet xmlns="{SPREADSHEET}"><cellXfs>{styles}</cellXfs></styleSheet>',
    }


def _relationships(*relations: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{"".join(relations)}</Relationships>'
