"""A number as a workbook stores it, written out."""

import re
from decimal import Decimal

from jinshan_cli.core.written import writing

EXACT = 15
"""digits that a binary float keeps"""
_DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_MOST_DIGITS = 30
"""before or after the point of a number that is written out"""


def plain_number(written: str) -> str:
    """A number as XML has it, without an exponent and without a `.0`; any other text as it is."""
    text = written.strip()
    if found := _DECIMAL.fullmatch(text):
        return text if found[1] is None else text.rstrip("0").rstrip(".")
    try:
        number = Decimal(text)
    except ArithmeticError:
        return written
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS or len(text) > writing.LONGEST:
        return text
    digits = f"{float(text):.0f}" if number.adjusted() >= EXACT else f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
