"""Numbers written such that `core.written.values.read` reads them back."""

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.figures import decimal, in_yuan, one_sided
from jinshan_cli.core.written.voice import voice


def write_number(fact: Fact, low: int, high: int | None) -> str:
    """A number or a span of them, such that it is read back: 3200万元, 100-299, 5000万元以上; in another money bare."""
    money = fact.type == "money"
    if voice().say_number is not None:
        return _bare_number(fact, low, high)
    if low == 1 and high is None:
        return writing.SOME
    if low == high:
        return _written(fact, low)
    if not low or high is None:
        before, number, after = one_sided(low, high, money)
        return before + _written(fact, number) + after
    upper = _written(fact, high)
    if money and in_yuan(low)[1] == in_yuan(high)[1]:
        return f"{in_yuan(low)[0].replace(',', '')}-{upper}"
    return f"{_written(fact, low)}-{upper}"


def _written(fact: Fact, number: int) -> str:
    if fact.type == "percent":
        return f"{decimal(number, fact.places)}%"
    if fact.type == "count" or not number:
        return str(decimal(number, fact.places))
    digits, times = in_yuan(number)
    return digits.replace(",", "") + (times or writing.YUAN)


def _bare_number(fact: Fact, low: int, high: int | None) -> str:
    """In figures and signs that every language reads: 40000, >=40000, 100-299."""
    sign = "%" if fact.type == "percent" else ""
    first, last = (None if end is None else f"{decimal(end, fact.places)}{sign}" for end in (low, high))
    if low == high:
        return str(first)
    if high is None:
        return f">={first}"
    return f"{first}-{last}" if low else f"<={last}"
