"""The classes of a standard by code and by name: F515 医药及医疗器材批发. Read when first sought."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property

from jinshan_cli.core.dataclass import dataclass, field
from jinshan_cli.core.written.writing import narrow

_COMMON = r"[、,()·\s]|[和及与](?=.)|业$"
"""in which the names of a class differ from what people say"""
_SHORTEST = 2
"""letters of a word that is sought within names"""


@dataclass(frozen=True)
class Classes:
    """A standard; a class's code begins with that of the one it is part of."""

    name: str
    text: Callable[[], str] = field(compare=False, repr=False)
    """a class a line, its code and its name; `#` begins a remark"""

    @cached_property
    def by_code(self) -> dict[str, str]:
        """Names by code, in the standard's order."""
        lines = (line.split(" ", 1) for line in self.text().splitlines() if line and not line.startswith("#"))
        return {code: name.strip() for code, name in lines}

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for code, name in self.by_code.items():
            found.setdefault(spoken(name), []).append(code)
        return found

    def called(self, name: str) -> list[str]:
        """The codes of the classes with a name; punctuation, 和 and a last 业 do not count."""
        return self._by_name.get(spoken(name), [])

    def coded(self, word: str) -> str:
        """The code that a word is, with its letter or without: c30 and 30 are C30; "" if it is none."""
        code = word.upper()
        return code if code in self.by_code else self._with_letter.get(code, "")

    @cached_property
    def _with_letter(self) -> dict[str, str]:
        return {code[1:]: code for code in self.by_code if len(code) > 1}

    def within(self, code: str) -> list[str]:
        """The codes of the finest classes that are part of one."""
        if len(code) == self._finest:
            return [code]
        return [each for each in self.by_code if each.startswith(code) and len(each) == self._finest]

    @cached_property
    def _finest(self) -> int:
        return max(map(len, self.by_code))

    def containing(self, word: str) -> Iterator[str]:
        """The codes of the classes whose name holds a word, the widest first."""
        holds = holder(spoken(word))
        yield from sorted((code for name, codes in self._by_name.items() if holds(name) for code in codes), key=len)


def spoken(name: str) -> str:
    """A class's name as it is compared."""
    return re.sub(_COMMON, "", narrow(name))


def holder(word: str) -> Callable[[str], object]:
    """Whether a name holds a word; between three or more others may stand: 汽车配件 in 汽车零部件及配件制造."""
    if len(word) < _SHORTEST:
        return lambda _: False
    letters = map(re.escape, word)
    return re.compile(re.escape(word) if len(word) == _SHORTEST else ".*".join(letters)).search
