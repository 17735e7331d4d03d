"""`jinshan gather`: the answers of visits written back into the list of firms that they came from."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell.console import write_json
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Sheet
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.folder import are_firm_files

HELP = (
    "把走访所答写回名单：按统一社会信用代码对照，没有代码的按名称，一家一行。只写走访答了的格，缺的列添在右边，其余一格不动；"
    "改了什么逐条列出，.xlsx 里有底色，批注记原值。不给名单就另成一份。分不清是哪一行的、公式所在的格不写，列出来。"
)
EXAMPLES = (
    ("jinshan gather 企业资料 名单.xlsx -o 新名单.xlsx", "走访所答写回名单"),
    ("jinshan gather 企业资料 -o 新名单.csv", "没有名单，由企业资料成一份"),
)


def run(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", exists=True, help="ask --save 所存的企业资料（.toml）")],
    roster: Annotated[
        Path | None, typer.Argument(metavar="名单", exists=True, dir_okay=False, help="原来的名单：.xlsx 或 .csv")
    ] = None,
    *,
    output: Annotated[
        Path, typer.Option("--output", "-o", dir_okay=False, metavar="文件", help="写成的名单，不能是原来的那一份")
    ],
    sheet: Sheet = "",
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    force: Force = False,
) -> None:
    """Writes the list; exit code 3 if a file could not be read, or fits no row alone."""
    if not are_firm_files((folder,)):
        raise InputError([Fault(tell("先写企业资料的文件夹，再写名单"), str(folder))])
    from jinshan_cli.faces.roster.gathering import GatherOrder, run_gather
    from jinshan_cli.faces.roster.told import gathered_record, tell_gathered

    order = GatherOrder((folder,), roster, output, sheet, force)
    done = run_gather(order, load_edition(data), as_of)
    tell_gathered(order, done)
    if json:
        write_json(gathered_record(done))
    if not done.is_whole:
        raise typer.Exit(3)
