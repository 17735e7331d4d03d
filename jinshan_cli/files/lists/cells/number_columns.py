"""Columns of written numbers of one kind to their low and high ends: plain whole numbers are cast, other texts read."""

import polars as pl

from jinshan_cli.files.lists.cells.judge import Judge, Refused
from jinshan_cli.files.lists.cells.number_texts import NumberTexts
from jinshan_cli.files.lists.cells.numbers import NumberKind


class NumberColumns:
    """The columns of one kind in one file.

    `refused_at`: the positions of those texts of the last frame that are no number, by slot.
    """

    def __init__(self, kind: NumberKind, keys: dict[str, str], judge: Judge) -> None:
        self.refused_at: dict[str, pl.Series] = {}
        self._keys, self._texts = keys, NumberTexts(kind, judge)
        self._factor = 10 ** (kind.power + kind.smallest)
        self._most = kind.limit // self._factor

    @property
    def refused(self) -> dict[str, Refused]:
        """Texts met that are no number, among them all of the last frame."""
        return self._texts.refused

    @property
    def slots(self) -> list[str]:
        """The columns read."""
        return list(self._keys)

    def read(self, frame: pl.DataFrame, signs: str) -> list[pl.Series]:
        """`<key>__low` and `<key>__high` of each slot. `signs`: those that a cell may begin with."""
        whole = frame.select(pl.col(self.slots).cast(pl.Int64, strict=False))
        dirty = self._dirty(frame, whole, signs)
        odd = {slot: at for slot in dirty if len(at := self._odd(frame, whole, slot, signs))}
        ends = whole.select(
            *((pl.col(slot).fill_null(0) * self._factor).alias(f"{key}__low") for slot, key in self._keys.items()),
            *((pl.col(slot) * self._factor).alias(f"{key}__high") for slot, key in self._keys.items()),
        )
        self.refused_at = {}
        if odd:
            ends = ends.with_columns(self._mended(frame, ends, odd))
        return ends.get_columns()

    def _dirty(self, frame: pl.DataFrame, whole: pl.DataFrame, signs: str) -> list[str]:
        """The slots that have more than plain numbers."""
        if "+" in signs:
            return self.slots
        empty, absent = frame.select(self.slots).null_count().row(0), whole.null_count().row(0)
        least, most = whole.min().row(0), whole.max().row(0)
        unsigned_zero = 0 if "-" in signs else -1
        return [
            slot
            for slot, *nulls, low, high in zip(self.slots, empty, absent, least, most, strict=True)
            if nulls[0] != nulls[1] or (low is not None and low <= unsigned_zero) or (high or 0) > self._most
        ]

    def _odd(self, frame: pl.DataFrame, whole: pl.DataFrame, slot: str, signs: str) -> pl.Series:
        """The positions of the cells that are neither empty nor a plain whole number: the cast takes signs."""
        text, number = frame.get_column(slot), whole.get_column(slot)
        plain = number.is_between(0, self._most)
        if "-" in signs:
            plain &= (number != 0) | (text.str.len_bytes() == 1)
        if "+" in signs:
            plain &= ~text.str.starts_with("+")
        return (text.is_not_null() & ~plain.fill_null(False)).arg_true()

    def _mended(self, frame: pl.DataFrame, ends: pl.DataFrame, odd: dict[str, pl.Series]) -> list[pl.Series]:
        """The ends of the slots with odd cells, those read by the grammar."""
        texts = (frame.get_column(slot).gather(at).cast(pl.String) for slot, at in odd.items())
        read, mended, start = self._texts.read(pl.concat(texts)), [], 0
        for slot, at in odd.items():
            part = read.slice(start, len(at))
            start += len(at)
            for end in ("low", "high"):
                column = ends.get_column(f"{self._keys[slot]}__{end}")
                mended.append(column.scatter(at, part.get_column(end)))
            if self.refused:
                self.refused_at[slot] = at.filter(part.get_column("refused"))
        return mended
