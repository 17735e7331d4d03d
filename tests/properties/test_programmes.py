"""Programmes as other systems write them: all of, any of, a region, a section, a size, a day. Judged as they judge.

The judge here is a few lines over nested lists and knows nothing of the rule language; it tries every firm that fits.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from operator import eq, ge, le
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from support.smallest import HEADER

from jinshan_cli import assess_frame, make_firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.evaluate import Knowledge
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.result.assess import assess_benefit

PROGRAMMES, FIRMS, HOLES = 60, 12, 4
REGIONS, SECTIONS = tuple(f"r{i}" for i in range(5)), tuple(f"s{i}" for i in range(4))
STAFF = (0, 9, 10, 11, 48, 49, 50, 249, 250, 251)
GOALS = ("water", "energy", "waste")
CHOICES = {"region": REGIONS, "section": SECTIONS}
VALUES: dict[str, tuple[Any, ...]] = {**CHOICES, "staff": STAFF, **dict.fromkeys(("sole", *GOALS), (False, True))}
FIRST, LAST = date(2023, 3, 1), date(2023, 9, 30)
Rule = Any
"""`("all", rule, …)`, `("any", rule, …)`, `(fact, sign, value)`"""

POLICY = """
[[policies]]
number = {number}
title = "P"
summary = "-"
measure = 1
departments = ["D"]
channel = "C"
uptake = "reviewed"
contact_note = "N"
source = "S"

[[policies.benefits]]
id = "{number}"
title = "P"
kind = "grant"
novelty = "new"
claim = {{ starts = {first}, ends = {last} }}
when = "{when}"
"""
FACT = '\n[[facts]]\nkey = "{key}"\nlabel = "{key}"\ntype = "{type}"\ngroup = "g"\nquestion = "?"\n'


def _programme(rng: Random) -> Rule:
    """Some of the conditions that programmes have, in an order of their own; a fact may stand in it twice."""
    low, high = sorted(rng.sample(STAFF[1:], 2))
    sizes = ("any", ("sole", "==", True), ("all", ("staff", ">=", low), ("staff", "<=", high)))
    return (
        "all",
        *rng.sample(
            [
                _any_of("region", REGIONS, rng),
                _any_of("section", SECTIONS, rng),
                ("sole", "==", False),
                rng.choice([("staff", ">=", low), ("staff", "<=", high), sizes]),
                ("any", *((goal, "==", True) for goal in rng.sample(GOALS, rng.randint(1, 3)))),
                ("any", _any_of("region", REGIONS, rng), (rng.choice(GOALS), "==", True)),
            ],
            rng.randint(2, 5),
        ),
    )


def _any_of(key: str, options: tuple[str, ...], rng: Random) -> Rule:
    return ("any", *((key, "==", one) for one in rng.sample(options, rng.randint(1, len(options)))))


def _holds(rule: Rule, firm: dict[str, Any]) -> bool:
    match rule:
        case ("all", *parts):
            return all(_holds(part, firm) for part in parts)
        case ("any", *parts):
            return any(_holds(part, firm) for part in parts)
        case (key, sign, value):
            return bool({"==": eq, ">=": ge, "<=": le}[sign](firm[key], value))
    raise AssertionError(rule)


def _written(rule: Rule) -> str:
    match rule:
        case ("all" | "any" as word, *parts):
            return "(" + {"all": " and ", "any": " or "}[word].join(map(_written, parts)) + ")"
        case (key, _, bool() as told):
            return key if told else f"not {key}"
        case (key, sign, value):
            return f"{key} {sign} {value}"
    raise AssertionError(rule)


@pytest.fixture(scope="module")
def rules() -> list[Rule]:
    """The programmes, as their own system has them."""
    rng = Random(264)
    return [_programme(rng) for _ in range(PROGRAMMES)]


@pytest.fixture(scope="module")
def table(rules: list[Rule], tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The same as an edition."""
    folder = tmp_path_factory.mktemp("programmes")
    policies = (
        POLICY.format(number=number, when=_written(rule), first=FIRST, last=LAST)
        for number, rule in enumerate(rules, 1)
    )
    (folder / "policies.toml").write_text(HEADER + "".join(policies), "utf-8")
    (folder / "facts.toml").write_text("".join(map(_fact, VALUES)), "utf-8")
    return load_edition(Path(folder))


def _fact(key: str) -> str:
    kind = "choice" if key in CHOICES else "count" if key == "staff" else "flag"
    options = "".join(f'[[facts.options]]\nkey = "{one}"\nlabel = "{one}"\n' for one in CHOICES.get(key, ()))
    return FACT.format(key=key, type=kind) + options


def _firms(rng: Random) -> Iterator[dict[str, Any]]:
    """Firms of which up to four facts are not known."""
    for _ in range(FIRMS):
        holes = rng.sample(sorted(VALUES), rng.randint(0, HOLES))
        yield {key: rng.choice(values) for key, values in VALUES.items() if key not in holes}


def _judged(rule: Rule, known: dict[str, Any]) -> tuple[str, list[str]]:
    """The verdict over every firm that fits, and the facts that alone can turn it for one of them."""
    holes = [key for key in VALUES if key not in known]
    verdict = {
        filled: _holds(rule, {**known, **dict(zip(holes, filled, strict=True))})
        for filled in product(*(VALUES[key] for key in holes))
    }
    missing = []
    for i, key in enumerate(holes):
        alike: dict[tuple[Any, ...], set[bool]] = {}
        for filled, holds in verdict.items():
            alike.setdefault((*filled[:i], *filled[i + 1 :]), set()).add(holds)
        missing += [key] if any(len(held) > 1 for held in alike.values()) else []
    held = set(verdict.values())
    return ("undetermined" if len(held) > 1 else "eligible" if held == {True} else "ineligible"), missing


def test_verdicts_are_those_of_every_firm_that_fits(rules: list[Rule], table: Edition) -> None:
    """All known: the same verdict; with holes: the verdict and the missing facts of an enumeration; in both engines."""
    rng = Random(14)
    firms = list(_firms(rng))
    rows = [{key: firm.get(key) for key in VALUES} for firm in firms]
    frame = assess_frame(pl.DataFrame(rows), table, as_of=FIRST, benefits=True)
    seen = set()
    for number, rule in enumerate(rules, 1):
        statuses = frame.get_column(f"{number}_status").to_list()
        for firm, in_frame in zip(firms, statuses, strict=True):
            found = assess_benefit(
                table.policies[number - 1].benefits[0], Knowledge(table, make_firm("", edition=table, **firm)), FIRST
            )
            status, missing = _judged(rule, firm)
            seen.add(status)
            assert (found.status, in_frame, list(found.missing)) == (status, status, missing), (rule, firm)
    assert seen == {"eligible", "ineligible", "undetermined"}


def test_validity_has_both_its_days(table: Edition) -> None:
    """The first and the last day of a programme's validity are in it, the days beside them are not."""
    benefit, known = table.policies[0].benefits[0], Knowledge(table, make_firm("", edition=table))
    days = [day + timedelta(by) for day in (FIRST, LAST) for by in (-1, 0, 1)]
    timings = [assess_benefit(benefit, known, day).timing for day in days]
    assert timings == ["upcoming", "open", "open", "open", "open", "expired"]
