"""The voice of an edition: the words of its language from a gettext catalogue, its figures as CLDR has them.

Imported for no Chinese edition, which needs neither. English is in the box; a folder may bring `words.po` for another
language.
"""

import gettext
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, get_decimal_symbol

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.core.policy import Header
from jinshan_cli.core.written.voice import Voice
from jinshan_cli.files.disk.opening import read_bytes

CATALOGUE = "words.po"
LARGEST = 2**20
_IN_THE_BOX = Path(__file__).resolve().parents[2] / "languages"


def foreign_voice(header: Header, folder: Path) -> Voice:
    """How an edition speaks. Raises InputError for a language that nobody knows, or a catalogue that is none."""
    try:
        locale = Locale.parse(header.language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        fault = Fault("没有这种语言", "policies.toml edition language", header.language, "zh、en 或其他语言代码，如 fr")
        raise InputError([fault]) from None
    return _foreign(header, locale, folder)


def _foreign(header: Header, locale: Locale, folder: Path) -> Voice:
    own = folder / CATALOGUE
    translate = _translation(own if own.is_file() else _IN_THE_BOX / "en.po")
    comes_first = locale.currency_formats["standard"].pattern.startswith("¤")

    def say_number(digits: str) -> str:
        return str(format_decimal(digits, format="#,##0.######", locale=locale))

    def say_money(digits: str) -> str:
        shown = str(format_decimal(digits, format="#,##0.##" if "." not in digits else "#,##0.00", locale=locale))
        return f"{header.currency}{shown}" if comes_first else f"{shown}\u00a0{header.currency}"

    return Voice(header.language, header.currency, translate, say_number, say_money, get_decimal_symbol(locale))


def _translation(path: Path) -> Callable[[str], str]:
    """What a catalogue has for each message; the message itself for one that it has not."""
    compiled = BytesIO()
    try:
        write_mo(compiled, read_po(BytesIO(read_bytes(path, LARGEST)), abort_invalid=True))
    except (PoFileError, ValueError) as error:
        raise InputError([Fault("不是 gettext 的译文目录（.po）", str(path), str(error))]) from None
    compiled.seek(0)
    return gettext.GNUTranslations(compiled).gettext
