"""The floor: Polars reads the same columns, writes as many in as many bytes, and applies no rule: IN OUT BYTES ROWS."""

import sys
from pathlib import Path

import polars as pl

TEXTS, FIGURES, EMPTY = 3, 9, 4
"""columns that ours adds; the last say nothing of most firms"""


def added(spare: int) -> list[pl.Expr]:
    """Constants that fill up `spare` bytes a row."""
    texts = [pl.lit("1" * max(spare // TEXTS, 1)).alias(f"text_{i}") for i in range(TEXTS)]
    figures = [pl.lit(2).alias(f"figure_{i}") for i in range(FIGURES)]
    return [*texts, *figures, *(pl.lit(None, dtype=pl.String).alias(f"empty_{i}") for i in range(EMPTY))]


def main() -> None:
    """File to file."""
    source, target, size, rows = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    if source.suffix == ".xlsx":
        frame = pl.read_excel(source).with_columns(added(20))
        frame.write_excel(target, autofilter=True, freeze_panes=(1, 0))
        return
    spare = max(0, (size - source.stat().st_size) // rows - 2 * FIGURES - TEXTS - EMPTY)
    pl.scan_csv(source, infer_schema_length=10_000).with_columns(added(spare)).sink_csv(target)


if __name__ == "__main__":
    main()
