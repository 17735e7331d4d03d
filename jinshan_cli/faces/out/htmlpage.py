"""Templates made into HTML files: whatever is in the texts comes out as text, and a file runs nothing."""

from functools import cache
from typing import TYPE_CHECKING, Any

from jinshan_cli.core.timewords import UNSTATED
from jinshan_cli.core.written.clean import clean
from jinshan_cli.core.written.voice import ZH, tell, voice
from jinshan_cli.faces.words import labels

if TYPE_CHECKING:
    from jinja2 import Environment


def render(template: str, **values: Any) -> str:
    """The whole file of a template in `templates`. Raises UndefinedError for a value it wants and is not given."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("jinshan_cli.faces.out"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(labels=labels, tell=tell, marked_up=_marked_up, unstated=_unstated, language=_language)
    return made


def _language() -> str:
    """The language in use, as HTML has it."""
    own = voice().language
    return "zh-CN" if own == ZH else own


def _unstated() -> str:
    return tell(UNSTATED)


def _marked_up(message: str, **values: Any) -> Any:
    """A message that has tags of its own, in the language in use; its values come out as text."""
    from markupsafe import Markup

    return Markup(tell(message)).format(**{name: _seen(value) for name, value in values.items()})  # noqa: S704


def _seen(value: Any) -> Any:
    """Plain text without what hides in it; markup of the template itself stays as it is."""
    return clean(value) if type(value) is str else value
