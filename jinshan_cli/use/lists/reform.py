"""A list of firms under two tables: who gains, who loses, and what the change costs, in groups, as bounds."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Kind
from jinshan_cli.core.reform.effects import SIDES, TURNS, Count, Effect, GroupEffect
from jinshan_cli.core.reform.joint import Joint
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.reform import ReformPlan, SubjectColumns, compile_reform
from jinshan_cli.engines.columns.truths import Flag, both, weighed
from jinshan_cli.files.lists.firms import Sheet
from jinshan_cli.use.lists.account import Account, Doubting
from jinshan_cli.use.lists.grouping import DIALECT, SHARE, Grouping
from jinshan_cli.use.lists.replay import Replay
from jinshan_cli.use.lists.totals import firm_blocks


@dataclass(frozen=True)
class ReformedList:
    """What a change comes to: the whole list, and its groups with most money moved first."""

    whole: GroupEffect
    groups: tuple[GroupEffect, ...]
    loose: bool
    """True where bounds may be wider than they need be"""


def reform_list(joint: Joint, sheet: Sheet, grouped: Grouping, account: Account) -> ReformedList:
    """Reads the whole list. Raises InputError where it cannot be read, or a weight is none."""
    counters: dict[frozenset[str], _Counter] = {}
    sums: dict[tuple[str, ...], list[int]] = {}
    last = None
    slots = [column.slot for column in sheet.header.columns]
    for block in firm_blocks(sheet):
        account.take(block)
        several = block.several(joint.rules.facts)
        if several not in counters:
            counters[several] = _Counter(joint, grouped, sheet.header.present | several)
        last = counters[several]
        account.doubt(last.doubts(block.frame.drop(slots)))
        frame = block.frame.with_columns(grouped.weights(block.frame, sheet.where))
        for values, numbers in last(frame):
            kept = sums.get(values)
            sums[values] = numbers if kept is None else [a + b for a, b in zip(kept, numbers, strict=True)]
    last = last or _Counter(joint, grouped, sheet.header.present)
    empty = [0] * len(last.measures)
    whole = [sum(each) for each in zip(*sums.values(), strict=True)] or empty
    groups = [last.group(values, numbers) for values, numbers in sums.items()]
    groups.sort(key=lambda each: (_moved(each), *each.values))
    loose = any(each.plan.loose for each in counters.values())
    return ReformedList(last.group((), whole), tuple(groups) if grouped.by else (), loose)


def _moved(group: GroupEffect) -> tuple[int, int]:
    """Groups of which most money is sure to move come first."""
    ends = [end for sides in group.whole.money.values() for end in (sides["difference"].low, sides["difference"].high)]
    known = [abs(int(end)) for end in ends if end is not None]
    return (-max(known, default=0), -group.rows)


ROWS, FIRMS = "rows", "firms"
ENDS, BARELY = ("low", "high"), ("barely low", "barely high")
Key = tuple[int | None, str, str]
"""policy (None: the whole), what is counted, of which kind of money"""


@dataclass
class _Counter:
    """Sums of one frame after another, per group."""

    joint: Joint
    grouped: Grouping
    present: frozenset[str]
    measures: dict[Key, int] = field(init=False)
    """where each number is found"""

    def __post_init__(self) -> None:
        self.plan: ReformPlan = compile_reform(self.joint, self.present)
        self._columns: list[ex.Expr] = []
        self.measures = {}
        places: dict[tuple[int, bool], int] = {}
        sources = list(_sources(self.plan.subjects))  # held, or another could have the id of one that is gone
        for key, source, infinite in sources:
            place = (id(source), infinite)
            if place not in places:
                places[place] = len(self._columns) + len((ROWS, FIRMS))
                self._columns.append(_column(source, infinite))
            self.measures[key] = places[place]
        self.measures |= {(None, ROWS, ""): 0, (None, FIRMS, ""): 1}
        self._run = Replay(self._query)
        self.doubts = Doubting(self.joint.before.edition, self.present)

    def __call__(self, frame: pl.DataFrame) -> Iterator[tuple[tuple[str, ...], list[int]]]:
        """Each group with its sums, in the order of the measures, which is the same for every plan of two tables."""
        width = len(self.grouped.by)
        for row in self._run(frame).iter_rows():
            yield row[:width], [int(row[width + place] or 0) for place in self.measures.values()]

    def _query(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        by = self.grouped.expressions(self.joint.before.edition, self.present)
        told = [each.put(DIALECT).alias(f"n{i}") for i, each in enumerate(self._columns)]
        rows = self.plan.evaluate(frame, at_hand=True).select(pl.col("weight"), *by, *told)
        weight = pl.col("weight").cast(pl.Int128)
        sums = [pl.len().cast(pl.Int128).alias("rows"), weight.sum().alias("firms")]
        if self.grouped.weight is None:
            sums += [pl.col(f"n{i}").cast(pl.Int128).sum() * SHARE for i in range(len(told))]
        else:
            sums += [(pl.col(f"n{i}").cast(pl.Int128) * weight).sum() for i in range(len(told))]
        names = self.grouped.names
        return rows.group_by(names, maintain_order=True).agg(sums) if names else rows.select(sums)

    def group(self, values: tuple[str, ...], numbers: list[int]) -> GroupEffect:
        """What the sums say."""
        told = dict(zip(self.measures, numbers, strict=True))
        effects = tuple(self._effect(subject, told) for subject in self.plan.subjects)
        return GroupEffect(values, told[None, ROWS, ""], self._count(told[None, FIRMS, ""]), effects)

    def _count(self, number: int) -> Count:
        if self.grouped.weight is None or number % SHARE == 0:
            return number // SHARE
        return (Decimal(number) / SHARE).normalize()

    def _effect(self, subject: SubjectColumns, told: Mapping[Key, int]) -> Effect:
        number = subject.number
        return Effect(
            number,
            {turn: self._count(told[number, turn, ""]) for turn in TURNS},
            self._count(told[number, "may_gain", ""]),
            self._count(told[number, "may_lose", ""]),
            {kind: {side: _interval(told, number, side, kind) for side in SIDES} for kind in subject.money},
            {kind: {side: _barely(told, number, side, kind) for side in SIDES} for kind in subject.money},
            {
                "before": (self._count(told[number, "surely 0", ""]), self._count(told[number, "possibly 0", ""])),
                "after": (self._count(told[number, "surely 1", ""]), self._count(told[number, "possibly 1", ""])),
            },
        )


def _interval(told: Mapping[Key, int], number: int | None, side: str, kind: Kind) -> Interval:
    """The sum of the ends in whole fen, outwards; no end where one firm's has none."""
    low, high = (
        None if told[number, f"{side} {end} infinite", kind] else told[number, f"{side} {end}", kind] for end in ENDS
    )
    return Interval(None if low is None else low // SHARE, None if high is None else -(-high // SHARE))


def _barely(told: Mapping[Key, int], number: int | None, side: str, kind: Kind) -> tuple[int, int]:
    """What the whole fen at both ends are above what they are without those that stand for something."""
    low, high, less, more = (told[number, f"{side} {end}", kind] for end in (*ENDS, *BARELY))
    return low // SHARE - (low - less) // SHARE, -(-high // SHARE) + -(high + more) // SHARE


Source = End | Flag
"""a number, or where something is so"""


def _sources(subjects: Iterable[SubjectColumns]) -> Iterator[tuple[Key, Source, bool]]:
    """All that is counted; True: of the number only whether it is infinite."""
    for subject in subjects:
        number, effect = subject.number, subject.effect
        for turn in TURNS:
            yield (number, turn, ""), getattr(effect, turn), False
        yield (number, "may_gain", ""), both(effect.unsettled, effect.may_gain), False
        yield (number, "may_lose", ""), both(effect.unsettled, effect.may_lose), False
        for i, holds in enumerate(subject.unquantified):
            yield (number, f"surely {i}", ""), holds.surely, False
            yield (number, f"possibly {i}", ""), holds.possibly, False
        for kind, money in subject.money.items():
            for side in SIDES:
                for name, end in zip(ENDS, getattr(money, side), strict=True):
                    yield (number, f"{side} {name}", kind), end, False
                    yield (number, f"{side} {name} infinite", kind), end, True
                for name, end in zip(BARELY, money.barely[side], strict=True):
                    yield (number, f"{side} {name}", kind), end, False


def _column(source: Source, infinite: bool) -> ex.Expr:
    if isinstance(source, End) and not infinite:
        return source.column(source.is_wide).fill_null(0)
    flag = source.is_infinite if isinstance(source, End) else source
    return weighed(flag, 1, ex.Int64)
