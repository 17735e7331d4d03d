"""What the firms of a list are grouped and weighed by: facts, or columns that are only carried along."""

from collections.abc import Iterable, Iterator

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.columns.sizes import classes
from jinshan_cli.engines.columns.truths import Flag
from jinshan_cli.engines.dialects import dialect
from jinshan_cli.files.lists.headers import Column, ListHeader

DIALECT = dialect(pl, at_hand=True)
NOT_KNOWN, NOT_SAID = "不详", "未填"
SHARE = 10**6
"""parts of a firm that weights are counted in"""
LARGEST = 10**9
SHOWN = 5
"""rows named whose weight is none"""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The columns of groups, each a fact or a column of the file, and the column of weights."""

    by: tuple[Fact | Column, ...] = ()
    weight: Column | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        """What the groups are called by."""
        return tuple(each.label if isinstance(each, Fact) else each.title for each in self.by)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the file that tell no fact, but a group or a weight."""
        return tuple(each for each in (*self.by, self.weight) if isinstance(each, Column))

    def expressions(self, edition: Edition, present: frozenset[str]) -> list[pl.Expr]:
        """`group 0`, `group 1` …: each firm's value, as text."""
        return [
            (_of_fact(classes(edition, present, each.key)) if isinstance(each, Fact) else _of_column(each)).alias(name)
            for name, each in zip(self.names, self.by, strict=True)
        ]

    @property
    def names(self) -> list[str]:
        """The columns of the groups."""
        return [f"group {i}" for i in range(len(self.by))]

    def weights(self, frame: pl.DataFrame, where: str) -> pl.Series:
        """The weight of each row in `SHARE`s of a firm. Raises InputError for what is none."""
        if self.weight is None:
            return pl.Series("weight", [SHARE], dtype=pl.Int64).new_from_index(0, frame.height)
        text = frame.get_column(self.weight.slot).cast(pl.String).str.strip_chars()
        known = text.str.contains(r"^[0-9]{1,9}(?:\.[0-9]+)?$").fill_null(False)
        if not known.all():
            raise InputError(list(_faults(frame.filter(~known), self.weight, where)))
        parts = text.str.split_exact(".", 1).struct.unnest()
        whole = parts.to_series(0).cast(pl.Int64)
        digits = (parts.to_series(1).fill_null("") + "0" * 7).str.head(7).cast(pl.Int64)
        return (whole * SHARE + (digits + 5) // 10).alias("weight")


def names_in(text: str) -> list[str]:
    """What `--by` names: parts between commas, full width too. Raises InputError for a text that names nothing."""
    names = [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]
    if text and not names:
        raise InputError(
            [Fault(tell("没有写按哪一列分组"), f"--by {text}", expected=tell("列名，几列之间用逗号，如 街镇,行业"))]
        )
    return names


def grouping(by: Iterable[str], weight: str, header: ListHeader, facts: Catalogue) -> Grouping:
    """Raises InputError for a name that is no fact and no column, a fact that has no groups, or what is named twice."""
    found: list[Fact | Column] = []
    faults: list[Fault] = []
    for name in by:
        column = _column(name, header)
        fact = facts.find(name) or (column.fact if column else None)
        if fact is not None and fact.is_number:
            expected = tell("选项或是否一类的指标，或名单里的一列，如 街镇")
            faults.append(Fault(tell("数字不能用来分组"), f"--by {name}", expected=expected))
        elif (group := fact or column) is None:
            faults.append(_unknown(f"--by {name}", name, header, facts))
        elif group in found:
            faults.append(Fault(tell("同一列写了两次"), f"--by {name}", expected=tell("每列只写一次")))
        else:
            found.append(group)
    weighing = _column(weight, header) if weight else None
    if weight and weighing is None:
        faults.append(_unknown(f"--weight {weight}", weight, header, None))
    if faults:
        raise InputError(faults)
    return Grouping(tuple(found), weighing)


def _column(name: str, header: ListHeader) -> Column | None:
    return next((column for column in header.columns if fold(column.title) == fold(name)), None)


def _unknown(where: str, name: str, header: ListHeader, facts: Catalogue | None) -> Fault:
    known = [column.title for column in header.columns]
    known += [each for fact in facts or () if not fact.is_number for each in (fact.label, fact.key)]
    expected = tell("名单里的一列") + (tell("，或选项、是否一类的指标") if facts else "")
    return Fault(tell("没有这一列"), where, expected=expected, closest=closest(name, known))


def _of_fact(found: dict[str, Flag]) -> pl.Expr:
    told: pl.Expr = pl.lit(tell(NOT_KNOWN))
    for label, flag in found.items():
        if isinstance(flag, bool):
            told = pl.lit(label) if flag else told
        else:
            told = pl.when(flag.put(DIALECT)).then(pl.lit(label)).otherwise(told)
    return told


def _of_column(column: Column) -> pl.Expr:
    text = pl.col(column.slot).cast(pl.String).str.strip_chars()
    return pl.when(text == "").then(pl.lit(tell(NOT_SAID))).otherwise(text).fill_null(pl.lit(tell(NOT_SAID)))


def _faults(frame: pl.DataFrame, column: Column, where: str) -> Iterator[Fault]:
    for row, value in frame.select("row", pl.col(column.slot).cast(pl.String)).head(SHOWN).iter_rows():
        expected = tell("不小于 0、小于 {largest:,} 的数，如 1 或 12.5", largest=LARGEST)
        yield Fault(
            tell("权重不是数") if value else tell("没有权重"),
            tell("{where} 第 {row} 行 {title}", where=where, row=row, title=column.title),
            value or "",
            expected,
        )
    if frame.height > SHOWN:
        yield Fault(tell("这一批里另有 {more:,} 行", more=frame.height - SHOWN))
