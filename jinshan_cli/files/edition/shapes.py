"""A table of an edition in its shape: what is broken of it is told, and what is sound is read on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any, NamedTuple, TypeGuard, TypeVar, cast

from pydantic import ValidationError

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import DataModel
from jinshan_cli.files.disk.schema import place_in, schema_faults
from jinshan_cli.files.disk.shaped import shaped
from jinshan_cli.files.edition.plaintext import unseen_faults

SEPARABLE = ("policies", "activities", "facts")
"""lists whose sound rows are read on when one row is broken, so that all faults are found at once"""
COUNTED = ("combinations", "checks")
"""lists of which the rows above a broken one are read on: they are told by their place"""
NAMED = {"parameters": "value", "quantities": "amount", "conditions": "rule"}
"""tables of names that rules use: a broken one is read on as far as its text goes"""
RULES = ("when", "amount", "derive")
"""fields of rows that hold a rule"""
HEADER = {"year": 2023, **dict.fromkeys(("id", "title", "district", "source", "notice"), "")}
"""stands in for a broken one, so that the rest is looked at"""
NO_TABLE: Mapping[str, Any] = {"edition": HEADER, "measures": (), "policies": ()}
"""policies.toml of which there is nothing to be read"""
Model = TypeVar("Model", bound=DataModel)


class Broken(NamedTuple):
    """What has not its shape and is read on without: a row of a list, or a table as a whole."""

    kind: str
    row: Any
    """None: the whole"""
    place: str
    """as a fault has it"""

    def rules(self) -> Iterator[tuple[str, str, str]]:
        """The rules that it has all the same: field, text, place."""
        row = self.row if isinstance(self.row, dict) else {}
        inner = row.get("benefits") if self.kind == "policies" else None
        parts = [each for each in inner if isinstance(each, dict)] if isinstance(inner, list) else []
        places = [(row, self.place), *((each, f"{self.place} {each.get('id', '')}") for each in parts)]
        for told, place in places:
            yield from ((field, told[field], f"{place} {field}") for field in RULES if isinstance(told.get(field), str))

    def names(self) -> Iterator[str | None]:
        """What rules and combinations may call it or its parts by; None if that may be any name."""
        row = self.row if isinstance(self.row, dict) else {}
        if self.kind == "policies" and _are_tables(row.get("benefits")):
            yield from (key for each in row["benefits"] if isinstance(key := each.get("id"), str))
        elif self.kind == "facts":
            yield key if isinstance(key := row.get("key"), str) else None
        elif self.kind in NAMED:
            yield None if self.row is None else self.place.split()[-1]


def validated(
    model: type[Model], table: Mapping[str, Any] | None, file: str, faults: list[Fault], broken: list[Broken]
) -> Model | None:
    """The table in its shape, as far as it is sound; None if there is none. Adds every fault, and what is left out."""
    if table is None:
        return None
    faults += unseen_faults(table, file)
    try:
        return shaped(model, table)
    except ValidationError as error:
        faults.extend(schema_faults(error, table, file, model))
        sound = dict(table)
        for kind, *rows in sorted({found["loc"][:2] for found in error.errors()}, key=str, reverse=True):
            broken += _taken_out(sound, table, str(kind), rows, file)
        try:
            known = {each.name for each in fields(cast("Any", model))}
            return shaped(model, {kind: told for kind, told in sound.items() if kind in known})
        except ValidationError:
            return None


def _taken_out(
    sound: dict[str, Any], table: Mapping[str, Any], kind: str, rows: Sequence[Any], file: str
) -> list[Broken]:
    """Takes a broken row or table out of what is sound, and says what that was."""
    if rows and kind in NAMED:
        (name,) = rows
        told = table[kind][name]
        text = told.get(NAMED[kind]) if isinstance(told, dict) else None
        sound[kind] = {**sound[kind], name: {NAMED[kind]: text, "label": str(name)}}
        if isinstance(text, str):
            return []
        sound[kind].pop(name)
        return [Broken(kind, told, f"{file} {kind} {name}")]
    if not rows or kind not in (*SEPARABLE, *COUNTED):
        sound[kind] = _standing_in(kind, table)
        return [Broken(kind, None, f"{file} {kind}")]
    (row,) = rows
    places = range(row, len(sound[kind])) if kind in COUNTED else [row]
    left = [Broken(kind, table[kind][i], f"{file} {place_in((kind, i), table)}") for i in places]
    sound[kind] = [each for each in sound[kind] if all(each is not other.row for other in left)]
    return left


def _standing_in(kind: str, table: Mapping[str, Any]) -> Any:
    """What takes the place of a part that is broken as a whole, and is blamed for nothing."""
    if kind == "edition":
        return HEADER
    if kind == "measures":
        told = table.get("policies")
        used = {each.get("measure") for each in told} if _are_tables(told) else set()
        return [{"number": each, "title": ""} for each in used if type(each) is int]
    return {} if kind in NAMED else []


def _are_tables(rows: Any) -> TypeGuard[list[dict[str, Any]]]:
    return isinstance(rows, list) and all(isinstance(each, dict) for each in rows)
