"""Pieces of a TOML file with comments, which a person will go on writing."""

from collections.abc import Mapping
from typing import Any

import tomli_w

from jinshan_cli.core.written.clean import clean


def section(heading: str, table: Mapping[str, Any]) -> str:
    """A heading such as `[[policies]]` with its keys; texts without what cannot be seen."""
    return f"{heading}\n{tomli_w.dumps({key: _seen(value) for key, value in table.items()})}"


def commented(*lines: str) -> str:
    """Lines of a comment; whatever is in a text stays on its line."""
    return "".join(f"# {clean(' '.join(line.split()))}\n" for line in lines)


def _seen(value: Any) -> Any:
    if isinstance(value, str):
        return clean(" ".join(value.split()))
    return [_seen(each) for each in value] if isinstance(value, list) else value
