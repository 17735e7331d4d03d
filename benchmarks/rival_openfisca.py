"""OpenFisca-core with the same rules and the same three truths and ranges: IN OUT.

Each end of a range, and each of surely and possibly, is a variable of its own. Its numbers are 32-bit floats, so its
sums are not exact.
"""

import sys
from collections.abc import Iterator
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
from rival_results import Listed, Results
from rival_rules import EDITION, NUMPY, Rules

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


def _system(results: Results) -> Any:
    system: Any = taxbenefitsystems.TaxBenefitSystem([FIRM])
    for fact in EDITION.facts:
        for variable in _facts(fact):
            system.add_variable(variable)
    for step in results.steps():
        for name, text in step.items():
            system.add_variable(
                _variable(name, float, 0, _filled(name, text)) if _is_number(name) else _flag(name, text)
            )
    for name, told in results.columns().items():
        if isinstance(told, str):
            system.add_variable(_variable(name, float, 0, told))
            continue
        for place, text in enumerate(told.values()):
            system.add_variable(_flag(f"in_{name}_{place}", text))
    return system


def _is_number(name: str) -> bool:
    return name.startswith(("low_", "high_", "size_low", "size_high"))


def _filled(name: str, text: str) -> str:
    """A number in each row, though it may be the same in all."""
    return text if name.startswith("size_") else f"np.where(firm('maybe_{name.partition('_')[2]}', period), {text}, 0)"


def _flag(name: str, text: str) -> Any:
    return _variable(name, bool, False, text)


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
    results = Results(Rules(EDITION, NUMPY, frozenset(frame.columns), lambda name: f"firm('{name}', period)"))
    simulation: Any = simulation_builder.SimulationBuilder().build_default_simulation(_system(results), frame.height)
    for fact in EDITION.facts:
        for name, values in _inputs(fact, frame[fact.key]).items() if fact.key in frame.columns else ():
            simulation.set_input(name, PERIOD, values.to_numpy())
    columns = (_column(simulation, name, told).alias(name) for name, told in results.columns().items())
    frame.with_columns(columns).write_csv(sys.argv[2])


def _column(simulation: Any, name: str, told: Listed | str) -> pl.Expr:
    if isinstance(told, str):
        sums = pl.lit(pl.Series(name, simulation.calculate(name, PERIOD)))
        return pl.when(sums.is_finite()).then(sums)
    found = [pl.Series(str(i), simulation.calculate(f"in_{name}_{i}", PERIOD)) for i in range(len(told))]
    cells = [pl.when(flag).then(pl.lit(text)) for text, flag in zip(told, found, strict=True)]
    return pl.concat_str(cells, separator=";", ignore_nulls=True)


if __name__ == "__main__":
    main()
