"""Names of an edition that lead back to themselves through the texts that they stand for."""

import re
from collections.abc import Mapping

_NAME = r"[^\W\d]\w*"


def circle(name: str, texts: Mapping[str, str]) -> tuple[str, ...]:
    """The shortest way from a name back to it, `("a", "b", "a")`; empty if there is none."""
    ways: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    for way in ways:
        for used in dict.fromkeys(re.findall(_NAME, texts[way[-1]])):
            if used == name:
                return (*way, name)
            if used in texts and used not in seen:
                seen.add(used)
                ways.append((*way, used))
    return ()


def say_circle(names: tuple[str, ...]) -> str:
    """`a → b → a`."""
    return " → ".join(names)
