"""What `check` found in an edition."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from jinshan_cli.faces.tables.views import FindingList
from jinshan_cli.faces.words.faults import MOST_LINES, group_lines, grouped
from jinshan_cli.use.edition.findings import Weight

_NAMES: dict[Weight, str] = {"error": "错误", "warning": "提醒"}
_MOST: dict[Weight, int] = {"error": MOST_LINES, "warning": 24}
"""lines that a group lists: every place that must be mended; of what is doubtful as many as a screen has room for"""


def records(view: FindingList) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [{"weight": finding.weight, **asdict(finding.fault)} for finding in view.findings]


def show_findings(view: FindingList, console: Console) -> None:
    """Prints each finding, then how many there are."""
    cut = False
    for weight, name in _NAMES.items():
        for group in grouped(finding.fault for finding in view.findings if finding.weight == weight):
            first, *rest = group_lines(group, _MOST[weight])
            cut = cut or len(group) > _MOST[weight] + 1
            console.print("\n".join((f"{name}：{first}", *rest)), soft_wrap=True)
    warnings = len(view.findings) - view.errors
    more = "全部位置：jinshan check --json。" if cut else ""
    console.print(f"{view.place}：{view.counts}；{view.errors} 处错误，{warnings} 处提醒。{more}", soft_wrap=True)
