"""Firm files: one, several, or all of a folder, each read or told."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.disk.targets import written_out
from jinshan_cli.files.firm.firmfile import LARGEST
from jinshan_cli.files.firm.interview import Kept, parse_answers

ENDING = ".toml"
NAMED = 5
"""files or folders named in a line"""


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
    folders: tuple[str, ...] = ()
    """names of folders in the folders, which were not looked into"""

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
    """The firms of files, and of the .toml files of folders; a file or a folder that is named twice counts once.

    Raises InputError if no file is a firm's, or a folder cannot be looked into.
    """
    looked = [_look(place) if place.is_dir() else _Looked((place,)) for place in dict.fromkeys(places)]
    paths = list(dict.fromkeys(path for each in looked for path in each.firms))
    names = Counter(path.name for path in paths)
    told = (written_out(path.name if names[path.name] == 1 else str(path)) for path in paths)
    files = tuple(_read(path, place, facts) for path, place in zip(paths, told, strict=True))
    others = (path.name for each in looked for path in each.others)
    folders = (path.name for each in looked for path in each.folders)
    found = FirmFiles(files, tuple(others), tuple(folders))
    if not found.firms:
        raise InputError(found.faults)
    return found


def _read(path: Path, place: str, facts: Catalogue) -> FirmFile:
    try:
        return FirmFile(place, path, parse_answers(read_bytes(path, LARGEST), facts, place))
    except InputError as error:
        return FirmFile(place, path, None, error.faults)


@dataclass(frozen=True, slots=True)
class _Looked:
    """What lies in a folder, hidden files apart, by name."""

    firms: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()


def _look(place: Path) -> _Looked:
    try:
        paths = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    except OSError:
        raise InputError([Fault(tell("无法打开这个文件夹"), str(place), expected=tell("请核对路径和权限"))]) from None
    folders = tuple(path for path in paths if path.is_dir())
    found: dict[bool, list[Path]] = {True: [], False: []}
    for path in paths:
        if not path.is_dir():
            found[path.suffix.lower() == ENDING and (path.is_file() or path.is_symlink())].append(path)
    if not found[True]:
        expected = tell("jinshan ask --save 所存的文件")
        if folders:
            names = tell("、").join(path.name for path in folders[:NAMED])
            expected = tell("子文件夹里的不读，请直接写子文件夹：{names}", names=names)
        raise InputError(
            [Fault(tell("文件夹里没有企业资料（{ending}）", ending=ENDING), str(place), expected=expected)]
        )
    return _Looked(tuple(found[True]), tuple(found[False]), folders)
