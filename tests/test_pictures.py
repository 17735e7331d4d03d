"""The pictures in the documents are what the program shows; `make accept` draws them anew."""

from pathlib import Path

import pytest
from support.kept import hold
from support.pictures import SCREENS, capture, picture

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"


@pytest.mark.parametrize("name", SCREENS)
def test_a_picture_shows_the_program(name: str) -> None:
    """A picture drawn now is the one that is kept, character by character."""
    hold(PICTURES / f"{name}.svg", picture(capture(*SCREENS[name])))
