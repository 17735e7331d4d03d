"""The cells of a sheet's XML, by row and column, and a value put into one."""

import re
from bisect import bisect
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product

from lxml import etree

from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.roster.parts import Element, set_text, tags

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]*)")
_TRUE, _FALSE = ("1", "true"), ("0", "false")
Place = tuple[int, int]
"""line, from 1, and column, from 0"""
Area = tuple[int, int, int, int]
"""first line, first column, last line, last column"""


def column_name(column: int) -> str:
    """`A` for 0, `AA` for 26."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


@cache
def column_number(name: str) -> int:
    """0 for `A`, 26 for `AA`."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def place_of(line: int, column: int) -> str:
    """`B3`."""
    return f"{column_name(column)}{line}"


def area_of(ref: str) -> Area:
    """The area of `B3` or `B3:C4`. Raises ValueError."""
    corners = [_PLACE.fullmatch(corner) for corner in ref.split(":")]
    first, last = corners[0], corners[-1]
    if first is None or last is None:
        raise ValueError(ref)
    return int(first[2]), column_number(first[1]), int(last[2]), column_number(last[1])


def is_in(place: Place, area: Area) -> bool:
    """True if an area has the place."""
    return area[0] <= place[0] <= area[2] and area[1] <= place[1] <= area[3]


def places_in(area: Area) -> Iterator[Place]:
    """Every place of an area."""
    return product(range(area[0], area[2] + 1), range(area[1], area[3] + 1))


class SheetCells:
    """The cells of one sheet. A row or a cell that does not say where it is stands behind the one before it.

    Raises LookupError, ValueError for what is no sheet.
    """

    def __init__(self, root: Element) -> None:
        self.root, self._tag = root, tags(root)
        self._data = next(root.iterchildren(self._tag("sheetData")))
        self._rows: dict[int, Element] = {}
        self._cells: dict[Place, Element] = {}
        line = 0
        for row in self._data.iterchildren(self._tag("row")):
            line = int(row.get("r") or line + 1)
            self._rows[line] = row
            self._cells.update(((line, column), cell) for column, cell in self._placed(row))
        merged = root.iterfind(f"{self._tag('mergeCells')}/{self._tag('mergeCell')}")
        self._merged = [area_of(each.get("ref", "")) for each in merged]
        self._arrays = [area_of(each.get("ref", "")) for _, each in self.formulas() if each.get("t") == "array"]
        self._styled: dict[int, list[tuple[int, int]]] = {}

    @property
    def last(self) -> int:
        """The last line with anything in it, or in cells that are merged."""
        filled = max((line for (line, _), cell in self._cells.items() if len(cell)), default=0)
        return max(filled, *(last for first, _, last, _ in self._merged if first <= filled + 1), 0)

    @property
    def hides_zeros(self) -> bool:
        """True if the sheet shows no 0."""
        views = self.root.iterfind(f"{self._tag('sheetViews')}/{self._tag('sheetView')}")
        return any(view.get("showZeros") in _FALSE for view in views)

    def formulas(self) -> Iterator[tuple[Place, Element]]:
        """The cells that are worked out from others: where, and the element that says how."""
        for place, cell in self._cells.items():
            for found in cell.iterchildren(self._tag("f")):
                yield place, found

    def why_not(self, line: int, column: int) -> str:
        """Why a cell cannot be written: it is worked out, or lies under another; "" if it can."""
        place = line, column
        if any(is_in(place, area) for area in self._arrays):
            return tell("这一格属于数组公式")
        if place in self._cells and self._cells[place].find(self._tag("f")) is not None:
            return tell("这一格是公式")
        if any(is_in(place, area) and place != area[:2] for area in self._merged):
            return tell("这一格并在别的格里")
        return ""

    def style(self, line: int, column: int) -> int | None:
        """The style that a cell has, or would have of its row or its column; None if none of them tells one."""
        cell, row = self._cells.get((line, column)), self._rows.get(line)
        if cell is not None:
            return int(cell.get("s") or 0)
        if row is not None and row.get("customFormat") in _TRUE and row.get("s"):
            return int(row.get("s"))
        for each in self.root.iterfind(f"{self._tag('cols')}/{self._tag('col')}"):
            if int(each.get("min", 0)) <= column + 1 <= int(each.get("max", 0)) and each.get("style"):
                return int(each.get("style"))
        return None

    def style_above(self, line: int, column: int, heading: int) -> int | None:
        """The style of the nearest filled cell of a column above a line, else below, and below the heading."""
        if not self._styled:
            for (row, place), cell in sorted(self._cells.items(), key=lambda each: each[0]):
                if len(cell) and cell.get("s"):
                    self._styled.setdefault(place, []).append((row, int(cell.get("s"))))
        found = [each for each in self._styled.get(column, ()) if each[0] > heading]
        return found[max(bisect(found, (line, -1)) - 1, 0)][1] if found else None

    def put(self, line: int, column: int, value: str | Decimal, style: int) -> None:
        """Gives a cell a value and a style; it is made if there is none."""
        cell = self._cell(line, column)
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
        set_text(etree.SubElement(etree.SubElement(cell, self._tag("is")), self._tag("t")), value)

    def forget(self, area: Area) -> None:
        """Takes away the values that were worked out for an area; what says how to work them out stays."""
        for cell in [self._cells[place] for place in places_in(area) if place in self._cells]:
            for value in list(cell.iterchildren(self._tag("v"), self._tag("is"))):
                cell.remove(value)
            cell.attrib.pop("t", None)

    def widen(self) -> None:
        """Takes away what the sheet says of its size: a reader finds it by the cells."""
        for found in self.root.findall(self._tag("dimension")):
            self.root.remove(found)

    def _placed(self, row: Element) -> Iterator[tuple[int, Element]]:
        column = -1
        for cell in row.iterchildren(self._tag("c")):
            found = _PLACE.fullmatch(cell.get("r") or "")
            column = column_number(found[1]) if found else column + 1
            yield column, cell

    def _cell(self, line: int, column: int) -> Element:
        row = self._row(line)
        row.attrib.pop("spans", None)
        if (line, column) not in self._cells:
            new = self._cells[line, column] = etree.Element(self._tag("c"), r=place_of(line, column))
            behind = next((cell for place, cell in self._placed(row) if place > column), None)
            if behind is None:
                row.append(new)
            else:
                behind.addprevious(new)
        return self._cells[line, column]

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
