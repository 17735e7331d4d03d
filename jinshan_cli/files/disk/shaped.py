"""A table in the shape of a model: pydantic looks at every cell of it and says all that is wrong at once."""

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from jinshan_cli.core.errors import InputError
from jinshan_cli.files.disk.schema import schema_faults

Model = TypeVar("Model")


def shaped(model: type[Model], table: Mapping[str, Any]) -> Model:
    """The model of a table. Raises pydantic's ValidationError, of which `schema` speaks."""
    return cast("Model", _reader(cast("Any", model)).validate_python(table))


def read_shaped(model: type[Model], table: Mapping[str, Any], where: str) -> Model:
    """As `shaped`. Raises InputError with all that is wrong."""
    try:
        return shaped(model, table)
    except ValidationError as error:
        raise InputError(list(schema_faults(error, table, where, model))) from None


@cache
def _reader(model: Any) -> TypeAdapter[Any]:
    return TypeAdapter(model)
