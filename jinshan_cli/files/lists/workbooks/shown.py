"""How a number is shown, from the number and the text that a person sees of it; of its format itself nothing is read.

What is shown beside the digits, and by how many powers of ten they are moved, is seen. Where that leaves it open, the
number is refused like one of which a format shows less than it is.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from jinshan_cli.core.written.voice import voice
from jinshan_cli.files.lists.workbooks.formats import FormatSection, beside

LARGEST = 30
"""powers of ten of a number whose format is looked at"""
_FIGURE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?(?:E[+-]?[0-9]{1,3})?|\.[0-9]+", re.IGNORECASE)
_SPACED = re.compile(r"(?<=[0-9])[ \u00a0\u202f](?=[0-9]{3}(?![0-9]))")
"""between groups, where they are kept apart by spaces"""
_POINT_AND_COMMA = str.maketrans(",.", ".,")
_SHIFTS = sorted(range(-12, 13), key=abs)
_UNKNOWN = FormatSection("number", "", "？", -1)
"""what is shown is not the number, and not a part of it"""


def section_of(number: str, shown: str) -> FormatSection:
    """How a number, which is not hidden, is shown: by a reading that is the number itself, else by the plain one."""
    found = [_section(number, text) for text in _readings(shown)]
    return next((section for section in found if section.kind == "number" and not section.shift), found[0])


def _readings(shown: str) -> Iterator[str]:
    """The text; with groups apart, 40 000 €, closed up; where the edition writes 1.234,50, with 1,234.50 for it."""
    yield shown
    closed = _SPACED.sub("", shown)
    yield closed
    if voice().decimal == ",":
        yield closed.translate(_POINT_AND_COMMA)


def _section(number: str, shown: str) -> FormatSection:
    found = _FIGURE.search(shown)
    if found is None:
        return FormatSection("words", shown)
    figure = Decimal(found[0].replace(",", ""))
    if abs(figure.adjusted()) > LARGEST:
        return _UNKNOWN
    half = Decimal((0, (5,), int(figure.as_tuple().exponent) - 1))
    stored = abs(Decimal(number))
    fits = (shift for shift in _SHIFTS if abs(stored.scaleb(shift) - figure) <= half)
    shift = next(fits, None) if stored or not figure else None
    if shift is None:
        return _UNKNOWN
    before, after = (beside(part) for part in (shown[: found.start()], shown[found.end() :]))
    return FormatSection("number", before, after, shift)
