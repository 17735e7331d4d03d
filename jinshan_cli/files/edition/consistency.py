"""What ties the tables of an edition together, once each has its shape: names, options, limits, windows, numbers."""

import keyword
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from jinshan_cli.core.activity import ActivityTable, Entry
from jinshan_cli.core.columns import OF_BENEFIT, OF_FIRM
from jinshan_cli.core.errors import Fault, Refusal, closest
from jinshan_cli.core.facts import Catalogue, Fact, fold, named
from jinshan_cli.core.rules.calls import FUNCTIONS
from jinshan_cli.core.rules.nodes import Node, Quantity, UpTo
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.rules.text import to_text
from jinshan_cli.core.rules.tree import walk
from jinshan_cli.core.rules.units import may_be_negative
from jinshan_cli.core.sizes import SizeRow, SizeStandard
from jinshan_cli.core.written.values import read
from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.files.edition.combinationfaults import combination_faults
from jinshan_cli.files.edition.contactfaults import contact_faults, option_faults
from jinshan_cli.files.edition.timefaults import benefit_faults, header_faults, note_faults
from jinshan_cli.files.edition.written import PolicyTable

TAKEN = Words(
    {
        "parameters": "policies.toml 已有叫这个名字的参数",
        "quantities": "policies.toml 已有叫这个名字的数",
        "conditions": "policies.toml 已有叫这个名字的条件",
    }
)


def fact_faults(facts: Catalogue, table: PolicyTable | None = None) -> Iterator[Fault]:
    """Keys, labels, aliases and options that clash or cannot be used; what is written where it cannot be."""
    yield from _repeated(((fact.key, f"facts.toml {fact.key}") for fact in facts), tell("指标"))
    taken = {name: kind for kind, names in _named(table).items() for name in names} if table else {}
    yield from _name_faults(table)
    owners: dict[str, str] = {}
    for fact in facts:
        yield from _faults_of(fact)
        if fact.key in taken:
            yield Fault(TAKEN[taken[fact.key]], f"facts.toml {fact.key} key", fact.key)
        for name in dict.fromkeys(map(fold, (fact.key, fact.label, *fact.aliases))):
            owner = owners.setdefault(name, fact.key)
            if owner != fact.key:
                yield Fault(tell("名称已被 {owner} 使用", owner=owner), f"facts.toml {fact.key} aliases", name)


def _named(table: PolicyTable) -> dict[str, Collection[str]]:
    """The names that a table gives, by what they are of."""
    return {"parameters": table.parameters, "quantities": table.quantities, "conditions": table.conditions}


def _name_faults(table: PolicyTable | None) -> Iterator[Fault]:
    """A name that stands for two things, or can stand in no rule."""
    if table is None:
        return
    places = [(name, f"policies.toml {kind} {name}") for kind, names in _named(table).items() for name in names]
    yield from _repeated(places, tell("名字"))
    for name, place in places[: -len(table.conditions) or None]:
        yield from _key_faults(name, place, tell("不能作参数或数的名称"))


def _faults_of(fact: Fact) -> Iterator[Fault]:
    where = f"facts.toml {fact.key}"
    yield from _key_faults(fact.key, f"{where} key", tell("不能作指标的键"))
    if (fact.type == "choice") != bool(fact.options):
        yield Fault(tell("choice 类指标要有 options，其他类不能有"), where)
    if fact.default is not None and fact.default not in fact.option_keys:
        near = closest(fact.default, fact.option_keys)
        yield Fault(tell("default 不是它的选项"), f"{where} default", fact.default, closest=near)
    if fact.derive is not None and fact.type != "flag":
        yield Fault(tell("只有 flag 类指标能用 derive 推算"), f"{where} derive", fact.derive)
    for option in fact.options:
        for name in dict.fromkeys(map(named, (option.key, option.label, *option.aliases))):
            if fact.options_by_name[name] is not option:
                yield Fault(tell("选项名称重复"), f"{where} {option.key}", name)
    yield from _shared_faults(fact, where)
    for field in ("plausible", "screen_yes", "screen_no"):
        yield from _written_faults(fact, getattr(fact, field), f"{where} {field}")


def _shared_faults(fact: Fact, where: str) -> Iterator[Fault]:
    """A name of several options that is one's own, or of none."""
    for name, keys in fact.shared.items():
        if named(name) in fact.options_by_name:
            yield Fault(tell("选项名称重复"), f"{where} shared", name)
        for key in keys:
            if key not in fact.option_keys:
                yield Fault(tell("不是它的选项"), f"{where} shared.{name}", key, closest=closest(key, fact.option_keys))


def _key_faults(key: str, where: str, what: str) -> Iterator[Fault]:
    """A key is a name in rules and in Python, and the beginning of columns' names."""
    if not (key.isascii() and key.isidentifier()) or keyword.iskeyword(key) or "__" in key:
        yield Fault(what, where, key, tell("英文小写字母、数字和单个下划线，如 rd_spend"))
    elif key in (*FUNCTIONS, *OF_FIRM, *OF_BENEFIT):
        yield Fault(tell("这个键已另有用处"), where, key, tell("换一个键"))


def _written_faults(fact: Fact, written: str | None, where: str) -> Iterator[Fault]:
    try:
        read(fact, written or "")
    except Refusal as refusal:
        yield Fault(refusal.reason, where, written or "", refusal.expected, refusal.closest)


def size_faults(sizes: SizeStandard | None, facts: Catalogue) -> Iterator[Fault]:
    """Facts, tiers, sectors and limits of the size standard that do not fit the catalogue."""
    if sizes is None:
        return
    unknown = {field: key for field, key in (("fact", sizes.fact), ("by", sizes.by)) if key not in facts}
    for field, key in unknown.items():
        yield Fault(tell("没有叫 {key} 的指标", key=key), f"sizes.toml {field}", key, closest=facts.closest(key))
    if unknown:
        return
    if sizes.tiers != facts[sizes.fact].option_keys:
        yield Fault(
            tell("tiers 应与 {fact} 的选项相同，由低到高", fact=sizes.fact), "sizes.toml tiers", ", ".join(sizes.tiers)
        )
    sectors = ((key, f"sizes.toml rows [{i}]") for i, row in enumerate(sizes.rows, 1) for key in row.sectors)
    yield from _repeated(sectors, facts[sizes.by].label)
    for number, row in enumerate(sizes.rows, 1):
        yield from _row_faults(row, f"sizes.toml rows [{number}] {tell('、').join(row.sectors)}", sizes, facts)


def _row_faults(row: SizeRow, where: str, sizes: SizeStandard, facts: Catalogue) -> Iterator[Fault]:
    sectors = facts[sizes.by].option_keys
    count = len(facts[sizes.fact].option_keys) - 1
    for sector in row.sectors:
        if sector not in sectors:
            yield Fault(
                tell("{by} 没有选项 {sector}", by=sizes.by, sector=sector),
                where,
                sector,
                closest=closest(sector, sectors),
            )
    for key, limits in row.limits.items():
        if key not in facts or not facts[key].is_number:
            yield Fault(tell("{key} 不是数值类指标", key=key), where, key, closest=facts.closest(key))
        elif any(isinstance(limit, str) != (facts[key].type == "money") for limit in limits):
            yield Fault(tell('{key} 的下限：金额写成 "300万"，人数写成 20', key=key), where, str(list(limits)))
        if len(limits) != count:
            yield Fault(tell("{key} 应有 {count} 个下限", key=key, count=count), where, str(list(limits)))
    yield from _order_faults(row, where)


def _order_faults(row: SizeRow, where: str) -> Iterator[Fault]:
    try:
        thresholds = row.thresholds
    except RuleError as error:
        yield Fault(tell("下限有误：{what}", what=error.what), where, error.text)
        return
    for key, limits in thresholds.items():
        if list(limits) != sorted(set(limits)):
            yield Fault(tell("{key} 的下限应由低到高", key=key), where, str(list(row.limits[key])))


def policy_faults(table: PolicyTable, facts: Catalogue) -> Iterator[Fault]:
    """Numbers and ids given twice, measures that are not there, windows that end before they start."""
    where = "policies.toml"
    yield from header_faults(table.edition, f"{where} edition")
    measures = {measure.number for measure in table.measures}
    numbered = (
        (str(measure.number), tell("{where} measures 第 {number} 项", where=where, number=measure.number))
        for measure in table.measures
    )
    yield from _repeated(numbered, tell("行动方案的编号"))
    places = [(policy, tell("{where} 第 {number} 项", where=where, number=policy.number)) for policy in table.policies]
    yield from _repeated(((str(policy.number), place) for policy, place in places), tell("编号"))
    benefits = ((each.id, f"{place} {each.id}") for policy, place in places for each in policy.benefits)
    yield from _repeated(benefits, tell("事项的 id "))
    for policy, place in places:
        if policy.measure not in measures:
            yield Fault(tell("没有这个行动方案"), f"{place} measure", str(policy.measure))
        if not policy.benefits:
            yield Fault(tell("至少要有一条 benefits"), place)
        yield from contact_faults(policy, place)
        yield from option_faults(policy, facts, place)
        for benefit in policy.benefits:
            yield from benefit_faults(benefit, f"{place} {benefit.id}")
            yield from contact_faults(benefit, f"{place} {benefit.id}")
        yield from note_faults(policy, place)
    yield from combination_faults(table)


def activity_faults(table: ActivityTable) -> Iterator[Fault]:
    """Numbers given twice, entries that end before they start, or end without a start."""
    where = "activities.toml"
    numbered = (
        (str(activity.number), tell("{where} 第 {number} 项", where=where, number=activity.number))
        for activity in table.activities
    )
    yield from _repeated(numbered, tell("编号"))
    for activity in table.activities:
        for number, entry in enumerate(activity.schedule, 1):
            place = tell("{where} 第 {number} 项 schedule [{entry}]", where=where, number=activity.number, entry=number)
            if entry.ends is not None and entry.starts is None:
                yield Fault(tell("有结束日期，没有开始日期"), f"{place} ends", str(entry.ends), tell("写上 starts"))
            yield from _window_faults(entry, place)


def _window_faults(dated: Entry, where: str) -> Iterator[Fault]:
    starts, ends = dated.starts or date.min, dated.ends or date.max
    if ends < starts:
        yield Fault(tell("结束日期早于开始日期"), f"{where} ends", str(ends), tell("不早于 {starts}", starts=starts))


def amount_faults(amount: Quantity, where: str) -> Iterator[Fault]:
    """An amount, or the limit of an `up_to`, that could fall below zero."""
    if may_be_negative(amount):
        yield Fault(tell("金额可能为负"), where, to_text(amount), tell("请写成 max(0, …)"))
    yield from _limit_faults(amount, where)


def _limit_faults(node: Node, where: str) -> Iterator[Fault]:
    for part in walk(node):
        if isinstance(part, UpTo) and may_be_negative(part.limit):
            yield Fault(tell("up_to 的上限可能为负"), where, to_text(part), tell("请写成 up_to(max(0, …))"))


def _repeated(places: Iterable[tuple[str, str]], what: str) -> Iterator[Fault]:
    """A fault for each name that was there before, with its place."""
    seen: set[str] = set()
    for name, where in places:
        if name in seen:
            yield Fault(tell("{what}重复", what=what), where, name)
        seen.add(name)
