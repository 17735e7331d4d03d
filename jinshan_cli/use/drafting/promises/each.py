"""Amounts of so much for each: of what is counted, of several things, of whole steps of a figure."""

import re

from jinshan_cli.use.drafting.promises.amounts import Amount, capped, parts_of
from jinshan_cli.use.drafting.promises.figures import Figure
from jinshan_cli.use.drafting.promises.names import Names, folded

_ENUMERATED = re.compile(
    r"(?P<list>[^，。；、开设引入建]{1,8}(?:[、和及][^，。；、]{1,8})+?)(?P<what>首店|项目|企业|奖|平台|中心|基地|称号)"
)


def counted(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """全国、上海市首店，分别给予 30万元、20万元: so much for each of several things that are counted."""
    awards = parts_of(figures, "award")
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
    total = capped(" + ".join(f"{award.rule} * {each.fact.key}" for each, award in pairs), figures, amount)
    amount.rule = total
    if "一次性" in sentence:
        once = " + ".join(f"{award.rule} * ({each.fact.key} > 0)" for each, award in pairs)
        amount.rule = f"between({capped(once, figures, amount)}, {total})"
        amount.doubts.append("“一次性”是每家一次还是每类一次，原文未写（低按每类一次，高按每家一次）")
    return amount


_THING = re.compile(
    r"每(?:新增|新招用?|招用|吸纳|引进)?1?[人名家户个辆台套件项次]"
    r"(?P<thing>[^，,。；给予奖补按]{2,16})(?:给予|予以|奖励|补贴|补助|按)"
)
_STEP = re.compile(r"每(?P<how>新增加?|增加|增长|满|达到)?\s*(?=\d)")


def for_each(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """按每人 2000 元: so much for each of what is counted."""
    priced = [figure for figure in parts_of(figures, "each") if figure.kind == "money"]
    if len(priced) != 1 or parts_of(figures, "rate", "threshold", "award"):
        return None
    text = folded(sentence)
    kinds = [fact for fact in names.edition.facts if fact.type == "count" and fact.unit == priced[0].unit]
    keys = {fact.key for fact in kinds}
    found = next((each for each in names.exact(text, ("count",)) if each.fact.key in keys), None)
    near = found or names.nearest(text, ("count",))
    amount = Amount(used=priced, needed=True)
    key = amount.measure(
        near if near and near.fact.key in keys else None, _thing(sentence, priced[0]), "count", priced[0].unit
    )
    amount.conditions = [f"{key} > 0"]
    amount.rule = capped(f"{priced[0].rule} * {key}", figures, amount)
    return amount


def _thing(sentence: str, priced: Figure) -> str:
    """What is counted: 高校毕业生 of 每新增1名高校毕业生给予企业1500元; else the words for whom it is."""
    found = _THING.search(sentence[: priced.start])
    return found["thing"] if found else re.split(r"[，,。；]", sentence[: priced.start])[0].lstrip("对")


def for_each_step(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """零售额每新增 1亿元，奖励 5万元: so much for each whole step of a figure, or of what it grew by."""
    found = _STEP.search(sentence)
    money = [figure for figure in figures if figure.kind == "money" and figure.part not in ("cap", "budget")]
    if not found or len(money) != 2 or parts_of(figures, "rate"):
        return None
    step, award = money
    if not found.start() < step.start <= found.end() + 1 or not step.rule or not award.rule:
        return None
    amount = Amount(used=[step, award], needed=True)
    words = re.split(r"[，,。；]|对", sentence[: found.start()])[-1].removeprefix("按").removesuffix("的")
    grows = found["how"] != "满" or bool(re.search(r"增量|增长|新增", words))
    if not words:
        return None
    whole = f"{words}{'' if '增' in words else '新增额'}" if grows else words
    known = None if grows else next(iter(names.exact(folded(words), ("money",))), None)
    key = amount.measure(known, words, "money") if known else amount.ask(words, "money", label=whole)
    amount.names.append(found[0].strip())
    amount.conditions = [f"{key} >= {step.rule}"]
    amount.rule = capped(f"{award.rule} * steps({key}, {step.rule})", figures, amount)
    return amount
