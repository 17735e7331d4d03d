"""Firm files: one, or all of a folder, each read or told."""

from collections.abc import Sequence
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.firm.firmfile import read_firm

ENDING = ".toml"


def read_firms(place: Path, facts: Catalogue) -> tuple[list[tuple[str, Firm]], Sequence[Fault]]:
    """The firms of a folder's .toml files by name of file, and what is wrong with the others; or the one of a file.

    Raises InputError if no file is a firm's, or the folder cannot be looked into.
    """
    paths = _files_of(place) if place.is_dir() else [place]
    firms: list[tuple[str, Firm]] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            firms.append((path.name, read_firm(path, facts)))
        except InputError as error:
            faults += error.faults
    if not firms:
        raise InputError(faults)
    return firms, faults


def _files_of(folder: Path) -> list[Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ENDING and path.is_file())
    except OSError:
        raise InputError([Fault(tell("无法打开这个文件夹"), str(folder), expected=tell("请核对路径和权限"))]) from None
    if not paths:
        raise InputError(
            [
                Fault(
                    tell("文件夹里没有企业资料（{ending}）", ending=ENDING),
                    str(folder),
                    expected=tell("jinshan ask --save 所存的文件"),
                )
            ]
        )
    return paths
