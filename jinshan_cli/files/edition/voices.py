"""The voice of an edition: the words of its language from a gettext catalogue, its figures as CLDR has them.

Imported for no Chinese edition, which needs neither. English is in the box; a folder may bring `words.po` for another
language.
"""

import gettext
from collections.abc import Mapping
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
    translation = _english()
    if own.is_file():
        translation = _read(own)
        translation.add_fallback(_english())
    return _voice(language, currency, locale, translation)


def _voice(language: str, currency: str, locale: Locale, translation: gettext.NullTranslations) -> Voice:
    comes_first = locale.currency_formats["standard"].pattern.startswith("¤")

    def translate(message: str, values: Mapping[str, object]) -> str:
        """In the plural form of its first whole number; without one, of many."""
        count = next((value for value in values.values() if type(value) is int), 2)
        said = translation.ngettext(message, message, count)
        return said if said != message else translation.gettext(message)

    def say_number(digits: str) -> str:
        return str(format_decimal(digits, format="#,##0.######", locale=locale))

    def say_money(digits: str) -> str:
        shown = str(format_decimal(digits, format="#,##0.##" if "." not in digits else "#,##0.00", locale=locale))
        return f"{currency}{shown}" if comes_first else f"{shown}\u00a0{currency}"

    return Voice(language, currency, translate, say_number, say_money, get_decimal_symbol(locale))


@cache
def _english() -> gettext.GNUTranslations:
    """The catalogue in the box: what an edition's own has not is told in English."""
    return _read(Path(__file__).resolve().parents[2] / "languages" / "en.po")


def _read(path: Path) -> gettext.GNUTranslations:
    compiled = BytesIO()
    try:
        write_mo(compiled, read_po(BytesIO(read_bytes(path, LARGEST)), abort_invalid=True))
    except (PoFileError, ValueError) as error:
        raise InputError([Fault(tell("不是 gettext 的译文目录（.po）"), str(path), str(error))]) from None
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
