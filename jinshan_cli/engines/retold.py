"""Expressions as another run told them: a line of JSON, each once and behind those that it is of. Only such as are made
here are made again.
"""

import json
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
_PLAIN = (str, int, bool, type(None))
_TYPE, _TEXTS = "type", "texts"


class ToldExpressions:
    """Tells expressions by their places among all that are told: each is a call, True for a method, the places of its
    parts, and the names of others with theirs. Below 0 are the places of what is no expression."""

    kind: type[Any] = ex.Expr

    def __init__(self) -> None:
        self._places: dict[ex.Expr, int] = {}
        self._others: dict[tuple[Any, ...], int] = {}
        self._rows: list[list[Any]] = []
        self._plain: list[Any] = []

    def place(self, whole: ex.Expr) -> int:
        """The place of an expression. Raises TypeError for what cannot be told."""
        if whole not in self._places:
            for each in ex.from_the_leaves([whole], self._places):
                named = ((name, self._part(part)) for name, part in each.named)
                self._rows.append([each.call, each.is_method, [self._part(part) for part in each.of], *named])
                self._places[each] = len(self._places)
        return self._places[whole]

    def text(self) -> str:
        """All that were asked for, in one line."""
        return json.dumps([self._plain, self._rows], ensure_ascii=False, separators=(",", ":"))

    def _part(self, part: Any) -> int:
        if isinstance(part, ex.Expr):
            return self._places[part]
        key = (type(part), part)
        if key not in self._others:
            self._plain.append(_told(part))
            self._others[key] = -len(self._plain)
        return self._others[key]


def _told(part: Any) -> Any:
    if isinstance(part, ex.Type):
        return {_TYPE: part.name, "digits": part.digits}
    if type(part) is tuple and all(type(each) in (str, type(None)) for each in part):
        return {_TEXTS: part}
    if type(part) not in _PLAIN:
        raise TypeError(type(part))
    return part


def retold(text: str) -> list[ex.Expr]:
    """The expressions of a line, in their places: each one object, though not that of one that is written here. Raises
    LookupError for a call that none is of, ValueError, TypeError."""
    plain, rows = json.loads(text)
    others = [_retold(part) if type(part) is dict else part for part in reversed(plain)]
    found: list[ex.Expr] = []
    for call, is_method, of, *named in rows:
        if call not in (METHODS if is_method else FUNCTIONS):
            raise LookupError(call)
        parts = tuple([found[place] if place >= 0 else others[place] for place in of])
        by_name = tuple([(name, others[place]) for name, place in named])
        found.append(ex.Expr(call, parts, by_name, is_method))
    return found


def _retold(part: dict[str, Any]) -> Any:
    if _TEXTS in part:
        return tuple(part[_TEXTS])
    return ex.decimal(*part["digits"]) if part["digits"] else _TYPES[part[_TYPE]]
