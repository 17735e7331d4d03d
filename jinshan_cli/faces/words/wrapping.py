"""Lines that break where Chinese allows it: not before a closing mark, not within a number and its unit."""

import re
from collections.abc import Iterator
from unicodedata import combining, east_asian_width

WIDE, WIDE_IN_GBK = "WF", "WFA"
"""East Asian widths that take two columns; a GBK terminal draws the ambiguous ones wide too"""

_OPENING, _CLOSING = "（“《〔【「", "，。；：、）”》〕】」？！…"
_PIECE = re.compile(rf"\s+|\[[^\]]*\]|[{_OPENING}]*(?:[!-~]+[万亿]?[元人]?|.)[{_CLOSING}]*")


def width_of(text: str, wide: str = WIDE) -> int:
    """Columns that a text takes on a terminal."""
    return sum(0 if combining(glyph) else 1 + (east_asian_width(glyph) in wide) for glyph in text)


def wrap(text: str, columns: int, wide: str = WIDE) -> list[str]:
    """The lines of a text, each at most `columns` wide; its own line ends are kept."""
    return [line for part in text.split("\n") for line in _wrap_line(part, columns, wide)]


def _wrap_line(text: str, columns: int, wide: str) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text, columns, wide):
        if line and width_of(line + piece.rstrip(), wide) > columns:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _pieces(text: str, columns: int, wide: str) -> Iterator[str]:
    """What must not be broken, save where one piece alone is wider than the line."""
    for piece in _PIECE.findall(text):
        while width_of(piece, wide) > columns:
            half = max(columns // 2, 1)
            yield piece[:half]
            piece = piece[half:]
        yield piece
