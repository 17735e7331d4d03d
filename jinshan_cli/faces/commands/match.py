"""`jinshan match`: the result for one firm, without questions."""

from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.result.view import Delivery, check_reasons, check_signed
from jinshan_cli.faces.shell.options import AsOf, By, Data, Force, Json, Output, Tel
from jinshan_cli.faces.shell.session import firm_from
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.firmfile import read_settings
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.compare import what_if as suppose

HELP = "按企业资料直接得出结果，不提问。资料可来自文件、标准输入（-）或 --set。"
EXAMPLES = (
    ("jinshan match firm.toml --as-of 2023-05-01", "按 2023 年 5 月 1 日计算"),
    ("jinshan match --set 行业=零售业 --set 年营业收入=3.2亿 --why", "不用文件，并列出理由"),
    ("jinshan match firm.toml --what-if goods_sales=10亿", "假如销售额达到 10 亿，结果有何变化"),
)


def run(
    firm_file: Annotated[
        Path | None,
        typer.Argument(metavar="企业资料", allow_dash=True, help="TOML 文件，或保存的结果（.json）；- 为标准输入"),
    ] = None,
    *,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="键=值", help="填报一项，优先于文件", autocompletion=suggest.settings),
    ] = None,
    what_if: Annotated[
        list[str] | None,
        typer.Option(
            "--what-if",
            metavar="键=值",
            help="假如这一项改变，结果有何变化",
            autocompletion=suggest.settings,
        ),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="列出每项政策的理由")] = False,
    by: By = "",
    tel: Tel = "",
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Reads the firm, assesses it, shows it."""
    destination = Destination(output, json, force)
    check_signed(by or tel, destination)
    check_reasons(why, destination)
    edition = load_edition(data)
    firm = firm_from(firm_file, settings or [], edition, as_of)
    changes = None
    if what_if:
        changes = suppose(edition, firm, read_settings(what_if, firm, edition.facts, "--what-if"), as_of)
    put(Delivery(assess(edition, firm, as_of), why, by, tel, changes), destination)
