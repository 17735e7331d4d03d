"""Whether every text of a table is what a person sees: nothing in it moves a cursor, turns the direction or hides."""

from collections.abc import Iterator, Mapping
from typing import Any

from jinshan_cli.core.errors import Fault, shown
from jinshan_cli.core.written.clean import clean, unseen
from jinshan_cli.files.disk.schema import place_in

SEVERAL_LINES = frozenset(
    (
        "notice",
        "summary",
        "source",
        "reading",
        "contact_note",
        "text",
        "citation",
        "unchecked",
        "suspended",
        "todo",
        "help",
        "ask_at",
    )
)
"""fields of prose, in which a text may have lines and tabs"""
RULES = frozenset(("when", "amount", "rule", "derive"))
"""fields whose lines the grammar judges"""


def unseen_faults(table: Mapping[str, Any], file: str) -> Iterator[Fault]:
    """A fault for each text, key or value, that has an unseen character."""
    for location, text in _texts(table, ()):
        laid_out = not (SEVERAL_LINES | RULES).isdisjoint(location)
        if found := unseen(text, keep_layout=laid_out):
            place = clean(f"{file} {place_in(location, table)}")
            yield Fault(f"有不可见的字符 {found}", place, clean(shown(text)), _expected(found))


def _expected(found: str) -> str:
    return "这里只能写一行，删去换行和制表符" if found in _LAYOUT else "删去这个字符，或重新输入这段文字"


_LAYOUT = (clean("\n"), clean("\t"))


def _texts(value: Any, location: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Every text with its place; a key stands at the place of its value."""
    match value:
        case str():
            yield location, value
        case dict():
            for key, each in value.items():
                yield (*location, key), key
                yield from _texts(each, (*location, key))
        case list():
            for number, each in enumerate(value):
                yield from _texts(each, (*location, number))
