"""A data folder to an `Edition`: four tables, checked as a whole, every fault at once."""

import os
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import ValidationError

from jinshan_cli.core.errors import EditionError, Fault, closest
from jinshan_cli.core.facts import Catalogue, DataModel, Fact, fold
from jinshan_cli.core.grammar import RuleError, Scope, parse_amount, parse_condition
from jinshan_cli.core.nodes import Condition, Named, fact_keys
from jinshan_cli.core.policy import Activity, Benefit, Edition, Header, Measure, NamedCondition, Policy, Rule
from jinshan_cli.core.sizes import SizeRow, SizeStandard
from jinshan_cli.readers.schema import schema_faults
from jinshan_cli.readers.toml import TomlError, read_toml

FILES = ("policies.toml", "facts.toml", "sizes.toml", "activities.toml")
OPTIONAL = ("sizes.toml", "activities.toml")
Model = TypeVar("Model", bound=DataModel)
Parsed = TypeVar("Parsed")


class PolicyTable(DataModel):
    """policies.toml as written."""

    edition: Header
    measures: tuple[Measure, ...]
    conditions: Mapping[str, NamedCondition] = MappingProxyType({})
    policies: tuple[Policy, ...]


class ActivityTable(DataModel):
    """activities.toml as written."""

    activities: tuple[Activity, ...] = ()


def built_in_data() -> Path:
    """The folder of the edition that comes with the program: in the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def load_edition(folder: Path | None = None) -> Edition:
    """Reads a data folder (default: the built-in one). Raises EditionError with every fault found."""
    folder = folder or built_in_data()
    tables = _read_tables(folder)
    faults: list[Fault] = []
    table = _validated(PolicyTable, tables["policies.toml"], "policies.toml", faults)
    facts = _validated(Catalogue, tables["facts.toml"], "facts.toml", faults)
    sizes = _validated(SizeStandard, tables["sizes.toml"], "sizes.toml", faults)
    activities = _validated(ActivityTable, tables["activities.toml"], "activities.toml", faults)
    if table is None or facts is None or faults:
        raise EditionError(faults)
    compiler = _Compiler(facts)
    edition = compiler.edition(table, sizes, activities or ActivityTable())
    if compiler.faults:
        raise EditionError(compiler.faults)
    return edition


def _read_tables(folder: Path) -> dict[str, dict[str, Any] | None]:
    if not folder.is_dir():
        expected = "文件夹里应有 policies.toml 和 facts.toml"
        raise EditionError([Fault("找不到数据文件夹", str(folder), expected=expected)])
    tables: dict[str, dict[str, Any] | None] = {}
    faults = []
    for name in FILES:
        try:
            absent = name in OPTIONAL and not os.path.lexists(folder / name)
            tables[name] = None if absent else read_toml(folder / name)
        except TomlError as error:
            faults.append(error.fault)
    if faults:
        raise EditionError(faults)
    return tables


def _validated(model: type[Model], table: Mapping[str, Any] | None, file: str, faults: list[Fault]) -> Model | None:
    if table is None:
        return None
    try:
        return model.model_validate(table)
    except ValidationError as error:
        faults.extend(schema_faults(error, table, file, model))
        return None


class _Compiler:
    """Turns every rule into nodes and checks what ties the tables together, collecting faults."""

    def __init__(self, facts: Catalogue) -> None:
        self.facts = facts
        self.conditions: dict[str, Named] = {}
        self.faults: list[Fault] = []

    def edition(self, table: PolicyTable, sizes: SizeStandard | None, activities: ActivityTable) -> Edition:
        self._check_facts(sizes)
        self._check_sizes(sizes)
        for name, named in table.conditions.items():
            condition = self._parsed(parse_condition, named.rule, f"policies.toml conditions.{name} rule")
            if condition is not None:
                self.conditions[name] = Named(name, named.label, condition)
        self._check_table(table)
        return Edition(
            header=table.edition,
            measures=table.measures,
            policies=tuple(sorted(table.policies, key=lambda policy: policy.number)),
            facts=self.facts,
            sizes=sizes,
            activities=tuple(sorted(activities.activities, key=lambda activity: activity.number)),
            conditions=self.conditions,
            rules=self._rules(table.policies),
            derivations=self._derivations(sizes),
            suits=self._suits(activities.activities),
        )

    def _parsed(self, parse: Callable[[str, Scope], Parsed], text: str, where: str) -> Parsed | None:
        try:
            return parse(text, Scope(self.facts, self.conditions))
        except RuleError as error:
            self.faults.append(Fault(f"规则有误：{error.what}", where, closest=error.closest, excerpt=error.caret))
            return None

    def fault(self, what: str, where: str, value: str = "", expected: str = "", near: str = "") -> None:
        self.faults.append(Fault(what, where, value, expected, near))

    def _rules(self, policies: Iterable[Policy]) -> dict[str, Rule]:
        rules = {}
        for policy, benefit in ((each, benefit) for each in policies for benefit in each.benefits):
            where = f"policies.toml 第 {policy.number} 项 {benefit.id}"
            when = self._parsed(parse_condition, benefit.when, f"{where} when")
            amount = None
            if benefit.amount is not None:
                amount = self._parsed(parse_amount, benefit.amount, f"{where} amount")
            if when is not None:
                rules[benefit.id] = Rule(when, amount)
        return rules

    def _derivations(self, sizes: SizeStandard | None) -> dict[str, Condition]:
        derivations = {}
        for fact in self.facts:
            if fact.derive is None:
                continue
            where = f"facts.toml {fact.key} derive"
            condition = self._parsed(parse_condition, fact.derive, where)
            if condition is None:
                continue
            if circular := self._derived_among(fact_keys(condition), sizes):
                self.fault("推算只能依据直接填报的指标", where, circular)
            derivations[fact.key] = condition
        return derivations

    def _derived_among(self, keys: set[str], sizes: SizeStandard | None) -> str:
        derived = {fact.key for fact in self.facts if fact.derive} | ({sizes.fact} if sizes else set())
        return "、".join(self.facts.in_order(keys & derived))

    def _suits(self, activities: Iterable[Activity]) -> dict[int, Condition]:
        suits = {}
        for activity in activities:
            if activity.when is not None:
                where = f"activities.toml 第 {activity.number} 项 when"
                condition = self._parsed(parse_condition, activity.when, where)
                if condition is not None:
                    suits[activity.number] = condition
        return suits

    def _check_facts(self, sizes: SizeStandard | None) -> None:
        self._check_unique("facts.toml", (fact.key for fact in self.facts), "指标")
        for fact in self.facts:
            self._check_fact(fact)
        names: dict[str, str] = {}
        for fact in self.facts:
            for name in dict.fromkeys(map(fold, (fact.key, fact.label, *fact.aliases))):
                owner = names.setdefault(name, fact.key)
                if owner != fact.key:
                    self.fault(f"名称已被 {owner} 使用", f"facts.toml {fact.key} aliases", name)

    def _check_fact(self, fact: Fact) -> None:
        where = f"facts.toml {fact.key}"
        if (fact.type == "choice") != bool(fact.options):
            self.fault("choice 类指标要有 options，其他类不能有", where)
        if fact.default is not None and fact.default not in fact.option_keys:
            self.fault("default 不是它的选项", where, fact.default, near=closest(fact.default, fact.option_keys))
        if fact.derive is not None and fact.type != "flag":
            self.fault("只有 flag 类指标能用 derive 推算", where, fact.derive)
        names = [fold(name) for option in fact.options for name in {option.key, option.label, *option.aliases}]
        self._check_unique(f"{where} options", names, "选项名称")

    def _check_sizes(self, sizes: SizeStandard | None) -> None:
        if sizes is None:
            return
        for key in (sizes.fact, sizes.by):
            if key not in self.facts:
                self.fault(f"没有叫 {key} 的指标", "sizes.toml", key, near=self.facts.closest(key))
        if self.faults:
            return
        if set(sizes.tiers) != set(self.facts[sizes.fact].option_keys):
            self.fault(f"tiers 应与 {sizes.fact} 的选项相同", "sizes.toml tiers", ", ".join(sizes.tiers))
        self._check_unique("sizes.toml rows", (key for row in sizes.rows for key in row.sectors), "行业")
        for row in sizes.rows:
            where = f"sizes.toml {'、'.join(row.sectors)}"
            for sector in set(row.sectors) - set(self.facts[sizes.by].option_keys):
                near = closest(sector, self.facts[sizes.by].option_keys)
                self.fault(f"{sizes.by} 没有选项 {sector}", where, sector, near=near)
            for key, limits in row.limits.items():
                self._check_limits(key, limits, len(sizes.tiers) - 1, where)
            self._check_thresholds(row, where)

    def _check_limits(self, key: str, limits: tuple[int | str, ...], count: int, where: str) -> None:
        if key not in self.facts or not self.facts[key].is_number:
            self.fault(f"{key} 不是数值类指标", where, key, near=self.facts.closest(key))
        if len(limits) != count:
            self.fault(f"{key} 应有 {count} 个下限", where, str(list(limits)))

    def _check_thresholds(self, row: SizeRow, where: str) -> None:
        try:
            thresholds = row.thresholds
        except RuleError as error:
            self.fault(f"下限有误：{error.what}", where, error.text)
            return
        for key, limits in thresholds.items():
            if list(limits) != sorted(set(limits)):
                self.fault(f"{key} 的下限应由低到高", where, str(list(row.limits[key])))

    def _check_table(self, table: PolicyTable) -> None:
        where = "policies.toml"
        measures = {measure.number for measure in table.measures}
        self._check_unique(where, (str(policy.number) for policy in table.policies), "编号")
        self._check_unique(where, (benefit.id for policy in table.policies for benefit in policy.benefits), "id")
        for policy in table.policies:
            if policy.measure not in measures:
                self.fault("没有这个行动方案", f"{where} 第 {policy.number} 项 measure", str(policy.measure))
            if not policy.benefits:
                self.fault("至少要有一条 benefits", f"{where} 第 {policy.number} 项")
            for benefit in policy.benefits:
                self._check_window(benefit, f"{where} 第 {policy.number} 项 {benefit.id}")

    def _check_window(self, benefit: Benefit, where: str) -> None:
        starts, ends = benefit.starts or date.min, benefit.ends or date.max
        if ends < starts:
            self.fault("结束日期早于开始日期", f"{where} ends", str(ends), f"不早于 {starts}")

    def _check_unique(self, where: str, names: Iterable[str], what: str) -> None:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.fault(f"{what}重复", where, name)
            seen.add(name)
