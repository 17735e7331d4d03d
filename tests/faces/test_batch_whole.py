"""`jinshan batch`: a file is there whole or not at all, whatever ends the run."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.lists import AS_OF, Listed, files, invented

from jinshan_cli.core.policy import Edition

pytestmark = pytest.mark.usefixtures("in_folder")

BIG = 30_000
AT_ONCE = 10
"""seconds: a tenth of one, on a machine that does nothing else"""


@pytest.fixture
def big(edition: Edition) -> Listed:
    """A list long enough to be caught in the middle."""
    some = invented(edition.facts, 200, refused=0)
    return Listed(some.facts, some.columns, some.rows * (BIG // 200))


def command(*args: str) -> list[str]:
    """A process of its own."""
    return [sys.executable, "-m", "jinshan_cli", "batch", "firms.csv", *args, *AS_OF]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize(
    ("output", "sign"), [("out.csv", signal.SIGKILL), ("out.xlsx", signal.SIGKILL), ("out.csv", signal.SIGINT)]
)
def test_killed_in_the_middle(big: Listed, output: str, sign: signal.Signals) -> None:
    """kill -9, or Ctrl-C: there is no file under the final name; after Ctrl-C nothing at all, and exit code 130."""
    Path("firms.csv").write_text(big.csv(), "utf-8")
    process = subprocess.Popen(command("-o", output), stderr=subprocess.PIPE)
    while process.poll() is None and not list(Path().glob(".jinshan-*")):
        time.sleep(0.005)
    process.send_signal(sign)
    process.communicate()
    assert not Path(output).exists()
    assert process.returncode == (-9 if sign == signal.SIGKILL else 130)
    assert sign == signal.SIGKILL or files() == ["firms.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize(("form", "sign"), [("csv", signal.SIGINT), ("jsonl", signal.SIGINT), ("csv", signal.SIGTERM)])
def test_interrupted_while_a_pipe_is_idle(big: Listed, form: str, sign: signal.Signals) -> None:
    """Ctrl-C and SIGTERM are not kept waiting for rows that may never come, nor for a thread that waits for them."""
    command = [sys.executable, "-m", "jinshan_cli", "batch", "-", "-o", "out.csv", *AS_OF]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        process.stdin.write(
            (big.csv() if form == "csv" else big.jsonl()).encode()
        )  # returns when all but a pipe's fill has been read: it is reading
        process.stdin.flush()
        process.send_signal(sign)
        try:
            assert process.wait(AT_ONCE) == 130
        finally:
            process.kill()
    assert files() == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on file size")
@pytest.mark.parametrize("room", [200_000, 2])
@pytest.mark.parametrize("output", ["out.csv", "out.jsonl", "out.parquet", "out.xlsx"])
def test_full_disk(big: Listed, output: str, room: int) -> None:
    """A disk that fills up, at first or at last, is one Chinese line; neither a file nor a half of one is left."""
    Path("firms.csv").write_text(big.csv() if room > 2 else "name,employees\n甲,5\n", "utf-8")

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    world = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}  # or Python keeps the beginnings of modules it compiles
    done = subprocess.run(command("-o", output), capture_output=True, preexec_fn=no_room, check=False, env=world)
    assert (done.returncode, "无法写入文件" in done.stderr.decode()) == (2, True), done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert files() == ["firms.csv"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs a shell's pipe")
def test_reader_that_goes_away(big: Listed) -> None:
    """`| head` ends it quietly."""
    Path("firms.csv").write_text(big.csv(), "utf-8")
    with subprocess.Popen(command("-o", "-"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        words = process.stderr.read().decode()
    assert (process.returncode, "Traceback" in words, "panicked" in words) == (0, False, False)
