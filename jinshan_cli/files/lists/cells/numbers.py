"""Many written numbers at once: the grammar of `core.written.writing` as column expressions.

It answers only where the answer is plain; what it leaves out is for `core.written.values.read` to judge.
"""

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.written import foreign, writing

_MOST_DIGITS = 18
"""so many digits fit an Int64"""
_POWERS = pl.Series([10**power for power in range(_MOST_DIGITS + 1)], dtype=pl.Int64)


@dataclass(frozen=True, slots=True)
class NumberKind:
    """What numbers of a column mean: columns of one kind read the same text alike."""

    money: bool
    marks: tuple[str, ...]
    """of its money, before the digits"""
    units: tuple[str, ...]
    power: int
    """of ten: yuan or persons per unit of the header"""
    smallest: int
    """the power of ten from the written number to fen or persons"""

    @property
    def limit(self) -> int:
        """The greatest number, in fen or persons."""
        return writing.LIMIT * int(10**self.smallest)


def kind_of(fact: Fact, scale: int) -> NumberKind:
    """The kind of a number fact under a header with this scale, a power of ten."""
    money = fact.type == "money"
    marks = tuple(mark for mark in writing.CURRENCY if not foreign.is_other_money(mark, "")) if money else ()
    units = writing.units_of(money, fact.unit)
    own = tuple(unit for unit in units if not (money and foreign.is_other_money("", unit)))
    return NumberKind(money, marks, own, len(str(scale)) - 1, fact.places)


def read_numbers(texts: pl.Series, kind: NumberKind) -> pl.DataFrame:
    """`place`, `low`, `high` of those texts, none of them null, that are plain; in no order.

    In fen or persons; unknown is low 0 and high null. Texts that are left out the scalar parser must judge.
    """
    plain = _parts(texts.alias("word").to_frame().with_row_index("place"))
    left = plain.filter(pl.col("digits").is_null()).select("place", "word")
    if left.height:
        plain = pl.concat([plain.filter(pl.col("digits").is_not_null()), _parts(_narrowed(left))])
    return _read_parts(plain.lazy(), kind).collect(engine="in-memory", optimizations=pl.QueryOptFlags.none())


def _narrowed(frame: pl.DataFrame) -> pl.DataFrame:
    """Texts as narrow, small, unspaced words; none where a space breaks a number or it is too long."""
    word = pl.col("word")
    glyphs = word.str.replace_all(writing.LONG_DASH, "-", literal=True).str.replace_many(writing.GLYPHS)
    short = frame.filter(word.str.len_chars() <= writing.LONGEST).with_columns(glyphs)
    whole = short.filter(~word.str.contains(writing.BROKEN))
    return whole.with_columns(word.str.replace_all(" ", "", literal=True))


def _parts(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(pl.col("word").str.extract_groups(writing.WRITING).alias("parts")).unnest("parts")


def _read_parts(parts: pl.LazyFrame, kind: NumberKind) -> pl.LazyFrame:
    before, after, to = (pl.col(name).is_not_null() for name in ("before", "after", "to"))
    known = pl.col("digits").is_not_null()
    tables = [
        _points(parts.filter(known & ~before & ~after & ~to), kind),
        _bounds(parts.filter(known & (before | after) & ~to), kind),
        _ranges(parts.filter(known & to & ~before), kind),
        _words(parts.filter(~known)),
    ]
    return pl.concat(table.select("place", pl.col("low", "high").cast(pl.Int64)) for table in tables)


def _words(frame: pl.LazyFrame) -> pl.LazyFrame:
    meant = {**dict.fromkeys(writing.UNKNOWN_NUMBER, 0), **dict.fromkeys(writing.NOTHING, 0), writing.SOME: 1}
    low = pl.col("word").replace_strict(meant, default=None, return_dtype=pl.Int64)
    found = frame.with_columns(low=low).filter(pl.col("low").is_not_null())
    return found.with_columns(high=pl.when(pl.col("word").is_in(sorted(writing.NOTHING))).then(0))


def _points(frame: pl.LazyFrame, kind: NumberKind) -> pl.LazyFrame:
    return _amounts(frame, "", kind).with_columns(low="number", high="number")


def _ranges(frame: pl.LazyFrame, kind: NumberKind) -> pl.LazyFrame:
    """A bare lower end takes times and unit of the upper."""
    bare = pl.col("times").is_null() & pl.col("unit").is_null()
    suffix = {name: pl.when(bare).then(f"upper_{name}").otherwise(name) for name in ("times", "unit")}
    lower = _amounts(frame.with_columns(**suffix), "", kind).rename({"number": "low"})
    both = _amounts(lower, "upper_", kind).rename({"number": "high"})
    return both.filter(pl.col("high") >= pl.col("low"))


def _bounds(frame: pl.LazyFrame, kind: NumberKind) -> pl.LazyFrame:
    """An amount with words before or after it; both only as 约 and 左右."""
    before = pl.col("before").replace_strict(writing.BEFORE, default=None, return_dtype=pl.String)
    after = pl.col("after").replace_strict(writing.AFTER, default=None, return_dtype=pl.String)
    said = frame.with_columns(before=before, after=after)
    both_about = (pl.col("before") == "~") & (pl.col("after") == "~")
    clear = said.filter(pl.col("before").is_null() | pl.col("after").is_null() | both_about)
    amounts = _amounts(clear, "", kind).with_columns(said=pl.coalesce("before", "after"))
    number, relation = pl.col("number"), pl.col("said")
    low = {">=": number, ">": number + 1, "<=": pl.lit(0), "<": pl.lit(0), "~": number * 9 // 10}
    high = {"<=": number, "<": number - 1, "~": (number * 11 + 9) // 10}
    ends = amounts.with_columns(low=_by_relation(relation, low), high=_by_relation(relation, high))
    sound = (pl.col("low") <= kind.limit) & (pl.col("high").is_between(0, kind.limit) | relation.is_in([">=", ">"]))
    return ends.filter(sound)


def _by_relation(relation: pl.Expr, ends: dict[str, pl.Expr]) -> pl.Expr:
    return pl.coalesce(pl.when(relation == said).then(end) for said, end in ends.items())


def _amounts(frame: pl.LazyFrame, prefix: str, kind: NumberKind) -> pl.LazyFrame:
    """The rows whose amount is plain, with it as `number`, in fen or persons."""
    digits, exponent, mark, times, unit = (
        pl.col(prefix + name) for name in ("digits", "exponent", "mark", "times", "unit")
    )
    sound = digits.str.contains(writing.DIGITS) & (unit.is_null() | unit.is_in(kind.units))
    is_figure = times.is_in(writing.figures_below(kind.power)).fill_null(False)
    told = unit.is_not_null() | (times.is_not_null() & ~is_figure)
    sound &= _mark_fits(mark, kind, told)
    header = pl.when(told).then(0).otherwise(kind.power)
    power = times.replace_strict(writing.TIMES, default=None, return_dtype=pl.Int64).fill_null(0) + header
    scaled = power + pl.when(exponent.is_null()).then(0).otherwise(exponent.cast(pl.Int64, strict=False))
    plain = frame.filter(sound).with_columns(
        plain=digits.str.replace_all(",", "", literal=True), power=scaled + kind.smallest
    )
    point = pl.col("plain").str.find(".", literal=True)
    whole = plain.with_columns(
        number=pl.col("plain").str.replace(".", "", literal=True).cast(pl.Int64, strict=False),
        power=pl.col("power") - (pl.col("plain").str.len_bytes() - point - 1).cast(pl.Int64).fill_null(0),
    )
    few = whole.filter(pl.col("power").is_between(-_MOST_DIGITS, _MOST_DIGITS))
    sized = few.with_columns(up=_ten_to(pl.col("power")), down=_ten_to(-pl.col("power")))
    number, up, down = pl.col("number"), pl.col("up"), pl.col("down")
    exact = sized.filter((number <= kind.limit // up) & (number % down == 0))
    return exact.with_columns(number=number * up // down)


def _mark_fits(mark: pl.Expr, kind: NumberKind, said: pl.Expr) -> pl.Expr:
    """A currency goes with money, unless the header has a unit of its own and the cell `said` none."""
    if not kind.money:
        return mark == ""
    return (mark == "") | (mark.is_in(kind.marks) & (said if kind.power else pl.lit(True)))


def _ten_to(power: pl.Expr) -> pl.Expr:
    return pl.lit(_POWERS).gather(power.clip(0, _MOST_DIGITS))
