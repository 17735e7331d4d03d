"""What a list comes to in money, over its firms and in groups: sums only, however many firms there are."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import SUMMED, Edition, Kind
from jinshan_cli.core.tally import Sum
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.plan import Plan, PolicyColumns
from jinshan_cli.engines.columns.truths import Flag, both, either, negate, weighed
from jinshan_cli.use.lists.grouping import DIALECT, Grouping

STEPS = tuple(wan * 10**6 for wan in (1, 5, 20, 50, 100, 500, 1000))
"""fen between the brackets that firms are counted in, above one of those who have nothing"""
BRACKETS: tuple[tuple[int, int | None], ...] = tuple(zip((0, 1, *STEPS), (1, *STEPS, None), strict=True))
"""where each begins, and where the next one does"""
MOST_GROUPS = 20_000


@dataclass(frozen=True, slots=True)
class Standings:
    """How many firms stand how, each counted once, as the first that it is; the rest get nothing."""

    now: int = 0
    """can have something on the day"""
    ask_first: int = 0
    """may have something if the department says that it is still to be had"""
    open: int = 0
    """may turn out eligible for something that is not over"""
    other: int = 0
    """are or may be eligible for something that is over, or are for something that is not to be had yet"""

    def __add__(self, other: "Standings") -> "Standings":
        ends = ((getattr(each, name) for each in (self, other)) for name in STANDINGS)
        return Standings(*map(sum, ends))


STANDINGS = ("now", "ask_first", "open", "other")


@dataclass(frozen=True, slots=True)
class MoneyBracket:
    """Firms that one kind of money comes to so much for, in fen: from `start` to below `end` (None: no end)."""

    start: int
    end: int | None
    least: int
    """firms whose sum is here if they get what is sure now"""
    money: int
    """what is sure for these, in fen"""
    barely: int
    """of it the fen that stand for something of which no more is known"""
    most: int
    """firms whose sum is here if they get all that they may get now"""


@dataclass(frozen=True, slots=True)
class KindDigest:
    """One kind of money over the firms."""

    due: Sum
    """what is to be had now"""
    possible: Sum
    """what undetermined benefits could add at most: `low` is 0"""
    brackets: tuple[MoneyBracket, ...] = ()
    """of the whole list only"""
    endless: int = 0
    """firms of which nothing says how much it may be"""


@dataclass(frozen=True, slots=True)
class GroupDigest:
    """The firms of a group, or of the whole list."""

    values: tuple[str, ...]
    firms: int
    standings: Standings
    unquantified: int
    """firms that are due something of which the source names no sum"""
    policies: Mapping[int, Standings]
    money: Mapping[Kind, KindDigest]

    @property
    def rank(self) -> tuple[int, int, tuple[str, ...]]:
        """Groups of which most is sure come first, then those of most firms."""
        return -sum(each.due.low for each in self.money.values()), -self.firms, self.values


@dataclass
class Digest:
    """Takes the evaluated blocks of a list; sums of each group are all that it keeps."""

    edition: Edition
    grouped: Grouping = field(default_factory=Grouping)
    _sums: pl.DataFrame | None = field(default=None, init=False)

    def query(self, plan: Plan, present: frozenset[str], worked: pl.LazyFrame) -> pl.LazyFrame:
        """The sums of a block: a row a group."""
        told = _measures(plan)
        by = self.grouped.expressions(self.edition, present)
        rows = worked.select(*by, *(each.put(DIALECT).alias(name) for name, each in told.items()))
        sums = [pl.col(name).cast(pl.Int128).sum() for name in told]
        names = self.grouped.names
        found: pl.LazyFrame = rows.group_by(names, maintain_order=True).agg(sums) if names else rows.select(sums)
        return found

    def take(self, sums: pl.DataFrame) -> None:
        """Adds a block's. Raises InputError where there are more groups than anybody reads."""
        names = self.grouped.names
        if self._sums is not None:
            both = pl.concat([self._sums, sums])
            adding = pl.all().exclude(names).sum()
            sums = both.group_by(names, maintain_order=True).agg(adding) if names else both.sum()
        if sums.height > MOST_GROUPS:
            told = tell("、").join(self.grouped.titles)
            raise InputError(
                [
                    Fault(
                        tell("超过 {most_groups:,} 组", most_groups=MOST_GROUPS),
                        f"--by {told}",
                        expected=tell("换一列值较少的"),
                    )
                ]
            )
        self._sums = sums

    @cached_property
    def groups(self) -> tuple[GroupDigest, ...]:
        """Every group, those of most money first; none unless firms are grouped."""
        if self._sums is None or not self.grouped.by:
            return ()
        return tuple(sorted((self._group(row) for row in self._sums.iter_rows(named=True)), key=lambda each: each.rank))

    @cached_property
    def whole(self) -> GroupDigest:
        """The whole list."""
        sums = {} if self._sums is None else self._sums.drop(self.grouped.names).sum().row(0, named=True)
        return self._group(sums, BRACKETS)

    def _group(self, sums: Mapping[str, int], steps: Iterable[tuple[int, int | None]] = ()) -> GroupDigest:
        def count(*place: object) -> int:
            return int(sums.get(" ".join(map(str, place)), 0))

        def standings(whose: object) -> Standings:
            return Standings(*(count(whose, name) for name in STANDINGS))

        def kind_of(kind: Kind) -> KindDigest:
            due = Sum(*(count(kind, what) for what in ("low", "high", "unlimited", "barely")))
            possible = Sum(0, count(kind, "possible"), count(kind, "endless"))
            brackets = (
                MoneyBracket(start, end, *(count(kind, what, i) for what in ("least", "money", "barely", "most")))
                for i, (start, end) in enumerate(steps)
            )
            return KindDigest(due, possible, tuple(brackets), count(kind, "no end"))

        return GroupDigest(
            tuple(str(sums[name]) for name in self.grouped.names if name in sums),
            count("firms"),
            standings("all"),
            count("unquantified"),
            {policy.number: standings(policy.number) for policy in self.edition.policies},
            {kind: kind_of(kind) for kind in SUMMED},
        )


def _measures(plan: Plan) -> dict[str, ex.Expr]:
    """What is summed, by name."""
    found = {"firms": _number(True)}
    flags = {str(policy.number): tuple(_standings(policy)) for policy in plan.policies}
    flags["all"] = tuple(either(*each) for each in zip(*flags.values(), strict=True)) or (False,) * len(STANDINGS)
    for whose, each in flags.items():
        found |= {f"{whose} {name}": _number(flag) for name, flag in zip(STANDINGS, _apart(each), strict=True)}
    found["unquantified"] = _number(either(*(policy.unquantified for policy in plan.policies)))
    for kind in SUMMED:
        found |= dict(_of_kind(kind, plan.barely[kind].column(wide=True)))
    return found


def _standings(policy: PolicyColumns) -> Iterator[Flag]:
    """Where something of it can be had, has to be asked about, is open, is or may be over, or is yet to come."""
    worth = [(each, negate(each.nothing)) for each in policy.benefits]
    sure = [(each.moment, both(each.holds.surely, gives)) for each, gives in worth]
    yield either(*(flag for moment, flag in sure if moment.is_now))
    yield either(*(flag for moment, flag in sure if moment.is_asked_first))
    unsettled = [(each.moment.timing == "expired", both(each.holds.unsettled, gives)) for each, gives in worth]
    yield either(*(flag for is_over, flag in unsettled if not is_over))
    elsewhen = (flag for moment, flag in sure if not (moment.is_now or moment.is_asked_first))
    yield either(*elsewhen, *(flag for is_over, flag in unsettled if is_over))


def _apart(flags: Iterable[Flag]) -> Iterator[Flag]:
    """Each where none before it is."""
    before: Flag = False
    for flag in flags:
        yield both(flag, negate(before))
        before = either(before, flag)


def _of_kind(kind: Kind, barely: ex.Expr) -> Iterator[tuple[str, ex.Expr]]:
    low, high, possible = (ex.col(f"{kind}_{end}").cast(ex.Int128) for end in ("low", "high", "possible"))
    endless = high.is_null() | possible.is_null()
    most, none = high + possible, ex.lit(0, dtype=ex.Int128)
    yield f"{kind} low", low
    yield f"{kind} barely", barely
    yield f"{kind} high", high.fill_null(0)
    yield f"{kind} unlimited", _number(high.is_null())
    yield f"{kind} possible", possible.fill_null(0)
    yield f"{kind} endless", _number(possible.is_null())
    yield f"{kind} no end", _number(endless)
    for i, (start, end) in enumerate(BRACKETS):
        least_here, most_here = (_within(each, start, end) for each in (low, most))
        yield f"{kind} least {i}", _number(least_here)
        yield f"{kind} money {i}", ex.when(least_here, low, none)
        yield f"{kind} barely {i}", ex.when(least_here, barely, none)
        yield f"{kind} most {i}", _number(most_here & ~endless)


def _within(number: ex.Expr, start: int, end: int | None) -> ex.Expr:
    found = number >= start if end is None else (number >= start) & (number < end)
    return found.fill_null(False)


def _number(flag: Flag) -> ex.Expr:
    """1 where it is so."""
    return weighed(flag, 1, ex.Int64)
