"""The voice of an edition: the words of its language from a gettext catalogue, its figures as CLDR has them.

Imported for no Chinese edition, which needs neither. English is in the box; a folder may bring `words.po` for another
language.
"""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, get_decimal_symbol

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.written.voice import Voice, tell
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.edition import CATALOGUE

LARGEST = 2**20


def foreign_voice(language: str, currency: str, folder: Path) -> Voice:
    """How an edition speaks. Raises InputError for a language that nobody knows, or a catalogue that is none."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        what, expected = tell("没有这种语言"), tell("zh、en 或其他语言代码，如 fr")
        raise InputError([Fault(what, "policies.toml edition language", language, expected)]) from None
    own = folder / CATALOGUE
    words = _Words(_compiled(own) if own.is_file() else b"")
    return Voice(language, currency, words, _Number(locale), _Money(locale, currency), get_decimal_symbol(locale))


@dataclass(frozen=True)
class _Words:
    """Says a message; holds no function, so that an edition can be sent to another process."""

    own: bytes
    """the folder's catalogue; empty if it has none"""

    def __call__(self, message: str, values: Mapping[str, object]) -> str:
        """In the plural form of its first whole number; without one, of many."""
        translation = _translation(self.own) if self.own else _english()
        count = next((value for value in values.values() if type(value) is int), 2)
        said = translation.ngettext(message, message, count)
        return said if said != message else translation.gettext(message)


@dataclass(frozen=True)
class _Number:
    locale: Locale

    def __call__(self, digits: str, pattern: str = "#,##0.######") -> str:
        return str(format_decimal(digits, format=pattern, locale=self.locale))


@dataclass(frozen=True)
class _Money(_Number):
    currency: str

    def __call__(self, digits: str, pattern: str = "#,##0.##") -> str:
        shown = super().__call__(digits, pattern if "." not in digits else "#,##0.00")
        comes_first = self.locale.currency_formats["standard"].pattern.startswith("¤")
        return f"{self.currency}{shown}" if comes_first else f"{shown}\u00a0{self.currency}"


@cache
def _translation(catalogue: bytes) -> gettext.GNUTranslations:
    """An edition's own words; what it has not is told in English."""
    own = gettext.GNUTranslations(BytesIO(catalogue))
    own.add_fallback(_english())
    return own


@cache
def _english() -> gettext.GNUTranslations:
    """The catalogue in the box."""
    return gettext.GNUTranslations(BytesIO(_compiled(Path(__file__).resolve().parents[2] / "languages" / "en.po")))


def _compiled(path: Path) -> bytes:
    compiled = BytesIO()
    try:
        write_mo(compiled, read_po(BytesIO(read_bytes(path, LARGEST)), abort_invalid=True))
    except (PoFileError, ValueError) as error:
        raise InputError([Fault(tell("不是 gettext 的译文目录（.po）"), str(path), str(error))]) from None
    return compiled.getvalue()
