"""`jinshan diff`: what is new between two saved results, or between two editions of the table."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.outcome import Outcome
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.result.changes import Comparison
from jinshan_cli.faces.shell.options import Data, Force, Json, Output
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.tables.views import RevisionTable
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.saved import read_outcome
from jinshan_cli.files.lists import ENDINGS
from jinshan_cli.use.result.compare import compare
from jinshan_cli.use.tables.revisions import compare_editions

HELP = (
    "比较同一企业先后两次的结果（jinshan match … -o 结果.json 所存）、同一批企业先后两份名单的结果"
    "（jinshan batch 所写，一家一行），或两版政策表（两个数据文件夹）：哪些政策、金额是新的，哪些没了，哪些变了。"
    "名单按统一社会信用代码对照，没有代码的按名称；同一代码或名称不止一行的不比较，列出来。"
)
EXAMPLES = (
    ("jinshan diff 一季度.json 二季度.json", "这一季度对企业有什么新变化"),
    ("jinshan diff 一季度.xlsx 二季度.xlsx -o 变化.xlsx", "这一批企业有什么新变化"),
    ("jinshan diff 数据-2023 数据-2024", "新一年的政策表改了什么"),
)


def run(
    old: Annotated[Path, typer.Argument(metavar="旧", exists=True, help="先前的结果、名单的结果，或政策表文件夹")],
    new: Annotated[Path, typer.Argument(metavar="新", exists=True, help="后来的结果、名单的结果，或政策表文件夹")],
    *,
    data: Data = None,
    output: Output = None,
    json: Json = False,
    force: Force = False,
) -> None:
    """Compares two of a kind; exit code 3 if rows of a list could not be told apart."""
    if old.is_dir() != new.is_dir():
        expected = tell("两份结果（.json）、两份名单的结果，或两个政策表文件夹")
        raise InputError(
            [
                Fault(
                    tell("一个是文件，一个是文件夹，无法比较"),
                    tell("{old}，{new}", old=old, new=new),
                    expected=expected,
                )
            ]
        )
    destination = Destination(output, json, force, (old, new))
    if old.is_dir():
        destination.check("revisions")
        put(RevisionTable(compare_editions(load_edition(old), load_edition(new))), destination)
    elif _are_lists(old, new):
        _diff_lists(old, new, data, destination)
    else:
        destination.check("changes")
        _diff_results(old, new, data, destination)


def _are_lists(old: Path, new: Path) -> bool:
    """By their endings; a name with none that is known is taken for a result. Raises InputError for one of each."""
    lists = [path for path in (old, new) if path.suffix.lower() in ENDINGS]
    if len(lists) == 1:
        expected = tell("两份名单的结果（一家一行），或同一企业的两份 .json")
        raise InputError(
            [
                Fault(
                    tell("一个是名单，一个是一家企业的结果，无法比较"),
                    tell("{old}，{new}", old=old, new=new),
                    expected=expected,
                )
            ]
        )
    return bool(lists)


def _diff_lists(old: Path, new: Path, data: Path | None, destination: Destination) -> None:
    from jinshan_cli.faces.listdiff.run import compare_lists

    destination.check("listdiff")
    view = compare_lists(old, new, load_edition(data))
    put(view, destination)
    if view.found.ambiguous:
        raise typer.Exit(3)


def _diff_results(old: Path, new: Path, data: Path | None, destination: Destination) -> None:
    facts = load_edition(data).facts
    changes = compare(read_outcome(old, facts), read_outcome(new, facts))
    for line in warnings(changes.before, changes.after):
        announce(f"! {line}")
    put(Comparison(changes), destination)


def warnings(before: Outcome, after: Outcome) -> list[str]:
    """What makes two results hard to compare; empty if nothing does."""
    lines = []
    if before.firm != after.firm:
        names = [clean(outcome.firm) or tell("未填企业名称") for outcome in (before, after)]
        lines.append(tell("两份结果的企业名称不同：{those}", those=tell("、").join(names)))
    if before.edition != after.edition:
        lines.append(
            tell(
                "两份结果用的政策表不同：{before}、{after}；按编号对照",
                before=clean(before.edition),
                after=clean(after.edition),
            )
        )
    if before.as_of > after.as_of:
        lines.append(tell("第一份结果的日期晚于第二份，请核对先后"))
    return lines
