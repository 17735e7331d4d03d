"""What to bring, what to do and where stand beside a benefit in every face; what is suspended is asked about first."""

import json
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from support.commandline import Jinshan
from support.talk import screens

from jinshan_cli.files.edition.folder import copy_edition, skeleton

HOW = """materials = ["申请表", "审计报告"]
steps = ["网上登记", "窗口交件"]
link = "https://example.org/rd"
email = "rd@example.org"
"""
CHANNEL = 'channel = "网上申报"\n'
FACTS = ("--set", "rd_spend=100万", "--set", "sector=software", "--as-of", "2026-04-02")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The sample, with a policy that says how it is had."""
    copy_edition(skeleton(), tmp_path / "e")
    table = tmp_path / "e" / "policies.toml"
    text = table.read_text("utf-8")
    assert CHANNEL in text
    table.write_text(text.replace(CHANNEL, CHANNEL + HOW), "utf-8")
    return tmp_path / "e"


def test_every_face_tells_how(jinshan: Jinshan, folder: Path, tmp_path: Path) -> None:
    """Papers, steps in order, the page and the address: on screen, in `show`, on the sheet, in the message, in JSON."""
    data = ("--data", str(folder))
    for name in ("slip.html", "slip.md"):
        assert jinshan("match", *FACTS, *data, "-o", str(tmp_path / name)).code == 0
    told = [
        jinshan("match", *FACTS, *data, "--why", width=200).out,
        jinshan("show", "2", *data, width=200).out,
        *((tmp_path / name).read_text("utf-8").replace("\\", "") for name in ("slip.html", "slip.md")),
    ]
    plain, boxes = ("申请表、审计报告", "1.网上登记；2.窗口交件"), ("□申请表□审计报告", "□1.网上登记□2.窗口交件")
    for text, listed in zip(told, (boxes, plain, boxes, boxes), strict=True):
        flat = "".join(text.split())
        for words in (*listed, "https://example.org/rd", "rd@example.org"):
            assert words in flat, text
    found = json.loads(jinshan("match", *FACTS, *data, "--json").out)
    (benefit,) = next(policy for policy in found["policies"] if policy["number"] == 2)["benefits"]
    assert (benefit["materials"], benefit["steps"]) == (["申请表", "审计报告"], ["网上登记", "窗口交件"])
    assert (benefit["link"], benefit["email"], benefit["suspended"]) == (
        "https://example.org/rd", "rd@example.org", None,
    )  # fmt: skip


@pytest.mark.parametrize(("day", "has"), [("2026-04-02", True), ("2026-05-01", False), ("2030-01-01", True)])
def test_papers_are_for_what_is_to_be_done(jinshan: Jinshan, folder: Path, tmp_path: Path, day: str, has: bool) -> None:
    """Boxes to tick stand beside what is due or asked about first; what is over asks for no paper."""
    facts = (*FACTS[:-1], day)
    assert jinshan("match", *facts, "--data", str(folder), "-o", str(tmp_path / "slip.md")).code == 0
    told = (jinshan("match", *facts, "--data", str(folder), "--why").out, (tmp_path / "slip.md").read_text("utf-8"))
    assert [("□ 申请表" in text) for text in told] == [has, has]


def test_the_edition_in_use_states_no_papers(jinshan: Jinshan) -> None:
    """The source of 2023 lists no papers, and so no box is made up."""
    assert "□" not in jinshan("match", "--set", "vat_status=small_scale", "--as-of", "2023-05-01", "--why").out


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_visit_ends_with_the_papers(folder: Path, tmp_path: Path) -> None:
    """Before the result of an interview stands what to bring for it, a box for each paper."""
    (tmp_path / "firm.toml").write_text('name = "甲"\nrd_spend = "100万"\nsector = "software"\n', "utf-8")
    with screens(tmp_path) as start:
        talk = start(f"ask firm.toml --data {folder} --as-of 2026-04-02")
        talk.until("> ")
        talk.child.send("q\r")
        rest, code = talk.end()
    assert code == 0
    assert "办理时请带：\r\n  2 " in rest
    assert "：□ 申请表  □ 审计报告" in rest


def test_the_workbook_tells_how(jinshan: Jinshan, folder: Path, tmp_path: Path) -> None:
    """A column each for papers, steps, page and address where any benefit has them; none for what none has."""
    assert jinshan("match", *FACTS, "--data", folder, "-o", tmp_path / "slip.xlsx").code == 0
    head, *rows = load_workbook(tmp_path / "slip.xlsx")["现在可办"].iter_rows(values_only=True)
    found = next(dict(zip(head, row, strict=True)) for row in rows if row[0] == "2")
    assert (found["材料"], found["步骤"]) == ("□ 申请表；□ 审计报告", "1. 网上登记；2. 窗口交件")
    assert (found["网址"], found["邮箱"]) == ("https://example.org/rd", "rd@example.org")
    assert "暂停" not in head


def test_a_benefit_has_its_own(jinshan: Jinshan, folder: Path) -> None:
    """What is said of a benefit stands in place of what is said of its policy."""
    table = folder / "policies.toml"
    table.write_text(table.read_text("utf-8").replace('id = "2"\n', 'id = "2"\nmaterials = ["合同"]\n'), "utf-8")
    (policy,) = json.loads(jinshan("show", "2", "--data", str(folder), "--json").out)
    assert policy["benefits"][0]["materials"] == ["合同"]
    assert policy["benefits"][0]["steps"] == ["网上登记", "窗口交件"]


def test_what_is_suspended_is_not_now(jinshan: Jinshan, folder: Path) -> None:
    """In its window, and yet in no total of now: it is asked about first with the reason; in a list too."""
    table = folder / "policies.toml"
    said = json.loads(jinshan("match", *FACTS, "--data", str(folder), "--json").out)
    assert said["totals"]["grant"]["low"] == 200000
    table.write_text(table.read_text("utf-8").replace(CHANNEL, CHANNEL + 'suspended = "资金已用完"\n'), "utf-8")
    said = json.loads(jinshan("match", *FACTS, "--data", str(folder), "--json").out)
    assert (said["totals"]["grant"]["low"], said["ask_first"]["grant"]["low"]) == (0, 200000)
    assert "暂停：资金已用完，先问是否仍受理" in "".join(
        jinshan("match", *FACTS, "--data", str(folder), "--why", width=200).out.split()
    )
    days = jinshan("calendar", "--data", str(folder), "--as-of", "2026-04-02", "-o", "-").out.replace("\r\n ", "")
    assert "期限：办理期 每年 04-01 至 04-30\\n暂停：资金已用完，先问是否仍受理\\n" in days
    firms = folder.parent / "firms.csv"
    firms.write_text("企业名称,上年研发投入,行业\n甲,100万,软件业", "utf-8")
    listed = jinshan("batch", firms, "--data", str(folder), "--as-of", "2026-04-02")
    assert listed.out.splitlines()[1].endswith(",2,,"), listed.out


def test_the_table_says_what_is_suspended(jinshan: Jinshan, folder: Path) -> None:
    """`list` tells it with its reason beside the time, as `show` does."""
    table = folder / "policies.toml"
    table.write_text(table.read_text("utf-8").replace(CHANNEL, CHANNEL + 'suspended = "资金已用完"\n'), "utf-8")
    for command in ("list", "show"):
        told = jinshan(command, "研发", "--data", folder, "--as-of", "2026-04-02", width=300).out
        assert "暂停：资金已用完，先问是否仍受理" in told


@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_what_is_to_be_verified_says_that_it_is_suspended(
    jinshan: Jinshan, folder: Path, tmp_path: Path, name: str
) -> None:
    """Before anybody looks for what is missing: on the screen, on paper and on the page."""
    table = folder / "policies.toml"
    table.write_text(table.read_text("utf-8").replace(CHANNEL, CHANNEL + 'suspended = "资金已用完"\n'), "utf-8")
    args = ("match", "--set", "sector=software", "--data", str(folder), "--as-of", "2026-04-02")
    assert "；暂停：资金已用完，先问是否仍受理" in "".join(jinshan(*args, "--why", width=250).out.split())
    assert jinshan(*args, "-o", tmp_path / name).code == 0
    assert "；暂停：资金已用完，先问是否仍受理" in (tmp_path / name).read_text("utf-8")


@pytest.mark.parametrize(("as_of", "is_told"), [("2026-03-31", True), ("2026-05-01", False)])
@pytest.mark.parametrize("facts", [FACTS[:-2], ("--set", "sector=software")])
def test_what_has_not_begun_says_that_it_is_suspended(
    jinshan: Jinshan, folder: Path, facts: tuple[str, ...], as_of: str, is_told: bool
) -> None:
    """Not a day alone from which on it is to be had; and nothing more of what is over."""
    table = folder / "policies.toml"
    text = table.read_text("utf-8").replace(CHANNEL, CHANNEL + 'suspended = "资金已用完"\n')
    table.write_text(text.replace(', every = "year" }', " }"), "utf-8")
    told = "".join(jinshan("match", *facts, "--data", folder, "--as-of", as_of, "--why", width=250).out.split())
    assert ("；暂停：资金已用完，先问是否仍受理" in told) is is_told
    assert is_told or "已于2026-04-30截止" in told
    assert "截止；" not in told
    days = jinshan("calendar", "--data", folder, "--as-of", as_of, "-o", "-").out.replace("\r\n ", "")
    assert ("\\n暂停：资金已用完，先问是否仍受理\\n" in days) is is_told


def test_a_saved_result_knows_what_is_suspended(jinshan: Jinshan, folder: Path, tmp_path: Path) -> None:
    """Read back it is no more to be had now than when it was saved: no total has it, and the words are to ask first."""
    table = folder / "policies.toml"
    assert jinshan("match", *FACTS, "--data", folder, "-o", tmp_path / "old.json").code == 0
    table.write_text(table.read_text("utf-8").replace(CHANNEL, CHANNEL + 'suspended = "资金已用完"\n'), "utf-8")
    assert jinshan("match", *FACTS, "--data", folder, "-o", tmp_path / "new.json").code == 0
    said = jinshan("diff", tmp_path / "old.json", tmp_path / "new.json", "--data", folder, "--json")
    changed = json.loads(said.out)
    assert [(change["id"], change["effect"]) for change in changed["changes"]] == [("2", "reopened")]
    assert (changed["totals"]["grant"]["before"]["low"], changed["totals"]["grant"]["after"]["low"]) == (200000, 0)
    shown = jinshan("diff", tmp_path / "old.json", tmp_path / "new.json", "--data", folder, width=200).out
    assert "条件符合，20万元→条件符合，先问是否仍受理，20万元" in "".join(shown.split())
