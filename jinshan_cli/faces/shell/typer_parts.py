"""The private parts of Typer that we build on; no other module imports one, and tests/faces/test_typer_parts.py
says what each is for, should an upgrade lack it."""

from typer._click.core import Command, Context
from typer._click.exceptions import BadOptionUsage, MissingParameter, NoSuchOption
from typer._click.shell_completion import CompletionItem, _resolve_context, _resolve_incomplete, split_arg_string

__all__ = [
    "BadOptionUsage",
    "Command",
    "CompletionItem",
    "Context",
    "MissingParameter",
    "NoSuchOption",
    "resolve_context",
    "resolve_incomplete",
    "split_arg_string",
]

resolve_context, resolve_incomplete = _resolve_context, _resolve_incomplete
