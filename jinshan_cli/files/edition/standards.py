"""The standards that come with the program, whose classes are names of a choice's options: `jinshan_cli/standards`."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from jinshan_cli.core.errors import Fault, closest
from jinshan_cli.core.written.classes import Classes
from jinshan_cli.core.written.voice import tell

FOLDER = Path(__file__).resolve().parents[2] / "standards"


def with_classes(table: Mapping[str, Any] | None, faults: list[Fault]) -> Mapping[str, Any] | None:
    """facts.toml as read, with the standard in place of its name; read when first needed. Adds a fault for no name."""
    rows = table.get("facts") if table else None
    if table is None or not isinstance(rows, list):
        return table
    return {**table, "facts": [_with_standard(row, faults) for row in rows]}


def standard(name: str) -> Classes:
    """A standard that comes with the program, by its name."""
    return Classes(name, partial(_path_of(name).read_text, "utf-8"))


def _path_of(name: str) -> Path:
    return FOLDER / f"{name.replace('/', '-')}.txt"


def _with_standard(row: Any, faults: list[Fault]) -> Any:
    name = row.get("classes") if isinstance(row, dict) else None
    if not isinstance(name, str):
        return row
    path = _path_of(name)
    if not path.is_file():
        known = [each.stem.replace("-", "/", 1) for each in FOLDER.glob("*.txt")]
        where = f"facts.toml {row.get('key', '')} classes"
        faults.append(
            Fault(
                tell("没有这个分类标准"),
                where,
                name,
                tell("可用：{those}", those=tell("、").join(known)),
                closest(name, known),
            )
        )
        return {key: value for key, value in row.items() if key != "classes"}
    return {**row, "classes": standard(name)}
