"""The shape of the program: layers that look down only, a core without a screen, data that no code names."""

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import jinshan_cli

PACKAGE = Path(jinshan_cli.__file__).parent
MODULES = {path: ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
LONGEST = 300
"""lines of a file"""
LANGUAGE, LONGEST_LANGUAGE = "core/rules/nodes.py", 340
"""the one file that has a small class for each construct there is"""
MOST_IN_A_ROOM = 14
"""modules"""

BELOW = {
    "core": set(),
    "engines": {"core"},
    "files": {"core"},
    "use": {"core", "engines", "files"},
    "faces": {"core", "engines", "files", "use"},
}
LIBRARIES = {
    "core": {"pydantic"},
    "engines": {"narwhals"},
    "files": {
        "babel",
        "docx",
        "lxml",
        "markdown_it",
        "openpyxl",
        "platformdirs",
        "simplejson",
        "fastexcel",
        "narwhals",
        "polars",
        "pydantic",
        "tomli",
        "tomli_w",
    },
    "use": {"narwhals", "polars"},
}
"""what a layer may import besides Python's own; a face may import anything"""
CLOCKS = {f"{name}.{call}" for name in ("date", "datetime") for call in ("now", "today", "utcnow")}
NO_CORE = {"io", "json", "os", "pathlib", "socket", "subprocess", "sys", "tempfile", "time", "tomllib", "urllib"}
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "breakpoint"}
RUNNING = {"pickle", "marshal", "shelve", "yaml", "runpy", "code", "ctypes"}
CONNECTING = {"socket", "ssl", "http", "requests", "smtplib", "ftplib", "asyncio", "webbrowser"}
TESTING = {"pytest", "unittest"}
HEAVY = {
    "babel",
    "uniseg",
    "docx",
    "lxml",
    "polars",
    "narwhals",
    "jinja2",
    "xlsxwriter",
    "icalendar",
    "fastexcel",
    "openpyxl",
}


def _layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def _layered() -> list[Path]:
    return [path for path in MODULES if _layer(path) in BELOW]


def _name(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", _layered(), ids=_name)
def test_imports_look_down(path: Path) -> None:
    """A layer imports itself and what is below it: faces, use, engines and files, core."""
    layer = _layer(path)
    inner = {name.split(".")[1] for name in _imports(MODULES[path]) if name.startswith("jinshan_cli.")}
    assert inner <= {layer, *BELOW[layer]}


@pytest.mark.parametrize("path", [path for path in _layered() if _layer(path) != "faces"], ids=_name)
def test_libraries_belong_to_layers(path: Path) -> None:
    """No screen, web page or workbook below the faces; dataframes only where lists of firms are read and computed."""
    outside = {name.split(".")[0] for name in _imports(MODULES[path])} - set(sys.stdlib_module_names)
    assert outside <= {"jinshan_cli", *LIBRARIES[_layer(path)]}


@cache
def _graph() -> dict[str, set[str]]:
    """Every module with the modules it imports, at the top or within a function."""
    names = {".".join(("jinshan_cli", *path.relative_to(PACKAGE).with_suffix("").parts)): path for path in MODULES}
    graph: dict[str, set[str]] = {}
    for name, path in names.items():
        wanted = set(_imports(MODULES[path]))
        for node in ast.walk(MODULES[path]):
            if isinstance(node, ast.ImportFrom):
                wanted |= {f"{node.module}.{alias.name}" for alias in node.names}
        graph[name] = {each for each in wanted if each in names and each != name}
    return graph


def test_no_circle() -> None:
    """No module reaches itself through what it imports, late imports included."""
    left = _graph()
    while ends := [name for name, wanted in left.items() if not wanted & left.keys()]:
        for name in ends:
            del left[name]
    assert sorted(left) == []


def test_no_face_computes() -> None:
    """A face asks `use`: it imports no engine."""
    for name, wanted in _graph().items():
        if name.startswith("jinshan_cli.faces"):
            assert not {each for each in wanted if each.startswith("jinshan_cli.engines")}, name


def test_rooms_are_small() -> None:
    """A room has at most 14 modules beside its own page."""
    rooms = Counter(path.parent for path in MODULES if path.stem != "__init__")
    assert {_name(room): count for room, count in rooms.items() if count > MOST_IN_A_ROOM} == {}


def test_a_class_has_its_name_alone() -> None:
    """Two public classes never share a name."""
    names = Counter(node.name for tree in MODULES.values() for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, count in names.items() if count > 1 and not name.startswith("_")] == []


def test_late_imports_are_few() -> None:
    """What is imported within a function is heavy or rare; the way out has a table instead."""
    late = [
        node
        for tree in MODULES.values()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert len(late) <= 57


def test_dataclasses_are_ours() -> None:
    """They are made in half the time that the standard library takes, which `core.dataclass` itself asks."""
    taken = [
        (_name(path), alias.name)
        for path, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "dataclasses"
        for alias in node.names
    ]
    assert [name for name, what in taken if what == "dataclass"] == ["core/dataclass.py"]


def test_core_knows_no_world() -> None:
    """The core opens no file, and reads neither a clock nor an environment."""
    for path in _layered():
        if _layer(path) == "core":
            assert not {name.split(".")[0] for name in _imports(MODULES[path])} & NO_CORE, path


def test_only_faces_read_the_clock() -> None:
    """Below the faces the day is always given."""
    for path in _layered():
        if _layer(path) != "faces":
            calls = {ast.unparse(node.func) for node in ast.walk(MODULES[path]) if isinstance(node, ast.Call)}
            assert not calls & CLOCKS, path


def test_nothing_is_evaluated_or_connected() -> None:
    """No eval, exec, pickle, shell or connection anywhere, and nothing that asks whether it is being tested."""
    for path, tree in MODULES.items():
        imports = set(_imports(tree))
        assert not {name.split(".")[0] for name in imports} & (RUNNING | CONNECTING | TESTING), path
        assert "urllib.request" not in imports, path
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        assert not {ast.unparse(call.func) for call in calls} & FORBIDDEN_CALLS, path
        assert "shell" not in {keyword.arg for call in calls for keyword in call.keywords}, path


def test_files_are_short() -> None:
    """A file holds one idea."""
    lengths = {_name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert lengths.pop(LANGUAGE) <= LONGEST_LANGUAGE
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_every_module_says_its_idea() -> None:
    """Each module begins with a docstring."""
    assert [_name(path) for path, tree in MODULES.items() if not ast.get_docstring(tree)] == []


READING = {"pydantic", "jinshan_cli.files.edition.compiling"}
"""what reads and checks an edition: not needed for one that is kept"""

COMMANDS = [
    ["show", "13"],
    ["match", "--as-of", "2023-05-01"],
    ["match", "--json"],
    ["list"],
    ["facts"],
    ["check"],
]

PROBE = """
import sys
from jinshan_cli.faces.shell.cli import run
code = run(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_light_commands_load_no_dataframes(args: list[str]) -> None:
    """One firm needs no dataframe, no templates and no workbook: they are not even imported."""
    done = subprocess.run([sys.executable, "-c", PROBE, *args], capture_output=True, check=True)
    assert not set(done.stderr.decode().split()) & HEAVY


@pytest.mark.slow
@pytest.mark.parametrize("args", [["show", "13"], ["list"], ["match", "--set", "employees=12"]], ids=" ".join)
def test_a_kept_edition_needs_no_reading(args: list[str], tmp_path: Path) -> None:
    """From the second start on nothing that reads an edition is imported, nor pydantic by Typer."""
    environment = {**os.environ, "JINSHAN_CACHE": str(tmp_path)}
    first, second = (
        subprocess.run([sys.executable, "-c", PROBE, *args], capture_output=True, check=True, env=environment)
        for _ in range(2)
    )
    assert second.stdout == first.stdout
    assert set(first.stderr.decode().split()) >= READING
    assert not set(second.stderr.decode().split()) & READING


@pytest.mark.slow
@pytest.mark.parametrize("args", [["show", "13"], ["match", "--set", "employees=12"]], ids=" ".join)
def test_what_light_commands_import_compiles_no_pattern(args: list[str]) -> None:
    """A pattern of ours is a text there: `re` compiles those that are used, a few of a hundred."""
    done = subprocess.run([sys.executable, "-c", PROBE, *args], capture_output=True, check=True)
    loaded = set(done.stderr.decode().split())
    assert "jinshan_cli.core.written.clean" in loaded
    compiled = {
        _name(path): ast.unparse(each)
        for path, tree in MODULES.items()
        if ".".join(("jinshan_cli", *path.relative_to(PACKAGE).with_suffix("").parts)) in loaded
        for each in tree.body
        if isinstance(each, ast.Assign) and "re.compile" in ast.unparse(each)
    }
    assert compiled == {}
