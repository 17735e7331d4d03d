"""What tells a changed edition: its own examples, the edge firms of the second reading, the table of size limits."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from core.test_sizes import LIMITS, OUTSIDE, TABLE
from second_reading import model
from second_reading.firms import edges
from second_reading.test_second_reading import as_firm, pair

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.result.assess import assess_benefit

from .mutants import Mutant

EQUIVALENTS = Path(__file__).with_name("equivalents.toml")
AMPLE = 10**18


@dataclass(frozen=True)
class Explained:
    """A change that changes nothing, and why."""

    place: str
    change: str
    why: str


def explained() -> dict[tuple[str, str], Explained]:
    """The explained equivalents, by place and change."""
    rows = tomllib.loads(EQUIVALENTS.read_text("utf-8")).get("equivalents", [])
    return {(row["place"], row["change"]): Explained(**row) for row in rows}


@dataclass(frozen=True)
class Judge:
    """Knows the edition as it is, and says what first tells a mutant from it."""

    edition: Edition

    def verdict(self, mutant: Mutant) -> str:
        """`examples`, `reading`, `table`, or "" if nothing tells it."""
        policies = tuple(self._touched(mutant.edition))
        part = replace(mutant.edition, policies=policies)
        if any(finding.weight == "error" for finding in check(part)):
            return "examples"
        if self._reading_tells(mutant.edition, policies):
            return "reading"
        return "table" if mutant.edition.sizes != self.edition.sizes and _table_tells(mutant.edition) else ""

    def _touched(self, other: Edition) -> Iterator[Policy]:
        """The policies that the change can reach."""
        keys = {key for key, rule in self.edition.derivations.items() if other.derivations[key] != rule}
        if self.edition.sizes is not None and other.sizes != self.edition.sizes:
            keys.add(self.edition.sizes.fact)
        for old, new in zip(self.edition.policies, other.policies, strict=True):
            changed = any(self.edition.rules[one.id] != other.rules[one.id] for one in old.benefits)
            if changed or old != new or any(old.number in self.edition.used_by[key] for key in keys):
                yield new

    @cached_property
    def _cases(self) -> list[tuple[Firm, date, model.Reading]]:
        return [(as_firm(facts), day, model.read(facts, day)) for facts, day in edges()]

    def _reading_tells(self, other: Edition, policies: Iterable[Policy]) -> bool:
        benefits = [benefit for policy in policies for benefit in policy.benefits]
        kinds = {one.id: one.kind for policy in self.edition.policies for one in policy.benefits}
        if any(kinds[benefit.id] != benefit.kind for benefit in benefits):
            return _totals_tell(other, self._cases)
        for firm, day, reading in self._cases:
            known = Knowledge(other, firm)
            for benefit in benefits:
                got = assess_benefit(benefit, known, day)
                line = model.Line(got.status, got.timing, pair(got.amount), tuple(got.missing))
                if line != reading.benefits[benefit.id]:
                    return True
        return False


def _totals_tell(other: Edition, cases: Iterable[tuple[Firm, date, model.Reading]]) -> bool:
    """A benefit in a wrong total shows in the sums of some firm."""
    from jinshan_cli.use.result.assess import assess

    for firm, day, reading in cases:
        found = assess(other, firm, day)
        for sums, said in ((found.totals, reading.totals), (found.ask_first.totals, reading.ask_first)):
            if any(model.Sum(pair(one.amount) or (0, 0), one.unquantified) != said[kind] for kind, one in sums.items()):
                return True
    return False


def _table_tells(other: Edition) -> bool:
    """The table of tests/core/test_sizes.py: both sides of each limit, and the sectors outside."""
    assert other.sizes is not None
    tiers = other.sizes.tiers
    for sector, fact, tier, limit in LIMITS:
        ample: dict[str, Value] = {"sector": sector, **dict.fromkeys(TABLE[sector], Interval.point(AMPLE))}
        for number, expected in ((limit, tiers[tier]), (limit - 1, tiers[tier - 1])):
            if Knowledge(other, Firm("", {**ample, fact: Interval.point(number)})).options("size") != {expected}:
                return True
    nothing = dict.fromkeys(("employees", "revenue", "total_assets"), Interval.point(0))
    return any(
        Knowledge(other, Firm("", {"sector": sector, **nothing})).options("size") != set(tiers) for sector in OUTSIDE
    )
