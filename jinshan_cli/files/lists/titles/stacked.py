"""A header in several rows: what a column is called by all of them, and the unit of money that stands above it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.foreign import is_other_money, is_unit_of_other_money
from jinshan_cli.files.lists.titles.guidance import is_all_guidance, is_guidance, unit_told
from jinshan_cli.files.lists.titles.who import tells_who

_UNIT_SAID = r"(?:单位|金额)(?:均|都|统一)?[:为是](?=\s*([^:\n]*))"
_APART = r"[、,/;。()\s]+"
_BEHIND_NUMBER = r"(?<=[0-9])[\s(]+"
"""before a unit that is a sum's: 50 万元 says of no column what it is in"""
_BRACKETS = r"[(（\[［【][^()（）\[\]［］【】]*[)）\]］】]"
_CLOSING = rf"(?:^|[^\s0-9０-９])\s*({_BRACKETS})\s*$"
"""behind a figure, 50（万元）, a unit is its own"""
_SAID = r"[:：]\s*\S|^(?:填|制|编|审|报|单位|负责|联系|日期|时间|年[度份])[^:：]*[:：]\s*$"
"""in what a row above it says, as 填报单位：… or 单位：万元; a colon in brackets or behind a heading is none"""
_NO_UNIT = frozenset(("-", "—", "——", "/", "单位", "计量单位", "㎡", "m²", "m2", "度", "千瓦时", "吨标煤", "吨标准煤"))
"""in a row of units below what has none"""
_YEAR = r"(?:19|20)[0-9]{2}\s*年\s*(?:度|末|底|年末|全年)?"
_OF_A_YEAR = r"(?:(?:19|20)[0-9]{2}\s*|[本上去今前明])年"
_OF_NO_YEAR = r"季|半年|月|同期|[上本]期|累计|计划|目标|预[计测算]|同比|环比|增[长速幅]"
"""a part of a year, or what is no figure of one"""
_BEFORE_MONTH = (
    rf"(?![（(])(?:{_OF_A_YEAR}\s*(?:度|末|底|全年)?)?\s*(?:[一二三四1-4]\s*季度|[0-9]{{1,2}}\s*月?\s*[-–—~～至到]\s*[0-9]{{1,2}}\s*月"
    r"|[0-9]{1,2}\s*月份?\s*"
)
_BEHIND_MONTH = r")?\s*[\u4e00-\u9fff]{0,6}\s*(?:[（(].*[）)])?"
_PERIOD = rf"{_BEFORE_MONTH}(?=当月|累计|[末底]){_BEHIND_MONTH}"
"""a heading of a few words that may be of a time, 2023年3月累计 too; the day or month of a form, 2023年4月, and a
（2021年） are none"""
_PERIOD_OR_MONTH = rf"{_BEFORE_MONTH}{_BEHIND_MONTH}"
"""one beside others of other times, which may be 2023年4月"""
_TITLE = r"(?:(?<!报)表|名单|名册|清单|台[账帐]|目录|一览|(?<=..)企业)\s*(?:[（(].*[）)])?\s*$"
"""ends what a list is called: whatever else stands in its row is said of the list"""


@dataclass(frozen=True, slots=True)
class Stacked:
    """What one column is called by all rows of the header."""

    title: str
    unit: str = ""
    """of money, as the heading of its group names it; empty: that names none"""
    scale: int = 0
    """yuan per unit of the group's heading; 0: another money than the table's"""
    when: str = ""
    """the time that the heading of its group names, which is that of its figures: 2021年, 1-6月"""


def is_of_years(lower: Sequence[str], upper: Sequence[str]) -> bool:
    """True of a row below headings that says years of at least two columns, and else stands below no heading."""
    told = [(title.strip(), _at(upper, place)) for place, title in enumerate(lower) if title.strip()]
    years = [bool(re.fullmatch(_YEAR, title)) for title, _ in told]
    return sum(years) > 1 and all(is_year or not above for is_year, (_, above) in zip(years, told, strict=True))


def is_of_units(lower: Sequence[str], upper: Sequence[str]) -> bool:
    """True of a row that says units below headings, else at most how those are to be filled in; it may have headings
    below none. One that says how the name is to be filled in is no firm, whatever else it says."""
    told = [(title.strip(), _at(upper, place)) for place, title in enumerate(lower) if title.strip()]
    others = [(title, heading) for title, heading in told if heading and not _unit_below(title)]
    if len(others) == sum(bool(heading) for _, heading in told):
        return False
    is_told_how = any(is_guidance(title) and tells_who(heading) for title, heading in others)
    return is_told_how or all(title in _NO_UNIT or is_guidance(title) for title, _ in others)


def stack(titles: Sequence[str], above: Sequence[Sequence[str]]) -> list[Stacked]:
    """The columns of the lowest row.

    One that is empty there is called as in the row above it; a year is one of what stands above it, or on its left,
    over several columns: 营业收入（万元） above 2022年 is 2022年营业收入（万元）; a row of units is of those above it,
    and may stand below one that says what must be filled in.
    """
    if above and any(units := [_unit_below(title) for title in titles]):
        *higher, lowest = above[:-1] if above[1:] and is_all_guidance(above[-1]) else above
        over = stack([_at(lowest, place) for place in range(len(titles))], higher)
        if is_of_units(titles, names := [each.title for each in over]):
            told = [
                (name or title) if unit in ("", read_unit(name)) else f"{name}（{unit}）"
                for title, name, unit in zip(titles, names, units, strict=True)
            ]
            return [Stacked(title, when=each.when) for title, each in zip(told, over, strict=True)]
    rows = list(_heading_rows(above))
    if not rows:
        return [Stacked(title) for title in titles]
    groups = [_spread(row, len(titles)) for row in rows]
    is_whole = not any(_at(rows[0], place) for place, title in enumerate(titles) if not title.strip())
    timed = list(map(_of_times, groups[: _count_of_columns(above, titles)])) if is_whole else groups
    whens = [next(filter(None, map(_when, those)), "") for those in zip(*timed, strict=True)] or [""] * len(titles)
    return [
        replace(_stacked(title, group, [_at(row, place) for row in rows]), when=when)
        for place, (title, group, when) in enumerate(zip(titles, groups[0], whens, strict=True))
    ]


def _count_of_columns(above: Sequence[Sequence[str]], titles: Sequence[str]) -> int:
    """How many rows just above a whole header say nothing of the whole list."""
    return sum(1 for _ in takewhile(lambda row: not _is_of_list(row, titles), reversed(above)))


def _is_of_list(row: Sequence[str], titles: Sequence[str]) -> bool:
    """True of a row above a whole header that tells what the list is called, who made it or its unit, or has one time,
    above the firms' names too."""
    times = [_when(time) for time in _of_times(_spread(row, len(titles)))]
    is_over_names = any(time and tells_who(title) for time, title in zip(times, titles, strict=True))
    is_one = len(set(filter(None, times))) == 1
    return (is_over_names and is_one) or any(re.search(_TITLE, cell) or _is_said(cell) for cell in row)


def _is_said(cell: str) -> bool:
    """True of what is said of a list, and heads no columns: 填报单位：…, （万元）."""
    return bool(re.search(_SAID, re.sub(_BRACKETS, "", cell)) or unit_alone(cell))


def _of_times(row: Sequence[str]) -> list[str]:
    """The headings above a whole header that are of nothing but a time and a few words; a bare month is one of a time
    where another has another time."""
    among_others, alone = (
        [cell if re.fullmatch(period, cell.strip()) else "" for cell in row] for period in (_PERIOD_OR_MONTH, _PERIOD)
    )
    return among_others if len(set(filter(None, map(_when, among_others)))) > 1 else alone


def _stacked(title: str, group: str, over: Sequence[str]) -> Stacked:
    if not title.strip():
        return Stacked(next(filter(None, over), title))
    if re.fullmatch(_YEAR, title.strip()):
        return Stacked("".join(title.split()) + group.strip())
    unit = money_unit(read_unit(group))
    return Stacked(title, *unit) if unit else Stacked(title)


def _when(group: str) -> str:
    """The time that the heading of a group names: the year, or all of it if it is of a part of one, or of a plan."""
    years = re.findall(_OF_A_YEAR, group)
    whole = len(years) > 1 or re.search(_OF_NO_YEAR, group)
    return "".join((group if whole else "".join(years)).split())


def read_unit(group: str) -> str:
    """The unit that the heading of a group ends in, between brackets: 万元 of 经营情况（单位：万元）."""
    found = re.search(_CLOSING, group) if len(group) <= writing.LONGEST else None
    return unit_alone(found[1]) if found else ""


def unit_above(above: Sequence[Sequence[str]]) -> tuple[str, int]:
    """The unit of money that a row above the header names, and yuan per unit: 万元 and 10000 of 单位：万元、人, of
    （金额单位：万元；人数单位：人）, of 金额：万元, of a title that ends in （万元）, of a cell with nothing else.

    Of two units nothing says which is whose: 单位：亿元、万元 names none.
    """
    said = re.findall(_UNIT_SAID, "\n".join(writing.narrow(cell) for row in above for cell in row))
    titles = above[: len(above) - len(list(_heading_rows(above)))]
    alone = [read_unit(cell) or unit_alone(cell) for row in titles for cell in row]
    units = [unit for told in (*said, *alone) for word in _words(told) if (unit := money_unit(word))]
    return units[0] if len({scale for _, scale in units}) == 1 else ("", 1)


def _words(told: str) -> list[str]:
    """What may be units, in what is said of them: 人 and 万元 of 人；万元, 万元 of 万 元."""
    closed = "".join(told.split())
    return [closed] if money_unit(closed) else re.split(_APART, re.sub(_BEHIND_NUMBER, "", told))


def money_unit(word: str) -> tuple[str, int] | None:
    """A unit of money and yuan per unit, 0 in a table of another money; None of another word."""
    if is_unit_of_other_money(word):
        return word, 0
    bare = word.removesuffix("人民币")
    unit = re.fullmatch(writing.HEADER_UNIT, bare)
    if unit is None or unit["unit"] != writing.YUAN:
        return None
    is_other = is_other_money(unit["mark"] or word[len(bare) :], writing.YUAN)
    return word, 0 if is_other else 10 ** writing.TIMES.get(unit["times"], 0)


def unit_alone(title: str) -> str:
    """The unit that a cell says and nothing else, without its brackets: （万元） → 万元; "" if it says more."""
    unit = writing.narrow(title).replace(" ", "").strip("()[]").removeprefix("单位:")
    found = re.fullmatch(writing.HEADER_UNIT, unit)
    is_unit = unit == "%" or (found and (found["times"] or found["unit"])) or is_unit_of_other_money(unit)
    return unit if is_unit else ""


def _unit_below(title: str) -> str:
    return unit_alone(unit_told(title))


def _heading_rows(above: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The rows just above the lowest with several headings of their own, or a time over figures, the nearest first."""
    for row in reversed(above):
        own = ["" if _is_said(cell) else cell for cell in row]
        if sum(map(bool, own)) < 2 and (own != [*row] or not any(map(_when, _of_times(own[1:])))):
            return
        yield own


def _spread(row: Sequence[str], width: int) -> list[str]:
    """Each heading over the columns behind it that have none: merged cells are empty but for the first."""
    found, last = [], ""
    for place in range(width):
        last = _at(row, place) or last
        found.append(last)
    return found


def _at(row: Sequence[str], place: int) -> str:
    return row[place] if place < len(row) else ""
