"""What goes up or down with one number in steps (whole ones, whole months): at which number it reaches a limit."""

from collections.abc import Callable
from fractions import Fraction
from operator import ge, gt, le, lt

from jinshan_cli.core.intervals import whole
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.days import LAST, elapsed
from jinshan_cli.core.rules.exact.linear import Linear
from jinshan_cli.core.rules.nodes import (
    Constant,
    Day,
    Elapsed,
    NumberFact,
    Over,
    Parameter,
    Quantity,
    Rounded,
    Steps,
)

FURTHEST = 2**80
"""no fact has more steps"""
_HOLDS: dict[str, Callable[[Fraction, Fraction], bool]] = {"<": lt, "<=": le, ">": gt, ">=": ge}


def turn(sum_: Linear, operator: str) -> tuple[NumberFact, int | None, bool] | None:
    """Of a sum of one such thing, compared with 0: the number, its first step from which on the comparison changes
    (None: never), and whether it holds below; None if it is no such sum, or is compared otherwise."""
    if len(sum_.terms) != 1 or operator not in _HOLDS:
        return None
    ((atom, factor),) = sum_.terms
    found = None if isinstance(atom, NumberFact) else _number_in(atom)
    if found is None:
        return None
    fact, rises = found
    is_under = (operator in ("<", "<=")) == (rises == (factor > 0))

    def has_turned(step: int) -> bool:
        return _HOLDS[operator](factor * _value(atom, step) + sum_.constant, Fraction(0)) != is_under

    return fact, _first(has_turned, LAST if fact.unit == "date" else FURTHEST), is_under


def _first(holds: Callable[[int], bool], last: int) -> int | None:
    """The first number of which something holds that then holds of all further ones; None if of none."""
    low, high = 0, last + 1
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if holds(middle) else (middle + 1, high)
    return None if low > last else low


def _number_in(atom: Quantity) -> tuple[NumberFact, bool] | None:
    """The number that it hangs on, and whether it goes up with it."""
    match atom:
        case NumberFact():
            return atom, True
        case Steps(part) | Rounded(_, part) | Over(part):
            return _number_in(part)
        case Elapsed(_, Day() | Parameter(), until):
            return _number_in(until)
        case Elapsed(_, since, Day() | Parameter()):
            found = _number_in(since)
            return None if found is None else (found[0], not found[1])
    return None


def _value(atom: Quantity, step: int) -> Fraction:
    match atom:
        case NumberFact(per=per):
            return Fraction(step, per)
        case Steps(part, size):
            return Fraction(whole(_value(part, step) / number_of(size), "round_down"))
        case Rounded(way, part, size):
            return Fraction(whole(_value(part, step) / number_of(size), way) * number_of(size))
        case Over(part, by):
            return _value(part, step) / number_of(by)
        case Elapsed(span, since, until):
            return Fraction(elapsed(span, int(_value(since, step)), int(_value(until, step))))
        case Constant() | Day() | Parameter():
            return Fraction(number_of(atom))
    raise AssertionError(atom)
