"""Ours beside the standard library's: what is shown, equal, hashed, refused is the same."""

import dataclasses
from collections.abc import Callable
from dataclasses import FrozenInstanceError, field, replace
from typing import Any

import pytest

from jinshan_cli.core.dataclass import dataclass as ours

MADE: tuple[Callable[..., Any], ...] = (ours, dataclasses.dataclass)


class Plain:
    """What the classes below are made of: twice, once by each."""

    one: int
    two: str = "b"


class Several:
    """What a field says of itself."""

    seen: list[int] = field(default_factory=list, compare=False)
    hidden: int = field(default=1, repr=False)
    apart: int = field(default=2, hash=False)
    later: int = field(init=False, default=3)


class Single:
    """One field, which may be anything."""

    whole: object


class Empty:
    """No field."""


class Own:
    """Its own comparing and showing."""

    one: int

    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "its own"


class OwnHash:
    """Its own hash."""

    one: int

    def __hash__(self) -> int:
        return 7


SHAPES = (Plain, Several, Single, Empty, Own, OwnHash)
OPTIONS: tuple[dict[str, bool], ...] = (
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"slots": True, "kw_only": True},
    {"frozen": True, "eq": False, "repr": False},
)
VALUES: dict[type, tuple[dict[str, Any], ...]] = {
    Plain: ({"one": 1}, {"one": 1, "two": "c"}, {"one": 1.0}),
    Several: ({}, {"seen": [1]}, {"hidden": 2}, {"apart": 3}),
    Single: ({"whole": None}, {"whole": (None,)}, {"whole": float("nan")}, {"whole": []}),
    Empty: ({},),
    Own: ({"one": 1}, {"one": 2}),
    OwnHash: ({"one": 1}, {"one": 2}),
}


def _classes(shape: type, options: dict[str, bool]) -> list[type]:
    def copy() -> type:
        body = {key: each for key, each in vars(shape).items() if key not in ("__dict__", "__weakref__")}
        return type(shape.__name__, (), body)

    return [make(**options)(copy()) for make in MADE]


def _hash(one: object) -> object:
    try:
        return hash(one)
    except TypeError as error:
        return str(error)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_what_objects_show_equal_and_hash_is_as_in_the_standard_library(shape: type, options: dict[str, bool]) -> None:
    """For every shape and what it is made with."""
    mine, theirs = _classes(shape, options)
    told = [[make(**values) for values in VALUES[shape]] for make in (mine, theirs)]
    shown = [[repr(each).split(" object at")[0] for each in side] for side in told]
    assert shown[0] == shown[1]
    equal = [[one == other for one in side for other in side] for side in told]
    assert equal[0] == equal[1]
    if options.get("eq", True):
        assert [_hash(each) for each in told[0]] == [_hash(each) for each in told[1]]
    assert told[0][0] != told[1][0] or shape is Own
    assert vars(mine)["__match_args__"] == vars(theirs)["__match_args__"]
    assert hasattr(mine, "__slots__") == hasattr(theirs, "__slots__")


@pytest.mark.parametrize("make", MADE)
def test_a_class_of_fields_of_another_compares_all_of_them(make: Callable[..., Any]) -> None:
    """Those of the class that it is of come first."""
    base = make(frozen=True)(type("Base", (), {"__annotations__": {"one": int}}))
    both = make(frozen=True)(type("Both", (base,), {"__annotations__": {"two": int}}))
    assert both(1, 2) == both(1, 2) != both(1, 3)
    assert both(1, 2) != both(0, 2)
    assert hash(both(1, 2)) == hash((1, 2))
    assert repr(both(1, 2)) == "Both(one=1, two=2)"
    assert base(1) != both(1, 2)


def test_what_is_frozen_stays_and_is_replaced() -> None:
    """And the library's `replace` and `fields` know it."""

    @ours(frozen=True, slots=True)
    class Point:
        x: int
        y: int = 0

    point = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    assert replace(point, y=5) == Point(1, 5)
    assert {Point(1), Point(1, 0)} == {point}
    assert [each.name for each in dataclasses.fields(Point)] == ["x", "y"]


def test_without_options_it_is_a_plain_decorator() -> None:
    """`@dataclass` alone."""

    @ours
    class Point:
        x: int

    assert Point(1) == Point(1)
    with pytest.raises(TypeError):
        hash(Point(1))
