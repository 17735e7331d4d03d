"""The application: `jinshan` itself, its own options, and the way from a name to its command."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.main import get_command

from jinshan_cli import __version__
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.commands import COMMANDS, load
from jinshan_cli.faces.shell.arguments import readable
from jinshan_cli.faces.shell.chinese import ChineseCommand, ChineseGroup
from jinshan_cli.faces.shell.typer_parts import Context

if TYPE_CHECKING:
    from jinshan_cli.faces.completion.shells import Shell

ABOUT = "惠企政策计算器：一家企业能享受哪些政策、多少钱、何时截止、还缺什么。"
EXAMPLES = (
    ("jinshan ask", "逐题回答，得出一家企业的结果"),
    ("jinshan show 13", "查看第 13 项政策"),
)
EXIT_CODES = (
    "退出码：0 完成；1 意外故障；2 用法有误或输入无法读取；3 已完成，但有单元格或行被拒；4 政策表有误；130 被中断。"
)


class Jinshan(ChineseGroup):
    """Commands by name from the table; only the one that is named is imported."""

    examples = EXAMPLES
    short_helps = COMMANDS

    def list_commands(self, ctx: Context) -> list[str]:
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> ChineseCommand | None:
        """The command, imported now; None if there is no such name."""
        return load(cmd_name) if cmd_name in COMMANDS else None


app = typer.Typer(
    cls=Jinshan,
    name="jinshan",
    help=ABOUT,
    epilog=EXIT_CODES,
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def invoke(args: list[str]) -> None:
    """Runs one command line and returns, or raises what the command, Typer or the reader raised."""
    command = get_command(app)
    with command.make_context("jinshan", args) as context:
        command.invoke(context)


def _show_version(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        print(f"jinshan {__version__}")
        raise typer.Exit


@app.callback()
@readable
def _root(
    ctx: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="显示版本")] = False,
    install_completion: Annotated[
        bool, typer.Option("--install-completion", help="装上 Tab 键补全：命令、选项、编号、指标")
    ] = False,
    shell: Annotated[
        Literal["bash", "zsh", "fish", "powershell", "pwsh"] | None,
        typer.Option("--shell", help="给哪种命令行装补全；不写则为当前的", show_default=False),
    ] = None,
) -> None:
    if install_completion or shell:
        _check_alone(ctx, install_completion)
        _install_completion(shell)
        raise typer.Exit
    if ctx.invoked_subcommand is None:
        print(_short_help())


def _check_alone(ctx: typer.Context, install_completion: bool) -> None:
    if not install_completion:
        ctx.fail(tell("--shell 要与 --install-completion 同用。"))
    if ctx.invoked_subcommand is not None:
        ctx.fail(tell("--install-completion 要单独使用，不能带命令。"))


def _install_completion(shell: "Shell | None") -> None:
    from jinshan_cli.faces.completion.shells import install

    place = install(shell)
    print(
        tell("已装好：{target}", target=place.target),
        *([tell("已在 {start_up} 中加入一行", start_up=place.start_up)] if place.start_up else []),
        sep="\n",
    )
    print(tell("新开一个终端，输入 jinshan 再按 Tab 键试试。"))


def _short_help() -> Any:
    from jinshan_cli.faces.shell.pages import Page

    page = Page()
    page.paragraph(ABOUT, indent=0)
    page.section(tell("示例："), EXAMPLES)
    page.gap()
    page.paragraph(tell("全部命令：jinshan --help"), indent=0)
    return page.text
