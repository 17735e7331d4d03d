"""Text for Markdown that reads as it is written."""

import re

from jinshan_cli.core.written.clean import clean

_MARKS = re.compile(r"[\\`*_\[\]<>&#|~!]")


def escape(text: str) -> str:
    """What hides is made visible, and marks lose their meaning."""
    return _MARKS.sub(r"\\\g<0>", clean(text))
