"""What `check` found in an edition."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from jinshan_cli.core.written.voice import Words, tell
from jinshan_cli.faces.tables.views import FindingList
from jinshan_cli.faces.words.faults import MOST_LINES, brief_lines, group_lines, grouped
from jinshan_cli.use.edition.findings import Weight

_NAMES: Words[Weight] = Words({"error": "错误", "warning": "提醒"})
_MOST: dict[Weight, int] = {"error": MOST_LINES, "warning": 24}
"""lines that a group lists: every place that must be mended; of what is doubtful as many as a screen has room for"""

MOST_WHOLE = 3
"""kinds of findings that have a list of places each; of more, what is doubtful is told in three lines"""


def records(view: FindingList) -> list[dict[str, Any]]:
    """The contract's JSON."""
    return [{"weight": finding.weight, **asdict(finding.fault)} for finding in view.findings]


def show_findings(view: FindingList, console: Console) -> None:
    """Prints each finding, then how many there are."""
    cut = False
    groups = {weight: grouped(one.fault for one in view.findings if one.weight == weight) for weight in _NAMES}
    is_full = sum(map(len, groups.values())) > MOST_WHOLE
    for weight, of_weight in groups.items():
        for group in of_weight:
            is_brief = is_full and weight == "warning" and len(group) > 1
            first, *rest = brief_lines(group) if is_brief else group_lines(group, _MOST[weight])
            cut = cut or is_brief or len(group) > _MOST[weight] + 1
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
