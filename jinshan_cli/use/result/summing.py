"""What a firm's benefits come to together, and what the open ones could add: a fact that several share is one fact."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from jinshan_cli.core.combining.combination import Bound, Bounds
from jinshan_cli.core.combining.sums import addition, together
from jinshan_cli.core.intervals import NOTHING, Interval
from jinshan_cli.core.outcome import Total, total_of
from jinshan_cli.core.policy import KINDS, Edition, Status
from jinshan_cli.core.rules.nodes import Constant
from jinshan_cli.core.rules.words import say_quantity
from jinshan_cli.engines.evaluate import Knowledge, interval, span_of
from jinshan_cli.use.result.assessment import BenefitResult, Sums

Rows = Sequence[tuple[int, BenefitResult]]
"""results, each with its policy's number"""


def bounds_of(known: Knowledge) -> Bounds:
    """The combinations of the edition, with what their caps come to for the firm."""
    return tuple(_bound(place, known) for place in range(len(known.edition.combinations)))


def _bound(place: int, known: Knowledge) -> Bound:
    combination, limit = known.edition.combinations[place], known.edition.limits.get(place)
    bare = known.edition.unquantified(combination)
    if limit is None:
        return Bound(combination, unquantified=bare)
    words = "" if isinstance(limit, Constant) else say_quantity(limit, known.edition.facts)
    return Bound(combination, interval(limit, known).to_smallest_unit(), words, bare)


def sums_of(rows: Rows, bounds: Bounds, known: Knowledge) -> Sums:
    """What is due of these, each with its policy's number, and what the undetermined ones could add, by kind."""
    told = {kind: [row for row in rows if row[1].benefit.kind == kind] for kind in KINDS}
    potential = {kind: _potential([each for _, each in those], bounds, known) for kind, those in told.items()}
    return Sums(
        {kind: _total(those, bounds, known) for kind, those in told.items()},
        {kind: found for kind, found in potential.items() if found is not None},
        {kind: _unquantified(those) for kind, those in told.items()},
    )


def tied(sums: Sums, rows: Rows, others: Rows, bounds: Bounds) -> Sums:
    """These sums, each with the combinations of what is due in it with what is due of the others."""
    here, there = ({each.benefit.id for _, each in those if _is_paid(each)} for those in (rows, others))
    across = [each for each in bounds if each.combination.crosses(here, here | there)]
    totals = dict(sums.totals)
    for kind, total in sums.totals.items():
        own = here & {each.benefit.id for _, each in rows if each.benefit.kind == kind}
        totals[kind] = replace(total, across=tuple(each for each in across if own & set(each.combination.benefits)))
    return replace(sums, totals=totals)


def _is_paid(result: BenefitResult) -> bool:
    return result.status == "eligible" and not result.gives_nothing


def jointly(results: Iterable[BenefitResult], known: Knowledge, bounds: Bounds) -> Interval:
    """What the eligible ones come to, in fen."""
    edition = known.edition
    quantified = _quantified(results, edition)
    alone = _amounts(quantified, "eligible")
    found = together(alone, bounds)
    if found.is_point:
        return found
    beside, parts = known, []
    for group in edition.shared.sums(tuple(each.benefit.id for each in quantified)):
        beside = _told(quantified, known) if beside is known else beside
        those = {key: alone.pop(key) for key in group.benefits if key in alone}
        ends = (span_of(end, beside) for end in (group.least, group.greatest))
        parts.append(group.narrowed(together(those, bounds), *ends))
    return sum(parts, together(alone, bounds))


def _potential(results: Iterable[BenefitResult], bounds: Bounds, known: Knowledge) -> Interval | None:
    """What undetermined benefits could add to what is due, beside it; None if there are none that are quantified."""
    edition = known.edition
    quantified = _quantified(results, edition)
    sure, more = (_amounts(quantified, status) for status in ("eligible", "undetermined"))
    if not more:
        return None
    beside, parts = known, []
    for ids in edition.shared.addable(tuple(each.benefit.id for each in quantified)):
        group = edition.shared.addition(ids) if not more.keys().isdisjoint(ids) else None
        if group is not None:
            beside = _told(quantified, known) if beside is known else beside
            here, open_ones = ({key: found.pop(key) for key in ids if key in found} for found in (sure, more))
            alone = addition(here, open_ones, bounds)
            parts.append(group.narrowed(alone, NOTHING, span_of(group.greatest, beside)))
    return sum(parts, addition(sure, more, bounds))


def _unquantified(rows: Rows) -> tuple[int, ...]:
    """Of those that are undetermined; a draft's amount is still to be decided on."""
    open_ones = ((number, each) for number, each in rows if each.status == "undetermined" and not each.benefit.todo)
    return tuple(dict.fromkeys(number for number, each in open_ones if each.amount is None))


def _quantified(results: Iterable[BenefitResult], edition: Edition) -> list[BenefitResult]:
    return [each for each in results if not each.benefit.todo and each.benefit.id in edition.shared.amounts]


def _amounts(results: Iterable[BenefitResult], status: Status) -> dict[str, Interval]:
    return {each.benefit.id: each.amount for each in results if each.status == status and each.amount}


def _told(results: Collection[BenefitResult], known: Knowledge) -> Knowledge:
    """With whose each benefit is, beside the facts of the firm."""
    shared = known.edition.shared
    told = {shared.due(each.benefit.id).key: each.status == "eligible" for each in results}
    told |= {shared.possible(each.benefit.id).key: each.status == "undetermined" for each in results}
    return Knowledge(known.edition, replace(known.firm, facts={**known.firm.facts, **told}))


def _total(rows: Rows, bounds: Bounds, known: Knowledge) -> Total:
    those = [(number, each) for number, each in rows if each.status == "eligible"]
    found = jointly((each for _, each in rows), known, bounds)
    total = total_of(((number, each.benefit.id, each.amount) for number, each in those), bounds, found)
    endless = [each for _, each in those if each.amount and each.amount.high is None]
    return replace(total, is_untold=total.amount.high is None and all(each.is_untold for each in endless))
