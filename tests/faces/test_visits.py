"""A visit begun from a row of a list; what a firm's file keeps of who asked when, and what is old of it."""

import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.rosters import put, visited
from support.talk import ESCAPE, Begin, flat, screens

from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import SOME, Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.firm.asked import Visit
from jinshan_cli.files.firm.interview import Kept, dump_answers, parse_answers
from jinshan_cli.use.visit.aging import aged, old_keys
from jinshan_cli.use.visit.answers import FactAnswer, Figures, Ticked, singly
from jinshan_cli.use.visit.interview import Interview, resume
from jinshan_cli.use.visit.log import Log
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskScreen, blank

ASKED = date(2026, 5, 1)
SHOP = Firm("甲商贸", {"sector": "retail", "employees": Interval(120, 120), "newly_above_quota": True})
LIST = (
    "企业名称,统一社会信用代码,行业,从业人数\n"
    "甲商贸,91310116000000001X,零售业,120\n丙行,91310116000000003X,批发业,很多\n丙行,91310116000000004X,零售业,3\n"
)
AT_TERMINAL = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_a_file_keeps_its_visits(edition: Edition) -> None:
    """The code, each visit and the facts of another table come back as they were written."""
    visits = tuple(Visit(on=ASKED + timedelta(each), edition="x", by="王", answers=("sector",)) for each in range(2))
    kept = Kept(SHOP, frozenset(("revenue",)), "9131X", visits, {"other": "1"})
    told = dump_answers(kept, edition.facts)
    text = told.decode().replace('answers = [\n    "sector",', 'answers = [\n    "sector", "other",')
    assert parse_answers(text.encode(), edition.facts, "f").gone == {"other": "1"}
    again = parse_answers(told.replace(b'other = "1"\n', b""), edition.facts, "f")
    assert again == Kept(SHOP, kept.unknown, "9131X", visits)


@pytest.mark.parametrize("spoilt", ['on = "昨天"', "on = 2026-05-01\nby = 3", "on = 2026-05-01\nwhen = 1"])
def test_a_visit_that_is_none(edition: Edition, jinshan: Jinshan, in_folder: Path, spoilt: str) -> None:
    """What a hand has spoilt of a visit is named with its place."""
    Path("a.toml").write_text(f'name = "甲"\n[[asked]]\nedition = "x"\n{spoilt}\n', "utf-8")
    screen = jinshan("match", "a.toml")
    assert (screen.code, "a.toml asked" in screen.err) == (2, True)


@pytest.mark.parametrize(("days", "is_old"), [(-1, False), (0, False), (90, False), (91, True)])
def test_ninety_days(edition: Edition, days: int, is_old: bool) -> None:
    """The ninetieth day after the visit an answer still holds; the day after it is old."""
    kept = visited(SHOP, ["sector"], on=ASKED)
    found = aged(kept.visits, kept.firm, edition, ASKED + timedelta(days))
    assert old_keys(found) == ({"sector"} if is_old else set())


def test_of_several_visits_the_last_counts(edition: Edition) -> None:
    """What was asked again is as old as that; another table makes it old at once; what nobody asked has no age."""
    visits = (
        Visit(on=ASKED, edition="jinshan-2023", answers=("sector", "employees")),
        Visit(on=ASKED + timedelta(80), edition="jinshan-2023", answers=("sector",)),
    )
    (found,) = aged(visits, SHOP, edition, ASKED + timedelta(91))
    assert (found.keys, found.days, found.other_edition) == (("employees",), 91, False)
    (other,) = aged((Visit(on=ASKED, edition="jinshan-2022", answers=("sector",)),), SHOP, edition, ASKED)
    assert (other.is_late, other.other_edition) == (False, True)


def _asks(state: Interview, key: str) -> Interview:
    """The interview at the question that asks a fact, all before it kept or left."""
    while (prompt := state.prompt) is not None and key not in getattr(prompt, "keys", (getattr(prompt, "key", ""),)):
        state = state.answer(state.draft(prompt) or blank(prompt))
    return state


def _told(state: Interview, key: str, value: Interval | None) -> Interview:
    """The interview after one figure was told, by itself or on a line with others that are not known."""
    if isinstance(state.prompt, AskFigures):
        return state.answer(
            Figures(tuple(FactAnswer(each, value if each == key else None) for each in state.prompt.keys))
        )
    return state.answer(FactAnswer(key, value))


def test_what_is_old_is_asked_again(edition: Edition) -> None:
    """An old answer is no longer known, is offered to be kept, and stands in the file until it is answered."""
    kept = visited(SHOP, ["sector", "newly_above_quota"], on=ASKED)
    begun = resume(edition, kept.firm, old=frozenset(("sector", "newly_above_quota")))
    assert set(begun.firm.facts) == {"employees"}
    assert begun.kept.facts == SHOP.facts
    log = Log(begun, kept, ASKED + timedelta(100), "李")
    assert log.kept(begun) == kept
    asked = _asks(begun, "sector")
    assert isinstance(asked.prompt, AskFact)
    assert asked.draft(asked.prompt) == FactAnswer("sector", "retail")
    after = asked.answer(FactAnswer("sector", "wholesale"))
    told = log.kept(after)
    assert told.firm.facts["sector"] == "wholesale"
    assert told.visits[0] == kept.visits[0]
    assert (told.visits[1].on, told.visits[1].by) == (ASKED + timedelta(100), "李")
    assert told.visits[1].answers == ("sector",)
    screen = _asks(after, "newly_above_quota")
    assert isinstance(screen.prompt, AskScreen)
    draft = screen.draft(screen.prompt)
    assert isinstance(draft, Ticked)
    assert draft.yes == {"newly_above_quota"}
    assert draft.unsure == set(screen.prompt.keys) - {"newly_above_quota"}


def test_a_line_ticked_anew_holds(edition: Edition) -> None:
    """Whatever an earlier visit told of it; a figure that the line leaves open is offered, and stands until then."""
    old: dict[str, Value] = {
        "entity": "enterprise",
        "sector": "wholesale",
        "vat_status": "general",
        "loan_renewal_needed": False,
        "needs_guarantee": True,
        "six_taxes_two_fees": Interval.point(0),
        "vat_incremental_credit": Interval.point(40_0000_00),
    }
    kept = visited(Firm("甲商贸", old), list(old), on=ASKED)
    screen = _asks(resume(edition, kept.firm, old=frozenset(old)), "vat_status")
    assert isinstance(screen.prompt, AskScreen)
    told = frozenset(old) - {"entity", "sector"}
    after = screen.answer(Ticked(screen.prompt.keys, told))
    assert {key: after.kept.facts[key] for key in told} == {
        "vat_status": "small_scale",
        "loan_renewal_needed": True,
        "needs_guarantee": True,
        "six_taxes_two_fees": SOME,
        "vat_incremental_credit": old["vat_incremental_credit"],
    }
    visit = Log(screen, kept, ASKED + timedelta(100)).kept(after).visits[-1]
    assert told & set(visit.answers) == told - {"vat_incremental_credit"}
    asked = _asks(after, "six_taxes_two_fees")
    assert isinstance(asked.prompt, AskFigures)
    draft = asked.draft(asked.prompt)
    assert isinstance(draft, Figures)
    assert {each.key: each.value for each in draft.told} == {
        "six_taxes_two_fees": None,
        "vat_incremental_credit": old["vat_incremental_credit"],
    }


def test_an_old_figure_is_not_offered_as_a_tick_that_it_denies(edition: Edition) -> None:
    """3亿 of sales is not 8亿以上, and up to 10万 of taxes neither 要缴 nor none: each is asked by itself, as told."""
    old: dict[str, Value] = {
        "sector": "wholesale",
        "vat_status": "small_scale",
        "goods_sales": Interval.point(3_0000_0000_00),
        "six_taxes_two_fees": Interval(0, 10_0000_00),
        "eligible_hires": Interval.point(3),
        "venue": "none",
    }
    state = resume(edition, Firm("甲商贸", old), old=frozenset(old))
    ticked: set[str] = set()
    offered: dict[str, Value | None] = {}
    while (prompt := state.prompt) is not None:
        answer = state.draft(prompt) or blank(prompt)
        ticked |= answer.yes if isinstance(answer, Ticked) else set()
        offered |= {each.key: each.value for each in singly(answer)}
        state = state.answer(answer)
    assert ticked == {"vat_status", "eligible_hires"}
    assert offered.items() >= {key: value for key, value in old.items() if isinstance(value, Interval)}.items()
    assert {key: state.kept.facts[key] for key in old} == old


def test_only_what_was_answered_is_of_the_visit(edition: Edition) -> None:
    """What the list told, and what was asked in vain, is nobody's answer; the same visit resumed is one."""
    begun = resume(edition, SHOP)
    log = Log(begun, Kept(SHOP, code="9131X"), ASKED)
    state = _asks(begun, "revenue")
    vain = log.kept(_told(state, "revenue", None))
    assert "revenue" in vain.unknown
    told = log.kept(_told(state, "revenue", Interval(5, 5)))
    assert [visit.answers for visit in told.visits] == [("revenue",)]
    assert told.code == "9131X"
    again = resume(edition, told.firm, told.unknown)
    state = _asks(again, "total_assets")
    more = Log(again, told, ASKED).kept(_told(state, "total_assets", Interval(7, 7)))
    assert [visit.answers for visit in more.visits] == [("revenue", "total_assets")]


def test_a_visit_from_a_list_that_answered_nothing(jinshan: Jinshan, edition: Edition, in_folder: Path) -> None:
    """What the list told goes back into no list: a cell that was put right meanwhile stays as it is."""
    begun = resume(edition, SHOP)
    kept = Log(begun, Kept(SHOP), ASKED, "王", of_list=True).kept(begun)
    assert [(visit.by, visit.answers) for visit in kept.visits] == [("王", ())]
    assert Log(begun, Kept(SHOP), ASKED).kept(begun).visits == ()
    told = Log(begun, kept, ASKED, "王").kept(_told(_asks(begun, "revenue"), "revenue", Interval(5, 5)))
    assert [visit.answers for visit in told.visits] == [("revenue",)]
    put(Path("资料"), "甲.toml", kept, edition)
    Path("名单.csv").write_text("企业名称,从业人数\n甲商贸,150\n", "utf-8")
    screen = jinshan("gather", "资料", "名单.csv", "-o", "新.csv", "--as-of", str(ASKED))
    assert (screen.code, Path("新.csv").read_text("utf-8")) == (0, "企业名称,从业人数\n甲商贸,150\n")


def test_match_says_what_is_old(jinshan: Jinshan, edition: Edition, in_folder: Path) -> None:
    """With the day, who asked, the facts, and how to ask again; not of what `--set` tells; `batch` says of whom."""
    put(Path("资料"), "甲.toml", visited(SHOP, ["sector", "employees"], on=ASKED), edition)
    late = ("--as-of", str(ASKED + timedelta(91)))
    screen = jinshan("match", "资料/甲.toml", *late)
    assert "! 2026-05-01（王专员）所答，已过 91 天（超过 90 天）：行业、从业人数" in screen.err
    assert re.search(r"jinshan ask \S*甲.toml\S* --save", screen.err)
    assert "从业人数" not in jinshan("match", "资料/甲.toml", "--set", "从业人数=5", *late).err
    assert "所答" not in jinshan("match", "资料/甲.toml", "--as-of", str(ASKED + timedelta(90))).err
    for command in ("batch", "due"):
        screen = jinshan(command, "资料", *((("-o", "-")) if command == "batch" else ()), *late)
        assert "1 家有 90 天以前、或按另一版政策表问得的答案，照用了：甲.toml" in screen.err


@AT_TERMINAL
def test_a_visit_from_a_row(begin: Begin, tmp_path: Path) -> None:
    """What the row tells is shown and not asked, and the file keeps it with the code of social credit."""
    (tmp_path / "名单.csv").write_text(LIST, "utf-8")
    talk = begin("--from 名单.csv --firm 甲商贸 --by 王专员 --save 甲.toml")
    seen = flat(ESCAPE.sub("", talk.seen))
    assert "名单.csv 第 1 行（文件第 2 行） 91310116000000001X：甲商贸" in seen
    assert "120 人" in seen
    assert "行业" in seen
    talk.type("")
    talk.child.sendintr()
    talk.end()
    table = tomllib.loads((tmp_path / "甲.toml").read_text("utf-8"))
    assert (table["name"], table["code"], table["employees"]) == ("甲商贸", "91310116000000001X", 120)
    assert [(each["by"], each["answers"]) for each in table["asked"]] == [("王专员", [])]


@AT_TERMINAL
@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("--from 名单.csv --firm 甲商", "甲商贸"),
        (
            "--from 名单.csv --firm 丙行",
            "91310116000000003X、第 3 行（文件第 4 行） 91310116000000004X",
        ),
        ("--from 名单.csv --firm 丙行", "写统一社会信用代码，如 --firm 91310116000000003X"),
        ("--from 名单.csv", "加 --firm 名称或统一社会信用代码"),
        ("--firm 甲商贸", "加 --from 名单.xlsx"),
    ],
)
def test_who_is_meant(tmp_path: Path, options: str, said: str) -> None:
    """A firm that is not there: the nearest names; two of one name: both rows, and the code is asked for."""
    (tmp_path / "名单.csv").write_text(LIST, "utf-8")
    with screens(tmp_path) as start:
        rest, code = start(f"ask {options}").end()
    assert code == 2
    assert said in flat(rest)
