"""What became of a list into which answers were gathered: on stderr, and as JSON."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.reading import warn
from jinshan_cli.faces.roster.gathering import BOOKS, GatherOrder, Run
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.use.roster.gather import Gathered

SHOWN = 20
"""told one by one, where the file itself has the rest"""


def tell_gathered(order: GatherOrder, run: Run) -> None:
    """What changed, what was added, what could not be written, and the count of files, on stderr."""
    found, files, marked = run.found, run.files, order.output.suffix.lower() in BOOKS
    changes = found.changes[:SHOWN] if marked else found.changes
    for each in changes:
        announce(
            clean(
                tell(
                    "{place} {name}  {title}：{old} → {new}",
                    place=each.listed.place,
                    name=each.listed.firm.name,
                    title=each.title,
                    old=each.old or tell("（空）"),
                    new=each.new,
                )
            )
        )
    if len(found.changes) > len(changes):
        announce(tell("另有 {more:,} 格，见结果里有底色的单元格", more=len(found.changes) - len(changes)))
    warn(_doubts(found))
    for line in _told(order, found, marked):
        announce(line)
    if run.forgotten:
        announce(
            tell(
                "{forgotten:,} 个公式用到或可能用到改动的格，原来算好的值已去掉：用 Excel 打开并保存，即重新算好",
                forgotten=run.forgotten,
            )
        )
    announce(
        tell(
            "企业资料 {count:,} 份 = 写回 {joined:,} 家 + 新添 {added:,} 家 + 未写 {rest:,} 份；结果已写入 {output}",
            count=len(files.files),
            joined=found.joined,
            added=len(found.added),
            rest=len(files.files) - found.joined - len(found.added),
            output=clean(str(order.output)),
        )
    )


def _say_renamed(name: str, listed: str) -> str:
    if not name:
        return tell("没有名称，名单上是“{listed}”", listed=listed)
    if not listed:
        return tell("名称“{name}”，名单上没有名称", name=name)
    return tell("名称“{name}”与名单上的“{listed}”不同", name=name, listed=listed)


def _doubts(found: Gathered) -> Iterator[str]:
    """What the list has that stays as it was, or may be meant otherwise."""
    for why, rows in groupby(sorted(found.unread, key=lambda each: each.kind), lambda each: each.kind):
        places = [str(each.line or each.row) for each in rows]
        few = tell("名单文件第 {those} 行读不出来，没有对照：{why}")
        many = tell("名单文件第 {those} 等 {count:,} 行读不出来，没有对照：{why}")
        message = few if len(places) <= SHOWN else many
        yield clean(tell(message, those=tell("、").join(places[:SHOWN]), count=len(places), why=why))
    for place in found.sums:
        yield tell("{place}像是合计，其中填的数（不是公式的）没有跟着改，请核对", place=place)
    for place, name, listed in found.renamed:
        yield clean(
            tell(
                "{place}：{told}，按统一社会信用代码写回{row}，名称没有改",
                place=place,
                told=_say_renamed(name, listed.firm.name),
                row=listed.place,
            )
        )
    for left in found.left:
        where = f"{left.listed.place} {left.listed.firm.name}"
        yield clean(
            tell(
                "{where}  {title}没有写：{why}；走访所答是 {new}，请在名单里手工填写",
                where=where,
                title=left.title,
                why=left.why,
                new=left.new,
            )
        )


def _told(order: GatherOrder, found: Gathered, marked: bool) -> Iterator[str]:
    if order.roster is not None and found.edits.titles:
        yield tell("新添的列：{those}", those=clean(tell("、").join(found.edits.titles.values())))
    if order.roster is not None and found.added:
        yield tell(
            "名单上没有、添在最后的 {count:,} 家：{those}",
            count=len(found.added),
            those=clean(tell("；").join(map(_added, found.added))),
        )
    if order.roster is None:
        return
    filled = sum(not each.old for each in found.changes)
    cells = tell("改动 {changed:,} 格，新填 {filled:,} 格", changed=len(found.changes) - filled, filled=filled)
    if not found.changes:
        yield tell("名单上的各格都没有变化")
    elif marked:
        yield tell("{cells}：有底色，批注里是原值", cells=cells)
    else:
        yield tell("{cells}：文本文件里做不了标记，上面列出的就是全部", cells=cells)


def _added(firm: tuple[str, str]) -> str:
    name, near = firm[0] or tell("（未填企业名称）"), firm[1]
    return tell("{name}（名单上相近的：{near}，同一家的请改名称后重做）", name=name, near=near) if near else name


def gathered_record(run: Run) -> dict[str, Any]:
    """The same as JSON."""
    found = run.found
    return {
        "joined": found.joined,
        "changes": [
            {
                "row": each.listed.row,
                "name": each.listed.firm.name,
                "column": each.title,
                "old": each.old or None,
                "new": each.new,
            }
            for each in found.changes
        ],
        "columns": list(found.edits.titles.values()),
        "added": [{"name": name, "near": near or None} for name, near in found.added],
        "refused": [_refusal(each) for each in (*run.files.faults, *found.refused)],
        "left": [
            {
                "row": each.listed.row,
                "name": each.listed.firm.name,
                "column": each.title,
                "new": each.new,
                "why": each.why,
            }
            for each in found.left
        ],
        "renamed": [
            {"file": place, "name": name or None, "row": listed.row, "listed": listed.firm.name or None}
            for place, name, listed in found.renamed
        ],
        "unread": [{"row": each.row, "why": each.why} for each in found.unread],
        "forgotten": run.forgotten,
    }


def _refusal(fault: Fault) -> dict[str, str]:
    return {"where": fault.where, "why": fault.what}
