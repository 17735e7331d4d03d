"""Amounts that are a share of a sum of the firm."""

import re
from dataclasses import replace

from jinshan_cli.use.drafting.promises.amounts import Amount, capped, parts_of
from jinshan_cli.use.drafting.promises.figures import Figure
from jinshan_cli.use.drafting.promises.names import Found, Names, folded

_RATED = re.compile(r"减半|全额(?=退|补|返)|半价")
_EXCESS = re.compile(r"(?:超过|超出|高于|以上)[^，。；]{0,12}部分")
_BASE = re.compile(r"(?:按照?(?!照)其?|给予其?|予以)(?P<base>[^，,。；;按给予]{2,24}?)的?\s*$")


def share_of(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """研发投入 5%、最高 50万元; 1:1 配套; 减半: a share of a sum of the firm."""
    rates = [figure for figure in figures if figure.kind == "rate"]
    words = _RATED.search(sentence)
    if len(rates) > 1 or not (rates or words) or parts_of(figures, "threshold", "award", "each"):
        return None
    at = rates[0].start if rates else words.start() if words else 0
    amount = Amount(used=list(rates))
    base = _said_base(sentence[:at]) if rates else ""
    found = _named_base(sentence, at, names) or names.called(base, ("money",))
    if found is None:
        other = _base(sentence, names)
        found = other if other and (not base or other.name.endswith(folded(base))) else None
    if not found and not base:
        return None
    key = amount.measure(found, base, "money")
    rate = rates[0].rule if rates else "100%" if words and words[0].startswith("全") else "50%"
    amount.conditions = [f"{key} > 0"]
    amount.names += [f"{words[0]}{kind}" for kind in ("收取", "征收", "退还", "") if words]
    share = key if rate == "100%" else f"{rate} * {key}"
    amount.rule = f"up_to({share})" if rates and rates[0].part == "cap" else capped(share, figures, amount)
    return amount


def _named_base(sentence: str, at: int, names: Names) -> Found | None:
    """What a share is of, where the clause of the rate names it."""
    start = max(sentence.rfind(mark, 0, at) for mark in "，,；;。") + 1
    clause = re.split(r"[，,；;。]", sentence[start:])[0]
    return next(iter(names.exact(folded(clause), ("money",), 3)), None)


def _base(sentence: str, names: Names) -> Found | None:
    """What a share may be of, named somewhere else or not as a whole."""
    text = folded(sentence)
    if found := names.exact(text, ("money",), 3):
        return replace(found[0], is_exact=False)
    return names.nearest(text, ("money",), 0.8) or names.quoted(sentence, ("money",))


def _said_base(before: str) -> str:
    """The words that a share is of where no fact is: 贷款利息 of 按贷款利息的 50%."""
    found = _BASE.search(before)
    return found["base"].strip() if found else ""


def excess_of(sentence: str, figures: list[Figure], names: Names) -> Amount | None:
    """超过 1000万元的部分按 5%: a share of what lies above a threshold."""
    limits = [figure for figure in parts_of(figures, "threshold") if figure.kind == "money"]
    rates = parts_of(figures, "rate")
    if len(limits) != 1 or len(rates) != 1 or parts_of(figures, "award", "each") or not _EXCESS.search(sentence):
        return None
    found = next(iter(names.exact(folded(sentence[: limits[0].start]), ("money",), 3)), None)
    if found is None:
        return None
    amount = Amount(conditions=[f"{found.fact.key} > {limits[0].rule}"], used=[*limits, *rates], needed=True)
    amount.take(found)
    amount.names.append(folded("超过部分"))
    amount.rule = capped(f"{rates[0].rule} * max(0, {found.fact.key} - {limits[0].rule})", figures, amount)
    return amount


def matched(words: str, cap: Figure, names: Names) -> Amount | None:
    """市科技小巨人企业最高不超过150万元 beside 资助金额 1:1: what a superior gives, once more, up to a cap."""
    found = names.closest_to(folded(words) + "资助额", ("money",))
    if found is None:
        return None
    key = found.fact.key
    amount = Amount(f"min({key}, {cap.rule})", [f"{key} > 0"], used=[cap])
    amount.take(found)
    return amount
