"""A plain text: rows of cells where there are tabs, paragraphs elsewhere; Markdown by way of a web page."""

from jinshan_cli.files.documents.blocks import Block, Cell, Document, Paragraph, grid_of, tidy
from jinshan_cli.files.documents.webpage import read_webpage

_LEAST_TABS = 2
"""in a line that begins a table: one tab may only set a number apart"""


def read_text(text: str) -> Document:
    """The document in a plain text."""
    blocks: list[Block] = []
    rows: list[list[Cell]] = []
    for line in (*text.splitlines(), ""):
        tabs = line.count("\t")
        if tabs >= _LEAST_TABS or (rows and tabs):
            rows.append([Cell(tidy(part)) for part in line.rstrip("\n").split("\t")])
            continue
        if rows:
            blocks.append(grid_of(rows))
            rows = []
        if words := tidy(line):
            blocks += (Paragraph(each) for each in words.split("\n"))
    return tuple(blocks)


def read_markdown(text: str, where: str) -> Document:
    """The document in a text of Markdown, tables and pieces of HTML too. Raises InputError."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table")
    return read_webpage(f"<html><body>{reader.render(text)}</body></html>", where)
