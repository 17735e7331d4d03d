"""Rows of one firm are found over any blocks: by code, without one by name, and nobody is nobody's."""

import errno
import io
from unittest.mock import patch

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jinshan_cli.files.lists.blocks import ROW
from jinshan_cli.files.lists.cells.columns import PROBLEM_SCHEMA
from jinshan_cli.files.lists.cells.who_column import CODE, NAME
from jinshan_cli.files.lists.firms import FirmBlock
from jinshan_cli.files.lists.titles.who import who
from jinshan_cli.use.lists import repeats
from jinshan_cli.use.lists.repeats import Repeats
from jinshan_cli.use.roster.nearest import ListedNames

SAID = (
    *(None, "", " ", "无", "N/A", "不详 ", "—", "甲", " 甲 ", "乙", "（甲）乙", "(甲) 乙", "“甲”", "Kl-3", "ｋＬ－3"),
    *("91310116000000000X", "91310116000000000X ", "９1310116000000000x", "İ", "K"),
    *("91310116-000000000-X", "９1310116—00000000 0x", "12345678-9", "123456789", "甲-12345678", "甲12345678"),
)
Who = tuple[str | None, str | None]
"""code and name"""
whoever = st.tuples(st.sampled_from(SAID), st.sampled_from(SAID))


def block_of(rows: list[Who], first: int) -> FirmBlock:
    """Rows of a list from a number on."""
    numbers = pl.Series(ROW, range(first, first + len(rows)), dtype=pl.Int64)
    told = pl.DataFrame(rows, schema={CODE: pl.String, NAME: pl.String}, orient="row")
    return FirmBlock(pl.DataFrame([numbers, *told.get_columns()]), pl.DataFrame(schema=PROBLEM_SCHEMA), 0, 0, 0)


def expected(rows: list[Who]) -> list[list[int]]:
    """What a reader finds row by row."""
    found: dict[tuple[int, str], list[int]] = {}
    for row, cells in enumerate(rows, 1):
        told = [(place, who(cell).upper()) for place, cell in enumerate(cells)]
        if somebody := next((each for each in told if each[1]), None):
            found.setdefault(somebody, []).append(row)
    return [group for group in found.values() if len(group) > 1]


def rows_of_one_firm(rows: list[Who], size: int) -> list[list[int]]:
    """What is found in blocks of so many rows."""
    found = Repeats()
    for first in range(0, len(rows), size):
        found.take(block_of(rows[first : first + size], first + 1))
    return found.groups()


@pytest.mark.parametrize("most", [0, 3, 1_000_000])
@settings(deadline=None, max_examples=40)
@given(st.lists(whoever, max_size=12), st.integers(1, 12))
def test_rows_of_one_firm_are_found_over_any_blocks(most: int, rows: list[Who], size: int) -> None:
    """In the order of their first, whatever is kept in memory and whatever in a file."""
    with patch.object(repeats, "MOST_KEPT", most):
        assert rows_of_one_firm(rows, size) == expected(rows)


class FullDisk(io.BytesIO):
    """A file that takes so many writes, of the next one half, and no more."""

    takes = 0

    def write(self, content: memoryview) -> int:  # type: ignore[override]
        self.takes -= 1
        if self.takes < -1:
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(content if self.takes >= 0 else content[: len(content) // 2])


@pytest.mark.parametrize("takes", [0, 1, 3, 7])
@settings(deadline=None, max_examples=40)
@given(st.lists(whoever, max_size=12), st.integers(1, 4))
def test_a_disk_that_fills_up_loses_no_row_of_a_firm(takes: int, rows: list[Who], size: int) -> None:
    """What it does not take stays in memory, whether it is full from the start, in the middle, or in a piece."""
    with (
        patch.object(repeats, "MOST_KEPT", 0),
        patch.object(FullDisk, "takes", takes),
        patch("tempfile.TemporaryFile", lambda buffering: FullDisk()),
    ):
        assert rows_of_one_firm(rows, size) == expected(rows)


def test_where_no_file_can_be_made_all_stays_in_memory() -> None:
    """A disk that is read only has no folder for files that have no name."""
    rows: list[Who] = [(None, "甲"), (None, "乙"), (None, "甲")]
    refused = FileNotFoundError(errno.ENOENT, "No usable temporary directory found")
    with (
        patch.object(repeats, "MOST_KEPT", 0),
        patch("tempfile.TemporaryFile", side_effect=refused) as made,
    ):
        assert rows_of_one_firm(rows, 1) == [[1, 3]]
    made.assert_called_once()


def test_a_full_disk_is_not_tried_again_with_every_block() -> None:
    """What stays in memory is not parted anew a block, or a list of ten million firms would take 40 s more."""
    refused = OSError(errno.ENOSPC, "No space left on device")
    with (
        patch.object(repeats, "MOST_KEPT", 0),
        patch("tempfile.TemporaryFile", side_effect=refused),
        patch.object(repeats, "_parted", wraps=repeats._parted) as parted,
    ):
        assert rows_of_one_firm([(None, "甲"), (None, "乙"), (None, "丙"), (None, "甲")], 1) == [[1, 4]]
    parted.assert_called_once()


def test_a_part_of_a_name_is_near_it() -> None:
    """However much longer the name is that holds what was written, or the other way round; it comes first."""
    long = "上海市金山区某某精密机械制造有限公司"
    names = ListedNames([long, "某乙", "某丙"], who)
    assert names.nearest("精密").split("、")[0] == long
    assert names.nearest(f"{long}第二分公司驻朱泾镇某某路某某号办事处").split("、")[0] == long
    assert names.nearest("丁") == ""
