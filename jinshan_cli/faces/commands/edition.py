"""`jinshan edition`: where the table in use comes from; a new one to fill in."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.console import messages
from jinshan_cli.faces.shell.options import Data, Json
from jinshan_cli.faces.tables.views import EditionPage
from jinshan_cli.files.edition.folder import built_in_data, copy_edition, load_edition, skeleton

HELP = "查看当前政策表的来源与概况（show）；为别的区或年度新建：从带注释的样例开始（new），或复制当前的再改（copy）。"
EXAMPLES = (
    ("jinshan edition", "当前政策表"),
    ("jinshan edition new 我的数据", "写一份样例，改好后 jinshan check 我的数据"),
    ("jinshan edition copy 明年的数据", "复制当前政策表再改"),
)
Action = Literal["show", "new", "copy"]


def run(
    action: Annotated[Action, typer.Argument(metavar="动作", help="show、new 或 copy")] = "show",
    folder: Annotated[
        Path | None, typer.Argument(metavar="文件夹", file_okay=False, help="new、copy 写到哪里：新的或空的文件夹")
    ] = None,
    *,
    data: Data = None,
    json: Json = False,
) -> None:
    """Shows the edition, or starts another."""
    if action == "show":
        _refuse_folder(folder)
        put(EditionPage(load_edition(data), str(data or "")), Destination(json=json))
    elif folder is None:
        raise InputError([Fault("没有写明文件夹", expected=f"例如 jinshan edition {action} 我的数据")])
    else:
        _write(folder, skeleton() if action == "new" else data or built_in_data())


def _refuse_folder(folder: Path | None) -> None:
    if folder is not None:
        raise InputError([Fault("show 不需要文件夹", value=str(folder), expected=f"jinshan edition --data {folder}")])


def _write(folder: Path, source: Path) -> None:
    names = "、".join(copy_edition(source, folder))
    place = clean(str(folder))
    lines = (f"已写入 {place}：{names}", f"改好后检查：jinshan check {place}", f"试用：jinshan list --data {place}")
    messages().print("\n".join(lines), soft_wrap=True)
