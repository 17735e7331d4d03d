"""Reads the polluted files of Pollock (HPI-Information-Systems/Pollock) and counts rows right, wrong and not delivered.

`python tests/pollock.py FOLDER` wants a copy of that project's `polluted_files`, which is no part of this one. A row is
right if the clean file has it, cell by cell; every row that is delivered and is not right is wrong. The one row that a
file's name says is polluted may be refused; every other row should be delivered.
"""

import csv
import io
import json
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from support.measured import keep
from support.opened import counted

from jinshan_cli.core.errors import InputError
from jinshan_cli.files.lists.firms import open_sheet

FACTS = counted("DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments")
Row = tuple[str, ...]
_POLLUTED = re.compile(r"row_(?:less_sep_row|more_sep_row|extra_quote|field_delimiter_)(\d+)")


@dataclass
class Measured:
    """What became of the rows of some files."""

    files: int = 0
    unread: int = 0
    """files that are refused whole"""
    rows: int = 0
    """rows that nothing was done to"""
    right: int = 0
    wrong: list[tuple[str, Row]] = field(default_factory=list)
    """file and row"""
    undelivered: Counter[str] = field(default_factory=Counter)
    """by file, rows that nothing was done to and that are not delivered"""

    @property
    def wrong_files(self) -> int:
        """Files of which a row is wrong."""
        return len({name for name, _ in self.wrong})

    def take(self, folder: Path, name: str) -> None:
        """Reads a polluted file and lays it beside its clean one."""
        clean = Counter(clean_rows(folder, name))
        delivered = read(folder / "csv" / name)
        self.files += 1
        self.unread += delivered is None
        found = Counter(delivered or ())
        right = found & clean
        intact = Counter(intact_rows(folder, name))
        self.rows += intact.total()
        self.right += (right & intact).total()
        self.wrong += [(name, row) for row in (found - right).elements()]
        self.undelivered[name] += (intact - right).total()


def read(path: Path) -> list[Row] | None:
    """The rows as delivered; None if the file is refused."""
    try:
        sheet = open_sheet(path, FACTS)
        slots = [column.slot for column in sheet.header.columns]
        return [tuple(str(cell or "") for cell in row) for block in sheet.blocks() for row in block.frame[slots].rows()]
    except InputError:
        return None


def clean_rows(folder: Path, name: str) -> list[Row]:
    """The rows that a file has in truth, without its header."""
    told = json.loads((folder / "parameters" / f"{name}_parameters.json").read_text("utf-8"))
    text = (folder / "clean" / name).read_bytes().decode()
    rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""))]
    return rows[min(told["header_lines"], 1) :]


def intact_rows(folder: Path, name: str) -> list[Row]:
    """Those of the clean rows that the polluted file has as they were."""
    rows, told = clean_rows(folder, name), _POLLUTED.match(name)
    if told and (number := int(told[1])):
        del rows[number - 1]
    return rows


def measured(folder: Path) -> Measured:
    """Every file of a folder, in order. Raises OSError if it is none of Pollock's."""
    found = Measured()
    for path in sorted((folder / "csv").iterdir()):
        found.take(folder, path.name)
    return found


def main(arguments: list[str]) -> None:
    """Measures, tells what is wrong, and keeps the figures."""
    found = measured(Path(arguments[0]))
    for name, row in found.wrong:
        print(f"{name}: {row!r}")
    for name, count in found.undelivered.most_common(30):
        print(f"{name}: {count} not delivered")
    share = round(100 * found.right / found.rows, 2)
    print(f"{found.files} files, {found.unread} refused; wrong in {found.wrong_files}; {share} % of the rows right")
    figures = {"files": found.files, "refused": found.unread, "wrong_in": found.wrong_files}
    keep("pollock", **figures, intact_rows=found.rows, per_cent_right=share)


if __name__ == "__main__":
    main(sys.argv[1:])
