"""What the columns of a block are tried as before they are read as text: whole numbers, and one of a few words.

Both are quicker to read than text and say the same. A block in which anything else stands is read as text by itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.written.guard import FORMULA, HARMLESS
from jinshan_cli.files.lists.blocks import SPACES

MOST_WORDS = 64
"""of a column; others are texts"""
_ENOUGH = 2 * MOST_WORDS + 1
"""words of a block, of which some may be known, that are too many"""
MOST_MISSES = 3
"""blocks with a word that none before had, after which a column is no more tried"""


@dataclass
class Kinds:
    """What the columns of one file are tried as, by slot."""

    numbers: dict[str, int] = field(default_factory=dict)
    """columns of whole numbers, with the greatest of each"""
    words: dict[str, list[str]] = field(default_factory=dict)
    """columns of words, with those that were met"""
    _missed: Counter[str] = field(default_factory=Counter)

    def tried(self, signed: bool) -> Mapping[str, pl.DataType]:
        """The types of columns that have one. `signed`: a cell may begin with a sign, which a number does not keep."""
        words: dict[str, pl.DataType] = {slot: pl.Enum(words) for slot, words in self.words.items() if words}
        return words if signed else words | dict.fromkeys(self.numbers, pl.Int64())

    def hold(self, frame: pl.DataFrame) -> bool:
        """True if no number is too large."""
        kinds = frame.schema
        tried = [slot for slot in self.numbers if kinds[slot] == pl.Int64]
        most = frame.select(pl.col(slot).max() for slot in tried).row(0) if tried else ()
        return not any(number > self.numbers[slot] for slot, number in zip(tried, most, strict=True) if number)

    def learn(self, frame: pl.DataFrame, failed: bool) -> None:
        """Notes the words of a block. `failed`: its columns are texts because it is not what they were tried as."""
        met = self._met(frame)
        if failed and not met:
            kept = {slot: limit for slot, limit in self.numbers.items() if _is_whole(frame.get_column(slot), limit)}
            if len(kept) == len(self.numbers):  # it is not known what it was
                self.words, kept = {}, {}
            self.numbers = kept

    def _met(self, frame: pl.DataFrame) -> bool:
        """True if a column has a word that none before had. One query for all: each costs as much as many words."""
        kinds = frame.schema
        asked = [slot for slot in self.words if kinds[slot] == pl.String]
        words = (pl.col(slot).drop_nulls().unique(maintain_order=True).head(_ENOUGH).implode() for slot in asked)
        found = frame.select(words).row(0) if asked else ()
        new = {
            slot: [word for word in each if word not in self.words[slot]]
            for slot, each in zip(asked, found, strict=True)
        }
        odd = _odd(word for each in new.values() for word in each)
        for slot, each in new.items():
            known = self.words[slot]
            self._missed[slot] += bool(known and each)
            if len(known) + len(each) > MOST_WORDS or self._missed[slot] > MOST_MISSES or not odd.isdisjoint(each):
                del self.words[slot]
            else:
                known += each
        return any(new.values())


def _is_whole(texts: pl.Series, limit: int) -> bool:
    small = texts.cast(pl.Int64, strict=False) <= limit
    return (small | texts.is_null()).all(ignore_nulls=False) is True


def _odd(words: Iterable[str]) -> set[str]:
    """Texts in which nothing is seen, or that would run as a formula: what is done about them is done with texts."""
    texts = pl.Series(list(words), dtype=pl.String)
    runs = texts.str.contains(FORMULA) & ~texts.str.contains(HARMLESS)
    return set(texts.filter(texts.str.contains(SPACES) | runs))
