"""How an edition speaks: its language, its money, how it writes figures. Chinese and yuan unless it says otherwise.

What is said is written down in Chinese; a voice says it in its own language. In use is the voice of the edition that
was loaded last in the thread; where there may be several, each speaks for itself (`spoken_as`).
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from jinshan_cli.core.dataclass import dataclass

ZH, YUAN = "zh", "元"
Key = TypeVar("Key")


def _as_written(message: str, values: Mapping[str, object]) -> str:
    return message


@dataclass(frozen=True, slots=True)
class Voice:
    """The language of an edition's screens, and how it writes money and figures."""

    language: str = ZH
    """as HTML has it"""
    currency: str = YUAN
    translate: Callable[[str, Mapping[str, object]], str] = _as_written
    """a message that is written in Chinese, in the language; the values of its fields may ask for a plural"""
    say_number: Callable[[str], str] | None = None
    """a plain decimal number as the language writes it; None: as Chinese does, with 万 and 亿"""
    say_money: Callable[[str], str] | None = None
    """a plain decimal number of its money, with the currency; None: as Chinese does"""
    decimal: str = "."


CHINESE = Voice()
_IN_USE: ContextVar[Voice] = ContextVar("voice", default=CHINESE)


def voice() -> Voice:
    """The voice in use."""
    return _IN_USE.get()


def speaking(own: Voice) -> None:
    """From now on this voice is in use."""
    _IN_USE.set(own)


@contextmanager
def spoken_as(own: Voice) -> Iterator[None]:
    """This voice is in use meanwhile."""
    before = _IN_USE.set(own)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def tell(message: str, **values: object) -> str:
    """A message in the language in use, with its values in their places: `tell("共 {count} 项", count=3)`."""
    said = voice().translate(message, values) if message else ""  # gettext has its own page there
    return said.format(**values) if values else said


class Words(Mapping[Key, str]):
    """Words by key, in the language in use."""

    __slots__ = ("written",)

    def __init__(self, written: Mapping[Key, str]) -> None:
        self.written = written
        """as they are written down, in Chinese"""

    def __getitem__(self, key: Key) -> str:
        return tell(self.written[key])

    def __iter__(self) -> Iterator[Key]:
        return iter(self.written)

    def __len__(self) -> int:
        return len(self.written)


class Headings(Words[Key]):
    """Words that stand by themselves: with a capital, in a language that has them."""

    def __getitem__(self, key: Key) -> str:
        said = super().__getitem__(key)
        return said[:1].upper() + said[1:]
