"""How figures are said in Chinese: exact always, and only with glyphs that GBK has."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value, options_in
from jinshan_cli.core.intervals import NOT_KNOWN, Interval, Number
from jinshan_cli.core.rules.nodes import Unit
from jinshan_cli.core.written.dates import day_of, say_date
from jinshan_cli.core.written.voice import tell, voice

UNKNOWN = "未知"
PENDING = "金额待定"

_DECIMALS = 6
"""of a bare number, beyond which it is said as a fraction"""
_FEN_PER = (("亿", 10**10), ("万", 10**6), ("", 100))


def in_yuan(fen: int) -> tuple[str, str]:
    """The digits and 亿, 万 or "" that say `fen`: the largest unit that leaves at most two decimals."""
    size = abs(fen)
    unit, per = next((unit, per) for unit, per in _FEN_PER if not unit or (size >= per and size % (per // 100) == 0))
    whole, rest = divmod(size, per)
    digits = f"{whole:,}" if whole >= 10_000 or not unit else str(whole)
    decimals = f".{rest // (per // 100):02d}".rstrip("0").rstrip(".")
    return ("-" if fen < 0 else "") + digits + decimals, unit


def one_sided(low: int, high: int | None, money: bool) -> tuple[str, int, str]:
    """The words before and after the number that bounds `[low, ∞)` or `[0, high]`.

    A fen beside whole yuan is said as 超过 or 不足 them.
    """
    if high is None:
        return ("超过", low - 1, "") if money and low % 100 == 1 else ("", low, "以上")
    return ("不足", high + 1, "") if money and high % 100 == 99 else ("", high, "以下")


def say_money(fen: int) -> str:
    """`3.2亿元`, `5000万元`, `499,999.99元`."""
    own = voice()
    return "".join(in_yuan(fen)) + own.currency if own.say_money is None else own.say_money(str(yuan(fen)))


def say_interval(interval: Interval, money: bool, unit: str = "", is_untold: bool = False) -> str:
    """An amount in fen, or a count in its `unit`: `x`, `最高 x`, `不低于 x`, `a 至 b`.

    `is_untold`: its upper end is still to be told, `至少 x，上限待定`. A fen at the least is of what is known to be
    something, and no more: it is said of no sum.

    Raises ValueError if an end is not a whole number.
    """
    low, high = _whole(interval.low), _whole(interval.high)
    if interval == NOT_KNOWN:
        return tell(PENDING)
    if low == high and low is not None:
        return _say(low, money, unit)
    if high is None:
        return tell(PENDING) if low == 1 and money else _say_least(_say(low or 0, money, unit), is_untold)
    if not low or (low == 1 and money):
        return tell("最高 {say}", say=_say(high, money, unit))
    return tell("{low} 至 {high}", low=_say(low, money), high=_say(high, money, unit))


def _say_least(low: str, is_untold: bool) -> str:
    return tell("至少 {low}，{words}", low=low, words=tell("上限待定")) if is_untold else tell("不低于 {say}", say=low)


def say_options(fact: Fact, keys: Iterable[str]) -> str:
    """Options by their labels: 批发业、零售业或餐饮业. Raises KeyError if one is none of the fact's."""
    labels = [fact.option(key).label for key in keys]
    return tell("或").join(filter(None, (tell("、").join(labels[:-1]), labels[-1])))


def say_known(fact: Fact, value: Value | None) -> str:
    """What a firm told: `100–299 人`, `5000万元以上`, `有（金额待定）`, `是`, an option's label or several, `未知`.

    Raises KeyError if the option is none of the fact's.
    """
    if value is None or value == NOT_KNOWN:
        return tell(UNKNOWN)
    if isinstance(value, Interval):
        return _say_number(fact, value)
    if isinstance(value, bool):
        return tell("是") if value else tell("否")
    return say_options(fact, options_in(value))


def yuan(fen: int) -> int | Decimal:
    """The same money in yuan, exact: whole, or with one or two decimals."""
    whole, rest = divmod(abs(fen), 100)
    sign = -1 if fen < 0 else 1
    return Decimal(f"{'-' * (fen < 0)}{whole}.{rest:02d}".rstrip("0")) if rest else sign * whole


def _say_number(fact: Fact, value: Interval) -> str:
    money = fact.type == "money"
    low, high = _whole(value.low) or 0, _whole(value.high)
    if fact.type == "date":
        return say_date(low, high)
    if low == 1 and high is None:
        return tell("有（{pending}）", pending=tell(PENDING)) if money else tell("有（数量待定）")
    if low == high:
        return say_figure(fact, low)
    if low and high is not None:
        return f"{say_figure(fact, low, '')}–{say_figure(fact, high)}"
    before, number, after = one_sided(low, high, money)
    return tell(f"{before}{{figure}}{after}", figure=say_figure(fact, number))


def say_figure(fact: Fact, number: int, unit: str | None = None) -> str:
    """One number of a fact as it is held: `5000万元`, `120 人`, `1,234.5 平方米`, `12.5%`, `2019-05-01`."""
    if fact.type == "date":
        return day_of(number)
    if fact.type == "money":
        return say_money(number)
    digits = say_digits(decimal(number, fact.places))
    return f"{digits}%" if fact.type == "percent" else f"{digits} {fact.unit if unit is None else unit}".strip()


def say_digits(number: int | Decimal) -> str:
    """A number with its groups: 1,234.5."""
    own = voice().say_number
    return f"{number:,}" if own is None else own(str(number))


def decimal(number: int, places: int) -> int | Decimal:
    """A number held in so many decimals, exact: whole, or without zeros at its end."""
    whole, rest = divmod(number, 10**places)
    return Decimal(f"{whole}.{rest:0{places}d}".rstrip("0")) if rest else whole


def _say(number: int, money: bool, unit: str = "") -> str:
    return say_money(number) if money else f"{say_digits(number)} {unit}".strip()


def _whole(end: Number | None) -> int | None:
    if isinstance(end, Fraction) and end.denominator != 1:
        raise ValueError(end)
    return None if end is None else int(end)


def say_worked(value: Interval, unit: Unit | Literal["rate"], is_untold: bool = False) -> str:
    """A value on the way to an amount: money to the fen, and that it was rounded; else numbers as they are."""
    if unit == "money":
        if value.low is None and value.high is None:
            return tell(PENDING)
        whole = value.to_smallest_unit()
        rounded = tell("（四舍五入到分）") if value.is_point and whole != value else ""
        return say_interval(whole, money=True, is_untold=is_untold) + rounded
    low, high = (None if end is None else _say_bare(end, unit) for end in (value.low, value.high))
    if value.is_point:
        return str(low)
    if high is None:
        return tell("不低于 {low}", low=low) if value.low else tell(UNKNOWN)
    return tell("{low} 至 {high}", low=low, high=high) if value.low else tell("最高 {high}", high=high)


def _say_bare(number: Number, unit: Unit | Literal["rate"]) -> str:
    if unit == "rate":
        return f"{_say_bare(Fraction(number) * 100, 'free')}%"
    if unit == "date":
        return day_of(int(number))
    exact = Fraction(number)
    shown = exact * 10**_DECIMALS
    if shown.denominator != 1:
        return f"{exact}"
    return say_digits(int(exact) if exact.denominator == 1 else Decimal(int(shown)).scaleb(-_DECIMALS).normalize())
