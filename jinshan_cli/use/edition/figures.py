"""The figures of a summary, and whether a field of the policy has each: 20 至 100 万元, 1‰, 5 千元, 1 亿 5000 万元,
百分之五, 五十万元."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.rules.constants import SCALE, Constant, Day, Parameter, number_of
from jinshan_cli.core.rules.nodes import Node, Over
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.timewords import say_window
from jinshan_cli.core.written.spoken import spelt
from jinshan_cli.core.written.voice import voice
from jinshan_cli.core.written.writing import TIMES, narrow
from jinshan_cli.use.edition.times import WRITTEN, summaries

_GREAT = sorted((times for times in TIMES if times[-1] in "万亿"), key=len, reverse=True)
_ABROAD = {
    **dict.fromkeys(("k", "thousand", "tsd"), 3),
    **dict.fromkeys(("m", "million", "millions", "mio"), 6),
    **dict.fromkeys(("bn", "billion", "billions", "mrd"), 9),
}
"""in tables of other languages: £1.5m, 25k, 1,5 Mio. €"""
_METRES = ("m", "M")
_TIMES = f"{'|'.join(_GREAT)}|千(?=[元人])|%|‰|个百分点|(?i:{'|'.join(_ABROAD)})(?![A-Za-z²³])"
_FIGURE = {
    point: re.compile(rf"((?:\d{{1,3}}(?:[{apart}\s]\d{{3}}(?!\d))+|\d+)(?:[{point}]\d+)?)\s*({_TIMES})?")
    for point, apart in (".,", ",.")
}
"""by the sign before the decimals; the other one keeps groups apart"""
_LISTED = re.compile(r"\s*(?:元|人)?\s*(?:至|到|-|~|、|/|或|和|,)\s*")
"""between figures that share the unit of the last: 20 至 100 万元"""
_NO_FIGURES = re.compile(r"\d+\s*[:：∶]\s*\d+|(?<![\d.A-Za-z])\d[A-Z](?![A-Za-z])")
"""a ratio, a name such as 5G"""
_WORDS = "[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]"
_PART = re.compile(
    rf"(?P<below>{_WORDS}+|\d+)\s*分之\s*(?P<above>{_WORDS}++(?!点)|\d++(?:\.\d++)?)"
    rf"|(?<![\d/])(?P<over>\d)/(?P<under>\d{{1,2}})(?!\d|\s*(?:[/元人]|{'|'.join(_GREAT)}))"
)
_UNITS = "元|人|名|户|家|年(?![度级代]|行动|计划|规划|方案)|个月|天|个工作日|[％%‰]|个百分点|平方米|公里|吨|倍"
_COUNTED = f"(?![百千万亿佰仟]|[零〇一二三四五六七八九]{{2}}){_WORDS}+"
"""百家, 千户, 万人 are no figures, nor is the year 二〇二三"""
_IN_WORDS = re.compile(
    rf"(?<!\d)(?<!\d\s)(?<!{_WORDS})(?<![几数上近第])"
    rf"(?:(?P<yuan>{_WORDS}+)(?=元)|(?P<counted>{_COUNTED})(?P<unit>{_UNITS}))"
)
_RATES = {"%": Fraction(1, 100), "％": Fraction(1, 100), "个百分点": Fraction(1, 100), "‰": Fraction(1, 1000)}


class Told(NamedTuple):
    """A figure as it is written, and what it may be: several numbers where the unit of a later one may be its own."""

    written: str
    meant: frozenset[Fraction]


def unheld_figures(policy: Policy, edition: Edition) -> Iterator[tuple[str, str]]:
    """The figures of its summaries that no rule, window, note or other text of the policy has: where, as written."""
    held = {Fraction(1)} | {
        each for text in _other_texts(policy, edition) for told in figures(text) for each in told.meant
    }
    for benefit in policy.benefits:
        held |= {number for node in edition.nodes_of(benefit.id) for number in _constants(node, edition)}
    for where, summary in summaries(policy):
        told = figures(WRITTEN.sub(" ", summary))
        for written in dict.fromkeys(each.written for each in told if not each.meant & held):
            yield where, written


def figures(text: str) -> list[Told]:
    """The figures in a text: those in digits in order, then the parts of a whole and those in words."""
    bare = _NO_FIGURES.sub(" ", text)
    parts = [Told(match[0], frozenset((number,))) for match in _PART.finditer(bare) if (number := _part(match))]
    bare = _PART.sub(" ", bare)
    words = [Told(match[0], frozenset((number,))) for match in _IN_WORDS.finditer(bare) if (number := _worded(match))]
    return [*_in_digits(narrow(bare)), *parts, *words]


def _worded(match: re.Match[str]) -> Fraction:
    """五十万 of 元, 三 of 年, 五 个百分点."""
    return _number(match["yuan"] or match["counted"]) * _RATES.get(match["unit"], Fraction(1))


def _in_digits(shown: str) -> list[Told]:
    found: list[Told] = []
    unit, upper, least = "", len(shown), Fraction(0)
    point = voice().decimal if voice().decimal in _FIGURE else "."
    for match in reversed(list(_FIGURE[point].finditer(shown))):
        between = shown[match.end() : upper]
        unit = match[2] or (unit if _LISTED.fullmatch(between) else "")
        number = Fraction(re.sub(rf"[^\d{point}]", "", match[1]).replace(point, "."))
        may_be = number * _scale(match[2] or ""), number * _scale(unit), *((number,) if unit in _METRES else ())
        told = Told(match[0].strip(), frozenset(may_be))
        if found and match[2] in _GREAT and not between.strip() and least and least < _scale(match[2]):
            rest = found.pop()  # 1 亿 5000 万
            written = f"{match[0]}{between}{rest.written}"
            told = Told(written, frozenset((number * _scale(match[2]) + least,)))
        found.append(told)
        upper, least = match.start(), max(told.meant)
    return found[::-1]


def _part(match: re.Match[str]) -> Fraction | None:
    """三分之一, 百分之 5, 1/3; None of what is no part of a whole."""
    if match["over"]:
        above, below = Fraction(match["over"]), Fraction(match["under"])
    else:
        above = Fraction(match["above"]) if match["above"][0].isdecimal() else _number(match["above"])
        below = Fraction(10) ** TIMES[match["below"]] if match["below"] in TIMES else _number(match["below"])
    return above / below if 0 < above < below else None


def _number(words: str) -> Fraction:
    """Of a number in words; 0 of none."""
    shown = re.fullmatch(r"([\d.]+)(\D*)", spelt(words))
    return Fraction(shown[1]) * _scale(shown[2]) if shown else Fraction(0)


def _scale(unit: str) -> Fraction:
    return _RATES.get(unit) or Fraction(10) ** TIMES.get(unit, _ABROAD.get(unit.lower(), 0))


def _constants(node: Node, edition: Edition) -> Iterator[Fraction]:
    """The numbers of a rule, and of what the derived facts in it follow from."""
    for part in walk(node):
        match part:
            case Parameter(value=Constant() as constant) | (Constant() as constant):
                yield Fraction(constant.digits) * SCALE[constant.suffix]
            case Parameter(value=Day(day)) | Day(day):
                yield from map(Fraction, (day.year, day.month, day.day))
            case Over(by=by) if isinstance(by, Constant | Parameter):
                yield Fraction(1) / number_of(by)
        if (key := getattr(part, "key", "")) in edition.derivations:
            yield from _constants(edition.derivations[key], edition)


def _other_texts(policy: Policy, edition: Edition) -> Iterator[str]:
    yield from filter(None, (policy.title, policy.source, policy.readings, policy.channel, policy.suspended))
    yield from filter(None, (policy.contact_note, *policy.every_phone))
    yield from (note.text for note in policy.notes)
    yield from (*policy.materials, *policy.steps)
    for benefit in policy.benefits:
        yield say_window(benefit).replace("-0", "-").replace("-", " ")
        yield from filter(None, (benefit.title, benefit.pending, benefit.suspended))
        yield from (*benefit.unchecked, *benefit.materials, *benefit.steps)
    for fact in edition.facts:
        if policy.number in edition.used_by[fact.key]:
            yield from (fact.label, *(option.label for option in fact.options))
