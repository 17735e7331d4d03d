"""What changed between two lists, as a page and as a workbook."""

from io import BytesIO

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.listdiff.view import MOVE, ListComparison, name_of, say_firm
from jinshan_cli.faces.out.htmlpage import render
from jinshan_cli.faces.out.spreadsheet import new_book


def page(view: ListComparison) -> str:
    """The whole file."""
    return render(
        "listdiff.html.jinja",
        view=view,
        moves=MOVE,
        policies=list(view.policies()),
        firms=[(name_of(firm.after), firm.after.code, list(say_firm(firm))) for firm in view.found.firms],
        notes=list(view.notes()),
    )


def workbook(view: ListComparison) -> bytes:
    """Sheets of policies, of firms with all that changed, and of what is not compared."""
    firms = [
        (firm.after.row, name_of(firm.after), firm.after.code, "；".join(say_firm(firm))) for firm in view.found.firms
    ]
    policies = [(title, *counts.values()) for title, counts in view.policies()]
    out = BytesIO()
    with new_book(out) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        for name, headings, rows, widths in (
            ("政策", ("政策", *MOVE.values()), policies, (36, *[14] * len(MOVE))),
            ("企业", ("新名单行", "企业", "统一社会信用代码", "变化"), firms, (10, 30, 22, 80)),
            ("说明", ("说明",), [(note,) for note in view.notes()], (100,)),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
                sheet.write_string(0, column, heading, bold)
                sheet.set_column(column, column, width, wrap)
            for number, row in enumerate(rows, 1):
                for column, cell in enumerate(row):
                    sheet.write(number, column, clean(cell) if isinstance(cell, str) else cell, wrap)
    return out.getvalue()
