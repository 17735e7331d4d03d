"""Which voice an edition has: in use before its other files are read, so that its own faults are told in its words."""

import re
from pathlib import Path
from typing import Any

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.written.voice import CHINESE, YUAN, ZH, Voice, speaking
from jinshan_cli.files.disk.opening import read_bytes

POLICIES = "policies.toml"
LARGEST = 4 * 2**20
_HEADER = r"(?ms)^[ \t]*\[[ \t]*edition[ \t]*\][ \t]*(?:#[^\n]*)?$(?P<keys>.*?)(?=^[ \t]*\[|\Z)"
_IN_LINE = r"(?m)^[ \t]*edition[ \t]*(?:=[ \t]*\{|\.)(?P<keys>.*)$"
_KEY = r"""(?m)^[ \t]*(?P<key>language|currency)[ \t]*=[ \t]*["'](?P<value>[^"'\n]+)["']"""


def voice_of(language: str, currency: str, folder: Path) -> Voice:
    """The voice of a language and a money. Raises InputError for a language that nobody knows, or no catalogue."""
    if language == ZH:
        return Voice(currency=currency)
    from jinshan_cli.files.edition.voices import foreign_voice  # Babel, which no Chinese edition needs

    return foreign_voice(language, currency, folder)


def speak_as(folder: Path) -> None:
    """The voice of a folder's edition is in use from now on; the Chinese one where none can be made out.

    Only looks for the two keys that say so: the table may be broken otherwise. Nothing is refused here.
    """
    speaking(CHINESE)
    try:
        text = read_bytes(folder / POLICIES, LARGEST).decode("utf-8-sig", "replace")
        parts = [found["keys"] for found in (re.search(_HEADER, text),) if found]
        parts += [found["keys"].replace(",", "\n") for found in re.finditer(_IN_LINE, text)]
        speak({each["key"]: each["value"] for each in re.finditer(_KEY, "\n".join(parts))}, folder)
    except InputError:
        return


def speak(header: dict[str, Any], folder: Path) -> None:
    """The voice of a header is in use from now on. Raises InputError as `voice_of` does."""
    told = {key: value for key, value in header.items() if isinstance(value, str)}
    speaking(voice_of(told.get("language", ZH), told.get("currency", YUAN), folder))
