"""What stands for itself in a rule: numbers, days, and those that the edition gives a name."""

from datetime import date
from fractions import Fraction
from typing import Literal

from jinshan_cli.core.dataclass import dataclass, field

Suffix = Literal["", "%", "‰", "万", "亿"]

SCALE: dict[Suffix, int | Fraction] = {
    "": 1,
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "万": 10**4,
    "亿": 10**8,
}


@dataclass(frozen=True)
class Constant:
    """`50万`, `1/3`: digits and suffix as written. `money` is True where the rule reads it as yuan."""

    digits: str
    suffix: Suffix = ""
    money: bool = False
    number: int | Fraction = field(init=False, repr=False, compare=False)
    """its exact value, in fen if it is money"""

    def __post_init__(self) -> None:
        digits = int(self.digits) if self.digits.isdecimal() else Fraction(self.digits)
        number = digits * SCALE[self.suffix] * (100 if self.money else 1)
        object.__setattr__(self, "number", int(number) if number.denominator == 1 else number)


@dataclass(frozen=True)
class Day:
    """`2022-12-31`"""

    day: date


@dataclass(frozen=True)
class Parameter:
    """`first_step`: a figure or a day that the edition gives a name and a label"""

    name: str
    label: str
    value: Constant | Day


Figure = Constant | Day | Parameter


def is_zero(node: object) -> bool:
    """True of a constant that is 0."""
    return isinstance(node, Constant) and not node.number


def number_of(figure: Figure) -> int | Fraction:
    """What a figure is: of money fen, of a day its ordinal."""
    match figure:
        case Constant(number=number):
            return number
        case Day(day):
            return day.toordinal()
        case Parameter(value=value):
            return number_of(value)
