"""Caps over several benefits that cannot be meant: of 0, or below what one benefit alone comes to."""

from collections.abc import Iterator
from itertools import chain

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.nodes import Quantity
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, interval
from jinshan_cli.use.edition.findings import Finding, warning
from jinshan_cli.use.edition.firms import example_firms, fitting_firms

_LOOKS = 100
"""tries to find a firm whose benefit is within the cap"""


def cap_findings(edition: Edition) -> Iterator[Finding]:
    """Each such cap; of a benefit that no firm has within it nothing is proved, since only some firms are tried."""
    for at, limit in edition.limits.items():
        combination = edition.combinations[at]
        place, written = f"policies.toml combinations [{at + 1}] amount", combination.amount or ""
        if interval(limit, Knowledge(edition, Firm())).high == 0:
            yield warning(tell("金额对任何企业都是 0"), place, written)
        elif over := [each for each in combination.benefits if _is_over(each, limit, edition)]:
            told = tell("试过的企业，单是 {ids} 就超过这个上限", ids=tell("、").join(over))
            yield warning(told, place, written, tell("是不是少了“万”；没有错就加一条金额在上限以内的示例"))


def _is_over(benefit: str, limit: Quantity, edition: Edition) -> bool:
    """True if firms are found that get something, and all of them more than the cap."""
    rule = edition.rules[benefit]
    if rule.amount is None:
        return False
    own = next(each for each in edition.policy_of[benefit].benefits if each.id == benefit)
    is_found = False
    for firm in chain(example_firms(own, edition), fitting_firms(rule.when, (rule.amount, limit), edition, _LOOKS)):
        known = Knowledge(edition, firm)
        gets, most = interval(rule.amount, known), interval(limit, known).high
        if sum_ := gets.low or gets.high:
            if most is None or sum_ <= most:
                return False
            is_found = True
    return is_found
