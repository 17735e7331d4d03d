"""The statistical size standard: the lowest tier that any listed indicator reaches alone.

《中小企业划型标准规定》 工信部联企业〔2011〕300号; 国家统计局《统计上大中小微型企业划分办法（2017）》.
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Iterable
from functools import cached_property
from itertools import pairwise
from typing import Annotated

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.facts import DataModel, Within
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.rules.source import parse_constant


@dataclass(frozen=True, kw_only=True)
class SizeRow(DataModel):
    """One row of the standard: the sectors it covers, and per indicator the inclusive lower limits."""

    sectors: tuple[str, ...]
    limits: Annotated[dict[str, tuple[int | str, ...]], Within(min_length=1)]
    """fact key to the lower limits of every tier but the lowest, ascending; money as written (`300万`)"""

    @cached_property
    def thresholds(self) -> dict[str, tuple[int, ...]]:
        """The limits in the smallest unit: text is money and becomes fen. Raises RuleError."""
        return {fact: tuple(map(_threshold, limits)) for fact, limits in self.limits.items()}


@dataclass(frozen=True, kw_only=True)
class SizeStandard(DataModel):
    """The table of `sizes.toml`: gives the choice `fact` from the choice `by` and each row's indicators."""

    fact: str
    by: str
    tiers: tuple[str, ...]
    source: str
    rows: tuple[SizeRow, ...]

    @cached_property
    def row_of(self) -> dict[str, SizeRow]:
        """Row by sector; a sector that is absent is outside the standard."""
        return {sector: row for row in self.rows for sector in row.sectors}

    def possible(self, sectors: Iterable[str], known: Callable[[str], Interval]) -> frozenset[str]:
        """Every tier that is consistent with the possible sectors and the known indicators."""
        return frozenset(tier for sector in sectors for tier in self._of_sector(sector, known))

    def steps(self, wanted: Container[str]) -> tuple[int, ...]:
        """Every place i where one of the tiers i and i + 1 is wanted, and the other is not."""
        return tuple(
            i for i, (lower, upper) in enumerate(pairwise(self.tiers)) if (lower in wanted) != (upper in wanted)
        )

    def unsettled(self, sector: str, known: Callable[[str], Interval], steps: Iterable[int]) -> set[str]:
        """The indicators that could still move a firm of this sector over one of the `steps`."""
        row = self.row_of.get(sector)
        if row is None:
            return set()
        ranks = {fact: tier_range(known(fact), limits) for fact, limits in row.thresholds.items()}
        bound = min(high for _, high in ranks.values())
        open_steps = [step for step in steps if step < bound]
        return {fact for fact, (low, _) in ranks.items() if any(low <= step for step in open_steps)}

    def _of_sector(self, sector: str, known: Callable[[str], Interval]) -> tuple[str, ...]:
        row = self.row_of.get(sector)
        if row is None:
            return self.tiers
        ranks = [tier_range(known(fact), limits) for fact, limits in row.thresholds.items()]
        return self.tiers[min(low for low, _ in ranks) : min(high for _, high in ranks) + 1]


def tier_range(interval: Interval, limits: tuple[int, ...]) -> tuple[int, int]:
    """The lowest and highest tier (0 is the lowest) that an indicator within `interval` reaches."""
    low = bisect_right(limits, interval.low or 0)
    return low, len(limits) if interval.high is None else bisect_right(limits, interval.high)


def _threshold(limit: int | str) -> int:
    constant = parse_constant(str(limit), money=isinstance(limit, str))
    return int(constant.number)
