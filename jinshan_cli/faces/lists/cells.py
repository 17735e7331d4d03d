"""Cells of a list of results as files take them: money in yuan without a float, text that no spreadsheet runs."""

import re
from collections.abc import Collection, Container, Iterable, Iterator, Mapping

import polars as pl

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.guard import FORMULA, GUARD, HARMLESS

_UNSEEN = r"[\p{C}\p{Zl}\p{Zp}&&[^\t\r\n]]"
"""all that is cleaned, and a little more"""
_HUNDREDTH = pl.lit("0.01").cast(pl.Decimal(3, 2))


def guarded(frame: pl.DataFrame, risky: Iterable[str]) -> pl.DataFrame:
    """The frame with `'` before each text of the `risky` columns that would run as a formula."""
    return as_text(frame, risky, ())


def as_text(
    frame: pl.DataFrame, risky: Iterable[str], money: Collection[str], separator: str = "", quoted: Collection[str] = ()
) -> pl.DataFrame:
    """The frame as text formats take it: `guarded`, the `money` columns in yuan (20000, 617.28) instead of fen, and
    with a `separator` the texts of the `quoted` columns in quotation marks where a cell needs them."""
    odd = odd_columns(frame, risky, money)
    return frame.select(text_cells(frame.schema, odd, money, separator, quoted))


def odd_columns(frame: pl.DataFrame, risky: Iterable[str], money: Iterable[str]) -> set[str]:
    """The `risky` columns in which a text starts like a formula, and those of `money` in which a sum is not of whole
    yuan. One query for all: each waits for what else is being worked out."""
    kinds = frame.schema
    asked = {key: _text(key, kinds[key]).str.contains(FORMULA) for key in risky if _is_text(kinds[key])}
    asked |= {key: pl.col(key) % 100 != 0 for key in money}
    if not asked:
        return set()
    found = frame.lazy().select(each.any().alias(key) for key, each in asked.items()).collect().row(0, named=True)
    return {key for key, hit in found.items() if hit}


def text_cells(
    kinds: Mapping[str, pl.DataType],
    odd: Container[str],
    money: Container[str],
    separator: str = "",
    quoted: Container[str] = (),
) -> Iterator[pl.Expr]:
    """What makes the cells of each column, of which `odd_columns` told some. Whole yuan are numbers, which is quicker,
    others texts."""
    for key, kind in kinds.items():
        if key in money:
            cell = _yuan(key).cast(pl.String).str.strip_suffix(".00") if key in odd else pl.col(key) // 100
        else:
            cell = _guard(_text(key, kind)) if key in odd else _text(key, kind)
        yield _quoted(cell, separator).alias(key) if separator and key in quoted else cell.alias(key)


def _is_text(kind: pl.DataType) -> bool:
    return isinstance(kind, pl.String | pl.Categorical | pl.Enum)


def _text(key: str, kind: pl.DataType) -> pl.Expr:
    return pl.col(key).cast(pl.String) if isinstance(kind, pl.Categorical | pl.Enum) else pl.col(key)


def _quoted(text: pl.Expr, separator: str) -> pl.Expr:
    quoted = '"' + text.str.replace_all('"', '""', literal=True) + '"'
    odd = text.str.contains(f'[{re.escape(separator)}"\r\n]') | (text == "")
    return pl.when(odd).then(quoted).otherwise(text)


def guarded_lines(lines: pl.Series, places: Iterable[int], width: int, delimiter: str) -> pl.Series:
    """Lines of `width` unquoted cells with `'` before the cells at `places` that would run as a formula."""
    guarded = set(places)
    cells = [pl.col("line").struct.field(f"field_{place}") for place in range(width)]
    kept = (_guard(cell) if place in guarded else cell for place, cell in enumerate(cells))
    split = lines.to_frame("line").with_columns(pl.col("line").str.split_exact(delimiter, width - 1))
    return split.select(pl.concat_str(kept, separator=delimiter)).to_series()


def _guard(text: pl.Expr) -> pl.Expr:
    runs = text.str.contains(FORMULA) & ~text.str.contains(HARMLESS)
    return pl.when(runs).then(GUARD + text).otherwise(text)


def seen(frame: pl.DataFrame, texts: Iterable[str]) -> pl.DataFrame:
    """The frame with each unseen character of these columns made visible; line ends and tabs stay."""
    return frame.with_columns(_seen(frame.get_column(key)) for key in texts)


def _seen(column: pl.Series) -> pl.Series:
    at = column.str.contains(_UNSEEN).fill_null(False).arg_true()
    return column.scatter(at, [_visible(text) for text in column.gather(at)]) if len(at) else column


def _visible(text: str) -> str:
    return "\r".join(clean(part, keep_layout=True) for part in text.split("\r"))


def yuan_numbers(frame: pl.DataFrame, money: Iterable[str]) -> pl.DataFrame:
    """Fen columns as yuan: `Decimal` with two places."""
    return frame.with_columns(_yuan(key) for key in money)


def _yuan(key: str) -> pl.Expr:
    return pl.col(key).cast(pl.Decimal(38, 0)) * _HUNDREDTH
