"""The styles of an OpenDocument file, as far as they say what is not shown: sheets, and numbers without a text."""

from jinshan_cli.core.dataclass import dataclass, field

_DEFAULT = ("", "Default")
_LINES = ("style:text-line-through-type", "style:text-line-through-style")


@dataclass(slots=True)
class Styles:
    """Taken as they come, before the sheets."""

    hidden: set[str] = field(default_factory=set)
    """of sheets that are not shown"""
    struck: dict[str, bool] = field(default_factory=dict)
    """whether text is struck out, as far as a style says so"""
    levels: dict[str, str] = field(default_factory=dict)
    """whether text is above or below its line, as far as a style says so: a key of `SMALL`, or "" """
    _formats: dict[str, str] = field(default_factory=dict)
    """of cells, by name: the format of numbers"""
    _bare: set[str] = field(default_factory=set)
    """formats that show a number and nothing else"""
    _style: str = ""
    _format: str = ""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match name:
            case "style:style":
                self._style = attributes.get("style:name", "")
                if attributes.get("style:parent-style-name", "") in _DEFAULT:
                    self._formats[self._style] = attributes.get("style:data-style-name", "")
            case "style:table-properties" if attributes.get("table:display") == "false":
                self.hidden.add(self._style)
            case "style:text-properties":
                self._take_text(attributes)
            case "number:number-style":
                self._format = attributes.get("style:name", "")
                self._bare.add(self._format)
            case "number:number" if "number:display-factor" not in attributes:
                pass
            case _ if name.startswith("number:") or name == "style:map":
                self._bare.discard(self._format)

    def _take_text(self, attributes: dict[str, str]) -> None:
        if lines := [attributes[each] for each in _LINES if each in attributes]:
            self.struck[self._style] = any(line != "none" for line in lines)
        if place := attributes.get("style:text-position", "").split()[:1]:
            self.levels[self._style] = _level(place[0])

    def is_bare(self, style: str) -> bool:
        """True if a cell of this style shows a number as it is."""
        return style in _DEFAULT or self._formats.get(style, style) in ("", *self._bare)


def _level(place: str) -> str:
    """Of `super`, `sub`, or how far above the line: 33%, -33%."""
    if place == "sub" or place.startswith("-"):
        return "subscript"
    return "" if not place.strip("0.%") else "superscript"
