"""The voice of an edition: the words of its language from a gettext catalogue, its figures as CLDR has them.

Imported for no Chinese edition, which needs neither. English is in the box; a folder may bring `words.po` for another
language.
"""

import gettext
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel import Locale, UnknownLocaleError
from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal, get_decimal_symbol

from jinshan_cli.core.dataclass import dataclass, replace
from jinshan_cli.core.errors import Fault, InputError, closest, shown
from jinshan_cli.core.written.clean import clean, unseen
from jinshan_cli.core.written.voice import Voice, speaking, tell
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
    numbers = _Number(locale), _Money(locale, currency), get_decimal_symbol(locale)
    voice, own = Voice(language, currency, _Words(b""), *numbers), folder / CATALOGUE
    if not own.is_file():
        return voice
    speaking(voice)  # what is wrong with its own words is told in English
    return replace(voice, translate=_Words(_own_words(own)))


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
    return _in_gettext(read_po(BytesIO(read_bytes(path, LARGEST))))


def _own_words(path: Path) -> bytes:
    """A folder's catalogue. Raises InputError where it is none, and for each translation that cannot be said."""
    what, place = tell("不是 gettext 的译文目录（.po）"), str(path)
    try:
        catalogue = read_po(BytesIO(read_bytes(path, LARGEST).removeprefix(BOM_UTF8)), abort_invalid=True)
        compiled = _in_gettext(catalogue)
        gettext.GNUTranslations(BytesIO(compiled))  # reads the rule of its plurals too
    except PoFileError as error:
        where = tell("{where} 第 {line} 行", where=place, line=error.lineno + 1)
        raise InputError([Fault(what, where, shown(error.line))]) from None
    except (ValueError, LookupError) as error:
        raise InputError([Fault(what, place, str(error))]) from None
    messages = [message for message in catalogue if message.id]
    faults = (fault for each in messages for fault in (*_unseen_faults(each), *_translation_faults(each)))
    if found := list(faults):
        raise InputError(found)
    return compiled


def _in_gettext(catalogue: Catalog) -> bytes:
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def _unseen_faults(message: Message) -> Iterator[Fault]:
    """A fault for each translation with an unseen character: screens show these words as they are."""
    where = f"{CATALOGUE} {shown(_forms(message.id)[0], 30)}"
    for translation in filter(None, _forms(message.string)):
        if found := unseen(translation, keep_layout=True):
            expected = tell("删去这个字符，或重新输入这段文字")
            told = clean(shown(translation))
            yield Fault(tell("有不可见的字符 {sign}", sign=found), where, told, expected, line=message.lineno)


def _translation_faults(message: Message) -> Iterator[Fault]:
    """A fault for each translation that has not the fields of its message, or writes one as no value can be."""
    original, *_ = _forms(message.id)
    own = _fields(original)
    if own is None:  # no message with fields: its braces are said as they are
        return
    for translation in filter(None, _forms(message.string)):
        found = _fields(translation)
        if found == own:
            continue
        english = _fields(_english().gettext(original)) or frozenset()
        written, names = (sorted({name for name, _ in fields or ()}) for fields in (found, own))
        if found is None or written != names or found - own - english:
            told = "".join(f"{{{name}}}" for name in names)
            expected = tell("照原文写这些字段：{fields}", fields=told) if told else tell("原文没有字段，不写花括号")
            near = next((closest(name, names) for name in written if name not in names), "")
            where = f"{CATALOGUE} {shown(original, 30)}"
            yield Fault(tell("译文的字段与原文不同"), where, shown(translation), expected, near, line=message.lineno)


def _forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """A message or its translation by itself, or each of its plural forms."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def _fields(text: str) -> frozenset[tuple[str, str]] | None:
    """The fields of a message, each with how it is written; None if it is no such text."""
    if "{" not in text and "}" not in text:
        return frozenset()
    try:
        parts = [(name, spec or "", way) for _, name, spec, way in Formatter().parse(text) if name is not None]
    except ValueError:
        return None
    if any(way or not name.isidentifier() for name, _, way in parts):
        return None
    return frozenset((name, spec) for name, spec, _ in parts)
