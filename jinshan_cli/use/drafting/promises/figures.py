"""The figures of a sentence: the kind of each, and what the words around it make of it (award, cap, threshold)."""

import re
from collections.abc import Iterator
from typing import Literal

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.use.drafting.promises.numerals import CHINESE, as_money, number_in_words

Kind = Literal["money", "rate", "date", "time", "other"]
Part = Literal["award", "cap", "floor", "threshold", "budget", "each", "rate"]

_N = r"\d[\d,]*(?:\.\d+)?"
_DATE = r"\d{4}\s*[年./-]\s*\d{1,2}\s*[月./-]\s*\d{1,2}\s*日?|\d{4}\s*年\s*\d{1,2}\s*月(?:份|底)?|\d{4}\s*年度?|\d{1,2}\s*月\s*\d{1,2}\s*日"  # noqa: E501
_FIGURE = re.compile(
    rf"(?P<date>{_DATE})"
    rf"|(?P<ratio>\d+\s*[:：∶]\s*\d+(?:\.\d+)?)"
    rf"|(?P<rate>{_N})\s*(?P<of>[%％‰])"
    rf"|百分之(?P<percent>{CHINESE}+)"
    rf"|(?P<said>{CHINESE}+)元(?![化结论])"
    rf"|(?P<money>{_N})\s*(?P<times>[百千万亿]{{0,2}})\s*(?P<unit>元|美元|欧元|港元)?"
)
_NUMBERING = re.compile(r"(?:^|(?<=[\s。；：:（(]))(\d{1,2})(?=[.．、)）]\s*[^\d\s])")
"""the number of a paragraph"""
_RANGE = re.compile(r"\s*(?:-|－|—+|–|~|～|至|到)\s*")
_COUNTED = re.compile(r"\s*(?:[人户家个吨度平台辆件次名亩米立瓦千册册条张套项]|美|欧|港)")
_SERIES = re.compile(r"\s*(?:、|和|或|及|以及|/|,|，)\s*")
_TIME = re.compile(
    r"(?<![上单每这近前\d])(?:[一二两三四五六七八九十半]+|\d{1,3})\s*(?:个月|年(?:以上|以内|内|期)|周年|天|个工作日)"
)
_TIMES = {"": "", "万": "万", "亿": "亿", "百": "00", "千": "000", "百万": "00万", "千万": "000万", "十万": "0万"}
_CAP = re.compile(r"(?:最高|不超过|不高于|上限|封顶|限额|最多|以内|累计)(?:不超过|为|达|给予|可达|补贴|奖励)*\s*$")
_CAP_AFTER = re.compile(r"\s*(?:封顶|为限|以内|为上限)")
_FLOOR = re.compile(r"(?:不低于|不少于|至少|最低)\s*$")
_THRESHOLD = re.compile(r"(?:达到|达|超过|突破|首次超|满|不低于|不少于|超|大于|首达|在)\s*$")
_THRESHOLD_AFTER = re.compile(r"\s*(?:\(含\)|（含）)?(?:及)?以上|\s*(?:（含）|\(含\))?(?:的(?:[，,]|企业)|的?部分)")
_LIMIT_AFTER = re.compile(r"\s*以[下内](?:（含）|\(含\))?的(?:[，,]|企业|项目|单位|部分)")
_LIMITED = re.compile(r"\s*的[^，。；]{0,10}(?:企业|单位|项目|个体工商户)")
_GROWTH = re.compile(r"(?:增长|增幅|增速|增长率|同比增|占比|比重|比例)[^，。；\d]{0,8}$")
_BUDGET = re.compile(r"(?:额度|总额|规模|资金池|预算|总量|专项资金)(?:为|达|共|约)?\s*$|安排[^，。；]{0,8}$")
_EACH = re.compile(
    r"每(?P<what>新增|[^，。；、\d]{0,8}?)1?(?P<unit>人|辆|家|户|个|名|项|件|台|套|次|吨|平方米)[^，。；\d]{0,16}$"
)
_FOR_A_FIRM = re.compile(r"每[家户](?:企业)?(?:一次性)?(?:给予|予以|奖励|补贴|补助)*\s*$")
"""an award of each firm is the award"""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as it stands, and as a rule writes it."""

    start: int
    end: int
    words: str
    kind: Kind
    part: Part
    rule: str
    """10万, 5%; empty if a rule cannot say it"""
    unit: str = ""
    """of what each: 人, 辆"""


def figures_of(text: str) -> list[Figure]:
    """Every figure of a text, in its order; those of a series share a unit and a part."""
    found = list(_found(text))
    for i in range(len(found) - 2, -1, -1):
        this, after = found[i], found[i + 1]
        if _SERIES.fullmatch(text[this.end : after.start]) and this.kind == "other" and after.kind == "money":
            suffix = re.sub(r"[\d,.]+", "", after.rule)
            found[i] = replace(this, kind="money", rule=_plain(this.words) + suffix, part=after.part)
    found = list(_ranges(found, text))
    for i in range(1, len(found)):
        this, before = found[i], found[i - 1]
        if this.kind == before.kind == "money" and _SERIES.fullmatch(text[before.end : this.start]):
            found[i] = replace(this, part=before.part, unit=before.unit)
    return found


def durations_of(text: str) -> list[str]:
    """Spans of time in words: 三个月, 一年以上."""
    return [found[0] for found in _TIME.finditer(text)]


def _ranges(found: list[Figure], text: str) -> Iterator[Figure]:
    """10-20万元 is one figure, a span."""
    waiting = list(found)
    while waiting:
        low = waiting.pop(0)
        high = waiting[0] if waiting else None
        if high and high.kind == "money" and high.rule and _RANGE.fullmatch(text[low.end : high.start]):
            unit = re.sub(r"[\d,.]+", "", high.rule) if low.kind == "other" else ""
            rule = _plain(low.words) + unit if low.kind == "other" else low.rule
            if low.kind in ("money", "other") and rule:
                waiting.pop(0)
                low = replace(high, start=low.start, words=text[low.start : high.end], part=low.part,
                              rule=f"between({rule}, {high.rule})")  # fmt: skip
        yield low


def _found(text: str) -> Iterator[Figure]:
    numbers = {found.start(1) for found in _NUMBERING.finditer(text)}
    for found in _FIGURE.finditer(text):
        if found.start() in numbers:
            continue
        before, after = text[: found.start()], text[found.end() :]
        words = found[0].strip()
        place = found.start(), found.start() + len(found[0].rstrip())
        if found["date"]:
            yield Figure(*place, words, "date", "award", "")
        elif found["ratio"]:
            whole = re.sub(r"\s", "", found["ratio"]).replace("：", ":").replace("∶", ":")
            rule = f"{float(whole[2:]) * 100:g}%" if whole.startswith("1:") else ""
            yield Figure(*place, words, "rate", "rate", rule)
        elif found["rate"]:
            sign = "‰" if found["of"] == "‰" else "%"
            yield Figure(*place, words, "rate", _part(before, after, "rate"), f"{_plain(found['rate'])}{sign}")
        elif found["percent"]:
            yield Figure(*place, words, "rate", _part(before, after, "rate"), f"{number_in_words(found['percent'])}%")
        elif found["said"]:
            each = None if _FOR_A_FIRM.search(before) else _EACH.search(before)
            part = _part(before, after, "each" if each else "award")
            rule = as_money(number_in_words(found["said"]))
            yield Figure(*place, words, "money", part, rule, each["unit"] if each else "")
        else:
            yield _money(found, before, after, place)


def _money(found: re.Match[str], before: str, after: str, place: tuple[int, int]) -> Figure:
    words, times = found[0].strip(), found["times"] or ""
    if found["unit"] != "元" and (found["unit"] or not times or _COUNTED.match(after)):
        kind: Kind = "time" if re.match(r"\s*(?:个月|年|天|日|届)", after) else "other"
        return Figure(*place, words, kind, "award", "")
    rule = _plain(found["money"]) + _TIMES.get(times, "?")
    if times in ("百", "千", "百万", "千万") and "." in found["money"]:
        rule = "?"
    each = None if _FOR_A_FIRM.search(before) else _EACH.search(before)
    return Figure(*place, words, "money", _part(before, after, "each" if each else "award"),
                  "" if "?" in rule else rule, each["unit"] if each else "")  # fmt: skip


def _part(before: str, after: str, otherwise: Part) -> Part:
    if _BUDGET.search(before) and not (_LIMIT_AFTER.match(after) or _THRESHOLD_AFTER.match(after)):
        return "budget"
    if otherwise == "rate":
        is_limit = _GROWTH.search(before) and (_THRESHOLD.search(before) or _THRESHOLD_AFTER.match(after))
        return "threshold" if is_limit else "cap" if _CAP.search(before) or _CAP_AFTER.match(after) else "rate"
    if _LIMIT_AFTER.match(after):
        return "threshold"
    if _CAP.search(before) or _CAP_AFTER.match(after):
        return "threshold" if re.search(r"不超过\s*$|不高于\s*$", before) and _LIMITED.match(after) else "cap"
    if re.search(r"(?:奖励|补贴|补助|给予|资助|支持)(?:不低于|不少于)\s*$", before):
        return "floor"
    if _THRESHOLD_AFTER.match(after) and not re.match(r"\s*的(?:奖励|补)", after):
        return "threshold"
    if _FLOOR.search(before):
        return "floor"
    if _THRESHOLD.search(before):
        return "threshold"
    return otherwise


def _plain(digits: str) -> str:
    bare = re.match(r"[\d,.]+", digits)
    narrow_digits = (str(int(char)) if char.isdecimal() else char for char in bare[0]) if bare else ()
    return "".join(narrow_digits).replace(",", "").rstrip(".")
