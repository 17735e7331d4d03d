"""What is due for the firms of a list, with what became of its rows told on stderr."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.reading import FirmSource, tell_account
from jinshan_cli.use.dates.dates import Deadline
from jinshan_cli.use.dates.due import Due
from jinshan_cli.use.dates.listed import of_list
from jinshan_cli.use.lists.account import Account
from jinshan_cli.use.lists.batch import Results


def due_of_list(path: Path, edition: Edition, ends: Sequence[Deadline], as_of: date) -> tuple[list[Due], int, bool]:
    """What is due, for how many firms, and whether every cell and row could be read. Raises InputError."""
    source = FirmSource((path,))
    source.check(tell("jinshan due - < 名单.csv"))
    sheet, account = source.open(edition, as_of), Account()
    found = of_list(ends, Results(edition, as_of, "benefit", sheet, account))
    tell_account(sheet, account, edition.facts)
    return found, account.evaluated, not account.problems
