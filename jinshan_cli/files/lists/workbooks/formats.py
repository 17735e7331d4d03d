"""What a number format of Excel makes of a number: the unit, currency or per cent beside it, and how it is scaled.

Only what changes the meaning is looked at: how many decimals are shown, or where commas stand, is not.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.noise import without_noise
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.workbooks.digits import plain_number

GENERAL = "General"
_DOLLARS = '"$"#,##0'
_ACCOUNTED = '_("$"* #,##0_)'
_PERCENT, _DAY, _TIME_SPAN = "0%", "yyyy-mm-dd", "[h]:mm:ss"
BUILT_IN = {
    **dict.fromkeys((5, 6, 7, 8), _DOLLARS),
    **dict.fromkeys((9, 10), _PERCENT),
    **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), _DAY),
    **dict.fromkeys((42, 44), _ACCOUNTED),
    46: _TIME_SPAN,
    49: "@",
}
"""formats that have a number only, by that number, as far as they are no plain numbers: the standard's (18.8.30)"""
HIDDEN = ""
"""what a person sees of a number whose format shows nothing"""
MISLEADING = "（显示为 "
"""stands in the text of a number that looks smaller than it is, with nothing that says so"""
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | [\\!](?P<escaped>.) | [_*](?P<space>.) | \[\$(?P<currency>[^\]]*)\] | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|G/通用格式) | (?P<exponent>E[+-]) | (?P<clock>AM/PM|A/P|上午/下午)
    | (?P<mark>[0#?.,%@;/]) | (?P<date>[ymdhsaegb])+ | (?P<literal>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"(h+|m+|s+)$", re.IGNORECASE)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9.]+(?:E[+-]?[0-9]+)?)$", re.IGNORECASE)
_YEN = re.compile(r"[¥￥]-(?:[0-9a-f]*411|ja)", re.IGNORECASE)
_OF_SIGNS = str.maketrans("", "", "()（）-−–— \t\u00a0\u202f")
_CURRENCY = r"((?:[A-Z]{3}|[A-Z]{0,2}[$€£¥￥])?)"
_DASHED = re.compile(rf"\s*{_CURRENCY}\s*(?:--|[-—–−])\s*{_CURRENCY}\s*")
"""a dash that is shown for 0, beside its currency in accounts: ¥ -, but not N-A"""
_BETWEEN = {"万": 4, "亿": 8}
"""a unit among the digits, where so many of them stand behind it: 3,200万0000"""
_SEEN = Decimal("0.5")
"""the least that is shown as a digit where zeros are not"""


@dataclass(frozen=True, slots=True)
class FormatSection:
    """How numbers under a condition are shown."""

    kind: Literal["number", "words", "text", "date", "span"]
    before: str = ""
    after: str = ""
    shift: int = 0
    """powers of ten from the stored number to the shown one"""
    condition: tuple[str, Decimal] | None = None
    no_zero: bool = False
    """a number that comes to 0 is not shown: #,###, but not "-"??"""


@dataclass(frozen=True)
class NumberFormat:
    """A format, taken apart."""

    sections: tuple[FormatSection, ...]
    hides_zeros: bool = False
    """the sheet shows no 0, whatever the format"""

    @cached_property
    def is_date(self) -> bool:
        """True if numbers are shown as days or times of day."""
        return any(section.kind == "date" for section in self.sections)

    @cached_property
    def is_span(self) -> bool:
        """True if numbers are shown as a time that has passed."""
        return not self.is_date and any(section.kind == "span" for section in self.sections)

    @cached_property
    def is_day(self) -> bool:
        """True if numbers are shown as days or times, of the day or passed."""
        return self.is_date or self.is_span

    @cached_property
    def is_plain(self) -> bool:
        """True if what is shown is the number itself, or the date."""
        return self.is_day or all(map(_is_plain, self.sections))

    @cached_property
    def may_hide(self) -> bool:
        """True if some numbers are not shown at all."""
        return any(
            section.no_zero or (section.kind == "words" and not section.before.strip()) for section in self.sections[:3]
        )

    def number(self, stored: str, power: int) -> str:
        """A stored number as a person reads it, with all its digits; `power`: of ten, of the header's unit.

        `HIDDEN` if nothing is shown; a text with `MISLEADING` if the shown number is not the stored one.
        """
        try:
            number = Decimal(without_noise(plain_number(stored)))
        except ArithmeticError:
            return stored
        if self.hides_zeros and not number:
            return HIDDEN
        section = self._section_of(number)
        if section.kind in ("date", "span"):
            return tell("{number:f}（格式是日期或时间）", number=number)
        if section.kind in ("words", "text"):
            shown = section.before if section.kind == "words" else f"{section.before}{number:f}{section.after}"
            return f"{dash[1]}{number:f}{dash[2]}" if (dash := _DASHED.fullmatch(shown)) else shown.strip()
        if section.no_zero and abs(number).scaleb(section.shift) < _SEEN:
            return HIDDEN
        digits = _moved(abs(number), section.shift)
        shown = f"{'-' if number < 0 else ''}{section.before}{digits}{section.after}"
        return (
            shown
            if _is_honest(section, power)
            else tell("{number:f}{misleading}{shown}）", number=number, misleading=tell(MISLEADING), shown=shown)
        )

    def text(self, stored: str) -> str:
        """A stored text as a person reads it; `HIDDEN` if nothing is shown, as under ;;;."""
        section = next((each for each in self.sections if each.kind == "text"), None)
        if section is None and self.sections[3:] and self.sections[3].kind == "words":
            return self.sections[3].before.strip()
        return f"{section.before}{stored}{section.after}" if section else stored

    def _of_numbers(self) -> Sequence[FormatSection]:
        return self.sections[:3] if len(self.sections) > 3 else self.sections

    def _section_of(self, number: Decimal) -> FormatSection:
        sections = [section for section in self._of_numbers() if section.kind != "text"] or list(self.sections)
        if any(section.condition for section in sections):
            for section in sections[:-1]:
                if section.condition is None or _holds(section.condition, number):
                    return section
            return sections[-1]
        if number < 0 and len(sections) > 1:
            return sections[1]
        return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def read_format(code: str) -> NumberFormat:
    """A format's code taken apart; whatever cannot be understood stays beside the number."""
    return NumberFormat(tuple(_section(tokens) for tokens in _in_sections(code)))


def beside(text: str) -> str:
    """What is shown beside a number, without signs and spaces; digits stay apart from its own: 3200 (2022), 100-299."""
    return text if any(letter.isdigit() for letter in text) else text.translate(_OF_SIGNS)


Token = tuple[str, str]


def _in_sections(code: str) -> list[list[Token]]:
    sections: list[list[Token]] = [[]]
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "literal"
        if (kind, found[0]) == ("mark", ";"):
            sections.append([])
        else:
            sections[-1].append((kind, found[kind]))
    return sections


def _section(tokens: list[Token]) -> FormatSection:
    kinds = {kind for kind, _ in tokens}
    marks = {text for kind, text in tokens if kind == "mark"}
    brackets = [text for kind, text in tokens if kind == "bracket"]
    if any(_ELAPSED.match(text) for text in brackets):
        return FormatSection("span")
    if kinds & {"date", "clock"}:
        return FormatSection("date")
    condition = next((found for text in brackets if (found := _CONDITION.match(text))), None)
    limit = (condition[1], Decimal(condition[2])) if condition else None
    if "@" in marks:
        at = tokens.index(("mark", "@"))
        return FormatSection("text", _literal(tokens[:at]), _literal(tokens[at + 1 :]), condition=limit)
    if not marks & set("0#?") and "general" not in kinds:
        return FormatSection("words", _literal(tokens), condition=limit)
    return _number(tokens, limit)


def _number(tokens: list[Token], limit: tuple[str, Decimal] | None) -> FormatSection:
    if any(token == ("mark", "/") and (_is_digit(then) or then[1].isdigit()) for token, then in pairwise(tokens)):
        return FormatSection("number", condition=limit)  # a fraction
    places = [at for at, token in enumerate(tokens) if token[0] == "general" or _is_digit(token)]
    before, inside, behind = tokens[: places[0]], tokens[places[0] : places[-1] + 1], tokens[places[-1] + 1 :]
    shift, odd = _shift_inside(inside)
    percents = sum(token == ("mark", "%") for token in tokens)
    return FormatSection(
        "number",
        beside(_literal(before)),
        beside(odd + _literal(behind)),
        2 * percents - 3 * _scaling(inside, behind) - shift,
        limit,
        no_zero=all(kind == "mark" and text in "#?," for kind, text in inside)
        and not _DASHED.fullmatch(_literal(tokens)),
    )


def _is_digit(token: Token) -> bool:
    return token[0] == "mark" and token[1] in "0#?"


def _scaling(inside: list[Token], behind: list[Token]) -> int:
    """How many commas stand right behind the last digit, or right before the point: each divides by a thousand."""
    count = 0
    for token in behind:
        if token != ("mark", ","):
            break
        count += 1
    point = inside.index(("mark", ".")) if ("mark", ".") in inside else 0
    while point and inside[point - 1] == ("mark", ","):
        count, point = count + 1, point - 1
    return count


def _shift_inside(inside: list[Token]) -> tuple[int, str]:
    """How many digits a written point or unit cuts off (`0!.0`, `0万0000`), and what else stands among the digits."""
    text = "".join(
        "0" if _is_digit(token) or token[0] == "general" else _shown(token)
        for token in inside
        if token[0] not in ("exponent", "space") and token not in (("mark", ","), ("mark", "/"))
    )
    has_point = ("mark", ".") in inside
    for unit, power in _BETWEEN.items():
        if re.fullmatch(f"0+{unit}0{{{power}}}", text.partition(".")[0] if has_point else text):
            return power, unit
    if has_point or not text.strip("0"):
        return 0, "".join(_shown(token) for token in inside if token[0] in ("quoted", "escaped", "literal")).strip()
    point = re.fullmatch(r"0+\.(0+)", text)
    return (len(point[1]), "") if point else (0, "".join(text.split("0")))


def _shown(token: Token) -> str:
    kind, text = token
    if kind == "currency":
        return tell("日元") if _YEN.match(text) else text.split("-", 1)[0] if not text.startswith("-") else ""
    if kind in ("bracket", "space", "date", "clock", "exponent"):
        return ""
    if kind == "mark":
        return text if text in "%/." else ""
    return text


def _literal(tokens: list[Token]) -> str:
    return "".join(_shown(token) for token in tokens)


def _is_plain(section: FormatSection) -> bool:
    if section.kind == "text":
        return not (section.before + section.after).strip()
    if section.kind == "words":
        return (dash := _DASHED.fullmatch(section.before)) is not None and not any(dash.groups())
    return not (section.before or section.after or section.shift or section.no_zero)


def _is_honest(section: FormatSection, power: int) -> bool:
    """False for a number shown smaller than it is, unless the unit beside it, or the header's, makes up for it."""
    if section.shift >= 0:
        return True
    unit = re.fullmatch(writing.HEADER_UNIT, section.after) if section.after else None
    if section.after:
        return unit is not None and writing.TIMES.get(unit["times"], 0) == -section.shift
    return power == -section.shift


def _moved(number: Decimal, shift: int) -> str:
    sign, digits, exponent = number.as_tuple()
    return plain_number(f"{Decimal((sign, digits, int(exponent) + shift)):f}")


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    match sign:
        case "<":
            return number < limit
        case "<=":
            return number <= limit
        case ">":
            return number > limit
        case ">=":
            return number >= limit
        case "<>":
            return number != limit
    return number == limit
