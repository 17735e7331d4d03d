"""What most commands begin with: the edition, and the firm from a file, stdin and settings."""

import shlex
from datetime import date
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import DASH, RECORD
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.ages import say_aged
from jinshan_cli.files.disk.opening import standard_input
from jinshan_cli.files.firm.asked import Visit
from jinshan_cli.files.firm.firmfile import LARGEST, read_settings
from jinshan_cli.files.firm.interview import Kept, parse_answers, read_answers
from jinshan_cli.use.visit.aging import aged

UNUSED = "! 这版政策表没有这些指标，没有用：{those}"


def firm_from(path: Path | None, settings: list[str], edition: Edition, as_of: date) -> Firm:
    """The firm of a file (`-`: stdin) with settings laid over it; what is old of it is said. Raises InputError."""
    if path is None:
        return read_settings(settings, Firm(), edition.facts)
    if path.suffix.lower() == RECORD:
        return _firm_of_result(path, settings, edition, as_of)
    kept = _kept_from_stdin(edition.facts) if path == DASH else read_answers(path, edition.facts)
    firm = read_settings(settings, kept.firm, edition.facts)
    found = aged(kept.visits, _unchanged(firm, kept.firm), edition, as_of)
    lines = [*say_aged(found, edition)]
    if kept.gone:
        announce(tell(UNUSED, those=tell("、").join(map(clean, kept.gone))), "yellow")
    if lines and path != DASH:
        lines.append(
            tell("以上照用；再核对用 {those}", those=shlex.join(("jinshan", "ask", str(path), "--save", str(path))))
        )
    for line in lines:
        announce(f"! {line}", "yellow")
    return firm


def _unchanged(firm: Firm, before: Firm) -> Firm:
    """What settings left of a firm as it was."""
    return Firm(facts={key: value for key, value in firm.facts.items() if before.facts.get(key) == value})


def _firm_of_result(path: Path, settings: list[str], edition: Edition, as_of: date) -> Firm:
    """The firm of a saved result, worked out anew: by which table and day it was before is said, and what is old."""
    from jinshan_cli.files.firm.reopened import reopen  # pydantic

    saved = reopen(path, edition.facts)
    firm = read_settings(settings, saved.firm, edition.facts)
    announce(
        tell(
            "{name} 原按 {as_of}、{edition} 计算，现重新计算。",
            name=clean(path.name),
            as_of=saved.as_of,
            edition=clean(saved.edition),
        )
    )
    if saved.unknown:
        announce(tell(UNUSED, those=tell("、").join(map(clean, saved.unknown))), "yellow")
    then = Visit(on=saved.as_of, edition=saved.edition, answers=tuple(saved.firm.facts))
    lines = [*say_aged(aged((then,), _unchanged(firm, saved.firm), edition, as_of), edition, of_result=True)]
    for line in [*lines, tell("以上照用；已变的用 --set 改")] if lines else []:
        announce(f"! {line}", "yellow")
    return firm


def _kept_from_stdin(facts: Catalogue) -> Kept:
    stdin = standard_input()
    if stdin.isatty():
        expected = tell("用管道送入企业资料，例如 jinshan match - < firm.toml")
        raise InputError([Fault(tell("标准输入是终端，没有内容可读"), expected=expected)])
    content = stdin.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise InputError([Fault(tell("内容过大，上限 {words} KB", words=LARGEST // 1024), tell("标准输入"))])
    return parse_answers(content, facts, tell("标准输入"))
