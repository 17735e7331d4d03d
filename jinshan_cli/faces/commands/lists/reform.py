"""`jinshan reform`: the same list under the table as it is and as it would be."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import AsOf, Data, Force, GroupBy, Json, Output, Sheet
from jinshan_cli.files.edition.folder import load_edition

HELP = (
    "测算政策调整：同一份名单，按现行和改后的政策表各算一遍。哪些企业增加、哪些减少、哪些待核实，"
    "要花多少钱，都给上下限；资料不全的企业，按它自己前后之差的范围计。"
)
EXAMPLES = (
    ("jinshan reform 名单.xlsx --to 改后的数据", "改后的政策表在另一个文件夹"),
    ("jinshan reform 名单.xlsx --to 改后的数据 --by 行业,企业规模 -o 测算.html", "分行业、规模，写成网页"),
    ("jinshan reform 名单.csv --param retail_first=8000万 --weight 权重", "零售额首档改为 8000万元，按权重推算总体"),
)


def run(
    firms: Annotated[
        Path,
        typer.Argument(
            metavar="名单或文件夹",
            allow_dash=True,
            help="CSV、TSV、XLSX、Parquet、JSONL，或企业资料的文件夹；- 为标准输入",
        ),
    ],
    *,
    to: Annotated[
        Path | None, typer.Option("--to", exists=True, file_okay=False, metavar="文件夹", help="改后的政策表")
    ] = None,
    params: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="参数=值", help="改一个参数，可写多次；有哪些参数，见 jinshan show 编号"),
    ] = None,
    by: GroupBy = "",
    weight: Annotated[str, typer.Option("--weight", metavar="列", help="每家代表多少家：名单里的一列数")] = "",
    sheet: Sheet = "",
    as_of: AsOf,
    data: Data = None,
    output: Output = None,
    json: Json = False,
    force: Force = False,
) -> None:
    """Shows or writes what the change comes to; exit code 3 if cells or rows were refused."""
    destination = Destination(output, json, force, (firms,))
    destination.check("reform")
    values = _read_params(params or [])
    if to is None and not values:
        raise InputError([Fault(tell("没有写明改什么"), expected=tell("--to 改后的政策表文件夹，或 --param 参数=值"))])
    from jinshan_cli.faces.reform.run import Amendment, Listing, run_reform

    change = Amendment(load_edition(data), load_edition(to or data, values), as_of, str(to or ""), values)
    account, view = run_reform(change, Listing(firms, sheet, by, weight))
    put(view, destination)
    if account.problems:
        raise typer.Exit(3)


def _read_params(texts: list[str]) -> dict[str, str]:
    values = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (sign and name.strip() and value.strip()):
            raise InputError(
                [Fault(tell("应写成 参数=值"), "--param", clean(text), tell("例如 --param retail_first=8000万"))]
            )
        values[name.strip()] = value.strip()
    return values
