"""`jinshan due`: the last days ahead, whom each concerns, and whom to call."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import narrow
from jinshan_cli.faces.dates.due import DueList
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.roster.firmfiles import firm_files
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.faces.words.labels import say_outside
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.folder import are_firm_files
from jinshan_cli.use.dates.dates import Deadline
from jinshan_cli.use.dates.due import Due, ahead, of_firms

HELP = (
    "近期的截止日，按日期排列：截止的是什么、涉及哪些企业、找谁办。给出文件夹，就看其中的企业资料（.toml）；"
    "给出名单，就看名单上的企业；都不给，就看政策表本身。只列符合或待核实的企业；未载明截止日期的事项不在其中。"
)
EXAMPLES = (
    ("jinshan due", "今后 30 天的截止日"),
    ("jinshan due 企业资料 --within 60", "文件夹里的企业，今后 60 天"),
    ("jinshan due 名单.xlsx -o 截止日.xlsx --as-of 2023-12-01", "名单上的企业，一天一项一家一行"),
)
MOST_DAYS = 3660
"""about ten years"""


def read_days(text: str) -> int:
    """`30` or `30天`; ValueError in Chinese for anything else."""
    digits = narrow(text).strip().removesuffix("天").strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10 and int(digits) <= MOST_DAYS):
        raise ValueError(
            tell("“{text}”不是天数；请写 0 至 {most_days} 的整数，如 30。", text=clean(text), most_days=MOST_DAYS)
        )
    return int(digits)


def run(
    firms: Annotated[
        Path | None,
        typer.Argument(
            metavar="文件夹或名单", allow_dash=True, help="企业资料的文件夹或文件，或企业名单；- 为标准输入的名单"
        ),
    ] = None,
    *,
    within: Annotated[
        int,
        typer.Option(
            "--within", parser=read_days, metavar="天数", show_default="30", help="今后多少天之内，今天和末日都算"
        ),
    ] = 30,
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Lists the last days ahead; exit code 3 if firms, cells or rows were refused."""
    destination = Destination(output, json, force, (firms,) if firms else ())
    destination.check("due")
    edition = load_edition(data)
    ends = ahead(edition, as_of, within)
    if outside := say_outside(edition, as_of):
        announce(f"! {outside}", "yellow")
    if firms is None:
        found, number, is_whole = [Due(end) for end in ends], None, True
    elif are_firm_files((firms,)):
        found, number, is_whole = _of_files(firms, edition, ends, as_of)
    else:
        from jinshan_cli.faces.dates.oflist import due_of_list

        found, number, is_whole = due_of_list(firms, edition, ends, as_of)
    put(DueList(found, edition, as_of, within, number), destination)
    if not is_whole:
        raise typer.Exit(3)


def _of_files(path: Path, edition: Edition, ends: Sequence[Deadline], as_of: date) -> tuple[list[Due], int, bool]:
    """What is due for the firms of files, how many there are, and whether all could be read. Raises InputError."""
    files = firm_files((path,), edition, as_of)
    for fault in files.faults:
        announce(f"! {fault_line(fault)}", "yellow")
    return of_firms(ends, files.firms, edition, as_of), len(files.firms), not files.faults
