"""Whether every text of a table is what a person sees: nothing in it moves a cursor, turns the direction or hides."""

from collections.abc import Iterator, Mapping
from typing import Any

from jinshan_cli.core.errors import Fault, shown
from jinshan_cli.core.written.clean import clean, unseen
from jinshan_cli.core.written.voice import tell
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
Way = tuple[Any, ...]
"""to a text: a way and one step more, a key or a number; none to the table itself"""


def unseen_faults(table: Mapping[str, Any], file: str) -> Iterator[Fault]:
    """A fault for each text, key or value, that has an unseen character."""
    for way, text in _texts(table):
        location = _unrolled(way)
        laid_out = not (SEVERAL_LINES | RULES).isdisjoint(location)
        if found := unseen(text, keep_layout=laid_out):
            place = clean(f"{file} {place_in(location, table)}")
            yield Fault(tell("有不可见的字符 {sign}", sign=found), place, clean(shown(text)), _expected(found))


def _expected(found: str) -> str:
    return tell("这里只能写一行，删去换行和制表符") if found in _LAYOUT else tell("删去这个字符，或重新输入这段文字")


_LAYOUT = (clean("\n"), clean("\t"))


def _texts(table: Mapping[str, Any]) -> Iterator[tuple[Way, str]]:
    """Every text that is not wholly printable, with its way; a key is on the way to its value."""
    waiting: list[tuple[Way, Any]] = [((), table)]
    while waiting:
        way, value = waiting.pop()
        if isinstance(value, str):
            if not value.isprintable():
                yield way, value
        elif isinstance(value, dict):
            waiting += (
                pair for key, each in reversed(value.items()) for pair in (((way, key), each), ((way, key), key))
            )
        elif isinstance(value, list):
            waiting += (((way, number), value[number]) for number in reversed(range(len(value))))


def _unrolled(way: Way) -> tuple[int | str, ...]:
    found: list[int | str] = []
    while way:
        way, step = way
        found.append(step)
    return tuple(reversed(found))
