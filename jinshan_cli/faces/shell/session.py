"""What most commands begin with: the edition, and the firm from a file, stdin and settings."""

from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.out.put import DASH
from jinshan_cli.faces.shell.telling import tell
from jinshan_cli.files.disk.opening import standard_input
from jinshan_cli.files.firm.firmfile import LARGEST, parse_firm, read_firm, read_settings
from jinshan_cli.files.firm.reopened import ENDING, reopen


def firm_from(path: Path | None, settings: list[str], facts: Catalogue) -> Firm:
    """The firm of a file (`-`: stdin) with settings laid over it. Raises InputError."""
    firm = Firm() if path is None else _firm_from_stdin(facts) if path == DASH else _firm_of_file(path, facts)
    return read_settings(settings, firm, facts)


def _firm_of_file(path: Path, facts: Catalogue) -> Firm:
    """A firm file; or a saved result, which is worked out anew: by which table and day it was before is said."""
    if path.suffix.lower() != ENDING:
        return read_firm(path, facts)
    saved = reopen(path, facts)
    tell(f"{clean(path.name)} 原按 {saved.as_of}、{clean(saved.edition)} 计算，现重新计算。")
    if saved.unknown:
        tell(f"! 这版政策表没有这些指标，没有用：{'、'.join(map(clean, saved.unknown))}", "yellow")
    return saved.firm


def _firm_from_stdin(facts: Catalogue) -> Firm:
    stdin = standard_input()
    if stdin.isatty():
        expected = "用管道送入企业资料，例如 jinshan match - < firm.toml"
        raise InputError([Fault("标准输入是终端，没有内容可读", expected=expected)])
    content = stdin.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InputError([Fault(f"内容过大，上限 {LARGEST // 1024} KB", "标准输入")])
    return parse_firm(content, facts, "标准输入")
