"""The figures of a summary as people write them, and when a field of the policy has them."""

from fractions import Fraction

import pytest

from jinshan_cli.use.edition.figures import figures

WAN = 10_000
READ = [
    ("补 20 至 100 万元", [20 * WAN, 100 * WAN]),
    ("补 20-100万元", [20 * WAN, 100 * WAN]),
    ("20 万元至 100 万元", [20 * WAN, 100 * WAN]),
    ("分别给予 10、20、30 万元", [10 * WAN, 20 * WAN, 30 * WAN]),
    ("10 万元、5 人", [10 * WAN, 5]),
    ("按 1‰ 补", [Fraction(1, 1000)]),
    ("3%至5%", [Fraction(3, 100), Fraction(5, 100)]),
    ("3 至 5%", [Fraction(3, 100), Fraction(5, 100)]),
    ("5 个百分点", [Fraction(5, 100)]),
    ("补 5 千元", [5000]),
    ("１,２００ 元", [1200]),
    ("两千万：2 千万元", [2 * 10**7]),
    ("功率 5 千瓦", [5]),
    ("按 1:1 配套", []),
    ("最高 1.5 亿元。", [15 * 10**7]),
    ("满 12 个月", [12]),
]


@pytest.mark.parametrize(("text", "numbers"), READ)
def test_figures_of_a_text(text: str, numbers: list[int | Fraction]) -> None:
    """Each figure with the unit that is its own, or that a later one of its row has; a ratio is none."""
    found = figures(text)
    assert len(found) == len(numbers)
    for told, number in zip(found, numbers, strict=True):
        assert number in told.meant
        assert len(told.meant) <= 2


def test_a_lone_figure_has_one_meaning() -> None:
    """What no later unit can belong to is the number that is written, and nothing else."""
    (first, second) = figures("满 20 人，补 5 万元")
    assert [set(first.meant), set(second.meant)] == [{Fraction(20)}, {Fraction(50_000)}]
    assert (first.written, second.written) == ("20", "5 万")
