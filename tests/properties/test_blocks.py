"""Where a block of a list ends is nobody's business: the results are the same bytes."""

from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.lists import batch, rows_of

pytestmark = pytest.mark.usefixtures("in_folder")

HEAD = "企业名称,行业,从业人数\n"


def test_last_line_without_an_end(jinshan: Jinshan) -> None:
    """Whole numbers down to the last line, which has another writing and no line end: two firms, as with one."""
    text = f"{HEAD}甲,零售业,10\n乙,零售业,约20"
    for listed in (text, text + "\n"):
        done = batch(jinshan, listed, "-o", "out.csv", "--force")
        assert (done.code, [row["从业人数"] for row in rows_of(Path("out.csv"))]) == (0, ["10", "约20"]), done.err


def test_first_odd_cell_late(jinshan: Jinshan) -> None:
    """More than a block of whole numbers before the first other writing: every row is there."""
    rows = "".join(f"企业{i}有限公司,零售业,{i % 300}\n" for i in range(40_000))
    done = batch(jinshan, f"{HEAD}{rows}丁,零售业,约20\n", "-o", "out.csv")
    assert (done.code, rows_of(Path("out.csv"))[-1]["从业人数"]) == (0, "约20"), done.err
