"""What is typed at a prompt: commands, ticks, and the closest options to a word that is none."""

import pytest

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.firm import Firm, Value
from jinshan_cli.core.intervals import Interval
from jinshan_cli.core.policy import Edition
from jinshan_cli.core.written.values import read
from jinshan_cli.faces.visit.replies import Command, answer_to, command, offered, readings
from jinshan_cli.use.visit.answers import FactAnswer, Figures, FirmName, Ticked
from jinshan_cli.use.visit.interview import resume
from jinshan_cli.use.visit.prompts import AskFact, AskFigures, AskName, AskScreen

KEYS = ("srdi_new", "little_giant_new", "innovation_fund", "newly_four_above")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("?", Command("help")),
        (" ？ ", Command("help")),
        ("?3", Command("help", 3)),
        ("<", Command("back")),
        ("＜", Command("back")),
        ("上一题", Command("back")),
        ("=12", Command("revise", 12)),
        ("＝ ３", Command("revise", 3)),
        ("R", Command("result")),
        ("q", Command("stop")),
        ("s 金山 公司.toml", Command("save", path="金山 公司.toml")),
        ("", None),
        ("<2000万", None),
        ("S Company", None),
        ("-", None),
    ],
)
def test_commands(text: str, expected: Command | None) -> None:
    """A command is known in either width; a value or a name that begins alike is none."""
    assert command(text) == expected


@pytest.mark.parametrize(
    ("text", "yes", "unsure"),
    [
        ("", "", "1234"),
        ("0", "", ""),
        ("都没有", "", ""),
        ("1,3", "13", ""),
        ("1，3、4", "134", ""),
        ("1-3", "123", ""),
        ("２～４", "234", ""),
        ("1 2?", "1", "2"),
        ("1，3-4？", "1", "34"),
        ("不清楚", "", "1234"),
    ],
)
def test_ticks(edition: Edition, text: str, yes: str, unsure: str) -> None:
    """Numbers and ranges tick, a question mark leaves open, 0 is none, Enter is not known."""
    picked = [frozenset(KEYS[int(number) - 1] for number in numbers) for numbers in (yes, unsure)]
    assert answer_to(AskScreen(KEYS), text, edition) == Ticked(KEYS, *picked)


@pytest.mark.parametrize("text", ["5", "0-2", "3-1", "a", "1,1?", "1.5", "-1", "=", "1\u200b", "\ufffd"])
def test_no_ticks(edition: Edition, text: str) -> None:
    """Whatever is no line is refused with a reason."""
    with pytest.raises(Refusal) as refused:
        _ = command(text) or answer_to(AskScreen(KEYS), text, edition)
    assert refused.value.reason


def test_a_choice_by_number_name_or_code(edition: Edition) -> None:
    """A number of the list, a label, an alias or a code with its letter; Enter is not known."""
    sectors = AskFact("sector", edition.facts["sector"].option_keys)
    for text, option in (("3", "manufacturing"), ("C36", "manufacturing"), ("零售", "retail"), ("A01", "agriculture")):
        assert answer_to(sectors, text, edition) == FactAnswer("sector", option)
    assert answer_to(sectors, "", edition) == FactAnswer("sector", None)
    for text in ("批发业、零售业", "批发业 零售业", "批发业或零售业"):
        assert answer_to(sectors, text, edition) == FactAnswer("sector", ("wholesale", "retail"))
    with pytest.raises(Refusal, match="几个行业"):
        answer_to(sectors, "批发和零售业", edition)
    entities = AskFact("entity", edition.facts["entity"].option_keys)
    assert answer_to(entities, "", edition) == FactAnswer("entity", None)


def test_an_option_that_was_excluded_is_refused(edition: Edition) -> None:
    """After a tick, the option that denies it cannot be chosen, nor counted, nor is it named as one that can."""
    prompt = AskFact("hnte", edition.facts["hnte"].option_keys[1:])
    assert answer_to(prompt, "1", edition) == FactAnswer("hnte", "valid")
    with pytest.raises(Refusal, match="勾选"):
        answer_to(prompt, "无", edition)
    for key in ("hnte", "venue"):
        fact = edition.facts[key]
        with pytest.raises(Refusal) as refused:
            answer_to(AskFact(key, fact.option_keys[1:]), "火星", edition)
        assert refused.value.expected == "可选：" + "、".join(option.label for option in fact.options[1:])


def test_names(edition: Edition) -> None:
    """A name is taken as typed, without space around; what lists take for nobody is none, a very long one refused."""
    assert answer_to(AskName(), " 金山 公司 ", edition) == FirmName("金山 公司")
    for text in ("不清楚", "-", "——", "无", "没有", "不详", "暂无", "/", "0", "不写"):
        assert answer_to(AskName(), text, edition) == FirmName("")
    assert answer_to(AskName(), "无锡小馆", edition) == FirmName("无锡小馆")
    assert answer_to(AskName(), "长" * 200, edition) == FirmName("长" * 200)
    with pytest.raises(Refusal):
        answer_to(AskName(), "长" * 201, edition)


@pytest.mark.parametrize(
    ("key", "told", "text", "sums"),
    [
        ("revenue", {}, "2600", [2600, 2600_0000]),
        ("revenue", {}, "260000000", []),
        ("revenue", {}, "200000000000000", []),
        ("revenue", {}, "2600元", []),
        ("retail_sales", {"goods_sales": Interval.point(100)}, "5000", [5000, 5000_0000]),
    ],
)
def test_what_a_bare_sum_may_mean(
    edition: Edition, key: str, told: dict[str, Value], text: str, sums: list[int]
) -> None:
    """Yuan or 万元 where the one is doubtful, also where both are; yuan alone where 万元 is, or is past any sum."""
    found = readings(AskFact(key), text, resume(edition, Firm("", told)))
    assert found == [FactAnswer(key, Interval.point(100 * each)) for each in sums]


MEANT = {
    "汽车配件": "manufacturing wholesale retail",
    "医药": "manufacturing wholesale retail",
    "食品": "manufacturing wholesale retail",
    "经营软件开发等": "software",
    "6210": "catering",
    "K": "real_estate property_management finance_public other",
    "铁路旅客运输": "",
    "xyz": "",
}


@pytest.mark.parametrize(("text", "meant"), MEANT.items())
def test_the_sectors_that_may_be_meant(edition: Edition, text: str, meant: str) -> None:
    """Offered are the options with a class or a name that holds the word, and no other; nothing where none does."""
    fact = edition.facts["sector"]
    assert [option.key for option, _ in offered(fact, fact.option_keys, text)] == meant.split()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("今年认定", "this_year"),
        ("去年认定", "new renewed"),
        ("2023年认定", "this_year"),
        ("高企", ""),
        ("过期了", "none"),
    ],
)
def test_the_certificates_that_may_be_meant(edition: Edition, text: str, meant: str) -> None:
    """Offered is none of another year than the word has, nor one that denies what the word does not, or the other way.

    The first is what a list names as the closest.
    """
    fact = edition.facts["hnte"]
    found = [option.key for option, _ in offered(fact, fact.option_keys, text)]
    assert found == meant.split()
    with pytest.raises(Refusal) as refused:
        read(fact, text)
    assert refused.value.closest == (fact.option(found[0]).label if found else "")


def test_why_a_sector_is_offered(edition: Edition) -> None:
    """Beside each option stands the widest class of the standard that says so, with its code."""
    fact = edition.facts["sector"]
    told = {option.key: why for option, why in offered(fact, fact.option_keys, "医药")}
    assert told["retail"] == "F525 医药及医疗器材专门零售"


@pytest.mark.parametrize("text", ["30", "5211", "21", "0"])
def test_a_bare_code_is_no_answer(edition: Edition, text: str) -> None:
    """A number is one of the list; a code has its letter, or it is asked back."""
    prompt = AskFact("sector", edition.facts["sector"].option_keys)
    with pytest.raises(Refusal, match=f"没有第 {text} 个"):
        answer_to(prompt, text, edition)
    assert answer_to(prompt, "C30", edition) == FactAnswer("sector", "manufacturing")
    assert answer_to(prompt, "13", edition) == FactAnswer("sector", edition.facts["sector"].option_keys[12])


@pytest.mark.parametrize("text", ["12 0", "12和30", "6 51", "30/12"])
def test_bare_codes_beside_each_other_are_no_answer(edition: Edition, text: str) -> None:
    """Numbers beside each other are numbers of the list, too: one that is not on it is asked back, and is no code."""
    prompt = AskFact("sector", edition.facts["sector"].option_keys)
    with pytest.raises(Refusal, match=r"没有第 (0|30|51) 个"):
        answer_to(prompt, text, edition)


@pytest.mark.parametrize("text", ["11或餐饮业", "11 和 餐饮业", "11和餐饮业", "11/餐饮业", "13/制造业", "11和采矿业"])
def test_a_number_beside_a_name_is_asked_back(edition: Edition, text: str) -> None:
    """Of a number beside another trade nobody can tell whether it is of the list or a code, as 13 of 制造业."""
    prompt = AskFact("sector", edition.facts["sector"].option_keys)
    with pytest.raises(Refusal, match="有几个行业"):
        answer_to(prompt, text, edition)


@pytest.mark.parametrize("text", ["11和12", "11 和 12", "11/12", "12+11", "11&12", "１１与１２", "11以及12", "11兼12"])
def test_numbers_of_the_list_beside_each_other(edition: Edition, text: str) -> None:
    """However two numbers are joined, they are those of the list on the screen: 11和12 is a hotel, and no mine."""
    prompt = AskFact("sector", edition.facts["sector"].option_keys)
    assert answer_to(prompt, text, edition) == FactAnswer("sector", ("accommodation", "catering"))


@pytest.mark.parametrize("text", ["F", "批发和零售业", "购物中心", "工业"])
def test_a_name_of_several_sectors_is_asked_back(edition: Edition, text: str) -> None:
    """What several options share is asked back; who writes them with 或 is taken at their word."""
    prompt = AskFact("sector", edition.facts["sector"].option_keys)
    with pytest.raises(Refusal, match="有几个行业"):
        answer_to(prompt, text, edition)


@pytest.mark.parametrize("text", ["6,7", "７、6", "7或6", "6 7", "零售|批发", "批发业或零售业", "6|7|6"])
def test_several_options(edition: Edition, text: str) -> None:
    """Who is not sure which it is writes all that it may be; the order does not count."""
    sectors = AskFact("sector", edition.facts["sector"].option_keys)
    assert answer_to(sectors, text, edition) == FactAnswer("sector", ("wholesale", "retail"))


FIGURES = ("vat_incremental_credit", "excess_water_surcharge", "eligible_hires")
TOLD = {
    "35万 1.2万 4": (35_0000_00, 1_2000_00, 4),
    "350,000，12,000，4": (35_0000_00, 1_2000_00, 4),
    "350,000,12,000,4人": (35_0000_00, 1_2000_00, 4),
    "35 万；1.2万元；4": (35_0000_00, 1_2000_00, 4),
    "三十五万、一万二、四个人": (35_0000_00, 1_2000_00, 4),
    "- 1.2万 不清楚": (None, 1_2000_00, None),
    "2=1.2万": (None, 1_2000_00, None),
    "３＝4 1=35万": (35_0000_00, None, 4),
    "2=1.2万,3=4": (None, 1_2000_00, 4),
    "1：350,000、3： 4 个": (35_0000_00, None, 4),
    "": (None, None, None),
}


@pytest.mark.parametrize(("text", "told"), TOLD.items())
def test_several_figures_in_a_line(edition: Edition, text: str, told: tuple[int | None, ...]) -> None:
    """One after the other or by number, however they are kept apart; - is not known, and so is what is left out."""
    values = [None if each is None else Interval.point(each) for each in told]
    answered = tuple(FactAnswer(key, value) for key, value in zip(FIGURES, values, strict=True))
    assert answer_to(AskFigures(FIGURES), text, edition) == Figures(answered)


def test_one_figure_put_right_leaves_the_others(edition: Edition) -> None:
    """Told by its number where all were told before: what no number names stays, and - is not known."""
    before = Figures(
        tuple(FactAnswer(key, Interval.point(number)) for key, number in zip(FIGURES, (5, 6, 7), strict=True))
    )
    for text, told in {
        "2=1.2万": (5, 1_2000_00, 7),
        "1=-；3=4": (None, 6, 4),
        "- 1.2万 4": (None, 1_2000_00, 4),
    }.items():
        values = [None if each is None else Interval.point(each) for each in told]
        answered = tuple(FactAnswer(key, value) for key, value in zip(FIGURES, values, strict=True))
        assert answer_to(AskFigures(FIGURES), text, edition, before=before) == Figures(answered)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("35万 1.2万", "这里要 3 个数"),
        ("1 2 3 4", "这里要 3 个数"),
        ("35万 好多 4", "第 2 行“好多”"),
        ("35万 1.2万 1.5", "第 3 行“1.5”必须是整数"),
        ("4=3", "没有第 4 行"),
        ("0=3 1=4", "没有第 0 行"),
        ("1=3 1=4", "写了两次"),
        ("35万 -5 4", "第 2 行“-5”不能是负数"),
        ("40 000 4", "数字中间有空格"),
        ("35万　４０　０００", "数字中间有空格"),
    ],
)
def test_figures_that_cannot_be_taken(edition: Edition, text: str, why: str) -> None:
    """Nothing is taken from a line of which one figure is not understood; it says which, and why."""
    with pytest.raises(Refusal) as refused:
        answer_to(AskFigures(FIGURES), text, edition)
    assert why in refused.value.reason


def test_either_of_two_people_is_one_figure(edition: Edition) -> None:
    """A comma or 、 inside a figure is no end of it where the rest would be one figure too many."""
    answer = answer_to(AskFigures(("eligible_hires", "nev_price")), "8、9个人 1,234.5", edition)
    assert answer == Figures(
        (FactAnswer("eligible_hires", Interval(8, 9)), FactAnswer("nev_price", Interval.point(123_450)))
    )
