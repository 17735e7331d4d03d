"""The items of a running text: articles (第一条), or paragraphs numbered （一） below 一、."""

import re
from collections.abc import Iterator

from jinshan_cli.files.documents.blocks import Document, Paragraph
from jinshan_cli.use.drafting.items import Item, numbered_apart
from jinshan_cli.use.drafting.promises.numerals import number_in_words

_N = "[零〇一二两三四五六七八九十百]"
_LEVELS = {
    "chapter": re.compile(rf"第\s*(?:{_N}+|\d+)\s*[章节部编]分?\s*[、:：]?\s*(?P<rest>.*)"),
    "article": re.compile(rf"第\s*(?P<number>{_N}+|\d+)\s*条\s*[、:：]?\s*(?P<rest>.*)"),
    "section": re.compile(rf"(?P<number>{_N}+)\s*[、.．]\s*(?P<rest>.*)"),
    "part": re.compile(rf"[（(]\s*(?P<number>{_N}+)\s*[）)]\s*(?P<rest>.*)"),
    "point": re.compile(r"(?P<number>\d{1,3})\s*(?:[、．]|[.](?!\d)|[.](?=\d{4}\s*年))\s*(?P<rest>.*)"),
}
_WORDS = {"article": "第{}条", "section": "{}、", "part": "（{}）", "point": "第 {} 项"}
_ABOVE = {"article": "chapter", "part": "section", "point": "section", "section": "chapter"}


def items_of_articles(document: Document) -> list[Item]:
    """The items of a text without a table; empty if it has neither articles nor numbered paragraphs."""
    lines = [(_level(block.text), block.text) for block in document if isinstance(block, Paragraph)]
    kinds = [kind for kind, _ in lines]
    level = next((kind for kind in ("article", "part", "section", "point") if kinds.count(kind) > 1), "")
    if not level and kinds.count("article"):
        level = "article"
    return numbered_apart(_items(lines, level)) if level else []


def _level(text: str) -> str:
    return next((kind for kind, pattern in _LEVELS.items() if pattern.match(text)), "")


def _items(lines: list[tuple[str, str]], level: str) -> Iterator[Item]:
    measure = ""
    number, label, parts = 0, "", list[str]()
    for kind, text in lines:
        if kind == _ABOVE[level] or kind == "chapter":
            if parts:
                yield Item(number, label, measure, "\n".join(parts))
                parts = []
            measure = " ".join(text.split())
            continue
        if kind == level and (found := _LEVELS[level].match(text)):
            if parts:
                yield Item(number, label, measure, "\n".join(parts))
            number, label, parts = (
                number_in_words(found["number"]),
                _WORDS[level].format(found["number"]),
                [found["rest"]],
            )
        elif parts:
            parts.append(text)
    if parts:
        yield Item(number, label, measure, "\n".join(parts))
