"""What a draft keeps of the edition it is like: the facts that its rules speak of, and those that these follow from."""

import re

from jinshan_cli.core.rules.tree import fact_keys
from jinshan_cli.use.drafting.draft import Draft

_FACT = "[[facts]]"
_KEY = re.compile(r'^key = "(\w+)"', re.MULTILINE)
_NAMES = re.compile(r"[a-z_]\w*")


def carried_keys(draft: Draft) -> set[str]:
    """The keys of the facts to keep."""
    like = draft.like
    rules = (f"{benefit.when} {benefit.amount}" for policy in draft.policies for benefit in policy.benefits)
    said = {name for rule in rules for name in _NAMES.findall(rule) if name in like.facts}
    for named in like.conditions.values():
        said |= fact_keys(named.condition)
    keys = like.behind(said)
    return keys | {current for key in keys if (current := like.facts.current_of(key))}


def carried_facts(text: str, keys: set[str]) -> str:
    """The text of facts.toml without other facts; a comment goes with the fact below it."""
    before, *facts = text.split(f"{_FACT}\n")
    kept, comment = [], before.rstrip("\n")
    for fact in facts:
        body, after = _cut(fact)
        found = _KEY.search(body)
        if found and found[1] in keys:
            kept.append(f"{comment}\n\n{_FACT}\n{body}" if comment else f"{_FACT}\n{body}")
        comment = after
    return "\n\n".join(part.strip("\n") for part in kept) + "\n"


def _cut(fact: str) -> tuple[str, str]:
    """A fact's own lines, and the comment that stands between it and the next."""
    lines = fact.rstrip("\n").split("\n")
    at = len(lines)
    while at and (not lines[at - 1] or lines[at - 1].startswith("#")):
        at -= 1
    return "\n".join(lines[:at]), "\n".join(lines[at:]).strip("\n")
