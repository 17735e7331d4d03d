"""What of Typer is not public and yet built on: there, and named in one module only."""

import ast
import inspect
from importlib import import_module
from pathlib import Path
from typing import Annotated

import pytest
import typer

from jinshan_cli.faces.shell import typer_parts
from jinshan_cli.faces.shell.arguments import readable

SOURCE = Path(typer_parts.__file__)
PARTS = {
    "_click.core.Command": "a group's own options for the Tab key, no command imported (chinese)",
    "_click.core.Context": "the type that overridden methods take; typer.Context is narrower (chinese, app)",
    "_click.exceptions.BadOptionUsage": "a flag with a value, an option without one, in Chinese (chinese)",
    "_click.exceptions.MissingParameter": "what is missing, in Chinese (chinese)",
    "_click.exceptions.NoSuchOption": "the closest option, in Chinese (chinese)",
    "_click.shell_completion.CompletionItem": "what the Tab key offers (chinese, completion)",
    "_click.shell_completion._resolve_context": "the command that a begun line names (completion)",
    "_click.shell_completion._resolve_incomplete": "the parameter that a begun word belongs to (completion)",
    "_click.shell_completion.split_arg_string": "a begun line as words (completion)",
}


@pytest.mark.parametrize("part", PARTS)
def test_is_there(part: str) -> None:
    """Typer has the part; if not, this says what it was for and where its successor is to be put."""
    module, name = f"typer.{part}".rsplit(".", 1)
    try:
        getattr(import_module(module), name)
    except (ImportError, AttributeError):
        wanted = f"{PARTS[part]}; find what does it now, for typer_parts.py"
        pytest.fail(f"Typer {typer.__version__} has no {part}: {wanted}")


def test_every_type_has_a_reader() -> None:
    """A type that nothing reads is a mistake in a command, and says so before the command is ever run."""

    def run(share: Annotated[float, typer.Option()] = 0.0) -> None:
        """Does nothing."""

    with pytest.raises(TypeError, match="parameter share: no reader"):
        readable(run)


def test_named_in_one_module() -> None:
    """`typer_parts` imports exactly the parts above, and nobody else anything that begins with an underscore."""
    for path in SOURCE.parents[1].rglob("*.py"):
        imports = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
        found = {f"{node.module}.{name.name}" for node in imports for name in node.names}
        private = {name.removeprefix("typer.") for name in found if name.startswith("typer._")}
        assert private == (set(PARTS) if path == SOURCE else set()), path


def test_a_command_is_made_readable_once() -> None:
    """However often a process makes its commands, each value is read once."""

    def command(number: Annotated[int, typer.Option()]) -> None:
        """Takes a number."""

    first = inspect.signature(readable(command))
    assert inspect.signature(readable(command)) == first
