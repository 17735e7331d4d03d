"""A row of a list as a firm: what `FirmBlock` has in columns, as the scalar engine takes it."""

from collections.abc import Iterator, Mapping
from typing import Any

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.choices import either_of
from jinshan_cli.files.lists.cells.who_column import NAME
from jinshan_cli.files.lists.firms import FirmBlock


def firms_of(block: FirmBlock, facts: Catalogue) -> Iterator[tuple[int, Firm]]:
    """Each firm of a block with its row; what its row does not tell is unknown."""
    for row in block.frame.iter_rows(named=True):
        known = ((fact.key, _value(fact, row)) for fact in facts)
        yield row["row"], Firm(row.get(NAME) or "", {key: value for key, value in known if value is not None})


def _value(fact: Fact, row: Mapping[str, Any]) -> Value | None:
    if fact.is_number:
        low, high = row.get(f"{fact.key}__low") or 0, row.get(f"{fact.key}__high")
        return None if high is None and not low else Interval(low, high)
    told = row.get(fact.key)
    if fact.type == "flag":
        return None if told is None else bool(told)
    if told is not None:
        return fact.option_keys[int(told)]
    several = [option for option in fact.option_keys if row.get(f"{fact.key}{SEVERAL}{option}")]
    unstated = [fact.default] if fact.default else list(fact.option_keys)
    return either_of(fact, several) if several and several != unstated else None
