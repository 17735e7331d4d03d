"""`jinshan activities`: the second table, with its dates."""

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output
from jinshan_cli.faces.shell.session import firm_from
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.tables.filters import check_department
from jinshan_cli.faces.tables.views import ActivityList
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.use.tables.activities import Month, departments, find, hanging

HELP = "活动一览，可按月份、责任单位、词，或按一家企业筛选。按月筛选时，只列该月的安排；未载明日期的不在其中。"
EXAMPLES = (
    ("jinshan activities", "全部活动，未载明日期的照样列出"),
    ("jinshan activities --month 6 --department 区经委", "区经委 6 月的活动"),
    ("jinshan activities --as-of 2023-05-01 -o 活动.xlsx", "写成文件，当天已过的标明"),
    ("jinshan activities 招聘 --for firm.toml", "适合这家企业、含“招聘”的活动"),
)
_MONTH = re.compile(r"(?:(\d{4})\s*[-/年.]\s*)?(\d{1,2})\s*月?")


def read_month(text: str) -> Month:
    """`6`, `6月`, `2023-06`, `2023年6月`; ValueError in Chinese for anything else."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or not 1 <= int(found[2]) <= 12:
        raise ValueError(tell("“{text}”不是月份；请写成 6 或 2023-06。", text=clean(text)))
    return Month(int(found[2]), int(found[1]) if found[1] else None)


def run(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="关键词", help="在标题、标签、安排等处查找；写几个，就要都出现")
    ] = None,
    *,
    month: Annotated[
        Month | None,
        typer.Option("--month", parser=read_month, metavar="月份", help="6 或 2023-06", autocompletion=suggest.months),
    ] = None,
    department: Annotated[
        str,
        typer.Option("--department", metavar="单位", help="责任单位，写一部分即可", autocompletion=suggest.organisers),
    ] = "",
    firm_file: Annotated[
        Path | None, typer.Option("--for", allow_dash=True, metavar="企业资料", help="只列适合这家企业的；- 为标准输入")
    ] = None,
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Lists the activities that pass every filter."""
    edition = load_edition(data)
    check_department(department, departments(edition))
    firm = None if firm_file is None else firm_from(firm_file, [], edition, as_of)
    asked = partial(find, edition, month=month, department=department, words=words or ())
    put(ActivityList(asked(firm=firm), edition, as_of), Destination(output, json, force))
    if firm is not None:
        _tell_what_may_suit(hanging(edition, asked(), firm), edition.facts)


def _tell_what_may_suit(may_suit: Sequence[frozenset[str]], facts: Catalogue) -> None:
    """What is not listed because a fact is not known is not said not to suit."""
    labels = tell("、").join(facts[key].label for key in facts.in_order(frozenset().union(*may_suit)))
    if may_suit:
        announce(tell("! 另有 {count} 项可能适合，没有列出，还需知道：{labels}", count=len(may_suit), labels=labels))
