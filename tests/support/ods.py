"""OpenDocument sheets made by hand, as programs write them."""

import io
from html import escape
from zipfile import ZipFile

Cell = tuple[str, str, str]
"""type, value, what is shown"""


def cell(given: Cell | str | None, more: str = "") -> str:
    """A cell; a text, a typed value, or nothing."""
    if given is None:
        return f"<table:table-cell{more}/>"
    kind, value, shown = ("string", "", given) if isinstance(given, str) else given
    name = {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}.get(kind, "value")
    told = f' office:{name}="{value}"' if value else ""
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in shown.split("\n")) if shown else ""
    return f'<table:table-cell office:value-type="{kind}"{told}{more}>{paragraphs}</table:table-cell>'


def sheet(*rows: tuple[Cell | str | None, ...], name: str = "名单", style: str = "ta1") -> str:
    """A table with the empty rows and columns that programs put behind the cells."""
    inside = "".join(
        f"<table:table-row>{''.join(map(cell, row))}{cell(None, REST_OF_ROW)}</table:table-row>" for row in rows
    )
    rest = f'<table:table-row table:number-rows-repeated="1048000">{cell(None, REST_OF_ROW)}</table:table-row>'
    return f'<table:table table:name="{name}" table:style-name="{style}">{inside}{rest}</table:table>'


REST_OF_ROW = ' table:number-columns-repeated="16000"'
HIDDEN = '<style:style style:name="h"><style:table-properties table:display="false"/></style:style>'


def book(*sheets: str, manifest: str = "<m/>", top: str = "") -> bytes:
    """An .ods of these tables; `top` stands before all of them."""
    names = ["office:o", "table:t", "text:x", "style:s", "calcext:c", "draw:d"]
    spaces = " ".join(f'xmlns:{name.split(":")[0]}="{name}"' for name in names)
    file = io.BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        body = f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        archive.writestr(
            "content.xml", f"{top}<office:document-content {spaces}>{HIDDEN}{body}</office:document-content>"
        )
    return file.getvalue()
