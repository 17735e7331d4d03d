"""Kept texts: screens and documents. JINSHAN_ACCEPT=1 keeps what is there now, to be read in the diff."""

import os
from pathlib import Path

ACCEPT = "JINSHAN_ACCEPT"


def hold(path: Path, text: str) -> None:
    """Fails unless the file holds the text; with JINSHAN_ACCEPT=1 it is made to."""
    if os.environ.get(ACCEPT) == "1":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    assert path.is_file(), f"nothing is kept as {path.name}: run again with {ACCEPT}=1 and read what it keeps"
    assert text == path.read_text("utf-8"), f"{path.name} has changed; if it is right, accept it with {ACCEPT}=1"
