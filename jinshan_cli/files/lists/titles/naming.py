"""Which fact a heading of a list names, and in what unit; a year before it must be the fact's own."""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import chain

from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.written import foreign, writing
from jinshan_cli.core.written.values import PERCENT, read_header

_PERCENT = r"(?P<name>.*\S)\s*[(（\[［【]\s*[%％]\s*[)）\]］】]"
_YEAR_OF = (
    r"(?:(?P<year>(?:19|20)[0-9]{2})\s*年|(?P<beside>[上去本今]|上一)年)\s*"
    r"(?:度|年?末|底|(?:全年|1\s*月?\s*[-–—~～至到]\s*12\s*月份?)(?:累计)?|12\s*月\s*(?:末|底|31\s*日))?\s*(?=\S)"
)
"""a year before a heading, all of it, or its last day"""
_BESIDE = {"去": "上", "上一": "上", "今": "本"}
"""last year and this one, as facts call them"""
_DUTY = r"(?i)[*＊★☆]|[(（\[［【]\s*(?:(?:必填|选填|必选|必答|选答)项?|required|optional)\s*[)）\]］】]"
"""marks that say whether a form wants the answer"""
_ORDINAL = (
    r"(?i)(?:第?\d{1,3}\s*[.．、]|(?:Q|题目?)\s*\d{1,3}\s*[.．、:：]|[一二三四五六七八九十]{1,3}\s*[.．、]|[①-⑳]"
    r"|[(（]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[)）])\s*(?=\D|(?:19|20)\d{2}\s*年)"
)
_OF_HINT = (
    "(?:请|须|需|应)?(?:填写?|写|用)?(?:中文|工商|登记|注册|企业|公司|单位|法定){0,3}全称|(?:加?盖)?(?:公|单位|企业|公司|签)?章"
    "|(?:请|须|需|应)?[与同和跟][^，、,;；()（）]{1,12}(?:一致|相同|相符)"
    "|(?:请|须|需|应)?[按依以][^，、,;；()（）]{1,12}(?:填写?|填报|为准)|请?(?:如实|准确|完整)(?:填写?|填报)"
    "|共?(?:18|十八)位(?:数字?|编?码|代码)?|[或/／]?(?:原)?(?:统一社会信用代码|组织机构代码|纳税人识别号|税号)"
)
_HINT = rf"[(（\[［【]\s*(?:{_OF_HINT})(?:[，、,;；]\s*(?:{_OF_HINT}))*\s*[)）\]］】]$"
"""how a name or a code is to be written, and nothing that it would be the name or the code of"""
_YOUR = "贵(?:企业|公司|单位|司)?的?"


def trim(title: str) -> str:
    """Without spaces around it, nor a colon behind it."""
    bare = unicodedata.normalize("NFC", title).strip().strip("\ufeff\u200b").strip()
    return bare.rstrip(":：").rstrip() or bare


def readings(title: str) -> Iterator[str]:
    """What a trimmed title may say: as it stands, without marks of duty and its number, and without 贵企业 before it.

    `*1.企业名称（必填）`, `（一）企业名称`, `Q1、贵企业名称`.
    """
    yield title
    unmarked = trim(re.sub(_DUTY, "", title))
    bare = trim(unmarked[found.end() :] if (found := re.match(_ORDINAL, unmarked)) else unmarked)
    yours = (bare[1:], re.sub(_YOUR, "", bare, count=1)) if bare.startswith("贵") else ()
    yield from (each for each in (bare, *yours) if each and each != title)


def hinted(title: str) -> Iterator[str]:
    """What a trimmed title of a name or a code may say besides, without how it is to be written: 单位名称（全称）."""
    yield from (trim(bare) for each in readings(title) if (bare := re.sub(_HINT, "", each)) != each)


def says(title: str, names: Container[str]) -> bool:
    """True of a trimmed title that is one of the folded names, of firms or codes."""
    return any(fold(each) in names for each in chain(readings(title), hinted(title)))


def is_bare(fact: Fact | None, title: str, facts: Catalogue) -> bool:
    """True of money whose title has no unit."""
    if fact is None or fact.type != "money":
        return False
    return any(facts.find(_without_year(each, facts)) is not None for each in readings(title))


def _without_year(title: str, facts: Catalogue) -> str:
    """A title that is of a year without it, if the fact is of that year: 2022年主营业务收入."""
    found = re.match(_YEAR_OF, title)
    if found is None or facts.find(title):
        return title
    rest = title[found.end() :]
    fact = facts.find(rest) or facts.find(read_header(rest)[0])
    beside = _BESIDE.get(found["beside"] or "", found["beside"])
    return rest if fact is not None and _is_of(fact, f"{found['year'] or beside}年") else title


def _is_of(fact: Fact, year: str) -> bool:
    """True if one of the fact's names begins with the year, or its question says it, and no month of it."""
    asked = "".join(fact.question.split()).replace("上一完整年", "上年").replace("上一年", "上年")
    names = (fact.label, *fact.aliases)
    return any(name.startswith(year) for name in names) or re.search(rf"{year}(?![0-9])", asked) is not None


def find_fact(title: str, facts: Catalogue) -> tuple[Fact | None, int]:
    """The fact that a trimmed header names, and yuan or persons per unit of it; None if it names none.

    A year before it must be the fact's own.
    """
    known = (found for each in readings(title) if (found := _found(each, facts))[0] is not None)
    return next(known, (None, 1))


def timed(title: str, when: str, facts: Catalogue) -> str:
    """A trimmed title of figures with the time that stands above it and is not theirs: 2021年 above 营业收入; any other
    as it is."""
    fact, _ = find_fact(title, facts)
    is_figure = fact is not None and fact.is_figure
    return f"{when}{title}" if is_figure and find_fact(f"{when}{title}", facts)[0] is not fact else title


def _found(title: str, facts: Catalogue) -> tuple[Fact | None, int]:
    title = _without_year(title, facts)
    if fact := facts.find(title) if title else None:
        return fact, 1
    if (found := re.fullmatch(_PERCENT, title)) and (fact := facts.find(found["name"])) and fact.type == "percent":
        return fact, PERCENT
    if (own := foreign.of_own_unit(title, facts)) is not None:
        return own
    name, scale = read_header(title)
    fact = facts.find(name) if scale and name else None
    if fact is None or not fact.is_plain or not _unit_fits(fact, title):
        return None, 1
    return fact, scale or 1


def _unit_fits(fact: Fact, title: str) -> bool:
    """False where money is said to be persons, or yuan in a table of another money, or persons yuan."""
    inside = writing.narrow(title).rstrip("])］）】 ").replace(" ", "")
    if fact.type == "money":
        if inside.endswith(writing.OF_MONEY) and foreign.is_other_money("", writing.YUAN):
            return False
        return not inside.endswith(tuple(unit for unit in writing.UNITS if unit != writing.YUAN))
    return not inside.endswith((writing.YUAN, *writing.CURRENCY))
