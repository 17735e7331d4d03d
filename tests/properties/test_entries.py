"""Whichever way a firm comes in, it is the same firm and gets the same."""

import io
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st
from support.commandline import Jinshan
from support.frames import FirmMaker
from support.lists import rows_of
from support.told import firm_row

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import NOT_KNOWN
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.values import write
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import read_settings
from jinshan_cli.files.firm.interview import Kept, dump_answers, parse_answers, read_answers
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.visit.answers import answers_of, firm_from

EDITION = load_edition()
DAY = date(2023, 5, 1)
AS_OF = ("--as-of", "2023-05-01")
SEEDS = st.integers(0, 2**32)
LISTED = 12


def random_firm(seed: int, edition: Edition = EDITION) -> Firm:
    """A firm with holes and ranges, crowded round the thresholds."""
    firm = FirmMaker(edition, Random(seed)).firm()
    return Firm("", {key: value for key, value in firm.facts.items() if value != NOT_KNOWN})


def written(firm: Firm) -> dict[str, str]:
    """Each fact as a person would write it, in the catalogue's order."""
    return {key: write(EDITION.facts[key], firm.facts[key]) for key in EDITION.facts.in_order(set(firm.facts))}


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_one_firm_by_four_ways(seed: int) -> None:
    """A firm file, settings, written values under Chinese labels and interview answers make one and the same firm."""
    firm, facts = random_firm(seed), EDITION.facts
    labelled = {facts[key].label: text for key, text in written(firm).items()}
    assert parse_answers(dump_answers(Kept(firm, frozenset()), facts), facts, "f").firm == firm
    assert read_settings([f"{key}={text}" for key, text in written(firm).items()], Firm(), facts) == firm
    assert parse_answers(tomli_w.dumps(labelled).encode(), facts, "f").firm == firm
    assert firm_from(answers_of(firm, facts), facts) == firm


def test_kept_answers_are_the_firm(tmp_path: Path) -> None:
    """The file of an interview reads back to the firm, and to what was asked in vain."""
    for seed in range(20):
        kept = Kept(random_firm(seed), frozenset(("rd_spend",)) - set(random_firm(seed).facts))
        (tmp_path / "f.toml").write_bytes(dump_answers(kept, EDITION.facts))
        assert read_answers(tmp_path / "f.toml", EDITION.facts) == kept


@pytest.mark.parametrize("seed", range(3))
def test_the_command_by_three_ways(jinshan: Jinshan, tmp_path: Path, seed: int) -> None:
    """`match` on a file, on stdin and on settings in any order writes the same bytes."""
    firm = random_firm(seed)
    content = dump_answers(Kept(firm, frozenset()), EDITION.facts)
    (tmp_path / "f.toml").write_bytes(content)
    given = [part for key, text in written(firm).items() for part in ("--set", f"{key}={text}")]
    pairs = [given[i : i + 2] for i in range(0, len(given), 2)]
    Random(seed).shuffle(pairs)
    runs = [
        jinshan("match", tmp_path / "f.toml", *AS_OF, "--json"),
        jinshan("match", "-", *AS_OF, "--json", stdin=content),
        jinshan("match", *given, *AS_OF, "--json"),
        jinshan("match", *(part for pair in pairs for part in pair), *AS_OF, "--json"),
    ]
    assert runs[0].code == 0, runs[0].err
    assert {run.out for run in runs} == {runs[0].out}


def one_row(assessment: Assessment) -> dict[str, str]:
    """What a list's results say of one firm, as a CSV has it."""
    row = firm_row(assessment)
    return {
        key: yuan(cell) if key.endswith(("_low", "_high", "_possible")) else cell or "" for key, cell in row.items()
    }


def yuan(fen: Any) -> str:
    """A sum in yuan; empty is no upper end."""
    return "" if fen is None else str(Decimal(fen).scaleb(-2).normalize() + 0)


def as_csv(firms: list[dict[str, str]]) -> bytes:
    """A list with labels for headings; a cell that is not known is empty."""
    head = ["企业名称", *(fact.label for fact in EDITION.facts)]
    rows = [[f"第{i}家", *(firm.get(fact.key, "") for fact in EDITION.facts)] for i, firm in enumerate(firms)]
    return "".join(",".join(row) + "\n" for row in (head, *rows)).encode()


def as_jsonl(firms: list[dict[str, str]]) -> bytes:
    """A list as one object a line."""
    return b"".join(json.dumps(firm).encode() + b"\n" for firm in firms)


def as_frame(firms: list[dict[str, str]]) -> pl.DataFrame:
    """A list as a table of texts, with keys for headings."""
    return pl.DataFrame(firms, schema={fact.key: pl.String for fact in EDITION.facts})


def as_parquet(firms: list[dict[str, str]]) -> bytes:
    """The table as Parquet."""
    out = io.BytesIO()
    as_frame(firms).write_parquet(out)
    return out.getvalue()


def as_xlsx(firms: list[dict[str, str]]) -> bytes:
    """The table as a workbook."""
    out = io.BytesIO()
    as_frame(firms).write_excel(out)
    return out.getvalue()


FORMS = {"csv": as_csv, "jsonl": as_jsonl, "parquet": as_parquet, "xlsx": as_xlsx}


@pytest.mark.parametrize(("ending", "form"), FORMS.items())
def test_a_list_is_single_runs(
    jinshan: Jinshan, tmp_path: Path, ending: str, form: Callable[[list[dict[str, str]]], bytes]
) -> None:
    """A list of N firms says of each what a single run says, whatever the order of its rows and wherever it is cut."""
    firms = [random_firm(seed) for seed in range(LISTED)]
    order = Random(1).sample(range(LISTED), LISTED)
    expected = {i: one_row(assess(EDITION, firm, DAY)) for i, firm in enumerate(firms)}
    for name, part in (("whole", range(LISTED)), ("mixed", order), ("head", range(5)), ("tail", range(5, LISTED))):
        source, out = tmp_path / f"{name}.{ending}", tmp_path / f"{name}.out.csv"
        source.write_bytes(form([written(firms[i]) for i in part]))
        done = jinshan("batch", source, "-o", out, *AS_OF)
        assert done.code == 0, done.err
        rows = rows_of(out)
        assert len(rows) == len(part)
        for i, row in zip(part, rows, strict=True):
            got = {key: row[key] for key in expected[i]}
            money = {key: yuan(Decimal(got[key]) * 100) for key in got if key.endswith(("_low", "_high")) and got[key]}
            assert got | money == expected[i], firms[i]
