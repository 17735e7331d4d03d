"""A list of firms to a table of results, block by block, a row a firm or a benefit: the columns are the contract's.

Text columns: null is empty. Money is whole fen. Nothing here knows a file format of the output.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache, partial
from itertools import chain
from typing import Literal

import polars as pl

from jinshan_cli.core.columns import NEAR, OF_BENEFIT, OF_CALL, OF_FIRM, POSSIBLE, PROBLEMS, SEPARATOR, SUMS
from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.tally import Tally
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.truths import Flag
from jinshan_cli.engines.columns.warnings import unfitting
from jinshan_cli.files.lists.firms import FirmBlock, Sheet
from jinshan_cli.files.lists.headers import ListHeader
from jinshan_cli.use.edition.planned import PlanOf, planned
from jinshan_cli.use.lists.account import Account, Doubting
from jinshan_cli.use.lists.benefits import CASE, FIRM, VERDICT, BenefitRows, case_terms
from jinshan_cli.use.lists.digest import Digest
from jinshan_cli.use.lists.grouping import DIALECT
from jinshan_cli.use.lists.replay import Replay
from jinshan_cli.use.lists.totals import firm_blocks

Layout = Literal["firm", "benefit", "call"]
MOST_VERDICTS = 1_000_000
"""on firms and benefits, each of which may be a row, that are written together"""


@dataclass(frozen=True, slots=True)
class Field:
    """A column of the results."""

    key: str
    """its name in the frames"""
    heading: str
    """a name of the contract, or an input column's own heading"""
    kind: Literal["input", "text", "count", "money"]
    fact: Fact | None = None
    """what an input column tells"""


@dataclass(frozen=True, slots=True)
class ResultBlock:
    """The results of one block."""

    rows: pl.DataFrame
    """a column per field, in their order; or of some of them the place in one of `tables`, by its name"""
    problems: pl.DataFrame
    risky: frozenset[str]
    """keys of the text columns that may begin with anything; in others a cell was understood or begins with a letter"""
    bare_of: str = ""
    """a delimiter: no cell but those of `problems` holds it, a quotation mark or a line end; empty: any may"""
    raw: pl.Series | None = None
    """the input of each row as it stood: cells between `bare_of`, where number facts may be Int64, or JSON without its
    braces"""
    tables: Mapping[str, pl.DataFrame] = field(default_factory=dict)
    """what is alike in many rows"""

    @property
    def frame(self) -> pl.DataFrame:
        """A column per field, in their order."""
        if not self.tables:
            return self.rows
        told = (table[self.rows.get_column(name)] for name, table in self.tables.items())
        return pl.concat([self.rows, *told], how="horizontal").select(OF_BENEFIT)


@dataclass(frozen=True)
class Results:
    """The table that a list of firms gives on a date: its columns, and its rows as they are computed."""

    edition: Edition
    as_of: date
    layout: Layout
    sheet: Sheet
    account: Account
    strict: bool = False
    """one problem, and there are no results"""
    plan_of: PlanOf = planned
    """how the edition is compiled"""
    seen: Callable[[FirmBlock], None] | None = None
    """is shown each block before it is judged"""
    of_worth: bool = False
    """what comes to 0 yuan is in `nothing` alone, as people read it; by the contract its verdict is told too"""
    near: bool = False
    """near misses have columns of their own, which a face makes: they are told in words"""
    digest: Digest | None = None
    """takes what each block comes to"""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns, in order."""
        if self.layout == "firm":
            return (*_firm_fields(self.sheet.header), *(NEAR_FIELDS if self.near else ()))
        return CALL_FIELDS if self.layout == "call" else BENEFIT_FIELDS

    def blocks(self) -> Iterator[ResultBlock]:
        """The rows, once. Raises InputError where the rest of the list cannot be read, or if it is strict."""
        taken, judge_of = self._taken(), cache(partial(_Judge, self))
        judge_of(frozenset())  # while the first block is read: few lists name several options of a choice
        return chain.from_iterable(map(partial(self._judged, judge_of), taken))

    def _judged(self, judge_of: Callable[[frozenset[str]], "_Judge"], block: FirmBlock) -> Iterable[ResultBlock]:
        keys = [field.key for field in self.fields if field not in NEAR_FIELDS]
        slots = [column.slot for column in self.sheet.header.columns]
        read, judge = self._read(block.frame, slots), judge_of(block.several(self.edition.facts))
        worked, counted = judge(read)
        self.account.tally += counted
        self.account.doubt(judge.doubts(read))
        risky = self._risky(block.problems)
        if self.layout == "benefit":
            return self._by_benefit(judge, worked, block.problems, risky)
        self.account.written += worked.height
        frame = block.frame[slots].hstack(worked[keys[len(slots) :]])
        bare_of = self.sheet.table.delimiter if block.bare else ""
        return (ResultBlock(frame, block.problems, risky, bare_of, block.raw),)

    def _by_benefit(
        self, judge: "_Judge", worked: pl.DataFrame, problems: pl.DataFrame, risky: frozenset[str]
    ) -> Iterator[ResultBlock]:
        """A block in parts, of which none becomes too many rows. No part is held while the next is made."""
        firms = max(1, MOST_VERDICTS // max(1, sum(len(policy.benefits) for policy in self.edition.policies)))

        def part(start: int) -> ResultBlock:
            long, tables = judge.by_benefit(worked.slice(start, firms))
            self.account.written += long.height
            return ResultBlock(long, problems.clear() if start else problems, risky, tables=tables)

        return map(part, range(0, max(1, worked.height), firms))

    def _read(self, frame: pl.DataFrame, slots: list[str]) -> pl.DataFrame:
        """What was read of the columns, whose own types may change on the way; of those that firms are grouped by the
        texts."""
        by = [column.slot for column in self.digest.grouped.columns] if self.digest else []
        texts = (pl.col(slot).cast(pl.String) for slot in by)
        return frame.drop(slot for slot in slots if slot not in by).with_columns(texts)

    def _taken(self) -> Iterator[FirmBlock]:
        """The blocks, counted. Mapped, as all that is done with them: a loop would hold one while the next is made."""
        blocks = firm_blocks(self.sheet)

        def take(block: FirmBlock) -> FirmBlock:
            self.account.take(block)
            if self.strict and self.account.problems:
                raise _refusal(self.account, blocks)
            if self.seen is not None:
                self.seen(block)
            return block

        return map(take, blocks)

    def _risky(self, problems: pl.DataFrame) -> frozenset[str]:
        if self.layout == "benefit":
            return frozenset(("name",))
        odd = set(problems.filter(~pl.col("value").str.contains(r"^[\p{L}\p{N}]"))["column"])
        columns = self.sheet.header.columns
        carried = (column.slot for column in columns if column.fact is None or column.title in odd)
        return frozenset((*carried, PROBLEMS))


def _refusal(account: Account, rest: Iterator[FirmBlock]) -> InputError:
    """Every problem of the list counted, the first of them told."""
    for block in rest:
        account.take(block)
    more = account.problems - len(account.first)
    closing = Fault(tell("共 {problems:,} 处无法识别，因 --strict 没有写出任何结果", problems=account.problems))
    return InputError([*account.first, *([Fault(tell("另有 {more:,} 处未列出", more=more))] if more else []), closing])


def _firm_fields(header: ListHeader) -> tuple[Field, ...]:
    given = (Field(column.slot, column.title, "input", column.fact) for column in header.columns)
    return (*given, *FIRM_FIELDS)


_COUNTS = ("row", "number")
_MONEY = (*SUMS, *POSSIBLE, *NEAR[2:], "low", "high", "paid_low", "paid_high")


def _result(key: str) -> Field:
    return Field(key, key, "count" if key in _COUNTS else "money" if key in _MONEY else "text")


NEAR_FIELDS = tuple(map(_result, NEAR))
FIRM_FIELDS = tuple(map(_result, OF_FIRM))
BENEFIT_FIELDS = tuple(map(_result, OF_BENEFIT))
CALL_FIELDS = tuple(map(_result, OF_CALL))


class _Judge:
    """Evaluates one frame after another; `several`: the choices of which a row may leave several options."""

    def __init__(self, results: Results, several: frozenset[str]) -> None:
        present = results.sheet.header.present | several
        made = results.plan_of(results.edition, results.as_of, present, results.of_worth)
        plan = made.plan
        self._named = results.sheet.header.name is not None
        self._terms = cache(partial(case_terms, results.edition, results.as_of))
        crosses = list(unfitting(results.edition, present))
        self._evaluate = Replay(
            lambda frame: _with_crosses(plan.evaluate(frame, at_hand=True), crosses), optimize=False
        )
        self._count = Replay(made.tallying.counts, optimize=False)
        self._tally = made.tallying.tally_of
        self._digest = results.digest
        if self._digest:
            query = self._digest.query
            self._sums = Replay(lambda worked: query(plan, present, worked), optimize=False)
        self._rows = cache(partial(BenefitRows, plan))
        self.doubts = Doubting(results.edition, present)

    def __call__(self, frame: pl.DataFrame) -> tuple[pl.DataFrame, Tally]:
        """A row a firm, with other columns among those of the layout, and what they come to."""
        worked = self._evaluate(frame)
        tally = self._tally(self._count(worked))
        if self._digest:
            self._digest.take(self._sums(worked))
        return worked, tally

    def by_benefit(self, worked: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, pl.DataFrame]]:
        """A row per firm × benefit that is eligible or undetermined, in the order of rows and of the table; and the
        firms, the benefits and the verdicts that they are of."""
        name = pl.col("name") if self._named else pl.lit(None, dtype=pl.String).alias("name")
        rows, verdicts = self._rows()(worked)
        return rows, {FIRM: worked.select("row", name), CASE: self._terms(), VERDICT: verdicts}


def _with_crosses(worked: pl.LazyFrame, crosses: list[tuple[str, Flag]]) -> pl.LazyFrame:
    """What cannot be true together stands with the problems of its row."""
    if not any(flag is not False for _, flag in crosses):
        return worked
    told, problems = joined(crosses), ex.col(PROBLEMS)
    both = ex.concat_str([problems, told], SEPARATOR)
    return worked.with_columns(ex.when(~told.is_null(), both, problems).put(DIALECT).alias(PROBLEMS))
