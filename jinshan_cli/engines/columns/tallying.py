"""What an evaluated frame comes to: sums over its rows, each worked out once, however many policies it is of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from jinshan_cli.core.tally import Hanging, PolicyTally, Sum, Tally
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns import ends
from jinshan_cli.engines.columns.ends import End
from jinshan_cli.engines.columns.plan import PolicyColumns
from jinshan_cli.engines.columns.truths import Flag, Missing, both, either, negate

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

ROW_LIMIT = 2**40
"""rows that a sum in 64 bits has room for"""
FIRMS = ex.length()


class Tallying:
    """Counts the firms of a plan's policies, and what they are due."""

    def __init__(self, policies: Iterable[PolicyColumns]) -> None:
        self._policies = [(policy, _counts(policy)) for policy in (each.of_worth for each in policies)]
        told = (expr for _, counts in self._policies for expr in counts.values())
        self._places = {expr: place for place, expr in enumerate(dict.fromkeys((FIRMS, *told)))}
        *self._shared, self._sums = ex.written_once({str(place): expr for expr, place in self._places.items()}, "~t.")

    def counts(self, worked: "IntoFrameT") -> "IntoFrameT":
        """An evaluated frame of Polars as one row of sums, for `tally_of`; lazy if it is."""
        frame, words = ex.worded(worked, at_hand=True)
        for stage in self._shared:
            frame = frame.with_columns(expr.put(words).alias(name) for name, expr in stage.items())
        found: IntoFrameT = frame.select(expr.put(words).alias(name) for name, expr in self._sums.items())
        return found

    def tally_of(self, counts: "IntoFrameT") -> Tally:
        """What the row of sums of `counts` says; collects it if it is lazy."""
        frame, _ = ex.worded(counts)
        row = frame.lazy().collect().row(0)
        numbers = {expr: int(row[place] or 0) for expr, place in self._places.items()}
        told = {
            policy.number: _tally(policy, {name: numbers[expr] for name, expr in each.items()})
            for policy, each in self._policies
        }
        return Tally(numbers[FIRMS], told)


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
