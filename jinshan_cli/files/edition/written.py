"""The main file of an edition as it is written, before its rules are read."""

from collections.abc import Mapping

from pydantic import Field

from jinshan_cli.core.combining.combination import Combination
from jinshan_cli.core.facts import DataModel
from jinshan_cli.core.named import CrossCheck, Measure, NamedAmount, NamedCondition, NamedFigure
from jinshan_cli.core.policy import Header, Policy


class PolicyTable(DataModel):
    """policies.toml as written."""

    edition: Header
    measures: tuple[Measure, ...]
    parameters: Mapping[str, NamedFigure] = Field(default_factory=dict)
    quantities: Mapping[str, NamedAmount] = Field(default_factory=dict)
    conditions: Mapping[str, NamedCondition] = Field(default_factory=dict)
    checks: tuple[CrossCheck, ...] = ()
    combinations: tuple[Combination, ...] = ()
    policies: tuple[Policy, ...]
