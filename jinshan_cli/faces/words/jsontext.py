"""JSON text with exact money, and nothing in it that a terminal would obey."""

import re
from typing import Any

from jinshan_cli.files.disk import jsontext

_RISKY = "[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"


def to_json(data: Any, *, ascii_only: bool = False) -> str:
    """Indented JSON; `Decimal` becomes a number with every digit, controls and bidi marks become escapes."""
    text = jsontext.to_json(data, ensure_ascii=ascii_only, indent=2, use_decimal=True, allow_nan=False)
    return re.sub(_RISKY, lambda found: f"\\u{ord(found[0]):04x}", text)
