"""An edition for a list of firms: what its benefits come to together is kept from one list for the next.

It hangs on no firm and, for the same benefits, on no day; to work it out takes as long as to judge a short list.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from jinshan_cli.core.combining.shared import FoundSums
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.edition.folder import built_in_data, load_kept
from jinshan_cli.files.kept.records import from_text, to_text
from jinshan_cli.files.kept.shelf import UNTOLD
from jinshan_cli.files.kept.text import KeptText


@contextmanager
def summed_edition(folder: Path | None = None) -> Iterator[Edition]:
    """Reads a data folder (default: the built-in one), with what was found of its sums; keeps what is found of them in
    the end, unless all of it was known. Raises EditionError with every fault found."""
    edition, shelf = load_kept(folder or built_in_data())
    if shelf is None:
        yield edition
        return
    sums = edition.shared
    sums.known = _recalled(shelf.sums)
    yield edition
    if not sums.is_all_known:
        with suppress(*UNTOLD, InputError, OSError):
            shelf.sums.write(to_text(sums.asked))


def _recalled(kept: KeptText) -> FoundSums:
    """What is kept of them; nothing where that tells none, as an empty text."""
    with suppress(*UNTOLD):
        return from_text(kept.read() or "", FoundSums)
    return FoundSums()
