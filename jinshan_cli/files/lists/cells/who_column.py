"""A column of names or codes: as they stand, without what keeps a spreadsheet from changing them and error values."""

import polars as pl

from jinshan_cli.core.written.guard import FORMULA, GUARD
from jinshan_cli.core.written.writing import EXCEL_ERROR, GLYPHS, LONG_DASH, NOTHING, UNKNOWN
from jinshan_cli.files.lists.blocks import blank
from jinshan_cli.files.lists.cells.judge import Refused, error_told

NAME, CODE = "name", "code"
_AS_TEXT = '="'
"""before what Excel is to take for a text, and a quotation mark behind it"""
_MARKS = f"[{GUARD}#]|{_AS_TEXT}|Err:"
"""of which one stands in whatever is not read as it stands"""
_NO_NAME = sorted(UNKNOWN | NOTHING)
_SHORT = 16
"""bytes of the longest of these, with spaces around it"""
_NOWHERE = pl.Series(dtype=pl.UInt32)


class WhoColumn:
    """The names, or the codes, of one file."""

    def __init__(self, key: str) -> None:
        self.refused: dict[str, Refused] = {}
        """texts met so far that are nobody's"""
        self.refused_at = _NOWHERE
        """where they are in the last frame"""
        self._key = key

    def read(self, texts: pl.Series) -> pl.Series:
        """Names and codes under their key; an error value is nobody's."""
        told, self.refused_at = texts.alias(self._key), _NOWHERE
        if not told.str.contains(_MARKS).any():
            return told
        told = _without_guards(told)
        self.refused_at = told.str.contains(f"^(?:{EXCEL_ERROR})$").fill_null(False).arg_true()
        self.refused |= dict.fromkeys(texts.gather(self.refused_at).unique().to_list(), error_told())
        return told.scatter(self.refused_at, None) if len(self.refused_at) else told


def _without_guards(told: pl.Series) -> pl.Series:
    """In our own lists '=甲 is the firm =甲; in others' ="9131…" is the code 9131…."""
    marked = told.str.contains(rf"^{GUARD}{FORMULA.removeprefix('^')}")
    bare = pl.when(marked).then(told.str.strip_prefix(GUARD)).otherwise(told)
    return told.to_frame().select(bare.str.replace(rf'^{_AS_TEXT}([^"]*)"$', "$1")).to_series()


def nameless(frame: pl.DataFrame) -> pl.Series:
    """Where a frame has no name: nothing that is seen, or a word that says so, as -, 不详 and 无 do."""
    found, names = blank(frame, NAME), frame.get_column(NAME)
    if names.dtype != pl.String:
        return found
    short = (names.str.len_bytes() <= _SHORT).arg_true()
    narrow = names.gather(short).str.replace_all(LONG_DASH, "-", literal=True).str.replace_many(GLYPHS)
    return found.scatter(short, found.gather(short) | narrow.str.strip_chars().is_in(_NO_NAME).fill_null(True))
