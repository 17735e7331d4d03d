"""What the distinct written numbers of one kind mean, each read once a file.

Few go through the scalar parser, one by one; many through `numbers`, and only what is left through the parser.
"""

import polars as pl

from jinshan_cli.files.lists.cells.judge import MOST_KEPT, Judge, Refused
from jinshan_cli.files.lists.cells.numbers import NumberKind, read_numbers

FEW = 500
"""distinct texts that are parsed one by one in less time than the columns' grammar takes to begin"""
_ENDS = {"place": pl.UInt32, "low": pl.Int64, "high": pl.Int64, "refused": pl.Boolean}


class NumberTexts:
    """Texts met are numbered, and what they mean stands under their numbers: half the time of a join on texts."""

    def __init__(self, kind: NumberKind, judge: Judge) -> None:
        self.refused: dict[str, Refused] = {}
        """those met that are no number"""
        self._kind, self._judge = kind, judge
        self._forget()

    def read(self, texts: pl.Series) -> pl.DataFrame:
        """`low` and `high`, in fen or persons, and `refused` of each text, none of them null; unknown is 0 and null."""
        if self._ends.height > MOST_KEPT:
            self._forget()
        told = texts.cast(self._numbered.dtype)
        places = told.to_physical()
        unmet = told.filter(places >= self._ends.height).unique()
        if len(unmet):
            self._meet(unmet)
        return self._ends.select(pl.all().gather(places))

    def _forget(self) -> None:
        self.refused = {}
        self._numbered = pl.Series(dtype=pl.Categorical(pl.Categories.random()))  # Polars forgets numbers of no column
        self._ends = pl.DataFrame(schema=_ENDS).drop("place")

    def _meet(self, unmet: pl.Series) -> None:
        """Puts down what distinct texts mean, whose numbers go on behind those of all that were met before."""
        places, found = unmet.to_physical() - self._ends.height, self._meanings(unmet.cast(pl.String))
        at, room = places.gather(found.get_column("place")), self._ends.clear(len(unmet))
        known = (room.get_column(name).scatter(at, found.get_column(name)) for name in room.columns)
        self._ends = pl.concat([self._ends, pl.DataFrame(known)])

    def _meanings(self, texts: pl.Series) -> pl.DataFrame:
        """The ends of each text, with its place among them, in no order; a refused one is unknown."""
        plain = pl.DataFrame(schema=_ENDS)
        if len(texts) > FEW:
            plain = read_numbers(texts, self._kind).with_columns(refused=False)
        left = pl.int_range(len(texts), dtype=pl.UInt32, eager=True)
        left = left.filter(~left.is_in(plain.get_column("place").implode()))
        rows = [(place, *self._judged(text)) for place, text in zip(left, texts.gather(left), strict=True)]
        return plain.vstack(pl.DataFrame(rows, schema=_ENDS, orient="row"))

    def _judged(self, text: str) -> tuple[int, int | None, bool]:
        ends = self._judge.ends(text)
        if isinstance(ends, Refused):
            self.refused[text] = ends
            return 0, None, True
        return *ends, False
