"""Several figures told in one line: 35万 1.2万 4, or by their numbers: 2=1.2万."""

import re
from collections.abc import Iterator, Sequence
from unicodedata import normalize

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.written.values import read
from jinshan_cli.core.written.voice import tell

_APART = (
    re.compile(r"[；;，]"),
    re.compile(r"[；;，\s]+"),
    re.compile(r"[；;，、\s]+|,(?!\d{3}(?!\d))"),
    re.compile(r"[；;，、,\s]+"),
)
"""what may stand between two figures, the surest first: 、 and a comma may stand inside one"""
_NUMBERED = re.compile(r"(\d)\s*[=:](.*)")
_NEXT = re.compile(r"[；;，、,\s]+(?=\d\s*[=＝:：])")
"""what stands before the next number of a line"""
_BROKEN = re.compile(r"\d\s+0\d\d(?!\d)")
"""40 000: no figure of its own begins so"""
_UNKNOWN = ("-", "—", "?")


def told_in_a_line(
    facts: Sequence[Fact], text: str, money: int = 1, before: Sequence[Value | None] = ()
) -> list[Value | None]:
    """A value of each fact, None for what is not known; an empty line tells nothing.

    `money`: yuan per unit of a sum that names none; `before`: what stands of those that no number names, if anything
    does. Raises Refusal.
    """
    if not text.strip():
        return [None] * len(facts)
    if numbered := _numbered(text, len(facts)):
        told = list(before) or [None] * len(facts)
        for place, word in numbered.items():
            told[place - 1] = _read(facts[place - 1], word, place, money)
        return told
    refused: Refusal | None = None
    for parts in _ways_apart(text, len(facts)):
        try:
            return [
                _read(fact, part, place, money) for place, (fact, part) in enumerate(zip(facts, parts, strict=True), 1)
            ]
        except Refusal as refusal:
            refused = refused or refusal
    raise refused or Refusal(
        tell("这里要 {count} 个数", count=len(facts)), tell("用空格隔开，不清楚的写 -；只写几个的写上编号")
    )


def _ways_apart(text: str, count: int) -> Iterator[list[str]]:
    """The text in so many parts. Raises Refusal where a space that is taken for an end of one lies within a figure."""
    for sign in _APART:
        if sign is not _APART[0] and _BROKEN.search(normalize("NFKC", text)):
            raise Refusal(tell("数字中间有空格"), tell("千分位每三位一个逗号，如 1,200；小数如 0.5"))
        parts = sign.split(text.strip().strip("；;，、,"))
        if len(parts) == count:
            yield parts


def _numbered(text: str, count: int) -> dict[int, str]:
    """What is written behind each number; empty if the text is not written so. Raises Refusal."""
    found = [_NUMBERED.fullmatch(normalize("NFKC", part)) for part in _NEXT.split(text.strip())]
    if not all(found):
        return {}
    told = {int(each[1]): each[2] for each in found if each}
    if wrong := [number for number in told if not 1 <= number <= count]:
        raise Refusal(tell("没有第 {line} 行", line=wrong[0]), tell("编号是 1 到 {count}", count=count))
    if len(told) < len(found):
        raise Refusal(tell("同一行写了两次"), tell("每行只写一个数"))
    return told


def _read(fact: Fact, text: str, place: int, money: int) -> Value | None:
    word = text.strip()
    if not word or normalize("NFKC", word) in _UNKNOWN:
        return None
    try:
        return read(fact, word, money if fact.type == "money" else 1)
    except Refusal as refusal:
        said = tell("第 {line} 行“{word}”{reason}", line=place, word=word, reason=refusal.reason)
        raise Refusal(said, refusal.expected, refusal.closest) from None
