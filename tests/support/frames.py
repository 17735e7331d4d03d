"""Random firms that crowd the thresholds of an edition, full of holes and ranges, and firms as a typed frame."""

from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import polars as pl

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm, Value, options_in
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import Constant, Day, Node
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.written.choices import either_of

LIMIT = {"count": 10**15, "money": 10**17, "percent": 10**17, "date": date.max.toordinal()}
"""the largest number a reader takes, in persons, fen, hundredths of a per cent, days"""


def typed_frame(firms: Sequence[Firm], facts: Iterable[Fact]) -> pl.DataFrame:
    """What `files` makes of firms: a row each, with columns for these facts."""
    columns = [pl.Series("row", range(1, len(firms) + 1), dtype=pl.Int64)]
    for fact in facts:
        values = [firm.facts.get(fact.key) for firm in firms]
        if fact.is_number:
            columns += _ends(fact.key, values)
        elif fact.type == "flag":
            columns.append(pl.Series(fact.key, values, dtype=pl.Boolean))
        else:
            codes = [fact.option_keys.index(value) if isinstance(value, str) else None for value in values]
            columns.append(pl.Series(fact.key, codes, dtype=pl.Int8))
            columns += _options(fact, values) if has_several(fact, firms) else ()
    return pl.DataFrame(columns)


def has_several(fact: Fact, firms: Iterable[Firm]) -> bool:
    """True if some firm leaves several options of a choice."""
    return any(isinstance(firm.facts.get(fact.key), tuple) for firm in firms)


def _options(fact: Fact, values: Sequence[Any]) -> Iterator[pl.Series]:
    unknown = (fact.default,) if fact.default else fact.option_keys
    for option in fact.option_keys:
        possible = [option in (options_in(value) or unknown) for value in values]
        yield pl.Series(f"{fact.key}__{option}", possible, dtype=pl.Boolean)


def _ends(key: str, values: Iterable[Any]) -> list[pl.Series]:
    known = [value or Interval(0, None) for value in values]
    lows = pl.Series(f"{key}__low", [interval.low for interval in known], dtype=pl.Int64)
    return [lows, pl.Series(f"{key}__high", [interval.high for interval in known], dtype=pl.Int64)]


class FirmMaker:
    """Makes firms whose numbers lie on, just below and just above whatever the edition compares with."""

    def __init__(self, edition: Edition, random: Random) -> None:
        self.edition, self.random = edition, random
        self.numbers = {kind: sorted(_telling_numbers(edition, kind)) for kind in LIMIT}

    def firm(self, absent: Container[str] = ()) -> Firm:
        """A firm of which any share of the facts is told, but none of the absent ones."""
        share = self.random.random()
        told = (fact for fact in self.edition.facts if self.random.random() < share and fact.key not in absent)
        return Firm("", {fact.key: self.value(fact) for fact in told})

    def value(self, fact: Fact) -> Value:
        """A value of a fact: for a number often exact, else a range, a bound, or yes but how much."""
        if fact.type == "flag":
            return self.random.random() < 0.6
        if fact.type == "choice":
            several = self.random.sample(fact.option_keys, self.random.choice((1, 1, 1, 2)))
            return either_of(fact, several)
        low, high = sorted(self.random.choices(self.numbers[fact.type], k=2))
        if fact.type == "date":
            spans = [Interval(low, high), Interval(low, None), Interval(0, high)]
            return self.random.choice([*[Interval(low, low)] * 4, *spans])
        ranges = [Interval(low, low)] * 6 + [Interval(low, high)] * 2
        return self.random.choice([*ranges, Interval(low, None), Interval(1, None), Interval(0, 0)])


def _telling_numbers(edition: Edition, kind: str) -> set[int]:
    if kind == "date":
        days = {found.day.toordinal() for node in _rules(edition) for found in walk(node) if isinstance(found, Day)}
        near = {day + step for day in days for step in (-366, -365, -31, -28, -1, 0, 1, 28, 31, 365)}
        return {1, LIMIT["date"], *near}
    if kind == "percent":
        return {0, 1, 250, 499, 500, 501, 1000, 12345}
    near = {0, 1, LIMIT[kind] - 1, LIMIT[kind]}
    for number in (*_constants(edition, kind == "money"), *_limits(edition, kind)):
        near |= {number - 1, number, number + 1, number // 2, number // 20, number * 2}
    return {number for number in near if 0 <= number <= LIMIT[kind]}


def _constants(edition: Edition, money: bool) -> Iterator[int]:
    for node in _rules(edition):
        yield from (int(found.number) for found in walk(node) if isinstance(found, Constant) and found.money == money)


def _rules(edition: Edition) -> Iterator[Node]:
    rules = [part for rule in edition.rules.values() for part in (rule.when, rule.amount) if part is not None]
    yield from (*rules, *edition.derivations.values())


def _limits(edition: Edition, kind: str) -> Iterator[int]:
    for row in edition.sizes.rows if edition.sizes else ():
        for key, limits in row.thresholds.items():
            if edition.facts[key].type == kind:
                yield from limits
