"""`jinshan facts`: what can be asked, or put into a firm file or a list of firms."""

from typing import Annotated

import typer

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Fact, fold
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.completion import suggest
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.shell.options import Data, Force, Json, Output
from jinshan_cli.faces.tables.views import FactTable
from jinshan_cli.files.edition.folder import load_edition

HELP = "可填报的指标及写法：键、名称、类型、选项，以及用到它的政策。"
EXAMPLES = (
    ("jinshan facts", "全部指标"),
    ("jinshan facts 行业", "一项的选项、定义和别名"),
    ("jinshan facts -o 指标.xlsx", "全部指标及其说明，写成文件"),
)


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
    found = [fact for name in names for fact in _find(name, edition)] if names else edition.facts
    facts = list({fact.key: fact for fact in found}.values())
    put(FactTable(facts, edition, bool(names)), Destination(output, json, force))


def _find(name: str, edition: Edition) -> list[Fact]:
    exact = edition.facts.find(name)
    word = fold(name)
    found = [exact] if exact else [fact for fact in edition.facts if word in fold(f"{fact.key} {fact.label}")]
    if not found:
        near = edition.facts.closest(name)
        raise InputError([Fault(tell("没有这个指标"), tell("指标"), name, tell("全部指标见 jinshan facts"), near)])
    return found
