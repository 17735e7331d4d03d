"""How much a sentence promises: the shapes that such sentences have, over the facts that they speak of."""

import re
from dataclasses import dataclass, field, replace

from jinshan_cli.core.facts import Fact
from jinshan_cli.use.drafting.promises.figures import Figure, figures_of
from jinshan_cli.use.drafting.promises.names import Found, Names, folded

_FIRST = re.compile(r"首次|新突破|首度")
_RATED = re.compile(r"减半|全额(?=退|补|返)|半价")
_BASE_BEFORE = re.compile(
    r"(?:按照?|给予|予以|按其|其|的)?\s*(?P<base>[^，。；、对给予按]{2,30}?)(?:的)?\s*(?:按|给予|的)?\s*$"
)
_BASE_AFTER = re.compile(r"\s*(?:的|幅度)?\s*(?P<base>[^，。；]{2,12})")
_FOR_A_FIRM = re.compile(r"每[家户](?:企业)?(?:一次性)?(?:给予|予以|奖励|补贴|补助)*\s*$")
_MOST_STEPS = 8


@dataclass
class Amount:
    """A rule of the amount with what else its shape asks, and the figures that it uses."""

    rule: str = ""
    conditions: list[str] = field(default_factory=list)
    """of its own: a figure that must be above nothing, a threshold first reached"""
    needed: bool = False
    """the conditions are part of who gets it, even where others are stated"""
    used: list[Figure] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """of the facts that it speaks of, folded"""

    def take(self, found: Found) -> None:
        """Notes the fact that the amount is reckoned on."""
        self.names.append(found.name)
        self.words.append(f"“{found.name}”→ {found.fact.key}")
        if not found.is_exact:
            self.doubts.append(f"按指标“{found.fact.label}”计算")


def amount_of(sentence: str, names: Names) -> Amount:
    """The amount of a sentence; without a rule if it follows no shape that is known."""
    figures = [figure for figure in figures_of(sentence) if figure.kind in ("money", "rate") and figure.rule]
    found = _steps(sentence, figures, names) or _counted(sentence, figures, names) or _each(sentence, figures, names)
    return found or _rated(sentence, figures, names) or _chosen(sentence, figures, names) or _flat(sentence, figures)


def _of(figures: list[Figure], *parts: str) -> list[Figure]:
    return [figure for figure in figures if figure.part in parts]


def _capped(rule: str, figures: list[Figure], amount: Amount) -> str:
    caps = [figure for figure in _of(figures, "cap") if figure.kind == "money"]
    if len(caps) != 1:
        return rule
    amount.used.append(caps[0])
    return f"min({rule}, {caps[0].rule})"


def _steps(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """首次达到 5亿元、10亿元的，分别给予 10万元、20万元: by how it was before, and what is not known to be added up."""
    steps, awards = _of(figures, "threshold"), _of(figures, "award")
    if not steps or not awards or not _FIRST.search(sentence) or any(each.kind != "money" for each in steps):
        return None
    tracks = _tracks(sentence, steps, names)
    if not tracks or len(steps) > _MOST_STEPS:
        return None
    amount = Amount(needed=True, used=[*steps, *awards])
    terms: list[tuple[str, str]] = []
    for found, own in tracks:
        sums = awards if len(awards) == len(own) else awards * len(own) if len(awards) == 1 else []
        if not sums:
            return None
        current = found.fact
        past = next(
            (fact for fact in names.edition.facts if names.edition.facts.current_of(fact.key) == current.key), None
        )
        if past is None:
            return None
        amount.take(found)
        terms += [
            (f"{past.key} < {step.rule} <= {current.key}", award.rule) for step, award in zip(own, sums, strict=True)
        ]
    amount.conditions = [terms[0][0] if len(terms) == 1 else f"({' or '.join(condition for condition, _ in terms)})"]
    each = [f"{award} * ({condition})" for condition, award in terms]
    if len(terms) == 1:
        amount.rule = terms[0][1]
    else:
        same = len({award for _, award in terms}) == 1
        low = terms[0][1] if same else f"max({', '.join(each)})"
        amount.rule = f"between({low}, {' + '.join(each)})"
        amount.doubts.append("同一年跨过几档是否相加，原文未写（低只取最高一档，高按各档相加）")
    amount.rule = _capped(amount.rule, figures, amount)
    return amount


def _tracks(sentence: str, steps: list[Figure], names: Names) -> list[tuple[Found, list[Figure]]]:
    """The figure of the firm that stands before each run of thresholds."""
    tracks: list[tuple[Found, list[Figure]]] = []
    start = 0
    for i, step in enumerate(steps):
        between = sentence[steps[i - 1].end if i else 0 : step.start]
        if i and len(re.sub(r"[\s、和或及,，]", "", between)) == 0:
            tracks[-1][1].append(step)
            continue
        text = folded(sentence[start : step.start])
        found = next(iter(names.exact(text, ("money",))), None) or names.nearest(text, ("money",))
        if found is None:
            return []
        tracks.append((found, [step]))
        start = step.end
    return tracks


_ENUMERATED = re.compile(
    r"(?P<list>[^，。；、开设引入建]{1,8}(?:[、和及][^，。；、]{1,8})+?)(?P<what>首店|项目|企业|奖|平台|中心|基地|称号)"
)


def _counted(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """全国、上海市首店，分别给予 30万元、20万元: so much for each of several things that are counted."""
    awards = _of(figures, "award")
    found = _ENUMERATED.search(sentence)
    if not found or len(awards) < 2 or "分别" not in sentence:
        return None
    things = [folded(part) + folded(found["what"]) for part in re.split(r"[、和及]", found["list"])]
    facts = [next(iter(names.exact(thing, ("count",), 3)), None) for thing in things]
    if len(facts) != len(awards) or None in facts:
        return None
    amount = Amount(used=list(awards), needed=True)
    counted = [each for each in facts if each is not None]
    for each in counted:
        amount.take(each)
    some = [f"{each.fact.key} > 0" for each in counted]
    amount.conditions = [f"({' or '.join(some)})"]
    pairs = list(zip(counted, awards, strict=True))
    total = " + ".join(f"{award.rule} * {each.fact.key}" for each, award in pairs)
    if "一次性" in sentence:
        amount.doubts.append("“一次性”是每家一次还是每类一次，原文未写（按每家计）")
    amount.rule = _capped(total, figures, amount)
    return amount


def _each(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """按每人 2000 元: so much for each of what is counted."""
    priced = [figure for figure in _of(figures, "each") if figure.kind == "money"]
    if len(priced) != 1 or _of(figures, "rate", "threshold", "award"):
        return None
    text = folded(sentence)
    kinds = [fact for fact in names.edition.facts if fact.type == "count" and fact.unit == priced[0].unit]
    keys = {fact.key for fact in kinds}
    found = next((each for each in names.exact(text, ("count",)) if each.fact.key in keys), None)
    near = found or names.nearest(text, ("count",))
    if near is None or near.fact.key not in keys:
        return None
    amount = Amount(conditions=[f"{near.fact.key} > 0"], used=priced, needed=True)
    amount.take(near)
    amount.rule = _capped(f"{priced[0].rule} * {near.fact.key}", figures, amount)
    return amount


def _rated(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """研发投入 5%、最高 50万元; 1:1 配套; 减半: a share of a sum of the firm."""
    rates = [figure for figure in figures if figure.kind == "rate"]
    words = _RATED.search(sentence)
    if len(rates) > 1 or not (rates or words) or _of(figures, "threshold", "award", "each"):
        return None
    found = _base(sentence, names)
    if found is None:
        return None
    rate = rates[0].rule if rates else "100%" if words and words[0].startswith("全") else "50%"
    amount = Amount(conditions=[f"{found.fact.key} > 0"], used=list(rates))
    amount.take(found)
    amount.names += [f"{words[0]}{kind}" for kind in ("收取", "征收", "退还", "") if words]
    share = found.fact.key if rate == "100%" else f"{rate} * {found.fact.key}"
    amount.rule = f"up_to({share})" if rates and rates[0].part == "cap" else _capped(share, figures, amount)
    return amount


def _base(sentence: str, names: Names) -> Found | None:
    text = folded(sentence)
    found = names.exact(text, ("money",), 3)
    return found[0] if found else names.nearest(text, ("money",), 0.8) or names.quoted(sentence, ("money",))


def matched(words: str, cap: Figure, names: Names) -> Amount | None:
    """市科技小巨人企业最高不超过150万元 beside 资助金额 1:1: what a superior gives, once more, up to a cap."""
    found = names.closest_to(folded(words) + "资助额", ("money",))
    if found is None:
        return None
    key = found.fact.key
    amount = Amount(f"min({key}, {cap.rule})", [f"{key} > 0"], used=[cap])
    amount.take(found)
    return amount


def _chosen(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """新认定、新引进、复审的高新技术企业分别予以 20万元、20万元及 5万元: by the option that holds."""
    awards = _of(figures, "award")
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
        rule = f"{award} if {fact.key} in [{', '.join(options)}] else {rule}"
    return rule


def _flat(sentence: str, figures: list[Figure]) -> Amount:
    """10万元; 最高 100万元; 不低于 10万元."""
    money = [figure for figure in figures if figure.kind == "money" and figure.part != "budget"]
    if len(money) == 1 and len(figures) == len([f for f in figures if f.kind == "money"]):
        part = "award" if _FOR_A_FIRM.search(sentence[: money[0].start]) else money[0].part
        if money[0].unit and part != "award":
            return Amount()
        written = {"award": "{}", "cap": "up_to({})", "floor": "at_least({})"}.get(part)
        if written and not (part == "award" and re.search(r"左右|约|以上", sentence[money[0].end : money[0].end + 3])):
            return Amount(written.format(money[0].rule), used=money)
    return Amount()


def without(amount: Amount, *conditions: str) -> Amount:
    """The same with other conditions."""
    return replace(amount, conditions=list(conditions))
