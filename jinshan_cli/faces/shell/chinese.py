"""Typer's commands with Chinese help pages and Chinese usage errors.

Typer writes its words as plain strings, so its classes are given our pages instead of its words being exchanged.
"""

from collections.abc import Mapping
from typing import Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from jinshan_cli.core.errors import closest
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell.arguments import Parameter, read_directly
from jinshan_cli.faces.shell.pages import HelpRow, Page
from jinshan_cli.faces.shell.typer_parts import (
    BadOptionUsage,
    Command,
    CompletionItem,
    Context,
    MissingParameter,
    NoSuchOption,
)


class _Chinese:
    """What a command and a group have in common; `TyperCommand` and `TyperGroup` come after it."""

    params: list[Any]
    help: str | None
    examples: tuple[HelpRow, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for param in self.params:
            read_directly(param)

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """`-h`, `--help`; prints through our stream, not through Typer's echo, which changes encodings."""
        option: TyperOption | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help, option.callback = "显示本页", _show_help
            read_directly(option)
        return option

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """As Typer's. UsageError for a fault, always with the context."""
        try:
            rest: list[str] = super().parse_args(ctx, args)  # type: ignore[misc]
        except BadOptionUsage as error:
            error.ctx = ctx
            raise
        return rest

    def get_usage(self, ctx: Context) -> str:
        """One line: `用法：jinshan show [选项] 编号...`."""
        return tell("用法：{usage}", usage=" ".join([ctx.command_path, tell("[选项]"), *self._usage_words()]))

    def get_help(self, ctx: Context) -> str:
        """The whole page as plain text."""
        page = Page()
        page.paragraph(self.get_usage(ctx), indent=0)
        if self.help:
            page.gap()
            page.paragraph(tell(self.help))
        page.section(tell("示例："), self.examples)
        self._write_lists(ctx, page)
        return page.text

    def _usage_words(self) -> list[str]:
        return [_usage_word(param) for param in self.params if isinstance(param, TyperArgument) and not param.hidden]

    def _write_lists(self, ctx: Context, page: Page) -> None:
        shown = [param for param in (*self.params, self.get_help_option(ctx)) if param and not param.hidden]
        for title, kind in ((tell("参数："), TyperArgument), (tell("选项："), TyperOption)):
            page.section(title, [_row(param) for param in shown if isinstance(param, kind)])


class ChineseCommand(_Chinese, TyperCommand):
    """A command; more arguments than it takes are refused in Chinese."""

    allow_extra_args = True

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """As Typer's; UsageError that names what is left over."""
        extra = super().parse_args(ctx, args)
        if extra and not ctx.resilient_parsing:
            ctx.fail(tell("多余的参数 {those}", those=" ".join(map(clean, extra))))
        return extra


class ChineseGroup(_Chinese, TyperGroup):
    """The application: commands by name, each with one line of help that needs no import."""

    short_helps: Mapping[str, str]
    """command → one line, in the order of the help page"""

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command named first in `args`; UsageError with the closest name if there is none."""
        name, *rest = args
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            near = _did_you_mean(closest(name, self.short_helps))
            ctx.fail(tell("没有命令 {name}。{near}", name=clean(name), near=near))
        return (name if command else None), command, rest

    def shell_complete(self, ctx: Context, incomplete: str) -> list[CompletionItem]:
        """Commands from the table, none of them imported, and our own options."""
        names = [CompletionItem(name, help=tell(text)) for name, text in self.short_helps.items()]
        return [item for item in names if item.value.startswith(incomplete)] + Command.shell_complete(
            self, ctx, incomplete
        )

    def _usage_words(self) -> list[str]:
        return [tell("命令"), "…"]

    def _write_lists(self, ctx: Context, page: Page) -> None:
        page.section(tell("命令："), self.short_helps.items())
        super()._write_lists(ctx, page)
        if self.epilog:
            page.gap()
            page.paragraph(tell(self.epilog), indent=0)


def usage_lines(error: typer.TyperException) -> list[str]:
    """A usage error for stderr: how the command is used, where its help is, and last what is wrong."""
    ctx = getattr(error, "ctx", None)
    if ctx is None:
        return [tell("错误：{first}", first=_message(error))]
    help_line = tell("查看帮助：{command_path} --help", command_path=ctx.command_path)
    return [ctx.get_usage(), help_line, "", tell("错误：{first}", first=_message(error))]


def _message(error: typer.TyperException) -> str:
    match error:
        case NoSuchOption(ctx=ctx, option_name=name):
            return _no_such_option(ctx, name)
        case BadOptionUsage(ctx=ctx, option_name=name):
            return _bad_option_use(ctx, name)
        case MissingParameter(param=param):
            return tell("缺少{title}。", title=_title(param)) if param is not None else tell("缺少参数。")
        case typer.BadParameter(param=param, param_hint=hint) if hint or param is not None:
            title, why = hint if isinstance(hint, str) else _title(param), clean(error.message)
            if source := _from_environment(error):
                return tell("{title}{source}有误：{why}", title=title, source=source, why=why)
            return tell("{title} 有误：{why}", title=title, why=why)
        case _:
            return clean(error.message, keep_layout=True)


def _no_such_option(ctx: Context | None, name: str) -> str:
    message = tell("没有选项 {name}。", name=clean(name))
    if ctx is None:
        return message
    message += _did_you_mean(_nearest_option(name, ctx))
    if isinstance(ctx.command, TyperGroup):
        message += tell("命令的选项要写在命令之后。")
    return message


def _nearest_option(name: str, ctx: Context) -> str:
    """The long option most like `name`, the hyphens they share left aside."""
    params = ctx.command.get_params(ctx)
    names = {opt.lstrip("-"): opt for param in params for opt in (*param.opts, *param.secondary_opts)}
    return names.get(closest(name.lstrip("-"), names, cutoff=0.6), "")


def _bad_option_use(ctx: Context | None, name: str) -> str:
    params = ctx.command.get_params(ctx) if ctx else []
    flag = any(name in param.opts and getattr(param, "is_flag", False) for param in params)
    return tell("选项 {name} 后面不带值。" if flag else "选项 {name} 后面要有值。", name=clean(name))


def _from_environment(error: typer.BadParameter) -> str:
    if error.ctx is None or error.param is None:
        return ""
    source = error.ctx.get_parameter_source(error.param.name)
    return tell("（环境变量 {envvar}）", envvar=error.param.envvar) if source and source.name == "ENVIRONMENT" else ""


def _did_you_mean(name: str) -> str:
    return tell("是否要用 {name}？", name=name) if name else ""


def _title(param: Any) -> str:
    if isinstance(param, TyperArgument):
        return tell("参数 {named}", named=_named(param))
    return tell("选项 {those}", those=" / ".join(param.opts))


def _named(param: Parameter) -> str:
    """The word that stands for its value."""
    return tell(param.metavar or param.name)


def _usage_word(param: TyperArgument) -> str:
    word = _named(param) + ("..." if param.nargs != 1 else "")
    return word if param.required else f"[{word}]"


def _row(param: Parameter) -> HelpRow:
    """A parameter's names and what it means, as one row of the page."""
    marks = "  ".join(f"[{mark}]" for mark in _marks(param))
    if isinstance(param, TyperArgument):
        name = _named(param) + ("..." if param.nargs != 1 else "")
    else:
        names = sorted((*param.opts, *param.secondary_opts), key=len)
        name = ", ".join(names) + ("" if param.is_flag or param.count else f" {_named(param)}")
    return name, "  ".join(filter(None, (tell(param.help or ""), marks)))


def _marks(param: Parameter) -> list[str]:
    marks = [tell("环境变量 {envvar}", envvar=param.envvar)] if param.envvar else []
    if default := _default_words(param):
        marks.append(tell("默认 {default}", default=default))
    if getattr(param, "multiple", False):
        marks.append(tell("可重复"))
    if param.required:
        marks.append(tell("必填"))
    return marks


def _default_words(param: Parameter) -> str:
    default, shown = param.default, param.show_default
    if isinstance(shown, str):
        return tell(shown)
    return str(default) if shown and isinstance(default, str) else ""


def _show_help(ctx: Context, param: Any, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        print(ctx.get_help())
        raise typer.Exit
