"""Text that is struck out within a cell: a person passes over it, and it would be read as one with the rest."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from xml.parsers.expat import ParserCreate

from jinshan_cli.core.written.voice import tell

STRUCK = "（已划去 "
"""stands in the text of a cell of which a part is struck out"""
STRIKES, RUNS = re.compile(b"strike"), re.compile(b"rPr")
"""what shared texts have if one is struck out in part, and what any text has whose parts look different"""
SHARED = re.compile(rb"\st=[\"']s[\"']")
_INLINE = re.compile(rb"<(?:\w+:)?is[\s>].*</(?:\w+:)?is\s*>", re.DOTALL)
_OFF = ("0", "false", "off")

Run = tuple[str, bool | None]
"""a part of a text, and whether it is struck out; None: as the cell is"""


@dataclass(slots=True)
class Struck:
    """What is struck out in the cells of a sheet."""

    styles: frozenset[int] = frozenset()
    """of cells that are struck out as a whole"""
    shared: dict[bytes, list[Run]] = field(default_factory=dict)
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

    def put(self, place: tuple[int, int], runs: Sequence[Run], whole: bool) -> None:
        """Takes note of a text if a part of it is struck out. `whole`: the cell is."""
        row, column = place
        if text := _told(runs, whole):
            self.texts.setdefault(column, {})[row] = text


def _told(runs: Sequence[Run], whole: bool) -> str:
    """A text with what is struck out said to be so; "" if nothing is, or just the cell as a whole."""
    seen = [(text, whole if struck is None else struck) for text, struck in runs]
    if all(struck is None for _, struck in runs) or not any(struck and text.strip() for text, struck in seen):
        return ""
    parts = (("".join(text for text, _ in group), struck) for struck, group in groupby(seen, lambda run: run[1]))
    return "".join(
        tell("{struck}{text}）", struck=tell(STRUCK), text=text) if struck and text.strip() else text
        for text, struck in parts
    )


def is_on(attributes: dict[str, str]) -> bool:
    """True for a `strike` that is meant so."""
    return attributes.get("val", "1").lower() not in _OFF


def shared_runs(windows: Iterable[bytes]) -> dict[bytes, list[Run]]:
    """Of the shared texts of an XLSX those with parts that look different, by number. Raises ExpatError."""
    found: dict[bytes, list[Run]] = {}
    count = 0

    def take(runs: list[Run]) -> None:
        nonlocal count
        if any(struck is not None for _, struck in runs):
            found[str(count).encode()] = runs
        count += 1

    read_runs(windows, take)
    return found


def read_runs(windows: Iterable[bytes], take: Callable[[list[Run]], None]) -> None:
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

    take: Callable[[list[Run]], None]
    _runs: list[Run] = field(default_factory=list)
    _struck: bool | None = None
    _aside: bool = False
    _inside: bool = False

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match name.rpartition(":")[2]:
            case "si" | "is":
                self._runs, self._struck = [], None
            case "r":
                self._struck = None
            case "rPr":
                self._struck = False
            case "strike":
                self._struck = is_on(attributes)
            case "rPh":
                self._aside = True
            case "t":
                self._inside = not self._aside

    def say(self, text: str) -> None:
        """Text within an element."""
        if self._inside:
            self._runs.append((text, self._struck))

    def end(self, name: str) -> None:
        """An element ends."""
        match name.rpartition(":")[2]:
            case "si" | "is":
                self.take(self._runs)
            case "rPh":
                self._aside = False
            case "t":
                self._inside = False
