"""What a dataframe may not have: two columns of one name, and facts in types that no other library knows."""

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any

import narwhals as nw
import polars as pl

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.frames.columns import FactColumn
from jinshan_cli.files.frames.values import type_wanted

_TOO_WIDE = "decimal256"
_REFUSED = Decimal(-1)
_UNKNOWN_TYPES = (NotImplementedError, OverflowError, pl.exceptions.PolarsError)
"""what Arrow and Polars raise over a column of a type that they lack"""


def known_frame(frame: Any) -> Any:
    """The frame as narwhals has it. Raises InputError for columns that cannot be told apart, TypeError for no frame."""
    try:
        known = nw.from_native(frame)
    except nw.exceptions.DuplicateError:
        names = getattr(getattr(frame, "schema", None), "names", None)
        raise InputError(_same(frame.columns if names is None else names)) from None
    kind = known.implementation
    in_sql = kind.is_duckdb() or kind.is_pyspark() or kind.is_pyspark_connect()
    faults = list(_same(frame.columns, in_sql=True)) if in_sql else []
    if faults:
        raise InputError(faults)
    return known


def check_types(frame: Any, facts: Collection[str]) -> None:
    """Raises InputError for a column of facts whose type would end the program."""
    kind, native = frame.implementation, frame.to_native()
    if kind.is_pyarrow():
        types = dict(zip(native.schema.names, native.schema.types, strict=True))
    else:
        types = dict(zip(native.columns, native.dtypes, strict=True)) if kind.is_pandas() else {}
    faults = [
        Fault(tell("位数过多的小数，无法读取"), name, str(types[name]), tell("Decimal，至多 38 位"))
        for name in facts
        if str(types.get(name, "")).startswith(_TOO_WIDE)
    ]
    if faults:
        raise InputError(faults)


def lent(frame: Any, sources: Iterable[FactColumn]) -> pl.DataFrame:
    """The columns that tell of facts, in Polars; one without any value has no type.

    Raises InputError for every one that cannot be there.
    """
    columns, faults = [], []
    for source in sources:
        given = frame[source.name]
        try:
            column = _polars(given).alias(source.name)
        except (TypeError, ValueError, *_UNKNOWN_TYPES) as error:
            if given.dtype == nw.Object and not isinstance(error, _UNKNOWN_TYPES):
                faults.append(Fault(tell("列中混有不同类型的值"), source.name, expected=tell("整列同一类型")))
                continue
            what, wanted = tell("{label}一列的类型不对", label=source.fact.label), type_wanted(source.fact, nw.Object())
            faults.append(Fault(what, source.name, str(getattr(given.to_native(), "dtype", given.dtype)), wanted))
        else:
            columns.append(column.cast(pl.Null) if column.null_count() == column.len() else column)
    if faults:
        raise InputError(faults)
    return pl.DataFrame(columns)


def _polars(column: Any) -> Any:
    try:
        return _dense(column).to_polars()
    except (TypeError, ValueError, ArithmeticError):
        if column.dtype != nw.Object:
            raise
        return nw.from_native(column.to_native().map(_finite), series_only=True).to_polars()


def _finite(value: Any) -> Any:
    """An infinite Decimal, which no column can hold, as another that is refused; one that is no number as unknown."""
    if not isinstance(value, Decimal) or value.is_finite():
        return value
    return _REFUSED if value.is_infinite() else None


def _dense(column: Any) -> Any:
    """The same values, where pandas keeps apart those that are most of them."""
    native = column.to_native()
    return nw.from_native(native.sparse.to_dense(), series_only=True) if hasattr(native, "sparse") else column


def _same(names: Iterable[Any], in_sql: bool = False) -> Iterator[Fault]:
    """Each name that was there before. `in_sql`: case does not count."""
    seen: dict[Any, Any] = {}
    for name in names:
        folded = name.casefold() if in_sql and isinstance(name, str) else name
        if folded in seen:
            case = "" if seen[folded] == name else tell("（大小写不分：{other}）", other=seen[folded])
            yield Fault(tell("有两列同名{case}", case=case), str(name), expected=tell("改名，或只留一列"))
        seen.setdefault(folded, name)
