"""Text within a cell that is struck out or small, as 120¹: it would be read as one with the rest."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple
from xml.parsers.expat import ParserCreate

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.written.voice import tell

STRUCK = "（已划去 "
"""stands in the text of a cell of which a part is struck out"""
STRIKES, LEVELS, RUNS = re.compile(b"strike"), re.compile(b"vertAlign"), re.compile(b"rPr")
"""what shared texts have if one is struck out in part, or above the line; and what any text has whose parts look
different"""
SMALL = {
    "superscript": str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"),
    "subscript": str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"),
}
"""figures above and below the line, as in 120¹, where the 1 is of a note"""
SHARED = re.compile(rb"\st=[\"']s[\"']")
_INLINE = re.compile(rb"<(?:\w+:)?is[\s>].*</(?:\w+:)?is\s*>", re.DOTALL)
_OFF = ("0", "false", "off")


class TextRun(NamedTuple):
    """A part of a text."""

    text: str
    struck: bool | None = None
    """None: as the cell is"""
    level: str = ""
    """a key of `SMALL`; "": on the line"""


@dataclass(slots=True)
class Struck:
    """What is struck out in the cells of a sheet."""

    styles: frozenset[int] = frozenset()
    """of cells that are struck out as a whole"""
    shared: dict[bytes, list[TextRun]] = field(default_factory=dict)
    """by number, the shared texts of which a part may be struck out"""
    texts: dict[int, dict[int, str]] = field(default_factory=dict)
    """by column and row: what is told of such a cell"""

    def signs(self) -> list[re.Pattern[bytes]]:
        """What a cell has that must be looked at more closely."""
        return [RUNS, SHARED] if self.shared else [RUNS]

    def look(self, place: tuple[int, int], style: int, kind: bytes, body: bytes) -> None:
        """Looks at a text of XLSX. `body`: the number of a shared one, or whatever is in the cell."""
        if kind == b"s":
            self.put(place, self.shared.get(body.strip(), ()), style in self.styles)
        elif kind == b"inlineStr" and RUNS.search(body) and (inline := _INLINE.search(body)):
            read_runs([inline[0]], lambda runs: self.put(place, runs, style in self.styles))

    def put(self, place: tuple[int, int], runs: Sequence[TextRun], whole: bool) -> None:
        """Takes note of a text if a part of it is struck out or small. `whole`: the cell is struck out."""
        row, column = place
        if text := _told(runs, whole):
            self.texts.setdefault(column, {})[row] = text


def _told(runs: Sequence[TextRun], whole: bool) -> str:
    """A text with what is struck out said to be so, and with small figures; "" if there are none, or nothing else."""
    texts = _leveled(runs)
    seen = [(text, whole if run.struck is None else run.struck) for text, run in zip(texts, runs, strict=True)]
    if all(run.struck is None for run in runs) or not any(struck and text.strip() for text, struck in seen):
        return "" if texts == [run.text for run in runs] else "".join(texts)
    parts = (("".join(text for text, _ in group), struck) for struck, group in groupby(seen, lambda run: run[1]))
    return "".join(
        tell("{struck}{text}）", struck=tell(STRUCK), text=text) if struck and text.strip() else text
        for text, struck in parts
    )


def _leveled(runs: Sequence[TextRun]) -> list[str]:
    """The texts with small figures where there is a line that they are above or below."""
    has_line = any(not run.level and run.text.strip() for run in runs)
    return [run.text.translate(SMALL[run.level]) if has_line and run.level else run.text for run in runs]


def is_on(attributes: dict[str, str]) -> bool:
    """True for a `strike` that is meant so."""
    return attributes.get("val", "1").lower() not in _OFF


def shared_runs(windows: Iterable[bytes]) -> dict[bytes, list[TextRun]]:
    """Of the shared texts of an XLSX those with parts that look different, by number. Raises ExpatError."""
    found: dict[bytes, list[TextRun]] = {}
    count = 0

    def take(runs: list[TextRun]) -> None:
        nonlocal count
        if any(run.struck is not None for run in runs):
            found[str(count).encode()] = runs
        count += 1

    read_runs(windows, take)
    return found


def read_runs(windows: Iterable[bytes], take: Callable[[list[TextRun]], None]) -> None:
    """Hands on each text of XLSX. Raises ExpatError."""
    walk = _Walk(take)
    parser = ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = walk.begin, walk.end, walk.say
    for window in windows:
        parser.Parse(window)
    parser.Parse(b"", True)


@dataclass(slots=True)
class _Walk:
    """Takes the elements of texts; how they are pronounced is none of what they say."""

    take: Callable[[list[TextRun]], None]
    _runs: list[TextRun] = field(default_factory=list)
    _struck: bool | None = None
    _level: str = ""
    _aside: bool = False
    _inside: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match name.rpartition(":")[2]:
            case "si" | "is":
                self._runs, self._struck, self._level = [], None, ""
            case "r":
                self._struck, self._level = None, ""
            case "rPr":
                self._struck = False
            case "strike":
                self._struck = is_on(attributes)
            case "vertAlign" if attributes.get("val") in SMALL:
                self._level = attributes["val"]
            case "rPh":
                self._aside = True
            case "t":
                self._inside = not self._aside

    def say(self, text: str) -> None:
        """Text within an element."""
        if self._inside:
            self._runs.append(TextRun(text, self._struck, self._level))

    def end(self, name: str) -> None:
        """An element ends."""
        match name.rpartition(":")[2]:
            case "si" | "is":
                self.take(self._runs)
            case "rPh":
                self._aside = False
            case "t":
                self._inside = False
