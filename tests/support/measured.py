"""Figures that recipes measure: kept in docs/figures.toml, written between the markers of docs/trust.md."""

import sys
import tomllib
from datetime import date
from pathlib import Path

import tomli_w

DOCS = Path(__file__).resolve().parents[2] / "docs"
FIGURES, TRUST = DOCS / "figures.toml", DOCS / "trust.md"
PEERS = {"Polars": "652", "pandas": "1,206", "DuckDB": "1,509 and 2,195", "Python's csv": "2,255"}
"""in how many of Pollock's files other readers deliver a wrong row: measured once, for the issue that set the aim"""
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
    return "".join(f"{line}\n" for line in [*lines, *_beside_peers()])


def _beside_peers() -> list[str]:
    """What Pollock's files come to, beside other readers."""
    found = kept().get("pollock")
    if found is None:
        return []
    title = f"| of Pollock's {found['files']:,} polluted files | a wrong row in | intact rows right | refused whole |"
    ours = f"| jinshan | {found['wrong_in']} | {found['per_cent_right']} % | {found['refused']} |"
    return ["", title, "|---|---|---|---|", ours, *(f"| {peer} | {files} | | |" for peer, files in PEERS.items())]


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
