"""Start-up as a ratio to a bare one-command Typer app, in one run: `python benchmarks/startup.py [ROUNDS]`.

Each round runs every command once, so that a busy moment hits all of them; the figures are medians.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = """
import typer
app = typer.Typer()
@app.command()
def main(name: str = "x") -> None:
    print("hello", name)
app()
"""
FIRM = Path(__file__).parent.parent / "examples" / "retailer.toml"
JINSHAN = [sys.executable, "-c", "from jinshan_cli.faces.shell.cli import main; main()"]


def main(rounds: int) -> None:
    """Prints the median milliseconds of each command and its ratio to the bare app."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE)
        commands = {
            "bare Typer app": [sys.executable, str(bare)],
            "jinshan --version": [*JINSHAN, "--version"],
            "jinshan show 13": [*JINSHAN, "show", "13"],
            "jinshan match FIRM": [*JINSHAN, "match", str(FIRM)],
            "jinshan match FIRM --json": [*JINSHAN, "match", str(FIRM), "--json"],
        }
        times: dict[str, list[float]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, command in commands.items():
                seconds = _timed(command)
                if number:  # the first round fills the caches
                    times[name].append(seconds)
    base = statistics.median(times["bare Typer app"])
    for name, seen in times.items():
        median = statistics.median(seen)
        print(f"{name:28} {median * 1000:7.0f} ms  {median / base:5.2f} x")


def _timed(command: list[str]) -> float:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    return time.perf_counter() - begin


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
