"""A dataframe of firms in, the same kind of dataframe with the results beside each firm out; money in yuan.

Lazy frames get expressions. Eager ones lend Polars the columns that tell of facts, and so do Spark's workers.
"""

import warnings
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl
from narwhals.dtypes import DType
from narwhals.typing import IntoFrameT

from jinshan_cli.core.columns import OF_RESULT, POSSIBLE, PROBLEMS, SUMS
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, fold
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.figures import yuan
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.engines.columns.ends import INFINITE, End
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.plan import BenefitColumns, Plan, Staged
from jinshan_cli.engines.columns.truths import Flag
from jinshan_cli.engines.columns.warnings import unfitting
from jinshan_cli.engines.dialects import worded
from jinshan_cli.files.frames.columns import FactColumn, TypedFrame, find_sources, typed_columns
from jinshan_cli.files.frames.given import check_types, known_frame, lent
from jinshan_cli.files.lists.titles.likeness import akin
from jinshan_cli.files.lists.titles.who import CODES

GIVEN = ">"
"""begins an input column's name while the engine works, so that it meets none of the engine's own"""
AT_ONCE = 200_000
"""rows of an eager frame judged together: memory stays flat"""
OF_EACH, PAID = ("status", "low", "high"), ("paid_low", "paid_high")
"""what is told of each benefit, and further of those that a combination names"""
YUAN = ex.decimal(38, 2)
_MONEY = (*SUMS, *POSSIBLE)
_OUR_CALLERS = 5
"""frames between a warning and whoever called the API"""


def assess_frame(frame: IntoFrameT, edition: Edition, as_of: date, benefits: bool) -> IntoFrameT:
    """The frame with the results as columns.

    Raises InputError for columns that cannot be what they say, EditionError if a rule's figures are too large for
    columns, TypeError for a frame of another kind.
    """
    return judged_frame(frame, _Assessing(edition.facts, edition, as_of, benefits))


def judged_frame(frame: IntoFrameT, judge: "FrameJudge") -> IntoFrameT:
    """The frame with what a judge finds as further columns. Raises as `assess_frame` does."""
    known = known_frame(frame)
    names = known.collect_schema().names()
    sources = judge.sources(names)
    _warn_of_carried(names, sources, judge.facts)
    _warn_of_floats(known.collect_schema())
    check_types(known, {source.name for source in sources})
    kind = known.implementation
    result: Any
    if kind.is_polars() and isinstance(known, nw.DataFrame):
        result = known.to_native().with_columns(judge.results(lent(known, sources)).get_columns())
    elif kind.is_polars() or kind.is_duckdb():
        result = judge.steps(sources, known.collect_schema(), GIVEN).whole(known)
    elif kind.is_pandas():
        found = judge.results(lent(known, sources)).to_pandas(use_pyarrow_extension_array=True)
        result = known.to_native().assign(**{name: found[name].array for name in found.columns})
    elif kind.is_pyarrow():
        result = _appended(known.to_native(), judge.results(lent(known, sources)))
    elif kind.is_pyspark() or kind.is_pyspark_connect():
        judge.steps(sources, known.collect_schema())
        result = _on_spark(known.to_native(), judge)
    else:
        raise TypeError(f"only Polars, pandas, PyArrow, DuckDB and PySpark are taken, not {type(frame)}")
    typed: IntoFrameT = result
    return typed


def _warn_of_carried(names: Iterable[Any], sources: Iterable[FactColumn], facts: Catalogue) -> None:
    """A UserWarning that names the carried columns that may be meant for facts."""
    read, known = {source.name for source in sources}, {source.fact.key for source in sources}
    carried = [(name, akin(name, facts)) for name in names if isinstance(name, str) and name not in read]
    if told := [
        tell("{name}（是否指 {key}？）", name=name, key=fact.key)
        for name, fact in carried
        if fact and fact.key not in known
    ]:
        warnings.warn(tell("没有用来计算的列：{those}", those=tell("、").join(told)), stacklevel=_OUR_CALLERS)


def _warn_of_floats(schema: Mapping[str, DType]) -> None:
    """A UserWarning that names the columns of credit codes whose type cannot hold all their digits."""
    if told := [name for name, kind in schema.items() if fold(str(name)) in CODES and kind.is_float()]:
        warnings.warn(
            tell("编号存成了浮点数，超过 15 位的会丢位数：{those}；请存为文字", those=tell("、").join(told)),
            stacklevel=_OUR_CALLERS,
        )


@dataclass(frozen=True)
class FrameJudge(ABC):
    """What is asked of every frame; `facts`: those that its columns may tell of."""

    facts: Catalogue

    @property
    @abstractmethod
    def texts(self) -> list[str]:
        """The results that are text."""

    @property
    @abstractmethod
    def names(self) -> list[str]:
        """The columns of the results, in order; those that are no text are money."""

    @abstractmethod
    def compiled(self, present: Set[str]) -> Staged:
        """The plan for the facts that have columns. Raises EditionError."""

    @abstractmethod
    def told(self, plan: Any, typed: TypedFrame) -> Iterator[tuple[str, ex.Expr]]:
        """The results, each with its name."""

    def sources(self, names: Iterable[Any]) -> tuple[FactColumn, ...]:
        """The columns that tell of facts. Raises InputError, also where a result would take an input's name."""
        texts = [name for name in names if isinstance(name, str)]
        if taken := set(texts).intersection(self.names):
            raise InputError([Fault(tell("这是结果列的列名"), name, expected=tell("先改名")) for name in sorted(taken)])
        return find_sources(texts, self.facts)

    def steps(self, sources: Iterable[FactColumn], schema: Mapping[str, DType], given: str = "") -> "_Steps":
        """How frames with these columns are judged. Raises InputError and EditionError."""
        typed = typed_columns(sources, schema, given)
        return _Steps(self, tuple(schema), typed, self.compiled(typed.present))

    def results(self, told: pl.DataFrame) -> pl.DataFrame:
        """The results alone, of a frame with nothing but the columns that tell of facts."""
        steps = self.steps(find_sources(told.columns, self.facts), nw.from_native(told).schema, GIVEN)
        parts = [steps.whole(nw.from_native(part.lazy()), at_hand=True).collect() for part in _slices(told)]
        results: pl.DataFrame = pl.concat(parts).select(self.names)
        return results


@dataclass(frozen=True)
class _Assessing(FrameJudge):
    """What `assess_frame` asks."""

    edition: Edition
    as_of: date
    benefits: bool

    @property
    def texts(self) -> list[str]:
        each = [f"{benefit}_status" for benefit in self.edition.rules] if self.benefits else []
        return [*(name for name in OF_RESULT if name not in _MONEY), PROBLEMS, *each]

    @property
    def names(self) -> list[str]:
        ids = [benefit.id for policy in self.edition.policies for benefit in policy.benefits] if self.benefits else []
        return [*OF_RESULT, PROBLEMS, *(f"{key}_{what}" for key in ids for what in self._of(key))]

    def _of(self, key: str) -> tuple[str, ...]:
        """What is told of a benefit; what it pays only where a combination names it: else that is its amount."""
        is_combined = any(key in each.benefits for each in self.edition.combinations)
        return (*OF_EACH, *(PAID if is_combined else ()))

    def compiled(self, present: Set[str]) -> Plan:
        return compile_plan(self.edition, self.as_of, present)

    def told(self, plan: Plan, typed: TypedFrame) -> Iterator[tuple[str, ex.Expr]]:
        for name in OF_RESULT:
            yield name, in_yuan(ex.col(name)) if name in _MONEY else ex.col(name)
        crosses = unfitting(self.edition, typed.present)
        yield PROBLEMS, joined((*refusals(typed), *crosses))
        if self.benefits:
            for policy in plan.policies:
                for benefit in policy.benefits:
                    yield from _of_benefit(benefit, plan, self._of(benefit.benefit.id))


def _slices(frame: pl.DataFrame) -> Iterator[pl.DataFrame]:
    return frame.iter_slices(AT_ONCE) if frame.height else iter([frame])


@dataclass(frozen=True, slots=True)
class _Steps:
    """A compiled edition for frames with certain columns."""

    judge: FrameJudge
    columns: tuple[str, ...]
    typed: TypedFrame
    plan: Staged

    def whole(self, frame: nw.LazyFrame[Any], at_hand: bool = False) -> Any:
        """The native frame with its columns as they were, and the results; `at_hand`: it will be collected whole."""
        worked = frame.select(*(nw.col(name).alias(GIVEN + name) for name in self.columns))
        for stage in self.typed.stages:
            worked = worked.with_columns(**stage)
        judged, words = worded(self.plan.evaluate(worked.to_native(), at_hand), at_hand)
        kept = [ex.col(GIVEN + name).put(words).alias(name) for name in self.columns]
        told = [expr.put(words).alias(name) for name, expr in self.judge.told(self.plan, self.typed)]
        whole = judged.select(*kept, *told)
        return nw.to_native(whole, pass_through=True)


def refusals(typed: TypedFrame) -> Iterator[tuple[str, ex.Expr]]:
    """Each fact, and the rows whose value of it could not be taken."""
    return ((key, ex.col(name)) for key, name in typed.refused.items())


def _of_benefit(benefit: BenefitColumns, plan: Plan, told: tuple[str, ...]) -> Iterator[tuple[str, ex.Expr]]:
    status, *ends = (f"{benefit.benefit.id}_{what}" for what in told)
    possibly, unstated = benefit.holds.possibly, (INFINITE, INFINITE)
    unsure = chosen(possibly, ex.lit("undetermined"), ex.lit("ineligible"))
    yield status, chosen(benefit.holds.surely, ex.lit("eligible"), unsure)
    numbers = (*(benefit.amount or unstated), *(plan.paid_of(benefit) or unstated))
    for end, number in zip(ends, numbers, strict=False):
        yield end, chosen(possibly, end_in_yuan(number), ex.lit(None, dtype=YUAN))


def chosen(flag: Flag, then: ex.Expr, otherwise: ex.Expr) -> ex.Expr:
    """The one where a flag is true, the other elsewhere."""
    if isinstance(flag, bool):
        return then if flag else otherwise
    return ex.when(flag, then, otherwise)


def end_in_yuan(end: End) -> ex.Expr:
    """An end in fen as yuan."""
    if isinstance(end.value, ex.Expr):
        return in_yuan(end.value)
    return ex.lit(None if end.value is None else Decimal(yuan(end.value)), dtype=YUAN)


def in_yuan(fen: ex.Expr) -> ex.Expr:
    """Exact: a product of decimals."""
    return (fen.cast(ex.decimal(36, 0)) * ex.lit(Decimal("0.01"), dtype=ex.decimal(2, 2))).cast(YUAN)


def _appended(table: Any, results: pl.DataFrame) -> Any:
    """An Arrow table or batch with the results as further columns."""
    for column in results.get_columns():
        table = table.append_column(column.name, column.to_arrow(compat_level=pl.CompatLevel.oldest()))
    return table


def _on_spark(frame: Any, judge: FrameJudge) -> Any:
    """The engine on each worker, batch by batch: Spark plans one step, not hundreds of expressions."""
    schema = type(frame.schema)(list(frame.schema.fields))
    for name in judge.names:
        schema = schema.add(name, "string" if name in judge.texts else "decimal(38,2)")

    def judged(batches: Iterable[Any]) -> Iterator[Any]:
        for group in _gathered(batches):
            parts = [pl.DataFrame(pl.from_arrow(_facts_of(batch, judge))) for batch in group]
            results = judge.results(pl.concat(parts))
            for batch in group:
                yield _appended(batch, results.head(batch.num_rows))
                results = results.slice(batch.num_rows)

    return frame.mapInArrow(judged, schema)


def _facts_of(batch: Any, judge: FrameJudge) -> Any:
    return batch.select([source.name for source in judge.sources(batch.schema.names)])


def _gathered(batches: Iterable[Any]) -> Iterator[list[Any]]:
    """Batches in groups: judging a frame costs a tenth of a second however short it is."""
    group: list[Any] = []
    for batch in batches:
        group.append(batch)
        if sum(each.num_rows for each in group) >= AT_ONCE:
            yield group
            group = []
    if group:
        yield group
