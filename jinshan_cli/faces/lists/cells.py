"""Cells of a list of results as files take them: money in yuan without a float, text that no spreadsheet runs."""

from collections.abc import Iterable

import polars as pl

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.guard import FORMULA, GUARD, HARMLESS

_UNSEEN = r"[\p{C}\p{Zl}\p{Zp}&&[^\t\r\n]]"
"""all that is cleaned, and a little more"""
_HUNDREDTH = pl.lit("0.01").cast(pl.Decimal(3, 2))


def guarded(frame: pl.DataFrame, risky: Iterable[str]) -> pl.DataFrame:
    """The frame with `'` before each text of the `risky` columns that would run as a formula."""
    frame = frame.with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
    return frame.with_columns(_guard(pl.col(key)).alias(key) for key in suspects(frame, risky))


def suspects(frame: pl.DataFrame, risky: Iterable[str]) -> list[str]:
    """Those of the `risky` columns in which a text starts like a formula."""
    kinds = frame.schema
    columns = [key for key in risky if kinds[key] == pl.String]
    if not columns:
        return []
    found = frame.lazy().select(pl.col(key).str.contains(FORMULA).any() for key in columns).collect().row(0)
    return [key for key, hit in zip(columns, found, strict=True) if hit]


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


def yuan_figures(frame: pl.DataFrame, money: Iterable[str]) -> pl.DataFrame:
    """Fen columns as yuan for text formats: 20000, 617.28. Numbers if all are whole, which is quicker, else texts."""
    columns = list(money)
    if not columns:
        return frame
    whole = frame.lazy().select((pl.col(key) % 100 == 0).all() for key in columns).collect().row(0)
    return frame.with_columns(
        pl.col(key) // 100 if is_whole else _yuan(key).cast(pl.String).str.strip_suffix(".00")
        for key, is_whole in zip(columns, whole, strict=True)
    )


def _yuan(key: str) -> pl.Expr:
    return pl.col(key).cast(pl.Decimal(38, 0)) * _HUNDREDTH
