"""What stands on the command line, turned into values, with Chinese refusals.

A command is written for Typer as usual. `readable` adds to each of its parameters what Typer takes from anyone:
the parser that reads it, the word that stands for its value on the help page, and what the Tab key offers.
"""

import inspect
import os
import stat
from collections.abc import Callable
from copy import copy
from functools import partial
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

import typer
from typer.core import TyperArgument, TyperOption
from typer.models import OptionInfo, ParameterInfo

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import JinshanError, closest
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.words.faults import fault_line

FILES, FOLDERS = "<files>", "<folders>"
"""behind what is begun of a path: the shell offers its own files"""
_WORDS: dict[Any, str] = {str: "文本", int: "整数"}
_PLACES = {(True, False): "文件", (False, True): "文件夹"}
Parameter = TyperArgument | TyperOption
F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Reader:
    """Reads one str, int, Path or Literal, or what has a `parser` of its own. Raises typer.BadParameter in Chinese."""

    annotation: Any
    info: ParameterInfo

    @property
    def __name__(self) -> str:
        return tell("值")

    def __call__(self, text: Any) -> Any:
        try:
            return _read(text, self.annotation, self.info)
        except JinshanError as error:
            raise typer.BadParameter(tell("；").join(map(fault_line, error.faults))) from error
        except ValueError as error:
            raise typer.BadParameter(str(error)) from error


@dataclass(frozen=True)
class Coercion:
    """What Typer asks for a value; its own is an adapter of pydantic's, whose import takes as long as all of `show`."""

    read: Callable[[Any], Any]

    def coerce(self, value: Any, param: Parameter, ctx: Any) -> Any:
        """As Typer's: of an option that may be given more than once a list. Raises typer.BadParameter."""
        del ctx
        if param.nargs == -1 or getattr(param, "multiple", False):
            return () if value is None else [self.read(each) for each in value]
        return None if value is None else self.read(value)


def read_directly(param: Parameter) -> None:
    """From now on a parameter of a readable function is read by its reader, and a flag as it is: with no adapter."""
    told = getattr(param, "type_descriptor", None)
    if told is None:  # a Typer that does not read through pydantic
        return
    reader = told.parameter_info.parser
    if isinstance(reader, Reader) or (told.annotation is bool and not param.envvar):
        param.get_runtime_param = partial(Coercion, reader or bool)  # type: ignore[method-assign,assignment]


def readable(function: F) -> F:
    """The function, its parameters with all that Typer needs to read them and to speak of them.

    Raises TypeError for a type that nothing reads: a mistake in a command.
    """
    signature = inspect.signature(function, eval_str=True)
    parameters = [_readable(parameter) for parameter in signature.parameters.values()]
    function.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    return function


def _readable(parameter: inspect.Parameter) -> inspect.Parameter:
    hint, *described = get_args(parameter.annotation) or (None,)
    info = next((each for each in described if isinstance(each, ParameterInfo)), None)
    element = _element_of(hint)
    if info is None or element is bool or isinstance(info.parser, Reader):  # which it has when it is readable already
        return parameter
    is_path = isinstance(element, type) and issubclass(element, Path)
    if not (is_path or element in _WORDS or info.parser or choices_of(element)):
        raise TypeError(f"parameter {parameter.name}: no reader for {hint!r}; give it a parser=")
    told = copy(info)
    told.parser = Reader(element, info)
    if isinstance(info, OptionInfo) and not info.metavar:
        place = _PLACES.get((info.file_okay, info.dir_okay), "路径")
        told.metavar = place if is_path else "|".join(choices_of(element)) or _WORDS.get(element, "值")
    if not info.autocompletion:
        told.autocompletion = _files(info) if is_path else _words(choices_of(element))
    return parameter.replace(annotation=Annotated[hint, told])


def _files(info: ParameterInfo) -> Callable[[str], list[str]]:
    def offer(incomplete: str) -> list[str]:
        return [incomplete + (FILES if info.file_okay else FOLDERS)]

    return offer


def _words(choices: tuple[str, ...]) -> Callable[[], tuple[str, ...]]:
    return lambda: choices


def _element_of(hint: Any) -> Any:
    """The type of a list's items, or the one that may be missing; any other type is itself."""
    present = [each for each in get_args(hint) if each is not NoneType]
    if get_origin(hint) is list:
        return present[0]
    return _element_of(present[0]) if NoneType in get_args(hint) else hint


def choices_of(annotation: Any) -> tuple[str, ...]:
    """The words a Literal accepts; empty for any other type."""
    return get_args(annotation) if get_origin(annotation) is Literal else ()


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
    hint = tell("是否要写 {near}？", near=near) if near else ""
    raise ValueError(
        tell("“{text}”不是可选项；可选 {those}。{hint}", text=clean(text), those=tell("、").join(choices), hint=hint)
    )


def _read_whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ValueError(tell("“{text}”不是整数。", text=clean(text))) from None


def _read_path(text: str, info: ParameterInfo) -> Path:
    path, shown = Path(text), f"“{clean(text)}”"
    if text == "-" and info.allow_dash:
        return path
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        if info.exists:
            raise ValueError(tell("{shown}不存在。", shown=shown)) from None
        return path
    if stat.S_ISDIR(mode) and not info.dir_okay:
        raise ValueError(tell("{shown}是文件夹；此处应为文件。", shown=shown))
    if not stat.S_ISDIR(mode) and not info.file_okay:
        raise ValueError(tell("{shown}是文件；此处应为文件夹。", shown=shown))
    if info.exists and info.readable and not os.access(path, os.R_OK):
        raise ValueError(tell("没有读取{shown}的权限。", shown=shown))
    return path
