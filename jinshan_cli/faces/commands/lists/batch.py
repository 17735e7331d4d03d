"""`jinshan batch`: a list of firms in, a list of results out."""

import os
from pathlib import Path
from typing import Annotated, Literal

import typer

from jinshan_cli.faces.shell.options import AsOf, Data, Force, GroupBy, Json, Output, Sheet

HELP = (
    "一次算完一份企业名单，或一个文件夹的企业资料：每家能享受哪些政策、多少钱、还缺什么。无法识别的单元格和行一律列出。"
    "结果以 .html 结尾，就把整份名单汇总成一页：谁能享受什么、金额上下限、下一步问什么。"
)
EXAMPLES = (
    ("jinshan batch 名单.xlsx -o 结果.xlsx", "一家一行"),
    ("jinshan batch 名单.csv -o 结果.csv --layout benefit", "一家一项一行，用于派单"),
    ("jinshan batch 名单.xlsx -o 联系.xlsx --layout call", "该先联系谁、说什么，A4 横向打印"),
    ("jinshan batch 名单.xlsx -o 汇总.html --by 所属街镇", "汇总成一页，分街镇，可打印"),
    ("jinshan batch 企业资料 -o 结果.xlsx", "文件夹里 ask 所存的企业资料，一份一行"),
    ("jinshan batch - -o - < 名单.csv", "用于管道"),
)

ALLOCATOR = ("_RJEM_MALLOC_CONF", "dirty_decay_ms:-1,muzzy_decay_ms:-1,narenas:1")
"""Polars keeps what one batch frees for the next one, instead of giving it back and fetching it again; and has one
store of it, so that what one thread frees another one takes."""

Problems = Annotated[
    Path | None,
    typer.Option("--problems", dir_okay=False, metavar="文件", help="问题清单，默认为结果文件名加 .problems.csv"),
]


def run(
    firms: Annotated[
        list[Path],
        typer.Argument(
            metavar="名单或文件夹",
            allow_dash=True,
            help="CSV、TSV、XLSX、Parquet、JSONL；或企业资料（.toml），可给几份，或给文件夹；- 为标准输入",
        ),
    ],
    *,
    output: Output = None,
    layout: Annotated[
        Literal["firm", "benefit", "call"],
        typer.Option("--layout", help="一家一行；一家一项一行；或按该先联系谁排列（call）"),
    ] = "firm",
    labels: Annotated[
        bool | None,
        typer.Option("--labels/--no-labels", show_default="仅 .xlsx 为是", help="用中文表头和词，不用键"),
    ] = None,
    bom: Annotated[bool, typer.Option("--bom", help="CSV 带 BOM，Excel 双击可直接打开")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有一处无法识别就不写任何结果")] = False,
    problems: Problems = None,
    sheet: Sheet = "",
    near: Annotated[
        bool, typer.Option("--near", help="另加几列：已知的只差一个数的事项、最接近的差多少、涉及的金额；较慢")
    ] = False,
    by: GroupBy = "",
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    force: Force = False,
) -> None:
    """Evaluates every firm of the list; exit code 3 if cells or rows were refused."""
    os.environ.setdefault(*ALLOCATOR)
    from jinshan_cli.faces.lists.run import Order, run_under

    order = Order(tuple(firms), output, layout, labels, bom, strict, problems, json, force, sheet, near, by)
    if run_under(order, data, as_of).problems:
        raise typer.Exit(3)
