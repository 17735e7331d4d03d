"""The text to pass on in a chat: short, true, and whole where it matters."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from support.cases import EXAMPLES, HOSTILE, LATE, MOST, assessed, told
from support.commandline import Jinshan

from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.result.forward import LONGEST, message
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.use.result.sections import NOW, sections

ENGLISH = Path(__file__).parents[1] / "english_edition"


@pytest.mark.parametrize("day", [date(2023, 5, 1), LATE])
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_each_benefit_in_200_characters(path: Path, day: date, edition: Edition) -> None:
    """Each benefit that is due or to be asked about has a paragraph of at most 200 characters, with its amount and
    every number to call; no other has one."""
    assessment = assessed(edition, told(path), day)
    blocks = [block for block in message(Delivery(assessment)).split("\n\n") if block.startswith("【")]
    found = sections(assessment)
    due = [row for key in (*NOW, "ask_first") for row in found[key].rows]
    assert sorted(block[1:].split()[0] for block in blocks) == sorted(row.result.benefit.id for row in due)
    for row in due:
        (block,) = [block for block in blocks if block.startswith(f"【{row.result.benefit.id} ")]
        assert len(block) <= LONGEST
        assert labels.say_amount(row.result.amount) in block
        assert all(phone in block for phone in row.policy.policy.phones)
        assert ("先问是否仍受理" in block) == (row in found["ask_first"].rows)


def test_what_notes_know_of_the_time(edition: Edition) -> None:
    """The last day may be one that only a note knows: of the award that closes on 30 April the text says so, in time
    and after. What does not fit is not left out unsaid."""
    for day, where in ((date(2023, 4, 15), "期内"), (date(2023, 5, 1), "已过")):
        text = message(Delivery(assessed(edition, {"hnte": "new"}, day)))
        assert f"办理期 2023-04-01 至 2023-04-30（{where}）。" in text
    person = message(Delivery(assessed(edition, {"entity": "consumer", "appliance_spend": 8000}, date(2023, 5, 1))))
    assert "办理期 2022-10-01 起（期内）。外部资料对期限另有说明。" in person


def test_a_last_day_is_not_crowded_out(jinshan: Jinshan, tmp_path: Path) -> None:
    """Where a note has no room, the day on which it ends is told, and not one by which only the works must be done."""
    out = tmp_path / "note.txt"
    firm = ("--set", "sector=food", "--set", "employees=20", "--set", "cost=900000")
    assert jinshan("match", *firm, "--data", ENGLISH, "--as-of", "2026-05-01", "-o", out).code == 0
    (block,) = [each for each in out.read_text("utf-8").split("\n\n") if each.startswith("[1a ")]
    assert "by other sources, until 2026-05-31. " in block
    assert len(block) <= LONGEST


def test_names_of_offices_are_cut_before_days_and_numbers(
    jinshan: Jinshan, edited: Callable[..., Path], tmp_path: Path
) -> None:
    """Of a benefit that several offices with long names share, the last day that only a note knows stands whole."""
    offices = ", ".join(f'"某区{"科学技术" * 8}第{place}科"' for place in "一二三四")
    table = edited(
        ("policies.toml", 'departments = ["区科委"]', f"departments = [{offices}]"),
        ("policies.toml", "ends = 2023-04-30 }", "ends = 2023-06-30 }"),
    )
    out = tmp_path / "note.txt"
    assert jinshan("match", "--set", "hnte=new", "--data", table, "--as-of", "2023-05-01", "-o", out).code == 0
    (block,) = [each for each in out.read_text("utf-8").split("\n\n") if each.startswith("【18 ")]
    assert "【18 高新技术企业奖励】20万元。" in block
    assert "…… 57971309。" in block
    assert "据外部资料，至 2023-06-30。" in block
    assert len(block) <= LONGEST


def test_what_it_is_and_how_much_is_never_cut(jinshan: Jinshan, tmp_path: Path) -> None:
    """However long the reasons to ask first, the contact and what the office verifies: that is what the text is of."""
    out = tmp_path / "note.txt"
    firm = ("--set", "sector=food", "--set", "employees=20", "--set", "cost=900000")
    assert jinshan("match", *firm, "--data", ENGLISH, "--as-of", "2026-06-01", "-o", out).code == 0
    (block,) = [each for each in out.read_text("utf-8").split("\n\n") if each.startswith("[1a ")]
    assert block.startswith("[1a Soil] €40,000. ")
    assert "+33-555-0103" in block
    assert len(block) <= LONGEST


def test_by_the_ending(jinshan: Jinshan, tmp_path: Path) -> None:
    """`-o x.txt` writes it: the firm and the day first, what else there is counted, the note last."""
    out = tmp_path / "转办.txt"
    assert jinshan("match", EXAMPLES[-1], "--as-of", "2023-05-01", "-o", out).code == 0
    lines = out.read_text("utf-8").strip().split("\n\n")
    assert "2023-05-01" in lines[0]
    assert lines[-2].startswith("另有待核实 ")
    assert lines[-1] == "结果仅供参考，以责任单位核定为准。"


def test_nothing_before(edition: Edition) -> None:
    """Of a firm that nothing is known of, no benefit is told, and nothing is said to come on top of what was not."""
    lines = message(Delivery(assessed(edition, {"name": "甲"}))).split("\n\n")
    assert lines[1] == "按所填情况，现在没有确定可以办理或享受的事项。"
    assert lines[2].startswith("待核实 ")


def test_what_is_certain_but_not_yet_is_not_denied(edition: Edition) -> None:
    """Before the table's time nothing can be had now; what the firm fulfils is counted, and not called uncertain."""
    (path,) = [path for path in EXAMPLES if path.stem == "restaurant"]
    lines = message(Delivery(assessed(edition, told(path), date(2022, 12, 31)))).split("\n\n")
    assert lines[2] == "按所填情况，现在没有确定可以办理或享受的事项。"
    assert "条件符合，尚未开始 4 个" in lines[3]


def test_hostile_name(edition: Edition) -> None:
    """What hides in a name is seen, and a name begins no line."""
    text = message(Delivery(assessed(edition, {**MOST, "name": HOSTILE + "\n【"})))
    assert "\x1b" not in text
    assert text.splitlines()[0].startswith("<script>")
    assert len([line for line in text.splitlines() if line.startswith("【")]) == text.count("\n\n【")
