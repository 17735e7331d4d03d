"""Recipe `make mutants`: the score of the rule core, by mutmut on a copy. `python tests/mutation/program.py [share]`.

`share` tries one mutant in so many of each file, the same ones every time. Mutants that change only the words of a
message are counted apart. Needs `pip install mutmut`.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from subprocess import DEVNULL

if __package__ in (None, ""):
    sys.path.insert(0, str(Path(__file__).parents[1]))

from support.measured import keep

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("jinshan_cli", "data", "tests", "examples", "docs", "README.md", "README.zh-CN.md", "pyproject.toml")
TESTS = {
    ("core/intervals",): ("tests/core/test_intervals.py",),
    ("core/written/values",): ("tests/core/test_values.py",),
    ("core/sizes",): ("tests/core/test_sizes.py",),
    ("core/rules/grammar", "core/rules/units"): tuple(
        f"tests/core/test_{name}.py" for name in ("grammar", "grammar_refuses", "units")
    ),
    ("engines/evaluate",): tuple(f"tests/engines/test_{name}.py" for name in ("evaluate_parts", "evaluate", "near")),
}
"""modules that are changed, and the tests that must tell"""
COLUMNS = tuple(f"engines/columns/{name}" for name in ("intervals", "truths", "ends", "evaluate", "sizes"))
COLUMN_TESTS = ("tests/engines/test_spans.py", "tests/engines/test_columnar.py")
"""Polars does not survive the fork in which mutmut tests: each of these is tested in a process of its own"""
RARER = 6
"""of these, so many times fewer are tried"""
PLAIN_IDS = """

def pytest_make_parametrize_id(config, val, argname):
    return argname


def _without_ids(self, *args, _own=pytest.Metafunc.parametrize, ids=None, **more):
    _own(self, *args, **more)


pytest.Metafunc.parametrize = _without_ids
"""
"""for the copy's conftest.py: mutmut calls tests by their ids, and some of ours hold what no command line can"""
EXPLAINED = Path(__file__).with_name("program_equivalents.toml")
LEAST, SECONDS = 90, 180
KILLED = {"killed", "timeout"}
STATES = dict.fromkeys((1, 3), "killed") | dict.fromkeys((5, 33), "no tests") | dict.fromkeys((36, 24, -24), "timeout")
STATES[0] = "survived"


def copied(files: tuple[str, ...], tests: tuple[str, ...], folder: Path) -> Path:
    """A copy of the project, set up for mutmut."""
    for name in COPIED:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    paths = [f"jinshan_cli/{file}.py" for file in files]
    table = {"source_paths": ["jinshan_cli"], "only_mutate": paths, "also_copy": list(COPIED[:-1])}
    table["pytest_add_cli_args_test_selection"] = list(tests)
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
    with (folder / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
        conftest.write(PLAIN_IDS)
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as config:
        config.write(f"\n[tool.mutmut]\n{lines}")
    return folder


def mutmut(folder: Path, *names: str) -> None:
    """Tries mutants of the copy; `nothing` only makes them."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", *names]
    subprocess.run(command, cwd=folder, check=False, stdout=DEVNULL, stderr=DEVNULL)


def states(folder: Path, files: tuple[str, ...]) -> dict[str, str]:
    """The state of every mutant, by its name."""
    found = {}
    for file in files:
        told = json.loads((folder / "mutants" / "jinshan_cli" / f"{file}.py.meta").read_text("utf-8"))
        for name, code in told["exit_code_by_key"].items():
            found[name] = "not tried" if code is None else STATES.get(code, "odd")
    return found


def scalar(files: tuple[str, ...], share: int, folder: Path) -> dict[str, str]:
    """Tries one mutant in `share` of these files within mutmut."""
    copied(files, TESTS[files], folder)
    if share == 1:
        mutmut(folder)
        return states(folder, files)
    mutmut(folder, "nothing")
    mutmut(folder, *list(states(folder, files))[::share])
    return {name: state for name, state in states(folder, files).items() if state != "not tried"}


def columns(share: int, folder: Path) -> dict[str, str]:
    """Tries one mutant in `share` of the columnar engine, each in a process of its own."""
    mutmut(copied(COLUMNS, COLUMN_TESTS, folder), "nothing")
    if _alone("none", folder) != "survived":
        raise RuntimeError("the tests fail on the copy as it is")
    return {name: _alone(name, folder) for name in list(states(folder, COLUMNS))[share // 2 :: share]}


def _alone(name: str, folder: Path) -> str:
    place = folder / "mutants"
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *COLUMN_TESTS]
    env = {**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(place)}
    try:
        done = subprocess.run(command, cwd=place, env=env, check=False, timeout=SECONDS, stdout=DEVNULL)
    except subprocess.TimeoutExpired:
        return "timeout"
    return {0: "survived", 1: "killed", 2: "killed"}.get(done.returncode, "odd")


def shown(folder: Path, name: str) -> str:
    """The changed lines of a mutant."""
    command = [sys.executable, "-m", "mutmut", "show", name]
    told = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False).stdout
    lines = [line for line in told.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    return "\n".join(line[0] + line[1:].strip() for line in lines)


def is_wording(lines: str) -> bool:
    """True if nothing but the words of a Chinese message is changed: marked with XX, or in another case."""
    old, new = ("".join(line[1:] for line in lines.splitlines() if line[0] == sign) for sign in "-+")
    quoted = re.findall(r'"[^"]*[\u4e00-\u9fff][^"]*"', new)
    return bool(quoted) and old.casefold() == new.replace("XX", "").casefold()


@dataclass
class Score:
    """What came of all mutants, and the ones that survive unexplained."""

    told: int = 0
    wording: int = 0
    equivalent: int = 0
    survivors: int = 0

    def take(self, folder: Path, found: dict[str, str], explained: dict[str, str]) -> None:
        """Counts mutants; prints those that nothing tells."""
        for name, state in found.items():
            if state in KILLED:
                self.told += 1
                continue
            lines = shown(folder, name)
            why = explained.get(lines)
            self.wording += is_wording(lines)
            self.equivalent += bool(why)
            if not why and not is_wording(lines):
                self.survivors += 1
                print(f"{name} {state}\n{lines}\n")

    @property
    def per_cent(self) -> float:
        return round(100 * self.told / max(1, self.told + self.survivors), 1)


def main() -> int:
    """Prints both scores and every survivor; 1 if either is below 90 per cent."""
    if find_spec("mutmut") is None:
        print("pip install mutmut")
        return 2
    share = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    rows = tomllib.loads(EXPLAINED.read_text("utf-8"))["equivalents"]
    explained = {row["lines"].strip(): row["why"] for row in rows}
    low = False
    for section, one_in, tries in (
        ("mutants_scalar", share, [partial(scalar, files, share) for files in TESTS]),
        ("mutants_columns", share * RARER, [partial(columns, share * RARER)]),
    ):
        score = Score()
        for attempt in tries:
            with tempfile.TemporaryDirectory(prefix="mutants-") as place:
                score.take(Path(place), attempt(Path(place)), explained)
        print(f"{section}: {score}, {score.per_cent} %", flush=True)
        keep(section, one_in=one_in, **vars(score), per_cent=score.per_cent)
        low |= score.per_cent < LEAST
    return low


if __name__ == "__main__":
    sys.exit(main())
