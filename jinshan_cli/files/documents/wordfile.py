"""A Word document (.docx): paragraphs and tables in their order, merged cells and automatic numbers resolved."""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.files.documents.blocks import Block, Document, MergedCell, Paragraph, spread, tidy
from jinshan_cli.files.documents.numbering import Numbering

if TYPE_CHECKING:
    Element = Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PASSED_OVER = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "instrText"))
"""what was taken out under tracked changes, and the codes of fields"""
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}


def read_word(content: bytes, where: str) -> Document:
    """The document in the bytes of a .docx file. Raises InputError."""
    import docx

    try:
        document = docx.Document(BytesIO(content))
        return tuple(_blocks(document.element.body, Numbering(document)))
    except InputError:
        raise
    except Exception:
        fault = Fault("不是完好的 Word 文档", where, expected="用 Word 或 WPS 打开，另存为 .docx 后再试")
        raise InputError([fault]) from None


def _blocks(body: "Element", numbering: Numbering) -> Iterator[Block]:
    for element in _content(body):
        if element.tag == f"{_W}p":
            text = tidy(numbering.before(element) + _text(element))
            style = element.find(f"{_W}pPr/{_W}pStyle")
            heading = style is not None and str(style.get(f"{_W}val")).lower().startswith(("heading", "title"))
            yield from (Paragraph(line, heading) for line in text.split("\n") if line)
        elif element.tag == f"{_W}tbl":
            yield spread(list(_rows(element, numbering)))


def _content(container: "Element") -> Iterator["Element"]:
    """Paragraphs and tables, those in content controls too."""
    for child in container:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _content(child)


def _rows(table: "Element", numbering: Numbering) -> Iterator[list[MergedCell]]:
    """The cells of each row; one that goes on downwards counts the rows that it covers."""
    lines = [
        _cells(row) for row in table.iter(f"{_W}tr") if row.getparent() is table or row.getparent().tag != f"{_W}tbl"
    ]
    for i, line in enumerate(lines):
        spans = []
        for at, cell, columns in line:
            if _goes_on(cell):
                continue
            down = 1
            for later in lines[i + 1 :]:
                same = next((each for place, each, _ in later if place == at), None)
                if same is None or not _goes_on(same):
                    break
                down += 1
            text = tidy("\n".join(numbering.before(part) + _text(part) for part in cell.iter(f"{_W}p")))
            spans.append(MergedCell(text, columns, down))
        yield spans


def _cells(row: "Element") -> list[tuple[int, "Element", int]]:
    """Each cell of a row with its column and how many it covers."""
    found, at = [], 0
    skipped = row.find(f"{_W}trPr/{_W}gridBefore")
    at += _value(skipped, 0)
    for cell in row.iter(f"{_W}tc"):
        if next(cell.iterancestors(f"{_W}tr")) is not row:
            continue
        columns = _value(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1)
        found.append((at, cell, columns))
        at += columns
    return found


def _goes_on(cell: "Element") -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val") != "restart"


def _value(element: "Element", absent: int) -> int:
    text = "" if element is None else str(element.get(f"{_W}val"))
    return int(text) if text.isdecimal() and len(text) < 5 else absent


def _text(paragraph: "Element") -> str:
    parts: list[str] = []
    for child in paragraph:
        if child.tag in _PASSED_OVER:
            continue
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in _BREAKS:
            parts.append(_BREAKS[child.tag])
        else:
            parts.append(_text(child))
    return "".join(parts)
