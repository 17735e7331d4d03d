"""What the Tab key offers: a command line up to the cursor in, values with their meanings out.

The shells' scripts in this room put the line into the environment variable and read the answer.
"""

import re
from pathlib import Path
from typing import Any

from typer.core import TyperArgument, TyperOption
from typer.main import get_command

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.app import app
from jinshan_cli.faces.shell.arguments import element_of
from jinshan_cli.faces.shell.typer_parts import CompletionItem, resolve_context, resolve_incomplete, split_arg_string

FILES, FOLDERS = "<files>", "<folders>"
"""answers that ask the shell to offer its own files"""
_SPECIAL = re.compile(r"[\s'\"\\$`&|;<>()*?\[\]{}!#~]")
"""what a shell would not take as it stands"""


def answer(line: str) -> None:
    """Prints what can stand at the end of a command line; nothing if it cannot be told."""
    try:
        items = complete(line)
    except Exception:  # a fault must not write into the line that is being typed
        return
    for value, meaning in items:
        print(f"{value}\t{meaning}")


def complete(line: str) -> list[tuple[str, str]]:
    """The values, each a whole word, that begin as the last word of `line` does, and what they mean."""
    words = split_arg_string(line)
    begun = words.pop() if words and not line[-1:].isspace() else ""
    context = resolve_context(get_command(app), {}, "jinshan", words[1:])
    place, rest = resolve_incomplete(context, words[1:], begun)
    if kind := _file_kind(place):
        return [(kind, "")]
    before = begun.removesuffix(rest) if rest != begun else ""
    return [_item(before, found) for found in place.shell_complete(context, rest) if not _SPECIAL.search(found.value)]


def _item(before: str, found: CompletionItem) -> tuple[str, str]:
    return before + clean(found.value), clean((found.help or "").splitlines()[0] if found.help else "")


def _file_kind(place: Any) -> str:
    """FILES or FOLDERS where a path is asked for."""
    if not isinstance(place, TyperArgument | TyperOption):
        return ""
    described = place.type_descriptor
    element = element_of(described.annotation)
    if not (isinstance(element, type) and issubclass(element, Path)):
        return ""
    return FILES if described.parameter_info.file_okay else FOLDERS
