"""Rosters with ugly habits, firm files of visits, and what a gather leaves of both."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from jinshan_cli.core.firm import Firm
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.asked import Visit
from jinshan_cli.files.firm.interview import Kept, dump_answers

DAY = date(2026, 11, 1)


def visited(firm: Firm, answers: Iterable[str], code: str = "", on: date = DAY, edition: str = "jinshan-2023") -> Kept:
    """A firm's file after one visit that was told these facts."""
    visit = Visit(on=on, edition=edition, by="王专员", answers=tuple(answers))
    return Kept(firm, code=code, visits=(visit,))


def put(folder: Path, name: str, kept: Kept, edition: Edition) -> Path:
    """The file in a folder, which is made."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(dump_answers(kept, edition.facts))
    return path


def many(folder: Path, rows: int, new: int, edition: Edition) -> tuple[Path, Path]:
    """A list of so many firms, and a folder of so many visits to firms that are not on it."""
    folder.mkdir()
    names = "".join(f"上海金山{number * 7919 % rows:05d}号实业有限公司,{number % 300},很多\n" for number in range(rows))
    path = folder / "名单.csv"
    path.write_text(f"企业名称,从业人数,营业收入\n{names}", "utf-8")
    for number in range(new):
        kept = visited(Firm(f"上海金山{rows + number:05d}号实业有限公司", {"employees": Interval(3, 3)}), ["employees"])
        put(folder / "资料", f"{number:05d}.toml", kept, edition)
    return path, folder / "资料"
