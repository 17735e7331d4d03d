"""`jinshan list`: the table of policies, filtered."""

from collections.abc import Callable, Mapping
from typing import Annotated

import typer
from typer.models import OptionInfo

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.facts import named
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.timewords import TIMING
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output
from jinshan_cli.faces.tables.filters import check_department
from jinshan_cli.faces.tables.finding import fits
from jinshan_cli.faces.tables.policy_sheet import Chosen
from jinshan_cli.faces.words import labels
from jinshan_cli.files.edition.folder import load_edition

HELP = "政策一览，可按行动方案、责任单位、类别、享受方式、期限或词筛选。"
EXAMPLES = (
    ("jinshan list", "全部政策"),
    ("jinshan list 担保", "含“担保”的政策"),
    ("jinshan list --kind 税费减免", "税费减免类"),
    ("jinshan list --department 区经委 -o 区经委.xlsx", "区经委的政策，全文写成文件"),
)


def _key_of(names: Mapping[str, str]) -> Callable[[str], str]:
    """A parser that takes a key or its name in the language in use by then, or the beginning of only one."""

    def parse(text: str) -> str:
        keys = {**{key: key for key in names}, **{name: key for key, name in names.items()}}
        if text in keys:
            return keys[text]
        begun = {key for name, key in keys.items() if name.startswith(text)}
        if text and len(begun) == 1:
            return begun.pop()
        options = tell("、").join(tell("{name}（{key}）", name=name, key=key) for key, name in names.items())
        near = closest(text, keys)
        hint = tell("是否要写 {near}？", near=near) if near else ""
        raise ValueError(tell("没有“{text}”；可选 {options}。{hint}", text=clean(text), options=options, hint=hint))

    return parse


def _one_of(option: str, names: Mapping[str, str], metavar: str, help: str) -> OptionInfo:  # noqa: A002
    """An option that takes one of the keys, or the Chinese name of one."""
    info: OptionInfo = typer.Option(
        option, parser=_key_of(names), metavar=metavar, help=help, autocompletion=suggest.words(names)
    )
    return info


def run(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="关键词", help="在标题、内容等处查找；写几个，就要都出现")
    ] = None,
    *,
    measure: Annotated[
        str | None,
        typer.Option(
            "--measure", metavar="序号或词", help="行动方案，如 9、九，或标题中的词", autocompletion=suggest.measures
        ),
    ] = None,
    department: Annotated[
        str,
        typer.Option("--department", metavar="单位", help="责任单位，写一部分即可", autocompletion=suggest.departments),
    ] = "",
    kind: Annotated[str | None, _one_of("--kind", labels.KIND, "类别", "如 奖补资金、税费减免")] = None,
    uptake: Annotated[str | None, _one_of("--uptake", labels.UPTAKE, "方式", "如 免申即享")] = None,
    timing: Annotated[str | None, _one_of("--timing", TIMING, "状态", "如 在期限内")] = None,
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Lists the policies that pass every filter."""
    edition = load_edition(data)
    measures = edition.headings.keys() if measure is None else _find_measures(measure, edition)
    check_department(department, (name for policy in edition.policies for name in policy.departments))
    found = [
        policy
        for policy in edition.policies
        if policy.measure in measures
        and any(department in name for name in policy.departments)
        and (uptake is None or policy.uptake == uptake)
        and any(
            kind in (None, each.kind) and timing in (None, edition.moment(each, as_of).timing)
            for each in policy.benefits
        )
        and all(fits(policy, word, edition) for word in words or ())
    ]
    put(Chosen(found, edition, as_of, "table"), Destination(output, json, force))


def _find_measures(written: str, edition: Edition) -> set[int]:
    """The numbers of the measures that `9`, `九` or words of a heading mean. Raises InputError if there is none."""
    word, headings = named(written), edition.headings
    exact = {number for number, heading in headings.items() if word in (str(number), heading.partition("、")[0])}
    found = exact or {number for number, heading in headings.items() if word and word in named(heading)}
    if not found:
        expected = tell("{min} 至 {max}，或标题中的词", min=min(headings), max=max(headings))
        near = closest(written, headings.values(), cutoff=0.3)
        raise InputError([Fault(tell("没有这个行动方案"), "--measure", written, expected, near)])
    return found
