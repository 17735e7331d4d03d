"""The rule engine against the second reading of the table (model.py), firm by firm, to the fen.

JINSHAN_FIRMS sets the number of random firms of a run (default 3,000; the full run is 100,000).
"""

import ast
import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import polars as pl
import pytest
from support.measured import keep
from support.verdicts import verdict_rows

from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.engines.columns.compile import compile_plan
from jinshan_cli.use.result.assess import assess

from . import model
from .firms import EDGE_DAYS, MAY_DAY, Case, Crowd, edges, generous
from .model import WAN, Amount, Facts, Reading

HERE = Path(__file__).parent
FIRMS = int(os.environ.get("JINSHAN_FIRMS", "3000"))
FULL = FIRMS >= 100_000
SEED = 2023
DERIVED = {"size", "small_low_profit"}
SUMS = [f"{kind}_{end}" for kind in ("grant", "relief", "refund") for end in ("low", "high")]
POSSIBLE = [f"{kind}_possible" for kind in ("grant", "relief", "refund")]
FIRM_COLUMNS = ["eligible", "undetermined", "missing", *SUMS, "unquantified", *POSSIBLE, "ask_first"]
BENEFIT_COLUMNS = ["row", "number", "benefit", "status", "low", "high", "missing"]
SHOWN = 20
"""Differences told in full by a failing test; the rest are counted."""


def as_firm(facts: Facts) -> Firm:
    """The package's firm: a figure is an interval of one point; what is to be derived is left out."""
    known: dict[str, bool | str | Interval] = {}
    for key, value in facts.items():
        if isinstance(value, bool | str):
            known[key] = value
        elif isinstance(value, int):
            known[key] = Interval(value, value)
    return Firm("", known)


def pair(amount: Interval | None) -> Amount | None:
    """An amount as the reading writes it; a part of a fen would be a difference."""
    if amount is None:
        return None
    assert isinstance(amount.low, int)
    assert amount.high is None or isinstance(amount.high, int)
    return amount.low, amount.high


def differences(edition: Edition, facts: Facts, day: date) -> Iterator[str]:
    """Where the engine says other than the second reading, as `what: reading … engine …`."""
    wanted = model.read(facts, day)
    got = assess(edition, as_firm(facts), day)

    def told(what: str, reading: object, engine: object) -> Iterator[str]:
        if reading != engine:
            yield f"{what}: reading {reading!r}, engine {engine!r}"

    if facts["size"] is None:
        yield from told("size", wanted.size, got.derived["size"])
    if facts["small_low_profit"] is None:
        yield from told("small_low_profit", wanted.small_low_profit, got.derived["small_low_profit"])
    yield from told("policies", list(wanted.policies), [line.policy.number for line in got.policies])
    yield from told(
        "benefits", list(wanted.benefits), [one.benefit.id for line in got.policies for one in line.benefits]
    )
    for line in got.policies:
        policy = wanted.policies.get(line.policy.number)
        if policy is None:
            continue
        timing = line.timing if policy.timing is not None else None  # none left: the reading states none
        engine = model.Line(line.status, timing, pair(line.amount), tuple(line.missing))
        yield from told(f"policy {line.policy.number}", policy, engine)
        for one in line.benefits:
            engine = model.Line(one.status, one.timing, pair(one.amount), tuple(one.missing))
            yield from told(f"benefit {one.benefit.id}", wanted.benefits.get(one.benefit.id), engine)
    for what, read, sums in (("totals", wanted.totals, got.now), ("ask_first", wanted.ask_first, got.ask_first)):
        totals = {kind: model.Sum(pair(one.amount) or (0, 0), one.unquantified) for kind, one in sums.totals.items()}
        yield from told(what, read, totals)
    yield from told("potential", {}, dict(got.potential))


def report(section: str, firms: int, differences: int, told: list[str]) -> None:
    """Keeps the figures of a full run for docs/trust.md; fails if there are differences."""
    if FULL and firms >= FIRMS:
        keep(section, firms=firms, differences=differences)
    assert not differences, "\n".join([f"{differences} firms differ", *told])


def compare(edition: Edition, cases: Iterable[Case]) -> None:
    """Fails with the first differences, each with its firm."""
    told: list[str] = []
    count = number = 0
    for number, (facts, day) in enumerate(cases, 1):
        found = list(differences(edition, facts, day))
        count += bool(found)
        if found and count <= SHOWN:
            told += [f"case {number} on {day}: {facts}", *(f"  {line}" for line in found)]
    report("reading_scalar", number, count, told)


def test_scalar_engine_agrees_at_every_edge(edition: Edition) -> None:
    """At each threshold, option, flag, size limit and date, one at a time, the engine says what the reading says."""
    compare(edition, edges())


def test_scalar_engine_agrees_on_random_firms(edition: Edition) -> None:
    """On JINSHAN_FIRMS firms crowded round all thresholds and dates at once there is not one difference."""
    compare(edition, Crowd(SEED).cases(FIRMS))


def read_facts(edition: Edition, stated: bool) -> list[Fact]:
    """The facts that policies read; the derived ones only if they are stated."""
    read = [fact for fact in edition.facts if edition.used_by[fact.key]]
    return [fact for fact in read if stated or fact.key not in DERIVED]


def typed_frame(edition: Edition, cases: list[Facts], stated: bool) -> pl.DataFrame:
    """The columnar engine's frame: figures as two equal ends, choices as codes; nothing of DERIVED unless stated."""
    columns: dict[str, pl.Series] = {"row": pl.Series(range(1, len(cases) + 1), dtype=pl.Int64)}
    for fact in read_facts(edition, stated):
        key = fact.key
        values = [case[key] for case in cases]  # type: ignore[literal-required]
        if fact.type == "flag":
            columns[key] = pl.Series(values, dtype=pl.Boolean)
        elif fact.type == "choice":
            codes = {option.key: code for code, option in enumerate(fact.options)} | {None: None}
            columns[key] = pl.Series([codes[value] for value in values], dtype=pl.Int8)
        else:
            columns[f"{key}__low"] = columns[f"{key}__high"] = pl.Series(values, dtype=pl.Int64)
    return pl.DataFrame(columns)


def firm_row(reading: Reading) -> tuple[object, ...]:
    """The columns of `batch --layout firm`, by docs/json.md."""

    def numbers(status: str) -> str | None:
        return ";".join(str(number) for number, line in reading.policies.items() if line.status == status) or None

    missing = "size" if numbers("undetermined") else None
    sums = [end for kind in ("grant", "relief", "refund") for end in reading.totals[kind].amount]
    unquantified = {number for found in reading.totals.values() for number in found.unquantified}
    return (
        numbers("eligible"),
        numbers("undetermined"),
        missing,
        *sums,
        ";".join(map(str, sorted(unquantified))) or None,
        *(0, 0, 0),  # what hangs on the size has no sum
        reading.asked or None,
    )


def benefit_rows(row: int, reading: Reading) -> Iterator[tuple[object, ...]]:
    """The rows of `batch --layout benefit`: what is eligible or undetermined."""
    for number, ids in model.POLICIES.items():
        for benefit in ids:
            line = reading.benefits[benefit]
            if line.status != "ineligible":
                low, high = line.amount if line.amount is not None else (None, None)
                yield row, number, benefit, line.status, low, high, ";".join(line.missing) or None


def compare_columns(edition: Edition, cases: Iterable[Case]) -> None:
    """The columnar engine on the firms of each day as one frame; fails with the first differences."""
    frames: dict[tuple[date, bool], list[Facts]] = {}
    for facts, day in cases:
        stated = facts["size"] is not None or facts["small_low_profit"] is not None
        frames.setdefault((day, stated), []).append(facts)
    told: list[str] = []
    count = 0
    for (day, stated), firms in frames.items():
        frame = typed_frame(edition, firms, stated)
        present = {fact.key for fact in read_facts(edition, stated)}
        plan = compile_plan(edition, day, present)
        worked = plan.evaluate(frame.lazy()).collect()
        got_rows = worked.select(FIRM_COLUMNS).rows()
        got_benefits: dict[object, list[tuple[object, ...]]] = {}
        for line in verdict_rows(plan, worked).select(BENEFIT_COLUMNS).rows():
            got_benefits.setdefault(line[0], []).append(line)
        assert len(got_rows) == len(firms)
        for row, (facts, got) in enumerate(zip(firms, got_rows, strict=True), 1):
            reading = model.read(facts, day)
            wanted = (firm_row(reading), list(benefit_rows(row, reading)))
            if wanted != (got, got_benefits.get(row, [])):
                count += 1
                if count <= SHOWN:
                    told += [f"{day}: {facts}", f"  reading {wanted}", f"  engine {got, got_benefits.get(row, [])}"]
    report("reading_columns", sum(map(len, frames.values())), count, told)


def test_columnar_engine_agrees(edition: Edition) -> None:
    """At every edge and on JINSHAN_FIRMS crowded firms on the edge days the columns have not one difference."""
    days = EDGE_DAYS if FULL else [*EDGE_DAYS[::4], date(2024, 1, 1)]  # a frame costs more than its firms
    compare_columns(edition, chain(edges(), Crowd(SEED + 1, days).cases(FIRMS)))


def test_second_reading_is_independent() -> None:
    """The reading and its firms import nothing but the standard library and each other, and open no file."""
    for name in ("model.py", "firms.py"):
        tree = ast.parse((HERE / name).read_text(encoding="utf-8"))
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {f"{'.' * node.level}{node.module}" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        called = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        assert imported <= {"collections.abc", "dataclasses", "datetime", "itertools", "random", "typing", ".model"}
        assert not called & {"open", "__import__", "exec", "eval"}


@pytest.mark.parametrize(
    ("sector", "persons", "revenue", "assets", "size"),
    [
        ("mining", 260, 50000, 0, "small"),  # MIIT reply 2021-12-17
        ("software", 103, 15735.28, 0, "medium"),
        ("other", 80, 20000, 0, "small"),
        ("manufacturing", 1000, 39999, 0, "medium"),
        ("manufacturing", 999, 400000, 0, "medium"),
        ("utilities", 299, 100000, 0, "small"),
        ("mining", 19, 100000, 0, "micro"),
        ("mining", 5000, 1999, 0, "small"),
        ("mining", 1000, 299, 0, "micro"),
        ("construction", 0, 80000, 79999, "medium"),
        ("construction", 0, 6000, 4999, "small"),
        ("construction", 0, 300, 299, "micro"),
        ("wholesale", 19, 400000, 0, "small"),
        ("wholesale", 4, 100000, 0, "micro"),
        ("wholesale", 20, 5000, 0, "medium"),
        ("retail", 49, 500, 0, "small"),
        ("retail", 50, 500, 0, "medium"),
        ("warehousing", 150, 1000, 0, "medium"),
        ("telecom", 500, 20000, 0, "medium"),
        ("real_estate", 0, 200000, 9999, "medium"),
        ("real_estate", 0, 99, 90000, "micro"),
        ("property_management", 299, 9000, 0, "small"),
        ("leasing_business", 300, 0, 119999, "medium"),
        ("leasing_business", 9, 0, 999999, "micro"),
        ("other", 300, 0, 0, "large"),
        ("other", 299, 0, 0, "medium"),
        ("other", 100, 0, 0, "medium"),
        ("other", 99, 0, 0, "small"),
        ("other", 10, 0, 0, "small"),
        ("other", 9, 0, 0, "micro"),
        ("agriculture", 0, 50, 0, "small"),
        ("agriculture", 0, 49.99, 0, "micro"),
    ],
)
def test_sizes_of_the_published_examples(
    edition: Edition, sector: str, persons: int, revenue: float, assets: int, size: str
) -> None:
    """Published examples of the size standard (国统字〔2017〕213号, 万元) come out of reading and engine."""
    facts = Facts(**generous("enterprise"))  # type: ignore[typeddict-item]
    facts["sector"] = sector
    facts["employees"], facts["revenue"], facts["total_assets"] = persons, round(revenue * WAN), assets * WAN
    assert model.size_of(facts) == size
    assert not list(differences(edition, facts, MAY_DAY))


class Nudge(ast.NodeTransformer):
    """Changes the one number or comparison whose turn it is; `at` past the last changes nothing."""

    def __init__(self, at: int, step: int) -> None:
        self.at, self.step, self.seen, self.line = at, step, 0, 0

    def turn(self, node: ast.expr) -> bool:
        self.seen += 1
        if self.seen - 1 == self.at:
            self.line = node.lineno
        return self.seen - 1 == self.at

    def visit_Constant(self, node: ast.Constant) -> ast.expr:
        if type(node.value) is int and self.turn(node):
            return ast.copy_location(ast.Constant(node.value + self.step), node)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        other = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
        for place, operator in enumerate(node.ops):
            if type(operator) in other and self.turn(node):
                node.ops[place] = other[type(operator)]()
        self.generic_visit(node)
        return node


def nudged(at: int, step: int) -> tuple[Callable[[Facts, date], object], int]:
    """The reading with one number or comparison changed, and its line; line 0 when there are no more."""
    change = Nudge(at, step)
    tree = change.visit(ast.parse((HERE / "model.py").read_text(encoding="utf-8")))
    space: dict[str, object] = {"__name__": model.__name__}
    try:
        exec(compile(tree, "nudged", "exec"), space)
    except ValueError as error:  # a 32nd of December of the table's own
        return _unreadable(error), change.line
    read = space["read"]
    assert callable(read)
    return read, change.line


def _unreadable(error: ValueError) -> Callable[[Facts, date], object]:
    def read(_facts: Facts, _day: date) -> object:
        raise error

    return read


def tells(read: Callable[[Facts, date], object], facts: Facts, day: date, reading: str) -> bool:
    """A changed reading is noticed when it reads otherwise, or cannot be read: a 32nd of December, no end of a sum."""
    try:
        return repr(read(facts, day)) != reading
    except (ValueError, IndexError, TypeError):
        return True


def test_every_number_of_the_reading_is_held_by_an_edge() -> None:
    """Whichever number or comparison of the reading is one off, an edge firm tells it: so it would of the engine.

    The ordinary run nudges every thirteenth, the full run each.
    """
    cases = [(facts, day, repr(model.read(facts, day))) for facts, day in edges()]
    unnoticed: list[int] = []
    first = turns = 0
    for turns in range(0, 1000, 1 if FULL else 13):
        read, line = nudged(turns // 2, 1 if turns % 2 else -1)
        if not line:
            break
        order = [*range(first, len(cases)), *range(first)]  # numbers side by side are told by firms side by side
        told = next((number for number in order if tells(read, *cases[number])), None)
        if told is None:
            unnoticed.append(line)
        else:
            first = max(0, told - 8)
    assert 400 < turns < 1000
    assert not unnoticed, f"lines of model.py: {unnoticed}"
