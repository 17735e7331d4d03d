"""Lines that break where Chinese allows it: not before a closing mark, not within a number and its unit."""

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.style import StyleType
from rich.text import Text

_OPENING, _CLOSING = "（“《〔【「", "，。；：、）”》〕】」？！…"
_PIECE = re.compile(rf"\s+|[{_OPENING}]*(?:[!-~]+[万亿]?[元人]?|.)[{_CLOSING}]*")


def cells(text: str) -> int:
    """Columns that a text takes on a terminal."""
    return sum(0 if combining(glyph) else 1 + (east_asian_width(glyph) in "WF") for glyph in text)


def wrap(text: str, columns: int) -> list[str]:
    """The lines of a text, each at most `columns` wide; its own line ends are kept."""
    return [line for part in text.split("\n") for line in _wrap_line(part, columns)]


def _wrap_line(text: str, columns: int) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text, columns):
        if line and cells(line + piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, columns: int) -> Iterator[str]:
    """What must not be broken, save where one piece alone is wider than the line."""
    for piece in _PIECE.findall(text):
        while cells(piece) > columns:
            half = max(columns // 2, 1)
            yield piece[:half]
            piece = piece[half:]
        yield piece


class Wrapped:
    """A text as a table cell: its first line in one style, the others in another."""

    def __init__(self, text: str, style: StyleType = "", rest: StyleType | None = None) -> None:
        self.text, self.style = text, style
        self.rest = style if rest is None else rest

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        first, *others = self.text.split("\n")
        yield Text("\n".join(wrap(first, options.max_width)), style=self.style, no_wrap=True)
        if others:
            yield Text("\n".join(wrap("\n".join(others), options.max_width)), style=self.rest, no_wrap=True)

    def __rich_measure__(self, _console: Console, _options: ConsoleOptions) -> Measurement:
        lines = self.text.split("\n")
        longest = max(cells(line) for line in lines)
        return Measurement(min(longest, 12), longest)
