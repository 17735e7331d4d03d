"""Firm files and the rows of a list that they are of: by the code of social credit, else by the name."""

from collections.abc import Iterable, Mapping, Sequence

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.errors import Fault, Refusal
from jinshan_cli.core.firm import Value
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.firm.folder import FirmFile
from jinshan_cli.files.firm.interview import Kept
from jinshan_cli.files.lists.titles.who import who
from jinshan_cli.use.roster.roster import MEND, Listed, Roster, several

_CHECK = "核对名称和统一社会信用代码"


@dataclass(frozen=True, slots=True)
class Answered:
    """A firm file with what its visits answered."""

    file: FirmFile
    kept: Kept
    facts: Mapping[str, Value]

    @property
    def key(self) -> tuple[str, str]:
        """By which another file is of the same firm: the code, else the name."""
        code = who(self.kept.code)
        return ("code", code) if code else ("name", who(self.kept.firm.name))


@dataclass(slots=True)
class Joined:
    """Each file with its row, those that have none, and those that are of no one row."""

    rows: list[tuple[Listed, Answered]] = field(default_factory=list)
    """in the order of the list"""
    new: list[Answered] = field(default_factory=list)
    refused: list[Fault] = field(default_factory=list)

    @property
    def renamed(self) -> list[tuple[Listed, Answered]]:
        """Those that the code joins and the name does not."""
        return [(listed, each) for listed, each in self.rows if who(listed.firm.name) != who(each.kept.firm.name)]


def answered(kept: Kept) -> Mapping[str, Value]:
    """What visits answered; all of a file that keeps no visits, as one written by hand."""
    keys = {key for visit in kept.visits for key in visit.answers}
    return {key: value for key, value in kept.firm.facts.items() if not kept.visits or key in keys}


def join(files: Iterable[FirmFile], roster: Roster) -> Joined:
    """Joins files to a list; what fits several rows, or shares one with another file, is refused."""
    joined = Joined()
    found: dict[object, list[tuple[Listed | None, Answered]]] = {}
    for each in (Answered(file, file.kept, answered(file.kept)) for file in files if file.kept is not None):
        try:
            listed = _row_of(each.kept, roster)
        except Refusal as refusal:
            joined.refused.append(Fault(refusal.reason, each.file.place, each.kept.firm.name, refusal.expected))
        else:
            found.setdefault(each.key if listed is None else listed.row, []).append((listed, each))
    for those in found.values():
        listed, each = those[0]
        if len(those) > 1:
            places = tell("、").join(each.file.place for _, each in those)
            joined.refused.append(
                Fault(tell("几份企业资料是同一家，不知以哪份为准"), places, each.kept.firm.name, tell("只留一份"))
            )
        elif listed is None:
            joined.new.append(each)
        else:
            joined.rows.append((listed, each))
    joined.rows.sort(key=lambda pair: pair[0].row)
    return joined


def _row_of(kept: Kept, roster: Roster) -> Listed | None:
    """The one row that a file is of; None if it is on no row. Raises Refusal where that cannot be known."""
    if not who(kept.code) and not who(kept.firm.name):
        raise Refusal(tell("没有企业名称，也没有统一社会信用代码，不知是哪一家"), tell(_CHECK))
    if rows := roster.of("code", kept.code) if who(kept.code) else []:
        return _one(rows)
    if unread := roster.unread_of(kept.code, kept.firm.name):
        why = tell("；").join(
            tell("名单上像是它的{place}读不出来：{why}", place=each.place, why=each.why) for each in unread
        )
        raise Refusal(why, tell(MEND))
    rows = roster.of("name", kept.firm.name) if who(kept.firm.name) else []
    own = [each for each in rows if not (who(kept.code) and who(each.code))]
    if rows and not own:
        raise Refusal(
            tell("名称相同而统一社会信用代码不同：{those}", those=tell("、").join(each.place for each in rows)),
            tell(_CHECK),
        )
    return _one(own) if own else None


def _one(rows: Sequence[Listed]) -> Listed:
    if len(rows) > 1:
        raise Refusal(several(rows), tell(_CHECK))
    return rows[0]
