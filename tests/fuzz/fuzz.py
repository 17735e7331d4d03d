"""Recipe `make fuzz`: each target for so many seconds, led by coverage. Needs `pip install atheris`.

`python tests/fuzz/fuzz.py [seconds for each]`; seeds are in corpus/, what a run learns is thrown away.
"""

import re
import subprocess
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

if __package__ in (None, ""):
    sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]

CORPUS = Path(__file__).with_name("corpus")
LONGEST = 400


def one(name: str, arguments: list[str]) -> None:
    """Fuzzes one target in this process, which then ends."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["jinshan_cli"]):
        from fuzz.targets import TARGETS

    TARGETS[name](b"")  # loads what a target loads only once
    atheris.Setup([sys.argv[0], *arguments], TARGETS[name])
    atheris.Fuzz()


def run(name: str, seconds: int) -> tuple[int, int]:
    """How many inputs were tried, and how many finds there were; a find is printed with its bytes."""
    with tempfile.TemporaryDirectory(prefix="fuzz-") as place:
        found = Path(place, "finds")
        found.mkdir()
        limits = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", "-timeout=20", "-print_final_stats=1"]
        command = [sys.executable, __file__, "--target", name, *limits, f"-artifact_prefix={found}/", place]
        done = subprocess.run([*command, str(CORPUS / name)], capture_output=True, check=False)
        told = done.stderr.decode("utf-8", "replace")
        finds = [path.read_bytes() for path in found.iterdir()]
        units = re.search(r"number_of_executed_units: +([0-9]+)", told)
        for find in finds:
            print(f"{name}: {find!r}")
        if finds or not units:
            print(done.stdout.decode("utf-8", "replace")[-3000:], told[-2000:])
        return int(units[1]) if units else 0, max(len(finds), int(not units))


def main() -> int:
    """All targets; 1 if there is a find."""
    if "--target" in sys.argv:
        one(sys.argv[2], sys.argv[3:])
    if find_spec("atheris") is None:
        print("pip install atheris")
        return 2
    from support.measured import keep

    seconds, every = int(sys.argv[1]) if len(sys.argv) > 1 else 75, 0
    for target in ("values", "rules", "firms", "lists"):
        inputs, finds = run(target, seconds)
        print(f"{target}: {inputs} inputs in {seconds} s, {finds} finds")
        keep(f"fuzz_{target}", seconds=seconds, inputs=inputs, finds=finds)
        every += finds
    return bool(every)


if __name__ == "__main__":
    sys.exit(main())
