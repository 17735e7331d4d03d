"""Text that a spreadsheet would run as a formula, and the mark that keeps it from that.

The patterns are read alike by Python's engine and by Rust's, which goes through whole columns.
"""

import re

_SPACE = r"[\s\x00\u00a0\u200b\u3000\ufeff]"
FORMULA = rf"^{_SPACE}*[=+\-@＝＋－＠]"
"""Starts like a formula, for one spreadsheet or another: the four signs, full width too, behind anything that some
program skips before them. No value that is understood does, but a bare dash."""
HARMLESS = rf"^{_SPACE}*(?:[+\-]?[0-9][0-9,]*(?:\.[0-9]+)?%?|[+\-－]+){_SPACE}*$"
"""…but is a plain number, such as -5 or +8613800138000, or a bare dash: a spreadsheet makes that number of it"""
GUARD = "'"


def guarded_text(text: str) -> str:
    """The text, with `'` before it if it would run."""
    return GUARD + text if re.search(FORMULA, text) and not re.search(HARMLESS, text) else text
