"""Recipe `make kills`: the program is stopped at random moments; the last saved answer, or the old file, is whole.

`python tests/faults/kills.py [runs]` does so many of each kind and keeps the figures for docs/trust.md.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections import Counter
from pathlib import Path
from subprocess import DEVNULL

import pexpect

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from support.commandline import hear_signals
from support.endings import ended
from support.measured import keep

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
ANSWERS = (
    ("个人", {"name": "", "entity": "consumer"}),
    ("某人", {"name": "某人"}),
    ("1 2? 3?", {"nev_price": "有", "replaced_cars": "不清楚", "appliance_spend": "不清楚"}),
    ("15万", {"nev_price": "15万"}),
)
"""what is typed, and what the file has more afterwards"""
MOMENTS = (0, 0.0005, 0.001, 0.002, 0.004, 0.008, 0.015, 0.03)
"""seconds from the last key to the signal"""
PATIENCE, MOST_SIGNS = 5, 3
"""seconds from one signal to the next, and how many: one that comes just before Python's readline waits for a key is
heard with the next one or the next key"""
LIST_ROWS, LIST_SECONDS = 20_000, 1.5
OLD = "the old results\n"


def saved(file: Path) -> dict[str, object] | None:
    """What the file of answers holds, but for when they were given; None if there is none.

    Raises TOMLDecodeError if it is not whole.
    """
    if not file.exists():
        return None
    return {key: value for key, value in tomllib.loads(file.read_bytes().decode("utf-8")).items() if key != "asked"}


def interview(folder: Path, chance: random.Random) -> str:
    """Kills one interview just after a random answer. "" if the file has all answers before it, and no half of it."""
    sign, before = chance.choice(SIGNALS), chance.randrange(len(ANSWERS))
    env = {**os.environ, "TERM": "dumb", "XDG_STATE_HOME": str(folder / "state"), "LC_ALL": "C.UTF-8"}
    arguments = ["-m", "jinshan_cli", "ask", "--save", "firm.toml", "--as-of", "2023-05-01"]
    child = pexpect.spawn(sys.executable, arguments, cwd=str(folder), env=env, timeout=30, preexec_fn=hear_signals)
    child.delaybeforesend = None
    for number, (reply, _) in enumerate(ANSWERS[: before + 1], 1):
        child.expect(rb"%d> $" % number)
        child.send(f"{reply}\r")
    time.sleep(chance.choice(MOMENTS) * (0.5 + chance.random()))
    for _ in range(MOST_SIGNS):
        child.kill(sign)
        if child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=PATIENCE) == 0:
            break
    else:
        child.expect(pexpect.EOF)
    ended(child)
    states: list[dict[str, object]] = [{}]
    for _, more in ANSWERS:
        states.append(states[-1] | more)
    try:
        found = saved(folder / "firm.toml")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return f"{sign.name} after answer {before + 1}: not whole: {error}"
    if (found or {}) not in states[before : before + 2]:
        return f"{sign.name} after answer {before + 1}: {found}"
    return ""


def listing(folder: Path, chance: random.Random) -> str:
    """Kills one list at a random moment. "" if the results are the old ones or the whole new ones."""
    sign, results = chance.choice(SIGNALS), folder / "out.csv"
    rows = "".join(f"第{i}家,retail,{i}\n" for i in range(LIST_ROWS))
    (folder / "firms.csv").write_text(f"name,sector,employees\n{rows}", "utf-8")
    results.write_text(OLD, "utf-8")
    command = [sys.executable, "-m", "jinshan_cli", "batch", "firms.csv", "-o", "out.csv", "--force"]
    child = subprocess.Popen(command, cwd=folder, stdout=DEVNULL, stderr=DEVNULL, preexec_fn=hear_signals)
    time.sleep(chance.uniform(0, LIST_SECONDS))
    child.send_signal(sign)
    if child.wait() != 0:
        (folder / "running").touch()
    text = results.read_text("utf-8")
    if sign != signal.SIGKILL and any(folder.glob(".jinshan-*")):
        return f"{sign.name}: a file left aside"
    if text == OLD or (text.count("\n") == LIST_ROWS + 1 and text.endswith("\n")):
        return ""
    return f"{sign.name}: {len(text)} characters of results"


def runs(what: str, number: int, seed: int = 2023) -> tuple[list[str], Counter[str]]:
    """Does `number` kills of a kind; the losses, how many were hit in the middle, and how many left a file aside."""
    losses: list[str] = []
    left: Counter[str] = Counter()
    for i in range(number):
        with tempfile.TemporaryDirectory(prefix="kill-") as place:
            kill = {"ask": interview, "batch": listing}[what]
            loss = kill(Path(place), random.Random(f"{seed} {what} {i}"))
            losses += [f"{what} run {i}: {loss}"] if loss else []
            left["running"] += what == "ask" or (Path(place) / "running").exists()
            left["aside"] += any(Path(place).glob(".jinshan-*"))
    return losses, left


def main() -> int:
    """Prints and keeps the count of losses; 1 if there is any."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    every: list[str] = []
    for what in ("ask", "batch"):
        losses, left = runs(what, number)
        hit, aside = left["running"], left["aside"]
        print(f"{what}: {number} kills, {hit} while it ran, {len(losses)} losses, {aside} files left aside")
        print("".join(f"  {loss}\n" for loss in losses), end="")
        keep(f"kills_{what}", kills=number, while_running=left["running"], losses=len(losses))
        every += losses
    return bool(every)


if __name__ == "__main__":
    sys.exit(main())
