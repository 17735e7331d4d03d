"""Rosters with ugly habits, firm files of visits, and what a gather leaves of both."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.asked import Visit
from jinshan_cli.files.firm.interview import Kept, dump_answers

DAY = date(2026, 11, 1)


def visited(firm: Firm, answers: Iterable[str], code: str = "", on: date = DAY, edition: str = "jinshan-2023") -> Kept:
    """A firm's file after one visit that was told these facts."""
    visit = Visit(on=on, edition=edition, by="王专员", answers=tuple(answers))
    return Kept(firm, code=code, visits=(visit,))


def firm(edition: Edition, name: str, **facts: Value) -> Firm:
    """A firm by the values of its facts."""
    return Firm(name, facts)


def put(folder: Path, name: str, kept: Kept, edition: Edition) -> Path:
    """The file in a folder, which is made."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(dump_answers(kept, edition.facts))
    return path
