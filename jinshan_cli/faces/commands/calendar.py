"""`jinshan calendar`: stated deadlines and dated activities as a calendar file."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import AsOf, Data, Force
from jinshan_cli.faces.shell.session import firm_from
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.labels import say_outside
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.dates.dates import to_come
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment

HELP = (
    "把文件写明的截止日和活动写成日历文件（.ics），手机和电脑的日历都能导入；再次导入会更新，不会重复。"
    "只写计算日期当天和以后的；截止前 30 天和 7 天各提醒一次。"
    "给出企业资料时，每条都标明企业，只写它符合或待核实的政策，和适合或可能适合它的活动。"
)
EXAMPLES = (
    ("jinshan calendar -o 金山.ics", "全部截止日和有日期的活动"),
    ("jinshan calendar firm.toml -o firm.ics --as-of 2023-05-01", "只要与这家企业有关的"),
)


def run(
    firm_file: Annotated[
        Path | None, typer.Argument(metavar="企业资料", allow_dash=True, help="TOML 文件；- 为标准输入；不写则列全部")
    ] = None,
    *,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", dir_okay=False, allow_dash=True, metavar="文件", help="写入 .ics 文件；- 为标准输出"
        ),
    ],
    as_of: AsOf,
    data: Data = None,
    force: Force = False,
) -> None:
    """Writes the calendar and says on stderr what is in it."""
    from jinshan_cli.faces.dates.calendar import Dates

    destination = Destination(output, force=force, sources=(firm_file,) if firm_file else ())
    destination.check("calendar")
    edition = load_edition(data)
    firm = None if firm_file is None else firm_from(firm_file, [], edition, as_of)
    assessment = None if firm is None else assess(edition, firm, as_of)
    if outside := say_outside(edition, as_of):
        announce(f"! {outside}", "yellow")
    put(Dates(edition, as_of, assessment), destination)
    _report(edition, as_of, assessment)


def _report(edition: Edition, as_of: date, assessment: Assessment | None) -> None:
    coming = to_come(edition, as_of, assessment)
    past = tell("{past} 条已过", past=coming.past) if coming.past else ""
    undated = tell("{undated} 条活动安排未载明日期", undated=coming.undated) if coming.undated else ""
    left_out = tell("、").join(filter(None, (past, undated)))
    note = tell("；另有 {left_out}，不在其中", left_out=left_out) if left_out else ""
    announce(
        tell(
            "已写入 {deadlines} 个截止日、{entries} 条活动安排{note}。",
            deadlines=len(coming.ends),
            entries=len(coming.entries),
            note=note,
        )
    )
