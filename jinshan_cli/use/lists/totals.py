"""Rows that say nothing but figures, each the sum of those above it: a total that nobody has labelled is no firm."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from jinshan_cli.core.columns import PROBLEMS
from jinshan_cli.core.written.writing import UNKNOWN
from jinshan_cli.files.lists.blocks import ROW, blank
from jinshan_cli.files.lists.cells.who_column import CODE
from jinshan_cli.files.lists.firms import FirmBlock, Sheet
from jinshan_cli.files.lists.headers import Column, ListHeader

MOST_LOOKED_AT = 1000
"""rows without a name: a list of more has no names"""
_FEWEST = 2
"""firms with a name that make a sum; that one is like another may be chance"""
_FIGURE = r"^\s*-?[0-9][0-9,.]*\s*%?\s*$"
_FIRMS = "firms"
_NARROW = 2**63
"""what 64 bits do not hold"""
Sums = dict[str, int]
"""by fact, in fen or persons, and how many firms with a name, as `_FIRMS`"""


def firm_blocks(sheet: Sheet) -> Iterator[FirmBlock]:
    """The firms of a list, without its totals. Raises InputError."""
    return map(Totals(sheet.header).without, sheet.blocks())


class Totals:
    """Takes the blocks of one list in order, and totals out of them."""

    def __init__(self, header: ListHeader) -> None:
        self._named = header.name is not None
        self._numbers = {column.slot: fact.key for column, fact in header.fact_columns if fact.is_plain}
        who = {column.slot for column in (header.name, header.code) if column}
        self._others = [each for each in header.columns if each.slot not in {*who, *self._numbers}]
        self._left = MOST_LOOKED_AT
        self._all: Sums = dict.fromkeys((*self._numbers.values(), _FIRMS), 0)
        self._behind: Sums = dict(self._all)
        """what is behind the last total: a further one may hold only what follows"""

    def without(self, block: FirmBlock) -> FirmBlock:
        """The block without its totals, which are told among its asides."""
        if not self._named or not self._numbers:
            return block
        found = self._found(block)
        if not found:
            return block
        kept = ~pl.int_range(block.good, eager=True).is_in(found)
        rows = block.frame.get_column(ROW).gather(found).to_list()
        asides = replace(block.asides, sums=tuple(rows))
        raw = None if block.raw is None else block.raw.filter(kept)
        return replace(block, frame=block.frame.filter(kept), raw=raw, asides=asides)

    def _found(self, block: FirmBlock) -> list[int]:
        """The places of the totals."""
        figures = self._points(block)
        candidates = self._candidates(block) if self._left else []
        self._left -= len(candidates)
        labelled = set(
            block.frame.get_column(ROW).search_sorted(pl.Series(block.asides.others, dtype=pl.Int64)).to_list()
        )
        found: list[int] = []
        start = 0
        for place in sorted({*candidates, *labelled}):
            self._add(figures, start, place)
            start = place
            if place in labelled:
                self._behind = dict(self._all)
            if place in candidates and self._is_total(figures.row(place, named=True)):
                found.append(place)
                self._behind, start = dict(self._all), place + 1
        self._add(figures, start, block.good)
        return found

    def _points(self, block: FirmBlock) -> pl.DataFrame:
        """The numbers by fact; null where there is none, or none that is known to the unit. Sums of them fit. Beside
        them whether the row has a name: of a list without names none is a sum."""
        frame = block.frame
        ends = [(key, pl.col(f"{key}__low"), pl.col(f"{key}__high")) for key in self._numbers.values()]
        most = frame.select(high.max() for _, _, high in ends).row(0)
        wide = {key for (key, _, _), each in zip(ends, most, strict=True) if (each or 0) * frame.height >= _NARROW}
        named = pl.Series(_FIRMS, [1], dtype=pl.Int64).new_from_index(0, block.good).scatter(block.nameless, 0)
        return frame.select(
            *(
                pl.when(low == high).then(low).cast(pl.Int128 if key in wide else pl.Int64).alias(key)
                for key, low, high in ends
            ),
            named,
        )

    def _add(self, figures: pl.DataFrame, start: int, end: int) -> None:
        if end > start:
            sums = figures.slice(start, end - start).sum().row(0, named=True)
            self._all = {key: so_far + sums[key] for key, so_far in self._all.items()}

    def _is_total(self, figures: Mapping[str, int | None]) -> bool:
        told = {key: number for key, number in figures.items() if key != _FIRMS and number is not None}
        return any(told.values()) and any(
            sums[_FIRMS] >= _FEWEST and all(sums[key] == number for key, number in told.items())
            for sums in (self._all, {key: so_far - self._behind[key] for key, so_far in self._all.items()})
        )

    def _candidates(self, block: FirmBlock) -> Sequence[int]:
        """Where a row has figures, no name, no code, and no word."""
        nameless = block.nameless
        if not len(nameless):
            return []
        rows = block.frame[nameless]
        wordless = rows.select(pl.all_horizontal(pl.lit(True), pl.col(PROBLEMS).is_null(), *self._wordless(rows)))
        found: list[int] = nameless.filter(wordless.to_series()).head(self._left).to_list()
        return found

    def _wordless(self, rows: pl.DataFrame) -> Iterator[pl.Series]:
        if CODE in rows.columns:
            yield blank(rows, CODE)
        for column in self._others:
            yield _says_nothing(rows, column)


def _says_nothing(rows: pl.DataFrame, column: Column) -> pl.Series:
    """Nothing is written there; where it is no fact, a figure may be."""
    cells = rows.get_column(column.slot).cast(pl.String)
    nothing = cells.str.strip_chars().is_in(["", *sorted(UNKNOWN)]).fill_null(True)
    return nothing if column.fact else nothing | cells.str.contains(_FIGURE).fill_null(True)
