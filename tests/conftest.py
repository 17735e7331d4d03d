"""What any test may ask for: the built-in edition, a broken copy of it, the command line, kept screens."""

import os
import shutil
import signal
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import NoReturn

import pytest
from hypothesis import settings
from support.commandline import Jinshan
from support.kept import hold

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.rules.grammar import Scope, parse_quantity
from jinshan_cli.core.rules.nodes import Constant, NamedQuantity, Parameter
from jinshan_cli.core.written.voice import CHINESE, speaking
from jinshan_cli.files.edition import compiling
from jinshan_cli.files.edition.folder import built_in_data, load_edition
from jinshan_cli.files.kept import shelf

os.environ.setdefault("JINSHAN_CACHE", "off")  # what is kept is read from the files, and no test leaves anything
pytest_plugins = ("support.chromium", "support.demo", "support.talk")
CHECKOUT = Path(__file__).resolve().parents[1]
SNAPSHOTS = Path(__file__).with_name("snapshots")
MOST_SECONDS = 60
MOST_WORKERS = 4
"""of `-n auto`: each takes up to a GiB"""
SLOW = (
    *("faults", "fuzz", "hostile", "mutation", "properties", "second_reading", "spark"),
    *(f"api/test_{name}.py" for name in ("api", "assess_frame", "compare_frame")),
    *(f"core/test_{name}.py" for name in ("combining", "text")),
    *(f"drafting/test_{name}.py" for name in ("review", "source")),
    *(f"engines/test_{name}.py" for name in ("columnar", "evaluate", "nested", "spans")),
    *(f"faces/test_ask{rest}.py" for rest in ("", "_kept")),
    *(f"faces/test_batch_{name}.py" for name in ("command", "folder", "refusals", "whole")),
    *(
        f"faces/test_{name}.py"
        for name in (
            "at_a_terminal",
            "calls",
            "completion",
            "diff",
            "diff_lists",
            "endings",
            "english",
            "first_screen",
            "gather",
            "handling",
            "handout",
            "match",
            "near_columns",
            "reform",
            "reopened",
            "report",
            "same_everywhere",
            "screens",
            "show",
            "streams",
            "telling",
            "template",
            "visits",
            "workbook",
        )
    ),
    *(
        f"test_{name}.py"
        for name in ("any_system", "docs", "edition_doc", "other_edition", "pictures", "provisions", "scale")
    ),
    *(
        f"files/test_{name}.py"
        for name in ("cells", "edition", "ods", "office_lists", "read_workbook", "rows", "sheets")
    ),
    *(
        f"use/test_{name}.py"
        for name in (
            "batch",
            "checking",
            "checking_elsewhere",
            "checking_repeats",
            "contacts",
            "digest",
            "interview",
            "interview_changes",
            "order_of_questions",
            "sections",
            "totals",
            "windows",
        )
    ),
)
"""rooms and files of tests that start the program, type at a terminal or play thousands of cases: each takes seconds"""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """How many run side by side."""
    return min(os.cpu_count() or 1, MOST_WORKERS)


def _is_slow(path: Path) -> bool:
    return path.relative_to(Path(__file__).parent).as_posix().startswith(SLOW)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """What `make test-fast` leaves out is not even imported."""
    return True if config.option.markexpr == "not slow" and _is_slow(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks it where it is collected."""
    for item in items:
        if _is_slow(item.path):
            item.add_marker(pytest.mark.slow)


settings.register_profile("same", derandomize=True)
settings.register_profile("other", derandomize=False)
settings.load_profile(os.environ.get("JINSHAN_HYPOTHESIS", "same"))  # a change fails or not, whoever runs the tests


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_counts() -> None:
    """What a test starts can be interrupted, though the suite itself runs in the background, deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _in_chinese() -> Iterator[None]:
    """What a test loads speaks no longer than the test."""
    yield
    speaking(CHINESE)


@pytest.fixture(scope="session", autouse=True)
def _read_once() -> Iterator[None]:
    """An edition of the checkout, which no test changes, is read once in this process, and worked out by cases once."""
    read, kept = compiling.read_edition, dict[tuple[Path, str], Edition]()

    def read_once(folder: Path, parameters: Mapping[str, str]) -> Edition:
        place = folder.resolve()
        if not place.is_relative_to(CHECKOUT):
            return read(folder, parameters)
        if (place, repr(parameters)) not in kept:
            kept[place, repr(parameters)] = read(folder, parameters)
        edition = kept[place, repr(parameters)]
        speaking(edition.voice)
        return edition

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compiling, "read_edition", read_once)
        yield


@pytest.fixture(scope="session")
def edition() -> Edition:
    """The built-in edition, loaded once."""
    return load_edition()


@pytest.fixture(scope="session")
def scope(edition: Edition) -> Scope:
    """The names that a rule of the built-in edition may use, and two more: a parameter and a quantity."""
    named = Scope(edition.facts, edition.conditions)
    growth = parse_quantity("max(0, goods_sales - goods_sales_peak)", named)
    first = Parameter("first_step", "首档", Constant("1", "亿"))
    return replace(named, quantities={"first_step": first, "growth": NamedQuantity("growth", "增长额", growth)})


@pytest.fixture
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, worked in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def jinshan(monkeypatch: pytest.MonkeyPatch) -> Jinshan:
    """The program: `jinshan("show", 13, width=80).out`."""
    return Jinshan(monkeypatch)


@pytest.fixture
def bounded() -> Iterator[None]:
    """A minute of the processor, and no more: far above what is right, far below what would hang a machine."""

    def stop(_signal: int, _frame: FrameType | None) -> NoReturn:
        raise AssertionError(f"took {MOST_SECONDS} seconds of the processor")

    if not hasattr(signal, "setitimer"):
        pytest.skip("no timers")
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which editions are kept."""
    monkeypatch.setenv(shelf.CACHE, str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def edited(tmp_path: Path) -> Callable[..., Path]:
    """A copy of the built-in data with `(file, old, new)` replaced, each once: its folder."""

    def edit(*changes: tuple[str, str, str]) -> Path:
        folder = tmp_path / "edition"
        shutil.copytree(built_in_data(), folder, dirs_exist_ok=True)
        for file, old, new in changes:
            text = (folder / file).read_text("utf-8")
            assert old in text, f"{file} no longer holds {old!r}"
            (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return edit


@pytest.fixture
def snapshot() -> Callable[[str, str], None]:
    """Holds a text against the kept screen of that name."""

    return lambda name, text: hold(SNAPSHOTS / name, text)
