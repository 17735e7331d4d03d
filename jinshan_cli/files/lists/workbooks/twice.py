"""Rows and cells that a sheet has more than once: one cell would hide another, or two rows become one."""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import groupby
from string import ascii_uppercase
from typing import TypeVar

OWN_PLACES = re.compile(rb"<(?:\w+:)?c(?=\s)[^<>]*?\sr=[\"']([A-Z]{1,3}[0-9]{1,7})[\"']")
"""of cells alone, where scenarios and watches tell places, too"""
BEGUN = re.compile(rb"<(?:\w+:)?row(?=[\s/>])[^<>]*>\s*" + OWN_PLACES.pattern)
"""a row with cells, and the place of the first"""
LETTERS = ascii_uppercase.encode()
Item = TypeVar("Item", bound=Hashable)


def told_twice(places: Sequence[bytes], begun: Iterable[bytes]) -> int:
    """The first row that stands there more than once, or of which a cell does; 0 if there is none.

    `places`: of all cells, in order; `begun`: of the first cell of each row.
    """
    runs = (row for row, _ in groupby(map(row_of, places)))
    return min((*map(row_of, _repeated(places)), *_repeated(runs), *_repeated(map(row_of, begun))), default=0)


def row_of(place: bytes) -> int:
    """5 of B5."""
    return int(place.lstrip(LETTERS))


def column_of(letters: bytes) -> int:
    """28 of AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _repeated(items: Iterable[Item]) -> list[Item]:
    return [item for item, times in Counter(items).items() if times > 1]
