"""What benefits come to together is kept from one list for the next: it says the same as what is worked out anew, and
is nothing once a byte of the edition is another."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import pytest
from engines.test_columnar import SPRING, evaluated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from properties.test_cases import firms
from properties.test_sums import Texts, combined, several, steps, sums
from scale import write_edition
from support.commandline import Jinshan

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.combining.shared import FoundSums, SharedSum, SharedSums
from jinshan_cli.core.errors import InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.edition.folder import load_edition, load_kept
from jinshan_cli.files.kept import shelf
from jinshan_cli.files.kept.records import from_text, to_text
from jinshan_cli.files.kept.summed import summed_edition
from jinshan_cli.files.kept.text import KeptText

LIST = "name,flag_0,choice_0,count_0,money_0\n甲,,类0之1,,\n乙,是,类0之2,30,500万\n丙,,,20-40,\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """An edition of which sums share facts."""
    return write_edition(tmp_path / "table", 6, 8)


@pytest.fixture
def batch(jinshan: Jinshan, table: Path, tmp_path: Path) -> Callable[..., bytes]:
    """The results of the list under the table, and what is said of them; each time the same ground for all."""
    firms, out = tmp_path / "firms.csv", tmp_path / "out.csv"
    firms.write_text(LIST, "utf-8")

    def run(*more: object) -> bytes:
        done = jinshan("batch", firms, "-o", out, "--force", "--data", table, "--as-of", "2026-05-01", *more)
        assert done.code == 0
        return out.read_bytes() + done.err.encode()

    return run


@pytest.fixture
def worked_out(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Of which benefits it was worked out what they can add."""
    seen: list[tuple[str, ...]] = []
    real = SharedSums._find_addition

    def find(self: SharedSums, ids: tuple[str, ...]) -> SharedSum | None:
        seen.append(ids)
        return real(self, ids)

    monkeypatch.setattr(SharedSums, "_find_addition", find)
    return seen


def _kept(table: Path) -> KeptText:
    found = shelf.shelf_of(table)
    assert found is not None
    return found.sums


@given(
    st.lists(st.one_of(sums(), steps()), min_size=2, max_size=4),
    st.one_of(st.none(), combined()),
    st.lists(firms(), min_size=1, max_size=3),
)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_known_gives_what_is_worked_out(
    amounts: Texts, combination: Combination | None, those: list[Firm]
) -> None:
    """Whatever the sums are: written, read back and used, it is the same, column by column; nothing is worked out."""
    fits = combination is not None and set(combination.benefits) <= set(map(str, range(len(amounts))))
    combinations = (combination,) if combination is not None and fits else ()
    fresh, again = (several(amounts, combinations) for _ in range(2))
    _, worked = evaluated(fresh, [*those, Firm()], SPRING)
    again.shared.known = from_text(to_text(fresh.shared.asked), FoundSums)
    _, recalled = evaluated(again, [*those, Firm()], SPRING)
    assert recalled.equals(worked)
    assert again.shared.known == fresh.shared.asked
    assert again.shared.is_all_known
    assert not fresh.shared.is_all_known


def test_the_second_list_works_out_nothing(
    cache: Path, batch: Callable[..., bytes], worked_out: list[tuple[str, ...]], table: Path
) -> None:
    """And has the same results; what is kept is not written again, nor read by a command that asks no sums."""
    first = batch()
    assert worked_out
    worked_out.clear()
    place = _kept(table).place
    kept = place.stat()
    assert batch() == first
    assert batch("--layout", "benefit") != first
    assert not worked_out
    assert place.stat() == kept
    assert not load_edition(table).shared.known.sums


def test_a_day_on_which_other_benefits_are_had(
    cache: Path, batch: Callable[..., bytes], worked_out: list[tuple[str, ...]], table: Path
) -> None:
    """What is not known of the day is worked out, and what was asked last is kept."""
    policies = table / "policies.toml"
    policies.write_text(
        policies.read_text("utf-8").replace('id = "2a"', 'id = "2a"\nclaim = { ends = 2026-04-30 }'), "utf-8"
    )
    after = batch()
    worked_out.clear()
    before = batch("--as-of", "2026-04-01")
    assert worked_out
    worked_out.clear()
    assert batch("--as-of", "2026-04-01") == before != after
    assert not worked_out


def test_another_edition_is_worked_out_anew(
    cache: Path, batch: Callable[..., bytes], worked_out: list[tuple[str, ...]], table: Path
) -> None:
    """Who changes a figure gets the sums of the changed table, as with nothing kept."""
    first = batch()
    policies = table / "policies.toml"
    policies.write_text(policies.read_text("utf-8").replace("min(2000 ", "min(1000 "), "utf-8")
    worked_out.clear()
    changed = batch()
    assert worked_out
    shutil.rmtree(cache)
    assert batch() == changed != first


@pytest.mark.parametrize("text", ["", "null", "[]", '{"$":"Edition"}', '{"$":"FoundSums","sum":[]}', "[" * 9999])
def test_what_is_damaged_is_not_used(
    text: str, cache: Path, batch: Callable[..., bytes], worked_out: list[tuple[str, ...]], table: Path
) -> None:
    """Cut off, longer, with another figure, or whole and telling no sums: worked out and kept anew, in silence."""
    first = batch()
    kept = _kept(table)
    whole = kept.place.read_bytes()
    begin, figure = len(kept.made_from), b'"200000"'
    assert figure in whole[begin:]
    other = whole[:begin] + whole[begin:].replace(figure, b'"200001"')
    told = b"%b%08x\n%b" % (kept.made_from, crc32(text.encode()), text.encode())
    for content in (b"", whole[:-2000], whole + b" ", other, told):
        kept.place.write_bytes(content)
        worked_out.clear()
        assert batch() == first
        assert worked_out
        assert kept.place.read_bytes() == whole


def test_it_can_be_off(
    cache: Path,
    batch: Callable[..., bytes],
    worked_out: list[tuple[str, ...]],
    table: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With nothing kept, or where nothing can be written, each list works it out."""
    first = batch()
    for off in (shelf.OFF, "file"):
        monkeypatch.setenv(shelf.CACHE, off if off == shelf.OFF else str(table / "policies.toml"))
        worked_out.clear()
        assert batch() == first
        assert worked_out


def test_where_they_cannot_be_written_nothing_is_said(
    cache: Path, batch: Callable[..., bytes], worked_out: list[tuple[str, ...]], table: Path
) -> None:
    """A folder in the place of the sums, beside an edition that is kept: each list works them out."""
    first = batch()
    place = _kept(table).place
    place.unlink()
    place.mkdir()
    worked_out.clear()
    assert batch() == first
    assert worked_out
    assert place.is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without such pipes")
@pytest.mark.parametrize("ending", [shelf.ENDING, shelf.SUMS])
def test_a_pipe_in_their_place_is_not_waited_for(
    cache: Path, batch: Callable[..., bytes], table: Path, ending: str
) -> None:
    """Nobody reads at its other end; an edition that is not kept is not said to be."""
    first = batch()
    place = _kept(table).place.with_suffix(ending)
    place.unlink()
    os.mkfifo(place)
    assert batch() == first
    assert place.is_fifo()
    assert (load_kept(table)[1] is None) == (ending == shelf.ENDING)


def test_sums_go_with_their_edition(cache: Path, batch: Callable[..., bytes], table: Path, tmp_path: Path) -> None:
    """Where an edition makes room for others, so do its sums."""
    batch()
    assert {each.suffix for each in cache.iterdir()} == {shelf.ENDING, shelf.SUMS}
    for number in range(shelf.MOST):
        load_edition(shutil.copytree(table, tmp_path / f"copy{number}"))
    assert {each.suffix for each in cache.iterdir()} == {shelf.ENDING}


def _ask_and_fail(edition: Edition) -> None:
    edition.shared.sums(("1a", "1b"))
    raise InputError([])


def test_an_edition_that_fails_keeps_nothing(cache: Path, table: Path) -> None:
    """A list that cannot be judged to its end leaves no sums."""
    with pytest.raises(InputError), summed_edition(table) as edition:
        _ask_and_fail(edition)
    assert not _kept(table).place.exists()


def test_names_of_conditions_hang_on_no_order() -> None:
    """Whose a benefit is has the same name whichever is asked first: what is kept was named by another run."""
    edition = several(["income"] * 3)
    one, other = (replace(edition).shared for _ in range(2))
    names = {key: (one.due(key), one.possible(key)) for key in "012"}
    assert {key: (other.due(key), other.possible(key)) for key in "210"} == names
    assert len(set(names.values())) == 1
