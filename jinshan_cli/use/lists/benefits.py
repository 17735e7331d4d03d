"""A row per firm and benefit: what is said of a firm, of a benefit and of a verdict is made once each, and a row is
where these three stand."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from itertools import product
from typing import Any

import polars as pl

from jinshan_cli.core.columns import OF_BENEFIT, SEPARATOR
from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.policy import Benefit, Edition, Status
from jinshan_cli.core.timewords import say_asked_first, say_reported
from jinshan_cli.core.timing import Timing, stated_days
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.ends import INFINITE
from jinshan_cli.engines.columns.joining import joined
from jinshan_cli.engines.columns.plan import BenefitColumns, Plan, Staged, in_parts
from jinshan_cli.engines.columns.truths import Flag, negate
from jinshan_cli.use.lists.replay import Replay

STATUSES: tuple[Status, ...] = ("eligible", "undetermined")
CASES: tuple[tuple[bool, Status], ...] = tuple(product((False, True), STATUSES))
"""what a benefit that has a row may be: whether it comes to 0 yuan, and its status"""
FIRM, CASE, VERDICT = "~firm", "~case", "~verdict"
"""the places that a row consists of; its case: of those of the benefit, one after the other, the one among `CASES`"""
_OF_FIRM = ("row", "name")
_AMOUNT, _PAID = ("low", "high"), ("paid_low", "paid_high")
_OF_VERDICT = (*_AMOUNT, "missing", *_PAID)
_SOME, _OPEN = "some", "open"
_UNSTATED = (INFINITE, INFINITE)
_NOTHING = ((pl.col("low") == 0) & (pl.col("high") == 0)).fill_null(False)
_CASE_OF = len(STATUSES) * _NOTHING.cast(pl.UInt32) + pl.col(_OPEN).cast(pl.UInt32)


class BenefitRows:
    """Makes of evaluated frames of one plan a row per firm and benefit that is eligible or undetermined."""

    def __init__(self, plan: Plan) -> None:
        benefits = [benefit for policy in plan.policies for benefit in policy.benefits]
        groups, firsts = _alike(plan, benefits)
        ends = (end for each in firsts for pair in (each.amount, plan.paid_of(each)) for end in pair or ())
        wide = any(end.is_wide for end in ends)
        self._as_due = {} if plan.paid else dict(zip(_PAID, map(pl.col, _AMOUNT), strict=True))
        cells = (_cells(plan, each, wide).items() for each in firsts)
        told = {f"{key} {group}": expr for group, each in enumerate(cells) for key, expr in each}
        found = Staged(in_parts([told]))
        self._groups, self._alone = pl.Series(groups, dtype=pl.UInt32), range(len(firsts))
        self._places = lru_cache(1)(partial(_places, self._groups, len(firsts)))  # most parts are of as many firms
        self._found = Replay(lambda worked: found.evaluate(worked, at_hand=True).select(*told), optimize=False)

    def __call__(self, worked: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows in the order of the firms, then of the plan; and the verdicts, each of a firm on benefits that are
        alike: `low` and `high`, after combinations `paid_low` and `paid_high` (fen; both null: not quantified; only the
        high one null: no upper end), `missing` (null: nothing)."""
        if not self._alone:
            rows = pl.DataFrame(schema=dict.fromkeys((FIRM, CASE, VERDICT), pl.UInt32))
            return rows, pl.DataFrame(schema={key: pl.String if key == "missing" else pl.Int64 for key in _OF_VERDICT})
        cells = self._found(worked)
        some = _firm_by_firm(cells, _SOME, self._alone)
        keys = (key for key in (*_OF_VERDICT, _OPEN) if key not in self._as_due)
        verdicts = pl.DataFrame([_firm_by_firm(cells, key, self._alone).filter(some) for key in keys])
        benefits = self._places(worked.height)
        at = some.gather(benefits).arg_true()
        firm, place = at // len(self._groups), at % len(self._groups)
        verdict = some.cum_sum().gather(benefits.gather(at)) - 1
        case = place * len(CASES) + verdicts.select(_CASE_OF).to_series().gather(verdict)
        told = verdicts.with_columns(**self._as_due).select(_OF_VERDICT)
        return pl.DataFrame({FIRM: firm, CASE: case, VERDICT: verdict}), told


def _places(groups: pl.Series, alone: int, firms: int) -> pl.Series:
    """Where the group of each benefit stands among the groups of all firms, of which each has as many `alone`."""
    every = pl.int_range(firms * len(groups), dtype=pl.UInt32, eager=True)
    return every // len(groups) * alone + groups.gather(every % len(groups))


def _firm_by_firm(cells: pl.DataFrame, key: str, groups: Iterable[int]) -> pl.Series:
    """One column of those of the groups: theirs for the first firm, theirs for the second."""
    return cells.select(pl.concat_arr(f"{key} {group}" for group in groups).explode().alias(key)).to_series()


def _alike(plan: Plan, benefits: Iterable[BenefitColumns]) -> tuple[list[int], list[BenefitColumns]]:
    """Benefits of which the same is said to any firm in groups: the group of each, the first of each."""
    alike: dict[tuple[Any, ...], int] = {}
    groups: list[int] = []
    firsts: list[BenefitColumns] = []
    for benefit in benefits:
        missing = tuple((key, _which(flag)) for key, flag in benefit.missing.items())
        pairs = benefit.amount, plan.paid_of(benefit)
        amounts = tuple(pair and tuple(_which(end.value) for end in pair) for pair in pairs)
        told = (_which(benefit.holds.surely), _which(benefit.holds.possibly), amounts, missing)
        if told not in alike:
            alike[told] = len(firsts)
            firsts.append(benefit)
        groups.append(alike[told])
    return groups, firsts


def _which(value: Flag | int | None) -> Any:
    return id(value) if isinstance(value, ex.Expr) else (value,)


def _cells(plan: Plan, benefit: BenefitColumns, wide: bool) -> dict[str, ex.Expr]:
    low, high = benefit.amount or _UNSTATED
    least, most = plan.paid_of(benefit) or _UNSTATED
    return {
        _SOME: _column(benefit.holds.possibly),
        _OPEN: _column(negate(benefit.holds.surely)),
        "low": low.column(wide),
        "high": high.column(wide),
        "missing": joined(benefit.missing.items()),
        "paid_low": least.column(wide),
        "paid_high": most.column(wide),
    }


def _column(flag: Flag) -> ex.Expr:
    return ex.lit(flag, dtype=ex.Boolean) if isinstance(flag, bool) else flag


def case_terms(edition: Edition, as_of: date) -> pl.DataFrame:
    """What a benefit row says of the policy, whichever the firm: of each benefit in each of its `CASES`. What comes to
    0 yuan is settled, and nobody has to be asked about it."""
    rows = [
        {
            "number": policy.number,
            "benefit": benefit.id,
            "title": benefit.title,
            "status": status,
            "timing": moment.timing,
            "departments": SEPARATOR.join(policy.departments),
            "channel": policy.channel,
            "phones": SEPARATOR.join((*policy.phones, *(f"{each.label} {each.words}" for each in policy.contacts)))
            or None,
            "ends": _last_day(benefit, as_of, moment.timing),
            "reported": SEPARATOR.join(map(say_reported, moment.reported)) or None,
            "ask_first": None if is_nothing else say_asked_first(moment, benefit, edition.header) or None,
            "combinations": SEPARATOR.join(words for _, words in written_of([benefit.id], edition)) or None,
        }
        for policy in edition.policies
        for benefit in policy.benefits
        for moment in (edition.moment(benefit, as_of),)
        for is_nothing, status in CASES
    ]
    names = [key for key in OF_BENEFIT if key not in (*_OF_FIRM, *_OF_VERDICT)]
    return pl.DataFrame(rows, schema={key: pl.Int32 if key == "number" else pl.String for key in names})


def _last_day(benefit: Benefit, as_of: date, timing: Timing) -> str | None:
    _, last = stated_days(benefit.window, as_of, timing)
    return None if last is None else last.isoformat()
