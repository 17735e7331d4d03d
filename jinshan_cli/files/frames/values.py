"""One column of a dataframe to values of its fact, as expressions: fen, persons, yes or no, an option's place."""

from collections.abc import Iterable

import narwhals as nw
from narwhals.dtypes import DType

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.facts import Fact, fold, named
from jinshan_cli.core.rules.days import ordinal
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import FROM_PROGRAMS, LIMIT, UNKNOWN

SLACK = 0.01
"""fen: a float of yuan is taken as a whole fen if it is as near to it as this"""
WHOLE_DIGITS = len(str(LIMIT)) - 1
"""digits before the point that cannot pass the limit"""
_BAR = "|"
_SMALL = (nw.Int8, nw.Int16, nw.Int32, nw.UInt8, nw.UInt16, nw.UInt32)
_HELD = {"flag": nw.Boolean(), "choice": nw.Int8()}
"""any other fact: 64 bits"""


def type_wanted(fact: Fact, dtype: DType) -> str:
    """What a column of the fact should hold, if this type can hold no value of it, else ""."""
    if dtype == nw.Unknown:  # a column of nulls only, or a type without a name: then each value is refused
        return ""
    if fact.type == "date":
        return "" if dtype in (nw.Date, nw.Datetime) else tell("日期（Date）")
    if fact.is_number:
        return "" if dtype.is_numeric() else tell("数（金额以元计）：整数、浮点数或 Decimal")
    if fact.type == "flag":
        return "" if dtype == nw.Boolean else tell("布尔值")
    return "" if dtype in (nw.String, nw.Categorical, nw.Enum) else tell("文字：选项的键或名称")


def is_given(fact: Fact, column: nw.Expr, dtype: DType) -> nw.Expr:
    """Where a column says something: not null, not NaN, none of the words for unknown."""
    if dtype.is_float():
        return ~column.is_null() & ~column.is_nan().fill_null(True)
    if fact.type == "choice" and dtype != nw.Unknown:
        return ~column.is_null() & ~_word(column).is_in(sorted(UNKNOWN)).fill_null(True)
    return ~column.is_null()


def taken(fact: Fact, column: nw.Expr, dtype: DType) -> nw.Expr:
    """The value in fen or persons, as yes or no, or as the option's place; null where unknown or refused.

    Refused: a negative number, one past the limit of written values, part of a fen or of a person, infinity,
    an option there is not.
    """
    if dtype == nw.Unknown:
        return nw.lit(None, dtype=_HELD.get(fact.type, nw.Int64()))
    if fact.type == "flag":
        return column
    if fact.type == "choice":
        return _place(fact, column)
    if fact.type == "date":
        parts = column.dt.year(), column.dt.month(), column.dt.day()
        days: nw.Expr = ordinal(*(part.cast(nw.Int64) for part in parts))
        return days
    scale = int(10**fact.places)
    if dtype.is_float():
        return _from_float(column.cast(nw.Float64), scale)
    if isinstance(dtype, nw.Decimal):
        return _from_decimal(column, dtype, scale)
    return _within(column.cast(nw.Int64) if dtype in _SMALL else column).cast(nw.Int64) * scale


def options_taken(fact: Fact, column: nw.Expr) -> nw.Expr:
    """Option keys with `|` between, none of them twice, as `|key|key|`; null where unknown or refused."""
    word = nw.concat_str([nw.lit(_BAR), _word(column), nw.lit(_BAR)])
    rest = word
    for key in fact.option_keys:
        rest = rest.str.replace_all(f"{_BAR}{key.lower()}{_BAR}", _BAR, literal=True)
    return nw.when(rest == _BAR, word != _BAR).then(word)


def options_columns(fact: Fact, taken: nw.Expr, refused: nw.Expr) -> dict[str, nw.Expr]:
    """The typed frame's columns of such a column: the option's place where there is one, and where each is possible."""
    words = [f"{_BAR}{key.lower()}{_BAR}" for key in fact.option_keys]
    place = taken.replace_strict(words, list(range(len(words))), default=None, return_dtype=nw.Int8)
    found = (taken.str.contains(word, literal=True) for word in words)
    return {fact.key: place, **_possible(fact, found, refused)}


def place_columns(fact: Fact, place: nw.Expr, refused: nw.Expr) -> dict[str, nw.Expr]:
    """The same of a choice with a default by the option's place: the default is for what nothing is said of."""
    found = (place == number for number in range(len(fact.options)))
    return {fact.key: place, **_possible(fact, found, refused)}


def _possible(fact: Fact, found: Iterable[nw.Expr], refused: nw.Expr) -> dict[str, nw.Expr]:
    """Where each option is possible; of a value that could not be taken each is."""
    unsaid = (refused | (fact.default in (None, key)) for key in fact.option_keys)
    return {
        fact.key + SEVERAL + key: nw.when(each.is_null()).then(otherwise).otherwise(each)
        for key, each, otherwise in zip(fact.option_keys, found, unsaid, strict=True)
    }


def _within(column: nw.Expr) -> nw.Expr:
    return nw.when((column >= 0) & (column <= LIMIT)).then(column)


def _from_float(column: nw.Expr, scale: int) -> nw.Expr:
    """Whole part and rest apart: each is exact, where a product with 100 would not be."""
    number = _within(column)
    whole = number.floor()
    rest = (number - whole) * scale
    units = rest.round(0)
    close = (rest - units).abs() <= (SLACK if scale > 1 else 0.0)
    return nw.when(close).then(whole.cast(nw.Int64) * scale + units.cast(nw.Int64))


def _from_decimal(column: nw.Expr, dtype: nw.Decimal, scale: int) -> nw.Expr:
    """A number with more decimals than its unit has is not the same once they are cut off."""
    fits = dtype.precision - dtype.scale <= WHOLE_DIGITS
    number = nw.when(column >= 0).then(column) if fits else _within(column)
    cut = number.cast(nw.Decimal(38, len(str(scale)) - 1))
    return nw.when(cut == number).then((cut * scale).cast(nw.Int64))


def _word(column: nw.Expr) -> nw.Expr:
    return column.cast(nw.String).str.strip_chars().str.to_lowercase().str.replace_all(" ", "", literal=True)


def _word_of(name: str) -> str:
    return name.strip().lower().replace(" ", "")


def _place(fact: Fact, column: nw.Expr) -> nw.Expr:
    """By key, label or alias, as the edition writes them or narrow."""
    keys, by_name = fact.option_keys, fact.options_by_name
    names = [name for option in fact.options for name in (option.key, option.label, *option.aliases)]
    places = {
        written: keys.index(by_name[named(name)].key)
        for name in names
        for written in (named(name), fold(name), _word_of(name))
    }
    place = _word(column).replace_strict(list(places), list(places.values()), default=None, return_dtype=nw.Int8)
    if not UNKNOWN & places.keys():
        return place
    return nw.when(~column.cast(nw.String).str.strip_chars().is_in(sorted(FROM_PROGRAMS))).then(place)
