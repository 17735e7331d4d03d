"""Options that several commands have, as types: `def run(*, as_of: AsOf, data: Data = None, json: Json = False)`."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import narrow
from jinshan_cli.faces.shell.voices import DATA

_DATES = (
    r"(\d{4})-(\d{1,2})-(\d{1,2})",
    r"(\d{4})/(\d{1,2})/(\d{1,2})",
    r"(\d{4})\.(\d{1,2})\.(\d{1,2})",
    r"(\d{4})(\d{2})(\d{2})",
    r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日",
)


def read_day(text: str) -> date:
    """`2023-05-01`, `2023/5/1`, `2023.5.1`, `20230501` or `2023年5月1日`; ValueError in Chinese for anything else."""
    word = narrow(text).strip()
    for written in _DATES:
        if found := re.fullmatch(written, word):
            try:
                return date(*map(int, found.groups()))
            except ValueError:
                raise ValueError(tell("“{text}”：没有这一天。", text=clean(text))) from None
    raise ValueError(tell("“{text}”不是日期；请写成 2023-05-01、2023/5/1 或 2023年5月1日。", text=clean(text)))


AsOf = Annotated[
    date,
    typer.Option(
        "--as-of",
        parser=read_day,
        default_factory=date.today,
        show_default="今天",
        metavar="日期",
        help="按哪一天计算，如 2023-05-01",
    ),
]
"""Always a date: today unless told. Takes no `=` in the signature, so put it after a `*`."""

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        envvar=DATA,
        exists=True,
        file_okay=False,
        metavar="文件夹",
        help="另用一份政策表；不写则用内置的",
    ),
]
"""An existing folder, or None for the built-in edition."""

Json = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]

Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", dir_okay=False, allow_dash=True, metavar="文件", help="写入文件；- 为标准输出"),
]
"""A path that may not exist yet, `Path("-")` for stdout, or None."""

Force = Annotated[bool, typer.Option("--force", help="覆盖已有的文件")]

GroupBy = Annotated[
    str, typer.Option("--by", metavar="列,列", help="分组：选项或是否一类的指标，或名单里的一列；逗号隔开")
]

Sheet = Annotated[
    str, typer.Option("--sheet", metavar="名称", show_default="有表头的第一张", help="读工作簿里的哪张工作表")
]
"""The name of a workbook's sheet, or empty."""

By = Annotated[str, typer.Option("--by", metavar="姓名", help="服务专员姓名，写在留存单上")]
Tel = Annotated[str, typer.Option("--tel", metavar="电话", help="服务专员电话，写在留存单上")]
