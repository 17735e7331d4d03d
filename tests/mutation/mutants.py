"""Editions with one thing changed: a place of a rule, a day of a window, a limit or a sector of the size standard."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

from jinshan_cli.core.policy import KINDS, Benefit, Edition, Rule
from jinshan_cli.core.rules.nodes import Condition, Named, Node, Quantity, children
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.files.disk.shaped import shaped

from .changes import changes, with_child

DAY = timedelta(1)


@dataclass(frozen=True)
class Mutant:
    """A changed edition; `place` is a benefit, a named condition, a derived fact or a sector of the size standard."""

    place: str
    change: str
    edition: Edition


def mutants(edition: Edition) -> Iterator[Mutant]:
    """Every mutant, each with a name of its own: the second of two like changes is called `… #2`."""
    seen: Counter[tuple[str, str]] = Counter()
    for mutant in _mutants(edition):
        name = (mutant.place, mutant.change)
        seen[name] += 1
        yield replace(mutant, change=f"{mutant.change} #{seen[name]}") if seen[name] > 1 else mutant


def _mutants(edition: Edition) -> Iterator[Mutant]:
    for policy in edition.policies:
        for benefit in policy.benefits:
            yield from _of_rule(edition, benefit.id)
            yield from _of_window(edition, benefit)
    yield from _of_conditions(edition)
    yield from _of_derivations(edition)
    yield from _of_sizes(edition)


def _of_rule(edition: Edition, benefit: str) -> Iterator[Mutant]:
    rule = edition.rules[benefit]
    for field in ("when", "amount"):
        node = cast("Node | None", getattr(rule, field))
        for change in changes(node, edition.facts) if node is not None else ():
            changed = Rule(cast("Condition", change.whole), rule.amount)
            if field == "amount":
                changed = Rule(rule.when, cast("Quantity", change.whole))
            rules = {**edition.rules, benefit: changed}
            yield Mutant(benefit, f"{field}: {change.words}", replace(edition, rules=rules))


def _of_window(edition: Edition, benefit: Benefit) -> Iterator[Mutant]:
    """Each stated day moved by one and left out; the kind, which decides the total it counts in."""
    for part, window in (("period", benefit.period), ("claim", benefit.claim)):
        for field in ("starts", "ends") if window else ():
            day = cast("date | None", getattr(window, field))
            for other in (day - DAY, day + DAY, None) if day else ():
                changed = replace(cast("Any", window), **{field: other}) if window else None
                yield Mutant(benefit.id, f"{part} {field}: {day} → {other}", _with(edition, benefit, **{part: changed}))
    for kind in KINDS:
        if kind != benefit.kind:
            yield Mutant(benefit.id, f"kind: {benefit.kind} → {kind}", _with(edition, benefit, kind=kind))


def _with(edition: Edition, benefit: Benefit, **update: Any) -> Edition:
    changed = replace(benefit, **update)
    policies = tuple(
        replace(policy, benefits=tuple(changed if one is benefit else one for one in policy.benefits))
        if benefit in policy.benefits
        else policy
        for policy in edition.policies
    )
    return replace(edition, policies=policies)


def _of_conditions(edition: Edition) -> Iterator[Mutant]:
    for name, named in edition.conditions.items():
        for change in changes(named.condition, edition.facts):
            other = Named(name, named.label, cast("Condition", change.whole))
            rules = {
                benefit: Rule(
                    cast("Condition", _replaced(rule.when, other)),
                    None if rule.amount is None else cast("Quantity", _replaced(rule.amount, other)),
                )
                for benefit, rule in edition.rules.items()
            }
            yield Mutant(name, f"rule: {change.words}", replace(edition, rules=rules))


def _replaced(node: Node, named: Named) -> Node:
    if isinstance(node, Named):
        return named if node.name == named.name else node
    for place, child in enumerate(children(node)):
        node = with_child(node, place, _replaced(child, named))
    return node


def _of_derivations(edition: Edition) -> Iterator[Mutant]:
    for key, condition in edition.derivations.items():
        for change in changes(condition, edition.facts):
            derivations = {**edition.derivations, key: cast("Condition", change.whole)}
            yield Mutant(key, f"derive: {change.words}", replace(edition, derivations=derivations))


@dataclass(frozen=True)
class _Standard:
    """The size standard as a table, of which one row can be changed."""

    edition: Edition
    table: dict[str, Any]

    def mutant(self, number: int, words: str, row: dict[str, Any], place: str = "") -> Mutant:
        rows = self.table["rows"]
        changed = {**self.table, "rows": (*rows[:number], row, *rows[number + 1 :])}
        sizes = shaped(SizeStandard, changed)
        return Mutant(place or "、".join(row["sectors"]), words, replace(self.edition, sizes=sizes))


def _of_sizes(edition: Edition) -> Iterator[Mutant]:
    """Each limit one fen or person off, each indicator left out, each sector taken out or put in another row."""
    assert edition.sizes is not None
    standard = _Standard(edition, asdict(edition.sizes))
    outside = [key for key in edition.facts[edition.sizes.by].option_keys if key not in edition.sizes.row_of]
    for number, row in enumerate(standard.table["rows"]):
        for words, other in _of_row(row):
            yield standard.mutant(number, words, other)
        for sector in row["sectors"]:
            kept = tuple(one for one in row["sectors"] if one != sector)
            yield standard.mutant(number, f"sectors: without {sector}", {**row, "sectors": kept}, sector)
        for sector in outside:
            other = {**row, "sectors": (*row["sectors"], sector)}
            yield standard.mutant(number, f"sectors: with {sector}", other)


def _of_row(row: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for fact, limits in row["limits"].items():
        for place, limit in enumerate(limits):
            for other in _limits_beside(limit):
                changed = (*limits[:place], other, *limits[place + 1 :])
                yield f"{fact}: {limit} → {other}", {**row, "limits": {**row["limits"], fact: changed}}
        if len(row["limits"]) > 1:
            yield f"without {fact}", {**row, "limits": {key: one for key, one in row["limits"].items() if key != fact}}


def _limits_beside(limit: int | str) -> tuple[int | str, int | str]:
    if isinstance(limit, int):
        return limit - 1, limit + 1
    yuan = int(limit.removesuffix("万")) * 10_000
    return f"{yuan - 1}.99", f"{yuan}.01"
