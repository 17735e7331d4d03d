"""Whole screens, as they are printed: at two widths, in UTF-8 and in GBK. The kept ones are in tests/snapshots.

A screen that has changed fails; JINSHAN_ACCEPT=1 keeps what is printed now, to be read in the diff.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.commandline import Jinshan

from jinshan_cli.faces.words.wrapping import width_of

EXAMPLES = Path(__file__).parents[2] / "examples"
SCREENS: dict[str, list[str | Path]] = {
    "match-retailer": ["match", EXAMPLES / "retailer.toml", "--as-of", "2023-05-01"],
    "match-manufacturer-why": ["match", EXAMPLES / "manufacturer.toml", "--as-of", "2023-12-31", "--why"],
    "match-late": ["match", EXAMPLES / "sole_trader.toml", "--as-of", "2025-01-01"],
    "show-13": ["show", "13", "--as-of", "2026-11-27"],
    "show-3": ["show", "3", "--as-of", "2023-05-01"],
    "list": ["list", "--as-of", "2023-07-01"],
    "facts": ["facts"],
    "check": ["check"],
}
UNWRAPPED = {"check"}
"""lines that name places in files, to be read by programs too"""


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(jinshan: Jinshan, snapshot: Callable[[str, str], None], screen: str, width: int, encoding: str) -> None:
    """The screen is the kept one, fits its width, and says nothing on stderr."""
    shown = jinshan(*SCREENS[screen], width=width, encoding=encoding)
    lines = [line.rstrip() for line in shown.out.splitlines()]
    assert (shown.code, shown.err) == (0, "")
    assert [line for line in lines if width_of(line) > width and screen not in UNWRAPPED] == []
    snapshot(f"{screen}.{width}.{encoding}.txt", "\n".join(lines) + "\n")


ROWS = ("retail,120,97654321.1,是,442477.88,是,有", "retail,,,,,,", "manufacturing,500,1234567.89,,420000,否,1234567")
LIST = "sector,employees,vat_incremental_credit,newly_above_quota,nev_price,srdi_new,tech_giant_grant\n" + "".join(
    f"{row}\n" for row in ROWS * 400
)
"""firms enough for sums of every length"""


@pytest.mark.parametrize("width", [40, 60, 100])
def test_summary_of_a_list(jinshan: Jinshan, snapshot: Callable[[str, str], None], width: int) -> None:
    """What a list comes to, on stderr: the bars go first, and no figure and no heading is ever broken or cut."""
    done = jinshan("batch", "-", "-o", "-", "--as-of", "2023-05-01", stdin=LIST.encode(), width=width)
    table = [line.rstrip() for line in done.err.splitlines() if not re.search("合并计算|补齐后|读入", line)]
    assert done.code == 0
    assert [line for line in table if width_of(line) > width] == []
    assert all(heading in table[0] for heading in ("编号", "政策", "符合", "金额（约）", "待核实"))
    snapshot(f"summary.{width}.txt", "\n".join(table) + "\n")


@pytest.mark.parametrize("screen", SCREENS)
def test_gbk_loses_nothing(jinshan: Jinshan, screen: str) -> None:
    """On a GBK console every character is there: nothing was replaced by a question mark."""
    texts = [jinshan(*SCREENS[screen], encoding=encoding).out for encoding in ("gbk", "utf-8")]
    assert len({text.count("?") + text.count("？") for text in texts}) == 1
