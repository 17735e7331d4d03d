"""A text as a Rich cell: cleaned, its lines broken as `wrapping` does, never within an amount."""

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.style import StyleType
from rich.text import Text

from jinshan_cli.core.written.clean import clean
from jinshan_cli.faces.words.wrapping import width_of, wrap


class Wrapped:
    """A text as a table cell: its first line in one style, the others in another."""

    def __init__(self, text: str, style: StyleType = "", rest: StyleType | None = None) -> None:
        self.text, self.style = clean(text, keep_layout=True), style
        self.rest = style if rest is None else rest

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        first, *others = self.text.split("\n")
        yield Text("\n".join(wrap(first, options.max_width)), style=self.style, no_wrap=True)
        if others:
            yield Text("\n".join(wrap("\n".join(others), options.max_width)), style=self.rest, no_wrap=True)

    def __rich_measure__(self, _console: Console, _options: ConsoleOptions) -> Measurement:
        lines = self.text.split("\n")
        longest = max(width_of(line) for line in lines)
        return Measurement(min(longest, 12), longest)
