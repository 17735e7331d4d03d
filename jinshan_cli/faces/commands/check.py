"""`jinshan check`: whether a data folder is a sound edition."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.errors import EditionError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import Data, Json
from jinshan_cli.faces.tables.views import FindingList
from jinshan_cli.faces.words.labels import say_counts
from jinshan_cli.files.edition.folder import built_in_data, load_edition
from jinshan_cli.use.edition.checking import check
from jinshan_cli.use.edition.findings import Finding

HELP = "检查政策表（数据文件夹）有无错误：结构、规则、示例、数字。有错误时退出码为 4。"
EXAMPLES = (("jinshan check", "检查内置的政策表"), ("jinshan check 我的数据", "检查自己写的政策表"))


def run(
    folder: Annotated[
        Path | None,
        typer.Argument(exists=True, file_okay=False, metavar="文件夹", help="不写则检查 --data 或内置的"),
    ] = None,
    *,
    data: Data = None,
    json: Json = False,
) -> None:
    """Loads the folder and lists what is wrong or doubtful, errors first."""
    try:
        edition = load_edition(folder or data)
        findings = check(edition, folder or data or built_in_data())
        counts = say_counts(edition)
    except EditionError as error:
        findings, counts = [Finding("error", fault) for fault in error.faults], tell("未能载入")
    view = FindingList(findings, clean(str(folder or data or built_in_data().name)), counts)
    put(view, Destination(json=json))
    if view.errors:
        raise typer.Exit(EditionError.exit_code)
