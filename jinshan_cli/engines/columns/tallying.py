"""What an evaluated frame comes to: sums over its rows, each worked out once, however many policies it is of."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.tally import Hanging, PolicyTally, Sum, Tally
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.plan import PolicyColumns, Stage
from jinshan_cli.engines.columns.truths import Flag, Missing, both, either, negate
from jinshan_cli.engines.dialects import worded

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

ROW_LIMIT = 2**40
"""rows that a sum in 64 bits has room for"""
FIRMS = ex.length()


@dataclass(frozen=True, slots=True)
class Counting:
    """A policy, and at which place of the row of sums each that is counted of it stands, by its name."""

    policy: PolicyColumns
    places: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tallying:
    """Counts the firms of a plan's policies, and what they are due."""

    policies: tuple[Counting, ...]
    sums: Stage
    """the row of sums, the count of firms first; in parts"""

    def counts(self, worked: "IntoFrameT") -> "IntoFrameT":
        """An evaluated frame of Polars as one row of sums, for `tally_of`; lazy if it is."""
        frame, words = worded(worked, at_hand=True)
        *shared, sums = self.sums
        for part in shared:
            frame = frame.with_columns(expr.put(words).alias(name) for name, expr in part.items())
        found: IntoFrameT = frame.select(expr.put(words).alias(name) for name, expr in sums.items())
        return found

    def tally_of(self, counts: "IntoFrameT") -> Tally:
        """What the row of sums of `counts` says; collects it if it is lazy."""
        frame, _ = worded(counts)
        row = [int(number or 0) for number in frame.lazy().collect().row(0)]
        told = {
            each.policy.number: _tally(each.policy, {name: row[place] for name, place in each.places.items()})
            for each in self.policies
        }
        return Tally(row[0], told)


def tallying(policies: Iterable[PolicyColumns]) -> Tallying:
    """How the firms of a plan's policies are counted."""
    counted = [(policy, _counts(policy)) for policy in (each.of_worth for each in policies)]
    told = dict.fromkeys(chain((FIRMS,), *(counts.values() for _, counts in counted)))
    places = {expr: place for place, expr in enumerate(told)}
    each = (Counting(policy, {name: places[expr] for name, expr in counts.items()}) for policy, counts in counted)
    return Tallying(tuple(each), tuple(ex.written_once({str(place): expr for expr, place in places.items()}, "~t.")))


def _counts(policy: PolicyColumns) -> dict[str, ex.Expr]:
    counts = {"eligible": policy.eligible, "undetermined": policy.undetermined, "nothing": policy.nothing}
    for key, where, alone in _alone(policy.askable):
        counts |= {f"missing {key}": where, f"alone {key}": alone}
    sums = {name: _count(flag) for name, flag in counts.items()}
    for name, _, (low, high) in policy.sums():
        sums |= {f"{name} low": _total(low), f"{name} high": _total(high)}
        sums[f"{name} unlimited"] = _count(high.is_infinite)
    return sums | {f"barely {kind}": _total(end) for kind, end in policy.barely.items()}


def _count(flag: Flag) -> ex.Expr:
    if isinstance(flag, bool):
        return FIRMS if flag else ex.lit(0)
    return flag.sum()


def _total(end: End) -> ex.Expr:
    if not isinstance(end.value, ex.Expr):
        return FIRMS.cast(ex.Int128) * (end.value or 0)
    return end.column(max(-end.least, end.most) * ROW_LIMIT >= ends.NARROW).sum()


def _alone(missing: Missing) -> list[tuple[str, Flag, Flag]]:
    """Each fact, where a verdict hangs on it, and where on it alone."""
    one: Flag = False
    two: Flag = False
    for flag in missing.values():
        one, two = either(one, flag), either(two, both(one, flag))
    return [(key, flag, both(flag, negate(two))) for key, flag in missing.items()]


def _tally(policy: PolicyColumns, numbers: dict[str, int]) -> PolicyTally:
    keys = [name.removeprefix("missing ") for name in numbers if name.startswith("missing ")]
    hanging = {key: Hanging(numbers[f"missing {key}"], numbers[f"alone {key}"]) for key in keys}
    tally = PolicyTally(numbers["eligible"], numbers["undetermined"], numbers["nothing"], missing=hanging)
    for name, kind, _ in policy.sums():
        found = Sum(*(numbers[f"{name} {what}"] for what in ("low", "high", "unlimited")))
        tally.sums[kind] = tally.sums.get(kind, Sum()) + found
    for kind in policy.barely:
        tally.sums[kind] = tally.sums.get(kind, Sum()) + Sum(barely=numbers[f"barely {kind}"])
    return tally
