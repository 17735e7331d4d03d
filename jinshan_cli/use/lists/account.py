"""What became of every row and every cell of a list: nothing is dropped without being counted and told."""

from collections import Counter
from collections.abc import Iterable, Iterator, Set
from itertools import islice
from typing import Any

import polars as pl

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.tally import Tally
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.warnings import Doubt, doubts
from jinshan_cli.files.lists.blocks import ROW, place_of_row
from jinshan_cli.files.lists.firms import FirmBlock
from jinshan_cli.use.lists.grouping import DIALECT
from jinshan_cli.use.lists.repeats import Repeats
from jinshan_cli.use.lists.replay import Replay

SHOWN = 20
"""problems kept to be shown one by one"""
NAMED = 6
"""rows kept of those that a doubt concerns"""


@dataclass
class Doubted:
    """The firms that something is doubtful of: how many, and the rows of the first."""

    firms: int = 0
    rows: list[int] = field(default_factory=list)

    def take(self, firms: int, rows: Iterable[int]) -> None:
        """Adds those of a block."""
        self.firms += firms
        self.rows += islice(rows, NAMED - len(self.rows))


class Doubting:
    """Looks for what is doubtful in one frame after another that has columns for the facts `present`."""

    def __init__(self, edition: Edition, present: Set[str]) -> None:
        self._doubts = doubts(edition, present)
        self._doubtful = Replay(self._counts, optimize=False)

    def __call__(self, frame: pl.DataFrame) -> Iterator[tuple[Doubt, int, Iterator[int]]]:
        """What there is to doubt, of how many firms, and the first of their rows, which are looked for if taken."""
        counts = self._doubtful(frame).row(0) if self._doubts else ()
        for (doubt, flag), count in zip(self._doubts.items(), counts, strict=True):
            if count:
                yield doubt, count, _first_rows(frame, flag)

    def _counts(self, frame: pl.LazyFrame) -> pl.LazyFrame:
        return frame.select(
            flag.sum().put(DIALECT).alias(f"{key} {what}") for (key, what), flag in self._doubts.items()
        )


def _first_rows(frame: pl.DataFrame, flag: ex.Expr) -> Iterator[int]:
    where = flag.fill_null(False).put(DIALECT)
    yield from frame.select(pl.col(ROW).filter(where).head(NAMED)).to_series()


@dataclass
class Account:
    """Counts over the blocks taken so far; `read == evaluated + refused`, blank rows are in none of them."""

    read: int = 0
    evaluated: int = 0
    refused: int = 0
    """rows that could not be lined up with the header"""
    blank: int = 0
    cells: int = 0
    """refused cells, each unknown for its firm"""
    written: int = 0
    """rows of the output: firms, or firm × benefit"""
    done: int = 0
    """bytes of the source that are behind us"""
    tally: Tally = field(default_factory=Tally)
    doubts: dict[Doubt, Doubted] = field(default_factory=dict)
    asides: list[int] = field(default_factory=list)
    """rows left out: sums of others, remarks, who filled the list in"""
    sums: list[int] = field(default_factory=list)
    """rows left out: figures without a name that are the sums of those above"""
    headers: list[int] = field(default_factory=list)
    """rows left out: the header once more"""
    nameless: list[int] = field(default_factory=list)
    """rows that are firms without a name, where there is a column of names"""
    unsaid: Doubted = field(default_factory=Doubted)
    """firms of which nothing is told but the name"""
    near: Counter[str] = field(default_factory=Counter)
    """firms whom one number alone keeps from a benefit, by its id; of a list in which that is looked for"""
    repeats: Repeats = field(default_factory=Repeats)
    """the rows of one firm"""
    first: list[Fault] = field(default_factory=list)
    """the first problems, whole"""
    groups: Counter[tuple[str, str]] = field(default_factory=Counter)
    """all problems by column ("" is a row) and reason"""

    @property
    def problems(self) -> int:
        """Refused cells and refused rows."""
        return self.cells + self.refused

    def take(self, block: FirmBlock) -> None:
        """Counts a block and its problems."""
        self.read += block.read
        self.evaluated += block.good
        self.refused += block.refused
        self.blank += block.blank
        self.done = block.done
        self.asides += block.asides.others
        self.sums += block.asides.sums
        self.headers += block.asides.headers
        self.repeats.take(block)
        self.nameless += block.frame.get_column(ROW).gather(block.nameless).to_list()
        self.unsaid.take(len(block.unsaid), block.frame.get_column(ROW).gather(block.unsaid.head(NAMED)))
        if block.problems.height:
            self._take_problems(block.problems)

    def doubt(self, found: Iterable[tuple[Doubt, int, Iterable[int]]]) -> None:
        """Counts what is doubtful of a block: of how many firms, and their rows."""
        for doubt, firms, rows in found:
            self.doubts.setdefault(doubt, Doubted()).take(firms, rows)

    def _take_problems(self, problems: pl.DataFrame) -> None:
        self.cells += problems.filter(pl.col("column") != "").height
        for column, why, count in problems.group_by("column", "why", maintain_order=True).len().iter_rows():
            self.groups[column, why] += count
        for problem in problems.head(SHOWN - len(self.first)).iter_rows(named=True):
            self.first.append(_fault(problem))


def _fault(problem: dict[str, Any]) -> Fault:
    if problem["line"] is None and not problem["column"]:  # a file of its own
        return Fault(str(problem["why"]))
    where = f"{place_of_row(problem['row'], problem['line'])} {problem['column']}".rstrip()
    texts = (str(problem[key] or "") for key in ("value", "expected", "closest"))
    return Fault(str(problem["why"]), where, *texts)
