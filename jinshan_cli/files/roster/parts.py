"""The parts of a workbook: read, changed, related to one another, and packed again with all that was not touched."""

import posixpath
import re
from collections.abc import Callable, Collection
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from jinshan_cli.files.lists.workbooks.package import OFFICE, RELATIONS, member_name, related

_STRICT = "http://purl.oclc.org/ooxml/"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_TYPES_PART = "[Content_Types].xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNREAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""what XML cannot hold"""
Element = Any
"""of lxml"""
Tags = Callable[[str], str]


def parsed(content: bytes) -> Element:
    """The root of a part; nothing outside of it is read. Raises ValueError for what is no XML."""
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def serialized(root: Element) -> bytes:
    """A part as it is written."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def space(root: Element) -> str:
    """The namespace of a part: there are two of spreadsheets."""
    return etree.QName(root).namespace or ""


def tags(root: Element) -> Tags:
    """Names of elements in a part's own namespace."""
    own = space(root)
    return lambda name: f"{{{own}}}{name}"


def child(root: Element, name: str) -> Element:
    """The element of this name below a root. Raises LookupError if there is none."""
    found = root.find(tags(root)(name))
    if found is None:
        raise LookupError(name)
    return found


def put_before(root: Element, new: Element, behind: Collection[str]) -> None:
    """Adds an element to a root, before the first of those of its namespace that belong behind it."""
    later = next(root.iterchildren(*map(tags(root), behind)), None)
    if later is None:
        root.append(new)
    else:
        later.addprevious(new)


def set_text(element: Element, text: str) -> None:
    """Gives an element a text with its spaces, without what XML cannot hold."""
    element.set(_SPACE, "preserve")
    element.text = _UNREAL.sub("", text)


def office_space(root: Element) -> str:
    """The namespace of relations that goes with a part's own."""
    return f"{_STRICT}officeDocument/relationships" if space(root).startswith(_STRICT) else OFFICE


class Package:
    """The parts by name, as they are now."""

    def __init__(self, archive: ZipFile) -> None:
        self._archive = archive
        self._names = {member_name(name): name for name in archive.namelist()}
        self._changed: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """A part. Raises KeyError if there is none."""
        name = self._names[member_name(name)]
        return self._changed[name] if name in self._changed else self._archive.read(name)

    def write(self, name: str, content: bytes) -> None:
        """Changes a part, or adds one."""
        self._changed[self._names.setdefault(member_name(name), name)] = content

    def free(self, pattern: str) -> str:
        """A name, of a pattern with a number in it, that no part has."""
        names = map(pattern.format, count(1))
        return next(name for name in names if member_name(name) not in self._names)

    def related(self, part: str, kind: str) -> str:
        """The part of a kind that another refers to; "" if it refers to none."""
        found = related(serialized(self._relations(part)), posixpath.dirname(part.replace("\\", "/")))
        return next((name for each, name in found.values() if each == kind), "")

    def relate(self, part: str, kind: str, target: str, types: str) -> str:
        """Makes a part refer to another; the id. `types`: the namespace of kinds."""
        root = self._relations(part)
        taken = {each.get("Id") for each in root}
        identity = next(name for name in map("rId{}".format, count(1)) if name not in taken)
        etree.SubElement(root, f"{{{RELATIONS}}}Relationship", Id=identity, Type=f"{types}/{kind}", Target=f"/{target}")
        self.write(_relations_of(part), serialized(root))
        return identity

    def declare(self, name: str, content_type: str) -> None:
        """Says of what type a part is; `.vml` means every part that ends so."""
        root = parsed(self.read(_TYPES_PART))
        if name.startswith("."):
            if not any(each.get("Extension", "").lower() == name[1:] for each in root):
                default = etree.Element(f"{{{_TYPES}}}Default", Extension=name[1:], ContentType=content_type)
                root.insert(0, default)
        else:
            etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{name}", ContentType=content_type)
        self.write(_TYPES_PART, serialized(root))

    def packed(self) -> bytes:
        """The whole, its parts in their order, new ones behind them."""
        out = BytesIO()
        with ZipFile(out, "w", ZIP_DEFLATED) as new:
            new.comment = self._archive.comment
            for info in self._archive.infolist():
                changed = self._changed.pop(info.filename, None)
                new.writestr(info, self._archive.read(info) if changed is None else changed)
            for name, content in self._changed.items():
                new.writestr(name, content)
        return out.getvalue()

    def _relations(self, part: str) -> Element:
        try:
            return parsed(self.read(_relations_of(part)))
        except KeyError:
            return parsed(f'<Relationships xmlns="{RELATIONS}"/>'.encode())


def _relations_of(part: str) -> str:
    folder, file = posixpath.split(part.replace("\\", "/"))
    return posixpath.join(folder, "_rels", f"{file}.rels")
