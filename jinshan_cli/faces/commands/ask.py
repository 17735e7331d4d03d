"""`jinshan ask`: the interview, then the result. Whatever could fail is checked before the first question."""

import shlex
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, TextIO

import typer

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.firm import Firm
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination, put
from jinshan_cli.faces.result.view import RESULT, Delivery, check_reasons, check_signed
from jinshan_cli.faces.shell.console import messages
from jinshan_cli.faces.shell.exits import INTERRUPTED
from jinshan_cli.faces.shell.options import AsOf, Data, Force, Json, Output, Sheet, Tel
from jinshan_cli.faces.visit.dialogue import Dialogue
from jinshan_cli.faces.visit.keeping import Keeper, target_of
from jinshan_cli.faces.visit.prompt import ask_line, at_terminal
from jinshan_cli.faces.visit.questions import papers_of, to_bring
from jinshan_cli.faces.visit.script import Script
from jinshan_cli.faces.words.ages import say_aged
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.edition.folder import load_edition
from jinshan_cli.files.firm.interview import Kept, read_answers
from jinshan_cli.use.result.assess import assess
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.tables.activities import ahead
from jinshan_cli.use.visit.aging import aged, old_keys
from jinshan_cli.use.visit.hinges import NO_KEYS, over_on
from jinshan_cli.use.visit.interview import Interview, resume
from jinshan_cli.use.visit.log import Log

HELP = (
    "逐题询问一家企业，问完给出结果。只问还会影响结果的；随时可看说明、回上一题、改前面的答案。\n\n"
    "每答一题，就存一次到 --save 的文件；中断后照提示的命令接着问。只给企业资料而没有 --save 的，不改原文件。"
)
EXAMPLES = (
    ("jinshan ask --save firm.toml", "从头问，答案存入 firm.toml"),
    ("jinshan ask firm.toml --save firm.toml", "接着问还缺的"),
    (
        "jinshan ask --from 名单.xlsx --firm 某某公司 --save 企业资料/某某公司.toml",
        "从名单的一行开始，只问名单上没有的",
    ),
    ("jinshan ask --as-of 2023-05-01 -o 结果.html", "按 2023 年 5 月 1 日计算，结果写成网页"),
)
INSTEAD = "改用 jinshan match 企业资料.toml，或 jinshan match --set 行业=零售业 --set 从业人数=120"


def run(
    firm_file: Annotated[
        Path | None, typer.Argument(metavar="企业资料", exists=True, dir_okay=False, help="TOML 文件：接着问还缺的")
    ] = None,
    *,
    roster: Annotated[
        Path | None,
        typer.Option("--from", metavar="名单", exists=True, dir_okay=False, help="从名单的一行开始：已填的不再问"),
    ] = None,
    firm: Annotated[
        str, typer.Option("--firm", metavar="名称或代码", help="名单上的哪一家：企业名称，或统一社会信用代码")
    ] = "",
    sheet: Sheet = "",
    save: Annotated[
        Path | None, typer.Option("--save", metavar="文件", dir_okay=False, help="把答案存入这个 .toml 文件")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="每个指标都问，不论是否影响结果、是否已截止")] = False,
    why: Annotated[bool, typer.Option("--why", help="结果带各项的详情和理由")] = False,
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="服务专员姓名，记在企业资料里，也写在留存单上")] = "",
    tel: Tel = "",
    as_of: AsOf,
    data: Data = None,
    json: Json = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """Asks, then shows the result."""
    if not at_terminal():
        raise InputError([Fault(tell("ask 要在终端里一题一题地问，这里不是终端"), expected=tell(INSTEAD))])
    destination = Destination(output, json, force)
    edition = load_edition(data)
    before = _known(firm_file, OfRoster(roster, firm, sheet), edition)
    old = aged(before.visits, before.firm, edition, as_of)
    state = _begin(before, old_keys(old), edition, as_of, everything)
    check_signed(tel, destination)
    check_reasons(why, destination)
    destination.check(RESULT)
    log = Log(state, before, date.today(), by.strip(), of_list=roster is not None)
    keeper = Keeper(log, None if save is None else target_of(save, firm_file, force))
    session = Session(as_of, data, keeper, destination, Signed(by, tel), everything, why)
    if firm_file is not None and save is None:
        _tell(
            [
                tell(
                    "不改动 {firm_file}；要把答案存回去，请加 --save {quote}",
                    firm_file=firm_file,
                    quote=shlex.quote(str(firm_file)),
                )
            ]
        )
    _tell([tell("! {line}；再问一遍，回车即与上次相同", line=line) for line in say_aged(old, edition)])
    finished = _interview(state, session)
    assessment = assess(finished.edition, finished.kept, as_of)
    done = _close(finished, assessment, session)
    try:
        put(Delivery(assessment, why, by, tel), destination)
    except BaseException:
        _tell(_kept(finished, session) if done else [])
        raise
    if done:
        session.keeper.drop_aside()


@dataclass(frozen=True, slots=True)
class Signed:
    """Who asks."""

    by: str
    tel: str


@dataclass(frozen=True, slots=True)
class Session:
    """What holds from the first question to the result."""

    as_of: date
    data: Path | None
    keeper: Keeper
    destination: Destination
    signed: Signed
    everything: bool = False
    why: bool = False

    def again(self, path: Path, to_result: bool = False) -> str:
        """The command that goes on with the answers in a file, to the same result.

        `to_result`: this visit writes one, which the next is to take the place of.
        """
        output, force = self.destination.output, self.destination.force
        told = {
            "--save": path,
            "--as-of": self.as_of if self.as_of != date.today() else None,
            "--data": self.data,
            "--by": self.signed.by,
            "--tel": self.signed.tel,
            "-o": output,
        }
        switches = {
            "--all": self.everything,
            "--why": self.why,
            "--json": self.destination.json,
            "--force": force or (to_result and self.destination.file is not None),
        }
        words = [word for name, value in told.items() if value for word in (name, str(value))]
        return shlex.join(["jinshan", "ask", str(path), *words, *(name for name, is_on in switches.items() if is_on)])


@dataclass(frozen=True, slots=True)
class OfRoster:
    """A row of a list that a visit begins from."""

    roster: Path | None
    firm: str
    """its name or code"""
    sheet: str = ""


def _known(firm_file: Path | None, entry: OfRoster, edition: Edition) -> Kept:
    """What is known before the first question. Raises InputError."""
    if entry.roster is None:
        if entry.firm or entry.sheet:
            raise InputError(
                [
                    Fault(
                        tell("没有写明是哪份名单"),
                        "--firm" if entry.firm else "--sheet",
                        expected=tell("加 --from 名单.xlsx"),
                    )
                ]
            )
        return Kept(Firm()) if firm_file is None else read_answers(firm_file, edition.facts)
    if firm_file is not None:
        raise InputError(
            [Fault(tell("企业资料和 --from 只用一个"), str(firm_file), expected=tell("已开始的接着问企业资料"))]
        )
    if not entry.firm.strip():
        raise InputError(
            [Fault(tell("没有写明是哪一家"), "--from", str(entry.roster), tell("加 --firm 名称或统一社会信用代码"))]
        )
    from jinshan_cli.faces.roster.picked import firm_of_row

    return firm_of_row(entry.roster, entry.sheet, entry.firm, edition.facts)


def _begin(before: Kept, old: frozenset[str], edition: Edition, as_of: date, everything: bool) -> Interview:
    begun = resume(edition, before.firm, before.unknown, everything, old)
    closed = NO_KEYS if everything else over_on(edition, as_of)
    return replace(begun, closed=closed, ahead=ahead(edition, as_of))


def _interview(state: Interview, session: Session) -> Interview:
    """The interview as it ended; if it was interrupted, its answers are kept and the program ends with 130."""
    dialogue = Dialogue(state, session.as_of, Script(messages), session.keeper)
    try:
        return dialogue.run(ask_line)
    except (KeyboardInterrupt, EOFError):
        _tell(["", tell("已中断。"), *_kept(dialogue.state, session)])
    except OSError:
        _kept(dialogue.state, session)
    raise SystemExit(INTERRUPTED)


def _kept(state: Interview, session: Session, to_result: bool = False) -> list[str]:
    """Keeps the answers, if the last is not yet; where they are, and how to go on."""
    lines = []
    try:
        session.keeper.keep(state)
    except InputError as error:
        lines = [fault_line(error.faults[0])]
    path = session.keeper.path
    return (
        [*lines, tell("答案在 {path}", path=path), tell("接着问：{again}", again=session.again(path, to_result))]
        if path
        else lines
    )


def _close(finished: Interview, assessment: Assessment, session: Session) -> bool:
    """Before the result, which stays on the screen: papers, what to find out for next time, where the answers are.

    True if all is done, so that nothing need be kept aside.
    """
    bring, to_screen = to_bring(finished), session.destination.is_screen
    if bring:
        lines = [
            "",
            tell("请准备："),
            *(f"  {label}{(tell('（{where}）', where=where) if where else '')}" for label, where in bring),
        ]
        _tell(lines, sys.stdout if to_screen else sys.stderr)
    if papers := papers_of(assessment):
        _tell(["", tell("办理时请带："), *(f"  {line}" for line in papers)], sys.stdout if to_screen else sys.stderr)
    done = finished.prompt is None and not bring
    named = session.keeper.named
    if not done:
        _tell(["", *_kept(finished, session, to_result=True), ""])
    elif named:
        _tell([tell("答案在 {named}", named=named), ""])
    return done


def _tell(lines: list[str], stream: TextIO | None = None) -> None:
    """Lines on stderr or the stream given; if the terminal is gone, there is nobody to tell."""
    with suppress(OSError):
        print(*map(clean, lines), sep="\n", end="\n" * bool(lines), file=stream or sys.stderr, flush=True)
