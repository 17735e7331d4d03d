"""Which voice an edition has: known before it is read, so that its own faults are told in its words."""

import re
from pathlib import Path

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.written.voice import CHINESE, YUAN, ZH, Voice, speaking
from jinshan_cli.files.disk.opening import read_bytes

LARGEST = 4 * 2**20
_HEADER = re.compile(r"^[ \t]*\[edition\][ \t]*(?:#.*)?$(?P<keys>.*?)(?=^[ \t]*\[|\Z)", re.MULTILINE | re.DOTALL)
_KEY = re.compile(r"""^[ \t]*(?P<key>language|currency)[ \t]*=[ \t]*["'](?P<value>[^"'\n]+)["']""", re.MULTILINE)


def voice_of(language: str, currency: str, folder: Path) -> Voice:
    """The voice of a language and a money. Raises InputError for a language that nobody knows, or no catalogue."""
    if language == ZH:
        return Voice(currency=currency)
    from jinshan_cli.files.edition.voices import foreign_voice  # Babel, which no Chinese edition needs

    return foreign_voice(language, currency, folder)


def speak_as(folder: Path | None) -> None:
    """The voice of a folder's edition is in use from now on; the Chinese one where none can be made out.

    Only looks for the two lines that say so: the table may be broken otherwise. Nothing is refused here.
    """
    speaking(CHINESE)
    try:
        text = read_bytes(folder / "policies.toml", LARGEST).decode("utf-8-sig", "replace") if folder else ""
        found = _HEADER.search(text)
        told = {each["key"]: each["value"] for each in _KEY.finditer(found["keys"])} if found else {}
        speaking(voice_of(told.get("language", ZH), told.get("currency", YUAN), folder or Path()))
    except InputError:
        return
