"""The Python interface: load an edition, make a firm, assess it, or a whole dataframe of firms.

>>> from datetime import date
>>> import jinshan_cli as jinshan
>>> edition = jinshan.load_edition()
>>> shop = jinshan.make_firm("甲商贸", sector="零售业", newly_above_quota=True)
>>> found = jinshan.assess(edition, shop, date(2023, 5, 1))
>>> [policy.policy.number for policy in found.policies if policy.status == "eligible"]
[13]
"""

import warnings
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from jinshan_cli.core.errors import EditionError, InputError, JinshanError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.written.noise import without_noise
from jinshan_cli.core.written.voice import speaking, spoken_as
from jinshan_cli.files.edition import folder as editions
from jinshan_cli.files.firm.firmfile import firm_of
from jinshan_cli.use.result.assess import assess as _assess
from jinshan_cli.use.result.assessment import Assessment

if TYPE_CHECKING:
    from narwhals.typing import IntoFrameT

__all__ = [
    "Assessment",
    "Edition",
    "EditionError",
    "Firm",
    "InputError",
    "JinshanError",
    "assess",
    "assess_frame",
    "compare_frame",
    "load_edition",
    "make_firm",
]

_NUMBERS = frozenset("biuf")
"""numpy's kinds of yes or no and of real numbers: one of them is what its `item` says"""
Written = str | int | float | Decimal | bool | date | list[str] | None
"""a value as a firm file has it; None is unknown"""


def load_edition(folder: str | Path | None = None) -> Edition:
    """Reads the edition in a folder (default: the one that comes with the program).

    Raises EditionError, which carries every fault found.

    >>> load_edition().header.id
    'jinshan-2023'
    """
    edition = _built_in() if folder is None else editions.load_edition(Path(folder))
    speaking(edition.voice)
    return edition


@lru_cache(maxsize=1)
def _built_in() -> Edition:
    return editions.load_edition()


def make_firm(name: str = "", /, *, edition: Edition | None = None, **facts: Written) -> Firm:
    """A firm from written values, as a firm file has them; a fact that is left out, or None, is unknown.

    A list of options says that one of them holds. `edition` (default: the built-in one) says which facts there
    are. Money is in yuan. Raises InputError with every value that cannot be read.

    >>> make_firm("乙厂", revenue="3.2亿", employees="100-299", srdi_new=True).facts["employees"]
    Interval(low=100, high=299)
    >>> make_firm(revenue=-1)
    Traceback (most recent call last):
    jinshan_cli.core.errors.InputError: make_firm revenue: 不能是负数
    """
    table, told = edition or _built_in(), {key: _written(value) for key, value in facts.items() if value is not None}
    with spoken_as(table.voice):
        return firm_of({"name": name, **told}, table.facts, "make_firm")


def _written(value: object) -> object:
    if getattr(getattr(value, "dtype", None), "kind", "") in _NUMBERS and getattr(value, "shape", None) == ():
        value = value.item()  # type: ignore[attr-defined]
    if isinstance(value, Decimal):
        return "0" if value.is_zero() else format(value, "f")
    if isinstance(value, float):
        return without_noise(float.__repr__(value)) if value else "0"  # -0.0 too
    return value


def _day(as_of: date) -> date:
    return as_of.date() if isinstance(as_of, datetime) else as_of


def assess(edition: Edition, firm: Firm, as_of: date) -> Assessment:
    """Every policy of the edition for a firm on a date (of a datetime, its day); amounts are intervals in fen.

    >>> result = assess(load_edition(), make_firm(nev_price="30万"), date(2023, 5, 1))
    >>> result.totals["relief"].amount
    Interval(low=3000000, high=3000000)
    """
    with spoken_as(edition.voice):
        return _assess(edition, firm, _day(as_of))


def assess_frame(
    frame: "IntoFrameT", edition: Edition | None = None, *, as_of: date, benefits: bool = False
) -> "IntoFrameT":
    """A frame of firms (Polars, pandas, PyArrow, DuckDB, PySpark) with the results as further columns.

    Columns are named by fact key; numbers in yuan, persons or per cent, null is unknown; `<key>_low` and `<key>_high`
    for a range, `<key>_options` for a choice known in part (`new|renewed`); any other column is carried. Adds
    `eligible`, `undetermined`, `missing` (with `;`, null for none), `grant_low` … `refund_high` in yuan, exact to the
    fen (null high: no stated limit), `unquantified`, `grant_possible` … `refund_possible` (what the undetermined could
    add at most), `ask_first`, `nothing`, and `problems`: the facts whose value could not be taken and counts as
    unknown. With `benefits`, also `<id>_status`, `<id>_low`, `<id>_high` for each benefit, and of one that a
    combination names `<id>_paid_low`, `<id>_paid_high`. A UserWarning names a carried column whose name is like that
    of a fact, one of codes that is of floats, and a day outside the table's time. Lazy in, lazy out. Raises InputError
    for columns that cannot be what they say, EditionError if a rule's figures are too large for columns, TypeError for
    a frame of another kind.

    >>> import polars as pl
    >>> firms = pl.DataFrame({"sector": ["retail", None], "newly_above_quota": [True, True]})
    >>> assess_frame(firms, as_of=date(2023, 5, 1)).select("eligible", "grant_low").rows()
    [('13', Decimal('20000.00')), (None, Decimal('0.00'))]
    """
    from jinshan_cli.use.lists import frames

    table, day = edition or _built_in(), _day(as_of)
    _warn_outside(day, table)
    with spoken_as(table.voice):
        return frames.assess_frame(frame, table, day, benefits)


def compare_frame(
    frame: "IntoFrameT", edition: Edition | None = None, other: Edition | None = None, *, as_of: date
) -> "IntoFrameT":
    """A frame of firms, as `assess_frame` takes it, under a table (default: the built-in one) and under another.

    Adds `effect` (`gain`, `lose`, `same`, `unsettled`), `gains`, `loses`, `unsettled` (policy numbers with `;`, null
    for none), and by kind `<kind>_before_low` … `<kind>_difference_high` in yuan, outwards to the fen: the bounds
    over all that a firm may be, the difference that of each under both tables; null is no limit. `problems` as there.
    Lazy in, lazy out. Raises InputError, EditionError and TypeError as `assess_frame` does, EditionError too where
    the tables do not mean the same by a fact.

    >>> import polars as pl
    >>> table = load_edition()
    >>> firms = pl.DataFrame({"newly_above_quota": [True, None]})
    >>> compare_frame(firms, table, table, as_of=date(2023, 5, 1)).select("effect", "grant_difference_high").rows()
    [('same', Decimal('0.00')), ('same', Decimal('0.00'))]
    """
    from jinshan_cli.use.lists import compared

    before, after, day = edition or _built_in(), other or _built_in(), _day(as_of)
    _warn_outside(day, before, after)
    with spoken_as(before.voice):
        return compared.compare_frame(frame, before, after, day)


def _warn_outside(day: date, *tables: Edition) -> None:
    """A UserWarning for each table in whose time the day is not."""
    for told in dict.fromkeys(filter(None, (_outside(table, day) for table in tables))):
        warnings.warn(told, stacklevel=3)


def _outside(table: Edition, day: date) -> str:
    with spoken_as(table.voice):
        return say_outside(table, day)
