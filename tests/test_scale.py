"""A table of 500 policies and 300 facts stays usable; `benchmarks/scale.py` measures how quick it is."""

from pathlib import Path

import pytest
from scale import write_edition
from support.commandline import Jinshan


@pytest.mark.usefixtures("bounded")
def test_a_great_table(jinshan: Jinshan, tmp_path: Path) -> None:
    """It is checked with every example, found sound but for options that no rule needs apart, and shown."""
    great = write_edition(tmp_path / "great", 500, 300)
    checked = jinshan("check", great)
    assert checked.code == 0
    assert "500 项政策、1000 个事项、300 个指标、0 项活动，示例 4000 条；0 处错误，75 处提醒" in checked.out
    assert "政策 250" in jinshan("show", "250", "--data", great).out
