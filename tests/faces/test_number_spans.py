"""Policy numbers as people write them."""

import pytest

from jinshan_cli.faces.words.fact_words import say_spans


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((), ""), ((3,), "3"), ((3, 4), "3-4"), ((1, 3, 4, 5, 9), "1、3-5、9"), ((1, 2, 4), "1-2、4")],
)
def test_neighbours_become_a_range(numbers: tuple[int, ...], said: str) -> None:
    """Neighbouring numbers are said as a range that `jinshan show` takes, lone ones by themselves."""
    assert say_spans(numbers) == said
