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


def days_of(number: bytes) -> float | None:
    """How many days a number stands for where it is shown as a day or a time; None if it is none."""
    try:
        return float(number)
    except ValueError:
        return None


def clock(days: float) -> str:
    """A time of day, or one that has passed, which a workbook stores in days: the library makes a day of 1899 of it."""
    seconds = round(days * 24 * 60 * 60)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
