"""What became of a list into which answers were gathered: on stderr, and as JSON."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.lists.reading import warn
from jinshan_cli.faces.roster.gathering import BOOKS, GatherOrder, Run
from jinshan_cli.faces.shell.telling import tell
from jinshan_cli.use.roster.gather import Gathered

SHOWN = 20
"""changed cells told one by one, where the file itself marks them"""


def tell_gathered(order: GatherOrder, run: Run) -> None:
    """What changed, what was added, what could not be written, and the count of files, on stderr."""
    found, files, marked = run.found, run.files, order.output.suffix.lower() in BOOKS
    changes = found.changes[:SHOWN] if marked else found.changes
    for each in changes:
        tell(clean(f"{each.listed.place} {each.listed.firm.name}  {each.title}：{each.old or '（空）'} → {each.new}"))
    if len(found.changes) > len(changes):
        tell(f"另有 {len(found.changes) - len(changes):,} 格，见结果里有底色的单元格")
    warn(_doubts(found))
    for line in _told(order, found, marked):
        tell(line)
    if run.forgotten:
        tell(f"{run.forgotten:,} 个公式用到改动的格，原来算好的值已去掉：用 Excel 打开并保存，即重新算好")
    told = f"企业资料 {len(files.files):,} 份 = 写回 {found.joined:,} 家 + 新添 {len(found.added):,} 家"
    rest = len(files.files) - found.joined - len(found.added)
    tell(f"{told} + 未写 {rest:,} 份；结果已写入 {clean(str(order.output))}")


def _doubts(found: Gathered) -> Iterator[str]:
    """What the list has that stays as it was, or may be meant otherwise."""
    for why, rows in groupby(sorted(found.unread, key=lambda each: each.kind), lambda each: each.kind):
        places = [str(each.line or each.row) for each in rows]
        more = f" 等 {len(places):,} 行" if len(places) > SHOWN else " 行"
        yield clean(f"名单文件第 {'、'.join(places[:SHOWN])}{more}读不出来，没有对照：{why}")
    for place in found.sums:
        yield f"{place}像是合计，其中填的数（不是公式的）没有跟着改，请核对"
    for place, name, listed in found.renamed:
        told = f"名称“{name}”与名单上的“{listed.firm.name}”不同" if name else f"没有名称，名单上是“{listed.firm.name}”"
        yield clean(f"{place}：{told}，按统一社会信用代码写回{listed.place}，名称没有改")
    for left in found.left:
        where = f"{left.listed.place} {left.listed.firm.name}"
        yield clean(f"{where}  {left.title}没有写：{left.why}；走访所答是 {left.new}，请在名单里手工填写")


def _told(order: GatherOrder, found: Gathered, marked: bool) -> Iterator[str]:
    if order.roster is not None and found.edits.titles:
        yield f"新添的列：{clean('、'.join(found.edits.titles.values()))}"
    if order.roster is not None and found.added:
        yield f"名单上没有、添在最后的 {len(found.added):,} 家：{clean('；'.join(map(_added, found.added)))}"
    if order.roster is None:
        return
    filled = sum(not each.old for each in found.changes)
    cells = f"改动 {len(found.changes) - filled:,} 格，新填 {filled:,} 格"
    if not found.changes:
        yield "名单上的各格都没有变化"
    elif marked:
        yield f"{cells}：有底色，批注里是原值"
    else:
        yield f"{cells}：CSV 里做不了标记，上面列出的就是全部"


def _added(firm: tuple[str, str]) -> str:
    name, near = firm
    return f"{name or '（未填企业名称）'}（名单上相近的：{near}，同一家的请改名称后重做）" if near else name


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
