"""Columns of written numbers of one kind to their low and high ends.

Plain whole numbers are cast; of other writings, few go through the scalar parser, once for each distinct text; many
go through `numbers`, and only what is left through the parser.
"""

import polars as pl

from jinshan_cli.files.lists.cells.judge import Judge, Refused
from jinshan_cli.files.lists.cells.numbers import NumberKind, read_numbers

FEW = 500
"""distinct texts that are parsed one by one in less time than the columns' grammar takes to begin"""
_ENDS = {"text": pl.String, "low": pl.Int64, "high": pl.Int64}


class NumberColumns:
    """The columns of one kind in one file.

    Of the last frame, `refused` holds the texts that are no number, and `refused_at` their positions by slot.
    """

    def __init__(self, kind: NumberKind, keys: dict[str, str], judge: Judge) -> None:
        self.refused: dict[str, Refused] = {}
        self.refused_at: dict[str, pl.Series] = {}
        self._kind, self._keys, self._judge = kind, keys, judge
        self._factor = 10 ** (kind.power + kind.smallest)
        self._most = kind.limit // self._factor

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
        self.refused, self.refused_at = {}, {}
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
        read = self._looked_up(pl.concat(frame.get_column(slot).gather(at).cast(pl.String) for slot, at in odd.items()))
        mended = []
        start = 0
        for slot, at in odd.items():
            part = read.slice(start, len(at))
            start += len(at)
            for end in ("low", "high"):
                column = ends.get_column(f"{self._keys[slot]}__{end}")
                mended.append(column.scatter(at, part.get_column(end)))
            if self.refused:
                self.refused_at[slot] = at.filter(part.get_column("refused"))
        return mended

    def _looked_up(self, texts: pl.Series) -> pl.DataFrame:
        """`low`, `high` and `refused` of each text. They are numbered first: half the time of a join on texts."""
        told = texts.cast(pl.Categorical(pl.Categories.random()))
        table = self._table(told.unique().cast(pl.String))
        refused = pl.Series(list(self.refused), dtype=pl.String)
        places = pl.col("text").cast(told.dtype).to_physical()
        ordered = table.select("low", "high", refused=pl.col("text").is_in(refused.implode()), place=places).sort(
            "place"
        )
        return ordered.select(pl.all().gather(told.to_physical()))

    def _table(self, texts: pl.Series) -> pl.DataFrame:
        """The ends of distinct texts; a refused one is unknown."""
        plain = pl.DataFrame(schema=_ENDS)
        if len(texts) > FEW:
            plain = read_numbers(texts, self._kind)
            texts = texts.filter(~texts.is_in(plain.get_column("text").implode()))
        rows = []
        for text in texts.to_list():
            ends = self._judge.ends(text)
            if isinstance(ends, Refused):
                self.refused[text] = ends
                ends = 0, None
            rows.append((text, *ends))
        return pl.concat([plain, pl.DataFrame(rows, schema=_ENDS, orient="row")])
