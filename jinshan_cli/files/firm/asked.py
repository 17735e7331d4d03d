"""Who asked what of a firm, when and by which table: the `[[asked]]` of its file, beside the code of social credit."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.facts import Catalogue, Within

CODE, ASKED = "code", "asked"
LONGEST = 200
"""letters of a code or a name"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit: what was answered in it."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    on: date
    """the day it was asked, whichever day the result was worked out for"""
    edition: str
    """id of the table that asked"""
    by: Annotated[str, Within(max_length=LONGEST)] = ""
    """who asked; empty: it was not said"""
    answers: tuple[str, ...] = ()
    """keys of the facts that were answered: of those in several visits the last counts"""


@dataclass(frozen=True, kw_only=True)
class _Log:
    code: Annotated[str, Within(max_length=LONGEST)] = ""
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
    log = _read_log({key: table[key] for key in own & table.keys()}, where)
    known = {key for visit in log.asked for key in visit.answers}
    rest = {key: value for key, value in table.items() if key not in own}
    gone = {key: value for key, value in rest.items() if key in known and facts.find(key) is None}
    return FirmParts({key: value for key, value in rest.items() if key not in gone}, log.code.strip(), log.asked, gone)


def _read_log(table: Mapping[str, Any], where: str) -> _Log:
    if not table:
        return _Log()
    from jinshan_cli.files.disk.shaped import read_shaped  # pydantic, for the few files that tell of visits

    return read_shaped(_Log, table, where)


def visit_tables(visits: Iterable[Visit]) -> dict[str, Any]:
    """Visits as TOML has them; empty if there was none."""
    tables = [_visit_table(visit) for visit in visits]
    return {ASKED: tables} if tables else {}


def _are_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _visit_table(visit: Visit) -> dict[str, Any]:
    by = {"by": visit.by} if visit.by else {}
    return {"on": visit.on, "edition": visit.edition, **by, "answers": list(visit.answers)}
