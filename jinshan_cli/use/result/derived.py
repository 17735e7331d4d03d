"""Why something follows from what a firm said, in words: the rule, or the indicators of the size."""

from collections.abc import Iterator

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.intervals import NOT_KNOWN
from jinshan_cli.core.rules.words import say_condition
from jinshan_cli.core.sizes import SizeRow, SizeStandard, tier_range
from jinshan_cli.core.written.figures import say_known
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.use.result.assessment import Assessment


def say_why(fact: Fact, assessment: Assessment) -> str:
    """The rule in words; of the size what each indicator reaches alone, the lowest of which it is."""
    edition = assessment.edition
    if edition.sizes is not None and fact.key == edition.sizes.fact:
        return tell("，").join(_say_size(edition.sizes, Knowledge(edition, assessment.firm)))
    return say_condition(edition.derivations[fact.key], edition.facts)


def _say_size(sizes: SizeStandard, known: Knowledge) -> Iterator[str]:
    by, sectors = known.edition.facts[sizes.by], known.options(sizes.by)
    if len(sectors) != 1:
        yield tell("{label}未知", label=by.label)
        return
    (sector,) = sectors
    label, row = by.option(sector).label, sizes.row_of.get(sector)
    if row is None:
        yield tell("{label}不在划型标准之内", label=label)
        return
    yield label
    yield from _say_indicators(sizes, row, known)
    if len(row.limits) > 1:
        yield tell("取最低一档")


def _say_indicators(sizes: SizeStandard, row: SizeRow, known: Knowledge) -> Iterator[str]:
    facts = known.edition.facts
    tiers = facts[sizes.fact]
    for key, limits in row.thresholds.items():
        value = known.interval(key)
        if value == NOT_KNOWN:
            yield tell("{label}未知", label=facts[key].label)
            continue
        low, high = (tiers.option(sizes.tiers[tier]).label for tier in tier_range(value, limits))
        yield tell(
            "{label} {known}达到{words}",
            label=facts[key].label,
            known=say_known(facts[key], value),
            words=low if low == high else tell("{low}至{high}", low=low, high=high),
        )
