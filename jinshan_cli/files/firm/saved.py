"""A result saved by `match --json` back to an outcome: checked as strictly as anything else that comes in."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jinshan_cli.core.combining.combination import Bound, Combination, How
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.outcome import MARK, Outcome, SaidFact, Standing, Total, total_of
from jinshan_cli.core.policy import KINDS, Kind, Status
from jinshan_cli.core.timing import Moment, Report, Reported, Timing
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.schema import schema_faults

LARGEST = 8 * 2**20
"""bytes of a saved result"""
_HOW = "请用 jinshan match … --json 或 -o 结果.json 保存的结果"
_Yuan = Annotated[Decimal, Field(ge=0, max_digits=24, decimal_places=2, allow_inf_nan=False)]


class _Record(BaseModel):
    """A part of the contract's JSON; keys that a comparison does not need are left alone."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class _Amount(_Record):
    low: _Yuan
    high: _Yuan | None


class _Reported(_Record):
    kind: Report
    starts: date | None
    ends: date | None
    text: str
    citation: str
    timing: Timing


class _Benefit(_Record):
    id: str
    title: str
    kind: Kind
    status: Status
    timing: Timing
    reported: tuple[_Reported, ...] = ()
    suspended: str | None = None
    amount: _Amount | None


class _Policy(_Record):
    number: int
    benefits: tuple[_Benefit, ...]


class _Firm(_Record):
    name: str = ""
    facts: dict[str, Any] = {}
    derived: dict[str, Any] = {}
    defaults: dict[str, Any] = {}


class _Combination(_Record):
    kind: How
    benefits: tuple[str, ...]
    limit: _Amount | None = None


class _Totals(_Record):
    """By kind; None of a result that has none."""

    grant: _Amount | None = None
    relief: _Amount | None = None
    refund: _Amount | None = None
    finance: _Amount | None = None


class SavedResult(_Record):
    """A result as `--json` writes it, as far as it is read again."""

    edition: str
    as_of: date
    firm: _Firm
    totals: _Totals = _Totals()
    untold: tuple[Kind, ...] = ()
    combinations: tuple[_Combination, ...] = ()
    policies: tuple[_Policy, ...]


def read_outcome(path: Path, facts: Catalogue) -> Outcome:
    """The outcome that a saved result holds, its facts in the catalogue's words. Raises InputError."""
    result = read_saved(path)
    standings = tuple(_standing(policy, benefit) for policy in result.policies for benefit in policy.benefits)
    _check_unique(path, [standing.id for standing in standings])
    totals = {kind: _total(kind, standings, result) for kind in KINDS}
    return Outcome(result.edition, result.as_of, result.firm.name, _facts(result.firm, facts), standings, totals)


def read_saved(path: Path) -> SavedResult:
    """A saved result as it stands. Raises InputError."""
    table = _parse(path)
    try:
        return SavedResult.model_validate(table)
    except ValidationError as error:
        found = list(schema_faults(error, table, str(path), SavedResult))
        raise InputError([Fault(tell("不是 match 的结果"), str(path), expected=tell(_HOW)), *found[:3]]) from None


def _total(kind: Kind, standings: Iterable[Standing], result: SavedResult) -> Total:
    """The sum as it was saved; worked out from each amount alone where the result has none."""
    due = ((each.number, each.id, each.amount) for each in standings if each.kind == kind and each.is_due)
    told: _Amount | None = getattr(result.totals, kind)
    found = total_of(due, tuple(map(_bound, result.combinations)), None if told is None else _interval(told))
    return replace(found, combined=(), is_untold=kind in result.untold)


def _bound(told: _Combination) -> Bound:
    return Bound(
        Combination(kind=told.kind, benefits=told.benefits), None if told.limit is None else _interval(told.limit)
    )


def _parse(path: Path) -> dict[str, Any]:
    content = read_bytes(path, LARGEST)
    try:
        table = json.loads(content.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise InputError([Fault(tell("不是 UTF-8 文字"), str(path), expected=tell(_HOW))]) from None
    except json.JSONDecodeError as error:
        where = tell("{path} 第 {lineno} 行第 {colno} 列", path=path, lineno=error.lineno, colno=error.colno)
        raise InputError([Fault(tell("不是有效的 JSON"), where, expected=tell(_HOW))]) from None
    except (RecursionError, ValueError):
        raise InputError(
            [Fault(tell("嵌套过深或数字过长，不是 match 的结果"), str(path), expected=tell(_HOW))]
        ) from None
    if not isinstance(table, dict):
        raise InputError([Fault(tell("不是 match 的结果，而是一张清单"), str(path), expected=tell(_HOW))])
    return table


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def _standing(policy: _Policy, benefit: _Benefit) -> Standing:
    amount = None if benefit.amount is None else _interval(benefit.amount)
    return Standing(policy.number, benefit.id, benefit.title, benefit.kind, benefit.status, _moment(benefit), amount)


def _moment(benefit: _Benefit) -> Moment:
    reported = tuple(Reported(**each.model_dump()) for each in benefit.reported)
    return Moment(benefit.timing, reported, benefit.suspended or "")


def _interval(amount: _Amount) -> Interval:
    return Interval(int(amount.low * 100), None if amount.high is None else int(amount.high * 100))


def _check_unique(path: Path, ids: list[str]) -> None:
    twice = sorted({key for key in ids if ids.count(key) > 1})
    if twice:
        raise InputError(
            [Fault(tell("同一项出现两次，不是 match 的结果"), str(path), tell("、").join(twice), tell(_HOW))]
        )


def _facts(firm: _Firm, facts: Catalogue) -> dict[str, SaidFact]:
    marks: tuple[tuple[Mapping[str, Any], str], ...] = (
        (firm.facts, MARK["stated"]),
        ({} if _is_person(firm, facts) else firm.derived, MARK["derived"]),
        (firm.defaults, MARK["default"]),
    )
    told = {key: (value, mark) for table, mark in marks for key, value in table.items() if value is not None}
    in_order = (*facts.in_order(set(told)), *(key for key in told if key not in facts))
    return {
        key: SaidFact(facts[key].label if key in facts else key, _words(key, *told[key], facts)) for key in in_order
    }


def _is_person(firm: _Firm, facts: Catalogue) -> bool:
    """True if who it is of is surely a natural person, of whom nothing that firms are is told."""
    told = firm.facts.get(facts.who.key) if facts.who else None
    keys = told if isinstance(told, list) else [told]
    persons = {option.key for option in facts.who.options if option.person} if facts.who else set()
    return told is not None and persons.issuperset(keys)


def _words(key: str, value: Any, mark: str, facts: Catalogue) -> str:
    if key not in facts:
        return f"{value}{mark}"
    parts = value if isinstance(value, list) else [value]
    return tell("或").join(_say(facts[key], part) for part in parts) + mark


def _say(fact: Fact, value: Any) -> str:
    """A value as the screens say it; one that the catalogue does not have is shown as it was found."""
    scale = int(10**fact.places)
    try:
        match value:
            case bool() | str():
                return say_known(fact, value)
            case {"low": low, "high": high}:
                return say_known(fact, Interval(_scaled(low, scale), None if high is None else _scaled(high, scale)))
            case int() | Decimal():
                return say_known(fact, Interval.point(_scaled(value, scale)))
    except (KeyError, ValueError, ArithmeticError, TypeError):
        pass
    return str(value)


def _scaled(number: int | Decimal, scale: int) -> int:
    scaled = number * scale
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(number)
    return whole
