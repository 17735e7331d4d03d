"""What stands on the command line, turned into values: with Chinese refusals, and without Typer's pydantic.

`Reader` takes the place of the converter Typer would build; it is all we replace.
"""

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import typer
from typer._coercion import RuntimeParam
from typer.core import TyperArgument, TyperOption
from typer.models import ParameterInfo

from jinshan_cli.core.clean import clean
from jinshan_cli.core.errors import JinshanError, closest
from jinshan_cli.faces.errors import fault_line

Parameter = TyperArgument | TyperOption
_TRUE = ("1", "true", "yes", "on", "y", "是")
_FALSE = ("", "0", "false", "no", "off", "n", "否")


@dataclass(frozen=True)
class Reader(RuntimeParam):
    """Reads str, int, float, bool, Path, Enum, Literal, whatever has a `parser`, and lists of these."""

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
    """The words an Enum or Literal (or a list of them) accepts; empty for any other type."""
    annotation = element_of(annotation)
    if get_origin(annotation) is Literal:
        return tuple(str(word) for word in get_args(annotation))
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(str(member.value) for member in annotation)
    return ()


def _check_readable(annotation: Any, info: ParameterInfo, name: str) -> None:
    element = element_of(annotation)
    plain = element in (str, int, float, bool) or (isinstance(element, type) and issubclass(element, Path))
    if not (plain or info.parser or choices_of(element)):
        raise TypeError(f"parameter {name}: no reader for {annotation!r}; give it a parser=")


def _read(text: Any, annotation: Any, info: ParameterInfo) -> Any:
    """One value; what is no text is a default and already read. ValueError in Chinese if it is refused."""
    if not isinstance(text, str):
        return text
    if info.parser is not None:
        return info.parser(text)
    if choices_of(annotation):
        return _read_choice(text, annotation, info.case_sensitive)
    if annotation is bool:
        return _read_bool(text)
    if annotation in (int, float):
        return _read_number(text, annotation, info)
    if isinstance(annotation, type) and issubclass(annotation, Path):
        return _read_path(text, info)
    return text


def _read_choice(text: str, annotation: Any, case_sensitive: bool) -> Any:
    words = choices_of(annotation)
    members = get_args(annotation) if get_origin(annotation) is Literal else tuple(annotation)
    folded = str if case_sensitive else str.casefold
    for word, member in zip(words, members, strict=True):
        if folded(word) == folded(text):
            return member
    near = closest(text, words)
    hint = f"是否要写 {near}？" if near else ""
    raise ValueError(f"“{clean(text)}”不是可选项；可选 {'、'.join(words)}。{hint}")


def _read_bool(text: str) -> bool:
    word = text.strip().casefold()
    if word not in _TRUE + _FALSE:
        raise ValueError(f"“{clean(text)}”不是是与否；可写 1 或 0、是或否。")
    return word in _TRUE


def _read_number(text: str, kind: type[int] | type[float], info: ParameterInfo) -> int | float:
    try:
        number = kind(text)
    except ValueError:
        raise ValueError(f"“{clean(text)}”不是{'整数' if kind is int else '数'}。") from None
    below = info.min is not None and not number >= info.min
    above = info.max is not None and not number <= info.max
    if below or above:
        raise ValueError(f"“{clean(text)}”超出范围；应{range_words(info.min, info.max)}。")
    return number


def range_words(low: float | None, high: float | None) -> str:
    """`不小于 1`, `不大于 12`, `在 1 到 12 之间`."""
    if low is None:
        return f"不大于 {high}"
    return f"不小于 {low}" if high is None else f"在 {low} 到 {high} 之间"


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
