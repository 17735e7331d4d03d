"""What an edition has and no rule uses: facts, options, names; and what a rule could not use."""

from collections.abc import Iterator

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_condition
from jinshan_cli.core.rules.nodes import Condition, Named, NamedQuantity, Node, Not, OneOf, Parameter
from jinshan_cli.core.rules.source import RuleError
from jinshan_cli.core.rules.tree import fact_keys, walk
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning


def unused_findings(edition: Edition) -> Iterator[Finding]:
    """Facts, options, parameters, quantities and conditions without use; keys that cannot be used."""
    nodes = _rules(edition)
    named = _named_options(edition, nodes)
    yield from _unused_facts(edition)
    for fact in edition.facts:
        yield from _unused_options(fact, edition, named.get(fact.key, set()))
        yield from _unwritable_options(fact, edition)
    yield from _unused_names(edition, nodes)


def _rules(edition: Edition) -> list[Node]:
    """Every rule of the edition but those that only have a name."""
    amounts = (rule.amount for rule in edition.rules.values() if rule.amount is not None)
    whens = (rule.when for rule in edition.rules.values())
    checks = (when for when, _ in edition.checks)
    return [*whens, *amounts, *edition.limits.values(), *edition.derivations.values(), *edition.suits.values(), *checks]


def _unused_facts(edition: Edition) -> Iterator[Finding]:
    others = (*edition.suits.values(), *(when for when, _ in edition.checks))
    asked_by = {contact.fact for policy in edition.policies for contact in policy.contacts}
    read = edition.behind(asked_by.union(*map(fact_keys, others)))
    for key, users in edition.used_by.items():
        if not users and key not in read:
            yield warning(tell("没有规则用到这个指标"), f"facts.toml {key}", edition.facts[key].label)


def _named_options(edition: Edition, nodes: list[Node]) -> dict[str, set[str]]:
    """By fact, the options that a rule names or leaves over, or that a contact is for."""
    named: dict[str, set[str]] = {}
    for part in (part for node in nodes for part in walk(node)):
        match part:
            case OneOf(key, options):
                named.setdefault(key, set()).update(options)
            case Not(OneOf(key, options)):
                named.setdefault(key, set()).update({*edition.facts[key].option_keys} - {*options})
    for contact in (contact for policy in edition.policies for contact in policy.contacts):
        named.setdefault(contact.fact, set()).update(contact.options)
    return named


def _unused_options(fact: Fact, edition: Edition, named: set[str]) -> Iterator[Finding]:
    """Options without use, where there are several: one is the rest, which need not be named."""
    sizes = edition.sizes
    if sizes is not None and fact.key in (sizes.by, sizes.fact):
        named |= sizes.row_of.keys() | {*sizes.tiers}
    left = [option for option in fact.options if option.key not in named and option.key != fact.default]
    if named and len(left) > 1:
        keys = tell("、").join(option.key for option in left)
        yield warning(tell("几个选项没有规则用到，可以合为一项"), f"facts.toml {fact.key} options", keys)


def _unwritable_options(fact: Fact, edition: Edition) -> Iterator[Finding]:
    for option in fact.options:
        if _read(f"{fact.key} == {option.key}", edition) != OneOf(fact.key, (option.key,)):
            place = f"facts.toml {fact.key} {option.key} key"
            yield warning(tell("选项的键在规则里写不出来"), place, option.key, _writable())


def _read(rule: str, edition: Edition) -> Condition | None:
    try:
        return parse_condition(rule, Scope(edition.facts, edition.conditions))
    except RuleError:
        return None


def _writable() -> str:
    return tell("英文小写字母、数字和下划线，如 small_firm")


def _unused_names(edition: Edition, nodes: list[Node]) -> Iterator[Finding]:
    """Names that no rule has, themselves or behind another name that one has."""
    parts = [part for node in nodes for part in walk(node)]
    used = {part.name for part in parts if isinstance(part, Named | NamedQuantity | Parameter)}
    for name, quantity in edition.quantities.items():
        if name not in used:
            kind = "parameters" if isinstance(quantity, Parameter) else "quantities"
            what = tell("没有规则用到这个参数") if kind == "parameters" else tell("没有规则用到这个数")
            yield warning(what, f"policies.toml {kind} {name}", quantity.label)
    for name, condition in edition.conditions.items():
        if _read(name, edition) is not condition:
            place = f"policies.toml conditions {name}"
            yield warning(tell("条件的名称在规则里写不出来"), place, name, _writable())
        elif name not in used:
            yield warning(tell("没有规则用到这个条件"), f"policies.toml conditions {name}", condition.label)
