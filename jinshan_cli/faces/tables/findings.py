"""What `check` found in an edition."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.tables.views import FindingList
from jinshan_cli.faces.words.faults import MOST_LINES, group_lines, grouped
from jinshan_cli.use.edition.findings import Weight

_NAMES: Words[Weight] = Words({"error": "错误", "warning": "提醒"})
_MOST: dict[Weight, int] = {"error": MOST_LINES, "warning": 24}
"""lines that a group lists: every place that must be mended; of what is doubtful as many as a screen has room for"""


def records(view: FindingList) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [{"weight": finding.weight, **asdict(finding.fault)} for finding in view.findings]


def show_findings(view: FindingList, console: Console) -> None:
    """Prints each finding, then how many there are."""
    cut = False
    for weight in _NAMES:
        for group in grouped(finding.fault for finding in view.findings if finding.weight == weight):
            first, *rest = group_lines(group, _MOST[weight])
            cut = cut or len(group) > _MOST[weight] + 1
            console.print("\n".join((tell("{name}：{first}", name=_NAMES[weight], first=first), *rest)), soft_wrap=True)
    warnings = len(view.findings) - view.errors
    more = tell("全部位置：jinshan check --json。") if cut else ""
    console.print(
        tell(
            "{place}：{counts}；{errors} 处错误，{warnings} 处提醒。{more}",
            place=view.place,
            counts=view.counts,
            errors=view.errors,
            warnings=warnings,
            more=more,
        ),
        soft_wrap=True,
    )
