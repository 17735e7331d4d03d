"""Text from outside made safe to show: what moves a cursor, turns the reading direction or hides is made visible."""

import re

_LAYOUT = r"\t\n"
_UNSEEN = (
    r"\x00-\x08\x0b-\x1f\x7f-\x9f"  # control, C1
    r"\xad\u061c\u180e\u200b-\u200f\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"  # no width, direction
    r"\u2028-\u202e"  # line and paragraph separator, direction
    r"\ud800-\udfff"  # half a pair: bytes that were no text
)
_ANY = f"[{_LAYOUT}{_UNSEEN}]"
_BUT_LAYOUT = f"[{_UNSEEN}]"


def clean(text: str, *, keep_layout: bool = False) -> str:
    r"""The text with every unseen character as `\uXXXX`; `keep_layout` leaves newline and tab alone."""
    return re.sub(_BUT_LAYOUT if keep_layout else _ANY, _visible, text)


def unseen(text: str, *, keep_layout: bool = False) -> str:
    """The first unseen character of a text, made visible; empty if there is none."""
    found = re.search(_BUT_LAYOUT if keep_layout else _ANY, text)
    return _visible(found) if found else ""


def _visible(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
