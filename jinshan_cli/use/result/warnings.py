"""What does not fit together in what a firm says: taken as stated, and told."""

from collections.abc import Iterator

from jinshan_cli.core.firm import Value, options_in
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written.figures import say_known, say_options
from jinshan_cli.core.written.values import is_implausible
from jinshan_cli.core.written.voice import tell
from jinshan_cli.engines.evaluate import Knowledge, truth


def doubts_of(known: Knowledge) -> tuple[str, ...]:
    """A sentence for each stated value that contradicts the others or is hardly plausible."""
    crossed = (text for when, text in known.edition.checks if truth(when, known))
    return (*_contradictions(known), *crossed, *_implausible(known))


def raises_doubt(key: str, value: Value | None, known: Knowledge) -> bool:
    """True if a value of a fact raises a doubt that there is not without it."""
    with_it, without = (doubts_of(Knowledge(known.edition, known.firm.having(key, each))) for each in (value, None))
    return not set(with_it) <= set(without)


def _contradictions(known: Knowledge) -> Iterator[str]:
    facts, stated = known.edition.facts, known.firm.facts
    sizes = known.edition.sizes
    if sizes is not None and (tiers := options_in(stated.get(sizes.fact))):
        possible, fact = known.derived_options(sizes.fact), facts[sizes.fact]
        if possible.isdisjoint(tiers):
            derived = say_options(fact, [tier for tier in sizes.tiers if tier in possible])
            yield tell(
                "{label}填为{options}，按行业与指标推算为{derived}；以填写为准，请核对",
                label=fact.label,
                options=say_options(fact, tiers),
                derived=derived,
            )
    for key in known.edition.derivations:
        derived_flag = known.derived_flag(key)
        if key in stated and derived_flag is not None and derived_flag is not stated[key]:
            said, derived = (tell("是") if flag else tell("否") for flag in (stated[key], derived_flag))
            yield tell(
                "{label}填为{said}，按其他指标推算为{derived}；以填写为准，请核对",
                label=facts[key].label,
                said=said,
                derived=derived,
            )


def _implausible(known: Knowledge) -> Iterator[str]:
    facts, stated = known.edition.facts, known.firm.facts
    for key in facts.in_order(set(stated)):
        fact, value = facts[key], stated[key]
        if isinstance(value, Interval) and is_implausible(fact, value):
            check = tell("单位（元还是万元）") if fact.type == "money" else tell("数字")
            yield tell(
                "{label} {known} 少见，请核对{check}", label=fact.label, known=say_known(fact, value), check=check
            )
