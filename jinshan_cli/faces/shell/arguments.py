"""What stands on the command line, turned into values: with Chinese refusals, and without Typer's pydantic.

`Reader` takes the place of the converter Typer would build; it is all we replace.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption
from typer.models import ParameterInfo

from jinshan_cli.core.errors import JinshanError, closest
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.typer_parts import RuntimeParam
from jinshan_cli.faces.words.faults import fault_line

Parameter = TyperArgument | TyperOption


@dataclass(frozen=True)
class Reader(RuntimeParam):
    """Reads str, int, Path, Literal, whatever has a `parser`, and lists of these; a flag has no text to read."""

    def _coerce_value(self, value: Any, param: Any, ctx: Any) -> Any:
        try:
            element = element_of(self.annotation)
            if element is not self.annotation:
                return [_read(item, element, self.parameter_info) for item in value]
            return _read(value, element, self.parameter_info)
        except JinshanError as error:
            raise typer.BadParameter("；".join(map(fault_line, error.faults)), ctx, param) from error
        except ValueError as error:
            raise typer.BadParameter(str(error), ctx, param) from error


def speak_chinese(params: Sequence[Any]) -> None:
    """Gives each parameter its `Reader`; TypeError for a type that has none (a mistake in a command)."""
    for param in params:
        described = param.type_descriptor
        _check_readable(described.annotation, described.parameter_info, param.name)
        param._runtime_param = Reader(described.parameter_info, described.annotation)


def element_of(annotation: Any) -> Any:
    """The type of a list's items; any other type is itself."""
    origin: Any = get_origin(annotation)
    return get_args(annotation)[0] if origin is list else annotation


def choices_of(annotation: Any) -> tuple[str, ...]:
    """The words a Literal accepts; empty for any other type."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _check_readable(annotation: Any, info: ParameterInfo, name: str) -> None:
    element = element_of(annotation)
    plain = element in (str, int, bool) or (isinstance(element, type) and issubclass(element, Path))
    if not (plain or info.parser or choices_of(element)):
        raise TypeError(f"parameter {name}: no reader for {annotation!r}; give it a parser=")


def _read(text: Any, annotation: Any, info: ParameterInfo) -> Any:
    """One value; what is no text is a default and already read. ValueError in Chinese if it is refused."""
    if not isinstance(text, str):
        return text
    if info.parser is not None:
        return info.parser(text)
    if choices := choices_of(annotation):
        return _read_choice(text, choices)
    if annotation is int:
        return _read_whole(text)
    if isinstance(annotation, type) and issubclass(annotation, Path):
        return _read_path(text, info)
    return text


def _read_choice(text: str, choices: tuple[str, ...]) -> str:
    if text in choices:
        return text
    near = closest(text, choices)
    hint = f"是否要写 {near}？" if near else ""
    raise ValueError(f"“{clean(text)}”不是可选项；可选 {'、'.join(choices)}。{hint}")


def _read_whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"“{clean(text)}”不是整数。") from None


def _read_path(text: str, info: ParameterInfo) -> Path:
    path, shown = Path(text), f"“{clean(text)}”"
    if text == "-" and info.allow_dash:
        return path
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        if info.exists:
            raise ValueError(f"{shown}不存在。") from None
        return path
    if stat.S_ISDIR(mode) and not info.dir_okay:
        raise ValueError(f"{shown}是文件夹；此处应为文件。")
    if not stat.S_ISDIR(mode) and not info.file_okay:
        raise ValueError(f"{shown}是文件；此处应为文件夹。")
    if info.exists and info.readable and not os.access(path, os.R_OK):
        raise ValueError(f"没有读取{shown}的权限。")
    return path
