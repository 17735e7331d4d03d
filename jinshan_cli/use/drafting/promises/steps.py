"""Amounts by thresholds: a first time past them, brackets, and limits that only say who gets it."""

import re

from jinshan_cli.core.facts import FactType
from jinshan_cli.use.drafting.promises.amounts import Amount, capped, parts_of
from jinshan_cli.use.drafting.promises.figures import Figure
from jinshan_cli.use.drafting.promises.names import Found, Names, folded

FIRST = re.compile(r"首次|新突破|首度|首达")
_MOST_STEPS = 8
_VERB = (
    r"(?:首次|首度|新|累计|总额|合计)*"
    r"(?:(?:尚未|[未没]有?|[未不]能)?(?:达到|达|超过|突破|满|超)|[不未]?(?:大于|高于|多于|低于|少于|小于|超过)"
    r"|达?不到|不足|不满|在|实现|增长)?"
)
_WORDS = re.compile(rf"(?P<words>[^，,。；;、对按（()）]{{2,20}}?){_VERB}\s*$")
_OVER = re.compile(r"(?<![不未])(?:超过|大于|高于|多于|超)\s*$")
_PAST = re.compile(r"突破\s*$")
_BELOW = re.compile(
    r"(?:(?<![不未])(?:低于|少于|小于)|不足|不满|不到|(?:[未没]有?|[未不]能)(?:达到?|突破|满|实现))\s*$"
)
_BETWEEN = re.compile(r"(?:以上|（含）|\(含\)|[、，,且但至到\s]|不超过|不足|低于|不高于)*")
"""between the two limits of one figure"""
_AT_MOST = re.compile(r"(?:[不未](?:超过|高于|大于|多于)|没有?超过)\s*$")
_COUNTS = re.compile(r"\s*(?:及?以[上下内])?\s*[（(](?P<counts>不?含)")
"""that the limit itself counts, or does not, where the text says so: 3000万元以上（不含）"""


def in_steps(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """首次达到 5亿元、10亿元的，分别给予 10万元、20万元: by how it was before, and what is not known to be added up."""
    steps, awards = parts_of(figures, "threshold"), parts_of(figures, "award")
    if not steps or not awards or any(each.kind != "money" for each in steps) or len(steps) > _MOST_STEPS:
        return None
    if not FIRST.search(sentence):
        return _brackets(sentence, figures, names)
    amount = Amount(needed=True, used=[*steps, *awards])
    terms: list[tuple[str, str]] = []
    for found, words, own in _tracks(sentence, steps, names):
        sums = awards if len(awards) == len(own) else awards * len(own) if len(awards) == 1 else []
        if not sums:
            return None
        current = amount.measure(found, words, "money")
        past = _past(current, names) or amount.ask(f"此前最高{words}", "money")
        below, above = ("<=", "<") if _OVER.search(sentence[: own[0].start]) else ("<", "<=")
        terms += [
            (f"{past} {below} {step.rule} {above} {current}", award.rule) for step, award in zip(own, sums, strict=True)
        ]
        _doubt_past(sentence[: own[0].start], amount)
    amount.conditions = [terms[0][0] if len(terms) == 1 else f"({' or '.join(condition for condition, _ in terms)})"]
    each = [f"{award} * ({condition})" for condition, award in terms]
    if len(terms) == 1:
        amount.rule = terms[0][1]
    else:
        same = len({award for _, award in terms}) == 1
        low = terms[0][1] if same else f"max({', '.join(each)})"
        amount.rule = f"between({low}, {' + '.join(each)})"
        amount.doubts.append("同一年跨过几档是否相加，原文未写（低只取最高一档，高按各档相加）")
    if len({term.split(" ")[0] for term, _ in terms}) > 1 and re.search(r"且|同时|并(?=.{0,12}首次)", sentence):
        amount.doubts.append("几个数要同时达到还是达到其一，按 when 里的 or 核对")
    amount.rule = capped(amount.rule, figures, amount)
    return amount


def _past(key: str, names: Names) -> str:
    """The fact that tells how it was in earlier years; empty if the catalogue has none."""
    facts = names.edition.facts
    return next((fact.key for fact in facts if facts.current_of(fact.key) == key), "")


def _tracks(sentence: str, steps: list[Figure], names: Names) -> list[tuple[Found | None, str, list[Figure]]]:
    """The figure of the firm that stands before each run of thresholds, and its words."""
    tracks: list[tuple[Found | None, str, list[Figure]]] = []
    start = 0
    for i, step in enumerate(steps):
        between = sentence[steps[i - 1].end if i else 0 : step.start]
        if i and len(re.sub(r"[\s、和或及,，]", "", between)) == 0:
            tracks[-1][2].append(step)
            continue
        text, words = folded(sentence[start : step.start]), _words(sentence, step)
        found = names.called(words, ("money",)) or next(iter(names.exact(text, ("money",))), None)
        tracks.append((found or names.nearest(text, ("money",)), words, [step]))
        start = step.end
    return tracks


def _words(sentence: str, figure: Figure) -> str:
    """The words that a threshold is of: 年销售收入 of 年销售收入首次突破1000万元."""
    found = _WORDS.search(sentence[: figure.start])
    return found["words"].strip() if found else sentence[max(0, figure.start - 8) : figure.start].strip()


def _brackets(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """达到 1亿元、5亿元的，分别给予 5万元、10万元: by the bracket that it is in."""
    steps, awards = parts_of(figures, "threshold"), parts_of(figures, "award")
    tracks = _tracks(sentence, steps, names)
    if len(steps) < 2 or len(steps) != len(awards) or len(tracks) != 1 or _OVER.search(sentence[: steps[0].start]):
        return None
    (found, words, _) = tracks[0]
    amount = Amount(needed=True, used=[*steps, *awards])
    _doubt_past(sentence[: steps[0].start], amount)
    key = amount.measure(found, words, "money")
    pairs = [(step.rule, award.rule) for step, award in zip(steps, awards, strict=True)]
    if _yuan(pairs[0][0]) > _yuan(pairs[-1][0]):
        pairs.reverse()
    if sorted(pairs, key=lambda pair: _yuan(pair[0])) != pairs:
        return None
    limits, sums = ", ".join(limit for limit, _ in pairs), ", ".join(award for _, award in pairs)
    amount.conditions = [f"{key} >= {pairs[0][0]}"]
    amount.rule = capped(f"tiers({key}, [{limits}], [0, {sums}])", figures, amount)
    return amount


def _yuan(rule: str) -> float:
    for unit, size in (("亿", 1e8), ("万", 1e4)):
        rule = rule.replace(unit, f"e{len(str(int(size))) - 1}")
    return float(rule)


def limits_of(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """年度零售额达到 1亿元的企业, 增长 10% 以上: limits that a firm has to keep. None if one cannot be written."""
    limits = parts_of(figures, "threshold")
    if not limits or FIRST.search(sentence):
        return None
    amount = Amount(needed=True, used=list(limits))
    key, end = "", 0
    for limit in limits:
        before, after = sentence[: limit.start], sentence[limit.end :]
        if not limit.rule or re.match(r"\s*(?:（含）)?(?:以上|以下)?的?部分", after):
            return None
        is_same = bool(key) and bool(_BETWEEN.fullmatch(sentence[end : limit.start]))
        words, end = _words(sentence, limit), limit.end
        kind: FactType = "percent" if limit.kind == "rate" else "money"
        if not is_same:
            named = names.called(words, (kind,))
            key = amount.measure(named, words if kind == "money" else before.lstrip("对"), kind)
        _doubt_past(before, amount)
        if span := re.fullmatch(r"between\((\S+), (\S+)\)", limit.rule):
            amount.conditions.append(f"{span[1]} <= {key} <= {span[2]}")
            amount.doubts.append(f"“{limit.words}”是否含两端，原文未写")
        else:
            amount.conditions.append(f"{key} {_relation(before, after)} {limit.rule}")
    return amount


def _doubt_past(before: str, amount: Amount) -> None:
    """Whether 突破 counts the limit itself no law says."""
    if _PAST.search(before):
        amount.doubts.append("“突破”是否含本数，原文未写（按含本数）")


def _relation(before: str, after: str) -> str:
    """以上、以下 count the limit itself; 超过、不足 do not; a bracket behind it decides."""
    is_most = bool(re.match(r"\s*(?:（含）|\(含\))?以[下内]", after) or _AT_MOST.search(before))
    is_below, is_over = bool(_BELOW.search(before)), bool(_OVER.search(before))
    counted = _COUNTS.match(after)
    counts = counted["counts"] == "含" if counted else is_most or not (is_below or is_over)
    return ("<" if is_most or is_below else ">") + ("=" if counts else "")
