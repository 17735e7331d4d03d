"""What stands above a table on the screen: that the day is outside the time of the edition."""

from datetime import date

from rich.console import Console

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.wrapped import Wrapped


def show_banner(edition: Edition, as_of: date, console: Console) -> None:
    """Nothing on a day of the edition's time."""
    if banner := labels.say_outside(edition, as_of):
        console.print(Wrapped(f"! {banner}", "bold red"))
