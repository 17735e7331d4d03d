"""OpenFisca-core with the same rules and the same three truths and ranges: IN OUT.

Each end of a range, and each of surely and possibly, is a variable of its own. Its numbers are 32-bit floats, so its
sums are not exact.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl
from openfisca_core import (  # type: ignore[import-not-found, import-untyped, unused-ignore]
    entities,
    periods,
    simulation_builder,
    taxbenefitsystems,
    variables,
)
from rival_missing import Missing
from rival_rules import EDITION, KINDS, NUMPY, Rules, Written, benefits, shared, summed

from jinshan_cli.core.facts import Fact

FIRM: Any = entities.Entity("firm", "firms", "A firm", "")
PERIOD = "2023"


def _variable(name: str, kind: type, default: Any, formula: str = "") -> Any:
    members: dict[str, Any] = {"value_type": kind, "entity": FIRM, "definition_period": periods.YEAR, "label": name}
    members |= {"formula": eval(f"lambda firm, period: {formula}", {"np": np})} if formula else {}
    return type(name, (variables.Variable,), members | {"default_value": default})


def _facts(fact: Fact) -> Iterator[Any]:
    """A fact that nothing is known of: no upper end, possibly true, any option."""
    if fact.is_number:
        yield _variable(f"{fact.key}_low", float, 0)
        yield _variable(f"{fact.key}_high", float, np.inf)
    elif fact.options:
        yield _variable(fact.key, int, -1)
    else:
        yield _variable(f"{fact.key}_sure", bool, False)
        yield _variable(f"{fact.key}_maybe", bool, True)


def _system(rules: Rules, written: list[Written]) -> Any:
    system: Any = taxbenefitsystems.TaxBenefitSystem([FIRM])
    for fact in EDITION.facts:
        for variable in _facts(fact):
            system.add_variable(variable)
    missing = Missing(rules)
    for name, text in {**shared(rules), **missing.shared()}.items():
        kind: type = float if name in ("size_low", "size_high") else bool
        system.add_variable(_variable(name, kind, kind(0), text))
    for one in written:
        for word, text in zip(("sure", "maybe"), one.when, strict=True):
            system.add_variable(_variable(f"{word}_{one.id}", bool, False, text))
        for word, text in zip(("low", "high"), one.amount or (), strict=False):
            due = f"np.where(firm('sure_{one.id}', period), {text}, 0)"
            system.add_variable(_variable(f"{word}_{one.id}", float, 0, due))
    for key, text in missing.firm(written).items():
        system.add_variable(_variable(f"missing_{key}", bool, False, text))
    return system


def _inputs(fact: Fact, column: pl.Series) -> dict[str, Any]:
    if fact.is_number:
        known = column.cast(pl.Float64)
        return {f"{fact.key}_low": known.fill_null(0), f"{fact.key}_high": known.fill_null(np.inf)}
    if fact.options:
        codes = {key: i for i, key in enumerate(fact.option_keys)}
        return {fact.key: column.replace_strict(codes, return_dtype=pl.Int32).fill_null(-1)}
    truth = column == 1
    return {f"{fact.key}_sure": truth.fill_null(False), f"{fact.key}_maybe": truth.fill_null(True)}


def main() -> None:
    """CSV to CSV."""
    frame = pl.read_csv(sys.argv[1], infer_schema_length=10_000)
    rules = Rules(EDITION, NUMPY, frozenset(frame.columns), lambda name: f"firm('{name}', period)")
    written = benefits(rules)
    simulation: Any = simulation_builder.SimulationBuilder().build_default_simulation(
        _system(rules, written), frame.height
    )
    for fact in EDITION.facts:
        for name, values in _inputs(fact, frame[fact.key]).items() if fact.key in frame.columns else ():
            simulation.set_input(name, PERIOD, values.to_numpy())
    columns = [*_verdicts(simulation, written), *_sums(simulation)]
    frame.with_columns(columns).write_csv(sys.argv[2])


def _verdicts(simulation: Any, written: list[Written]) -> Iterator[pl.Expr]:
    sure: dict[int, Any] = {}
    maybe: dict[int, Any] = {}
    for one in written:
        for found, word in ((sure, "sure"), (maybe, "maybe")):
            found[one.number] = found.get(one.number, False) | simulation.calculate(f"{word}_{one.id}", PERIOD)
    yield _listed(sure).alias("eligible")
    yield _listed({number: maybe[number] & ~sure[number] for number in maybe}).alias("undetermined")
    keys = [name for name in simulation.tax_benefit_system.variables if name.startswith("missing_")]
    yield _listed({key.removeprefix("missing_"): simulation.calculate(key, PERIOD) for key in keys}).alias("missing")


def _listed(flags: Mapping[Any, Any]) -> pl.Expr:
    cells = [pl.when(pl.Series(str(number), found)).then(pl.lit(str(number))) for number, found in flags.items()]
    return pl.concat_str(cells, separator=";", ignore_nulls=True)


def _sums(simulation: Any) -> Iterator[pl.Series]:
    for kind in KINDS:
        for end in ("low", "high"):
            due = [[simulation.calculate(f"{end}_{key}", PERIOD) for key in keys] for keys in summed(kind, end)]
            total = sum(np.maximum.reduce(amounts) for amounts in due)
            finite = pl.Series(f"{kind}_{end}", total)
            yield finite.set(finite.is_infinite(), None)


if __name__ == "__main__":
    main()
