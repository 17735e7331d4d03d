"""The page on which a draft is looked through: each item's words beside what was made of them, with a list to tick."""

from collections.abc import Iterator
from dataclasses import dataclass

from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.words import labels
from jinshan_cli.use.drafting.draft import Draft, PolicyDraft, open_figures
from jinshan_cli.use.drafting.promises.benefits import Proposal


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
    contacts: tuple[tuple[str, str], ...]
    benefits: tuple[tuple[Proposal, tuple[tuple[str, str], ...]], ...]


def review(draft: Draft, source: str) -> str:
    """The whole HTML file; `source` is the name of the document."""
    sheets = tuple(_sheet(policy) for policy in draft.policies)
    figures = [piece for sheet in sheets for piece in sheet.pieces if piece.mark]
    unused = sum(piece.mark == "open" for piece in figures)
    benefits = sum(len(policy.benefits) for policy in draft.policies)
    return render(
        "review.html.jinja",
        draft=draft,
        source=source,
        sheets=sheets,
        figures=len(figures),
        unused=unused,
        benefits=benefits,
    )


def _sheet(policy: PolicyDraft) -> ReviewItem:
    contacts = (
        ("责任单位", "、".join(policy.departments)),
        ("办理渠道", policy.channel),
        ("享受方式", labels.UPTAKE[policy.uptake]),
        ("联系", " ".join(filter(None, (policy.contact_note, "、".join(policy.phones)))) or "未写明"),
    )
    return ReviewItem(
        policy, tuple(_pieces(policy)), contacts, tuple((benefit, tuple(_rows(benefit))) for benefit in policy.benefits)
    )


def _pieces(policy: PolicyDraft) -> Iterator[Piece]:
    text, at = policy.item.text, 0
    for figure, used in open_figures(policy):
        if figure.start > at:
            yield Piece(text[at : figure.start])
        yield Piece(text[figure.start : figure.end], "used" if used else "open")
        at = figure.end
    yield Piece(text[at:])


def _rows(benefit: Proposal) -> Iterator[tuple[str, str]]:
    yield "类别", labels.KIND[benefit.kind]
    yield "when", benefit.when
    yield "amount", benefit.amount or labels.UNQUANTIFIED
    if window := benefit.window:
        yield "期限", f"{window.starts or ''} 至 {window.ends or ''}"
    if benefit.unchecked:
        yield "另需核定", "；".join(benefit.unchecked)
    for words in benefit.words:
        yield "依据", words
