"""Firm files: one, several, or all of a folder, each read or told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.firm.firmfile import LARGEST
from jinshan_cli.files.firm.interview import Kept, parse_answers

ENDING = ".toml"


@dataclass(frozen=True, slots=True)
class FirmFile:
    """A file that should be a firm's."""

    place: str
    """its name; with its folder where another has the same"""
    path: Path
    kept: Kept | None
    """None: it cannot be read"""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class FirmFiles:
    """The files in the order in which they were named; those of a folder by name."""

    files: tuple[FirmFile, ...]
    others: tuple[str, ...] = ()
    """names of files in the folders that are not of firms, and were not read; hidden ones apart"""

    @property
    def firms(self) -> list[tuple[str, Firm]]:
        """Those that could be read, each with its place."""
        return [(each.place, each.kept.firm) for each in self.files if each.kept is not None]

    @property
    def faults(self) -> list[Fault]:
        """What is wrong with the others."""
        return [fault for each in self.files for fault in each.faults]


def are_firm_files(places: Sequence[Path]) -> bool:
    """True if what is named are folders, or files of firms, and no lists."""
    return all(place.is_dir() or place.suffix.lower() == ENDING for place in places)


def read_firms(places: Sequence[Path], facts: Catalogue) -> FirmFiles:
    """The firms of files, and of the .toml files of folders; a file that is named twice counts once.

    Raises InputError if no file is a firm's, or a folder cannot be looked into.
    """
    others: list[str] = []
    paths = files_of(places, others)
    names = [path.name for path in paths]
    files = tuple(_read(path, path.name if names.count(path.name) == 1 else str(path), facts) for path in paths)
    found = FirmFiles(files, tuple(others))
    if not found.firms:
        raise InputError(found.faults)
    return found


def files_of(places: Sequence[Path], others: list[str] | None = None) -> list[Path]:
    """The files of firms, each once; `others` gets the names of what else lies in the folders. Raises InputError."""
    rest: list[str] = [] if others is None else others
    return list(dict.fromkeys(path for place in places for path in _files_of(place, rest)))


def _read(path: Path, place: str, facts: Catalogue) -> FirmFile:
    try:
        return FirmFile(place, path, parse_answers(read_bytes(path, LARGEST), facts, place))
    except InputError as error:
        return FirmFile(place, path, None, error.faults)


def _files_of(place: Path, others: list[str]) -> Iterator[Path]:
    """The place itself if it is a file; of a folder its files of firms, and to `others` the names of the rest."""
    if not place.is_dir():
        yield place
        return
    try:
        paths = sorted(path for path in place.iterdir() if not path.name.startswith(".") and path.is_file())
    except OSError:
        raise InputError([Fault(tell("无法打开这个文件夹"), str(place), expected=tell("请核对路径和权限"))]) from None
    firms = [path for path in paths if path.suffix.lower() == ENDING]
    others += [path.name for path in paths if path not in firms]
    if not firms:
        raise InputError(
            [
                Fault(
                    tell("文件夹里没有企业资料（{ending}）", ending=ENDING),
                    str(place),
                    expected=tell("jinshan ask --save 所存的文件"),
                )
            ]
        )
    yield from firms
