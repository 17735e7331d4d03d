"""Which unit a quantity has, so that money is never compared with heads and a bare number finds its unit."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.intervals import Number
from jinshan_cli.core.rules.constants import number_of
from jinshan_cli.core.rules.nodes import (
    AtLeast,
    Bands,
    Between,
    Choose,
    Constant,
    Counted,
    Day,
    Elapsed,
    Figure,
    Greatest,
    Least,
    Minus,
    NamedQuantity,
    NumberFact,
    Over,
    Parameter,
    Pieces,
    Plus,
    Quantity,
    Rounded,
    Steps,
    Tiers,
    Times,
    Unit,
    UpTo,
)
from jinshan_cli.core.rules.tree import walk

__all__ = ["Unit", "common_unit", "instead", "is_rate", "may_be_negative", "priced", "unit_of"]

NAMES = 4096
"""named quantities of which is kept what was found: one that another uses twice is looked at once"""


def unit_of(quantity: Quantity) -> Unit:  # noqa: C901, PLR0912 - one case a node
    """The unit of a quantity, as far as its parts tell it."""
    match quantity:
        case Constant(money=money):
            return "money" if money else "free"
        case Day():
            return "date"
        case NumberFact(unit=unit):
            return unit
        case Times(left, right):
            return "money" if "money" in (unit_of(left), unit_of(right)) else "free"
        case Bands(part, _, rates):
            return "money" if "money" in (unit_of(part), common_unit(rates)) else "free"
        case Counted() | Elapsed() | Steps():
            return "free"
        case NamedQuantity():
            return _unit_of_name(quantity)
        case UpTo(part) | AtLeast(part) | Parameter(value=part):
            return unit_of(part)
        case Over(part) | Rounded(part=part):
            return unit_of(part)
        case Choose(_, left, right) | Plus(left, right) | Minus(left, right) | Between(left, right):
            return common_unit((left, right))
        case Least(parts) | Greatest(parts) | Tiers(values=parts) | Pieces(_, parts):
            return common_unit(parts)


def common_unit(parts: Iterable[Quantity]) -> Unit:
    """Money if any part is money, else a date or count if any is one, else free."""
    units = {unit_of(part) for part in parts}
    return next((unit for unit in ("money", "date", "count") if unit in units), "free")


def is_rate(quantity: Quantity, facts: Catalogue) -> bool:
    """True of what is written with a %: a rate, a share that is asked, the least of such, one or the other."""
    match quantity:
        case Constant(suffix=suffix):
            return suffix in ("%", "‰")
        case NumberFact(key):
            return facts[key].type == "percent"
        case Parameter(value=part) | NamedQuantity(quantity=part) | UpTo(part) | AtLeast(part):
            return is_rate(part, facts)
        case Choose(_, left, right) | Plus(left, right) | Minus(left, right) | Between(left, right):
            return _are_rates((left, right), facts)
        case Least(parts) | Greatest(parts) | Tiers(values=parts) | Pieces(_, parts):
            return _are_rates(parts, facts)
    return False


def _are_rates(parts: Iterable[Quantity], facts: Catalogue) -> bool:
    """Bare zeros go with rates, not by themselves."""
    others = [part for part in parts if not (isinstance(part, Constant) and number_of(part) == 0)]
    return bool(others) and all(is_rate(part, facts) for part in others)


def instead(quantity: Quantity) -> str:
    """What a quantity is that is no money: a key of `source.NO_MONEY`."""
    return "flag" if isinstance(quantity, Counted) else "date" if unit_of(quantity) == "date" else ""


def priced(quantity: Quantity) -> Quantity | None:  # noqa: C901, PLR0912 - one case a node
    """The same quantity as money: bare numbers become yuan. None if it is heads, a rate or a date."""
    match quantity:
        case Constant(digits) if "/" in digits:
            return _priced_part(*digits.split("/"))
        case Constant(suffix=suffix):
            return None if suffix in ("%", "‰") else replace(quantity, money=True)
        case NumberFact(unit=unit):
            return quantity if unit == "money" else None
        case Counted() | Day() | Elapsed() | Steps() | Pieces():
            return None
        case Times(left, right):
            return _priced_product(quantity, left, right)
        case Bands(part, bounds, rates):
            prices = rates if unit_of(part) == "money" else _figures_priced(rates)
            return None if prices is None else Bands(part, bounds, prices)
        case UpTo(part) | AtLeast(part) as node:
            inner = priced(part)
            return None if inner is None else type(node)(inner)
        case Parameter(name, label, Constant() as value):
            inner = priced(value)
            return Parameter(name, label, inner) if isinstance(inner, Constant) else None
        case Parameter():
            return None
        case NamedQuantity():
            return _priced_name(quantity)
        case Over(part, by):
            inner = priced(part)
            return None if inner is None else Over(inner, by)
        case Rounded(way, part, size):
            inner, sizes = priced(part), _figures_priced((size,))
            return None if inner is None or sizes is None else Rounded(way, inner, *sizes)
        case Plus(left, right) | Minus(left, right) | Between(left, right):
            sides = _all_priced((left, right))
            return None if sides is None else type(quantity)(*sides)
        case Choose(condition, left, right):
            sides = _all_priced((left, right))
            return None if sides is None else Choose(condition, *sides)
        case Tiers(part, bounds, values):
            sides = _all_priced(values)
            return None if sides is None else Tiers(part, bounds, sides)
        case Least(parts) | Greatest(parts):
            sides = _all_priced(parts)
            return None if sides is None else type(quantity)(sides)


def _priced_part(above: str, below: str) -> Over | None:
    """Of `9000/12` a twelfth of 9,000 yuan; what is less than 1 is a share, as 1/3."""
    return Over(Constant(above, money=True), Constant(below)) if int(above) >= int(below) else None


def _priced_product(product: Times, left: Quantity, right: Quantity) -> Quantity | None:
    if unit_of(product) == "money":
        return product
    if isinstance(left, Constant) and _greatest(left) < _greatest(right) and (price := priced(right)) is not None:
        return Times(left, price)
    if (price := priced(left)) is not None:
        return Times(price, right)
    if (price := priced(right)) is not None:
        return Times(left, price)
    return None


def _greatest(quantity: Quantity) -> Number:
    """Of bare numbers that are multiplied the greater is the price: 12 × 2,000元."""
    return max((number_of(part) for part in walk(quantity) if isinstance(part, Constant)), default=0)


def _all_priced(parts: tuple[Quantity, ...]) -> tuple[Quantity, ...] | None:
    found = [priced(part) for part in parts]
    return None if None in found else tuple(part for part in found if part is not None)


def _figures_priced(figures: tuple[Figure, ...]) -> tuple[Figure, ...] | None:
    found = [priced(figure) for figure in figures]
    prices = tuple(figure for figure in found if isinstance(figure, Constant | Day | Parameter))
    return prices if len(prices) == len(figures) else None


def may_be_negative(quantity: Quantity) -> bool:
    """True if the quantity can fall below zero: a difference or a time between two days can, unless max() holds it."""
    match quantity:
        case Constant() | NumberFact() | Times() | Counted() | Day() | Parameter() | Bands():
            return False
        case Minus() | Elapsed():
            return True
        case NamedQuantity():
            return _name_may_be_negative(quantity)
        case UpTo(part) | AtLeast(part) | Over(part) | Steps(part) | Rounded(part=part):
            return may_be_negative(part)
        case Choose(_, left, right) | Plus(left, right) | Between(left, right):
            return may_be_negative(left) or may_be_negative(right)
        case Least(parts) | Tiers(values=parts) | Pieces(_, parts):
            return any(may_be_negative(part) for part in parts)
        case Greatest(parts):
            return all(may_be_negative(part) for part in parts)


@lru_cache(maxsize=NAMES)
def _unit_of_name(named: NamedQuantity) -> Unit:
    return unit_of(named.quantity)


@lru_cache(maxsize=NAMES)
def _priced_name(named: NamedQuantity) -> NamedQuantity | None:
    inner = priced(named.quantity)
    return None if inner is None else replace(named, quantity=inner)


@lru_cache(maxsize=NAMES)
def _name_may_be_negative(named: NamedQuantity) -> bool:
    return may_be_negative(named.quantity)
