"""Figures that recipes measure: kept in docs/figures.toml, written between the markers of docs/trust.md."""

import sys
import tomllib
from datetime import date
from pathlib import Path

import tomli_w

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIGURES, TRUST = DOCS / "figures.toml", DOCS / "trust.md"
BEGIN, END = "<!-- figures: written by make figures -->\n", "<!-- end of figures -->"


def keep(section: str, **figures: int | float | str) -> None:
    """Puts one recipe's figures in place of its last ones, with the day."""
    every = kept() | {section: {"day": date.today().isoformat(), **figures}}
    FIGURES.write_text(tomli_w.dumps(dict(sorted(every.items()))), "utf-8")


def kept() -> dict[str, dict[str, int | float | str]]:
    """All figures, by recipe."""
    return tomllib.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}


def block() -> str:
    """The figures as a table."""
    lines = ["| measured by | on | figures |", "|---|---|---|"]
    for section, figures in kept().items():
        told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items() if name != "day")
        lines.append(f"| `{section}` | {figures['day']} | {told} |")
    return "".join(f"{line}\n" for line in lines)


def filled(text: str) -> str:
    """A text with the block between its markers. Raises ValueError if it has none."""
    head, _, rest = text.partition(BEGIN)
    _, found, tail = rest.partition(END)
    if not found:
        raise ValueError("no markers")
    return head + BEGIN + block() + END + tail


def main(arguments: list[str]) -> None:
    """`SECTION name=number …` keeps figures; then the block is written."""
    if arguments:
        section, *pairs = arguments
        keep(section, **{name: int(number) for name, number in (pair.split("=") for pair in pairs)})
    TRUST.write_text(filled(TRUST.read_text("utf-8")), "utf-8")
    sys.stdout.write(block())


if __name__ == "__main__":
    main(sys.argv[1:])
