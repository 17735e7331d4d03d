"""How much a sentence promises: the shapes that such sentences have, tried one after another."""

import re

from jinshan_cli.core.facts import Fact
from jinshan_cli.use.drafting.promises.amounts import Amount, parts_of
from jinshan_cli.use.drafting.promises.each import counted, for_each, for_each_step
from jinshan_cli.use.drafting.promises.figures import Figure, figures_of
from jinshan_cli.use.drafting.promises.names import Names, folded
from jinshan_cli.use.drafting.promises.sentences import who_of
from jinshan_cli.use.drafting.promises.shares import excess_of, share_of
from jinshan_cli.use.drafting.promises.steps import in_steps, limits_of
from jinshan_cli.use.drafting.promises.whom import one_of


def amount_of(sentence: str, names: Names) -> Amount:
    """The amount of a sentence; without a rule if it follows no shape that is known."""
    figures = [figure for figure in figures_of(sentence) if figure.kind in ("money", "rate") and figure.rule]
    whole = (
        for_each_step(sentence, figures, names)
        or in_steps(sentence, figures, names)
        or excess_of(sentence, figures, names)
    )
    if whole:
        return whole
    limits = limits_of(sentence, figures, names)
    if limits is None:
        return _plain(sentence, figures, names)
    rest = _plain(sentence, [figure for figure in figures if figure not in limits.used], names)
    return limits.joined(rest) if rest.rule else rest


def _plain(sentence: str, figures: list[Figure], names: Names) -> Amount:
    each = counted(sentence, figures, names) or for_each(sentence, figures, names)
    return each or share_of(sentence, figures, names) or _chosen(sentence, figures, names) or _flat(sentence, figures)


def apart(sentence: str) -> list[Amount]:
    """国家级、省级绿色工厂，分别奖励 30万元、10万元: one for each of the things, where none is a fact."""
    figures = [figure for figure in figures_of(sentence) if figure.kind in ("money", "rate")]
    awards = [figure for figure in figures if figure.part == "award" and figure.rule]
    who = who_of(sentence) or re.sub(r"的?[，,]?$", "", sentence.split("分别")[0])
    things = [thing.strip() for thing in re.split(r"[、和及与]|以及", who) if thing.strip()]
    if "分别" not in sentence or len(awards) < 2 or len(things) != len(awards) or len(figures) != len(awards):
        return []
    made = []
    for thing, award in zip(things, awards, strict=True):
        amount = Amount(award.rule, used=list(awards), needed=True)
        amount.conditions = [amount.ask(who, "flag", label=f"{thing}（{who}）" if thing != who else who)]
        amount.doubts.append("几项都符合时是否相加，原文未写")
        made.append(amount)
    return made


def _chosen(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """新认定、新引进、复审的高新技术企业分别予以 20万元、20万元及 5万元: by the option that holds."""
    awards = parts_of(figures, "award")
    if len(awards) < 2 or "分别" not in sentence:
        return None
    text = folded(sentence)
    for found in names.exact(text, ("choice",)):
        order = [
            (text.find(each.name), each.option)
            for each in names.options(found.fact, text.replace(found.name, "□"))
            if each.option != names.negative(found.fact)
        ]
        keys = [option for _, option in sorted(order)]
        if len(keys) == len(awards):
            return Amount(_choice(found.fact, keys, [award.rule for award in awards]), used=awards)
    return None


def _choice(fact: Fact, keys: list[str], sums: list[str]) -> str:
    groups: dict[str, list[str]] = {}
    for key, award in zip(keys, sums, strict=True):
        groups.setdefault(award, []).append(key)
    *first, last = groups.items()
    rule = last[0]
    for award, options in reversed(first):
        rule = f"{award} if {one_of(fact.key, options)} else {rule}"
    return rule


def _flat(sentence: str, figures: list[Figure]) -> Amount:
    """10万元; 最高 100万元; 不低于 10万元."""
    money = [figure for figure in figures if figure.kind == "money" and figure.part != "budget"]
    bounds = {figure.part: figure for figure in money}
    if len(money) == len(bounds) == len(figures) == 2 and {"cap", "floor"} == set(bounds):
        return Amount(f"between({bounds['floor'].rule}, {bounds['cap'].rule})", used=money)
    if len(money) == 1 and len(figures) == len([f for f in figures if f.kind == "money"]):
        part = money[0].part
        if money[0].unit:
            return Amount()
        written = {"award": "{}", "cap": "up_to({})", "floor": "at_least({})"}.get(part)
        if written and not (part == "award" and re.search(r"左右|约|以上", sentence[money[0].end : money[0].end + 3])):
            return Amount(written.format(money[0].rule), used=money)
    return Amount()
