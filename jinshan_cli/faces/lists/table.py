"""Results with how they are to be written: what every writer of a list takes."""

from functools import cached_property

import polars as pl

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.faces.lists.headings import headings, say_keys
from jinshan_cli.use.lists.batch import ResultBlock, Results


@dataclass(frozen=True)
class ResultTable:
    """Results with how they are to be written."""

    results: Results
    in_chinese: bool
    """headings, statuses and missing facts in words instead of keys"""
    bom: bool = False
    problem_list: str = ""
    """where refused cells and rows are listed one by one"""

    @cached_property
    def keys(self) -> list[str]:
        """The columns of the blocks."""
        return [field.key for field in self.results.fields]

    @cached_property
    def money(self) -> list[str]:
        """The columns that are fen."""
        return [field.key for field in self.results.fields if field.kind == "money"]

    @cached_property
    def headings(self) -> list[str]:
        """The columns as the file names them."""
        return headings(self.results.fields, self.in_chinese)

    def words(self, block: ResultBlock) -> pl.DataFrame:
        """The rows of a block, in Chinese words if they are wanted."""
        return say_keys(block.frame, self.results.edition) if self.in_chinese else block.frame
