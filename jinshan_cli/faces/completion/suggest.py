"""What a value on the command line can be, for the Tab key: (value, what it means), from the edition in use."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import typer

from jinshan_cli.core.written.voice import tell

if TYPE_CHECKING:
    from jinshan_cli.core.facts import Fact
    from jinshan_cli.core.policy import Edition

Suggestions = list[tuple[str, str]]


def policies(ctx: typer.Context) -> Suggestions:
    """Policy numbers with their titles."""
    return [(str(policy.number), policy.title) for policy in _edition(ctx).policies]


def measures(ctx: typer.Context) -> Suggestions:
    """Numbers of 行动方案 with their titles."""
    return [(str(measure.number), measure.title) for measure in _edition(ctx).measures]


def departments(ctx: typer.Context) -> Suggestions:
    """Departments that are responsible for a policy."""
    return _once(name for policy in _edition(ctx).policies for name in policy.departments)


def organisers(ctx: typer.Context) -> Suggestions:
    """Departments that are responsible for an activity."""
    return _once(name for activity in _edition(ctx).activities for name in activity.departments)


def months() -> Suggestions:
    """1 to 12."""
    return [(str(number), tell("{number} 月", number=number)) for number in range(1, 13)]


def words(names: Mapping[str, str]) -> Callable[[str], Suggestions]:
    """Keys with their Chinese names; the names themselves once one is begun."""

    def suggest(incomplete: str) -> Suggestions:
        return list(_either(names, incomplete))

    return suggest


def facts(ctx: typer.Context, incomplete: str) -> Suggestions:
    """Keys of facts with their labels; labels once one is begun."""
    return list(_either(_labels(ctx), incomplete))


def settings(ctx: typer.Context, incomplete: str) -> Suggestions:
    """`KEY=` of each fact; after the `=` its options, yes and no for a flag, in the edition's words."""
    name, equals, value = incomplete.partition("=")
    if not equals:
        return [(f"{key}=", meaning) for key, meaning in _either(_labels(ctx), name)]
    fact = _edition(ctx).facts.find(name)
    if fact is None:
        return []
    return [(f"{name}={key}", meaning) for key, meaning in _values(fact, value, in_chinese=name != fact.key)]


def _values(fact: "Fact", begun: str, in_chinese: bool) -> Iterator[tuple[str, str]]:
    if fact.type == "flag":
        yield from _once((tell("是"), tell("否")))
    options = {option.key: option.label for option in fact.options}
    if in_chinese and not begun:
        yield from ((label, "") for label in options.values())
    else:
        yield from _either(options, begun)


def _either(names: Mapping[str, str], begun: str) -> Iterator[tuple[str, str]]:
    if begun.isascii():
        yield from names.items()
    else:
        yield from ((name, key) for key, name in names.items())


def _once(names: Iterable[str]) -> Suggestions:
    return [(name, "") for name in dict.fromkeys(names)]


def _labels(ctx: typer.Context) -> dict[str, str]:
    return {fact.key: fact.label for fact in _edition(ctx).facts}


def _edition(ctx: typer.Context) -> "Edition":
    from jinshan_cli.files.edition.folder import load_edition

    return load_edition(ctx.params.get("data"))
