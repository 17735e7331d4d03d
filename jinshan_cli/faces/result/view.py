"""What `match` and `ask` hand over: an assessment, with what a face adds to it."""

from typing import Any, ClassVar, Literal

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.out.put import Destination
from jinshan_cli.faces.result.changes import changes_record
from jinshan_cli.faces.words.records import assessment_record
from jinshan_cli.use.result.assessment import Assessment
from jinshan_cli.use.result.compare import Changes

RESULT: Literal["result"] = "result"


@dataclass(frozen=True, slots=True)
class Delivery:
    """An assessment with what a face adds to it."""

    form: ClassVar[Literal["result"]] = RESULT
    assessment: Assessment
    why: bool = False
    by: str = ""
    """the specialist's name, and number, for what is handed over"""
    tel: str = ""
    changes: Changes | None = None
    """what a supposed change of facts would gain and lose"""


def record(delivery: Delivery) -> dict[str, Any]:
    """The contract's JSON."""
    told = assessment_record(delivery.assessment)
    return told if delivery.changes is None else {**told, "what_if": changes_record(delivery.changes)}


def check_signed(signature: str, destination: Destination) -> None:
    """Raises InputError if there is a signature, and the result becomes no sheet to put it on."""
    if signature and not destination.is_paper(RESULT):
        expected = tell("加 -o 留存单.html，或以 .md、.xlsx 结尾的文件")
        raise InputError([Fault(tell("--by、--tel 写在留存单上，这里没有留存单"), expected=expected)])


def check_reasons(why: bool, destination: Destination) -> None:
    """Raises InputError if the reasons are wanted on a sheet, which has no place for them."""
    if why and destination.is_paper(RESULT):
        expected = tell("去掉 --why，或改存 .json，其中有每项的理由")
        raise InputError([Fault(tell("留存单上没有 --why 的理由"), expected=expected)])
