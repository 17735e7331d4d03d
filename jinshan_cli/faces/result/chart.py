"""The amounts of the benefits as bars, low and high: lengths only, the template draws them."""

from itertools import groupby

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import KINDS
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.sections import NOW, Row, sections

FULL = 100
"""percent of the width: the greatest figure of a kind"""
OPEN_ENDED = 80
"""where the greatest figure lies if a bar of the kind has no upper end"""
MOST_PENDING = 4
"""bars of what is still to be verified; the greatest are drawn"""
MOST_APART = 200
"""kinds whose greatest figures are further apart than this many times have scales of their own"""


@dataclass(frozen=True, slots=True)
class Bar:
    """A benefit's amount: solid up to `low`, hatched up to `high`, both in percent of the width."""

    name: str
    figure: str
    low: float
    high: float
    is_open: bool
    """no stated upper limit: drawn to the edge, with an arrow"""
    is_pending: bool
    """still to be verified: outlined only"""


@dataclass(frozen=True, slots=True)
class Group:
    """Bars that share a scale."""

    kind: str
    bars: tuple[Bar, ...]
    is_shared: bool
    """the scale is that of the other kinds too"""


def chart(assessment: Assessment) -> tuple[Group, ...]:
    """What can be had now and, outlined, the greatest of what is to be verified; quantified benefits only."""
    found = sections(assessment)
    due = [row for key in NOW for row in found[key].rows if _is_drawn(row)]
    pending = [row for row in found["verify"].rows if row.result.is_current and _is_drawn(row)]
    pending.sort(key=_weight, reverse=True)
    rows = sorted(due + pending[:MOST_PENDING], key=lambda row: KINDS.index(row.result.benefit.kind))
    kinds = [list(same) for _, same in groupby(rows, key=lambda row: row.result.benefit.kind)]
    scales = [_scale(same) for same in kinds]
    shared = bool(scales) and max(scales) <= MOST_APART * min(scales)
    return tuple(
        _group(same, min(scales) if shared else scale, shared) for same, scale in zip(kinds, scales, strict=True)
    )


def _is_drawn(row: Row) -> bool:
    """True if there is a figure to draw: not for 金额待定 and 大于 0, whose ends say nothing."""
    amount = row.result.amount
    return amount is not None and (amount.high is not None or (amount.low or 0) > 1)


def _weight(row: Row) -> int:
    return max(_ends(row.result.amount))


def _ends(amount: Interval | None) -> tuple[int, int]:
    if amount is None:
        return 0, 0
    low = int(amount.low or 0)
    return low, low if amount.high is None else int(amount.high)


def _scale(rows: list[Row]) -> float:
    """Percent of the width per fen."""
    is_open = any(row.result.amount and row.result.amount.high is None for row in rows)
    return (OPEN_ENDED if is_open else FULL) / max(max(map(_weight, rows)), 1)


def _group(rows: list[Row], scale: float, shared: bool) -> Group:
    return Group(labels.KIND[rows[0].result.benefit.kind], tuple(_bar(row, scale) for row in rows), shared)


def _bar(row: Row, scale: float) -> Bar:
    result = row.result
    low, high = _ends(result.amount)
    unlimited = result.amount is not None and result.amount.high is None
    return Bar(
        f"{result.benefit.id} {result.benefit.title}",
        labels.say_due(result),
        round(low * scale, 2),
        FULL if unlimited else round(high * scale, 2),
        unlimited,
        result.status == "undetermined",
    )
