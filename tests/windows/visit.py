"""An interview on a console of Wine: `python visit.py PLACE FILE` answers two questions and leaves the rest open."""

import sys
from pathlib import Path

import pexpect

SECONDS = 240
"""Wine on a busy machine takes a minute to begin"""
ANSWERS = ("1", "零售店", "q")


def main(place: str, file: str) -> None:
    """Each question is asked, and the name that was answered is in the file. Raises pexpect.TIMEOUT or EOF."""
    program = str(Path(__file__).with_name("wine-python"))
    args = [place, "-m", "jinshan_cli", "ask", "--save", file, "--as-of", "2023-05-01"]
    asked = pexpect.spawn(program, args, timeout=SECONDS, encoding="utf-8", codec_errors="replace", dimensions=(24, 80))
    for number, answer in enumerate(ANSWERS, 1):
        asked.expect(f"{number}>")
        asked.send(f"{answer}\r")
    asked.expect(pexpect.EOF)
    assert "零售店" in Path(file).read_text("utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
