"""The columns of a dataframe, named by fact key, to the typed frame: expressions only, no row is looked at here.

A value that cannot be taken is unknown, and a flag says where.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Literal

import narwhals as nw
from narwhals.dtypes import DType

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue, Fact
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.frames.values import (
    is_given,
    options_columns,
    options_taken,
    place_columns,
    taken,
    type_wanted,
)

TAKEN, REFUSED = "<", "<?"
"""begin the names of the working columns of this module; no fact key does"""


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A column that tells of a fact."""

    name: str
    fact: Fact
    end: Literal["", "low", "high", "options"]
    """which end of a range it gives, or the options left of a choice; "" is the value itself"""


@dataclass(frozen=True, slots=True)
class TypedFrame:
    """How the typed frame is made."""

    present: frozenset[str]
    """keys of the facts that have columns, as the engine wants them"""
    stages: tuple[dict[str, nw.Expr], ...]
    refused: dict[str, str]
    """by fact key the column, of the last stage but one, that says in which rows its value could not be taken"""


def find_sources(names: Iterable[str], facts: Catalogue) -> tuple[FactColumn, ...]:
    """The columns that tell of facts. Raises InputError if names leave it open what they tell, or none does."""
    names = list(names)
    sources = [source for name in names if (source := _source(name, facts))]
    faults = [*_told_twice(sources), *_misnamed(names, sources, facts)]
    if not sources and not faults:
        keys = tell("、").join(fact.key for fact in facts.facts[:3])
        faults.append(
            Fault(
                tell("没有一列的列名是指标的键"),
                tell("、").join(names[:5]),
                expected=tell("如 {keys}，见 jinshan facts", keys=keys),
            )
        )
    if faults:
        raise InputError(faults)
    return tuple(sources)


def typed_columns(sources: Iterable[FactColumn], schema: Mapping[str, DType], given: str = "") -> TypedFrame:
    """The typed frame from columns of these types, whose names now begin with `given`.

    Raises InputError if a type can hold no value of its fact.
    """
    by_fact: dict[str, list[FactColumn]] = {}
    for source in sources:
        by_fact.setdefault(source.fact.key, []).append(source)
    if faults := [fault for told in by_fact.values() for each in told for fault in _type_faults(each, schema)]:
        raise InputError(faults)
    values: dict[str, nw.Expr] = {}
    refused: dict[str, nw.Expr] = {}
    columns: dict[str, nw.Expr] = {}
    for key, told in by_fact.items():
        for each in told:
            column = nw.col(given + each.name)
            is_several = each.end == "options"
            values[TAKEN + each.name] = (
                options_taken(each.fact, column) if is_several else taken(each.fact, column, schema[each.name])
            )
        refused[REFUSED + key] = _is_refused(told, schema, given)
        columns |= _columns(told)
    flags = {key: REFUSED + key for key in by_fact}
    several = {key + SEVERAL for key, told in by_fact.items() if told[0].end == "options" or told[0].fact.default}
    return TypedFrame(frozenset(by_fact) | several, (values, refused, columns), flags)


def _source(name: str, facts: Catalogue) -> FactColumn | None:
    if name in facts:
        return FactColumn(name, facts[name], "")
    key, _, end = name.rpartition("_")
    fact = facts.by_key.get(key)
    if fact is not None and fact.is_number and end in ("low", "high"):
        return FactColumn(name, fact, "low" if end == "low" else "high")
    return FactColumn(name, fact, "options") if fact is not None and fact.options and end == "options" else None


def _told_twice(sources: list[FactColumn]) -> list[Fault]:
    single = {source.fact.key for source in sources if not source.end}
    return [
        Fault(
            tell("与 {key} 列说的是同一指标", key=source.fact.key),
            source.name,
            expected=tell("只留一种：确数一列，或上下限两列；选项一列，或可能的选项一列"),
        )
        for source in sources
        if source.end and source.fact.key in single
    ]


def _misnamed(names: list[str], sources: list[FactColumn], facts: Catalogue) -> list[Fault]:
    """A label or alias would be carried in silence, while its fact counts as unknown."""
    told = {source.fact.key for source in sources}
    found = ((name, facts.find(name)) for name in names if name not in facts)
    return [
        Fault(tell("列名应写指标的键"), name, expected=tell("改名为 {key}", key=fact.key))
        for name, fact in found
        if fact is not None and fact.key not in told
    ]


def _type_faults(source: FactColumn, schema: Mapping[str, DType]) -> Iterable[Fault]:
    dtype = schema[source.name]
    if wanted := type_wanted(source.fact, dtype):
        yield Fault(tell("{label}一列的类型不对", label=source.fact.label), source.name, str(dtype), wanted)


def _is_refused(told: list[FactColumn], schema: Mapping[str, DType], given: str) -> nw.Expr:
    """Where a fact's columns hold something that is no value, or a range from more to less."""
    flags = [
        is_given(each.fact, nw.col(given + each.name), schema[each.name]) & nw.col(TAKEN + each.name).is_null()
        for each in told
    ]
    ends = {each.end: nw.col(TAKEN + each.name) for each in told}
    if len(ends) > 1:
        flags.append((ends["low"] > ends["high"]).fill_null(False))
    return reduce(or_, flags)


def _columns(told: list[FactColumn]) -> dict[str, nw.Expr]:
    """The typed frame's columns of one fact."""
    fact, ends = told[0].fact, {each.end: nw.col(TAKEN + each.name) for each in told}
    key, refused = fact.key, nw.col(REFUSED + fact.key)
    if "options" in ends:
        return options_columns(fact, ends["options"], refused)
    if fact.default:
        return place_columns(fact, ends[""], refused)
    if not fact.is_number:
        return {key: ends[""]}
    low, high = (ends.get(end, ends.get("")) for end in ("low", "high"))
    good = ~refused
    nought, unlimited = (nw.lit(number, dtype=nw.Int64) for number in (0, None))
    return {
        f"{key}__low": nought if low is None else nw.when(good).then(low).fill_null(0),
        f"{key}__high": unlimited if high is None else nw.when(good).then(high),
    }
