"""Firm files are read for a command, and what else lies in their folders is told."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.shell.telling import tell
from jinshan_cli.files.firm.folder import ENDING, NAMED, FirmFiles, read_firms
from jinshan_cli.use.visit.aging import LASTS, aged


def firm_files(places: Sequence[Path], edition: Edition, as_of: date) -> FirmFiles:
    """The firms of files and folders; whose answers are old on the day is told. Raises InputError if there is none."""
    found = read_firms(places, edition.facts)
    old = [each.place for each in found.files if each.kept and aged(each.kept.visits, each.kept.firm, edition, as_of)]
    if old:
        told = f"{len(old):,} 家有 {LASTS} 天以前、或按另一版政策表问得的答案，照用了：{_named(old)}"
        tell(f"! {told}；再核对用 jinshan ask 企业资料.toml --save 企业资料.toml", "yellow")
    if found.others:
        told = f"文件夹里另有 {len(found.others):,} 个文件不是企业资料（{ENDING}），没有读：{_named(found.others)}"
        tell(f"! {told}", "yellow")
    if found.folders:
        told = f"文件夹里的 {len(found.folders):,} 个子文件夹没有看：{_named(found.folders)}；要算的请直接写出来"
        tell(f"! {told}", "yellow")
    gone = {key: each.place for each in found.files if each.kept for key in each.kept.gone}
    if gone:
        named = _named([f"{key}（{place}）" for key, place in gone.items()])
        tell(f"! 这版政策表没有这些指标，没有用：{named}", "yellow")
    return found


def _named(files: Sequence[str]) -> str:
    return clean("、".join(files[:NAMED])) + (" 等" if len(files) > NAMED else "")
