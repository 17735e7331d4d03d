"""What the Tab key offers: a command line up to the cursor in, values with their meanings out.

The shells' scripts in this room put the line into the environment variable and read the answer.
"""

import re

from typer.main import get_command

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.app import app
from jinshan_cli.faces.shell.arguments import FILES, FOLDERS
from jinshan_cli.faces.shell.typer_parts import CompletionItem, resolve_context, resolve_incomplete, split_arg_string

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
    found = place.shell_complete(context, rest)
    if kinds := [kind for kind in (FILES, FOLDERS) if any(item.value == rest + kind for item in found)]:
        return [(kinds[0], "")]
    before = begun.removesuffix(rest) if rest != begun else ""
    return [_item(before, item) for item in found if not _SPECIAL.search(item.value)]


def _item(before: str, found: CompletionItem) -> tuple[str, str]:
    return before + clean(found.value), clean((found.help or "").splitlines()[0] if found.help else "")
