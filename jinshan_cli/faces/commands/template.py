"""`jinshan template`: an empty list, or an empty firm file, to fill in."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import Data, Force
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.tables.template import Template
from jinshan_cli.files.edition.folder import load_edition

HELP = "生成待填的文件：企业名单（.xlsx 带下拉选项和说明，或 .csv），或一家企业的资料（.toml）。"
EXAMPLES = (
    ("jinshan template 名单.xlsx", "填好后：jinshan batch 名单.xlsx -o 结果.xlsx"),
    ("jinshan template 企业.toml", "填好后：jinshan match 企业.toml"),
)


def run(
    file: Annotated[
        Path, typer.Argument(metavar="文件", dir_okay=False, help="要生成的文件，以 .xlsx、.csv 或 .toml 结尾")
    ],
    *,
    data: Data = None,
    force: Force = False,
) -> None:
    """Writes the empty file."""
    destination = Destination(file, force=force)
    destination.check("template")
    put(Template(load_edition(data)), destination)
    announce(tell("已生成 {file}", file=clean(str(file))))
