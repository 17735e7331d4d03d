"""The main file of an edition as it is written, before its rules are read; its figures as `--param` has them."""

from collections.abc import Mapping

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.dataclass import dataclass, field, replace
from jinshan_cli.core.edition.named import CrossCheck, Measure, NamedAmount, NamedCondition, NamedFigure
from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.policy import Header, Policy
from jinshan_cli.core.rules.source import RuleError, parse_figure
from jinshan_cli.core.written.voice import tell


@dataclass(frozen=True, kw_only=True)
class PolicyTable(DataModel):
    """policies.toml as written."""

    edition: Header
    measures: tuple[Measure, ...]
    parameters: Mapping[str, NamedFigure] = field(default_factory=dict)
    quantities: Mapping[str, NamedAmount] = field(default_factory=dict)
    conditions: Mapping[str, NamedCondition] = field(default_factory=dict)
    checks: tuple[CrossCheck, ...] = ()
    combinations: tuple[Combination, ...] = ()
    policies: tuple[Policy, ...]


def with_parameters(table: PolicyTable, values: Mapping[str, str]) -> PolicyTable:
    """The table with other values of its parameters. Raises InputError for one that it has not, or no value."""
    known = table.parameters
    expected = tell("这版政策表没有参数") if not known else tell("现有参数：{those}", those=tell("、").join(known))
    faults = [
        Fault(tell("没有这个参数"), f"--param {name}", expected=expected, closest=closest(name, known))
        for name in values
        if name not in known
    ]
    for name, value in values.items():
        try:
            parse_figure(value)
        except RuleError as error:
            faults.append(
                Fault(
                    tell("参数的值有误：{what}", what=error.what),
                    f"--param {name}",
                    value,
                    tell("例如 8000万、5%、2023-03-01"),
                )
            )
    if faults:
        raise InputError(faults)
    changed = {name: replace(known[name], value=value) for name, value in values.items()}
    return replace(table, parameters={**known, **changed})
