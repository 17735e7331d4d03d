"""The fact that a heading of a list may be meant for, where it is not one that is known."""

import re

from jinshan_cli.core.errors import closest
from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.written import writing

_NEAR = 0.7
_TELLING = 3
"""letters of a fact's name that are not in another heading by chance"""


def akin(title: str, facts: Catalogue) -> Fact | None:
    """The fact that a carried column may be about: the one nearest, or named within it; None if there is none."""
    folded = fold(title)
    names = [(len(name), fact) for fact in facts for name in (fact.label, *fact.aliases) if fold(name) in folded]
    inside = max((each for each in names if each[0] >= _TELLING), key=lambda each: each[0], default=None)
    near = closest_heading(title, facts)
    return inside[1] if inside else facts.find(near) if near else None


def closest_heading(title: str, facts: Catalogue) -> str:
    """The known header most like this one, with or without what stands in brackets; "" if none is near."""
    known = [name for fact in facts for name in (fact.label, fact.key, *fact.aliases)]
    found = re.fullmatch(writing.HEADER, title) if len(title) <= writing.LONGEST else None
    bare = found["name"] if found and not found["behind"] else title
    if exact := facts.find(bare):
        return exact.label
    return closest(title, known, _NEAR) or closest(bare, known, _NEAR)
