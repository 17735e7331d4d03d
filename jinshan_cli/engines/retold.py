"""Expressions as another run told them: only such as are made here are made again."""

from typing import Any

from jinshan_cli.engines import expressions as ex

METHODS = frozenset(
    (
        *("__and__", "__or__", "__invert__", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__"),
        *("__floordiv__", "__mod__", "__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"),
        *("is_null", "fill_null", "cast", "sum", "looked_up"),
    )
)
FUNCTIONS = frozenset(("col", "lit", "when", "coalesce", "min_horizontal", "max_horizontal", "concat_str", "len"))
"""the calls that expressions are of"""
_TYPES = {each.name: each for each in (ex.Boolean, ex.String, ex.Int16, ex.Int64, ex.Int128)}


def retold(call: str, of: tuple[Any, ...], named: tuple[tuple[str, Any], ...] = (), is_method: bool = True) -> ex.Expr:
    """An expression by its fields. Raises LookupError for a call that none is of."""
    if call not in (METHODS if is_method else FUNCTIONS):
        raise LookupError(call)
    return ex.made(call, of, named, is_method)


def retold_type(name: str, digits: tuple[int, ...] = ()) -> ex.Type:
    """A type of columns by its fields. Raises LookupError, TypeError."""
    return ex.decimal(*digits) if digits else _TYPES[name]
