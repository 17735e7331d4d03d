"""A compiled edition is kept from one list for the next: it judges as one that is compiled anew, and is nothing once a
byte of the edition, the day or the columns are others."""

import ast
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from zlib import crc32

import polars as pl
import pytest
from engines.test_columnar import SPRING
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.test_cases import firms
from properties.test_sums import Texts, combined, several, steps, sums
from scale import write_edition
from support.commandline import Jinshan
from support.frames import has_several, typed_frame
from support.verdicts import verdict_rows

from jinshan_cli.core.columns import SEVERAL
from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines import expressions as ex
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.engines.columns.plan import Plan
from jinshan_cli.engines.dialects import Dialect
from jinshan_cli.engines.retold import FUNCTIONS, METHODS, ToldExpressions, retold
from jinshan_cli.files.edition.folder import load_edition, load_kept
from jinshan_cli.files.kept import shelf
from jinshan_cli.use.edition import planned as planning
from jinshan_cli.use.edition.planned import KeptPlans, Planned, plan_text, plan_told, planned, planned_edition

TESTS = Path(__file__).resolve().parents[1]
LIST = "name,flag_0,choice_0,count_0,money_0\n甲,,类0之1,,\n乙,是,类0之2,30,500万\n丙,,,20-40,\n"
AS_OF = "2026-05-01"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """An edition of which sums share facts."""
    return write_edition(tmp_path / "table", 6, 8)


@pytest.fixture
def batch(jinshan: Jinshan, table: Path, tmp_path: Path) -> Callable[..., bytes]:
    """The results of a list under the table, and what is said of them; each time the same ground for all."""
    firms = tmp_path / "firms.csv"

    def run(*more: object, text: str = LIST, as_of: str = AS_OF, ending: str = ".csv") -> bytes:
        firms.write_text(text, "utf-8")
        out = tmp_path / f"out{ending}"
        done = jinshan("batch", firms, "-o", out, "--force", "--data", table, "--as-of", as_of, *more)
        assert done.code == 0
        return out.read_bytes() + done.err.encode()

    return run


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The days that an edition was compiled for."""
    seen: list[date] = []

    def compile_and_note(edition: Edition, as_of: date, *rest: object) -> Plan:
        seen.append(as_of)
        return compile_plan(edition, as_of, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(planning, "compile_plan", compile_and_note)
    return seen


def _plans(cache: Path) -> list[Path]:
    return sorted(cache.glob(f"*{shelf.PLAN}"))


def _again(made: Planned) -> Planned:
    """As another run has it."""
    text = plan_text(made)
    found = plan_told(text)
    assert plan_text(found) == text
    return found


def _check_alike(edition: Edition, those: Sequence[Firm], as_of: date, of_worth: bool = False) -> None:
    """The plan as it was compiled and as it was told judge and count firms alike."""
    known = {fact.key for fact in edition.facts} | {f.key + SEVERAL for f in edition.facts if has_several(f, those)}
    made = planned(edition, as_of, known, of_worth)
    again = _again(made)
    frame = typed_frame(those, edition.facts)
    one, other = (each.plan.evaluate(frame.lazy(), at_hand=True).collect() for each in (made, again))
    assert other.equals(one)
    assert other.schema == one.schema
    tallies = [each.tallying.tally_of(each.tallying.counts(one)) for each in (made, again)]
    assert tallies[0] == tallies[1]
    assert verdict_rows(again.plan, other).equals(verdict_rows(made.plan, one))


@given(
    st.lists(st.one_of(sums(), steps()), min_size=2, max_size=4),
    st.one_of(st.none(), combined()),
    st.lists(firms(), min_size=1, max_size=3),
    st.booleans(),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_told_judges_as_what_is_compiled(
    amounts: Texts, combination: Combination | None, those: list[Firm], of_worth: bool
) -> None:
    """Whatever the sums are, column by column, benefit by benefit, and in what it comes to."""
    fits = combination is not None and set(combination.benefits) <= set(map(str, range(len(amounts))))
    combinations = (combination,) if combination is not None and fits else ()
    _check_alike(several(amounts, combinations), [*those, Firm()], SPRING, of_worth)


EDITIONS = [None, *sorted(path.parent for path in TESTS.glob("*_edition/policies.toml"))]
EDITIONS += sorted(path.parent for path in TESTS.glob("provisions*/**/policies.toml"))


@pytest.mark.parametrize("folder", EDITIONS, ids=lambda folder: folder.stem if folder else "built in")
def test_every_edition_can_be_told(folder: Path | None) -> None:
    """Each construct of the language, notes of windows from elsewhere, todos: in any of their days."""
    edition = load_edition(folder)
    for day in (date(2022, 1, 1), date(2023, 5, 1), date(2026, 11, 28)):
        _check_alike(edition, [Firm()], day)


def _written(path: Path) -> tuple[int, int]:
    """Which file it is, and when it was written."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns


def test_the_second_list_compiles_nothing(
    cache: Path, batch: Callable[..., bytes], compiled: list[date], table: Path
) -> None:
    """And has the same results, whatever rows it has, in each layout; what is kept is not written again."""
    first = batch()
    assert compiled == [date(2026, 5, 1)]
    (place,) = _plans(cache)
    kept = _written(place)
    assert batch() == first
    longer = batch(text=LIST + "丁,否,类0之3,1,1\n")
    rows = batch("--layout", "benefit")
    assert compiled == [date(2026, 5, 1)]
    assert _written(place) == kept
    shutil.rmtree(cache)
    assert batch("--layout", "benefit") == rows
    shutil.rmtree(cache)
    assert batch(text=LIST + "丁,否,类0之3,1,1\n") == longer != first


@pytest.mark.parametrize(
    "other",
    [
        {"as_of": "2026-04-01"},
        {"text": LIST.replace("count_0", "count_1")},
        {"text": LIST.replace("甲,,类0之1", "甲,,类0之1或类0之2")},
        {"ending": ".xlsx"},
    ],
    ids=["day", "columns", "several options", "what is worth nothing"],
)
def test_what_else_is_asked_is_compiled(
    other: dict[str, str], cache: Path, batch: Callable[..., bytes], compiled: list[date], table: Path
) -> None:
    """Another day, other columns, other words: each has a plan of its own, and none takes that of another."""
    policies = table / "policies.toml"
    policies.write_text(
        policies.read_text("utf-8").replace('id = "2a"', 'id = "2a"\nclaim = { ends = 2026-04-30 }'), "utf-8"
    )
    first = batch()
    compiled.clear()
    told = batch(**other)
    assert compiled
    assert len(_plans(cache)) == 2
    compiled.clear()
    assert batch() == first
    again = batch(**other)
    assert not compiled
    if other.get("ending") != ".xlsx":  # it holds the time
        assert again == told != first


def test_another_edition_is_compiled_anew(
    cache: Path, batch: Callable[..., bytes], compiled: list[date], table: Path
) -> None:
    """Who changes a figure gets the results of the changed table, as with nothing kept."""
    first = batch()
    policies = table / "policies.toml"
    policies.write_text(policies.read_text("utf-8").replace("min(2000 ", "min(1000 "), "utf-8")
    compiled.clear()
    changed = batch()
    assert compiled
    shutil.rmtree(cache)
    assert batch() == changed != first


@pytest.mark.parametrize(
    "text",
    ["", "null", "[]", '{"$":"Edition"}', '{"$":"Planned","plan":[]}', "[" * 9999, "[[],[]]\n{}", "[[],[]]\n[]\n"],
)
def test_what_is_damaged_is_not_used(
    text: str, cache: Path, batch: Callable[..., bytes], compiled: list[date], table: Path
) -> None:
    """Cut off, longer, with another figure, or whole and telling no plan: compiled and kept anew, in silence."""
    first = batch()
    (place,) = _plans(cache)
    whole = place.read_bytes()
    mark, expressions, plan = whole.split(b"\n")[-3:]
    assert plan.startswith(b'{"$":"Planned"')
    begin, figure = len(whole) - len(b"\n".join((expressions, plan))), b"200000"
    assert figure in expressions
    other = whole[:begin] + whole[begin:].replace(figure, b"200001")
    made_from = whole[: begin - len(mark) - 1]
    told = b"%b%08x\n%b" % (made_from, crc32(text.encode()), text.encode())
    for content in (b"", whole[:-2000], whole + b" ", other, told):
        place.write_bytes(content)
        compiled.clear()
        assert batch() == first
        assert compiled
        assert place.read_bytes() == whole


def test_one_that_was_asked_otherwise_is_not_used(
    cache: Path, batch: Callable[..., bytes], compiled: list[date], table: Path
) -> None:
    """A plan in the place of another, as if two questions had one checksum."""
    first = batch()
    (place,) = _plans(cache)
    batch(as_of="2026-04-01")
    (other,) = (each for each in _plans(cache) if each != place)
    place.write_bytes(other.read_bytes())
    compiled.clear()
    assert batch() == first
    assert compiled == [date(2026, 5, 1)]


def test_it_can_be_off(
    cache: Path,
    batch: Callable[..., bytes],
    compiled: list[date],
    table: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With nothing kept, or where nothing can be written, each list compiles."""
    first = batch()
    for off in (shelf.OFF, "file"):
        monkeypatch.setenv(shelf.CACHE, off if off == shelf.OFF else str(table / "policies.toml"))
        compiled.clear()
        assert batch() == first
        assert compiled


def test_where_it_cannot_be_written_nothing_is_said(
    cache: Path, batch: Callable[..., bytes], compiled: list[date]
) -> None:
    """A folder in the place of the plan, beside an edition that is kept: each list compiles."""
    first = batch()
    (place,) = _plans(cache)
    place.unlink()
    place.mkdir()
    compiled.clear()
    assert batch() == first
    assert compiled
    assert place.is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without such pipes")
@pytest.mark.parametrize("ending", [shelf.ENDING, shelf.PLAN])
def test_a_pipe_in_its_place_is_not_waited_for(
    cache: Path, batch: Callable[..., bytes], table: Path, ending: str
) -> None:
    """Nobody reads at its other end; an edition that is not kept is not said to be."""
    first = batch()
    (place,) = cache.glob(f"*{ending}")
    place.unlink()
    os.mkfifo(place)
    assert batch() == first
    assert place.is_fifo()
    assert (load_kept(table)[1] is None) == (ending == shelf.ENDING)


def test_few_are_kept(cache: Path, table: Path) -> None:
    """The one written longest ago makes room, and no edition does for a plan."""
    edition, found = load_kept(table)
    assert found is not None
    for day in range(1, shelf.MOST + 3):
        plans = KeptPlans(found)
        plans.of(edition, date(2026, 5, day), {"flag_0"}, of_worth=False)
        plans.keep()
        (newest,) = {max(_plans(cache), key=lambda path: path.stat().st_mtime_ns)}
        os.utime(newest, (day, day))
    assert len(_plans(cache)) == shelf.MOST
    assert min(int(path.stat().st_mtime) for path in _plans(cache)) == 3
    assert len([*cache.glob(f"*{shelf.ENDING}")]) == 1


def test_a_list_that_fails_keeps_nothing(cache: Path, table: Path) -> None:
    """One that cannot be judged to its end leaves no plan."""
    with pytest.raises(InputError), planned_edition(table) as (edition, plan_of):
        _ask_and_fail(edition, plan_of)
    assert not _plans(cache)


def _ask_and_fail(edition: Edition, plan_of: Callable[..., Planned]) -> None:
    plan_of(edition, SPRING, frozenset(), False)
    raise InputError([])


def test_every_call_that_is_made_can_be_told() -> None:
    """The names in the source, of methods and of functions, are those that may be told, and no other is."""
    tree = ast.parse(Path(ex.__file__).read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    told = {
        name: {node.args[0].value for node in calls if node.func.id == name and isinstance(node.args[0], ast.Constant)}  # type: ignore[attr-defined]
        for name in ("_method", "made")
    }
    assert told == {"_method": METHODS, "made": FUNCTIONS}


@pytest.mark.parametrize(("call", "is_method"), [("read_csv", False), ("map_batches", True), ("col", True), ("", True)])
def test_no_other_call_is_made(call: str, is_method: bool) -> None:
    """A text from elsewhere runs nothing of Polars that no rule is made of."""
    with pytest.raises(LookupError):
        retold(json.dumps([["x"], [[call, is_method, [-1]]]]))
    with pytest.raises(LookupError):
        retold(json.dumps([[{"type": "Object", "digits": []}], []]))


@pytest.mark.parametrize("of", [[1], [0], [-3]])
def test_no_expression_is_of_one_that_is_not_told_before(of: list[int]) -> None:
    """Nor of itself."""
    with pytest.raises(LookupError):
        retold(json.dumps([["x", 1], [["coalesce", False, of]]]))


def test_what_is_told_is_the_same_expression() -> None:
    """What is made of a text has the same parts, each once; True is not 1, null is told."""
    a = ex.col("a")
    wide = ((a.cast(ex.decimal(38, 2)) + 1) > 0).fill_null(True)
    text = ex.when(wide, ex.lit(None, ex.String), a.looked_up(("甲", None, "乙")))
    both = ex.concat_str([text, text], ";")
    told = ToldExpressions()
    places = [told.place(each) for each in (wide, both, a, ex.lit(1), ex.lit(True), both)]
    found = retold(told.text())
    again = ToldExpressions()
    assert [again.place(found[place]) for place in places] == places
    assert again.text() == told.text()
    assert places[1] == places[-1]
    assert [found[place].of for place in places[3:5]] == [(1,), (True,)]
    assert [type(found[place].of[0]) for place in places[3:5]] == [int, bool]
    assert len(found) == len(set(found)) == max(places) + 1
    assert pl.DataFrame({"a": [1]}).select(found[places[0]].put(Dialect(pl))).height == 1


def test_what_cannot_be_told_is_refused() -> None:
    """An amount with its own digits, or anything else than texts in a table of them."""
    for part in (Decimal("0.01"), (1, 2), date(2023, 1, 1)):
        with pytest.raises(TypeError):
            ToldExpressions().place(ex.made("lit", (part,)))


def test_names_of_conditions_hang_on_no_order() -> None:
    """Whose a benefit is has the same name whichever is asked first."""
    edition = several(["income"] * 3)
    one, other = (replace(edition).shared for _ in range(2))
    names = {key: (one.due(key), one.possible(key)) for key in "012"}
    assert {key: (other.due(key), other.possible(key)) for key in "210"} == names
    assert len(set(names.values())) == 1
