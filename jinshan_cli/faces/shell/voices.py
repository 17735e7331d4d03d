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
    for place, word in enumerate(args):
        option, equals, value = word.partition("=")
        if option == _OPTION:
            return value if equals else "".join(args[place + 1 : place + 2])
    is_check = args[:1] == ["check"] and len(args) > 1 and not args[1].startswith("-")
    return args[1] if is_check else ""
