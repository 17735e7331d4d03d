"""A list as a page: bars of who can have what, sums as bounds, money over firms, what to ask, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import KINDS, Kind
from jinshan_cli.core.tally import PolicyTally, Sum
from jinshan_cli.core.timewords import say_outside
from jinshan_cli.core.written.figures import PENDING, say_money
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.groups import NO_SUM, POLICIES, STANDING, say_due, say_kinds, say_possible, say_top
from jinshan_cli.faces.lists.reading import sheet_warnings, unused_lines
from jinshan_cli.faces.lists.summary import combined_lines, doubt_lines, nothing_lines, unit_of
from jinshan_cli.faces.lists.table import ResultTable
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.spans import NO_LIMIT_KNOWN, say_cost
from jinshan_cli.use.lists.batch import ResultBlock
from jinshan_cli.use.lists.digest import Digest, GroupDigest, KindDigest, MoneyBracket, Standings

GROUPS = 60
"""groups shown; those behind them are one row"""
ASKED = 12
"""facts that are worth asking for"""
REASONS = 20
"""reasons why cells and rows are refused"""


@dataclass(frozen=True, slots=True)
class ReportBar:
    """How many of some firms stand how: shares of the whole bar in per cent, and in words."""

    title: str
    shares: Mapping[str, float]
    words: str
    sums: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """Firms in a bracket: how many for certain and at most, with the share of the widest bar."""

    title: str
    least: str
    least_share: float
    money: str
    most: str
    most_share: float


@dataclass(frozen=True, slots=True)
class AskRow:
    """A fact, how many verdicts it alone would settle, and of which policies."""

    label: str
    alone: str
    share: float
    policies: str
    others: str


def write_page(table: ResultTable, blocks: Iterator[ResultBlock], path: Path) -> None:
    """Counts every block, and writes the page."""
    for _ in blocks:
        pass
    path.write_text(_page(table), "utf-8")


def _page(table: ResultTable) -> str:
    results = table.results
    digest, account, edition = results.digest, results.account, results.edition
    assert digest is not None
    whole, facts = digest.whole, edition.facts
    lines = (
        *sheet_warnings(results.sheet),
        *doubt_lines(account, results.sheet.header, facts),
        *unused_lines(results.sheet, facts, digest.grouped.columns, is_page=True),
    )
    return render(
        "report.html.jinja",
        results=results,
        account=account,
        source=Path(results.sheet.where).name,
        unit=unit_of(results.sheet),
        outside=say_outside(edition, results.as_of),
        listed=table.problem_list,
        standing=STANDING,
        firms=whole.firms,
        overview=_bar("", whole.standings, whole.firms),
        kinds=[(labels.KIND[kind], say_due(each), say_possible(each)) for kind, each in _present(whole).items()],
        unquantified=whole.unquantified,
        policies=list(_policies(table, whole)),
        told=[*combined_lines(account.tally, edition), *nothing_lines(account.tally)],
        spread=[(labels.KIND[kind], list(_spread(each, whole.firms))) for kind, each in _present(whole).items()],
        asks=list(_asks(table)),
        by=tell("、").join(digest.grouped.titles),
        groups=list(_groups(digest)),
        reasons=list(_reasons(table)),
        warnings=lines,
    )


def _present(whole: GroupDigest) -> dict[Kind, KindDigest]:
    """The kinds of which there is, or may be, any."""
    return {kind: each for kind, each in whole.money.items() if (each.due, each.possible) != (Sum(), Sum())}


def _bar(title: str, standings: Standings, firms: int, sums: Sequence[str] = ()) -> ReportBar:
    counts = {name: getattr(standings, name) for name in STANDING}
    words = tell("，").join(
        tell("{standing} {count:,} 家", standing=STANDING[name], count=count) for name, count in counts.items() if count
    )
    return ReportBar(title, {name: _share(count, firms) for name, count in counts.items()}, words, sums)


def _share(count: int, whole: int) -> float:
    return round(100 * count / whole, 2) if whole else 0.0


def _policies(table: ResultTable, whole: GroupDigest) -> Iterator[ReportBar]:
    for policy in table.results.edition.policies:
        tally = table.results.account.tally.policies.get(policy.number, PolicyTally())
        sums = [
            f"{labels.KIND[kind]} {say_due(KindDigest(tally.sums[kind], Sum()))}"
            for kind in KINDS
            if tally.sums.get(kind, Sum()) != Sum()
        ]
        yield _bar(f"{policy.number} {policy.title}", whole.policies[policy.number], whole.firms, sums)


def _spread(kind: KindDigest, firms: int) -> Iterator[MoneyRow]:
    """From who gets least to who gets most, then those of whom nothing says how much it may be."""
    filled = [place for place, each in enumerate(kind.brackets) if each.least or each.most]
    for each in kind.brackets[min(filled, default=0) : max(filled, default=-1) + 1]:
        stated = each.money - each.barely
        money = say_money(stated) if stated else tell(PENDING) if each.barely else ""
        yield MoneyRow(
            _say_bracket(each),
            f"{each.least:,}",
            _share(each.least, firms),
            money,
            f"{each.most:,}",
            _share(each.most, firms),
        )
    if kind.endless:
        yield MoneyRow(tell(NO_LIMIT_KNOWN), "", 0, "", f"{kind.endless:,}", _share(kind.endless, firms))


def _say_bracket(bracket: MoneyBracket) -> str:
    if bracket.end == 1:
        return tell(NO_SUM)
    if bracket.end is None:
        return tell("{money}以上", money=say_money(bracket.start))
    if bracket.start <= 1:
        return tell("不足 {money}", money=say_money(bracket.end))
    return say_cost(Interval(bracket.start, bracket.end))


def _asks(table: ResultTable) -> Iterator[AskRow]:
    """The facts that alone would settle most verdicts."""
    found: dict[str, list[tuple[int, int]]] = {}
    others: dict[str, int] = {}
    for number, tally in table.results.account.tally.policies.items():
        for key, hanging in tally.missing.items():
            others[key] = others.get(key, 0) + hanging.firms - hanging.alone
            if hanging.alone:
                found.setdefault(key, []).append((hanging.alone, number))
    totals = sorted(((-sum(firms for firms, _ in each), key) for key, each in found.items()))
    most = -totals[0][0] if totals else 0
    for total, key in totals[:ASKED]:
        each = sorted(found[key], key=lambda item: (-item[0], item[1]))
        told = tell("、").join(
            tell("第 {number} 项 {firms:,} 家", number=number, firms=firms) for firms, number in each[:POLICIES]
        )
        more = tell(" 等") if len(each) > POLICIES else ""
        label = table.results.edition.facts[key].label
        yield AskRow(label, f"{-total:,}", _share(-total, most), told + more, f"{others[key]:,}")


def _groups(digest: Digest) -> Iterator[tuple[ReportBar, str, str]]:
    """Bar, number of firms, and the policies that most of them can have."""
    shown = digest.groups if len(digest.groups) <= GROUPS else digest.groups[: GROUPS - 1]
    for each in shown:
        bar = _bar(tell("、").join(each.values), each.standings, each.firms, list(say_kinds(each)))
        yield bar, f"{each.firms:,}", say_top(each)
    if rest := digest.groups[len(shown) :]:
        title = tell("其余 {count:,} 组", count=len(rest))
        standings, firms = sum((each.standings for each in rest), Standings()), sum(each.firms for each in rest)
        yield _bar(title, standings, firms), f"{firms:,}", tell("各组的数字在以 .xlsx 为结果的“分组”表里")


def _reasons(table: ResultTable) -> Iterator[tuple[str, str, str]]:
    groups = table.results.account.groups
    for (column, why), count in groups.most_common(REASONS):
        yield column or tell("整行"), why, f"{count:,}"
    if rest := groups.most_common()[REASONS:]:
        yield tell("另有 {count:,} 类", count=len(rest)), "", f"{sum(count for _, count in rest):,}"
