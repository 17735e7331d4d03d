"""A saved web page: tables with spans resolved, text as paragraphs; tables that only lay out are looked into."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.files.documents.blocks import Block, Document, MergedCell, Paragraph, spread, tidy

if TYPE_CHECKING:
    Element = Any

_SILENT = frozenset(("script", "style", "noscript", "template", "nav", "select", "head", "iframe", "svg", "button"))
_BREAKING = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "th",
        "table",
        "tbody",
        "thead",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "dd",
        "dt",
        "dl",
        "blockquote",
        "pre",
        "hr",
        "center",
        "form",
        "caption",
        "figcaption",
    ]
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "title"))
_NUMBERED = re.compile(r"[（(]?[\d一二三四五六七八九十]+[）)、.．]|第[一二三四五六七八九十百\d]+[条章]")


def read_webpage(text: str, where: str) -> Document:
    """The document in a text of HTML. Raises InputError."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(
            re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=html.HTMLParser(huge_tree=False)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, RecursionError):
        raise InputError([Fault("不是可读的网页", where, expected="用浏览器另存为“网页，仅 HTML”后再试")]) from None
    return tuple(_blocks(root))


def _blocks(root: "Element") -> Iterator[Block]:
    words: list[str] = []
    heading = False
    for kind, value in _events(root):
        if kind == "text":
            words.append(value)
            continue
        yield from _paragraphs("".join(words), heading)
        words, heading = [], kind == "heading"
        if kind == "table":
            grid = spread(_rows(value))
            if grid.rows and len(grid.rows[0]) > 1:
                yield grid
            else:
                yield from (Paragraph(line) for row in grid.rows for line in row[0].text.split("\n"))
    yield from _paragraphs("".join(words), heading)


def _paragraphs(text: str, heading: bool) -> Iterator[Paragraph]:
    joined = tidy(" ".join(text.split("\n")))
    if joined:
        yield Paragraph(joined, heading)


def _events(element: "Element") -> Iterator[tuple[str, Any]]:
    """Texts, breaks, headings and tables of data, in the order of the page; no deeper than a page is."""
    waiting: list[tuple[str, Any]] = [("element", element)]
    while waiting:
        kind, value = waiting.pop()
        if kind != "element":
            yield kind, value
            continue
        after = [("text", value.tail)] if value.tail and value is not element else []
        waiting += after
        tag = value.tag if isinstance(value.tag, str) else ""
        if not tag or tag in _SILENT or _is_hidden(value):
            continue
        if tag == "table" and value.find(".//table") is None:
            yield "table", value
            continue
        if tag in _BREAKING:
            waiting.append(("break", ""))
        waiting += [("element", child) for child in reversed(value)]
        inside = [value.text] if value.text else []
        if tag == "li":
            inside.insert(0, _number(value))
        waiting += [("text", text) for text in reversed(inside) if text]
        if tag in _BREAKING:
            waiting.append(("heading" if tag in _HEADINGS else "break", ""))


def _is_hidden(element: "Element") -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _number(item: "Element") -> str:
    """What a browser writes before an item of a numbered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol" or _NUMBERED.match((item.text_content() or "").strip()):
        return ""
    before = sum(
        1 for each in parent if each is not item and each.tag == "li" and parent.index(each) < parent.index(item)
    )
    start = parent.get("start") or "1"
    return f"{(int(start) if start.isdigit() else 1) + before}. "


def _rows(table: "Element") -> list[list[MergedCell]]:
    return [
        [_span(cell) for cell in row if cell.tag in ("td", "th") and not _is_hidden(cell)]
        for row in table.iter("tr")
        if not _is_hidden(row)
    ]


def _span(cell: "Element") -> MergedCell:
    parts = [value if kind == "text" else "\n" for kind, value in _events(cell)]
    text = tidy("".join(" ".join(part.split("\n")) if part != "\n" else part for part in parts))
    return MergedCell(text, _count(cell.get("colspan")), _count(cell.get("rowspan")))


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 5 else 1
