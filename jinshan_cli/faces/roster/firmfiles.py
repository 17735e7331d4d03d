"""Firm files are read for a command, and what else lies in their folders is told."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.shell.session import UNUSED
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.firm.folder import ENDING, NAMED, FirmFiles, read_firms
from jinshan_cli.files.firm.listed import sheet_of
from jinshan_cli.files.lists.firms import Sheet
from jinshan_cli.use.visit.aging import LASTS, aged


def firm_files(places: Sequence[Path], edition: Edition, as_of: date) -> FirmFiles:
    """The firms of files and folders; whose answers are old on the day is told. Raises InputError if there is none."""
    found = read_firms(places, edition.facts)
    old = [each.place for each in found.files if each.kept and aged(each.kept.visits, each.kept.firm, edition, as_of)]
    if old:
        told = tell(
            "{count:,} 家有 {lasts} 天以前、或按另一版政策表问得的答案，照用了：{named}",
            count=len(old),
            lasts=LASTS,
            named=_named(old),
        )
        announce(tell("! {told}；再核对用 jinshan ask 企业资料.toml --save 企业资料.toml", told=told), "yellow")
    if found.others:
        told = tell(
            "文件夹里另有 {count:,} 个文件不是企业资料（{ending}），没有读：{named}",
            count=len(found.others),
            ending=ENDING,
            named=_named(found.others),
        )
        announce(f"! {told}", "yellow")
    if found.folders:
        told = tell(
            "文件夹里的 {count:,} 个子文件夹没有看：{named}；要算的请直接写出来",
            count=len(found.folders),
            named=_named(found.folders),
        )
        announce(f"! {told}", "yellow")
    gone: dict[str, list[str]] = {}
    for each in found.files:
        for key in each.kept.gone if each.kept else ():
            gone.setdefault(key, []).append(each.place)
    if gone:
        named = _named([tell("{key}（{place}）", key=key, place=_named(those)) for key, those in gone.items()])
        announce(tell(UNUSED, those=named), "yellow")
    return found


def sheet_of_files(places: Sequence[Path], edition: Edition, as_of: date, in_chinese: bool) -> Sheet:
    """The firms of files and folders as a list, in which words may stand instead of keys. Raises InputError."""
    return sheet_of(firm_files(places, edition, as_of), edition.facts, in_chinese, fault_line)


def _named(files: Sequence[str]) -> str:
    return clean(tell("、").join(files[:NAMED])) + (tell(" 等") if len(files) > NAMED else "")
