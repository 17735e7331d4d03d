"""The figures of a summary, and whether a field of the policy has each: 20 至 100 万元, 1‰, 5 千元."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.rules.constants import SCALE, Constant, Day, Parameter
from jinshan_cli.core.rules.nodes import Node
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.timewords import say_window
from jinshan_cli.core.written.writing import TIMES, narrow
from jinshan_cli.use.edition.times import WRITTEN

_GREAT = sorted((times for times in TIMES if times[-1] in "万亿"), key=len, reverse=True)
_FIGURE = re.compile(rf"(\d[\d,]*(?:\.\d+)?)\s*({'|'.join(_GREAT)}|千(?=[元人])|%|‰|个百分点)?")
_LISTED = re.compile(r"\s*(?:元|人)?\s*(?:至|到|-|~|、|/|或|和|,)\s*")
"""between figures that share the unit of the last: 20 至 100 万元"""
_RATIO = re.compile(r"\d+\s*[:：∶]\s*\d+")
_RATES = {"%": Fraction(1, 100), "个百分点": Fraction(1, 100), "‰": Fraction(1, 1000)}


class Told(NamedTuple):
    """A figure as it is written, and what it may be: several numbers where the unit of a later one may be its own."""

    written: str
    meant: frozenset[Fraction]


def unheld_figures(policy: Policy, edition: Edition) -> list[str]:
    """The figures of its summary, as written, that no rule, window, note or other text of the policy has."""
    held = {Fraction(1)} | {
        each for text in _other_texts(policy, edition) for told in figures(text) for each in told.meant
    }
    for benefit in policy.benefits:
        rule = edition.rules[benefit.id]
        for node in (rule.when, rule.amount):
            held |= set(_constants(node, edition)) if node else set()
    told = figures(WRITTEN.sub(" ", policy.summary))
    return list(dict.fromkeys(each.written for each in told if not each.meant & held))


def figures(text: str) -> list[Told]:
    """The figures in a text, in order."""
    shown = narrow(_RATIO.sub(" ", text))
    found: list[Told] = []
    unit, upper = "", len(shown)
    for match in reversed(list(_FIGURE.finditer(shown))):
        unit = match[2] or (unit if _LISTED.fullmatch(shown, match.end(), upper) else "")
        number, upper = Fraction(match[1].replace(",", "")), match.start()
        found.append(Told(match[0].strip(), frozenset((number * _scale(match[2] or ""), number * _scale(unit)))))
    return found[::-1]


def _scale(unit: str) -> Fraction:
    return _RATES.get(unit) or Fraction(10) ** TIMES.get(unit, 0)


def _constants(node: Node, edition: Edition) -> Iterator[Fraction]:
    """The numbers of a rule, and of what the derived facts in it follow from."""
    for part in walk(node):
        match part:
            case Parameter(value=Constant() as constant) | (Constant() as constant):
                yield Fraction(constant.digits) * SCALE[constant.suffix]
            case Parameter(value=Day(day)) | Day(day):
                yield from map(Fraction, (day.year, day.month, day.day))
        if (key := getattr(part, "key", "")) in edition.derivations:
            yield from _constants(edition.derivations[key], edition)


def _other_texts(policy: Policy, edition: Edition) -> Iterator[str]:
    yield from filter(None, (policy.readings, policy.channel, policy.contact_note, policy.suspended))
    yield from (note.text for note in policy.notes)
    yield from (*policy.materials, *policy.steps)
    for benefit in policy.benefits:
        yield say_window(benefit).replace("-0", "-").replace("-", " ")
        yield from filter(None, (benefit.title, benefit.pending, benefit.suspended))
        yield from (*benefit.unchecked, *benefit.materials, *benefit.steps)
    for fact in edition.facts:
        if policy.number in edition.used_by[fact.key]:
            yield from (fact.label, *(option.label for option in fact.options))
