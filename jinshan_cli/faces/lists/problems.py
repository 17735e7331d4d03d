"""What was refused: all of it in a file beside the results, the first few and the counts on the screen."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.cells import guarded, seen
from jinshan_cli.faces.lists.headings import PROBLEM_HEADINGS
from jinshan_cli.faces.lists.writers import BOM, csv_line
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.disk.refusals import numbered
from jinshan_cli.files.disk.saving import check_target, unwritable, written_aside
from jinshan_cli.use.lists.account import SHOWN, Account


def problems_path(output: Path) -> Path:
    """`OUT.problems.csv` of an output file."""
    return output.with_name(f"{output.name}.problems.csv")


@dataclass
class ProblemFile:
    """The list of problems, begun with the first one; it takes its place when `stack` closes without a fault."""

    path: Path
    stack: ExitStack
    force: bool = False
    source: Path | None = None
    """the file that is read, which is never overwritten"""
    in_chinese: bool = False
    bom: bool = False
    _stream: BinaryIO | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        check_target(self.path, self.force, self.source)

    def add(self, problems: pl.DataFrame) -> None:
        """Writes the problems of a block. Raises InputError if the file cannot be made, or cannot grow."""
        if not problems.height:
            return
        stream = self._stream or self.begin()
        texts = [key for key, kind in problems.schema.items() if kind == pl.String]
        rows = problems.select(*PROBLEM_HEADINGS).with_columns(pl.col(key).replace("", None) for key in texts)
        with self._growing():
            seen(guarded(rows, texts), texts).write_csv(stream, include_header=False)

    def begin(self) -> BinaryIO:
        """The list with its heading alone. Raises InputError if the file cannot be made."""
        aside = self.stack.enter_context(written_aside(self.path, self.force, self.source))
        self._stream = stream = aside.open("wb")
        self.stack.callback(self._close, stream)
        stream.write(BOM if self.bom else b"")
        stream.write(csv_line(list(PROBLEM_HEADINGS.values() if self.in_chinese else PROBLEM_HEADINGS)))
        return stream

    def _close(self, stream: BinaryIO) -> None:
        with self._growing():
            stream.close()

    @contextmanager
    def _growing(self) -> Iterator[None]:
        """Raises InputError with the name of this file, which may be on another disk than the results."""
        try:
            yield
        except OSError as error:
            raise InputError([unwritable(numbered(error), self.path)]) from None


def show_problems(account: Account) -> None:
    """The first problems, one a line; past those, how many there are of each sort."""
    for fault in account.first:
        announce(f"! {fault_line(fault)}", "yellow")
    if account.problems <= SHOWN:
        return
    announce(tell("以上是前 {shown} 处，共 {problems:,} 处：", shown=SHOWN, problems=account.problems), "yellow")
    for (column, why), count in account.groups.most_common(SHOWN):
        what = tell("{column}：{why}", column=column, why=why) if column else tell("整行：{why}", why=why)
        announce(tell("  {count:>9,} 处  {what}", count=count, what=clean(what)), "yellow")
    if len(account.groups) > SHOWN:
        announce(tell("  另有 {more} 类", more=len(account.groups) - SHOWN), "yellow")
