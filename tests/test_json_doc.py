"""docs/json.md is whole and true: its tables list each key that the program writes, with its type, and each column."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_args

import pytest
from support import contract

from jinshan_cli.core import policy
from jinshan_cli.faces.lists.headings import HEADINGS, PROBLEM_HEADINGS
from jinshan_cli.faces.reform.rows import COLUMNS as REFORM_COLUMNS
from jinshan_cli.use.lists.batch import BENEFIT_FIELDS, CALL_FIELDS, FIRM_FIELDS, NEAR_FIELDS

TEXT = (Path(__file__).parent.parent / "docs" / "json.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z_]+)` \| (.*?) \|", re.MULTILINE)
WORDS = {str: "text", int: "number", dict: "object", list: "list", bool: "true, false", contract.NULL: "null"}
MORE = {key: shape for key, shape in contract.POLICY.items() if key == "benefits" or key not in contract.CONTACTS}
"""what `show` tells of a policy beside what `match` tells too"""
OBJECTS: Mapping[str, contract.Shape] = {
    "### The result": contract.RESULT,
    "### `firm`": contract.FIRM,
    "### `totals`": contract.TOTAL,
    "### `combinations`": contract.COMBINED,
    "### `policies`": contract.POLICY_RESULT,
    "### `benefits`": contract.BENEFIT_RESULT,
    "### `reported`": contract.REPORTED,
    "### `reasons`": contract.REASON,
    "### `near_miss`": contract.NEAR_MISS,
    "### A policy": MORE,
    "### A combination": contract.WRITTEN,
    "### A parameter": contract.PARAMETER,
    "### A benefit": contract.BENEFIT,
    "### An activity": contract.ACTIVITY,
    "### `schedule`": contract.ENTRY,
    "### A last day": contract.DUE,
    "### `firms`": contract.DUE_FIRM,
    "### A fact": contract.FACT,
    "### An edition": contract.EDITION,
    "### What a list became": contract.GATHERED,
    "### A comparison of lists": contract.LIST_COMPARISON,
    "### A reform": contract.REFORM,
    "### A group": contract.REFORM_GROUP,
    "### A comparison of results": contract.COMPARISON,
    "### `changes` of results": contract.CHANGE,
    "### A comparison of editions": contract.REVISIONS,
    "### `changes` of editions": contract.REVISION,
    "### A finding": contract.FINDING,
}
COLUMNS = {
    "### `--layout firm`": {field.key: HEADINGS[field.key] for field in FIRM_FIELDS},
    "### `--near`": {field.key: HEADINGS[field.key] for field in NEAR_FIELDS},
    "### `--layout benefit`": {field.key: HEADINGS[field.key] for field in BENEFIT_FIELDS},
    "### `--layout call`": {field.key: HEADINGS[field.key] for field in CALL_FIELDS},
    "### The list of problems": PROBLEM_HEADINGS,
    "### The rows of a reform": REFORM_COLUMNS,
}


def told(heading: str) -> list[tuple[str, str]]:
    """The first two cells of each row below a heading."""
    return ROW.findall(re.split(r"^#+ ", TEXT.split(f"\n{heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0])


def type_of(kind: contract.Kind) -> str:
    """A type as the document says it."""
    kinds: Iterable[Any] = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join(WORDS[each] for each in kinds if each in WORDS)


@pytest.mark.parametrize("heading", OBJECTS)
def test_every_key_and_type_is_told(heading: str) -> None:
    """The table of each object lists exactly its keys, each once, with its type."""
    assert sorted(told(heading)) == sorted((key, type_of(kind)) for key, kind in OBJECTS[heading].items())


@pytest.mark.parametrize("heading", COLUMNS)
def test_every_column_is_told(heading: str) -> None:
    """The table of each layout lists its columns in order, with their Chinese headings."""
    assert told(heading) == list(COLUMNS[heading].items())


def test_no_object_is_left_out() -> None:
    """Each object of the contract has its table."""
    shapes = [value for name, value in vars(contract).items() if name.isupper() and isinstance(value, dict)]
    shown = [*OBJECTS.values(), contract.AMOUNT, contract.CONTACTS, contract.POLICY, contract.TIME, contract.HANDLING]
    assert [shape for shape in shapes if shape not in shown] == []


def test_every_code_is_told() -> None:
    """The table of codes has each word that a verdict, a timing, a kind, a novelty and an uptake can be."""
    codes = dict(re.findall(r"^\| `(\w+)` \| (`.*) \|$", TEXT, re.MULTILINE))
    for key in ("status", "timing", "kind", "novelty", "uptake"):
        assert set(re.findall(r"`(\w+)`", codes[key])) == set(get_args(getattr(policy, key.capitalize())))
