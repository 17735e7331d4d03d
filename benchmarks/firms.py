"""Lists of invented firms to measure with: realistic figures and gaps, some cells as people write them.

    python benchmarks/firms.py firms.csv --rows 1000000 --dirty 0.1

Same rows, rate and seed: same bytes. Nothing is drawn: each cell is computed from its row's number.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import polars as pl

CHUNK = 250_000
GAPS = 0.15
"""share of cells that are empty"""
REFUSED = 0.02
"""share of the dirty cells that no reader can take"""
NAMES = ("精细化工", "机械制造", "物流", "商贸", "餐饮管理", "新材料", "生物科技", "建筑工程", "信息技术", "食品")
SECTORS = ("manufacturing", "retail", "wholesale", "catering", "software", "construction", "transport", "other")
CHOICES: dict[str, tuple[str, ...]] = {
    "sector": SECTORS,
    "vat_status": ("small_scale", "general"),
    "hnte": ("none", "none", "none", "valid", "new", "renewed"),
}
COUNTS = {"employees": 400, "eligible_hires": 6}
MONEY = {
    "revenue": 9,
    "total_assets": 9,
    "taxable_income": 7,
    "rd_spend": 7,
    "six_taxes_two_fees": 5,
    "vat_incremental_credit": 6,
    "excess_water_surcharge": 4,
    "goods_sales": 10,
    "goods_sales_peak": 10,
    "retail_sales": 9,
    "retail_sales_peak": 9,
}
"""powers of ten that the figures reach, and up to three below"""
FLAGS = (
    *("srdi_new", "newly_above_quota", "newly_four_above", "needs_guarantee", "loan_renewal_needed"),
    *("deferred_social_insurance", "tech_renovation"),
)
COLUMNS = ("name", "uscc", *CHOICES, *COUNTS, *MONEY, *FLAGS)
_UNKNOWN = ("不详", "未知", "-", "N/A")


def chunks(rows: int, dirty: float = 0.0, seed: int = 1) -> Iterator[pl.DataFrame]:
    """The firms in frames of text cells; `dirty` is the share of cells not written as plain figures."""
    for first in range(0, rows, CHUNK):
        yield _chunk(first, min(first + CHUNK, rows), dirty, seed)


def write(path: Path, rows: int, dirty: float = 0.0, seed: int = 1, encoding: str = "utf-8") -> None:
    """The firms as a CSV file, or a workbook, where figures are numbers."""
    if path.suffix == ".xlsx":
        text = {"uscc": pl.String}
        frame = pl.concat(chunks(rows, dirty, seed))
        pl.read_csv(frame.write_csv().encode(), infer_schema_length=None, schema_overrides=text).write_excel(path)
        return
    with path.open("wb") as file:
        file.write((",".join(COLUMNS) + "\n").encode(encoding))
        for chunk in chunks(rows, dirty, seed):
            _append(file, chunk, encoding)


def _append(file: BinaryIO, chunk: pl.DataFrame, encoding: str) -> None:
    if encoding == "utf-8":
        chunk.write_csv(file, include_header=False)
    else:
        file.write(chunk.write_csv(include_header=False).encode(encoding))


def _chunk(first: int, end: int, dirty: float, seed: int) -> pl.DataFrame:
    frame = pl.select(row=pl.int_range(first, end, dtype=pl.UInt64))
    columns = [
        pl.concat_str(pl.lit("上海"), _pick(_dice(-1, seed), NAMES), "row", pl.lit("号有限公司")).alias("name"),
        pl.concat_str(pl.lit("91310116"), (pl.col("row") + 10**9).cast(pl.String)).alias("uscc"),
    ]
    for i, key in enumerate(COLUMNS[2:]):
        plain, written = _cell(key, _dice(3 * i, seed))
        share, how = _dice(3 * i + 1, seed) % 10_000, _dice(3 * i + 2, seed)
        cell = pl.when(share < int(dirty * 10_000)).then(_dirty(written, how)).otherwise(plain)
        columns.append(pl.when(share < 10_000 - int(GAPS * 10_000)).then(cell).alias(key))
    return frame.lazy().select(columns).collect()


def _dice(stream: int, seed: int) -> pl.Expr:
    """A large number that looks drawn: splitmix64 of row, stream and seed, modulo 2^64."""
    mixed = pl.col("row") * 0x9E3779B97F4A7C15 + (
        ((stream + 2) * 0xD1342543DE82EF95 + seed * 0x2545F4914F6CDD1D) % 2**64
    )
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed // 2**shift)) * pl.lit(factor, dtype=pl.UInt64)
    return mixed // 2**20


def _pick(dice: pl.Expr, words: tuple[str, ...]) -> pl.Expr:
    return pl.lit(pl.Series(words)).gather((dice % len(words)).cast(pl.UInt32))


def _cell(key: str, dice: pl.Expr) -> tuple[pl.Expr, list[pl.Expr]]:
    """A cell as a plain figure or word, and the other ways people write it."""
    if key in CHOICES:
        plain = _pick(dice, CHOICES[key])
        return plain, [plain + " ", plain]
    if key in FLAGS:
        yes = dice % 4 == 0
        return _either(yes, "1", "0"), [_either(yes, "有", "无"), _either(yes, "√", "×"), _either(yes, "Y", "N")]
    if key in COUNTS:
        figure = dice % COUNTS[key]
        plain, upper = figure.cast(pl.String), (figure + 50).cast(pl.String)
        return plain, [plain + "人", plain + "-" + upper, plain + "以上", "约" + plain, "不足" + upper]
    figure = dice // 100 % (10 ** (dice % 4 + MONEY[key] - 3))
    plain, wan = figure.cast(pl.String), (figure // 10_000 + 1).cast(pl.String)
    ten = (figure // 1_000 % 10).cast(pl.String)
    return plain, [
        wan + "万",
        wan + "." + ten + "万元",
        wan + "-" + wan + "0万",
        wan + "万以上",
        "约" + wan + "万",
        plain + ".50",
    ]


def _either(condition: pl.Expr, yes: str, no: str) -> pl.Expr:
    return pl.when(condition).then(pl.lit(yes)).otherwise(pl.lit(no))


def _dirty(written: list[pl.Expr], how: pl.Expr) -> pl.Expr:
    """One of the ways, or not known, or (rarely) what cannot be read."""
    ways = [*written, _pick(how // 100, _UNKNOWN)]
    cell = pl.when(how % 10_000 < int(REFUSED * 10_000)).then(pl.lit("见附件"))
    for i, way in enumerate(ways):
        cell = cell.when(how % len(ways) == i).then(way)  # type: ignore[assignment]
    return cell


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=lambda text: int(float(text)), default=10_000)
    parser.add_argument("--dirty", type=float, default=0.0, help="share of cells with units, ranges, 不详")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--encoding", default="utf-8")
    options = parser.parse_args()
    write(options.path, options.rows, options.dirty, options.seed, options.encoding)


if __name__ == "__main__":
    main()
