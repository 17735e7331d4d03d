"""A compiled edition: stages of expressions that judge a whole frame of firms, and what is read from the result.

Works on any frame that narwhals knows, lazy or not, and gives back the same kind.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from jinshan_cli.core.policy import Benefit, Kind
from jinshan_cli.core.tally import Hanging, PolicyTally, Sum, Tally
from jinshan_cli.core.timing import Moment
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import INFINITE, End
from jinshan_cli.engines.columns.intervals import ZERO
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.truths import Flag, Holds, Missing, both, either, guarded, negate, united

ROW_LIMIT = 2**40
"""rows that a sum in 64 bits has room for"""


@dataclass(frozen=True, slots=True)
class BenefitColumns:
    """Where a benefit's truth, amount and missing facts are found."""

    benefit: Benefit
    number: int
    """of its policy"""
    moment: Moment
    """where the date lies, the same for every firm"""
    holds: Holds
    amount: tuple[End, End] | None
    """in fen; None if not quantified"""
    missing: Missing
    nothing: Flag = False
    """where it holds or may hold, and comes to 0 yuan"""

    @property
    def due(self) -> tuple[End, End] | None:
        """What totals count: the amount where the firm is eligible, 0 elsewhere; None if never anything."""
        if self.amount is None or not self.moment.is_now or self.holds.surely is False:
            return None
        low, high = (ends.select(self.holds.surely, end, ZERO) for end in self.amount)
        return low, high

    @property
    def most(self) -> End | None:
        """The most it comes to where the firm is or may turn out eligible, 0 elsewhere; None if never anything."""
        if self.amount is None or not self.moment.is_now or self.holds.possibly is False:
            return None
        return ends.select(self.holds.possibly, self.amount[1], ZERO)

    @property
    def possible(self) -> End | None:
        """The most it could add where the firm may turn out eligible, 0 elsewhere; None if never anything."""
        unsettled = self.holds.unsettled
        if self.amount is None or not self.moment.is_now or unsettled is False:
            return None
        return ends.select(unsettled, self.amount[1], ZERO)


@dataclass(frozen=True, slots=True)
class PolicyColumns:
    """Where a policy's status and missing facts are found."""

    number: int
    eligible: Flag
    undetermined: Flag
    missing: Missing
    benefits: tuple[BenefitColumns, ...]
    together: Mapping[Kind, tuple[End, End]] = field(default_factory=dict)
    """what is due of it, of the kinds in which its benefits do not simply add up"""
    nothing: Flag = False
    """where all that the firm has or may have of it comes to 0 yuan"""

    @property
    def of_worth(self) -> "PolicyColumns":
        """The same without the firms that it gives nothing: to them it is neither for certain nor open."""
        if self.nothing is False:
            return self
        gives = negate(self.nothing)
        eligible, undetermined = both(self.eligible, gives), both(self.undetermined, gives)
        return replace(self, eligible=eligible, undetermined=undetermined, missing=guarded(self.missing, gives))

    @property
    def askable(self) -> Missing:
        """What its open verdicts hang on, but those on what is over by the day."""
        ahead = [benefit for benefit in self.benefits if benefit.moment.timing != "expired"]
        if len(ahead) == len(self.benefits):
            return self.missing
        return guarded(united(benefit.missing for benefit in ahead), self.undetermined)

    def sums(self) -> Iterator[tuple[str, Kind, tuple[End, End]]]:
        """What is due of it, in parts that add up: name, kind, low and high."""
        for benefit in self.benefits:
            if benefit.due is not None and benefit.benefit.kind not in self.together:
                yield benefit.benefit.id, benefit.benefit.kind, benefit.due
        for kind, pair in self.together.items():
            yield f"together {kind}", kind, pair

    @property
    def unquantified(self) -> Flag:
        """Where something is due of which the source names no sum."""
        due = (benefit for benefit in self.benefits if benefit.amount is None and benefit.moment.is_now)
        return either(*(benefit.holds.surely for benefit in due))

    @property
    def asked_first(self) -> Flag:
        """Where the firm is eligible for something that only the department can say is still to be had."""
        asked = (benefit for benefit in self.benefits if benefit.moment.is_asked_first)
        return either(*(both(benefit.holds.surely, negate(benefit.nothing)) for benefit in asked))


@dataclass(frozen=True, slots=True)
class Staged:
    """What is compiled for the facts that have columns. One serves any number of frames."""

    stages: tuple[dict[str, nw.Expr], ...]

    def evaluate(self, frame: IntoFrameT) -> IntoFrameT:
        """The typed frame with the columns of every stage. Best given lazy, and collected once."""
        worked: Any = nw.from_native(frame)
        for stage in self.stages:
            worked = worked.with_columns(*(expr.alias(name) for name, expr in stage.items()))
        return _native(worked, frame)


@dataclass(frozen=True, slots=True)
class Plan(Staged):
    """An edition on a date. The last stage holds the contract's columns, the others working columns."""

    policies: tuple[PolicyColumns, ...]

    def benefits(self, worked: IntoFrameT, keep: Iterable[str] = ()) -> IntoFrameT:
        """A row per firm and benefit that is eligible or undetermined, by `row`, then as the edition has them.

        Columns `row`, those of `keep`, `number`, `benefit`, `status`, `low`, `high` (fen; both null: not
        quantified; only `high` null: no upper end), `missing` (null: nothing).
        """
        frame: Any = nw.from_native(worked)
        benefits = [benefit for policy in self.policies for benefit in policy.benefits]
        wide = any(end.is_wide for benefit in benefits for end in benefit.amount or ())
        parts = [
            frame.lazy()
            .filter(_where(benefit.holds.possibly))
            .select((nw.col("row") * len(benefits) + i).alias("~order"), "row", *keep, *_cells(benefit, wide))
            for i, benefit in enumerate(benefits)
        ]
        if not parts:
            parts = [frame.lazy().filter(_where(False)).select(nw.col("row").alias("~order"), "row", *keep, *_NO_CELLS)]
        long = nw.concat(parts).sort("~order").drop("~order")
        return _native(long.collect() if isinstance(frame, nw.DataFrame) else long, worked)

    def counts(self, worked: IntoFrameT) -> IntoFrameT:
        """An evaluated frame as one row of sums, for `tally_of`; lazy if it is."""
        frame: Any = nw.from_native(worked)
        each = (count for policy in self.policies for count in _counts(policy.of_worth))
        counts = [_count(True).alias("firms"), *each]
        return _native(frame.select(*counts), worked)

    def tally_of(self, counts: IntoFrameT) -> Tally:
        """What the row of sums of `counts` says; collects it if it is lazy."""
        frame: Any = nw.from_native(counts)
        row = frame.lazy().collect().rows(named=True)[0]
        numbers = {name: int(number or 0) for name, number in row.items()}
        return Tally(numbers["firms"], {policy.number: _policy_tally(policy, numbers) for policy in self.policies})


def _native(frame: Any, _like: IntoFrameT) -> IntoFrameT:
    native: IntoFrameT = frame.to_native()
    return native


def _where(flag: Flag) -> nw.Expr:
    """The flag as a column; `row` is never null."""
    if isinstance(flag, bool):
        return ~nw.col("row").is_null() if flag else nw.col("row").is_null()
    return flag


def _cells(benefit: BenefitColumns, wide: bool) -> list[nw.Expr]:
    low, high = benefit.amount or (INFINITE, INFINITE)
    surely = _where(benefit.holds.surely)
    return [
        nw.lit(benefit.number, dtype=nw.Int32).alias("number"),
        nw.lit(benefit.benefit.id).alias("benefit"),
        nw.when(surely).then(nw.lit("eligible")).otherwise(nw.lit("undetermined")).alias("status"),
        low.column(wide).alias("low"),
        high.column(wide).alias("high"),
        joined(benefit.missing.items()).alias("missing"),
    ]


_NO_CELLS = [
    nw.lit(None, dtype=nw.Int32).alias("number"),
    *(nw.lit(None, dtype=nw.String).alias(name) for name in ("benefit", "status")),
    *(nw.lit(None, dtype=nw.Int64).alias(name) for name in ("low", "high")),
    nw.lit(None, dtype=nw.String).alias("missing"),
]
"""the columns that `_cells` makes, where there is no benefit to make them of"""


def _counts(policy: PolicyColumns) -> Iterable[nw.Expr]:
    number = policy.number
    yield _count(policy.eligible).alias(f"{number} eligible")
    yield _count(policy.undetermined).alias(f"{number} undetermined")
    yield _count(policy.nothing).alias(f"{number} nothing")
    for key, where, alone in _alone(policy.askable):
        yield _count(where).alias(f"{number} missing {key}")
        yield _count(alone).alias(f"{number} alone {key}")
    for name, _, (low, high) in policy.sums():
        yield _total(low).alias(f"{number} {name} low")
        yield _total(high).alias(f"{number} {name} high")
        yield _count(high.is_infinite).alias(f"{number} {name} unlimited")


def _count(flag: Flag) -> nw.Expr:
    if isinstance(flag, bool):
        return nw.len() if flag else nw.lit(0)
    return flag.sum()


def _total(end: End) -> nw.Expr:
    if not isinstance(end.value, nw.Expr):
        return nw.len().cast(nw.Int128) * (end.value or 0)
    return end.column(max(-end.least, end.most) * ROW_LIMIT >= ends.NARROW).sum()


def _alone(missing: Missing) -> list[tuple[str, Flag, Flag]]:
    """Each fact, where a verdict hangs on it, and where on it alone."""
    one: Flag = False
    two: Flag = False
    for flag in missing.values():
        one, two = either(one, flag), either(two, both(one, flag))
    return [(key, flag, both(flag, negate(two))) for key, flag in missing.items()]


def _policy_tally(policy: PolicyColumns, numbers: dict[str, int]) -> PolicyTally:
    number = policy.number
    tally = PolicyTally(
        numbers[f"{number} eligible"],
        numbers[f"{number} undetermined"],
        numbers[f"{number} nothing"],
        missing={
            key: Hanging(numbers[f"{number} missing {key}"], numbers[f"{number} alone {key}"])
            for key in policy.of_worth.askable
        },
    )
    for name, kind, _ in policy.sums():
        found = Sum(*(numbers[f"{number} {name} {what}"] for what in ("low", "high", "unlimited")))
        tally.sums[kind] = tally.sums.get(kind, Sum()) + found
    return tally
