"""Where a line breaks: by Unicode's rules in any script, never within a figure and its unit, at no cost for Chinese."""

import subprocess
import sys

import pytest

from jinshan_cli.faces.words.wrapping import width_of, wrap

BROKEN = [
    ("Projet de dépollution des sols", 12, ["Projet de", "dépollution", "des sols"]),
    ("Projet de de\u0301pollution des sols", 12, ["Projet de", "de\u0301pollution", "des sols"]),
    ("jusqu’à 40\u202f000\u00a0€ par an", 16, ["jusqu’à 40\u202f000\u00a0€", "par an"]),
    ("jusqu’à 40 000 € par an", 14, ["jusqu’à 40 000", "€ par an"]),
    ("at most £10,500 a year", 12, ["at most", "£10,500 a", "year"]),
    ("Привет, дорогой мир", 10, ["Привет,", "дорогой", "мир"]),
    ("voir https://www.example.org/aides?x=1 ici", 24, ["voir https://", "www.example.org/aides?", "x=1 ici"]),
    ("https://www.example.org/policies/grants", 20, ["https://", "www.example.org/", "policies/grants"]),
    ("办事页面 https://www.example.org/policies/grants 见此", 20,
     ["办事页面 https://", "www.example.org/", "policies/grants 见此"]),
    ("はじめて「ちゅう」とよぶ", 10, ["はじめて", "「ちゅう」", "とよぶ"]),
    ("按收入补 20 万元，最高（含）30万元。", 14, ["按收入补", "20 万元，最高", "（含）30万元。"]),
    ("小微企业 否（推算）；填报 17 项", 28, ["小微企业 否（推算）；填报", "17 项"]),
    ("未满足 é 的；填报 17 项", 20, ["未满足 é 的；填报", "17 项"]),
    ("截至 2023-12-31（还有 183 天）", 26, ["截至 2023-12-31（还有", "183 天）"]),
    ("近 36 个月，满 5 人次、3 万户", 8, ["近", "36 个月", "，满", "5 人次、", "3 万户"]),
    ("éééééééééé", 4, ["éééé", "éééé", "éé"]),
    ("", 10, [""]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "columns", "lines"), BROKEN)
def test_lines_break_where_they_may(text: str, columns: int, lines: list[str]) -> None:
    """Not within a word with an accent, at the slashes of an address, not before a small kana; nothing is lost."""
    found = wrap(text, columns)
    assert found == lines
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= columns for line in found)


def test_chinese_needs_no_library() -> None:
    """A Chinese text is broken without the library: start-up is as before."""
    probe = (
        "import sys; from jinshan_cli.faces.words.wrapping import wrap;"
        "wrap('按收入补 20 万元，最高（含）30万元；见 https://www.example.org。' * 9, 60);"
        "sys.exit(any(name.startswith('uniseg') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", probe], check=False).returncode == 0
