"""The ends of intervals as dataframe expressions: whole numbers that never wrap, null for infinity."""

from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from operator import and_, eq, lt
from typing import Any

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.rules.days import elapsed
from jinshan_cli.core.rules.nodes import Span, Way
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.truths import Flag, both, either, negate, weighed

NARROW, WIDE = 2**62, 2**126
"""figures below the first are held in 64 bits, below the second in 128"""


class TooLargeError(ArithmeticError):
    """A rule whose figures may not fit in 128 bits; its text is the message."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of each row's interval, in whole steps; null (or None, in every row) is infinite.

    Every finite number lies between `least` and `most`; where these may pass 2^62, the column has 128 bits.
    """

    value: ex.Expr | int | None
    least: int = 0
    most: int = 0
    open: bool = False
    """True if it may be infinite"""

    def __eq__(self, other: object) -> bool:
        """A column is equal to itself alone: to ask two of them, as Python 3.13 does field by field, gives a column."""
        if not isinstance(other, End) or (self.least, self.most, self.open) != (other.least, other.most, other.open):
            return False
        if isinstance(self.value, ex.Expr) or isinstance(other.value, ex.Expr):
            return self.value is other.value
        return self.value == other.value

    @property
    def is_wide(self) -> bool:
        """True if 64 bits may not hold it."""
        return max(-self.least, self.most) >= NARROW

    @property
    def is_zero(self) -> bool:
        """True if it is 0 in every row."""
        return isinstance(self.value, int) and self.value == 0

    @property
    def is_infinite(self) -> Flag:
        """Where it is."""
        if self.value is None or isinstance(self.value, int):
            return self.value is None
        return self.value.is_null() if self.open else False

    @property
    def is_nothing(self) -> Flag:
        """Where it is 0, and so nothing is between it and 0."""
        if not isinstance(self.value, ex.Expr):
            return self.is_zero
        return False if self.least > 0 else both(negate(self.is_infinite), self.value == 0)

    def column(self, wide: bool) -> ex.Expr:
        """Its numbers as a column of 128 or 64 bits."""
        dtype = ex.Int128 if wide else ex.Int64
        if not isinstance(self.value, ex.Expr):
            return ex.lit(self.value, dtype=dtype)
        return self.value if self.is_wide == wide else self.value.cast(dtype)


INFINITE = End(None, open=True)


def counted(flag: Flag) -> End:
    """1 where the flag is true, 0 elsewhere."""
    return exact(int(flag)) if isinstance(flag, bool) else End(weighed(flag, 1, ex.Int64), 0, 1)


def exact(number: int) -> End:
    """The same number in every row."""
    return End(number, number, number)


def computed(parts: Sequence[End], like: End, compute: Callable[..., ex.Expr]) -> End:
    """An end computed from the columns of `parts`, in bits enough for all; `like` has its bounds.

    Raises TooLargeError.
    """
    if max(-like.least, like.most) >= WIDE:
        raise TooLargeError
    wide = like.is_wide or any(part.is_wide for part in parts)
    expr = compute(*(part.column(wide) for part in parts))
    return End(expr.cast(ex.Int64) if wide and not like.is_wide else expr, like.least, like.most, like.open)


def plus(left: End, right: End) -> End:
    """The sum; infinite where either is."""
    if left.value is None or right.value is None:
        return INFINITE
    if isinstance(left.value, int) and isinstance(right.value, int):
        return exact(left.value + right.value)
    if left.is_zero or right.is_zero:
        return right if left.is_zero else left
    like = End(None, left.least + right.least, left.most + right.most, left.open or right.open)
    return computed((left, right), like, lambda a, b: a + b)


def negative(end: End) -> End:
    """The same with the other sign. Polars cannot negate 128 bits, but it can subtract them."""
    if not isinstance(end.value, ex.Expr):
        return INFINITE if end.value is None else exact(-end.value)
    like = End(None, -end.most, -end.least, end.open)
    return computed((exact(0), end), like, lambda zero, number: zero - number)


def scaled(end: End, factor: int) -> End:
    """The product with a positive whole number."""
    if end.value is None or factor == 1:
        return end
    if isinstance(end.value, int):
        return exact(end.value * factor)
    like = End(None, end.least * factor, end.most * factor, end.open)
    return computed((end, exact(factor)), like, lambda a, b: a * b)


def product(left: End, right: End) -> End:
    """The product of two ends that are never negative; 0 times infinity is 0."""
    if isinstance(left.value, int):
        return _multiple(right, left.value)
    if isinstance(right.value, int):
        return _multiple(left, right.value)
    if left.value is None or right.value is None:
        return _infinite_unless_zero(left if right.value is None else right)
    like = End(None, left.least * right.least, left.most * right.most, left.open or right.open)

    def compute(a: ex.Expr, b: ex.Expr) -> ex.Expr:
        nothing = either(a == 0 if right.open else False, b == 0 if left.open else False)
        return a * b if isinstance(nothing, bool) else ex.when(nothing, ex.lit(0, dtype=ex.Int64), a * b)

    return computed((left, right), like, compute)


def _multiple(end: End, factor: int) -> End:
    return scaled(end, factor) if factor else exact(0)


def _infinite_unless_zero(end: End) -> End:
    if end.value is None:
        return INFINITE
    return computed((end,), End(None, open=True), lambda a: ex.when(a == 0, a))


def smallest(ends: Iterable[End], infinite_wins: bool) -> End:
    """The least of the ends in each row; infinite where any is, or only where all are."""
    return _extreme(tuple(ends), infinite_wins, min, ex.min_horizontal)


def largest(ends: Iterable[End], infinite_wins: bool) -> End:
    """The greatest of the ends in each row; infinite where any is, or only where all are."""
    return _extreme(tuple(ends), infinite_wins, max, ex.max_horizontal)


def _extreme(
    ends: tuple[End, ...], infinite_wins: bool, pick: Callable[..., int], horizontal: Callable[..., ex.Expr]
) -> End:
    finite = [end for end in ends if end.value is not None]
    if not finite or (infinite_wins and len(finite) < len(ends)):
        return INFINITE
    numbers = [end.value for end in finite if isinstance(end.value, int)]
    parts = [end for end in finite if isinstance(end.value, ex.Expr)]
    parts += [exact(pick(numbers))] if numbers else []
    if len(parts) == 1:
        return parts[0]
    is_open = (any if infinite_wins else all)(end.open for end in parts)
    like = _bounds_of_extreme(parts, infinite_wins, pick, is_open)
    if not (is_open and infinite_wins):
        return computed(parts, like, horizontal)
    return computed(parts, like, lambda *columns: _where_finite(columns, horizontal(*columns)))


def _where_finite(columns: Iterable[ex.Expr], result: ex.Expr) -> ex.Expr:
    return ex.when(reduce(and_, (~column.is_null() for column in columns)), result)


def _bounds_of_extreme(parts: list[End], infinite_wins: bool, pick: Callable[..., int], is_open: bool) -> End:
    """An end that may be skipped bounds the result on its far side only."""
    sure = parts if infinite_wins else [part for part in parts if not part.open] or None
    lows, highs = [part.least for part in parts], [part.most for part in parts]
    if pick is min:
        return End(None, min(lows), min(part.most for part in sure) if sure else max(highs), is_open)
    return End(None, max(part.least for part in sure) if sure else min(lows), max(highs), is_open)


def select(flag: Flag, then: End, otherwise: End) -> End:
    """The one end where the flag is true, the other elsewhere."""
    if isinstance(flag, bool):
        return then if flag else otherwise
    if then.value is otherwise.value or _are_equal_numbers(then, otherwise):
        return then
    finite = [end for end in (then, otherwise) if end.value is not None]
    least, most = min(end.least for end in finite), max(end.most for end in finite)
    like = End(None, least, most, then.open or otherwise.open)
    return computed((then, otherwise), like, lambda a, b: ex.when(flag, a, b))


def among(flags: list[Flag], each: list[End], least: bool) -> End:
    """The least (or greatest) of the ends whose flag is true; infinite where any such is. One flag at least is."""
    if all(isinstance(end.value, int) for end in each):
        return _first_true(sorted(zip(flags, each, strict=True), key=lambda one: one[1].least, reverse=not least))
    told = [select(flag, end, INFINITE) for flag, end in zip(flags, each, strict=True)]
    found = (smallest if least else largest)(told, False)
    infinite = [both(flag, end.is_infinite) for flag, end in zip(flags, each, strict=True)]
    return select(either(*infinite), INFINITE, replace(found, open=found.value is None))


def _first_true(ranked: list[tuple[Flag, End]]) -> End:
    """The end of the first flag that is true; the last one's where no other is."""
    *before, (_, found) = ranked
    for flag, end in reversed(before):
        found = select(flag, end, found)
    return found


def _are_equal_numbers(left: End, right: End) -> bool:
    return isinstance(left.value, int) and isinstance(right.value, int) and left.value == right.value


def whole(end: End, numerator: int, denominator: int, way: Way) -> End:
    """The end times a positive fraction, to a whole number: downwards, upwards, or the nearest and a half upwards."""
    if denominator == 1 or end.value is None:
        return scaled(end, numerator)
    twice = 2 if way == "round" else 1
    more = {"round_down": 0, "round": denominator, "round_up": denominator - 1}[way]
    return floored(plus(scaled(end, twice * numerator), exact(more)), twice * denominator)


def floored(end: End, step: int) -> End:
    """How many whole steps are in it."""
    if end.value is None or step == 1:
        return end
    if isinstance(end.value, int):
        return exact(end.value // step)
    like = End(None, end.least // step, end.most // step, end.open)
    return computed((end, exact(step)), like, lambda a, b: a // b)


def between_days(span: Span, since: End, until: End) -> End:
    """How much lies between two days; infinite where either is."""
    if since.value is None or until.value is None:
        return INFINITE
    if isinstance(since.value, int) and isinstance(until.value, int):
        return exact(elapsed(span, since.value, until.value))
    least, most = elapsed(span, since.most, until.least), elapsed(span, since.least, until.most)
    like = End(None, least, most, since.open or until.open)
    return computed((since, until), like, lambda a, b: elapsed(span, a, b))


def below(left: End, right: End, where_infinite: bool) -> Flag:
    """Where the one number is less than the other; `where_infinite` where either is infinite."""
    is_open = left.open or right.open
    if left.value is None or right.value is None:
        return where_infinite
    if left.most < right.least and (where_infinite or not is_open):
        return True
    if left.least >= right.most and not (where_infinite and is_open):
        return False
    return _compared(left, right, lt, where_infinite if is_open else None)


def same(left: End, right: End) -> Flag:
    """Where two numbers are equal and finite."""
    if left.value is None or right.value is None or left.most < right.least or right.most < left.least:
        return False
    if left.value is right.value and not left.open:
        return True
    return _compared(left, right, eq, False if left.open or right.open else None)


def _compared(left: End, right: End, compare: Callable[[Any, Any], Any], where_null: bool | None) -> Flag:
    if isinstance(left.value, int) and isinstance(right.value, int):
        return bool(compare(left.value, right.value))
    wide = left.is_wide or right.is_wide
    flag: ex.Expr = compare(left.column(wide), right.column(wide))
    return flag if where_null is None else flag.fill_null(where_null)
