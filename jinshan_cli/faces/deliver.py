"""A result to where it is wanted: the terminal, JSON, or a file by its ending. Faces are imported when asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinshan_cli.faces.endings import ending_of
from jinshan_cli.faces.session import DASH
from jinshan_cli.use.assess import Assessment

if TYPE_CHECKING:
    from jinshan_cli.use.compare import Changes


@dataclass(frozen=True, slots=True)
class Sheet:
    """An assessment with what a face adds to it."""

    assessment: Assessment
    why: bool = False
    by: str = ""
    """the specialist's name, and number, for what is handed over"""
    tel: str = ""
    changes: "Changes | None" = None
    """what a supposed change of facts would gain and lose"""


def deliver(sheet: Sheet, *, output: Path | None, json: bool, force: bool) -> None:
    """Shows a sheet, or writes it to `output`. Raises InputError for an ending no face has, or a file in the way."""
    if output is None or output == DASH:
        _print_json(sheet) if json else _print_table(sheet)
        return
    write = writer_for(output, json)
    from jinshan_cli.readers.saving import written_aside

    with written_aside(output, force) as aside:
        write(sheet, aside)


def writer_for(output: Path, json: bool = False) -> Callable[[Sheet, Path], None]:
    """The writer of a file's ending. Raises InputError."""
    return _WRITERS[ending_of(output, _WRITERS, ".json" if json else "")]


def is_handed_over(output: Path | None, json: bool = False) -> bool:
    """True if the result becomes a sheet for the firm, and not a screen or JSON. Raises InputError."""
    return output not in (None, DASH) and writer_for(output, json) is not _write_json


def _print_table(sheet: Sheet) -> None:
    from jinshan_cli.faces.console import results
    from jinshan_cli.faces.terminal import show_assessment

    console = results()
    show_assessment(console, sheet.assessment, sheet.why)
    if sheet.changes is not None:
        from jinshan_cli.faces.changes import show_changes

        show_changes(console, sheet.changes)


def _print_json(sheet: Sheet) -> None:
    from jinshan_cli.faces.console import write_json

    write_json(_record(sheet))


def _record(sheet: Sheet) -> dict[str, object]:
    from jinshan_cli.faces.records import assessment_record

    record = assessment_record(sheet.assessment)
    if sheet.changes is not None:
        from jinshan_cli.faces.changes import changes_record

        record["what_if"] = changes_record(sheet.changes)
    return record


def _write_json(sheet: Sheet, path: Path) -> None:
    from jinshan_cli.faces.jsontext import to_json

    path.write_text(to_json(_record(sheet)) + "\n", encoding="utf-8")


def _write_html(sheet: Sheet, path: Path) -> None:
    from jinshan_cli.faces.handout import html

    text = html(sheet.assessment, by=sheet.by, tel=sheet.tel, changes=sheet.changes)
    path.write_text(text, encoding="utf-8")


def _write_markdown(sheet: Sheet, path: Path) -> None:
    from jinshan_cli.faces.markdown import markdown

    text = markdown(sheet.assessment, by=sheet.by, tel=sheet.tel, changes=sheet.changes)
    path.write_text(text, encoding="utf-8")


def _write_workbook(sheet: Sheet, path: Path) -> None:
    from jinshan_cli.faces.workbook import workbook

    workbook(sheet.assessment, path, by=sheet.by, tel=sheet.tel, changes=sheet.changes)


_WRITERS: dict[str, Callable[[Sheet, Path], None]] = {
    ".json": _write_json,
    ".md": _write_markdown,
    ".html": _write_html,
    ".xlsx": _write_workbook,
}
