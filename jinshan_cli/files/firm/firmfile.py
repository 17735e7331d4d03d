"""A firm as a TOML file: read with every fault at once, written so that a person can edit it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, InputError, Refusal, closest, shown
from jinshan_cli.core.facts import Catalogue, Fact, fold
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.written.values import read, write
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.titles.naming import find_fact
from jinshan_cli.files.lists.titles.who import NAMES

LARGEST = 256 * 1024
"""bytes of a firm file"""
LONGEST_NAME = 200
_PAST_ANY = 10**20
"""stands for every number that is larger: Python writes none of thousands of digits"""
Written = str | int | bool | list[str]
"""as TOML has it"""
MOST_GUESSES = 50
"""faults of a file beyond which no right name is looked for: that costs milliseconds each"""


def firm_of(table: Mapping[str, Any], facts: Catalogue, where: str) -> Firm:
    """A firm from keys and values as TOML gives them. Raises InputError with every fault."""
    return _read_table(_Reader(facts, where), table)


def _read_table(reader: "_Reader", table: Mapping[str, Any]) -> Firm:
    name = table.get("name", "")
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        reader.faults.append(
            Fault(
                tell("企业名称应是文字，不超过 {longest_name} 字", longest_name=LONGEST_NAME),
                f"{reader.where} name",
                shown(name),
            )
        )
    for key, written in table.items():
        if key != "name":
            reader.take(key, written)
    if reader.faults:
        raise InputError(reader.faults)
    return Firm(name, reader.known)


@dataclass(slots=True)
class _Reader:
    """Collects what is known and what is wrong."""

    facts: Catalogue
    where: str
    as_headers: bool = False
    """keys may be written as the headers of a list: with a unit"""
    known: dict[str, Value] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def find(self, key: str) -> tuple[Fact | None, int]:
        return find_fact(key, self.facts) if self.as_headers else (self.facts.find(key), 1)

    def take(self, key: str, written: Any) -> None:
        fact, scale = self.find(key)
        place = f"{self.where} {shown(key)}"
        if fact is None:
            near = _closest_key(key, self.facts) if len(self.faults) < MOST_GUESSES else ""
            self.faults.append(Fault(tell("不认识的键"), place, shown(written), tell("可用的键见 jinshan facts"), near))
        elif fact.key in self.known:
            self.faults.append(
                Fault(
                    tell("与另一个键重复，都指 {key}（{label}）", key=fact.key, label=fact.label), place, shown(written)
                )
            )
        else:
            try:
                value = read_written(fact, written, scale)
                if value is not None:
                    self.known[fact.key] = value
            except Refusal as refusal:
                self.faults.append(refused(refusal, place, shown(written)))


def read_written(fact: Fact, written: Any, scale: int = 1) -> Value | None:
    """A TOML value of a fact: text, number, boolean or a list of options, through the one value grammar.

    Raises Refusal.

    `scale`: as in `read`.
    """
    if fact.options and isinstance(written, list) and written and all(isinstance(option, str) for option in written):
        written = "|".join(written)
    elif isinstance(written, date) and fact.type == "date":
        written = written.isoformat()[:10]
    elif isinstance(written, bool):
        written = tell("是") if written else tell("否")
    elif isinstance(written, int):
        written = max(-_PAST_ANY, min(written, _PAST_ANY))
    if not isinstance(written, str | int):
        raise Refusal(tell("应是一个值，不能是表、列表或日期"), tell('例如 "3.2亿"、120、true'))
    return read(fact, str(written), scale)


def refused(refusal: Refusal, where: str, value: str) -> Fault:
    """A refused value as a fault."""
    return Fault(refusal.reason, where, value, refusal.expected, refusal.closest)


def read_settings(settings: Iterable[str], firm: Firm, facts: Catalogue, option: str = "--set") -> Firm:
    """A firm with `KEY=VALUE` settings laid over it, keys written as headers of a list are.

    Raises InputError with every fault.
    """
    table: dict[str, str] = {}
    faults = []
    reader = _Reader(facts, option, as_headers=True)
    for setting in settings:
        key, equals, written = setting.partition("=")
        key = key.strip()
        if not equals or not key:
            faults.append(
                Fault(tell("应写成 键=值"), option, setting, tell("例如 {option} sector=零售业", option=option))
            )
            continue
        key = "name" if fold(key) in NAMES and reader.find(key)[0] is None else key
        if key in table:
            faults.append(Fault(tell("同一个键写了两次"), f"{option} {shown(key)}", shown(written)))
        table[key] = written
    if faults:
        raise InputError(faults)
    changes = _read_table(reader, table)
    told = {fact.key for key in table if (fact := reader.find(key)[0])}
    kept = {key: value for key, value in firm.facts.items() if key not in told}
    return Firm(table.get("name", firm.name), {**kept, **changes.facts})


def firm_table(firm: Firm, facts: Catalogue) -> dict[str, Written]:
    """A firm as TOML keys and values, in catalogue order, that read back to the same firm."""
    table: dict[str, Written] = {"name": firm.name} if firm.name else {}
    for key in facts.in_order(set(firm.facts)):
        table[key] = _written(facts[key], firm.facts[key])
    return table


def _written(fact: Fact, value: Value) -> Written:
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return list(value)
    text = write(fact, value)
    return int(text) if text.isascii() and text.isdigit() else text


def _closest_key(key: str, facts: Catalogue) -> str:
    headings = (each for each in NAMES if each.endswith("名称"))
    if closest(key, ("name", tell("企业名称"), *headings), cutoff=0.8):
        return tell("name（企业名称）")
    near = facts.closest(key)
    fact = facts.find(near) if near else None
    return tell("{key}（{label}）", key=fact.key, label=fact.label) if fact else ""
