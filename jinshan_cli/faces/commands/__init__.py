"""One module a command, those for many firms in a room of their own, imported when the command is named and not before.

A module defines `run`, a Typer function; `HELP`, the text of its help page; and may define `EXAMPLES`, rows of
(command line, what it does).
"""

from importlib import import_module

import typer
from typer.main import get_command

from jinshan_cli.faces.shell.arguments import readable
from jinshan_cli.faces.shell.chinese import ChineseCommand

COMMANDS = {
    "ask": "逐题询问一家企业，得出结果",
    "match": "按企业资料直接得出结果，不提问",
    "batch": "一次算完一份企业名单",
    "gather": "把走访所答写回名单",
    "show": "按编号查看政策",
    "list": "政策一览，可筛选",
    "activities": "活动一览，可筛选",
    "facts": "可填报的指标及写法",
    "template": "生成待填的企业名单或企业资料",
    "due": "近期的截止日：涉及哪些企业、找谁办",
    "calendar": "把截止日和活动写成日历文件",
    "check": "检查政策表有无错误",
    "diff": "比较两次结果，或两版政策表",
    "reform": "测算政策调整：谁增谁减，花多少钱",
    "edition": "当前政策表的来源与概况",
}
"""Command → one line for `jinshan --help`, in its order."""
_OF_LISTS = ("batch", "gather", "due", "reform")
"""those in the room `lists`"""


def load(name: str) -> ChineseCommand:
    """The command ready to run. ImportError if its module is not there."""
    module = import_module(f"{__name__}.lists.{name}" if name in _OF_LISTS else f"{__name__}.{name}")
    application = typer.Typer(add_completion=False, rich_markup_mode=None)
    application.command(name, cls=ChineseCommand, help=module.HELP)(readable(module.run))
    command = get_command(application)
    assert isinstance(command, ChineseCommand)
    command.examples = getattr(module, "EXAMPLES", ())
    return command
