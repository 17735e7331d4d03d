"""What `check` found in an edition."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from jinshan_cli.faces.tables.views import FindingList
from jinshan_cli.faces.words.faults import fault_lines

_NAMES = {"error": "错误", "warning": "提醒"}


def records(view: FindingList) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [{"weight": finding.weight, **asdict(finding.fault)} for finding in view.findings]


def show_findings(view: FindingList, console: Console) -> None:
    """Prints each finding, then how many there are."""
    for finding in view.findings:
        first, *rest = fault_lines(finding.fault)
        console.print("\n".join((f"{_NAMES[finding.weight]}：{first}", *rest)), soft_wrap=True)
    warnings = len(view.findings) - view.errors
    console.print(f"{view.place}：{view.counts}；{view.errors} 处错误，{warnings} 处提醒。", soft_wrap=True)
