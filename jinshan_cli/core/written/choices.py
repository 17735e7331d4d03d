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
_REMARK = re.compile(r"\(.*\)$|\[.*\]$")
_CODED = re.compile(r"(?P<code>[a-z][0-9]{2,4}|[0-9]{3,4})[、.-]?(?P<name>[^a-z0-9].+)")
_EITHER = re.compile(r"[|或]")
"""between options of which one holds"""


def read_choice(fact: Fact, word: str) -> Value | None:
    """The option that a narrow word names, or each of several; None is unknown. Raises Refusal.

    是 of a choice with an option that says no is one of the others, 否 is that option.
    """
    if option := fact.options_by_name.get(fold(word)):
        return option.key
    if word in writing.UNKNOWN:
        return None
    if fact.screen_no and _REMARK.sub("", word) in writing.YES:
        return either_of(fact, {key for key in fact.option_keys if key != fact.screen_no})
    if fact.screen_no and word in writing.NO:
        return fact.screen_no
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
    coded = _CODED.fullmatch(fold(word))
    if option := _of_longer_code(fold(word), by_name) or (_of_coded(fact, coded) if coded else _ending(fact, word)):
        return option.key
    near = "" if word in writing.YES | writing.NO or _SHORT.fullmatch(word) else closest(fold(word), by_name)
    raise Refusal("没有这个选项", offered(fact), by_name[near].label if near else "")


def _of_longer_code(word: str, by_name: Mapping[str, Option]) -> Option | None:
    """The option whose code, of two digits at least, begins a longer one: 36 is meant by 3611 and C3611."""
    code = _CODE.fullmatch(word)
    shorter = (word[:end] for end in range(len(word) - 1, code.end("shortest") - 1, -1)) if code else ()
    return next((by_name[name] for name in shorter if name in by_name), None)


def _of_coded(fact: Fact, coded: re.Match[str]) -> Option | None:
    """C30非金属矿物制品业: the option of the code, unless the name is another's."""
    by_name = fact.options_by_name
    option = by_name.get(coded["code"]) or _of_longer_code(coded["code"], by_name)
    other = by_name.get(coded["name"]) or _ending(fact, coded["name"])
    return option if other in (None, option) else None


def _ending(fact: Fact, word: str) -> Option | None:
    """The option of the longest ending of a word, as Chinese names of trades end in what is done: 五金零售."""
    ends = [(len(end), option) for option in fact.options for end in option.endings if word.endswith(end)]
    longest = [option for length, option in ends if length == max(ends, key=lambda pair: pair[0])[0]]
    return longest[0] if len(longest) == 1 else None
