"""OpenFisca-core with the same rules: IN OUT.

Every rule is there, but OpenFisca has no ranges and no third truth value: unknown is 0 or no, amounts are points,
nothing is said to be missing. Its sums are 32-bit floats.
"""

import sys
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
from rival_rules import NUMPY, Written, written

from jinshan_cli.core.facts import Fact
from jinshan_cli.readers.edition import load_edition

EDITION = load_edition()
FIRM: Any = entities.Entity("firm", "firms", "A firm", "")
PERIOD = "2023"
KINDS = ("grant", "relief", "refund")


def _variable(name: str, kind: type, formula: Any = None) -> Any:
    members = {"value_type": kind, "entity": FIRM, "definition_period": periods.YEAR, "label": name}
    return type(name, (variables.Variable,), members | ({"formula": formula} if formula else {}))


def _formula(text: str) -> Any:
    return eval(f"lambda firm, period: {text}", {"np": np})


def _system(rules: list[Written]) -> Any:
    system: Any = taxbenefitsystems.TaxBenefitSystem([FIRM])
    types: dict[str, type] = {"flag": bool, "choice": int, "count": float, "money": float}
    for fact in EDITION.facts:
        system.add_variable(_variable(fact.key, types[fact.type]))
    for rule in rules:
        system.add_variable(_variable(f"when_{rule.id}", bool, _formula(rule.when)))
        amount = f"np.where(firm('when_{rule.id}', period), {rule.amount or 0}, 0)"
        system.add_variable(_variable(f"amount_{rule.id}", float, _formula(amount)))
    return system


def _input(fact: Fact, column: pl.Series) -> Any:
    if fact.options:
        codes = {key: i for i, key in enumerate(fact.option_keys)}
        return column.replace_strict(codes, default=0, return_dtype=pl.Int32).fill_null(0).to_numpy()
    return column.fill_null(0).to_numpy()


def main() -> None:
    """CSV to CSV."""
    frame = pl.read_csv(sys.argv[1])
    rules = written(NUMPY, lambda key: f"firm('{key}', period)")
    simulation: Any = simulation_builder.SimulationBuilder().build_default_simulation(_system(rules), frame.height)
    for fact in EDITION.facts:
        if fact.key in frame.columns:
            simulation.set_input(fact.key, PERIOD, _input(fact, frame[fact.key]))
    holds = {rule.id: simulation.calculate(f"when_{rule.id}", PERIOD) for rule in rules}
    numbers = dict.fromkeys(rule.number for rule in rules)
    due = {n: np.logical_or.reduce([holds[rule.id] for rule in rules if rule.number == n]) for n in numbers}
    sums = {
        kind: sum(simulation.calculate(f"amount_{rule.id}", PERIOD) for rule in rules if rule.kind == kind)
        for kind in KINDS
    }
    listed = [pl.when(pl.Series(f"n{number}", flags)).then(pl.lit(str(number))) for number, flags in due.items()]
    eligible = pl.concat_str(listed, separator=";", ignore_nulls=True).alias("eligible")
    frame.with_columns(eligible, *(pl.Series(kind, values) for kind, values in sums.items())).write_csv(sys.argv[2])


if __name__ == "__main__":
    main()
