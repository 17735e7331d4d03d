"""A drafted edition is put into its folder whole, and only if it loads."""

import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.disk.saving import unwritable
from jinshan_cli.files.edition import FILES
from jinshan_cli.files.edition.folder import check_fresh, load_edition


def edition_files(folder: Path) -> dict[str, str]:
    """The texts of an edition's files, by name."""
    return {name: (folder / name).read_text("utf-8-sig") for name in FILES if (folder / name).is_file()}


def write_drafted(folder: Path, texts: Mapping[str, str]) -> Edition:
    """Writes the files of an edition, and what goes with them, into a new folder.

    Raises InputError if the folder is not absent or empty, or cannot be written; EditionError if the files are none.
    """
    check_fresh(folder)
    aside = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".jinshan-", dir=folder.parent))
        for name, text in texts.items():
            (aside / name).write_text(text, encoding="utf-8", newline="\n")
        edition = load_edition(aside)
        aside.chmod(0o755)
        with suppress(FileNotFoundError):
            folder.rmdir()
        aside.rename(folder)
    except (OSError, ValueError) as error:
        raise InputError([unwritable(error, folder)]) from None
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
    return edition
