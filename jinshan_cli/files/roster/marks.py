"""Formats of a workbook that are like others but for a coloured ground."""

from copy import deepcopy

from lxml import etree

from jinshan_cli.files.roster.parts import Package, child, parsed, serialized, tags

GROUND = "FFFFF2CC"
"""a light yellow, seen in grey as well"""


class Marks:
    """The marked twin of each format, made when it is asked for. Raises LookupError, ValueError for odd styles."""

    def __init__(self, package: Package, part: str) -> None:
        self._package, self._part = package, part
        self._root = parsed(package.read(part))
        self._tag = tags(self._root)
        self._formats = child(self._root, "cellXfs")
        self._twins: dict[int, int] = {}
        self._fill: int | None = None

    def marked(self, style: int) -> int:
        """The format with a coloured ground, by number."""
        if style not in self._twins:
            twin = deepcopy(self._formats[style])
            twin.set("fillId", str(self._ground()))
            twin.set("applyFill", "1")
            self._formats.append(twin)
            self._formats.set("count", str(len(self._formats)))
            self._twins[style] = len(self._formats) - 1
        return self._twins[style]

    def save(self) -> None:
        """Puts them into the workbook."""
        self._package.write(self._part, serialized(self._root))

    def _ground(self) -> int:
        if self._fill is None:
            fills = child(self._root, "fills")
            fill = etree.SubElement(fills, self._tag("fill"))
            pattern = etree.SubElement(fill, self._tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._tag("fgColor"), rgb=GROUND)
            etree.SubElement(pattern, self._tag("bgColor"), indexed="64")
            fills.set("count", str(len(fills)))
            self._fill = len(fills) - 1
        return self._fill
