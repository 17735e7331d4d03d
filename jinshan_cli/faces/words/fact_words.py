"""A fact in words: its type, options, aliases, where to find it, what uses it."""

from collections.abc import Iterable

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.core.written.voice import Words, tell, voice

DETAILS = ("类型", "选项", "默认", "说明", "推算", "在哪里查", "也可写作", "用于")
TYPES = Words(
    {
        "flag": "是/否",
        "choice": "选项",
        "count": "数量",
        "money": "金额（{currency}）",
        "date": "日期",
        "percent": "百分比",
    }
)


def say_type(fact: Fact) -> str:
    """`金额（元）`."""
    return TYPES[fact.type].format(currency=voice().currency)


def say_spans(numbers: Iterable[int]) -> str:
    """Ascending numbers, neighbours as a range that `jinshan show` takes: 1、3-14、17."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return tell("、").join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def say_users(key: str, edition: Edition) -> str:
    """Where a fact is used: the policies that read it, 1、3-14, or else the activities, 活动 1-2."""
    if numbers := edition.used_by[key]:
        return say_spans(numbers)
    activities = [number for number, condition in edition.suits.items() if key in fact_keys(condition)]
    return tell("活动 {spans}", spans=say_spans(activities)) if activities else ""


def details_of(fact: Fact, edition: Edition) -> list[tuple[str, str]]:
    """What is known of a fact: name and text, for each that there is."""
    options = tell("；").join(f"{option.key} {option.label}" for option in fact.options)
    default = fact.option(fact.default).label if fact.default else ""
    users = say_users(fact.key, edition)
    texts = (
        say_type(fact),
        options,
        default,
        fact.help,
        fact.derive or "",
        fact.ask_at,
        tell("、").join(fact.aliases),
        tell("第 {users} 项", users=users) if edition.used_by[fact.key] else users,
    )
    return [(tell(name), text) for name, text in zip(DETAILS, texts, strict=True) if text]
