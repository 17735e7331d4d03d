"""What an edition of another language or money writes beside figures, put into the writings of `core.written.writing`.

own unit, own money     40 000 €, €40,000, 30 salariés → 40000, 30
groups and decimals     40 000, 1.234,5 (where the comma is the decimal sign) → 40000, 1234.5
words                   at least 20, 10 to 20, about 5 → >=20, 10-20, 约5
"""

import re

from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.written.voice import YUAN, ZH, tell, voice
from jinshan_cli.core.written.writing import COUNTED, CURRENCY, HEADER, OF_MONEY, OTHER_UNIT, TIMES, narrow

YES, NO = frozenset(("oui", "si", "sí", "ja", "да")), frozenset(("non", "nein", "nee", "нет"))
UNKNOWN = frozenset(("unknown", "not known", "don't know", "?", "inconnu"))
_BEFORE = {
    **dict.fromkeys(("at least", "from", "minimum", "min."), ">="),
    **dict.fromkeys(("more than", "over", "above"), ">"),
    **dict.fromkeys(("at most", "up to", "maximum", "max."), "<="),
    **dict.fromkeys(("less than", "fewer than", "under", "below"), "<"),
    **dict.fromkeys(("about", "around", "approximately", "approx.", "ca."), "约"),
}
_WORDS = rf"^\s*({'|'.join(map(re.escape, _BEFORE))})\s+(?=\d)"
_TO = r"(?<=\d)\s*(?:to|à|bis)\s+(?=\d)"
_YEN, _YEN_SIGN = frozenset(("円", "日元", "日圆", "jpy")), "¥"
_FIRST_IDEOGRAPH = chr(0x3400)
"""from here on letters need no space between words: 100美元以上"""
_MULTIPLES = "".join(sorted(set("".join(TIMES))))
"""what stands between digits and a unit: 3万美元"""
_GROUP = r"(?<=\d) (?=\d{3}(?!\d))"
_AS_STORED = r"\s*\d+\.\d\d[1-9]\s*%?\s*"
"""12.345: as a file holds a number, whatever the language; that the dot keeps groups apart, nothing says"""


def is_foreign(fact: Fact) -> bool:
    """True if its figures may have words beside them that the grammar does not know."""
    return voice().say_number is not None or bool(fact.unit and fact.unit not in COUNTED)


def is_unknown(fact: Fact, spaced: str) -> bool:
    """True if a narrow text says in the edition's language that a fact is not known, and is no option of it."""
    word = spaced.strip()
    return (
        word in UNKNOWN | {narrow(tell("不清楚")).strip()} and fold(word.replace(" ", "")) not in fact.options_by_name
    )


def yes_or_no(word: str) -> bool | None:
    """What a narrow word of the edition's language says; None if it is neither yes nor no."""
    if word in YES | {narrow(tell("是"))}:
        return True
    return False if word in NO | {narrow(tell("否"))} else None


def own_scale(fact: Fact, inside: str) -> int | None:
    """How many of the fact's own unit or money the brackets of a header name: 1 of €, 10000 of 万美元; else None."""
    own, said = narrow(voice().currency if fact.type == "money" else fact.unit).strip(), narrow(inside).strip()
    if not own or not said.endswith(own) or not is_foreign(fact):
        return None
    times = said.removesuffix(own)
    return 10 ** TIMES[times] if times in TIMES else None if times else 1


def of_own_unit(title: str, facts: Catalogue) -> tuple[Fact, int] | None:
    """The fact that a header names with its own unit or money, and how many of it: Turnover (€), 出口额（万美元）."""
    found = re.fullmatch(HEADER, title)
    fact = facts.find(found["name"]) if found else None
    if found is None or fact is None:
        return None
    scale = own_scale(fact, found["inside"] or found["after"] or found["behind"] or "")
    return None if scale is None else (fact, scale)


def in_grammar(fact: Fact, spaced: str) -> str:
    """A narrow text of a number, as the grammar has it; what it does not know stays as it is."""
    text = spaced
    for unit in filter(None, (narrow(fact.unit), narrow(voice().currency) if fact.type == "money" else "")):
        own, ends = re.escape(unit), "" if unit[-1] >= _FIRST_IDEOGRAPH else r"(?![^\W\d_])"
        text = re.sub(rf"(?<=[\d{_MULTIPLES}])\s*{own}{ends}|(?<![^\W\d_]){own}\s*(?=\d)", "", text)
    text = re.sub(_TO, "-", re.sub(_WORDS, lambda found: _BEFORE[found[1]], re.sub(_GROUP, "", text)))
    if voice().decimal == "," and not re.fullmatch(_AS_STORED, text):
        text = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text).replace(",", ".")
    return text


def without_own_money(fact: Fact, word: str) -> str:
    """A narrow text that is no number, without the edition's own money, which is not what is wrong with it: 1,2 M€."""
    return word.replace(narrow(voice().currency), "") if is_foreign(fact) and voice().currency != YUAN else word


def is_other_money(mark: str, unit: str) -> bool:
    """True if the narrow words beside a sum say yuan, and the edition has another money: ¥100 in €.

    In Chinese 元 is also short for 港元.
    """
    own = narrow(voice().currency).strip()
    if own == YUAN or any(each in own for each in CURRENCY):
        return False
    if said := mark.strip("+-"):
        return not (said == _YEN_SIGN and own in _YEN)
    return unit in OF_MONEY and voice().language != ZH and YUAN not in own


def is_unit_of_other_money(unit: str) -> bool:
    """True of a narrow unit of money that is neither yuan nor the edition's: 万美元 in 元, € in $."""
    own = narrow(voice().currency).strip()
    return bool(re.fullmatch(OTHER_UNIT, unit)) and (own == YUAN or own not in unit)
