"""The one reader and writer of a written value, for cells, firm files, `--set` and answers.

`core.written.writing` holds the grammar. A number is a row of digits whose point is moved:
nothing large is ever computed.
"""

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import NoReturn

from jinshan_cli.core.errors import closest
from jinshan_cli.core.facts import Fact, Option, fold
from jinshan_cli.core.firm import Value, options_in
from jinshan_cli.core.intervals import NOT_KNOWN, NOTHING, SOME, Interval
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.figures import in_yuan, one_sided
from jinshan_cli.core.written.writing import Relation, narrow

_POWERS = {10**power: power for power in range(max(writing.TIMES.values()) + 1)}
_CODE = re.compile(r"(?P<shortest>[a-z]?[0-9]{2})[0-9]{1,2}")
_SHORT = re.compile(r".|[a-z]?[0-9]*", re.DOTALL)
"""says too little to be near to anything"""
_EITHER = re.compile(r"[|或]")
"""between options of which one holds"""
_WANTED = {
    "flag": "是 或 否",
    "count": "整数，如 120、100-299、300以下、有、无",
    "money": "金额，如 3200万、0.32亿、100-299万、5000万以上、约3亿、有、无",
}


class Refusal(Exception):  # noqa: N818 - a refused value is an answer, not an error
    """A written value that cannot be taken: why, what is accepted, the nearest right writing; in Chinese."""

    def __init__(self, reason: str, expected: str = "", closest: str = "") -> None:
        self.reason, self.expected, self.closest = reason, expected, closest
        super().__init__(reason)


def read(fact: Fact, text: str, scale: int = 1) -> Value | None:
    """The value of a written text; None is unknown. Money in fen, counts in persons (pieces), as intervals.

    Of a choice an option's key, or of `a|b` the keys of all that are possible.

    `scale`: yuan (persons) per unit of the header, a power of ten (KeyError if not). Raises Refusal.
    """
    if len(text) > writing.LONGEST:
        raise Refusal(f"超过 {writing.LONGEST} 个字符", _wanted(fact))
    spaced = narrow(text)
    word = spaced.replace(" ", "")
    if fact.type == "choice":
        return _read_choice(fact, word)
    if word in writing.UNKNOWN:
        return None
    if fact.type == "flag":
        return _read_flag(fact, word)
    if writing.DATE.match(spaced):
        raise Refusal("是日期，不是数", _wanted(fact))
    if writing.BROKEN.search(spaced):
        raise Refusal("数字中间有空格", _wanted(fact))
    known = _read_number(fact, word, _POWERS[scale])
    return None if known == NOT_KNOWN else known


def plausible_range(fact: Fact) -> Interval | None:
    """Where every value but 0 is expected, in fen or persons: a value is warned about if all of it lies outside."""
    limits = read(fact, fact.plausible or "")
    if not isinstance(limits, Interval):
        return None
    return Interval(0, limits.high) if limits.is_point else limits


def is_implausible(fact: Fact, value: Interval) -> bool:
    """True if no number of the value is plausible."""
    limits = plausible_range(fact)
    if limits is None:
        return False
    above = limits.high is not None and (value.low or 0) > limits.high
    return above or ((value.low or 0) > 0 and value.high is not None and value.high < (limits.low or 0))


def write(fact: Fact, value: Value | None) -> str:
    """The canonical writing, such that `read(fact, write(fact, value)) == value`; unknown is empty."""
    if value is None or value == NOT_KNOWN:
        return ""
    if isinstance(value, Interval):
        high = None if value.high is None else int(value.high)
        return _write_number(fact.type == "money", int(value.low or 0), high)
    if isinstance(value, bool):
        return "是" if value else "否"
    return "|".join(options_in(value))


def either_of(fact: Fact, keys: Container[str]) -> Value:
    """The value of a choice that is one of these options, at least one, in the catalogue's order."""
    possible = tuple(key for key in fact.option_keys if key in keys)
    return possible[0] if len(possible) == 1 else possible


def names_options(fact: Fact, text: str) -> bool:
    """True if a text names options of a choice and nothing else, without what `read` knows of longer codes."""
    word = narrow(text).replace(" ", "")
    names = (word, *_EITHER.split(word))
    known = [fold(name) in fact.options_by_name for name in names]
    return known[0] or all(known[1:])


def read_header(text: str) -> tuple[str, int | None]:
    """A header without its unit, and yuan (persons) per unit: `营业收入（万元）` → 营业收入, 10000.

    None if it names no unit; the name is then the whole header.
    """
    found = writing.HEADER.fullmatch(text) if len(text) <= writing.LONGEST else None
    if found:
        inside = narrow(found["inside"] or found["after"] or found["behind"] or "").replace(" ", "")
        unit = writing.HEADER_UNIT.fullmatch(inside)
        if unit and (unit["times"] or unit["unit"]):
            return found["name"].strip(), 10 ** writing.TIMES.get(unit["times"], 0)
    return text.strip(), None


def _wanted(fact: Fact) -> str:
    if fact.type != "choice":
        return _WANTED[fact.type]
    labels = [option.label for option in fact.options]
    return "可选：" + "、".join(labels[:6]) + ("……" if len(labels) > 6 else "")


def _read_choice(fact: Fact, word: str) -> Value | None:
    if option := fact.options_by_name.get(fold(word)):
        return option.key
    if word in writing.UNKNOWN:
        return None
    return either_of(fact, {_read_option(fact, name) for name in _EITHER.split(word)})


def _read_option(fact: Fact, word: str) -> str:
    by_name = fact.options_by_name
    if option := by_name.get(fold(word)):
        return option.key
    if option := _of_longer_code(fold(word), by_name):
        return option.key
    near = "" if word in writing.YES | writing.NO or _SHORT.fullmatch(word) else closest(fold(word), by_name)
    raise Refusal("没有这个选项", _wanted(fact), by_name[near].label if near else "")


def _of_longer_code(word: str, by_name: Mapping[str, Option]) -> Option | None:
    """The option whose code, of two digits at least, begins a longer one: 36 is meant by 3611 and C3611."""
    code = _CODE.fullmatch(word)
    shorter = (word[:end] for end in range(len(word) - 1, code.end("shortest") - 1, -1)) if code else ()
    return next((by_name[name] for name in shorter if name in by_name), None)


def _read_flag(fact: Fact, word: str) -> bool:
    if word in writing.YES:
        return True
    if word in writing.NO:
        return False
    raise Refusal("无法识别为是或否", _wanted(fact))


def _read_number(fact: Fact, word: str, header_power: int) -> Interval:
    if word == writing.SOME:
        return SOME
    if word in writing.NOTHING:
        return NOTHING
    found = writing.WRITING.match(word)
    if not found:
        _refuse_unread(fact, word)
    low, high = _ends(fact, found, header_power)
    limit = writing.LIMIT * 10 ** _smallest(fact)
    if low > limit or (high or 0) > limit:
        _refuse_size(fact)
    if high is not None and high < low:
        raise Refusal("上限低于下限", "小的写前面；两端单位不同就都写，如 5000元-1万")
    return Interval(low, high)


def _refuse_unread(fact: Fact, word: str) -> NoReturn:
    if word in writing.YES | writing.NO:
        raise Refusal("这里要填数", _wanted(fact), writing.SOME if word in writing.YES else "无")
    for sign, reason, expected in writing.HINTS:
        if sign.search(word):
            raise Refusal(reason, expected or _wanted(fact))
    raise Refusal("无法识别为数字", _wanted(fact))


def _refuse_size(fact: Fact) -> NoReturn:
    raise Refusal("超过 10¹⁵", "核对单位和位数" if fact.type == "money" else _wanted(fact))


@dataclass(frozen=True, slots=True)
class _Amount:
    """One end of a writing, still as text."""

    mark: str
    digits: str
    exponent: str
    times: str
    unit: str


def _amount(found: re.Match[str], prefix: str = "") -> _Amount:
    names = ("mark", "digits", "exponent", "times", "unit")
    return _Amount(*(found[prefix + name] or "" for name in names))


def _ends(fact: Fact, found: re.Match[str], header_power: int) -> tuple[int, int | None]:
    before, after, amount = found["before"], found["after"], _amount(found)
    if not found["to"]:
        return _bound(_relation(before, after), _whole(fact, amount, header_power))
    if before:
        raise Refusal(f"范围不能再带“{before}”", _wanted(fact))
    upper = _amount(found, "upper_")
    if not amount.times and not amount.unit:
        amount = replace(amount, times=upper.times, unit=upper.unit)
    return _whole(fact, amount, header_power), _whole(fact, upper, header_power)


def _relation(before: str | None, after: str | None) -> Relation:
    said = [writing.BEFORE[before]] if before else []
    said += [writing.AFTER[after]] if after else []
    if len(said) == 2 and said != ["~", "~"]:
        raise Refusal(f"“{before}”和“{after}”不能同时用", "只留一个，如 5000万以上")
    return said[0] if said else "="


def _bound(relation: Relation, number: int) -> tuple[int, int | None]:
    match relation:
        case "=":
            return number, number
        case ">=":
            return number, None
        case ">":
            return number + 1, None
        case "<=":
            return 0, number
        case "<":
            if number == 0:
                raise Refusal("不能是负数", "0 或正数")
            return 0, number - 1
        case "~":
            return number * 9 // 10, -(-number * 11 // 10)


def _smallest(fact: Fact) -> int:
    return writing.FEN_POWER if fact.type == "money" else 0


def _whole(fact: Fact, amount: _Amount, header_power: int) -> int:
    """The amount in fen or persons, by moving the point: how long the result is, is known before it is."""
    _check_marks(fact, amount, header_power)
    digits = writing.DIGITS.match(amount.digits)
    if not digits:
        raise Refusal("数字写法不对", "千分位每三位一个逗号，如 1,200；小数如 0.5")
    whole, decimals = (digits["whole"] or "").replace(",", ""), digits["decimals"] or ""
    power = writing.TIMES.get(amount.times, 0 if amount.unit else header_power)
    power += _smallest(fact) + int(amount.exponent or 0) - len(decimals)
    figures = (whole + decimals).lstrip("0")
    if not figures:
        return 0
    if len(figures) + power > len(str(writing.LIMIT)) + _smallest(fact):
        _refuse_size(fact)
    if power >= 0:
        return int(figures + "0" * power)
    if figures[power:].strip("0"):
        raise Refusal("最多精确到分" if fact.type == "money" else "必须是整数", _wanted(fact))
    return int(figures[:power])


def _check_marks(fact: Fact, amount: _Amount, header_power: int) -> None:
    if "-" in amount.mark:
        raise Refusal("不能是负数", "0 或正数")
    if "+" in amount.mark:
        raise Refusal("数前不能有加号（像是增加额）", "写总数，如 3200万")
    money = fact.type == "money"
    if amount.mark and not money:
        raise Refusal("这里不是金额", _wanted(fact))
    if amount.mark and header_power and not amount.times and not amount.unit:
        raise Refusal("货币符号与表头单位不一致", "写明单位，如 5000元 或 5000万元")
    if amount.unit and amount.unit not in writing.units_of(money, fact.unit):
        raise Refusal(f"单位“{amount.unit}”不适用", _wanted(fact))


def _write_number(money: bool, low: int, high: int | None) -> str:
    if low == 1 and high is None:
        return writing.SOME
    if low == high:
        return _written(low, money)
    if not low or high is None:
        before, number, after = one_sided(low, high, money)
        return before + _written(number, money) + after
    upper = _written(high, money)
    if money and in_yuan(low)[1] == in_yuan(high)[1]:
        return f"{in_yuan(low)[0].replace(',', '')}-{upper}"
    return f"{_written(low, money)}-{upper}"


def _written(number: int, money: bool) -> str:
    if not money or not number:
        return str(number)
    digits, times = in_yuan(number)
    return digits.replace(",", "") + (times or writing.YUAN)
