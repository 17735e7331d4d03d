"""How an option of a choice may be written, by key, label, alias or code; `a|b` is one of the two."""

import re
from collections.abc import Container, Mapping

from jinshan_cli.core.errors import Refusal, closest
from jinshan_cli.core.facts import Fact, Option, fold
from jinshan_cli.core.firm import Value
from jinshan_cli.core.written import writing

_CODE = re.compile(r"(?P<shortest>[a-z]?[0-9]{2})[0-9]{1,2}")
_SHORT = re.compile(r".|[a-z]?[0-9]*", re.DOTALL)
"""says too little to be near to anything"""
_EITHER = re.compile(r"[|或]")
"""between options of which one holds"""


def read_choice(fact: Fact, word: str) -> Value | None:
    """The option that a narrow word names, or each of several; None is unknown. Raises Refusal."""
    if option := fact.options_by_name.get(fold(word)):
        return option.key
    if word in writing.UNKNOWN:
        return None
    return either_of(fact, {_read_option(fact, name) for name in _EITHER.split(word)})


def either_of(fact: Fact, keys: Container[str]) -> Value:
    """The value of a choice that is one of these options, at least one, in the catalogue's order."""
    possible = tuple(key for key in fact.option_keys if key in keys)
    return possible[0] if len(possible) == 1 else possible


def names_options(fact: Fact, text: str) -> bool:
    """True if a text names options of a choice and nothing else, without what `read` knows of longer codes."""
    word = writing.narrow(text).replace(" ", "")
    names = (word, *_EITHER.split(word))
    known = [fold(name) in fact.options_by_name for name in names]
    return known[0] or all(known[1:])


def offered(fact: Fact) -> str:
    """What may be written, in a few words."""
    labels = [option.label for option in fact.options]
    return "可选：" + "、".join(labels[:6]) + ("……" if len(labels) > 6 else "")


def _read_option(fact: Fact, word: str) -> str:
    by_name = fact.options_by_name
    if option := by_name.get(fold(word)):
        return option.key
    if option := _of_longer_code(fold(word), by_name):
        return option.key
    near = "" if word in writing.YES | writing.NO or _SHORT.fullmatch(word) else closest(fold(word), by_name)
    raise Refusal("没有这个选项", offered(fact), by_name[near].label if near else "")


def _of_longer_code(word: str, by_name: Mapping[str, Option]) -> Option | None:
    """The option whose code, of two digits at least, begins a longer one: 36 is meant by 3611 and C3611."""
    code = _CODE.fullmatch(word)
    shorter = (word[:end] for end in range(len(word) - 1, code.end("shortest") - 1, -1)) if code else ()
    return next((by_name[name] for name in shorter if name in by_name), None)
