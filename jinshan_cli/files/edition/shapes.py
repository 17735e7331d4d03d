"""A table of an edition in its shape: what is broken of it is told, and what is sound is read on."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.facts import DataModel
from jinshan_cli.files.disk.schema import schema_faults
from jinshan_cli.files.disk.shaped import shaped
from jinshan_cli.files.edition.plaintext import unseen_faults

SEPARABLE = ("policies", "activities")
"""lists whose sound rows are read on when one row is broken, so that all faults are found at once"""
COUNTED = ("combinations", "checks")
"""lists of which the rows above a broken one are read on: they are told by their place"""
NAMED = {"parameters": "value", "quantities": "amount", "conditions": "rule"}
"""tables of names that rules use: a broken one is read on as far as its text goes"""
Model = TypeVar("Model", bound=DataModel)


def validated(model: type[Model], table: Mapping[str, Any] | None, file: str, faults: list[Fault]) -> Model | None:
    """The table in its shape, as far as it is sound; None if nothing can be made of it. Adds every fault."""
    if table is None:
        return None
    faults += unseen_faults(table, file)
    try:
        return shaped(model, table)
    except ValidationError as error:
        faults.extend(schema_faults(error, table, file, model))
        return _sound_part(model, table, error)


def _sound_part(model: type[Model], table: Mapping[str, Any], error: ValidationError) -> Model | None:
    """The table without what is broken of its lists and names; None if something else in it is broken."""
    sound = dict(table)
    for key, *place in sorted({found["loc"][:2] for found in error.errors()}, key=str, reverse=True):
        kind = str(key)
        if not place or kind not in (*SEPARABLE, *COUNTED, *NAMED):
            return None
        (row,) = place
        if kind in NAMED:
            told = table[kind][row]
            text = told.get(NAMED[kind]) if isinstance(told, dict) else None
            sound[kind] = {**sound[kind], row: {NAMED[kind]: text, "label": str(row)}}
        elif kind in COUNTED:
            sound[kind] = sound[kind][:row]
        else:
            sound[kind] = [each for each in sound[kind] if each is not table[kind][row]]
    try:
        return shaped(model, sound)
    except ValidationError:
        return None
