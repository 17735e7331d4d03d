"""The firm of a saved result: what it was worked out from, to be worked out again."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError, Refusal
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.choices import either_of
from jinshan_cli.core.written.values import read
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.firm.saved import read_saved


@dataclass(frozen=True, slots=True)
class SavedFirm:
    """The firm, and by which table and on which day it was judged."""

    firm: Firm
    edition: str
    as_of: date
    unknown: tuple[str, ...]
    """keys of facts that the catalogue does not have"""


def reopen(path: Path, facts: Catalogue) -> SavedFirm:
    """Reads a result that `match` or `ask` saved. Raises InputError with every value that cannot be taken."""
    saved = read_saved(path)
    known: dict[str, Value] = {}
    faults = []
    for key, told in saved.firm.facts.items():
        if key in facts and told is not None:
            try:
                known[key] = _value(facts[key], told)
            except (Refusal, KeyError, TypeError, ValueError):
                faults.append(Fault(tell("无法识别的值"), f"{path} {key}", str(told)))
    if faults:
        raise InputError(faults)
    unknown = tuple(key for key in saved.firm.facts if key not in facts)
    return SavedFirm(Firm(saved.firm.name, known), saved.edition, saved.as_of, unknown)


def _value(fact: Fact, told: Any) -> Value:
    """The value that `--json` wrote. Raises Refusal, KeyError, TypeError, ValueError."""
    match told:
        case {"low": low, "high": high}:
            return Interval(_end(fact, low) or 0, _end(fact, high))
        case list():
            if not told or any(option not in fact.option_keys for option in told):
                raise ValueError(told)
            return either_of(fact, told)
        case bool() if fact.type == "flag":
            return told
        case str() if fact.options:
            return fact.option(told).key
        case int() | Decimal() | str() if fact.is_number and not isinstance(told, bool):
            return Interval.point(_end(fact, told) or 0)
    raise TypeError(told)


def _end(fact: Fact, told: int | Decimal | str | Mapping[str, Any] | None) -> int | None:
    if told is None:
        return None
    found = read(fact, format(told, "f") if isinstance(told, Decimal) else str(told))
    if not isinstance(found, Interval) or not found.is_point:
        raise ValueError(told)
    return int(found.low or 0)
