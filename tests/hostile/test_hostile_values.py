"""Numbers that are none, and texts that would be code, at every entry: refused in words, within bounds."""

import json
from pathlib import Path

import pytest
from support.commandline import Jinshan

pytestmark = pytest.mark.usefixtures("bounded")
NUMBERS = (
    *("1e999999", "1e-999999", "9" * 5000, "NaN", "nan", "sNaN", "inf", "-inf", "Infinity", "1e400", "-1e400"),
    *("1_000", "٣", "１２a", "+5", "-0.1", "0x10", "0b1", "1e", "e5", "--5", "1.2.3", "1,00", "1,,000", ",5", "5,"),
    *(
        "12%",
        "5‰",
        "￥-5",
        "(5)",
        "$5",
        "5美元",
        "约",
        "约500余以上",
        "一百千",
        "1 2",
        "100-",
        "-100",
        "200-100",
        "≥≤5",
        "5以上以下",
    ),
    *("∞", "½", "²", "①", "1/3", "1e5e5", "0.001", "1.005元", "null;DROP", "=1+1", "{5}", "5\x00", "5\x1b[2J"),
)
TEXTS = (
    "__import__('os').system('touch hacked')",
    "{0.__class__}",
    "%(x)s",
    "${HOME}",
    "{{7*7}}",
    "`id`",
    "$(id)",
    "; id",
)


@pytest.mark.parametrize("text", [*NUMBERS, *TEXTS], ids=lambda text: ascii(text)[:24])
def test_one_verdict_at_every_entry(
    jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """Settings, what-if and firm file refuse it, and nothing of it runs."""
    monkeypatch.chdir(tmp_path)
    Path("firm.toml").write_text(f"revenue = {json.dumps(text)}\n", "utf-8")
    for args in (
        ("match", "--set", f"revenue={text}"),
        ("match", "--what-if", f"revenue={text}"),
        ("match", "firm.toml"),
    ):
        screen = jinshan(*args)
        assert screen.code == 2, (args, screen)
        assert "\x1b" not in screen.out + screen.err
        assert "意外出错" not in screen.err
    assert not Path("hacked").exists()


def test_each_is_refused_in_a_list(jinshan: Jinshan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a list every one of them is a cell that is named as a problem, and none is a figure."""
    monkeypatch.chdir(tmp_path)
    texts = (*NUMBERS, *TEXTS)
    lines = [json.dumps({"name": f"第{i}家", "revenue": text}) for i, text in enumerate(texts)]
    Path("firms.jsonl").write_text("\n".join(lines), "utf-8")
    screen = jinshan("batch", "firms.jsonl", "-o", "out.jsonl")
    assert screen.code == 3, screen.err
    assert "\x1b" not in screen.out + screen.err
    rows = [json.loads(line) for line in Path("out.jsonl").read_text("utf-8").splitlines()]
    assert [row["name"] for row in rows if not row["problems"]] == []
    assert len(rows) == len(texts)


@pytest.mark.parametrize(
    "line",
    [
        *("revenue = nan", "revenue = inf", "revenue = -inf", "revenue = 1e400", "revenue = 1e999999", "revenue = -5"),
        *("revenue = 1_0.5_0", "employees = 0.5", "employees = [1]", "employees = {a = 1}", "employees = 12:00:00"),
        *("employees = 99999999999999999999", "employees = 2023-01-01"),
    ],
)
def test_bare_toml_numbers(jinshan: Jinshan, tmp_path: Path, line: str) -> None:
    """What TOML itself would take for a number is read by the one grammar, or refused."""
    (tmp_path / "f.toml").write_text(f"{line}\n", "utf-8")
    screen = jinshan("match", tmp_path / "f.toml")
    assert screen.code == 2, screen.out[:200]
    assert "意外出错" not in screen.err


@pytest.mark.parametrize(("text", "fen"), [("１２", 1200), ("1.2e7", 1_200_000_000), ("0", 0), ("5.00", 500)])
def test_what_is_taken_is_taken_alike(jinshan: Jinshan, tmp_path: Path, text: str, fen: int) -> None:
    """Odd but clear writings give the same sum at every entry."""
    (tmp_path / "f.toml").write_text(f'revenue = "{text}"\n', "utf-8")
    for args in (("--set", f"revenue={text}"), (str(tmp_path / "f.toml"),)):
        facts = json.loads(jinshan("match", *args, "--json").out)["firm"]["facts"]
        assert facts["revenue"] == fen / 100, args
