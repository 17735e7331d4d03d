"""`jinshan show`: policies by number or word."""

from typing import Annotated

import typer

from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output
from jinshan_cli.faces.tables.finding import find_policies
from jinshan_cli.faces.tables.policy_sheet import Chosen
from jinshan_cli.files.edition.folder import load_edition

HELP = "按编号或词查看政策：条件、金额、期限、责任单位和电话。"
EXAMPLES = (
    ("jinshan show 13", "第 13 项"),
    ("jinshan show 1 3 13", "三项"),
    ("jinshan show 1-4", "第 1 至 4 项"),
    ("jinshan show 13b", "只看第 13 项的 13b"),
    ("jinshan show 高企", "与高新技术企业有关的各项"),
)


def run(
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="编号",
            help="编号、范围或词，如 13、13b、1-4、高企",
            show_default=False,
            autocompletion=suggest.policies,
        ),
    ],
    *,
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Shows each policy that is asked for, in the order given."""
    edition = load_edition(data)
    policies = find_policies(numbers, edition)
    put(Chosen(policies, edition, as_of), Destination(output, json, force))
