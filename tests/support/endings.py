"""How a program at a pseudo-terminal ends, however slow the machine: pexpect's own `close` waits tenths of a second."""

import signal
from typing import Any


def ended(child: Any) -> int | None:
    """Waits for a program that has written its last; closes its terminal. Its exit code, None if a signal ended it."""
    child.wait()
    child.close()
    code: int | None = child.exitstatus
    return code


def hung_up(child: Any) -> None:
    """Closes the terminal, as one closes its window, and waits for the program to end of it."""
    child.ptyproc.fileobj.close()
    ended(child)


def killed(child: Any) -> None:
    """Ends what still runs, without a word to it."""
    if child.isalive():
        child.kill(signal.SIGKILL)
    ended(child)
