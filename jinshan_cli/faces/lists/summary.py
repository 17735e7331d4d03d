"""What a list comes to, on stderr: a bar per policy, what would settle most open verdicts, and the count of rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from jinshan_cli.core.combining.words import written_of
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.outcome import NOTHING_TO_HAVE
from jinshan_cli.core.policy import KINDS, Edition
from jinshan_cli.core.tally import PolicyTally, Sum, Tally
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.figures import PENDING, say_money
from jinshan_cli.core.written.voice import YUAN, tell, voice
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.shortrows import add_rows
from jinshan_cli.faces.words.wrapping import width_of
from jinshan_cli.files.lists.firms import Sheet
from jinshan_cli.files.lists.headers import ListHeader, without_unit
from jinshan_cli.use.lists.account import NAMED, Account

BAR = 20
ROOM_FOR_BARS = 80
"""columns of a terminal"""
MONEY = "金额（约）"
SETTLING = 5
"""lines about facts worth asking for"""
REPEATED = 3
"""firms named that stand in several rows"""
ROWS = NAMED - 1
"""rows named of which something is doubtful: one more is kept, which tells that there are others"""
LEFT_OUT = 30
"""rows and ranges of rows up to which all are named that are left out"""


def show_summary(console: Console, edition: Edition, account: Account) -> None:
    """The table of policies, then the facts to ask for. Nothing if there is no firm."""
    if not account.tally.firms:
        return
    console.print(_table(console, edition, account.tally))
    tally = account.tally
    told = (*combined_lines(tally, edition), *nothing_lines(tally), *near_lines(account, edition))
    for line in (*told, *settling_lines(tally, edition.facts)):
        announce(line, "cyan")


def _table(console: Console, edition: Edition, tally: Tally) -> Table:
    """A policy a line, with its bar if there is room; no figure and no heading is ever broken."""
    glyphs = ("█", "░") if not console.options.ascii_only else ("#", "-")
    has_bars = console.width >= ROOM_FOR_BARS
    table = Table(box=None, padding=(0, 1 + has_bars, 0, 0), pad_edge=False, header_style="bold")
    rows = [(policy, tally.policies.get(policy.number, PolicyTally())) for policy in edition.policies]
    table.add_column(tell("编号"), justify="right", no_wrap=True)
    table.add_column(tell("政策"))
    table.add_column(tell("符合"), justify="right", no_wrap=True)
    table.add_column(
        tell(MONEY), min_width=max(width_of(word) for _, each in rows for word in (tell(MONEY), *_sums(each).split()))
    )
    table.add_column(tell("待核实"), justify="right", no_wrap=True)
    if has_bars:
        table.add_column(
            tell("{eligible} 符合 {undetermined} 待核实", eligible=glyphs[0], undetermined=glyphs[1]), no_wrap=True
        )
    told = [
        [
            *map(Text, (str(policy.number), clean(policy.title))),
            *map(Text, (f"{each.eligible:,}", _sums(each), f"{each.undetermined:,}")),
            *([_bar(each, tally.firms, glyphs)] if has_bars else []),
        ]
        for policy, each in rows
    ]
    add_rows(table, told, console.width)
    return table


def combined_lines(tally: Tally, edition: Edition) -> Iterator[str]:
    """How what does not simply add up was counted, where a firm gets any of it: the sum of a policy is its share."""
    for combination, words in written_of(edition.policy_of, edition):
        own = {edition.policy_of[key].number for key in combination.benefits}
        if any(number in tally.policies and tally.policies[number].eligible for number in own):
            shares = tell("；上面各项政策的金额已按此计，有上下限的不能相加") if len(own) > 1 else ""
            yield tell("合并计算：{words}{shares}", words=words, shares=shares)


def nothing_lines(tally: Tally) -> Iterator[str]:
    """The firms to which a policy comes to 0 yuan, and which are not counted above."""
    told = [
        tell("第 {number} 项 {nothing:,} 家", number=number, nothing=each.nothing)
        for number, each in tally.policies.items()
        if each.nothing
    ]
    if told:
        yield tell(
            "{nothing_to_have}（按所填情况为 0，未计入上面）：{those}",
            nothing_to_have=tell(NOTHING_TO_HAVE),
            those=tell("、").join(told),
        )


def near_lines(account: Account, edition: Edition) -> Iterator[str]:
    """`接近条件：14 销售额、零售额首次上台阶 3 家`: how many one number alone keeps from a benefit, most first."""
    titles = {benefit.id: benefit.title for policy in edition.policies for benefit in policy.benefits}
    found = account.near.most_common()
    told = [tell("{id} {title} {firms:,} 家", id=key, title=clean(titles[key]), firms=count) for key, count in found]
    if told:
        more = tell(" 等 {count} 个事项", count=len(told)) if len(told) > SETTLING else ""
        yield tell("接近条件（已知的只差一个数）：{those}", those=tell("、").join(told[:SETTLING]) + more)


def settling_lines(tally: Tally, facts: Catalogue) -> list[str]:
    """`年营业收入：补齐后可确定 1,204 家企业的第 14 项`: where one fact alone is missing, most firms first."""
    found = [
        (hanging.alone, number, key)
        for number, policy in tally.policies.items()
        for key, hanging in policy.missing.items()
        if hanging.alone
    ]
    found.sort(key=lambda item: (-item[0], item[1]))
    return [
        tell(
            "{label}：补齐后可确定 {firms:,} 家企业的第 {number} 项", label=facts[key].label, firms=firms, number=number
        )
        for firms, number, key in found[:SETTLING]
    ]


def _place(doubt: tuple[str, str], facts: Catalogue) -> tuple[int, str, str]:
    """Where a doubt is told: in the order of the facts, whichever row it was met in."""
    key, what = doubt
    keys = [fact.key for fact in facts]
    return keys.index(key) if key in keys else len(keys), what, key


def doubt_lines(account: Account, header: ListHeader, facts: Catalogue) -> Iterator[str]:
    """What was taken as it stands, but is no firm, does not fit the rest, or looks as if it were in another unit."""
    for what, rows in ((tell("重复的表头"), account.headers), (tell("合计、小计或说明"), account.asides)):
        if rows:
            yield tell(
                "{count:,} 行是{what}，不是企业，没有计算：{rows}", count=len(rows), what=what, rows=_say_all(rows)
            )
    if account.sums:
        told = tell("没有名称，各数正好是上面各行之和，当作合计，没有计算")
        yield tell(
            "{count:,} 行{told}：{rows}；若是企业，请补上名称",
            count=len(account.sums),
            told=told,
            rows=_say_rows(account.sums),
        )
    if 0 < len(account.nameless) < account.evaluated:
        yield tell("{rows}没有企业名称，各按一家企业计算；若是合计，请删去", rows=_say_rows(account.nameless))
    if 0 < account.unsaid.firms < account.evaluated:
        yield tell(
            "{firms:,} 行只有名称，各按一家企业计算：{rows}；若不是企业，请删去",
            firms=account.unsaid.firms,
            rows=_say_rows(account.unsaid.rows),
        )
    if groups := account.repeats.groups():
        told = tell("；").join(_say_rows(rows) for rows in groups[:REPEATED])
        more = tell(" 等") if len(groups) > REPEATED else ""
        yield tell(
            "{count:,} 家企业不止一行（统一社会信用代码或名称相同），每行各算一家：{told}{more}，请核对",
            count=len(groups),
            told=told,
            more=more,
        )
    for (key, what), found in sorted(account.doubts.items(), key=lambda item: _place(item[0], facts)):
        yield tell("{doubt}：{rows}", doubt=_say_doubt(key, what, found.firms, facts), rows=_say_rows(found.rows))
    implausible = (facts[key].type for key, what in account.doubts if what == "implausible")
    if "money" in implausible and (titles := without_unit(header, facts)):
        yield tell(
            "金额列没写单位，按元读：{those}；若是万元，在表头写明，如 {titles}（万元）",
            those=clean(tell("、").join(titles)),
            titles=clean(titles[0]),
        )


def _say_doubt(key: str, what: str, firms: int, facts: Catalogue) -> str:
    if what == "crossed":
        return tell("{key}：{firms:,} 家所填对不上，请核对", key=key, firms=firms)
    fact = facts[key]
    if what == "contradicted":
        return tell(
            "{label}：{firms:,} 家所填与按其他指标推算的不一致；以填写为准，请核对", label=fact.label, firms=firms
        )
    check = tell("单位（元还是万元）") if fact.type == "money" else tell("数字")
    return tell(
        "{label}：{firms:,} 家不在常见范围（{plausible}），请核对{check}",
        label=fact.label,
        firms=firms,
        plausible=fact.plausible,
        check=check,
    )


def _say_rows(rows: Sequence[int]) -> str:
    more = tell(" 等") if len(rows) > ROWS else ""
    return tell("第 {those} 行{more}", those=tell("、").join(map(str, rows[:ROWS])), more=more)


def _say_all(rows: Sequence[int]) -> str:
    """Every row, three and more in a row as a range: 第 2–5、7 行; only the first where that would be too long."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), key=lambda each: each[1] - each[0])]
    pieces = [piece for run in runs for piece in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else map(str, run))]
    if len(pieces) > LEFT_OUT:
        return _say_rows(rows)
    return tell("第 {those} 行{more}", those=tell("、").join(pieces), more="")


def unit_of(sheet: Sheet) -> str:
    """What its rows are counted in."""
    return tell("份") if sheet.files else tell("行")


def account_lines(
    account: Account, sheet: Sheet, output: Path | None, problems: Path | None, is_page: bool = False
) -> Iterator[str]:
    """Where the rows are, or that they are summed up in a page; the last line is the one that adds up."""
    if account.blank:
        yield tell("空行 {blank:,} 行，不计。", blank=account.blank)
    if account.cells:
        yield tell("{cells:,} 个单元格无法识别，按未知计算。", cells=account.cells)
    if account.problems:
        where = (
            tell("见 {problems}", problems=clean(str(problems))) if problems else tell("要完整清单请加 --problems 文件")
        )
        yield tell("问题共 {problems:,} 处，{where}", problems=account.problems, where=where)
    if output is not None:
        rows = tell("（{written:,} 行）", written=account.written) if account.written != account.evaluated else ""
        yield tell("结果{rows}已写入 {output}", rows=rows, output=clean(str(output)))
    yield tell(
        "读入 {read:,} {unit} = 汇总 {evaluated:,} 家 + 拒收 {refused:,} {unit}"
        if is_page
        else "读入 {read:,} {unit} = 写出 {evaluated:,} 家 + 拒收 {refused:,} {unit}",
        read=account.read,
        unit=unit_of(sheet),
        evaluated=account.evaluated,
        refused=account.refused,
    )


def _bar(tally: PolicyTally, firms: int, glyphs: tuple[str, str]) -> Text:
    """The shares of eligible and undetermined firms; who is there at all is seen."""
    lengths = [max(round(BAR * count / firms), min(count, 1)) for count in (tally.eligible, tally.undetermined)]
    lengths[1] = min(lengths[1], max(BAR - lengths[0], min(tally.undetermined, 1)))
    return Text.assemble((glyphs[0] * lengths[0], "green"), (glyphs[1] * lengths[1], "yellow"))


def _sums(tally: PolicyTally) -> str:
    """Of each kind of which there is anything to be had now: of what has to be asked first there is no sum."""
    due = {kind: found for kind in KINDS if (found := tally.sums.get(kind, Sum())) != Sum()}
    return "\n".join(f"{labels.KIND[kind]} {_say(found)}" for kind, found in due.items())


def _say(found: Sum) -> str:
    if found.is_barely:
        return tell(PENDING) if found.unlimited else tell("不高于{short}", short=_short(found.high))
    if found.unlimited:
        return tell("{short}起", short=_short(found.stated)) if found.stated else tell(PENDING)
    return (
        _short(found.low)
        if found.low == found.high
        else tell("{low} 至 {high}", low=_short(found.stated), high=_short(found.high))
    )


_UNITS = (("亿", 10**10), ("万", 10**6))


def _short(fen: int) -> str:
    """Money to two decimals of 亿 or 万, or whole yuan: 53.34亿, 1,204万, 617元."""
    if voice().say_money is not None:
        return say_money((fen + 50) // 100 * 100)
    for unit, size in _UNITS:
        if fen >= size:
            hundredths = (fen * 100 + size // 2) // size
            return f"{hundredths // 100:,}.{hundredths % 100:02d}".rstrip("0").rstrip(".") + unit
    return f"{(fen + 50) // 100:,}{YUAN}"
