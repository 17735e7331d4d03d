"""One truth, many faces: each says the same verdicts and amounts as the JSON, and shows hostile texts as text."""

import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from support.cases import EXAMPLES, HOSTILE, MARKUP, SEEN, told
from support.commandline import Jinshan
from support.ics import read
from support.page import Page

from jinshan_cli.core.policy import Edition

Amount = tuple[Decimal, Decimal | None] | None
Said = dict[str, tuple[str, Amount]]
"""by benefit id: the section it is in and the amount it names"""
SECTIONS = {
    "现在可以办理": "apply",
    "现在可办": "apply",
    "现在可享受（免申即享）": "apply",
    "现在可享": "apply",
    "先问是否仍受理": "ask",
    "条件符合，尚未开始": "upcoming",
    "条件符合，已过期限": "expired",
    "待核实": "verify",
    "接近条件": "near",
}
ID = r"\d+[a-z]?"
FIGURE = r"-?[\d,.]+[亿万]?元"
AMOUNT = rf"(?:未量化|金额待定|(?:最高 |不低于 )?{FIGURE}(?: 至 {FIGURE})?)"
FEN = Decimal("0.01")
"""something, of which no more is known: 金额待定 like what may be nothing"""
AS_OF = ("2023-05-01", "2024-02-01")


def amount(words: str, section: str) -> Amount:
    """An amount as the faces write it, back to yuan; what is to be verified says 若符合, and nothing else does."""
    assert words.startswith("若符合：") == (section == "verify"), words
    words = words.removeprefix("若符合：").strip()
    if words == "未量化":
        return None
    if words == "金额待定":
        return Decimal(0), None
    figures = [_yuan(figure) for figure in re.findall(FIGURE, words)]
    if words.startswith("最高"):
        return Decimal(0), figures[0]
    if words.startswith("不低于"):
        return figures[0], None
    assert re.fullmatch(AMOUNT, words), words
    return figures[0], figures[-1]


def _yuan(figure: str) -> Decimal:
    times = {"亿": 10**8, "万": 10**4}.get(figure[-2], 1)
    return Decimal(figure.rstrip("元亿万").replace(",", "")) * times


def from_json(text: str) -> Said:
    """What the contract's JSON says."""
    said: Said = {}
    for policy in json.loads(text, parse_float=Decimal)["policies"]:
        for benefit in policy["benefits"]:
            if section := _section(benefit):
                found = benefit["amount"]
                high = found and found["high"]
                money: Amount = None
                if found:
                    low = Decimal(0) if high is None and found["low"] == FEN else Decimal(found["low"])
                    money = low, None if high is None else Decimal(high)
                said[benefit["id"]] = section, None if section == "near" else money
    return said


def _section(benefit: dict[str, Any]) -> str:
    if benefit["status"] == "undetermined":
        return "verify"
    if benefit["status"] == "eligible":
        return _section_of_eligible(benefit)
    miss = benefit["near_miss"]
    if miss is None or benefit["timing"] == "expired":
        return ""
    return "near" if 2 * Fraction(miss["short"]) <= Fraction(miss["needs"]) else ""


def _section_of_eligible(benefit: dict[str, Any]) -> str:
    """By the day alone: in time and in no window that a note reports closed is now."""
    if benefit["timing"] in ("expired", "upcoming"):
        return str(benefit["timing"])
    closed = any(report["kind"] == "claim" and report["timing"] != "open" for report in benefit["reported"])
    return "ask" if closed or benefit["timing"] not in ("open", "unstated") else "apply"


def from_terminal(text: str) -> Said:
    """A line that begins with an id, under a heading."""
    said: Said = {}
    section = ""
    for line in text.splitlines():
        if line and not line.startswith(" "):
            heading = re.match(r"(\S+)（\d+）", line)
            section = SECTIONS.get(heading[1], "") if heading else ""
        elif (row := re.match(rf" ?({ID}) +\S.*", line)) and section:
            money = (
                None if section == "near" else amount(_only(re.findall(rf"  ((?:若符合：)?{AMOUNT})  ", line)), section)
            )
            said[row[1]] = section, money
    return said


def from_first_screen(text: str) -> dict[str, Amount]:
    """The lines of what can be had now."""
    rows = re.findall(rf"^[! ] ({ID}) +\S+ +({AMOUNT}) ", text, re.MULTILINE)
    return {key: amount(words, "apply") for key, words in rows}


def from_markdown(text: str) -> Said:
    """`**id title：amount**`, or a list item that begins with an id, under a heading."""
    said: Said = {}
    section = ""
    for line in text.splitlines():
        if heading := re.fullmatch(r"#+ (.*)", line):
            section = SECTIONS.get(heading[1], "")
        elif section and (row := re.match(rf"(?:- |\*\*)({ID}) (.*)", line)):
            words = re.search(rf"：((?:若符合：)?{AMOUNT})(?:\*\*|；|，)", row[2])
            said[row[1]] = section, amount(words[1], section) if words and section != "near" else None
    return said


def from_html(text: str) -> Said:
    """The number and the amount of each card and item, under a heading."""
    said: Said = {}
    for part in text.split("<h2>")[1:]:
        section = SECTIONS.get(re.split("<small>|</h2>", part)[0], "")
        ids = re.findall(rf'class="no">({ID})<', part)
        money = re.findall(rf"(?:class=\"amount\">|</b> [^<]*：)((?:若符合：)?{AMOUNT})", part)
        if section == "near":
            said |= dict.fromkeys(ids, (section, None))
        elif section:
            single = [key for key in ids if not re.search(rf'class="no">{key}</span><h3>.*</h3></div>', part)]
            said |= {key: (section, amount(words, section)) for key, words in zip(single, money, strict=True)}
    return said


def from_workbook(path: Path) -> Said:
    """The number cells of the sheets; 未在期内 says by its words which of two sections it is."""
    said: Said = {}
    book = load_workbook(path)
    for name in ("现在可办", "现在可享", "先问是否仍受理", "待核实", "接近条件", "未在期内"):
        for row in _rows(book, name):
            late = "expired" if re.search("已于|已过", str(row.get("期限"))) else "upcoming"
            low, high = row.get("至少（元）"), row.get("最高（元）")
            no_end = high in ("未载明", "待定")
            least = None if low is None else Decimal(0) if no_end and low == float(FEN) else Decimal(str(low))
            money = None if least is None else (least, None if no_end else Decimal(str(high)))
            said[row["编号"]] = SECTIONS.get(name, late), money
    return said


def _rows(book: Any, name: str) -> Iterator[dict[str, Any]]:
    if name in book.sheetnames:
        head, *body = book[name].iter_rows(values_only=True)
        yield from (dict(zip(head, row, strict=True)) for row in body)


def _only(found: list[str]) -> str:
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("as_of", AS_OF)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_same_verdicts_and_amounts(path: Path, as_of: str, jinshan: Jinshan, tmp_path: Path) -> None:
    """Terminal, Markdown, HTML and workbook put every benefit where the JSON has it, with the JSON's amounts."""
    match = ("match", path, "--as-of", as_of)
    expected = from_json(jinshan(*match, "--json").out)
    assert expected
    for ending in ("md", "html", "xlsx", "json"):
        assert jinshan(*match, "-o", tmp_path / f"x.{ending}").code == 0
    assert from_json((tmp_path / "x.json").read_text("utf-8")) == expected
    assert from_terminal(jinshan(*match, "--why", width=240).out) == expected
    now = {key: money for key, (section, money) in expected.items() if section == "apply"}
    assert from_first_screen(jinshan(*match, width=240).out) == now
    assert from_markdown((tmp_path / "x.md").read_text("utf-8")) == expected
    assert from_html((tmp_path / "x.html").read_text("utf-8")) == expected
    assert from_workbook(tmp_path / "x.xlsx") == expected


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_same_in_calendar(path: Path, jinshan: Jinshan, tmp_path: Path, edition: Edition) -> None:
    """The firm's calendar has the JSON's verdict and amount beside each end."""
    expected = from_json(jinshan("match", path, "--as-of", AS_OF[0], "--json").out)
    assert jinshan("calendar", path, "--as-of", AS_OF[0], "-o", tmp_path / "x.ics").code == 0
    events = {event.text("UID"): event for event in read((tmp_path / "x.ics").read_bytes()).inside}
    ends = {found[1]: event for uid, event in events.items() if (found := re.search(rf"benefit-({ID})@", uid))}
    ending = {benefit.id for policy in edition.policies for benefit in policy.benefits if benefit.window}
    assert set(ends) == {key for key, (section, _) in expected.items() if section != "near" and key in ending}
    for key, event in ends.items():
        section, money = expected[key]
        assert ("（待核实）" in event.text("SUMMARY")) == (section == "verify")
        assert amount(_only(re.findall("金额：(.*)", event.text("DESCRIPTION"))), section) == money


def test_hostile_everywhere(jinshan: Jinshan, edited: Callable[..., Path], tmp_path: Path) -> None:
    """A firm's name and an edition's own texts, from an enemy, come out as text in every face."""
    title = json.dumps(MARKUP)
    folder = edited(
        ("policies.toml", 'title = "新增限额以上"', f"title = {title}"),
        ("policies.toml", 'departments = ["区科委"]', f"departments = [{title}]"),
        ("activities.toml", "金山区缤纷百果节：农副产品宣传推介", title[1:-1]),
    )
    firm = tmp_path / "firm.toml"
    table = {**told(EXAMPLES[-2]), "name": HOSTILE}
    firm.write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items()), "utf-8")
    match = ("match", firm, "--data", folder, "--as-of", "2023-05-01")
    signed = ("--by", HOSTILE, "--tel", HOSTILE)
    for ending, by in (("md", signed), ("html", signed), ("xlsx", signed), ("json", ())):
        assert jinshan(*match, *by, "-o", tmp_path / f"x.{ending}").code == 0
    assert jinshan("calendar", firm, "--data", folder, "--as-of", "2023-05-01", "-o", tmp_path / "x.ics").code == 0
    screens = [jinshan("match", firm, width=300).out, jinshan("activities", "--data", folder, width=300).out]
    texts = [(tmp_path / f"x.{ending}").read_text("utf-8") for ending in ("md", "html", "json", "ics")]
    for text in (*screens, *texts):
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e]", text)
    page = Page(texts[1])
    assert "script" not in page.tags
    assert page.text.count(SEEN) >= 3
    assert page.text.count(MARKUP) >= 3
    assert json.loads(texts[2])["firm"]["name"] == HOSTILE
    assert [SEEN in screens[0], MARKUP in screens[1]] == [True, True]
    message = re.sub(r"\\(?=[\\`*_\[\]<>&#|~!])", "", texts[0])
    assert [SEEN in message, MARKUP in message] == [True, True]
    cells = [cell for sheet in load_workbook(tmp_path / "x.xlsx") for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"n", "s"}
    assert sum(cell.value in (SEEN, MARKUP) for cell in cells) >= 3
    assert any(MARKUP in event.text("SUMMARY") for event in read((tmp_path / "x.ics").read_bytes()).inside)


@pytest.mark.parametrize("ending", ["", "md", "html"])
def test_what_is_to_be_asked_about_first_has_its_sum(jinshan: Jinshan, ending: str, tmp_path: Path) -> None:
    """Also where all of it is still to be verified: an award of which only a note has the month for claims."""
    path = tmp_path / f"out.{ending}"
    firm = ("match", "--set", "sector=mining", "--as-of", "2023-05-01")
    told = jinshan(*firm, *(("-o", path) if ending else ("--why",))).out or path.read_text("utf-8")
    words = re.sub(r"<[^>]+>|[\s-]", "", told).replace("的合计（未计入上面）", "").replace("（未计入上面）：", "")
    words = words.replace("未计入上面的合计", "")
    assert "先问是否仍受理奖补资金暂无可确定的金额；另有待核实部分，最高20万元" in words
    assert json.loads(jinshan(*firm, "--json").out)["ask_first"]["potential"] == {"grant": 200000}
