"""The rows of a list of calls: what to say to each firm, in words."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import polars as pl

from jinshan_cli.core.columns import OF_CALL
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.timewords import say_last
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words import labels
from jinshan_cli.files.lists.cells.columns import PROBLEM_SCHEMA
from jinshan_cli.files.lists.told import firms_of
from jinshan_cli.use.lists.batch import ResultBlock, Results
from jinshan_cli.use.lists.calls import Call, Place, calls
from jinshan_cli.use.result.assessment import BenefitResult
from jinshan_cli.use.result.urgency import last_day, stated_last_day
from jinshan_cli.use.result.worth import worth_of

_TYPES = {"row": pl.Int64, "low": pl.Int128}
SCHEMA = pl.Schema({key: _TYPES.get(key, pl.String)() for key in OF_CALL})
RISKY = frozenset(("name",))


def call_blocks(results: Results) -> Iterator[ResultBlock]:
    """The problems as the list is read, then all rows in the order in which to call."""
    facts = results.edition.facts
    firms: list[tuple[int, Firm]] = []
    counted = replace(results, layout="firm", seen=lambda block: firms.extend(firms_of(block, facts)))
    empty = pl.DataFrame(schema=SCHEMA)
    for block in counted.blocks():
        yield ResultBlock(empty, block.problems, RISKY)
    told = []
    for call in calls(firms, results.edition, results.as_of):
        near = call.near
        results.account.near.update(result.benefit.id for _, result in near)
        told.append(_row(call, near))
    yield ResultBlock(pl.DataFrame(told, schema=SCHEMA, orient="row"), pl.DataFrame(schema=PROBLEM_SCHEMA), RISKY)


def _row(call: Call, near: list[Place]) -> tuple[int | str | None, ...]:
    found = call.assessment
    last = call.last_day
    return (
        call.row,
        found.firm.name or None,
        None if last is None else last.isoformat(),
        tell("；").join(_due(place, call) for place in call.due) or None,
        call.certain,
        labels.say_sums(found.now) or None,
        labels.say_possible(found.now) or None,
        tell("；").join(map(_asked_first, call.asked_first)) or None,
        tell("；").join(_question(key, places, call) for key, places in call.one_question.items()) or None,
        tell("；").join(_near(place, call) for place in near) or None,
        tell("；").join(dict.fromkeys(_phone(place) for place in (*call.due, *call.asked_first, *_asked(call))))
        or None,
    )


def _due(place: Place, call: Call) -> str:
    _, result = place
    as_of = call.assessment.as_of
    day = last_day(result, as_of)
    until = "" if day is None else tell("（{until}）", until=_until(day, result, as_of))
    return tell(
        "{id} {title}{until}：{due}",
        id=result.benefit.id,
        title=result.benefit.title,
        until=until,
        due=labels.say_due(result),
    )


def _asked_first(place: Place) -> str:
    _, result = place
    amount = labels.say_amount(result.amount, result.is_untold)
    return tell("{id} {title}：{amount}", id=result.benefit.id, title=result.benefit.title, amount=amount)


def _until(day: date, result: BenefitResult, as_of: date) -> str:
    """A last day, and what it is if it ends no window for claims that the source states: of a period, or reported."""
    if day != stated_last_day(result, as_of):
        return tell("据外部资料，至 {day}", day=day)
    return say_last(result.benefit, day)


def _question(key: str, places: list[Place], call: Call) -> str:
    label = call.assessment.edition.facts[key].label
    return tell(
        "{label}（定 {those}）",
        label=label,
        those=tell("、").join((_worth(result) for _, result in places)),
    )


def _worth(result: BenefitResult) -> str:
    return f"{result.benefit.id} {labels.say_amount(result.amount, result.is_untold)}"


def _near(place: Place, call: Call) -> str:
    _, result = place
    assert result.near_miss is not None
    words = labels.say_near_miss(result.near_miss, call.assessment.edition.facts)
    amount = labels.say_amount(worth_of(result, call.assessment))
    return tell("{benefit} {words}（若符合：{amount}）", benefit=result.benefit.id, words=words, amount=amount)


def _phone(place: Place) -> str:
    policy = place[0].policy
    return tell("第 {number} 项 {contact}", number=policy.number, contact=labels.say_contact(policy)).rstrip()


def _asked(call: Call) -> list[Place]:
    return [place for places in call.one_question.values() for place in places]
