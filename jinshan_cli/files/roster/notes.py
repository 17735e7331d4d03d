"""Notes at cells of a sheet: those that are there stay, with what is added to them; new ones are hidden until asked."""

import re
from collections.abc import Mapping

from lxml import etree

from jinshan_cli.files.lists.workbooks.package import SPREADSHEET
from jinshan_cli.files.roster.parts import (
    Element,
    Package,
    Tags,
    child,
    office_space,
    parsed,
    put_before,
    serialized,
    set_text,
    tags,
)
from jinshan_cli.files.roster.sheetcells import place_of

AUTHOR = "jinshan"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_BEHIND = (
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"),
)
"""what stands behind a sheet's reference to its notes"""
_FIRST = 20_001
_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel">'
    '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_TYPE = (
    '<v:shapetype id="_x0000_t202jinshan" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202jinshan" fillcolor="#ffffe1" o:insetmode="auto" '
    'style="position:absolute;margin-left:60pt;margin-top:2pt;width:144pt;height:60pt;z-index:1;visibility:hidden">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def add_notes(package: Package, sheet: str, root: Element, notes: Mapping[tuple[int, int], str]) -> None:
    """Adds notes by line (from 1) and column (from 0) to a sheet, of which `root` is the XML."""
    if not notes:
        return
    known = _add_texts(package, sheet, notes, office_space(root))
    new = [place for place in notes if place_of(*place) not in known]
    if new:
        _add_shapes(package, sheet, root, new)


def _add_texts(package: Package, sheet: str, notes: Mapping[tuple[int, int], str], types: str) -> set[str]:
    """The places that had a note before."""
    part = package.related(sheet, "comments")
    if part:
        root = parsed(package.read(part))
    else:
        part = package.free("xl/jinshanComments{}.xml")
        root = parsed(f'<comments xmlns="{SPREADSHEET}"><authors/><commentList/></comments>'.encode())
        package.relate(sheet, "comments", part, types)
        package.declare(part, _COMMENTS)
    tag = tags(root)
    authors, comments = child(root, "authors"), child(root, "commentList")
    etree.SubElement(authors, tag("author")).text = AUTHOR
    known = {comment.get("ref"): comment for comment in comments}
    for place, text in notes.items():
        at = place_of(*place)
        if at in known:
            _add_run(child(known[at], "text"), tag, f"\n{text}")
        else:
            comment = etree.SubElement(comments, tag("comment"), ref=at, authorId=str(len(authors) - 1))
            _add_run(etree.SubElement(comment, tag("text")), tag, text)
    package.write(part, serialized(root))
    return set(known)


def _add_run(text: Element, tag: Tags, words: str) -> None:
    set_text(etree.SubElement(etree.SubElement(text, tag("r")), tag("t")), words)


def _add_shapes(package: Package, sheet: str, root: Element, places: list[tuple[int, int]]) -> None:
    part = package.related(sheet, "vmlDrawing") if root.find(tags(root)("legacyDrawing")) is not None else ""
    if part:
        shapes = package.read(part).decode("utf-8-sig")
    else:
        part, shapes = package.free("xl/drawings/jinshanNotes{}.vml"), _SHAPES
        identity = package.relate(sheet, "vmlDrawing", part, office_space(root))
        package.declare(".vml", _DRAWING)
        _refer(root, identity)
    first = max([_FIRST, *(int(number) + 1 for number in re.findall(r"_x0000_s(\d{1,9})\b", shapes))])
    new = "" if "_x0000_t202jinshan" in shapes else _TYPE
    new += "".join(_shape(first + number, place) for number, place in enumerate(places))
    before, end, after = shapes.rpartition("</xml>")
    package.write(part, f"{before}{new}{end}{after}".encode())


def _shape(number: int, place: tuple[int, int]) -> str:
    row, column = place[0] - 1, place[1]
    ends = {"left": column + 1, "right": column + 3, "top": row, "bottom": row + 4}
    return _SHAPE.format(id=number, row=row, column=column, **ends)


def _refer(root: Element, identity: str) -> None:
    """Puts the reference to the notes' shapes where it belongs among a sheet's parts."""
    new = etree.Element(tags(root)("legacyDrawing"))
    new.set(f"{{{office_space(root)}}}id", identity)
    put_before(root, new, _BEHIND)
