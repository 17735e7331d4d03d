"""The dates of a text: a window of days that a sentence states, and the schedule of an activity."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from jinshan_cli.core.dataclass import dataclass, replace

_Y, _M, _D = r"(?P<y>\d{4})\s*年", r"(?P<m>\d{1,2})\s*月", r"(?P<d>\d{1,2})\s*日"
_DAY = re.compile(rf"(?:{_Y}\s*)?{_M}\s*{_D}|(?P<y2>\d{{4}})[-./](?P<m2>\d{{1,2}})[-./](?P<d2>\d{{1,2}})")
_MONTH = re.compile(rf"(?:{_Y}\s*)?{_M}(?:份|底|末)?(?!\s*\d{{1,2}}\s*日)")
_YEAR = re.compile(
    r"(?<![《\d“])(?P<y>\d{4})\s*年度?(?!\s*\d{1,2}\s*月|[新版）)》]|\s*新|[春秋夏冬]季|度?第?[一二三四]季|.{0,6}(?:大会|行动|计划))"
)
_QUARTER = re.compile(r"(?:(?P<y>\d{4})\s*年\s*)?(?:第)?(?P<q>[一二三四1-4])季度|(?P<half>[上下])半年")
_TO = re.compile(r"\s*(?:至|到|—+|－|-|~|～|–|起至)\s*")
_DAY_LATER = re.compile(rf"{_TO.pattern}(?P<d>\d{{1,2}})\s*日")
_ENDING = re.compile(r"\s*(?:之?前|以前|止|截止|底前|为止|内)")
_ENDING_BEFORE = re.compile(r"(?:截至|截止|延至|延长至|延期至|最晚|至|不晚于|有效期至|有效期到|止于)\s*$")
_STARTING = re.compile(r"\s*(?:起|之?后|以来|以后|开始)")
_CLAIM = re.compile(r"延至|申报|申请|受理|办理|补缴|兑现|领取")
_OF = re.compile(r"[^对的在自从并至于，,\s]{0,6}(?:日期|时间|延至)(?=\s*(?:在|为)?\s*$)")
_MONTHS = re.compile(
    rf"{_Y}\s*{_M}(?:份)?(?:{_TO.pattern}(?:(?P<y2>\d{{4}})\s*年\s*)?(?P<m2>\d{{1,2}})\s*月(?:份)?)?(?!\s*[\d底末前起后以])"
)
_TENS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
_WEEKDAYS = dict(zip("一二三四五六日天", ("MO", "TU", "WE", "TH", "FR", "SA", "SU", "SU"), strict=True))


@dataclass(frozen=True, slots=True)
class Window:
    """Days that a text states, with its words."""

    starts: date | None
    ends: date | None
    words: str
    year: int | None = None
    """only a year is stated"""
    of: str = ""
    """what the days are of, in the words of the source"""
    is_claim: bool = False
    """days on which something is applied for, or had at all; else those on which it happens"""
    is_yearly: bool = False


def windows_of(text: str, year: int) -> list[Window]:
    """The windows of a sentence: from a day, to a day, both, or a bare year."""
    return [_sorted(window, text) for window in _windows(text, year)]


def _sorted(window: Window, text: str) -> Window:
    """A window with what its days are of, and whether they are those of the application."""
    start = text.find(window.words.split("……")[0].removesuffix("起"))
    before, after = (
        text[max(0, start - 14) : max(0, start)],
        text[start + len(window.words) :][:14] if start >= 0 else "",
    )
    before, after = re.split(r"[，,。；]", before)[-1], re.split(r"[，,。；]", after)[0]
    claim = bool(_CLAIM.search(before) or _CLAIM.search(after)) or (window.starts is None and bool(_CLAIM.search(text)))
    yearly = claim and bool(window.starts and window.ends) and bool(re.search(r"每年(?:的)?\s*$", before))
    found = _OF.search(before)
    return replace(window, of=found[0] if found else "", is_claim=claim, is_yearly=yearly)


def _windows(text: str, year: int) -> list[Window]:
    found = list(_day_windows(text, year))
    if len(found) == 2 and _meet(*found):
        return [Window(found[0].starts, found[1].ends, f"{found[0].words}……{found[1].words}")]
    if found or (found := list(_month_spans(text))):
        return found
    if month := re.search(rf"{_Y}\s*{_M}\s*(?:底|末)", text):
        last = _last(int(month["y"]), int(month["m"]))
        return [Window(None, last, month[0])] if last else []
    years = list(dict.fromkeys(int(each["y"]) for each in _YEAR.finditer(text)))
    return [Window(date(y, 1, 1), date(y, 12, 31), f"{y}年", y) for y in years if 1990 < y < 2100]


def _meet(one: Window, other: Window) -> bool:
    """自 … 起 with 有效期至 … is one window."""
    if one.ends is not None or other.starts is not None or one.starts is None or other.ends is None:
        return False
    return one.starts < other.ends


def _day_windows(text: str, year: int) -> Iterator[Window]:
    days = [(found, day) for found in _DAY.finditer(text) if (day := _day(found, year))]
    skip = False
    for i, (match, day) in enumerate(days):
        if skip:
            skip = False
            continue
        before, after = text[: match.start()], text[match.end() :]
        if i + 1 < len(days) and _TO.fullmatch(text[match.end() : days[i + 1][0].start()]):
            later, end = days[i + 1]
            if not later["y"] and not later["y2"]:
                end = _within(day.year + (end.month < day.month), end.month, end.day) or end
            yield Window(day, end, text[match.start() : later.end()])
            skip = True
        elif (bare := _DAY_LATER.match(after)) and (last := _within(day.year, day.month, int(bare["d"]))):
            yield Window(day, last, match[0] + bare[0])
        elif _ENDING.match(after) or _ENDING_BEFORE.search(before):
            yield Window(None, day, match[0] + (_ENDING.match(after) or [""])[0])
        elif _STARTING.match(after):
            yield Window(day, None, match[0] + "起")
        else:
            yield Window(day, day, match[0])


def _month_spans(text: str) -> Iterator[Window]:
    """2025年5月; 2025年3月至5月: whole months."""
    for found in _MONTHS.finditer(text):
        first = _within(int(found["y"]), int(found["m"]), 1)
        last = _last(int(found["y2"] or found["y"]), int(found["m2"] or found["m"]))
        if first and last and first <= last:
            until = not found["m2"] and _ENDING_BEFORE.search(text[: found.start()])
            yield Window(None if until else first, last, found[0])


def _day(found: re.Match[str], year: int) -> date | None:
    if found["m2"]:
        return _within(int(found["y2"]), int(found["m2"]), int(found["d2"]))
    return _within(int(found["y"] or year), int(found["m"]), int(found["d"]))


def _within(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(year: int, month: int) -> date | None:
    return date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """An entry of a schedule: what is on, and when, as far as it is said."""

    what: str
    starts: date | None = None
    ends: date | None = None
    repeats: str | None = None
    weekdays: tuple[str, ...] = ()
    stated: str | None = None


def schedule_of(text: str, year: int) -> list[PlannedEntry]:
    """The sentences of a plan, each with its dates; one with several dates of its own is an entry for each."""
    found: list[PlannedEntry] = []
    for sentence in filter(None, (part.strip() for part in re.split(r"[。；;\n]", text))):
        spans = list(_spans(sentence, year)) or [(None, None, None)]
        weekly = re.findall(r"每?周([一二三四五六日天])", sentence)
        repeats = "weekly" if re.search(r"每周", sentence) else "monthly" if re.search(r"每月", sentence) else None
        weekdays = tuple(dict.fromkeys(_WEEKDAYS[day] for day in weekly)) if repeats == "weekly" else ()
        if repeats == "weekly" and not weekdays:
            repeats = None
        found += [PlannedEntry(sentence, starts, ends, repeats, weekdays, stated) for starts, ends, stated in spans]
    return list(dict.fromkeys(found))


def _spans(text: str, year: int) -> Iterator[tuple[date | None, date | None, str | None]]:
    rest = text
    pattern = r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日?\s*(?:至|到|—+|-|–)\s*(?:(\d{1,2})\s*月\s*)?(\d{1,2})\s*日"  # noqa: E501
    for found in re.finditer(pattern, text):
        of, m1, d1, m2, d2 = found.groups()
        first = _within(int(of or year), int(m1), int(d1))
        last = _within(int(of or year), int(m2 or m1), int(d2))
        if first and last and first <= last:
            yield first, last, _about(found, found.end())
            rest = rest.replace(found[0], "□", 1)
    for found in _DAY.finditer(rest):
        if day := _day(found, year):
            yield day, day, _about(found, found.end())
            rest = rest.replace(found[0], "□", 1)
    for found in re.finditer(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月?\s*(?:至|到|—+|-|–)\s*(\d{1,2})\s*月", rest):
        first, last = _within(int(found[1] or year), int(found[2]), 1), _last(int(found[1] or year), int(found[3]))
        if first and last and first <= last:
            yield first, last, _about(found, found.end()) or found[0]
            rest = rest.replace(found[0], "□", 1)
    yield from _months(rest, year)


def _months(text: str, year: int) -> Iterator[tuple[date | None, date | None, str | None]]:
    for found in _QUARTER.finditer(text):
        of = int((found["y"] if found["q"] else None) or year)
        first = {"上": 1, "下": 7}[found["half"]] if found["half"] else "一二三四1234".index(found["q"]) % 4 * 3 + 1
        words = _about(found, found.end()) or found[0]
        yield date(of, first, 1), _last(of, first + (5 if found["half"] else 2)), words
    for found in _MONTH.finditer(text):
        of, month = int(found["y"] or year), int(found["m"])
        if not 1 <= month <= 12:
            continue
        part = next((words for words in _TENS if text.startswith(words, found.end())), "")
        tens = _TENS.get(part)
        open_ended = bool(re.match(r"\s*(?:起|开始|以来)", text[found.end() :]))
        last = _last(of, month)
        ends = None if open_ended else date(of, month, min(tens[1], last.day)) if tens and last else last
        yield (
            date(of, month, tens[0] if tens else 1),
            ends,
            _about(found, found.end() + len(part)) or found[0] + part,
        )


def _about(found: re.Match[str], end: int) -> str | None:
    """A time with the words that make it one about so: 约5月, 5月1日前后; None if there are none."""
    before = re.search(r"(?:大约|(?<![预签邀])约)(?:在|于)?\s*$", found.string[: found.start()])
    after = re.match(r"\s*(?:前后|左右)", found.string[end:])
    words = found.string[before.start() if before else found.start() : end + (after.end() if after else 0)]
    return words if before or after else None
