"""The voice of the edition that a command line names, before anything is read of it: for help, prompts and faults.

Named by `--data FOLDER`, by a folder behind `check`, or by the environment; else it is the built-in one, and Chinese.
"""

import os
from collections.abc import Sequence
from pathlib import Path

from jinshan_cli.core.written.voice import CHINESE, speaking
from jinshan_cli.files.edition.spoken import speak_as

DATA = "JINSHAN_DATA"
"""the environment variable that names the folder of an edition"""
_OPTION = "--data"


def speak_for(args: Sequence[str]) -> None:
    """From now on the program speaks as the edition of these arguments; nothing is refused here."""
    folder = _named(args) or os.environ.get(DATA, "")
    if not folder:
        speaking(CHINESE)
        return
    speak_as(Path(folder))


def _named(args: Sequence[str]) -> str:
    named, others, words = "", list[str](), iter(args)
    for word in words:
        option, equals, value = word.partition("=")
        if option == _OPTION:
            named = value if equals else next(words, "")
        elif not word.startswith("-"):
            others.append(word)
    return others[1] if others[:1] == ["check"] and len(others) > 1 else named
