"""Four tables of a data folder to an `Edition`: read, checked as a whole, every fault at once."""

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from jinshan_cli.core.activity import Activity, ActivityTable
from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.edition.named import CrossCheck
from jinshan_cli.core.errors import EditionError, Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.policy import Edition, Policy, Rule
from jinshan_cli.core.rules.circles import circle, say_circle
from jinshan_cli.core.rules.grammar import Scope, parse_amount, parse_condition, parse_quantity
from jinshan_cli.core.rules.nodes import And, Condition, Named, NamedQuantity, Parameter, Quantity
from jinshan_cli.core.rules.source import BrokenNameError, RuleError, parse_figure
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.sizes import SizeStandard
from jinshan_cli.core.written.voice import CHINESE, speaking, tell, voice
from jinshan_cli.files.disk.shaped import shaped
from jinshan_cli.files.disk.toml import read_toml
from jinshan_cli.files.edition import FILES
from jinshan_cli.files.edition.consistency import (
    activity_faults,
    amount_faults,
    fact_faults,
    policy_faults,
    size_faults,
)
from jinshan_cli.files.edition.places import placed
from jinshan_cli.files.edition.shapes import NO_TABLE, Broken, validated
from jinshan_cli.files.edition.spoken import POLICIES, speak, speak_as
from jinshan_cli.files.edition.standards import with_classes
from jinshan_cli.files.edition.written import PolicyTable, with_parameters

OPTIONAL = ("sizes.toml", "activities.toml")
NAMING = frozenset(("sizes.toml", "contacts", "combinations"))
"""places whose faults are about the names of facts and benefits"""
Parsed = TypeVar("Parsed")


def read_edition(folder: Path, parameters: Mapping[str, str]) -> Edition:
    """As `load_edition`, from the files."""
    faults: list[Fault] = []
    broken: list[Broken] = []
    tables = _read_tables(folder, faults)
    table = validated(PolicyTable, tables["policies.toml"], "policies.toml", faults, broken)
    facts = validated(Catalogue, with_classes(tables["facts.toml"], faults), "facts.toml", faults, broken)
    sizes = validated(SizeStandard, tables["sizes.toml"], "sizes.toml", faults, broken)
    activities = validated(ActivityTable, tables["activities.toml"], "activities.toml", faults, broken)
    activities = activities or ActivityTable()
    told, known = table or shaped(PolicyTable, NO_TABLE), facts or Catalogue(facts=())
    unsure = {name for each in broken for name in each.names()} | ({None} if table is None or facts is None else set())
    compiler = _Compiler(known, sizes, unsure)
    edition = compiler.edition(told if faults else with_parameters(told, parameters), activities)
    compiler.read(rule for each in broken for rule in each.rules())
    found = (
        *fact_faults(known, table),
        *size_faults(sizes, known),
        *policy_faults(told, known),
        *activity_faults(activities),
    )
    faults += [*(each for each in found if _is_sure(each, unsure)), *compiler.faults]
    if faults:
        raise EditionError(placed(faults, folder, FILES))
    return replace(edition, voice=voice())


def _is_sure(fault: Fault, unsure: Collection[str | None]) -> bool:
    """False of a fault that may only be there because what it is about could not be read."""
    names_others = not NAMING.isdisjoint(fault.where.split())
    return not (names_others and (None in unsure or fault.value in unsure))


def _read_tables(folder: Path, faults: list[Fault]) -> dict[str, dict[str, Any] | None]:
    speaking(CHINESE)
    if not folder.is_dir():
        expected = tell("文件夹里应有 policies.toml 和 facts.toml")
        raise EditionError([Fault(tell("找不到数据文件夹"), str(folder), expected=expected)])
    tables = {POLICIES: _read_speaking(folder, faults)}
    for name in FILES[1:]:
        absent = name in OPTIONAL and not os.path.lexists(folder / name)
        tables[name] = None if absent else _read(folder / name, faults)
    return tables


def _read_speaking(folder: Path, faults: list[Fault]) -> dict[str, Any] | None:
    """The main file of an edition, whose voice is in use from now on; None if it is no table. Adds every fault."""
    try:
        table = read_toml(folder / POLICIES)
    except InputError:
        speak_as(folder)
        return _read(folder / POLICIES, faults)  # refused again, in its words
    header = table.get("edition")
    try:
        speak(header if isinstance(header, dict) else {}, folder)
    except InputError as error:
        faults += error.faults
    return table


def _read(path: Path, faults: list[Fault]) -> dict[str, Any] | None:
    """The tables of a file; None if there is none. Adds every fault."""
    try:
        return read_toml(path)
    except InputError as error:
        faults += error.faults
        return None


class _Compiler:
    """Turns every rule into nodes, collecting faults."""

    def __init__(self, facts: Catalogue, sizes: SizeStandard | None, unsure: Collection[str | None]) -> None:
        self.facts, self.sizes, self.unsure = facts, sizes, {*unsure}
        self.conditions: dict[str, Named] = {}
        self.condition_names: Collection[str] = ()
        self.quantities: dict[str, Parameter | NamedQuantity] = {}
        self.faults: list[Fault] = []
        self._circles: dict[frozenset[str], str] = {}
        """names that lead round, and the words in which that was told: once for all of them"""
        self._read: dict[tuple[Callable[..., Any], str], Any] = {}
        """rules that say the same are one"""

    def edition(self, table: PolicyTable, activities: ActivityTable) -> Edition:
        self._name_quantities(table)
        rules = {name: named.rule for name, named in table.conditions.items()}
        for name, named in table.conditions.items():
            not_yet = partial(self._why_not_yet, rules, name)
            condition = self._parsed(parse_condition, named.rule, f"policies.toml conditions {name} rule", not_yet)
            # A broken one stands in as empty, so that the rules which use it are not blamed for it.
            self.conditions[name] = Named(name, named.label, condition or And(()))
        return Edition(
            header=table.edition,
            measures=table.measures,
            policies=tuple(self._policy(each) for each in sorted(table.policies, key=lambda each: each.number)),
            facts=self.facts,
            sizes=self.sizes,
            activities=tuple(sorted(activities.activities, key=lambda activity: activity.number)),
            conditions=self.conditions,
            rules=self._rules(table.policies),
            derivations=self._derivations(),
            suits=self._suits(activities.activities),
            parameters=table.parameters,
            quantities=self.quantities,
            checks=self._checks(table.checks),
            combinations=table.combinations,
            limits=self._limits(table.combinations),
        )

    def _policy(self, policy: Policy) -> Policy:
        """With the words of the options that its contacts are for."""
        contacts = tuple(each.labelled(self.facts) for each in policy.contacts)
        return replace(policy, contacts=contacts) if contacts else policy

    def _name_quantities(self, table: PolicyTable) -> None:
        """Parameters, then quantities, each of which may use those above it."""
        self.condition_names = table.conditions.keys()
        for name, figure in table.parameters.items():
            found = self._parsed(
                lambda text, _: parse_figure(text), figure.value, f"policies.toml parameters {name} value"
            )
            self._named(name, Parameter(name, figure.label, found) if found else None)
        amounts = {name: told.amount for name, told in table.quantities.items()}
        for name, told in table.quantities.items():
            not_yet, where = partial(self._why_not_yet, amounts, name), f"policies.toml quantities {name} amount"
            quantity = self._parsed(parse_quantity, told.amount, where, not_yet)
            self._named(name, NamedQuantity(name, told.label, quantity) if quantity else None)

    def _named(self, name: str, found: Parameter | NamedQuantity | None) -> None:
        """A broken one has no unit, so the rules which use it are looked at without it."""
        if found is None:
            self.unsure.add(name)
        else:
            self.quantities[name] = found

    def _why_not_yet(self, texts: Mapping[str, str], name: str, used: str) -> str:
        """Why the text of a name cannot use another of these names: it stands below, or leads back."""
        if used not in texts:
            return tell("{used} 是条件，数里不能引用条件的名称", used=used) if used in self.condition_names else ""
        if found := circle(name, texts):
            told = tell("互相引用，成了一圈：{circle}", circle=say_circle(found))
            return self._circles.setdefault(frozenset(found), told)
        return tell("{used} 在后面才定义，请移到前面", used=used)

    def _checks(self, checks: Iterable[CrossCheck]) -> tuple[tuple[Condition, str], ...]:
        found = (
            (self._parsed(parse_condition, check.when, f"policies.toml checks [{i}] when"), check.text)
            for i, check in enumerate(checks, 1)
        )
        return tuple((condition, text) for condition, text in found if condition is not None)

    def _limits(self, combinations: Iterable[Combination]) -> dict[int, Quantity]:
        limits: dict[int, Quantity] = {}
        for place, combination in enumerate(combinations):
            if combination.amount is not None:
                where = f"policies.toml combinations [{place + 1}] amount"
                limit = self._parsed(parse_amount, combination.amount, where)
                self.faults += amount_faults(limit, where) if limit else ()
                limits |= {place: limit} if limit else {}
        return limits

    def _parsed(
        self, parse: Callable[[str, Scope], Parsed], text: str, where: str, not_yet: Callable[[str], str] = lambda _: ""
    ) -> Parsed | None:
        if (parse, text) not in self._read:
            try:
                found = parse(text, Scope(self.facts, self.conditions, self.quantities, not_yet, self.unsure))
            except RuleError as error:
                for each in (error, *error.others):
                    if isinstance(each, BrokenNameError):
                        continue
                    what = tell("规则有误：{what}", what=each.what)
                    if each.what not in self._circles.values() or what not in (fault.what for fault in self.faults):
                        self.faults.append(Fault(what, where, closest=each.closest, excerpt=each.caret))
                return None
            self._read[parse, text] = found
        return cast("Parsed", self._read[parse, text])

    def read(self, rules: Iterable[tuple[str, str, str]]) -> None:
        """Looks at rules whose rows have not their shape: field, text, place."""
        for field, text, where in rules:
            self._parsed(parse_amount if field == "amount" else parse_condition, text, where)

    def _rules(self, policies: Iterable[Policy]) -> dict[str, Rule]:
        rules = {}
        for policy, benefit in ((each, benefit) for each in policies for benefit in each.benefits):
            where = tell("policies.toml 第 {number} 项 {id}", number=policy.number, id=benefit.id)
            when = self._parsed(parse_condition, benefit.when, f"{where} when")
            amount = None
            if benefit.amount is not None:
                amount = self._parsed(parse_amount, benefit.amount, f"{where} amount")
                self.faults += amount_faults(amount, f"{where} amount") if amount else ()
            if when is not None:
                rules[benefit.id] = Rule(when, amount)
        return rules

    def _derivations(self) -> dict[str, Condition]:
        derivations = {}
        derived = {fact.key: fact.derive for fact in self.facts if fact.derive is not None}
        for fact in self.facts:
            if fact.derive is None:
                continue
            where = f"facts.toml {fact.key} derive"
            condition = self._parsed(parse_condition, fact.derive, where)
            if condition is None:
                continue
            if not_asked := self._derived_among(fact_keys(condition)):
                found = circle(fact.key, derived)
                what = tell("推算互相引用，成了一圈") if found else tell("推算只能依据直接填报的指标")
                if not found or frozenset(found) not in self._circles:
                    self.faults.append(Fault(what, where, say_circle(found) or not_asked))
                self._circles.setdefault(frozenset(found), what)
            derivations[fact.key] = condition
        return derivations

    def _derived_among(self, keys: set[str]) -> str:
        derived = {fact.key for fact in self.facts if fact.derive} | ({self.sizes.fact} if self.sizes else set())
        return tell("、").join(self.facts.in_order(keys & derived))

    def _suits(self, activities: Iterable[Activity]) -> dict[int, Condition]:
        told = {each.number: each.when for each in activities if each.when is not None}
        found = {
            key: self._parsed(parse_condition, told[key], tell("activities.toml 第 {number} 项 when", number=key))
            for key in told
        }
        return {key: condition for key, condition in found.items() if condition is not None}
