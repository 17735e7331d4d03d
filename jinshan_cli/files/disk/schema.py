"""What pydantic finds wrong with a table, said in Chinese and placed by policy, fact and field."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from jinshan_cli.core.errors import Fault, closest, shown
from jinshan_cli.core.written.voice import tell

if TYPE_CHECKING:
    from pydantic import ValidationError

_QUOTED = r"'([^']*)'"
_NAMES = ("number", "id", "key", "name")
_BOUNDS = {"ge": "不小于", "le": "不大于"}
UNKNOWN = "unexpected_keyword_argument"
"""pydantic's name for a key that a table does not have"""
_WHAT = {
    "missing": "缺少这一项",
    "too_short": "不能是空的",
    UNKNOWN: "不认识的键",
    "literal_error": "不是允许的值",
    "string_type": "应是文字（加引号）",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "bool_parsing": "应是 true 或 false",
    "bool_type": "应是 true 或 false",
    "date_from_datetime_parsing": "应是日期，例如 2023-12-31",
    "date_type": "应是日期，例如 2023-12-31",
    "date_from_datetime_inexact": "应是日期，例如 2023-12-31",
    "greater_than_equal": "超出范围",
    "less_than_equal": "超出范围",
    "tuple_type": "应是列表 [ … ]",
    "dict_type": "应是表 { … }",
    "mapping_type": "应是表 { … }",
    "model_type": "应是表 { … }",
    "dataclass_type": "应是表 { … }",
}


def schema_faults(error: "ValidationError", table: Mapping[str, Any], file: str, model: type) -> Iterator[Fault]:
    """A fault for each thing pydantic found, in the order it found them."""
    for found in error.errors(include_url=False):
        location, kind = found["loc"], found["type"]
        value = "" if kind in ("missing", UNKNOWN) else shown(found["input"])
        expected = _expected(found.get("ctx", {}))
        near = closest(str(location[-1]), _fields(model, location[:-1])) if kind == UNKNOWN else ""
        if kind == "literal_error" and isinstance(found["input"], str):
            near = closest(found["input"], expected.split("、"))
        yield Fault(
            tell(_WHAT.get(kind, "格式不对")), f"{file} {place_in(location, table)}".strip(), value, expected, near
        )


def _expected(context: Mapping[str, Any]) -> str:
    bounds = [f"{tell(words)} {context[key]}" for key, words in _BOUNDS.items() if key in context]
    return tell("、").join(re.findall(_QUOTED, str(context.get("expected", ""))) or bounds)


def place_in(location: tuple[int | str, ...], table: Any) -> str:
    """A location in words: 第 13 项 13b kind."""
    words: list[str] = []
    for step in location:
        table = _step(table, step)
        if isinstance(step, str):
            words.append(step)
        elif isinstance(table, Mapping) and (name := next((table[key] for key in _NAMES if key in table), None)):
            kept = words[-1:] if words[-1:] == ["measures"] else []
            words[-1:] = [*kept, tell("第 {name} 项", name=name) if isinstance(name, int) else str(name)]
        else:
            words.append(f"[{step + 1}]")
    return " ".join(words)


def _step(table: Any, step: int | str) -> Any:
    try:
        return table[step]
    except (KeyError, IndexError, TypeError):
        return None


def _fields(model: type, location: tuple[int | str, ...]) -> list[str]:
    """The fields of the model that a location leads to."""
    current: Any = model
    for step in location:
        if isinstance(step, str) and is_dataclass(current):
            current = _element(get_type_hints(current).get(step))
    return [each.name for each in fields(current)] if is_dataclass(current) else []


def _element(annotation: Any) -> Any:
    """The model inside `tuple[Model, ...]` or `dict[str, Model]`."""
    parts = [part for part in get_args(annotation) if is_dataclass(part)]
    return parts[0] if parts else annotation
