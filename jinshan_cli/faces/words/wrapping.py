"""Lines that break by Unicode's rules (UAX #14), and never within a number and its unit or within brackets.

For Chinese and ASCII the rules are one pattern; of other scripts a library is asked, which is imported only then.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from unicodedata import combining, east_asian_width

WIDE, WIDE_IN_GBK = "WF", "WFA"
"""East Asian widths that take two columns; a GBK terminal draws the ambiguous ones wide too"""

_OPENING, _CLOSING = "（“《〔【「", "，。；：、）”》〕】」？！…"
_UNIT = "[万亿]+[元人家户]?|个月|人次|[元人个项家户份行处条次年月日天]"
"""words that a number is read with"""
_PIECE = rf"\s+|\[[^\]]*\]|[{_OPENING}]*(?:(?:[!-~]+[万亿]?)+(?:(?<=[0-9]) ?(?:{_UNIT})|[多余]?[元人])?|.)[{_CLOSING}]*"
_STEP = r"[^/?]+[/?]*|[/?]+"
"""of what is wider than its line, such as an address: up to a slash"""
_KEPT = rf"\[[^\]]*\]|[\d.,]*\d(?:\s?(?:{_UNIT}))?"
"""what is not broken within, whatever the rules allow"""
_OTHER = (
    "[\u00a0\u00a2\u00a3\u00aa\u00ad\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2007\u200b-\u200f\u202f\u2060"
    "\u20a0-\u20cf\u3040-\u31ff\uac00-\ud7ff\ufe00-\ufe0f\U00010000-\U0010ffff]"
)
"""letters, marks and spaces that the pattern does not know"""


def width_of(text: str, wide: str = WIDE) -> int:
    """Columns that a text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(glyph) else 1 + (east_asian_width(glyph) in wide) for glyph in text)


def wrap(text: str, columns: int, wide: str = WIDE, whole: bool = False) -> list[str]:
    """The lines of a text, each at most `columns` wide; its own line ends are kept.

    `whole`: what must not be broken is not, however wide.
    """
    return [line for part in text.split("\n") for line in _wrap_line(part, columns, wide, whole)]


def _wrap_line(text: str, columns: int, wide: str, whole: bool) -> list[str]:
    if width_of(text, wide) <= columns:
        return [text.rstrip()]
    lines, line = [], ""
    for piece in _whole_pieces(text) if whole else _pieces(text, columns, wide):
        if line and width_of(line + piece.rstrip(), wide) > columns:
            lines.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    return [*lines, line.rstrip()]


def _whole_pieces(text: str) -> Iterable[str]:
    return _between_breaks(text) if re.search(_OTHER, text) else re.findall(_PIECE, text)


def _pieces(text: str, columns: int, wide: str) -> Iterator[str]:
    """What must not be broken, save where one piece alone is wider than the line."""
    for piece in chain.from_iterable(
        re.findall(_STEP, each) if width_of(each, wide) > columns else (each,) for each in _whole_pieces(text)
    ):
        while width_of(piece, wide) > columns:
            end = _fitting(piece, columns, wide)
            yield piece[:end]
            piece = piece[end:]
        yield piece


def _fitting(piece: str, columns: int, wide: str) -> int:
    """How many characters of a piece that is too wide a line takes: one at least, no mark without its letter."""
    end = taken = 0
    for glyph in piece:
        taken += width_of(glyph, wide)
        if taken > columns and end:
            break
        end += 1
    return end


def _between_breaks(text: str) -> Iterator[str]:
    """What stands between the places at which a text may break."""
    from uniseg.linebreak import line_break_boundaries

    kept = [found.span() for found in re.finditer(_KEPT, text)]
    places = (place for place in line_break_boundaries(text) if not any(low < place < high for low, high in kept))
    yield from (text[low:high] for low, high in pairwise((0, *(place for place in places if place))))
