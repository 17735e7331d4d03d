"""A table of 500 policies and 300 facts stays usable."""

import sys
import time
from pathlib import Path

import pytest
from commandline import Jinshan

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


@pytest.fixture
def great(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The table that the benchmark measures."""
    if not BENCHMARKS.is_dir():
        pytest.skip("the benchmarks are not here")
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    from scale import write_edition

    folder: Path = write_edition(tmp_path / "great", 500, 300)
    return folder


def test_a_great_table_is_quick(jinshan: Jinshan, great: Path) -> None:
    """Sound; checked within 5 seconds of the processor with every example, a policy shown within one."""
    begin = time.process_time()
    checked = jinshan("check", great)
    between = time.process_time()
    shown = jinshan("show", "250", "--data", great)
    end = time.process_time()
    assert "500 项政策、1000 个事项、300 个指标、0 项活动，示例 4000 条；0 处错误，0 处提醒" in checked.out
    assert "政策 250" in shown.out
    assert between - begin < 5
    assert end - between < 1
