"""A row of an edition's table as a plain record: the keys and values that it has in TOML."""

from dataclasses import Field, fields
from datetime import date
from typing import Any

from jinshan_cli.core.facts import DataModel


def row_record(row: DataModel, *, defaults: bool = True) -> dict[str, Any]:
    """A row of a table as it is written; `defaults`: with what is not written."""
    told = {each.name: getattr(row, each.name) for each in fields(row) if defaults or not _is_default(row, each)}
    return {name: _written(value, defaults) for name, value in told.items()}


def _is_default(row: DataModel, field: Field[Any]) -> bool:
    return bool(getattr(row, field.name) == field.default)


def _written(value: Any, defaults: bool) -> Any:
    if isinstance(value, DataModel):
        return row_record(value, defaults=defaults)
    if isinstance(value, tuple):
        return [_written(each, defaults) for each in value]
    return value.isoformat() if isinstance(value, date) else value
