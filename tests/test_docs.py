"""The documents tell the truth: each command in a `console` block is run, and prints what stands below it.

A line `…` stands for lines left out.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.commandline import KEPT
from support.kept import hold

from jinshan_cli.core.policy import Edition
from jinshan_cli.use.tables.parts import count_examples

TOP = Path(__file__).parent.parent
DOCUMENTS = sorted([*TOP.glob("README*.md"), *TOP.glob("docs/*.md")])
ELISION = "…"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """An empty folder with the examples in it."""
    shutil.copytree(TOP / "examples", tmp_path / "examples")
    return tmp_path


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document(document: Path, workplace: Path) -> None:
    """Every command of the document prints, at 80 columns, exactly what the document shows."""
    text = document.read_text(encoding="utf-8")
    run = _BLOCK.sub(lambda block: "".join(_transcript(*entry, workplace) for entry in _entries(block[0])), text)
    hold(document, run)


def test_commands_named_in_readme() -> None:
    """README's table of commands is the program's list of commands."""
    from jinshan_cli.faces.commands import COMMANDS

    table = re.findall(r"^\| `jinshan (\w+)", (TOP / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert table == list(COMMANDS)


def _entries(block: str) -> list[tuple[str, list[str]]]:
    """Each command of a block, and the lines shown below it."""
    _, *entries = re.split(r"^\$ ", block, flags=re.MULTILINE)
    return [(command, shown) for command, *shown in map(str.splitlines, entries)]


def _transcript(command: str, shown: list[str], workplace: Path) -> str:
    printed = [line.rstrip() for line in _printed(command, workplace).splitlines()]
    if ELISION in shown:
        head, tail = shown.index(ELISION), len(shown) - shown.index(ELISION) - 1
        assert len(printed) > head + tail, f"{command} prints no line that could be left out"
        printed = [*printed[:head], ELISION, *printed[len(printed) - tail :]]
    return "".join(f"{line}\n" for line in (f"$ {command}", *printed))


def _printed(command: str, workplace: Path) -> str:
    environment = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "JINSHAN_DATA")}
    environment |= {"COLUMNS": "80", "NO_COLOR": "1", "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment["JINSHAN_CACHE"] = KEPT.name
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=workplace,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=60,
        check=False,
    )
    return done.stdout.decode("utf-8")


def test_every_help_page_is_in_the_docs() -> None:
    """docs/commands.md holds the help page of each command."""
    from jinshan_cli.faces.commands import COMMANDS

    text = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^\$ jinshan (\w+) --help$", text, re.MULTILINE) == list(COMMANDS)


def test_the_changelog_counts_right(edition: Edition) -> None:
    """What the changelog says is in the edition is what `jinshan check` counts."""
    told = " ".join((TOP / "CHANGELOG.md").read_text(encoding="utf-8").split())
    counts = {
        "policies": len(edition.policies),
        "benefits": len(edition.rules),
        "facts": len(edition.facts.facts),
        "projects and activities": len(edition.activities),
        "worked examples": count_examples(edition),
    }
    for what, number in counts.items():
        assert f" {number} {what}" in told
