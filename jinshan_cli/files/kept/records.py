"""A checked edition, or what is made of it, as text and back: JSON, an object by the name of its class; what is one
object stays one.

Only what is listed is ever made of such a text: a text from elsewhere runs nothing.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, Protocol, TypeVar, get_args

from jinshan_cli.core import activity, policy, sizes, timing
from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.edition import named
from jinshan_cli.core.edition.notes import Note
from jinshan_cli.core.facts import Catalogue, Fact, Option
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules import nodes
from jinshan_cli.core.written.classes import Classes
from jinshan_cli.files.edition.standards import standard

Makers = Mapping[type, Callable[..., Any]]
"""the classes that are told, of different names, and what makes an object of each of its fields again"""


class Apart(Protocol):
    """Objects of a kind that are told in a line of their own, before the rest, by their places in it."""

    kind: type[Any]

    def place(self, whole: Any) -> int:
        """The place of one. Raises TypeError for what cannot be told."""

    def text(self) -> str:
        """The line, of all that were asked for."""


CLASSES: Makers = {
    each: each
    for each in (
        *(Edition, policy.Header, policy.Policy, policy.Benefit, policy.Example, policy.Rule),
        *(named.Measure, named.NamedFigure, named.Contact, Note, timing.Period, timing.Claim, Combination),
        *(Catalogue, Fact, Option, sizes.SizeStandard, sizes.SizeRow, activity.Activity, activity.Entry),
        *get_args(nodes.Node),
    )
    if each not in nodes.UNWRITTEN
}
_KIND, _OF = "$", "of"
_SAME, _DAY, _LIST, _PAIRS, _STANDARD, _APART = "=", "day", "list", "pairs", "standard", "apart"
_PLAIN = (str, int, bool, float, type(None))


class _Listed(list[Any]):
    """A list of the edition's own, where JSON's lists are tuples."""


Told = TypeVar("Told")


def to_text(whole: object, makers: Makers = CLASSES, apart: Apart | None = None) -> str:
    """All of it, where an edition's voice is Chinese. Raises TypeError for what cannot be told, RecursionError."""
    told = json.dumps(_Writer(makers, apart).told(whole), ensure_ascii=False, separators=(",", ":"))
    return told if apart is None else f"{apart.text()}\n{told}"


def from_text(
    text: str, kind: type[Told], makers: Makers = CLASSES, apart: Callable[[str], Sequence[Any]] | None = None
) -> Told:
    """What was told; `apart` makes the objects of the line before it. Raises ValueError, TypeError, LookupError,
    RecursionError."""
    line, rest = text.split("\n") if apart else ("", text)
    reader = _Reader(makers, apart(line) if apart else ())
    whole = json.loads(rest, object_hook=reader.made)
    if not isinstance(whole, kind):
        raise TypeError(type(whole))
    return whole


class _Writer:
    """Tells values; an object that was told before by its place among those that were."""

    def __init__(self, makers: Makers, apart: Apart | None) -> None:
        self.makers, self.apart = makers, apart
        self.places: dict[int, int] = {}

    def told(self, value: Any) -> Any:
        if type(value) in _PLAIN:
            return value
        if self.apart is not None and type(value) is self.apart.kind:
            return {_KIND: _APART, _OF: self.apart.place(value)}
        if type(value) is tuple:
            return [*map(self.told, value)]
        if type(value) is dict:
            return self._table(value)
        if type(value) is date:
            return {_KIND: _DAY, _OF: value.isoformat()}
        if type(value) in (list, _Listed):
            return {_KIND: _LIST, _OF: [*map(self.told, value)]}
        if type(value) is Classes:
            return {_KIND: _STANDARD, _OF: value.name}
        return self._object(value)

    def _table(self, table: Mapping[Any, Any]) -> dict[str, Any]:
        if all(type(key) is str and key != _KIND for key in table):
            return {key: self.told(value) for key, value in table.items()}
        return {_KIND: _PAIRS, _OF: [[self.told(key), self.told(value)] for key, value in table.items()]}

    def _object(self, value: Any) -> dict[str, Any]:
        if id(value) in self.places:
            return {_KIND: _SAME, _OF: self.places[id(value)]}
        kind = type(value)
        if kind not in self.makers:
            raise TypeError(kind)
        record = {_KIND: kind.__name__, **{name: self.told(each) for name, each in _said(value)}}
        self.places[id(value)] = len(self.places)
        return record


def _said(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields from which an object is made, without those that are as if not said."""
    for field in fields(value):
        told = getattr(value, field.name)
        if field.init and not (type(told) is type(field.default) and told == field.default):
            yield field.name, told


class _Reader:
    """Makes of each record what it tells, the inner ones first: in the order in which they were told."""

    def __init__(self, makers: Makers, apart: Sequence[Any]) -> None:
        self.makers = {kind.__name__: make for kind, make in makers.items()}
        self.objects: list[Any] = []
        self.others: Mapping[str, Callable[[Any], Any]] = {
            _SAME: self.objects.__getitem__,
            _DAY: date.fromisoformat,
            _LIST: _Listed,
            _PAIRS: lambda of: dict(_tupled(of)),
            _STANDARD: standard,
            _APART: apart.__getitem__,
        }

    def made(self, record: dict[str, Any]) -> Any:
        kind = record.pop(_KIND, None)
        if kind is None or kind in self.makers:
            for key, value in record.items():
                if type(value) is list:
                    record[key] = _tupled(value)
            if kind is None:
                return record
            found = self.makers[kind](**record)
            self.objects.append(found)
            return found
        return self.others[kind](record[_OF])


def _tupled(values: list[Any]) -> tuple[Any, ...]:
    return tuple([_tupled(each) if type(each) is list else each for each in values])
