"""The noise of binary fractions, which Excel does not show: 0.1 + 0.2 is written 0.30000000000000004 and is 0.3."""

import re

NOISY = re.compile(r"^-?[0-9]+\.[0-9]{3,}$")
"""a number that may be noisy: one with more decimals than a sum of money has"""
LONGEST_SURE = 16
"""characters of a number that has no noise: fifteen digits and the point"""


def without_noise(text: str) -> str:
    """A decimal number to the 15 digits that a binary float keeps; any other text as it is."""
    noisy = len(text) > LONGEST_SURE and NOISY.fullmatch(text)
    return format(float(text), ".15g") if noisy else text
