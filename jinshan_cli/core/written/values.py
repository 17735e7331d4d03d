"""The one reader and writer of a written value, for cells, firm files, `--set` and answers.

`core.written.writing` holds the grammar. A number is a row of digits whose point is moved:
nothing large is ever computed.
"""

import re
from typing import NoReturn

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value, options_in
from jinshan_cli.core.intervals import NOT_KNOWN, NOTHING, SOME, Interval
from jinshan_cli.core.written import dates, foreign, spoken, writing
from jinshan_cli.core.written.canonical import write_number
from jinshan_cli.core.written.choices import offered, read_choice
from jinshan_cli.core.written.dates import read_date, write_date
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.core.written.writing import Relation, narrow

_POWERS = {10**power: power for power in range(max(writing.TIMES.values()) + 1)}
PERCENT = 100
"""the scale of a header that says its column is percentages"""
_SIGN = "[%‰]"
HOW = Words(
    {
        "flag": "是 或 否",
        "date": dates.WANTED,
        "percent": "百分比，如 12.5%、5‰、10%-20%、10%以上、约10%",
        "count": "整数，如 120、100-299、200多、300以下、有、无",
        "decimal": "数，可带小数，如 1234.5、100-299、200多、300以下、有、无",
        "money": "金额，如 3200万、3亿2千万、100-299万、5000万以上、约3亿、有、无",
    }
)
"""how to write a fact of each type but a choice, whose options are its own; a count with decimals is no whole number"""


def writing_of(fact: Fact) -> str:
    """Under which name `HOW` says how a fact is written."""
    return "decimal" if fact.type == "count" and fact.places else fact.type


def read(fact: Fact, text: str, scale: int = 1) -> Value | None:
    """The value of a written text; None is unknown. Money in fen, counts in persons (pieces), as intervals.

    Of a choice an option's key, or of `a|b` the keys of all that are possible.

    `scale`: yuan (persons) per unit of the header, a power of ten (KeyError if not). Raises Refusal.
    """
    if len(text) > writing.LONGEST:
        raise Refusal(tell("超过 {longest} 个字符", longest=writing.LONGEST), _wanted(fact))
    spaced = narrow(text)
    word = spaced.replace(" ", "")
    is_own = foreign.is_foreign(fact)
    is_choice = fact.type == "choice"
    unknown = writing.UNKNOWN_NUMBER if fact.is_figure else writing.UNKNOWN
    if (is_own and foreign.is_unknown(fact, spaced)) or (not is_choice and word in unknown):
        return None
    if is_choice:
        return None if text.strip() in writing.FROM_PROGRAMS else read_choice(fact, word)
    if fact.type == "flag":
        return _read_flag(fact, word)
    if fact.type == "date":
        return read_date(spaced)
    if is_own:
        spaced = foreign.in_grammar(fact, spaced)
        word = spaced.replace(" ", "")
    if fact.type == "percent":
        return _read_percent(fact, word, scale)
    if re.match(writing.DATE, spaced):
        raise Refusal(tell("是日期，不是数"), _wanted(fact))
    if re.search(writing.BROKEN, spaced):
        raise Refusal(tell("数字中间有空格"), _wanted(fact))
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
        low, high = int(value.low or 0), None if value.high is None else int(value.high)
        return write_date(low, high) if fact.type == "date" else write_number(fact, low, high)
    if isinstance(value, bool):
        return tell("是") if value else tell("否")
    return "|".join(options_in(value))


def read_header(text: str) -> tuple[str, int | None]:
    """A header without its unit, and yuan (persons) per unit: `营业收入（万元）` → 营业收入, 10000.

    None if it names no unit; the name is then the whole header.
    """
    found = re.fullmatch(writing.HEADER, text) if len(text) <= writing.LONGEST else None
    if found:
        inside = narrow(found["inside"] or found["after"] or found["behind"] or "").replace(" ", "")
        unit = re.fullmatch(writing.HEADER_UNIT, inside)
        if unit and (unit["times"] or unit["unit"]):
            return found["name"].strip(), 10 ** writing.TIMES.get(unit["times"], 0)
    return text.strip(), None


def _wanted(fact: Fact) -> str:
    return offered(fact) if fact.options else HOW[writing_of(fact)]


def _read_percent(fact: Fact, word: str, scale: int) -> Interval | None:
    """With its sign, or in a column of them (`scale` 100): 0.125 might be 12.5 % of a workbook."""
    found = re.findall(_SIGN, word)
    if len(set(found)) > 1:
        raise Refusal(tell("% 和 ‰ 不能混用"), _wanted(fact))
    bare = re.sub(_SIGN, "", word)
    if not found and scale != PERCENT and any(mark.isdigit() for mark in bare) and bare.strip("0."):
        raise Refusal(tell("百分比要写上 %，看不出 0.125 是 12.5% 还是 0.125%"), _wanted(fact))
    known = _read_number(fact, bare, -1 if found == ["‰"] * len(found) and found else 0)
    return None if known == NOT_KNOWN else known


def _read_flag(fact: Fact, word: str) -> bool:
    if word in writing.YES:
        return True
    if word in writing.NO:
        return False
    if foreign.is_foreign(fact) and (said := foreign.yes_or_no(word)) is not None:
        return said
    raise Refusal(tell("无法识别为是或否"), _wanted(fact))


def _read_number(fact: Fact, word: str, header_power: int) -> Interval:
    if word == writing.SOME:
        return SOME
    if word in writing.NOTHING:
        return NOTHING
    if found := re.match(writing.WRITING, word) or re.match(writing.WRITING, spoken.spelt(word)):
        low, high = _ends(fact, found, header_power)
    elif rough := spoken.rough(word):
        low, high = _rough_ends(fact, rough, header_power)
    else:
        _refuse_unread(fact, word)
    limit = writing.LIMIT * 10**fact.places
    if low > limit or (high or 0) > limit:
        _refuse_size(fact)
    if high is not None and high < low:
        raise Refusal(tell("上限低于下限"), tell("小的写前面；两端单位不同就都写，如 5000元-1万"))
    return Interval(low, high)


def _refuse_unread(fact: Fact, word: str) -> NoReturn:
    if word in writing.YES | writing.NO:
        closest = write_number(fact, 1, None) if word in writing.YES else write_number(fact, 0, 0)
        raise Refusal(tell("这里要填数"), _wanted(fact), closest)
    foreign_to_it = foreign.without_own_money(fact, word)
    for sign, reason, expected in writing.HINTS:
        if re.search(sign, foreign_to_it) and (fact.type == "money" or reason != writing.ONLY_YUAN):
            raise Refusal(tell(reason), tell(expected) or _wanted(fact))
    raise Refusal(tell("无法识别为数字"), _wanted(fact))


def _refuse_size(fact: Fact) -> NoReturn:
    raise Refusal(tell("超过 10¹⁵"), tell("核对单位和位数") if fact.type == "money" else _wanted(fact))


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
        raise Refusal(tell("范围不能再带“{before}”", before=before), _wanted(fact))
    upper = _amount(found, "upper_")
    if not amount.times and not amount.unit:
        amount = replace(amount, times=upper.times, unit=upper.unit)
    return _whole(fact, amount, header_power), _whole(fact, upper, header_power)


def _rough_ends(fact: Fact, rough: spoken.Rough, header_power: int) -> tuple[int, int | None]:
    low, below = (_said(fact, end, header_power) if end else None for end in (rough.low, rough.below))
    low = (low or 0) + rough.past
    high = None if below is None else max(low, below - 1)
    if not rough.about:
        return low, high
    return low * 9 // 10, None if high is None else -(-high * 11 // 10)


def _said(fact: Fact, text: str, header_power: int) -> int:
    found = re.match(writing.WRITING, text)
    return _whole(fact, _amount(found), header_power) if found else 0


def _relation(before: str | None, after: str | None) -> Relation:
    said = [writing.BEFORE[before]] if before else []
    said += [writing.AFTER[after]] if after else []
    if len(said) == 2 and said != ["~", "~"]:
        raise Refusal(
            tell("“{before}”和“{after}”不能同时用", before=before, after=after), tell("只留一个，如 5000万以上")
        )
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
                raise Refusal(tell("不能是负数"), tell("0 或正数"))
            return 0, number - 1
        case "~":
            return number * 9 // 10, -(-number * 11 // 10)
        case "-~":
            return number * 9 // 10, number
        case "+~":
            return number, -(-number * 11 // 10)


def _whole(fact: Fact, amount: _Amount, header_power: int) -> int:
    """The amount in fen or persons, by moving the point: how long the result is, is known before it is."""
    _check_marks(fact, amount, header_power)
    digits = re.match(writing.DIGITS, amount.digits)
    if not digits:
        raise Refusal(tell("数字写法不对"), tell("千分位每三位一个逗号，如 1,200；小数如 0.5"))
    whole, decimals = (digits["whole"] or "").replace(",", ""), digits["decimals"] or ""
    power = writing.TIMES.get(amount.times, 0) + (0 if _tells_unit(amount, header_power) else header_power)
    power += fact.places + int(amount.exponent or 0) - len(decimals)
    figures = (whole + decimals).lstrip("0")
    if not figures:
        return 0
    if len(figures) + power > len(str(writing.LIMIT)) + fact.places:
        _refuse_size(fact)
    if power >= 0:
        return int(figures + "0" * power)
    if figures[power:].strip("0"):
        most = tell("最多 {places} 位小数", places=fact.places) if fact.places else tell("必须是整数")
        raise Refusal(tell("最多精确到分") if fact.type == "money" else most, _wanted(fact))
    return int(figures[:power])


def _tells_unit(amount: _Amount, header_power: int) -> bool:
    """True of a unit, or of 万 and the like, which win over the header's."""
    return bool(amount.unit) or (bool(amount.times) and amount.times not in writing.figures_below(header_power))


def _check_marks(fact: Fact, amount: _Amount, header_power: int) -> None:
    if "-" in amount.mark:
        raise Refusal(tell("不能是负数"), tell("0 或正数"))
    if "+" in amount.mark:
        raise Refusal(tell("数前不能有加号（像是增加额）"), tell("写总数，如 3200万"))
    money = fact.type == "money"
    if amount.mark and not money:
        raise Refusal(tell("这里不是金额"), _wanted(fact))
    if money and foreign.is_other_money(amount.mark, amount.unit):
        raise Refusal(tell(writing.ONLY_YUAN), tell("折成人民币，如 3200万"))
    if amount.mark and header_power and not _tells_unit(amount, header_power):
        raise Refusal(tell("货币符号与表头单位不一致"), tell("写明单位，如 5000元 或 5000万元"))
    is_said = header_power and not amount.unit and amount.times in writing.figures_below(header_power)
    if is_said and re.match(r"[0-9,]{2}", amount.digits):  # 12千 is no figure that is said: it may be meant in 千元
        raise Refusal(tell("数字写法不对"), tell("写明单位，如 5000元 或 5000万元"))
    if amount.unit and amount.unit not in writing.units_of(money, fact.unit):
        raise Refusal(tell("单位“{unit}”不适用", unit=amount.unit), _wanted(fact))
