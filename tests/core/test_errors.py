"""What a fault shows of a value, whatever the value is."""

from typing import Any

import pytest

from jinshan_cli.core.errors import shown


def _nested(depth: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for _ in range(depth):
        made = {"a": made}
    return made


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        ("甲" * 60, "甲" * 60),
        ("甲" * 61, "甲" * 60 + "…"),
        (10**5000, "……"),
        (_nested(100_000), "……"),
    ],
    ids=["flag", "short", "long", "thousands of digits", "nested"],
)
def test_a_value_is_shown_in_short(value: object, text: str) -> None:
    """Flags as a file has them, long texts cut, and what Python cannot write, as points."""
    assert shown(value) == text
