"""An edition's named figures with other values than it states, as `--param` has them."""

from collections.abc import Mapping

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.rules.source import RuleError, parse_figure
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.edition.written import PolicyTable


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
    changed = {name: known[name].model_copy(update={"value": value}) for name, value in values.items()}
    return table.model_copy(update={"parameters": {**known, **changed}})
