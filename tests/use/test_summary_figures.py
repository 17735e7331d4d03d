"""The figures of a summary as people write them, and when a field of the policy has them."""

from fractions import Fraction
from pathlib import Path

import pytest

from jinshan_cli.core.written.voice import spoken_as
from jinshan_cli.files.edition.voices import foreign_voice
from jinshan_cli.use.edition.figures import figures

WAN = 10_000
PARTS = ((5, 100), (2, 1000), (5, 10_000))
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
    ("补 1/3，最高 100 万元", [100 * WAN, Fraction(1, 3)]),
    ("三分之一、百分之 5、千分之二、万分之五", [Fraction(1, 3), *(Fraction(*part) for part in PARTS)]),
    ("百分之十二点五", []),
    ("给予 1/5/10 万元", [WAN, 5 * WAN, 10 * WAN]),
    ("补 10 万 5 千元", [105_000]),
    ("满 1 亿 5000 万元、10 万元 5 人", [15 * 10**7, 10 * WAN, 5]),
    ("补五万元、伍拾万元、一千二百万元、三万五千元", [5 * WAN, 50 * WAN, 1200 * WAN, 35_000]),
    ("数万元、几十万元、上亿元，每增加万元", []),
    ("三户以上、连续两年、满十二个月、十五人、一百五十平方米", [3, 2, 12, 15, 150]),
    ("提高五个百分点、二十五％、三倍", [Fraction(5, 100), Fraction(25, 100), 3]),
    ("百家企业、千人计划、二〇二三年、第三年、三年行动方案、二十年代、三月、几十家、一企一策", []),
    ("3百万元、3 百万元", [300 * WAN, 300 * WAN]),
    ("3A 级、5G、4S 店", []),
    ("满 300m²", [300]),
    ("up to £1.5m, 25k and 2 bn, 12m", [1_500_000, 25_000, 2 * 10**9, 12]),
    ("1.5 million euros, 3 Millions, 4 Mio. €, 5 Mrd. €, 6 Tsd. €", [1_500_000, 3 * 10**6, 4 * 10**6, 5 * 10**9, 6000]),
    ("5 km, 6 kg, 7 months, 8 billing days", [5, 6, 7, 8]),
    ("最高 40 000 元、1 200 000 元，满 12 345 678", [40_000, 1_200_000, 12_345_678]),
]


@pytest.mark.parametrize(("text", "numbers"), READ)
def test_figures_of_a_text(text: str, numbers: list[int | Fraction]) -> None:
    """Each figure with the unit that is its own, or that a later one of its row has; a ratio is none."""
    found = figures(text)
    assert len(found) == len(numbers)
    for told, number in zip(found, numbers, strict=True):
        assert number in told.meant
        assert len(told.meant) <= 2


@pytest.mark.parametrize("language", ["fr", "de"])
def test_figures_with_a_comma_before_the_decimals(language: str, tmp_path: Path) -> None:
    """As the language writes them, and told as they are written; no list is one number."""
    with spoken_as(foreign_voice(language, "€", tmp_path)):
        found = figures("2,50 € par m², 12,5 % de 1.234.567,89 €, au plus 40\u202f000 €, de 10, 20 ou 300 €")
    meant = [Fraction(5, 2), Fraction(1, 8), Fraction(123456789, 100), 40_000, 10, 20, 300]
    assert all(number in told.meant for told, number in zip(found, meant, strict=True))
    assert [told.written for told in found][:3] == ["2,50", "12,5 %", "1.234.567,89"]


def test_a_lone_figure_has_one_meaning() -> None:
    """What no later unit can belong to is the number that is written, and nothing else."""
    (first, second) = figures("满 20 人，补 5 万元")
    assert [set(first.meant), set(second.meant)] == [{Fraction(20)}, {Fraction(50_000)}]
    assert (first.written, second.written) == ("20", "5 万")


def test_a_figure_in_words_is_told_with_its_unit() -> None:
    """So that an author sees which it is; of money the figure alone, as in digits."""
    assert [told.written for told in figures("连续三年，补五万元")] == ["三年", "五万"]
