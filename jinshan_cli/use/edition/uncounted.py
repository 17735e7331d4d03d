"""Combinations of benefits of which one has no sum: no total tells how much of the others it takes the place of."""

from collections.abc import Iterator

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.use.edition.findings import Finding, warning


def uncounted_findings(edition: Edition) -> Iterator[Finding]:
    """Each such combination, with the benefits that have none; not those of which a draft has still to decide."""
    undecided = {each.id for policy in edition.policies for each in policy.benefits if each.todo}
    for number, combination in enumerate(edition.combinations, 1):
        if bare := [each for each in edition.unquantified(combination) if each not in undecided]:
            yield warning(
                tell("合并计算的事项里有未量化的：不计入合计，它可能取代的事项至少按 0 计"),
                f"policies.toml combinations [{number}] benefits",
                tell("、").join(bare),
                tell("原文有金额或上限的，写成 amount（如 up_to(20万)）"),
            )
