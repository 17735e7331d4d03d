"""The folder of an edition: where it is, copied, and loaded."""

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.disk.saving import write_aside
from jinshan_cli.files.edition import CATALOGUE, FILES
from jinshan_cli.files.kept.shelf import Shelf, shelf_of

NO_PARAMETERS: Mapping[str, str] = MappingProxyType({})


def built_in_data() -> Path:
    """The folder of the edition that comes with the program: in the wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[2]
    inside = package / "data"
    return inside if inside.is_dir() else package.parent / "data"


def skeleton() -> Path:
    """The folder of the commented sample that a new edition starts from."""
    return Path(__file__).resolve().parents[2] / "skeleton"


def check_fresh(folder: Path) -> None:
    """Raises InputError unless a folder is absent or empty."""
    if os.path.lexists(folder) and (not folder.is_dir() or any(folder.iterdir())):
        what = tell("文件夹不是空的，不能写入") if folder.is_dir() else tell("不是文件夹，不能写入")
        raise InputError([Fault(what, str(folder), expected=tell("换一个新的或空的文件夹"))])


def copy_edition(source: Path, folder: Path) -> tuple[str, ...]:
    """Copies an edition's files as they are, all or none, and says which.

    Raises InputError if there are none, if the folder is not absent or empty, or if it cannot be written.
    """
    check_fresh(folder)
    names = tuple(name for name in (*FILES, CATALOGUE) if (source / name).is_file())
    if not names:
        raise InputError(
            [Fault(tell("这里没有政策表"), str(source), expected=tell("文件夹里应有 policies.toml 和 facts.toml"))]
        )
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name in names:
            write_aside(folder / name, (source / name).read_bytes())
    except BaseException:  # Ctrl-C too
        for name in names:
            (folder / name).unlink(missing_ok=True)
        if is_new:
            folder.rmdir()
        raise
    return names


def load_edition(folder: Path | None = None, parameters: Mapping[str, str] = NO_PARAMETERS) -> Edition:
    """Reads a data folder (default: the built-in one); `parameters` are named figures with another value.

    Raises EditionError with every fault found, InputError for a parameter that the edition does not have.
    """
    folder = folder or built_in_data()
    if parameters:
        return _read(folder, parameters)
    return load_kept(folder)[0]


def load_kept(folder: Path) -> tuple[Edition, Shelf | None]:
    """A data folder's edition, and where it is kept, if it is. Raises EditionError with every fault found."""
    shelf = shelf_of(folder)
    if shelf is not None and (kept := shelf.recall()) is not None:
        return kept, shelf
    edition = _read(folder, NO_PARAMETERS)
    return edition, shelf if shelf is not None and shelf.keep(edition) else None


def _read(folder: Path, parameters: Mapping[str, str]) -> Edition:
    from jinshan_cli.files.edition.compiling import read_edition  # TOML, pydantic and the rules

    return read_edition(folder, parameters)
