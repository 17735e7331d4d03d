"""Start-up of the program without Python beside the installed one: `python benchmarks/app.py APP INSTALLED [ROUNDS]`.

Each round runs both, so that a busy moment hits both; the shortest time of each is compared.
"""

import subprocess
import sys
import time
from pathlib import Path

FIRM = Path(__file__).parent.parent / "examples" / "retailer.toml"
COMMANDS = (["--version"], ["show", "13"], ["match", str(FIRM)])


def main(app: str, installed: str, rounds: int = 10) -> None:
    """Prints milliseconds and ratio of each command."""
    for command in COMMANDS:
        both = [(_timed([app, *command]), _timed([installed, *command])) for _ in range(rounds)]
        ours, theirs = (min(times) * 1000 for times in zip(*both, strict=True))
        print(f"{command[0]:10} {ours:5.0f} ms, installed {theirs:5.0f} ms: {ours / theirs:.2f} x")


def _timed(command: list[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
