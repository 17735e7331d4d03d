"""`jinshan show`: policies by number."""

import re
from typing import Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.written.writing import TO, narrow
from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output
from jinshan_cli.faces.tables.views import Chosen
from jinshan_cli.files.edition.folder import load_edition

HELP = "按编号查看政策：条件、金额、期限、责任单位和电话。"
EXAMPLES = (
    ("jinshan show 13", "第 13 项"),
    ("jinshan show 1 3 13", "三项"),
    ("jinshan show 1-4", "第 1 至 4 项"),
)
_RANGE = re.compile(rf"(\d{{1,6}})(?:(?:{'|'.join(TO)})(\d{{1,6}}))?")


def run(
    numbers: Annotated[
        list[str],
        typer.Argument(
            metavar="编号", help="编号或范围，如 13、1-4", show_default=False, autocompletion=suggest.policies
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


def find_policies(numbers: list[str], edition: Edition) -> list[Policy]:
    """The policies of `13`, `1-4`, `1,3`, each once. Raises InputError with every one there is not."""
    found: dict[int, Policy] = {}
    faults = []
    parts = [part for number in numbers for part in re.split(r"[,，、\s]+", number) if part]
    for written in parts or numbers:
        chosen = [policy for policy in edition.policies if policy.number in _range(written)]
        found.update((policy.number, policy) for policy in chosen)
        if not chosen or not _ends_exist(written, edition):
            faults.append(_unknown(written, edition))
    if faults:
        raise InputError(faults)
    return list(found.values())


def _range(written: str) -> range:
    match = _RANGE.fullmatch(narrow(written))
    if not match:
        return range(0)
    first, last = int(match[1]), int(match[2] or match[1])
    return range(first, last + 1)


def _ends_exist(written: str, edition: Edition) -> bool:
    span = _range(written)
    return bool(span) and span[0] in edition.by_number and span[-1] in edition.by_number


def _unknown(written: str, edition: Edition) -> Fault:
    first, last = edition.policies[0].number, edition.policies[-1].number
    titles = {policy.title: policy for policy in edition.policies}
    near = next((title for title in titles if written in title), "") or closest(written, titles, cutoff=0.3)
    named = f"第 {titles[near].number} 项 {near}" if near and not written.isdigit() else ""
    expected = f"本表编号为 {first} 至 {last}；按词查找：jinshan list 关键词"
    return Fault("没有这个编号", "编号", written, expected, named)
