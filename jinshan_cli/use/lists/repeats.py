"""Rows of one firm: the same code of social credit, or without one the same name; each row is judged on its own."""

from dataclasses import dataclass, field
from typing import cast

import polars as pl

from jinshan_cli.core.written.writing import NO, UNKNOWN
from jinshan_cli.files.lists.blocks import ROW
from jinshan_cli.files.lists.firms import CODE, NAME, FirmBlock

_WHO = "who"
_NOBODY = sorted(UNKNOWN | NO)
_LONGEST_NOBODY = max(map(len, _NOBODY))
MOST_SORTED = 1_000_000
"""rows that are sorted together"""


@dataclass
class Repeats:
    """Who stands in each row so far, as 64 bits of a hash.

    Of ten million firms two are taken for one by chance in fewer than one of 10^5 lists.
    """

    seen: list[pl.DataFrame] = field(default_factory=list)

    def take(self, block: FirmBlock) -> None:
        """Notes the firms of a block; rows without a code and a name, 无 and 不详 being none, are nobody's."""
        keys = [key for key in (CODE, NAME) if key in block.frame.columns]
        left = block.frame.select(pl.col(ROW).cast(pl.UInt32), *keys)
        for seed, key in enumerate(keys):
            who = _somebody(left.get_column(key))
            known = who.is_not_null()
            self.seen.append(left.select(ROW, who.hash(seed).alias(_WHO)).filter(known))
            left = left.filter(~known)

    def groups(self) -> list[list[int]]:
        """The rows of each firm that stands in several, in the order of their first."""
        if not self.seen:
            return []
        parts = 1 + sum(each.height for each in self.seen) // MOST_SORTED
        several = pl.concat(self._several(part, parts) for part in range(parts)).implode()
        rows = pl.concat(each.filter(each.get_column(_WHO).is_in(several)) for each in self.seen).sort(ROW)
        return rows.group_by(_WHO, maintain_order=True).agg(ROW).get_column(ROW).to_list()

    def _several(self, part: int, parts: int) -> pl.Series:
        """Who stands in several rows, of one part of all. Sorted, not in a hash table, and part by part: all at once
        take six times the memory, or three times, at ten million rows half or a quarter of a gigabyte."""
        whos = (each.get_column(_WHO) for each in self.seen)
        ordered = pl.concat(who.filter(who % parts == part) if parts > 1 else who for who in whos).sort()
        return ordered.filter(ordered == ordered.shift(1)).unique()


def _somebody(texts: pl.Series) -> pl.Series:
    """The texts that name somebody, without the spaces around them; a small letter takes as much room as a large one
    or more, so that what is longer than all words for nobody is none of them."""
    who = texts.str.strip_chars()
    if cast("int", who.str.len_chars().min() or 0) > _LONGEST_NOBODY:
        return who
    return who.set(who.str.to_lowercase().is_in(_NOBODY).fill_null(False), None)
