"""The page on which a draft is looked through: each item's words beside what was made of them, with a list to tick."""

from collections.abc import Iterable, Iterator

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.rules.grammar import parse_amount, parse_condition
from jinshan_cli.core.rules.words import say_condition, say_quantity
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.words import labels
from jinshan_cli.use.drafting.accounted import figures_in, texts_of
from jinshan_cli.use.drafting.draft import Draft, PolicyDraft
from jinshan_cli.use.drafting.promises.benefits import Proposal
from jinshan_cli.use.drafting.promises.figures import Figure, figures_of
from jinshan_cli.use.drafting.promises.names import Names
from jinshan_cli.use.drafting.promises.times import Window


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source; of a figure, whether a field of the draft holds it."""

    text: str
    mark: str = ""
    """used, open; empty for what is no figure"""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """An item with its draft."""

    policy: PolicyDraft
    pieces: tuple[Piece, ...]
    others: tuple[tuple[str, tuple[Piece, ...]], ...]
    """what the source says in other columns, by heading"""
    offices: tuple[tuple[str, str], ...]
    """whom and where, in the words of the source"""
    contacts: tuple[tuple[str, str], ...]
    benefits: tuple[tuple[Proposal, tuple[tuple[str, str], ...]], ...]


def review(draft: Draft, source: str) -> str:
    """The whole HTML file; `source` is the name of the document."""
    names = Names(draft.like)
    sheets = tuple(_sheet(policy, names) for policy in draft.policies)
    said = [pieces for sheet in sheets for pieces in (sheet.pieces, *(pieces for _, pieces in sheet.others))]
    figures = [piece for pieces in said for piece in pieces if piece.mark]
    unused = sum(piece.mark == "open" for piece in figures)
    outside = [tuple(_pieces(line, _held(line, draft))) for line in draft.outside]
    benefits = sum(len(policy.benefits) for policy in draft.policies)
    return render(
        "review.html.jinja",
        draft=draft,
        source=source,
        sheets=sheets,
        outside=outside,
        figures=len(figures),
        unused=unused,
        benefits=benefits,
    )


def _held(line: str, draft: Draft) -> Iterator[tuple[Figure, bool]]:
    return ((figure, figure.words in draft.validity.words) for figure in figures_of(line))


def _sheet(policy: PolicyDraft, names: Names) -> ReviewItem:
    contacts = (
        ("责任单位", "、".join(policy.departments)),
        ("办理渠道", policy.channel),
        ("享受方式", labels.UPTAKE[policy.uptake]),
        ("联系", " ".join(filter(None, (policy.contact_note, "、".join(policy.phones)))) or "未写明"),
    )
    (_, text), *others = texts_of(policy)
    first, *more = figures_in(policy)
    cells = policy.item.cells
    offices = (("责任单位", cells.get("departments", "")), ("联系电话", cells.get("phones", "")))
    return ReviewItem(
        policy,
        tuple(_pieces(text, first)),
        tuple((heading, tuple(_pieces(words, found))) for (heading, words), found in zip(others, more, strict=True)),
        tuple((heading, words) for heading, words in offices if words),
        contacts,
        tuple((benefit, tuple(_rows(benefit, names))) for benefit in policy.benefits),
    )


def _pieces(text: str, figures: Iterable[tuple[Figure, bool]]) -> Iterator[Piece]:
    at = 0
    for figure, used in figures:
        if figure.start > at:
            yield Piece(text[at : figure.start])
        yield Piece(text[figure.start : figure.end], "used" if used else "open")
        at = figure.end
    yield Piece(text[at:])


def _rows(benefit: Proposal, names: Names) -> Iterator[tuple[str, str]]:
    scope = names.scope(benefit.asked)
    yield "类别", labels.KIND[benefit.kind]
    yield "对象", say_condition(parse_condition(benefit.when, scope), scope.catalogue)
    yield "when", benefit.when
    if benefit.amount:
        yield "金额", say_quantity(parse_amount(benefit.amount, scope), scope.catalogue)
    yield "amount", benefit.amount or labels.UNQUANTIFIED
    for window in benefit.windows:
        yield "办理期" if window.is_claim else "事项期", _days(window)
    if benefit.pending:
        yield "细则待定", benefit.pending
    if benefit.unchecked:
        yield "另需核定", "；".join(benefit.unchecked)
    for words in benefit.words:
        yield "依据", words


def _days(window: Window) -> str:
    """2024-03-01 至 2024-04-30（每年）; an end that is not stated is left out."""
    if window.year and not window.is_claim:
        return f"{window.year} 年"
    starts = f"{window.starts} 起" if window.starts and not window.ends else str(window.starts or "")
    ends = f"至 {window.ends}" if window.ends else ""
    return " ".join(filter(None, (window.of, starts, ends))) + ("（每年）" if window.is_yearly else "")
