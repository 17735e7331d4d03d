"""Rows of one firm: the same code of social credit, or without one the same name; each row is judged on its own."""

from dataclasses import dataclass, field

import polars as pl

from jinshan_cli.core.written.writing import NO, UNKNOWN
from jinshan_cli.files.lists.blocks import ROW
from jinshan_cli.files.lists.firms import CODE, NAME, FirmBlock

_WHO = "who"
_NOBODY = sorted(UNKNOWN | NO)


@dataclass
class Repeats:
    """Who stands in each row so far, as 64 bits of a hash.

    Of ten million firms two are taken for one by chance in fewer than one of 10^5 lists.
    """

    seen: list[pl.DataFrame] = field(default_factory=list)

    def take(self, block: FirmBlock) -> None:
        """Notes the firms of a block; rows without a code and a name, 无 and 不详 being none, are nobody's."""
        found = [pl.col(key).str.strip_chars() for key in (CODE, NAME) if key in block.frame.columns]
        if found:
            told = [
                pl.when(~who.str.to_lowercase().is_in(_NOBODY)).then(pl.concat_str(pl.lit(f"{n}:"), who))
                for n, who in enumerate(found)
            ]
            who = block.frame.select(pl.col(ROW).cast(pl.UInt32), pl.coalesce(told).alias(_WHO)).drop_nulls()
            self.seen.append(who.with_columns(pl.col(_WHO).hash()))

    def groups(self) -> list[list[int]]:
        """The rows of each firm that stands in several, in the order of their first."""
        if not self.seen:
            return []
        # Sorted, not in a hash table: that takes six times the memory, at ten million rows half a gigabyte.
        ordered = pl.concat([each.get_column(_WHO) for each in self.seen]).sort()
        several = ordered.filter(ordered == ordered.shift(1)).unique().implode()
        rows = pl.concat(each.filter(each.get_column(_WHO).is_in(several)) for each in self.seen)
        return rows.group_by(_WHO, maintain_order=True).agg(ROW).get_column(ROW).to_list()
