"""Expressions over columns, written as narwhals has them: the same one written twice is one object, and so one column.

They are put into the words of a library, which `dialects` tells.
"""

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any
from weakref import WeakValueDictionary

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.engines.dialects import Dialect


@dataclass(frozen=True, slots=True, eq=False)
class Type:
    """A type of columns, by its name; of a decimal with its digits. Of one type there is one object."""

    name: str
    digits: tuple[int, ...] = ()


Boolean, String = Type("Boolean"), Type("String")
Int16, Int64, Int128 = Type("Int16"), Type("Int64"), Type("Int128")


@dataclass(eq=False, repr=False, slots=True, weakref_slot=True)
class Expr:
    """A call by its name, of what, and with what named; a method of the first of these where `is_method`."""

    call: str
    of: tuple[Any, ...]
    named: tuple[tuple[str, Any], ...] = ()
    is_method: bool = True
    words: dict[Dialect, Any] = field(default_factory=dict, init=False)

    def put(self, into: Dialect) -> Any:
        """The same as the library has it. However deep it is, nothing calls itself."""
        waiting = [self]
        while waiting:
            last = waiting[-1]
            open_ones = [part for part in last.of if isinstance(part, Expr) and into not in part.words]
            waiting.extend(open_ones)
            if not open_ones:
                waiting.pop()
                if into not in last.words:
                    last.words[into] = last._put(into)
        return self.words[into]

    def _put(self, into: Dialect) -> Any:
        of = [_part(part, into) for part in self.of]
        if self.call == "when":
            told = into.library.when(of[0]).then(of[1])
            return told.otherwise(of[2]) if len(of) > 2 else told
        if self.call == "looked_up":
            return _looked_up(of[0], of[1], into)
        named = {name: _part(part, into) for name, part in self.named}
        return getattr(of.pop(0) if self.is_method else into.library, self.call)(*of, **named)

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        raise TypeError("a column is neither true nor false")

    def __and__(self, other: Any) -> "Expr":
        return _method("__and__", self, other)

    def __or__(self, other: Any) -> "Expr":
        return _method("__or__", self, other)

    def __invert__(self) -> "Expr":
        return _method("__invert__", self)

    def __add__(self, other: Any) -> "Expr":
        return _method("__add__", self, other)

    def __radd__(self, other: Any) -> "Expr":
        return _method("__radd__", self, other)

    def __sub__(self, other: Any) -> "Expr":
        return _method("__sub__", self, other)

    def __rsub__(self, other: Any) -> "Expr":
        return _method("__rsub__", self, other)

    def __mul__(self, other: Any) -> "Expr":
        return _method("__mul__", self, other)

    def __rmul__(self, other: Any) -> "Expr":
        return _method("__rmul__", self, other)

    def __floordiv__(self, other: Any) -> "Expr":
        return _method("__floordiv__", self, other)

    def __mod__(self, other: Any) -> "Expr":
        return _method("__mod__", self, other)

    def __eq__(self, other: Any) -> "Expr":  # type: ignore[override]
        return _method("__eq__", self, other)

    def __ne__(self, other: Any) -> "Expr":  # type: ignore[override]
        return _method("__ne__", self, other)

    def __lt__(self, other: Any) -> "Expr":
        return _method("__lt__", self, other)

    def __le__(self, other: Any) -> "Expr":
        return _method("__le__", self, other)

    def __gt__(self, other: Any) -> "Expr":
        return _method("__gt__", self, other)

    def __ge__(self, other: Any) -> "Expr":
        return _method("__ge__", self, other)

    def is_null(self) -> "Expr":
        return _method("is_null", self)

    def fill_null(self, value: Any) -> "Expr":
        return _method("fill_null", self, value)

    def cast(self, dtype: Type) -> "Expr":
        return _method("cast", self, dtype)

    def sum(self) -> "Expr":
        return _method("sum", self)

    def looked_up(self, texts: Sequence[str | None]) -> "Expr":
        """The text at the place that each number names; all numbers name one."""
        return _method("looked_up", self, tuple(texts))


_made_so_far: WeakValueDictionary[tuple[Any, ...], Expr] = WeakValueDictionary()


def made(call: str, of: tuple[Any, ...], named: tuple[tuple[str, Any], ...] = (), is_method: bool = False) -> Expr:
    """The one expression of these fields: it is itself only, and keeps what it is of; and True is not 1."""
    parts: list[Any] = [id(part) if part.__class__ is Expr else (part.__class__, part) for part in of]
    parts += [(name, part.__class__, part) for name, part in named]
    key = (call, is_method, *parts)
    found = _made_so_far.get(key)
    if found is None:
        found = _made_so_far[key] = Expr(call, of, named, is_method)
    return found


def _part(part: Any, into: Dialect) -> Any:
    if isinstance(part, Expr):
        return part.words[into]
    return into.type(part.name, part.digits) if isinstance(part, Type) else part


def _looked_up(places: Any, texts: Sequence[str | None], into: Dialect) -> Any:
    """Where all rows are at hand, texts are gathered: a quarter of the time. What streams goes row by row."""
    library = into.library
    if into.at_hand:
        return library.lit(library.Series(texts, dtype=library.String)).gather(places)
    return places.replace_strict(list(range(len(texts))), list(texts), default=None, return_dtype=library.String)


def _method(call: str, *of: Any) -> Expr:
    return made(call, of, is_method=True)


def col(name: str) -> Expr:
    """A column."""
    return made("col", (name,))


@lru_cache(maxsize=2**12, typed=True)
def lit(value: Any, dtype: Type | None = None) -> Expr:
    """The same in every row."""
    return made("lit", (value,), (("dtype", dtype),) if dtype else ())


@cache
def decimal(digits: int, places: int) -> Type:
    """Of so many digits in all, so many of them behind the point."""
    return Type("Decimal", (digits, places))


def when(flag: Expr, then: Any, *otherwise: Any) -> Expr:
    """The one where the flag is true, the other (or null) elsewhere."""
    return made("when", (flag, then, *otherwise))


def coalesce(*parts: Any) -> Expr:
    """The first that is not null."""
    return made("coalesce", parts)


def min_horizontal(*parts: Expr) -> Expr:
    """The least of those that are not null."""
    return made("min_horizontal", parts)


def max_horizontal(*parts: Expr) -> Expr:
    """The greatest of those that are not null."""
    return made("max_horizontal", parts)


def concat_str(parts: Iterable[Expr], separator: str) -> Expr:
    """Texts one after the other, without those that are null."""
    return made("concat_str", tuple(parts), (("separator", separator), ("ignore_nulls", True)))


def length() -> Expr:
    """How many rows there are."""
    return made("len", ())


LEAST_SHARED = 4
"""calls from which on what stands at several places is a column of its own"""


def written_once(columns: Mapping[str, Expr], begin: str) -> list[dict[str, Expr]]:
    """Columns in stages, each of which may use those before: what stands at several places is a column of its own.

    The names of those begin with `begin`; the last stage holds what was asked for.
    """
    order = from_the_leaves(columns.values())
    places = Counter(part for each in order for part in each.of if isinstance(part, Expr))
    places.update(columns.values())
    again: dict[Expr, Expr] = {}
    level, calls = dict[Expr, int](), dict[Expr, int]()
    stages: list[dict[str, Expr]] = []
    for each in order:
        parts = [part for part in each.of if isinstance(part, Expr)]
        level[each] = max([level[part] for part in parts], default=0)
        calls[each] = 1 + sum([calls[part] for part in parts])
        again[each] = _of_parts(each, again) if any(again[part] is not part for part in parts) else each
        if places[each] > 1 and calls[each] >= LEAST_SHARED:
            name = f"{begin}{len(again)}"
            stages += [{}] if level[each] == len(stages) else []
            stages[level[each]][name] = again[each]
            again[each], level[each], calls[each] = col(name), level[each] + 1, 1
    return [*stages, {name: again[each] for name, each in columns.items()}]


def from_the_leaves(roots: Iterable[Expr], known: Container[Expr] = ()) -> list[Expr]:
    """Each expression once, behind all that it is made of; without those that are known."""
    found: dict[Expr, None] = {}
    waiting = list(roots)
    while waiting:
        last = waiting[-1]
        open_ones = [part for part in last.of if isinstance(part, Expr) and part not in found and part not in known]
        waiting.extend(open_ones)
        if not open_ones:
            found[waiting.pop()] = None
    return list(found)


def _of_parts(whole: Expr, again: Mapping[Expr, Expr]) -> Expr:
    of = tuple(again[part] if isinstance(part, Expr) else part for part in whole.of)
    return made(whole.call, of, whole.named, whole.is_method)
