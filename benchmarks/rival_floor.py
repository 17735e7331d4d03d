"""The floor: Polars reads the same columns and writes as many bytes, and applies no rule: IN OUT BYTES ROWS.

A workbook is read and written with as many columns as ours.
"""

import sys
from pathlib import Path

import polars as pl

COLUMNS = 10
"""that ours adds: three texts, six figures, one that is empty"""


def added(spare: int) -> list[pl.Expr]:
    """Constants that fill up `spare` bytes a row."""
    texts = [pl.lit("1" * max(spare // 3, 1)).alias(f"text_{i}") for i in range(3)]
    figures = [pl.lit(2).alias(f"figure_{i}") for i in range(COLUMNS - 4)]
    return [*texts, *figures, pl.lit(None, dtype=pl.String).alias("empty")]


def main() -> None:
    """File to file."""
    source, target, size, rows = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    if source.suffix == ".xlsx":
        frame = pl.read_excel(source).with_columns(added(20))
        frame.write_excel(target, autofilter=True, freeze_panes=(1, 0))
        return
    spare = max(0, (size - source.stat().st_size) // rows - (COLUMNS - 4) * 2 - 4)
    pl.scan_csv(source, infer_schema_length=10_000).with_columns(added(spare)).sink_csv(target)


if __name__ == "__main__":
    main()
