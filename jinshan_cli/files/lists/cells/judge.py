"""The scalar parser asked once for each distinct text, its answers kept: what it says of a cell is what holds."""

import json
import re

from jinshan_cli.core.dataclass import dataclass
from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.facts import Fact
from jinshan_cli.core.firm import Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.written import writing
from jinshan_cli.core.written.choices import names_options
from jinshan_cli.core.written.values import read
from jinshan_cli.core.written.voice import tell
from jinshan_cli.files.lists.workbooks.formats import MISLEADING
from jinshan_cli.files.lists.workbooks.struck import STRUCK

MOST_KEPT = 200_000
MOST_COMPARED = 500
"""distinct refused texts of a choice that are compared with every option for the closest one"""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a text is no value of a fact."""

    why: str
    expected: str
    closest: str


class Judge:
    """Reads the written values of one fact under one header scale."""

    def __init__(self, fact: Fact, scale: int) -> None:
        self._fact, self._scale = fact, scale
        self._known: dict[str, Value | Refused | None] = {}
        self._compared = 0

    def read(self, text: str) -> Value | Refused | None:
        """The value of a text, None if unknown, or why it is refused."""
        if text not in self._known:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            self._known[text] = self._judged(text)
        return self._known[text]

    def ends(self, text: str) -> tuple[int, int | None] | Refused:
        """Low and high of a written number in fen or persons; unknown is (0, None)."""
        known = self.read(text)
        if isinstance(known, Refused):
            return known
        if isinstance(known, Interval):
            return int(known.low or 0), None if known.high is None else int(known.high)
        return 0, None

    def _judged(self, text: str) -> Value | Refused | None:
        if tell(STRUCK) in text:
            return Refused(tell("其中有划去的字，读不准"), tell("删去划去的字，只留有效的内容"), "")
        if self._compared >= MOST_COMPARED and self._is_no_option(text):
            return Refused(tell("没有这个选项"), tell("可选的见 jinshan facts"), "")
        try:
            return read(self._fact, text, self._scale)
        except Refusal as refusal:
            self._compared += self._fact.type == "choice"
            return _refused(text, refusal)

    def _is_no_option(self, text: str) -> bool:
        word = writing.narrow(text).replace(" ", "")
        return len(text) <= writing.LONGEST and word not in writing.UNKNOWN and not names_options(self._fact, text)


def _refused(text: str, refusal: Refusal) -> Refused:
    if text.startswith("="):
        return Refused(tell("是公式，没有算好的值"), tell("用 Excel 打开并保存后再试，或直接填值"), "")
    if tell(MISLEADING) in text:
        return Refused(tell("格式把数缩小了，又没有写明单位"), tell("把格式改为常规，或在表头写明单位"), "")
    if re.fullmatch(writing.EXCEL_ERROR, text):
        return error_told()
    if several := _several(text):
        return Refused(several, refusal.expected, "")
    return Refused(refusal.reason, refusal.expected, refusal.closest)


def error_told() -> Refused:
    """What is told of an error value of a spreadsheet."""
    return Refused(tell("是 Excel 的错误值"), tell("改正公式，不清楚就留空"), "")


def _several(text: str) -> str:
    """What is said of a text of JSON lines or Parquet that has several values; "" of any other."""
    if not text.startswith(("[", "{")):
        return ""
    try:
        return tell("是数组，不是一个值") if isinstance(json.loads(text), list) else tell("是对象，不是一个值")
    except (ValueError, RecursionError):
        return ""
