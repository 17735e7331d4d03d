"""A column of written flags or choices to its values: each distinct text is judged once, then looked up."""

from collections.abc import Collection

import polars as pl

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.intervals import NOT_KNOWN, Interval, Number
from jinshan_cli.files.lists.cells.judge import Judge, Refused

MOST_KEPT = 10_000


class NamedColumn:
    """One flag (Boolean), choice (Int8, the option's place), percentage or date (two ends) in one file.

    A frame in which a cell leaves several options gets a column for each option too, true where it is possible.
    """

    def __init__(self, fact: Fact, scale: int = 1) -> None:
        self.refused: dict[str, Refused] = {}
        """texts met so far that are no value"""
        self.refused_at: pl.Series | None = None
        """where they are in the last frame"""
        self._fact, self._judge = fact, Judge(fact, scale)
        self._kind = pl.Boolean if fact.type == "flag" else pl.Int8
        self._meanings: dict[str, bool | int | Interval | None] = {}
        self._several: dict[str, tuple[str, ...]] = {}

    def read(self, texts: pl.Series) -> list[pl.Series]:
        """The value of each text under the fact's key; unknown, empty, refused and several options are null.

        A refused text of a choice with a default leaves every option: the default is for what nothing is said of.
        """
        words, places = self._numbered(texts)
        self.refused_at = _at(words, places, self.refused)
        if self._fact.is_number:
            return self._ends(words, places)
        meant = pl.Series([self._meanings[word] for word in words], dtype=self._kind)
        values = meant.gather(places).alias(self._fact.key)
        return [values, *self._options(words, places, values)]

    def _numbered(self, texts: pl.Series) -> tuple[list[str], pl.Series]:
        """Distinct texts, whose meanings are known then, and which of them each text is."""
        if isinstance(texts.dtype, pl.Enum):
            words = texts.dtype.categories.to_list()
            if unmet := [word for word in words if word not in self._meanings]:
                self._meet(unmet)
            if not self._meanings.keys() >= set(words):  # too many to keep all
                self._meet(words)
            return words, texts.to_physical()
        if not self._meanings:
            self._meet(_distinct(texts))
        places = self._places(texts)
        if places.null_count() > texts.null_count():
            self._meet(_distinct(texts.filter(places.is_null())))
            places = self._places(texts)
            if places.null_count() > texts.null_count():  # too many to keep all
                self._meet(_distinct(texts))
                places = self._places(texts)
        return list(self._meanings), places

    def _places(self, texts: pl.Series) -> pl.Series:
        """Which of the words that are met each text is."""
        return texts.cast(pl.Enum(list(self._meanings)), strict=False).to_physical()

    def _ends(self, words: list[str], places: pl.Series) -> list[pl.Series]:
        meant = (self._meanings[word] for word in words)
        spans = [span if isinstance(span, Interval) else NOT_KNOWN for span in meant]
        lows, highs = ([None if end is None else int(end) for end in ends] for ends in _apart(spans))
        low = pl.Series(f"{self._fact.key}__low", lows, dtype=pl.Int64).gather(places).fill_null(0)
        return [low, pl.Series(f"{self._fact.key}__high", highs, dtype=pl.Int64).gather(places)]

    def _options(self, words: list[str], places: pl.Series, values: pl.Series) -> list[pl.Series]:
        at = _at(words, places, self._several)
        if at is None or not len(at):
            return []
        sets = pl.Series([self._several.get(word) for word in words], dtype=pl.List(pl.String)).gather(places)
        return [
            (
                sets.list.contains(option).fill_null(values == place).fill_null(self._fact.default in (None, option))
            ).alias(f"{self._fact.key}{SEVERAL}{option}")
            for place, option in enumerate(self._fact.option_keys)
        ]

    def _meet(self, texts: list[str]) -> None:
        if len(self._meanings) > MOST_KEPT:
            self._meanings.clear()
            self._several.clear()
            self.refused = {}
        for text in texts:
            known = self._judge.read(text)
            if isinstance(known, Refused):
                self.refused[text] = known
                if self._fact.default:  # something is said, so the default does not hold
                    self._several[text] = tuple(self._fact.option_keys)
            elif isinstance(known, tuple):
                self._several[text] = known
            self._meanings[text] = self._stored(known)

    def _stored(self, known: object) -> bool | int | Interval | None:
        if isinstance(known, str):
            return self._fact.option_keys.index(known)
        return known if isinstance(known, bool | Interval) else None


def _apart(spans: list[Interval]) -> tuple[list[Number | None], list[Number | None]]:
    return [span.low for span in spans], [span.high for span in spans]


def _at(words: list[str], places: pl.Series, among: Collection[str]) -> pl.Series | None:
    """The positions of those words that are among some; None if none can be."""
    met = [word in among for word in words] if among else []
    return pl.Series(met, dtype=pl.Boolean).gather(places).arg_true() if any(met) else None


def _distinct(texts: pl.Series) -> list[str]:
    """Each text once, in the order in which they come."""
    return list(dict.fromkeys(text for text in texts.to_list() if text is not None))
