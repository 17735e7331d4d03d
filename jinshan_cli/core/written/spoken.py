"""Numbers as people say them, put into writings of `core.written.writing`.

    numeral             三千万 → 3000万, 三亿二 and 3亿2千万 → 3.2亿, 三千五 → 3500, 两亿半 → 2.5亿
    numeral 多 [sizes]   200多人, 三千多万, 3亿多, 十几人, 百余人: past it, below the next of its last figure
    numeral 几 size      一百几十人, 三千几百万, 一亿几千万: past it, below ten of them more
    numeral 来 [sizes]   三十来人: about
    十几二十 [sizes]      from past the first to below the one after the second
    几 [sizes]           几十, 数百万, 几个: from 2 to below 10 of them
    figure figure sizes  8、9个人, 七八十人, 十五六家, 三百五六: from the first to below the one after the second
    上 sizes             上百人: so many or more

With 约 and the like before or after it, a rough number is about both its ends. 个 before 亿, 整 behind a number and 吧
behind what is rough by 左右 or 约 say nothing more; of 千万以上 and 过亿 the 一 is left out; 人民币 may follow a sum.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.written import writing

_FIGURES = {
    sign: at
    for at, signs in enumerate(["零〇", "一壹", "二贰两俩", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"])
    for sign in signs
}
_FIGURES |= {str(value): value for value in range(10)}
_SIZES = {**dict.fromkeys("十拾", 10), **dict.fromkeys("百佰", 100), **dict.fromkeys("千仟", 1000)}
_GREAT = {"亿": 10**8, "万": 10**4}
_TIMES = {**_SIZES, **_GREAT}
_TENTHS = {**_FIGURES, "半": 5}
_LONGEST = 20
"""characters of a numeral"""
_FIGURE, _SIZE = f"[{''.join(_FIGURES)}]", f"[{''.join(_TIMES)}]"
_NUMERAL = rf"(?:{_FIGURE}|{_SIZE}|[半点.,])+"
_WRITTEN = r"[0-9.,]+(?:[百千万亿]|[十百千]?[万亿]|万亿)?"
_POINT = rf"({_FIGURE}+)点({_FIGURE}+)"


def _one_of(words: "list[str] | tuple[str, ...]") -> str:
    return "|".join(map(re.escape, words))


_BEFORE = _one_of([word for word, relation in writing.BEFORE.items() if relation == "~"])
_AFTER = _one_of([word for word, relation in writing.AFTER.items() if relation == "~"])
_UNITS = _one_of(writing.UNITS)
_ONE_LEFT_OUT = (
    rf"^((?:{_one_of(tuple(writing.BEFORE))})(?=[百千万亿])"
    rf"|(?=(?:(?:[百千][万亿]|亿)(?:{_UNITS})?|[百千](?:{_UNITS}))(?:{_one_of(tuple(writing.AFTER))})$))"
)
"""近百人, 超千万, 过亿, 千万以上, 亿元以上; 万元以上 may be a form that nobody has filled in"""
_YUAN_BEHIND = "|".join(sign for sign in writing.CURRENCY if sign.isalpha())
_SUM_OF_YUAN = (
    rf"([0-9][0-9.,]*(?:{_one_of(tuple(writing.TIMES))})?(?:{_one_of(writing.OF_MONEY)})?)(?:{_YUAN_BEHIND})"
    rf"(?=$|(?:{_one_of(tuple(writing.AFTER))})$)"
)
"""2300万人民币"""
_SAYS_NO_MORE = (
    r"个(?=[多来]?[亿万])",
    rf"(?<=[{''.join(_FIGURES)}{''.join(_TIMES)}元圆块人])整$",
)
_GUESSED = rf"^((?:{_BEFORE}).+|.+(?:{_AFTER}))吧$"
"""300人左右吧; 300吧 says no more of how rough it is"""
_ROUGH = rf"(?P<before>{_BEFORE})?(?P<core>.+?)(?P<unit>{_UNITS})?(?P<yuan>{_YUAN_BEHIND})?(?P<after>{_AFTER})?"


@dataclass(frozen=True, slots=True)
class Rough:
    """A rough number in writings: from `low`, or past it, to below `below`; "" is no end."""

    low: str
    below: str
    past: bool = False
    about: bool = False


def spelt(word: str) -> str:
    """The word with its numerals in figures, as `core.written.writing` has them; anything else stays."""
    joined = re.sub(_ONE_LEFT_OUT, r"\1一", _shortened(word))
    return re.sub(_SUM_OF_YUAN, r"人民币\1", re.sub(_NUMERAL, lambda found: _in_figures(found[0]), joined))


def rough(word: str) -> Rough | None:
    """What a narrow word without spaces roughly says; None if it is no rough number."""
    found = re.fullmatch(_ROUGH, _shortened(word))
    said = _ends(found["core"]) if found else None
    if not found or said is None:
        return None
    yuan, unit = found["yuan"] or "", found["unit"] or ""
    about = said.about or bool(found["before"] or found["after"])
    return replace(said, low=yuan + said.low + unit, below=said.below and yuan + said.below + unit, about=about)


def _shortened(word: str) -> str:
    """A word without what says nothing more."""
    return re.sub(_GUESSED, r"\1", re.sub("|".join(_SAYS_NO_MORE), "", word))


def _ends(core: str) -> Rough | None:
    for pattern, meant in _CORES:
        if found := re.fullmatch(pattern, core):
            return meant(found)
    return None


def _more(found: re.Match[str]) -> Rough | None:
    whole, numeral = _apart(found["numeral"], found["sizes"])
    number, size = _number(numeral, bare=True), _size(found["sizes"])
    if not number or not size or number.denominator != 1:
        return None
    figures = str(number)
    last = 10 ** (len(figures) - len(figures.rstrip("0")))
    return None if last * size == 1 else _behind(found, whole, number * size, (number + last) * size, past=True)


def _some_of(found: re.Match[str]) -> Rough | None:
    """一百几十: 几 stands where a figure could; 二十几百万 is so many of them, as 二十多百万 is."""
    whole, numeral = _apart(found["numeral"], found["sizes"])
    small, great = _sizes(found["sizes"])
    number = _number(numeral, bare=True) if numeral else Fraction(0)
    if number is None or not (number or whole) or not small or not great:
        return None
    if number % (10 * small):
        return None if number % small == 0 and numeral[-1] in _TIMES else _more(found)
    return _behind(found, whole, number * great, (number + 10 * small) * great, past=True)


def _around(found: re.Match[str]) -> Rough | None:
    whole, numeral = _apart(found["numeral"], found["sizes"])
    number, size = _number(numeral, bare=True), _size(found["sizes"])
    if not number or not size:
        return None
    said = _behind(found, whole, number * size, number * size)
    return said and replace(said, about=True)


def _apart(numeral: str, sizes: str) -> tuple[str, str]:
    """What of a numeral is not of the sizes behind it, and the rest: of 3亿2千多万 the 3亿."""
    head, sign, tail = numeral.rpartition("亿")
    return (head + sign, tail.lstrip("零〇")) if sign and sizes else ("", numeral)


def _behind(found: re.Match[str], whole: str, low: Fraction, below: Fraction, past: bool = False) -> Rough | None:
    """Both ends with the 亿 that stand before them; None where those and the rest are no one number.

    Nor is what may be thousands of 万, or thousands, behind 亿: as `_tail` has it.
    """
    if not whole:
        return _between(found[0], low, below, past)
    before = _number(whole)
    is_after_zero = found[0].startswith(("零", "〇"), len(whole))
    if not before or before % _GREAT["亿"] or below > _GREAT["亿"] or (below <= _GREAT["万"] and not is_after_zero):
        return None
    return _between(found[0], before + low, before + below, past)


def _several(found: re.Match[str]) -> Rough | None:
    size = _size(found["sizes"])
    return _between(found[0], 2 * size, 10 * size) if size else None


def _upwards(found: re.Match[str]) -> Rough | None:
    size = _size(found["sizes"])
    return Rough(_written(size, found[0]), "") if size else None


def _either(found: re.Match[str]) -> Rough | None:
    one, other = _FIGURES[found["one"]], _FIGURES[found["other"]]
    whole, before = _apart(found["head"], found["sizes"])
    small, great = _sizes(found["sizes"])
    head = _number(before, bare=True) if before else Fraction(0)
    run_together = not found["apart"] and found["one"].isascii() and found["other"].isascii()
    if not one or other != one + 1 or not small or not great or head is None or run_together:
        return None
    if not found["sizes"] and before and before[-1] in _TIMES:  # 三百五六, as 三百五
        small = Fraction(_TIMES[before[-1]], 10)
    if head % (10 * small):
        return None
    return _behind(found, whole, (head + one * small) * great, (head + (other + 1) * small) * great)


def _or_the_next(found: re.Match[str]) -> Rough | None:
    """十几二十: both tens, and those between; as of 七八十 to below the one after the second."""
    one, other, size = _number(found["one"]), _number(found["other"]), _size(found["sizes"])
    if not one or not other or not size or other != one + 10:
        return None
    return _between(found[0], one * size, (other + 1) * size, past=True)


_CORES: "tuple[tuple[str, Callable[[re.Match[str]], Rough | None]], ...]" = (
    (rf"(?P<numeral>{_NUMERAL})几(?P<sizes>[{''.join(_SIZES)}]{_SIZE}*)", _some_of),
    (rf"(?P<numeral>{_NUMERAL})[多余几](?P<sizes>{_SIZE}*)", _more),
    (rf"(?P<numeral>{_NUMERAL})来(?P<sizes>{_SIZE}*)", _around),
    (rf"好?[几数](?P<sizes>{_SIZE}*)", _several),
    (rf"上(?P<sizes>{_SIZE}+)", _upwards),
    (rf"(?P<one>{_FIGURE}?十)几(?P<other>{_FIGURE}十)(?P<sizes>{_SIZE}*)", _or_the_next),
    (
        rf"(?P<head>(?:{_NUMERAL})??)(?P<one>{_FIGURE})(?P<apart>、?)(?P<other>{_FIGURE})(?P<sizes>{_SIZE}*)",
        _either,
    ),
)
"""ways to say a rough number"""


def _between(core: str, low: Fraction, below: Fraction, past: bool = False) -> Rough:
    return Rough(_written(low, core), _written(below, core), past)


def _in_figures(numeral: str) -> str:
    if re.fullmatch(_WRITTEN, numeral):
        return numeral
    number = _number(numeral)
    return numeral if number is None else _written(number, numeral)


def _written(number: Fraction, said: str) -> str:
    """The number in the greatest unit that was said: one that was not said is left to the header."""
    unit = next((sign for sign in _GREAT if sign in said), "")
    shown = number / _GREAT.get(unit, 1)
    return format(Decimal(shown.numerator) / shown.denominator, "f") + unit


def _size(signs: str) -> Fraction | None:
    """十, 百万: what one of them is; of no sign one."""
    return _number(signs, bare=True) if signs else Fraction(1)


def _sizes(signs: str) -> tuple[Fraction | None, Fraction | None]:
    """What a figure before sizes counts, and what the whole number does: 千 and 万 of 千万."""
    return _size(signs.rstrip("万亿")), _size(signs.lstrip("".join(_SIZES)))


def _number(numeral: str, bare: bool = False) -> Fraction | None:
    """Exactly what a numeral says, None if it is none; `bare`: 百 by itself is one hundred."""
    if len(numeral) > _LONGEST:
        return None
    for sign, size in _GREAT.items():
        head, found, tail = numeral.rpartition(sign) if sign == "亿" else numeral.partition(sign)
        if found:
            times = _number(head, bare) if head else Fraction(1) if bare else None
            rest = _tail(tail, size)
            if times is None or rest is None or (tail and times.denominator != 1):
                return None
            return times * size + rest
    return _below_ten_thousand(numeral, bare)


def _tail(tail: str, size: int) -> Fraction | None:
    """What follows 亿 or 万: nothing, one figure for tenths of it, or less than it.

    Thousands right behind 亿 are none: 三亿五千 is 3.5亿 as people speak, 3亿 and 5千 by the letter.
    """
    after_zero = tail.lstrip("零〇")
    if not after_zero:
        return Fraction(0)
    if len(tail) == 1 and tail in _TENTHS:
        return Fraction(_TENTHS[tail] * size, 10)
    rest = _number(after_zero)
    if rest is None or rest >= size or (after_zero == tail and rest * _GREAT["万"] < size):
        return None
    return rest


def _below_ten_thousand(numeral: str, bare: bool) -> Fraction | None:
    figures = re.fullmatch(_POINT, numeral)
    written = "".join(str(_FIGURES.get(sign, ".")) for sign in numeral) if figures else numeral
    if found := re.match(writing.DIGITS, written):
        return Fraction(f"{(found['whole'] or '0').replace(',', '')}.{found['decimals'] or 0}")
    return _by_places(numeral, bare)


def _by_places(numeral: str, bare: bool) -> Fraction | None:
    """三千零五十, 一百二: figures before falling sizes, a last one without a size for tenths of the one before."""
    total, place, tenth, figure = 0, 10_000, 1, None
    for sign in numeral:
        size = _SIZES.get(sign)
        if sign in "零〇" and total and figure is None:
            tenth = 1
        elif sign in _FIGURES and figure is None:
            figure = _FIGURES[sign]
        elif size is not None and size < place and (figure or bare or size == 10):
            total, place, tenth, figure = total + (figure or 1) * size, size, size // 10, None
        else:
            return None
    return Fraction(total + (figure or 0) * tenth)
