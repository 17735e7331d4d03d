"""Who asked what of a firm, when and by which table: the `[[asked]]` of its file, beside the code of social credit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.files.disk.schema import schema_faults

CODE, ASKED = "code", "asked"
LONGEST = 200
"""letters of a code or a name"""


class Visit(BaseModel):
    """One visit: what was answered in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: date
    """the day it was asked, whichever day the result was worked out for"""
    edition: str
    """id of the table that asked"""
    by: Annotated[str, Field(max_length=LONGEST)] = ""
    """who asked; empty: it was not said"""
    answers: tuple[str, ...] = ()
    """keys of the facts that were answered: of those in several visits the last counts"""


class _Log(BaseModel):
    model_config = ConfigDict(frozen=True)

    code: Annotated[str, Field(max_length=LONGEST)] = ""
    asked: tuple[Visit, ...] = ()


@dataclass(frozen=True, slots=True)
class FirmParts:
    """A firm's file taken apart."""

    facts: Mapping[str, Any]
    """its name and facts, as TOML has them"""
    code: str = ""
    """of social credit"""
    visits: tuple[Visit, ...] = ()
    gone: Mapping[str, Any] = field(default_factory=dict)
    """what a visit was told and the catalogue does not ask: facts of another table"""


def take_apart(table: Mapping[str, Any], facts: Catalogue, where: str) -> FirmParts:
    """What a firm's file has. Raises InputError if what it says of visits is not as it should be.

    A catalogue may itself have a fact of the name `code`, or `asked`: then it is that, unless it is a list of visits.
    """
    own = {CODE} - set(facts.by_key)
    own |= {ASKED} if ASKED not in facts or _are_tables(table.get(ASKED)) else set()
    try:
        log = _Log.model_validate({key: table[key] for key in own & table.keys()})
    except ValidationError as error:
        raise InputError(list(schema_faults(error, table, where, _Log))) from None
    known = {key for visit in log.asked for key in visit.answers}
    rest = {key: value for key, value in table.items() if key not in own}
    gone = {key: value for key, value in rest.items() if key in known and facts.find(key) is None}
    return FirmParts({key: value for key, value in rest.items() if key not in gone}, log.code.strip(), log.asked, gone)


def visit_tables(visits: Iterable[Visit]) -> dict[str, Any]:
    """Visits as TOML has them; empty if there was none."""
    tables = [{**visit.model_dump(exclude_defaults=True), "answers": list(visit.answers)} for visit in visits]
    return {ASKED: tables} if tables else {}


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)
