"""What an edition of another language or money writes beside figures, put into the writings of `core.written.writing`.

own unit, own money     40 000 €, €40,000, 30 salariés → 40000, 30
groups and decimals     40 000, 1.234,5 (where the comma is the decimal sign) → 40000, 1234.5
words                   at least 20, 10 to 20, about 5 → >=20, 10-20, 约5
"""

import re

from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.written.voice import YUAN, tell, voice
from jinshan_cli.core.written.writing import COUNTED, HEADER, narrow

YES, NO = frozenset(("oui", "si", "sí", "ja", "да")), frozenset(("non", "nein", "nee", "нет"))
UNKNOWN = frozenset(("unknown", "not known", "don't know", "?", "inconnu"))
_BEFORE = {
    **dict.fromkeys(("at least", "from", "minimum", "min."), ">="),
    **dict.fromkeys(("more than", "over", "above"), ">"),
    **dict.fromkeys(("at most", "up to", "maximum", "max."), "<="),
    **dict.fromkeys(("less than", "fewer than", "under", "below"), "<"),
    **dict.fromkeys(("about", "around", "approximately", "approx.", "ca."), "约"),
}
_WORDS = re.compile(rf"^\s*({'|'.join(map(re.escape, _BEFORE))})\s+(?=\d)")
_TO = re.compile(r"(?<=\d)\s*(?:to|à|bis)\s+(?=\d)")
_GROUP = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")


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


def is_own_unit(fact: Fact, inside: str) -> bool:
    """True if what stands in the brackets of a header is the fact's own unit or money."""
    own = voice().currency if fact.type == "money" else fact.unit
    return is_foreign(fact) and bool(own) and narrow(inside).strip() == narrow(own).strip()


def of_own_unit(title: str, facts: Catalogue) -> Fact | None:
    """The fact that a header names with its own unit or money, of another language: Turnover (€)."""
    found = HEADER.fullmatch(title)
    fact = facts.find(found["name"]) if found else None
    if found is None or fact is None:
        return None
    return fact if is_own_unit(fact, found["inside"] or found["after"] or found["behind"] or "") else None


def in_grammar(fact: Fact, spaced: str) -> str:
    """A narrow text of a number, as the grammar has it; what it does not know stays as it is."""
    text = spaced
    for unit in filter(None, (narrow(fact.unit), narrow(voice().currency) if fact.type == "money" else "")):
        own = re.escape(unit)
        text = re.sub(rf"(?<=\d)\s*{own}(?![^\W\d_])|(?<![^\W\d_]){own}\s*(?=\d)", "", text)
    text = _TO.sub("-", _WORDS.sub(lambda found: _BEFORE[found[1]], _GROUP.sub("", text)))
    if voice().decimal == ",":
        text = re.sub(r"(?<=\d)\.(?=\d{3}(?!\d))", "", text).replace(",", ".")
    return text


def without_own_money(fact: Fact, word: str) -> str:
    """A narrow text that is no number, without the edition's own money, which is not what is wrong with it: 1,2 M€."""
    return word.replace(narrow(voice().currency), "") if is_foreign(fact) and voice().currency != YUAN else word
