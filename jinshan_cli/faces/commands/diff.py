"""`jinshan diff`: what is new between two saved results, or between two editions of the table."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.outcome import Outcome
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.result.changes import Comparison
from jinshan_cli.faces.shell.console import messages
from jinshan_cli.faces.shell.options import Data, Json
from jinshan_cli.faces.tables.views import RevisionTable
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.saved import read_outcome
from jinshan_cli.use.result.compare import compare
from jinshan_cli.use.tables.revisions import compare_editions

HELP = (
    "比较同一企业先后两次的结果（jinshan match … -o 结果.json 所存），或两版政策表（两个数据文件夹）："
    "哪些政策、金额是新的，哪些没了，哪些变了。"
)
EXAMPLES = (
    ("jinshan diff 一季度.json 二季度.json", "这一季度对企业有什么新变化"),
    ("jinshan diff 数据-2023 数据-2024", "新一年的政策表改了什么"),
)


def run(
    old: Annotated[Path, typer.Argument(metavar="旧", exists=True, help="先前的结果（.json），或政策表文件夹")],
    new: Annotated[Path, typer.Argument(metavar="新", exists=True, help="后来的结果（.json），或政策表文件夹")],
    *,
    data: Data = None,
    json: Json = False,
) -> None:
    """Compares two of a kind."""
    if old.is_dir() != new.is_dir():
        expected = "两份结果（.json），或两个政策表文件夹"
        raise InputError([Fault("一个是文件，一个是文件夹，无法比较", f"{old}，{new}", expected=expected)])
    _diff_editions(old, new, json) if old.is_dir() else _diff_results(old, new, data, json)


def _diff_editions(old: Path, new: Path, json: bool) -> None:
    put(RevisionTable(compare_editions(load_edition(old), load_edition(new))), Destination(json=json))


def _diff_results(old: Path, new: Path, data: Path | None, json: bool) -> None:
    facts = load_edition(data).facts
    changes = compare(read_outcome(old, facts), read_outcome(new, facts))
    for line in warnings(changes.before, changes.after):
        messages().print(f"! {line}")
    put(Comparison(changes), Destination(json=json))


def warnings(before: Outcome, after: Outcome) -> list[str]:
    """What makes two results hard to compare; empty if nothing does."""
    lines = []
    if before.firm != after.firm:
        names = [clean(outcome.firm) or "未填企业名称" for outcome in (before, after)]
        lines.append(f"两份结果的企业名称不同：{'、'.join(names)}")
    if before.edition != after.edition:
        lines.append(f"两份结果用的政策表不同：{clean(before.edition)}、{clean(after.edition)}；按编号对照")
    if before.as_of > after.as_of:
        lines.append("第一份结果的日期晚于第二份，请核对先后")
    return lines
