"""Which unit a quantity has, so that money is never compared with heads and a bare number finds its unit."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Between,
    Choose,
    Constant,
    Counted,
    Greatest,
    Least,
    Minus,
    NumberFact,
    Plus,
    Quantity,
    Times,
    UpTo,
)

Unit = Literal["money", "count", "free"]
"""`free`: a bare number, a rate, or a product whose price is still bare"""


def unit_of(quantity: Quantity) -> Unit:
    """The unit of a quantity, as far as its parts tell it."""
    match quantity:
        case Constant(money=money):
            return "money" if money else "free"
        case NumberFact(money=money):
            return "money" if money else "count"
        case Times(left, right):
            return "money" if "money" in (unit_of(left), unit_of(right)) else "free"
        case Counted():
            return "free"
        case UpTo(part) | AtLeast(part):
            return unit_of(part)
        case Choose(_, left, right) | Plus(left, right) | Minus(left, right) | Between(left, right):
            return common_unit((left, right))
        case Least(parts) | Greatest(parts):
            return common_unit(parts)


def common_unit(parts: Iterable[Quantity]) -> Unit:
    """Money if any part is money, else count if any is a count, else free."""
    units = {unit_of(part) for part in parts}
    return "money" if "money" in units else "count" if "count" in units else "free"


def priced(quantity: Quantity) -> Quantity | None:
    """The same quantity as money: bare numbers become yuan. None if it is heads or a rate."""
    match quantity:
        case Constant(suffix=suffix):
            return None if suffix == "%" else replace(quantity, money=True)
        case NumberFact(money=money):
            return quantity if money else None
        case Counted():
            return None
        case Times(left, right):
            return _priced_product(quantity, left, right)
        case UpTo(part):
            inner = priced(part)
            return None if inner is None else UpTo(inner)
        case AtLeast(part):
            inner = priced(part)
            return None if inner is None else AtLeast(inner)
        case Plus(left, right) | Minus(left, right) | Between(left, right):
            sides = _all_priced((left, right))
            return None if sides is None else type(quantity)(*sides)
        case Choose(condition, left, right):
            sides = _all_priced((left, right))
            return None if sides is None else Choose(condition, *sides)
        case Least(parts) | Greatest(parts):
            sides = _all_priced(parts)
            return None if sides is None else type(quantity)(sides)


def _priced_product(product: Times, left: Quantity, right: Quantity) -> Quantity | None:
    if unit_of(product) == "money":
        return product
    if (price := priced(left)) is not None:
        return Times(price, right)
    if (price := priced(right)) is not None:
        return Times(left, price)
    return None


def _all_priced(parts: tuple[Quantity, ...]) -> tuple[Quantity, ...] | None:
    found = [priced(part) for part in parts]
    return None if None in found else tuple(part for part in found if part is not None)


def may_be_negative(quantity: Quantity) -> bool:
    """True if the quantity can fall below zero: only a difference can, unless max() holds it up."""
    match quantity:
        case Constant() | NumberFact() | Times() | Counted():
            return False
        case Minus():
            return True
        case UpTo(part) | AtLeast(part):
            return may_be_negative(part)
        case Choose(_, left, right) | Plus(left, right) | Between(left, right):
            return may_be_negative(left) or may_be_negative(right)
        case Least(parts):
            return any(may_be_negative(part) for part in parts)
        case Greatest(parts):
            return all(may_be_negative(part) for part in parts)
