"""One firm of a list is picked for a visit, with what its row tells of it."""

from pathlib import Path

from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.lists.reading import sheet_warnings, warn
from jinshan_cli.faces.shell.telling import announce
from jinshan_cli.faces.words.faults import fault_line
from jinshan_cli.files.firm.interview import Kept
from jinshan_cli.files.lists.firms import open_sheet
from jinshan_cli.use.roster.roster import Roster


def firm_of_row(path: Path, sheet: str, wanted: str, facts: Catalogue) -> Kept:
    """The firm of a list with this name or code; what cannot be read of its row is told. Raises InputError."""
    opened = open_sheet(path, facts, sheet=sheet)
    found = Roster(opened, facts).find(wanted)
    announce(
        tell(
            "名单 {path} {place}：{name}", path=clean(str(path)), place=clean(found.place), name=clean(found.firm.name)
        )
    )
    warn(
        (
            *sheet_warnings(opened),
            *(tell("{fault}；当作不清楚，影响结果时才问", fault=fault_line(fault)) for fault in found.problems),
        )
    )
    return Kept(found.firm, code=found.code)
