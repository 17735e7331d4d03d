"""The cells of a sheet's XML, by row and column, and a value put into one."""

import re
from decimal import Decimal
from typing import Any

from lxml import etree

from jinshan_cli.files.roster.parts import Element, space

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNREAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""what XML cannot hold"""


def column_name(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def place_of(line: int, column: int) -> str:
    """`B3`."""
    return f"{column_name(column)}{line}"


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


class SheetCells:
    """The cells of one sheet. A row or a cell that does not say where it is stands behind the one before it."""

    def __init__(self, root: Element) -> None:
        self.root, self._space = root, space(root)
        self._data = root.find(self._tag("sheetData"))
        self._rows: dict[int, Element] = {}
        line = 0
        for row in self._data.iterchildren(self._tag("row")):
            line = int(row.get("r") or line + 1)
            self._rows[line] = row
        merged = root.iterfind(f"{self._tag('mergeCells')}/{self._tag('mergeCell')}")
        self._merged = [tuple(_ends(each.get("ref", ""))) for each in merged]

    @property
    def last(self) -> int:
        """The last line with anything in it."""
        return max((line for line, row in self._rows.items() if any(len(cell) for cell in row)), default=0)

    @property
    def has_formulas(self) -> bool:
        """True if any cell is worked out from others."""
        return next(self._data.iter(self._tag("f")), None) is not None

    def cell(self, line: int, column: int) -> Element:
        """The cell at a place, made if there is none."""
        row = self._row(line)
        row.attrib.pop("spans", None)
        place, at = -1, 0
        for at, cell in enumerate(row.iterchildren(self._tag("c"))):  # noqa: B007
            found = _PLACE.fullmatch(cell.get("r") or "")
            place = _column(found[1]) if found else place + 1
            if place == column:
                return cell
            if place > column:
                break
        else:
            at = len(row)
        new = etree.Element(self._tag("c"), r=place_of(line, column))
        row.insert(at, new)
        return new

    def why_not(self, line: int, column: int, cell: Element) -> str:
        """Why a cell cannot be written: it is worked out, or lies under another; "" if it can."""
        if cell.find(self._tag("f")) is not None:
            return "这一格是公式"
        for first, left, last, right in self._merged:
            if first <= line <= last and left <= column <= right and (line, column) != (first, left):
                return "这一格并在别的格里"
        return ""

    def put(self, cell: Element, value: str | Decimal, style: int) -> None:
        """Gives a cell a value and a style."""
        for child in list(cell):
            cell.remove(child)
        for name in ("t", "cm", "vm"):
            cell.attrib.pop(name, None)
        if style:
            cell.set("s", str(style))
        if isinstance(value, Decimal):
            etree.SubElement(cell, self._tag("v")).text = f"{value:f}"
            return
        cell.set("t", "inlineStr")
        text = etree.SubElement(etree.SubElement(cell, self._tag("is")), self._tag("t"))
        text.set(_SPACE, "preserve")
        text.text = _UNREAL.sub("", value)

    def widen(self) -> None:
        """Takes away what the sheet says of its size: a reader finds it by the cells."""
        for found in self.root.findall(self._tag("dimension")):
            self.root.remove(found)

    def _row(self, line: int) -> Element:
        if line not in self._rows:
            before = [known for known in self._rows if known < line]
            row = etree.Element(self._tag("row"), r=str(line))
            if before:
                self._rows[max(before)].addnext(row)
            else:
                self._data.insert(0, row)
            self._rows[line] = row
        return self._rows[line]

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _ends(ref: str) -> Any:
    corners = [_PLACE.fullmatch(corner) for corner in ref.split(":")]
    for found in (corners[0], corners[-1]):
        yield int(found[2]) if found else 0
        yield _column(found[1]) if found else -1
