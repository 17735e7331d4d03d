"""Rows of one firm: the same code of social credit, or without one the same name; each row is judged on its own."""

from typing import cast

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.facts import QUOTES
from jinshan_cli.core.written.writing import GLYPHS, LONG_DASH, NOBODY
from jinshan_cli.files.disk.unnamed import Unnamed
from jinshan_cli.files.lists.blocks import ROW
from jinshan_cli.files.lists.cells.who_column import CODE, NAME
from jinshan_cli.files.lists.firms import FirmBlock
from jinshan_cli.files.lists.titles.who import CODE_LIKE

_WHO = "who"
_LONGEST_NOBODY = max(map(len, NOBODY))
MOST_KEPT = 1_000_000
"""rows that are kept in memory"""
_ODD = r"[^\p{Han}0-9A-Z]"
"""a text without such letters is compared as it stands"""
_NOT_READ = rf"[\s{QUOTES}]+"
_PARTS = 64
"""that are looked through one by one, each a share of all who stand in the list"""
_NONE = pl.DataFrame(schema={ROW: pl.UInt32, _WHO: pl.UInt64})


@dataclass
class Repeats:
    """Who stands in each row so far, as 64 bits of a hash; of a long list, aside if the disk takes it.

    Of ten million firms two are taken for one by chance in fewer than one of 10^5 lists.
    """

    seen: list[pl.DataFrame] = field(default_factory=list)
    """in memory"""
    aside: Unnamed = field(default_factory=Unnamed)
    """those before"""

    def take(self, block: FirmBlock) -> None:
        """Notes the firms of a block; rows without a code and a name, 无 and 不详 being none, are nobody's."""
        keys = [key for key in (CODE, NAME) if key in block.frame.columns]
        left = block.frame.select(pl.col(ROW).cast(pl.UInt32), *keys)
        for seed, key in enumerate(keys):
            who = _somebody(left.get_column(key))
            known = who.is_not_null()
            self.seen.append(left.select(ROW, who.hash(seed).alias(_WHO)).filter(known))
            left = left.filter(~known)
        many = sum(each.height for each in self.seen) > MOST_KEPT
        if many and not self.aside.is_full and self.aside.put(_parted(pl.concat(self.seen))):
            self.seen.clear()

    def groups(self) -> list[list[int]]:
        """The rows of each firm that stands in several, in the order of their first."""
        here = pl.concat([_NONE, *self.seen])
        parts = _parted(here) if self.aside.parts else {0: here}
        whole = (pl.concat([*self.aside.of(part), parts.get(part, _NONE)]) for part in self.aside.parts | parts.keys())
        rows = pl.concat([_NONE, *map(_repeated, whole)])
        grouped = rows.sort(ROW).group_by(_WHO, maintain_order=True).agg(ROW)
        return grouped.get_column(ROW).to_list()


def _parted(rows: pl.DataFrame) -> dict[int, pl.DataFrame]:
    """The rows by the part that they belong to; those of one firm are in one."""
    parts = rows.with_columns(part=pl.col(_WHO) % _PARTS).partition_by("part", as_dict=True, include_key=False)
    return {part: frame for (part,), frame in parts.items()}


def _repeated(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of who stands in several. Sorted, not in a hash table: that takes six times the memory."""
    ordered = rows.get_column(_WHO).sort()
    several = ordered.filter(ordered == ordered.shift(1)).unique()
    return rows.filter(pl.col(_WHO).is_in(several.implode()))


def _somebody(texts: pl.Series) -> pl.Series:
    """The texts that name somebody, as `titles.who` compares them, in large letters; a small letter takes as much room
    as a large one or more, so that what is longer than all words for nobody is none of them."""
    odd = texts.str.contains(_ODD).fill_null(False).arg_true()
    who = texts.scatter(odd, _compared(texts.gather(odd))) if len(odd) else texts
    if cast("int", who.str.len_chars().min() or 0) > _LONGEST_NOBODY:
        return who
    return who.set(who.str.to_lowercase().is_in(sorted(NOBODY)).fill_null(False), None)


def _compared(texts: pl.Series) -> pl.Series:
    narrow = texts.str.replace_all(LONG_DASH, "-", literal=True).str.replace_many(GLYPHS)
    read = narrow.str.replace_all(_NOT_READ, "").str.to_uppercase()
    codes = read.str.contains("-", literal=True).fill_null(False).arg_true()
    codes = codes.filter(read.gather(codes).str.contains(CODE_LIKE))
    return read.scatter(codes, read.gather(codes).str.replace_all("-", "", literal=True)) if len(codes) else read
