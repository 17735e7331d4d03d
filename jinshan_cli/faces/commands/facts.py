"""`jinshan facts`: what can be asked, or put into a firm file or a list of firms."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Fact, fold
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.shell.options import Data, Force, Json, Output
from jinshan_cli.faces.shell.session import DASH
from jinshan_cli.files.edition.folder import load_edition

if TYPE_CHECKING:
    from jinshan_cli.faces.tables.rowfiles import RowFile

HELP = "可填报的指标及写法：键、名称、类型、选项，以及用到它的政策。"
EXAMPLES = (
    ("jinshan facts", "全部指标"),
    ("jinshan facts 行业", "一项的选项、定义和别名"),
    ("jinshan facts -o 指标.xlsx", "全部指标及其说明，写成文件"),
)
_DETAILS = ("类型", "选项", "默认", "说明", "推算", "在哪里查", "也可写作", "用于")
_TYPES = {"flag": "是/否", "choice": "选项", "count": "数量", "money": "金额（元）"}


def run(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="指标", help="键、名称或其中的词", autocompletion=suggest.facts)
    ] = None,
    *,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Lists facts; one that is named is shown whole."""
    edition = load_edition(data)
    facts = [fact for name in names for fact in _find(name, edition)] if names else list(edition.facts)
    facts = list(dict.fromkeys(facts)) if names else facts
    if output is not None and output != DASH:
        from jinshan_cli.faces.tables.rowfiles import write_rows

        write_rows(_file(facts, edition), output, json=json, force=force)
    elif json:
        from jinshan_cli.faces.shell.console import write_json
        from jinshan_cli.faces.words.records import fact_record

        write_json([fact_record(fact, edition) for fact in facts])
    elif names:
        _show_whole(facts, edition)
    else:
        _show_table(facts, edition)


def _find(name: str, edition: Edition) -> list[Fact]:
    exact = edition.facts.find(name)
    word = fold(name)
    found = [exact] if exact else [fact for fact in edition.facts if word in fold(f"{fact.key} {fact.label}")]
    if not found:
        near = edition.facts.closest(name)
        raise InputError([Fault("没有这个指标", "指标", name, "全部指标见 jinshan facts", near)])
    return found


def _show_table(facts: list[Fact], edition: Edition) -> None:
    from rich.table import Table

    from jinshan_cli.faces.shell.console import results
    from jinshan_cli.faces.words.wrapped import Wrapped

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("键", "名称", "类型", "用于第几项"):
        table.add_column(heading, no_wrap=heading in ("键", "类型"))
    group = ""
    for fact in facts:
        if fact.group != group:
            group = fact.group
            table.add_row(Wrapped(f"[{group}]", "bold cyan"))
        numbers = say_spans(edition.used_by[fact.key])
        table.add_row(fact.key, Wrapped(fact.label), _TYPES[fact.type], Wrapped(numbers))
    results().print(table)


def _file(facts: list[Fact], edition: Edition) -> "RowFile":
    from jinshan_cli.faces.tables.rowfiles import RowFile
    from jinshan_cli.faces.words.records import fact_record

    details = [dict(_details(fact, edition)) for fact in facts]
    rows = [
        (fact.key, fact.label, fact.group, *(detail.get(name, "") for name in _DETAILS))
        for fact, detail in zip(facts, details, strict=True)
    ]
    return RowFile("指标", ("键", "名称", "组别", *_DETAILS), rows, [fact_record(fact, edition) for fact in facts])


def say_spans(numbers: Iterable[int]) -> str:
    """Ascending numbers, neighbours as a range that `jinshan show` takes: 1、3-14、17."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return "、".join(f"{span[0]}-{span[-1]}" if len(span) > 1 else str(span[0]) for span in spans)


def _show_whole(facts: list[Fact], edition: Edition) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from jinshan_cli.faces.shell.console import results
    from jinshan_cli.faces.words.wrapped import Wrapped

    console = results()
    for fact in facts:
        console.print(Text(f"{fact.key}  {fact.label}", style="bold"))
        for name, text in _details(fact, edition):
            console.print(Padding(Wrapped(f"{name}：{text}"), (0, 0, 0, 2)))


def _details(fact: Fact, edition: Edition) -> list[tuple[str, str]]:
    options = "；".join(f"{option.key} {option.label}" for option in fact.options)
    default = fact.option(fact.default).label if fact.default else ""
    used = edition.used_by[fact.key]
    texts = (
        _TYPES[fact.type],
        options,
        default,
        fact.help,
        fact.derive or "",
        fact.ask_at,
        "、".join(fact.aliases),
        f"第 {say_spans(used)} 项" if used else "",
    )
    return [(name, text) for name, text in zip(_DETAILS, texts, strict=True) if text]
