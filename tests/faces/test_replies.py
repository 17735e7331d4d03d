"""What is typed at a prompt: commands, ticks, and the closest options to a word that is none."""

import pytest

from jinshan_cli.core.errors import Refusal
from jinshan_cli.core.policy import Edition
from jinshan_cli.faces.visit.replies import Command, answer_to, command, offered
from jinshan_cli.use.visit.answers import FactAnswer, FirmName, Ticked
from jinshan_cli.use.visit.interview import AskFact, AskName, AskScreen

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
    """A number of the list, a label, an alias or a code; what begins with 0 is a code, Enter is not known."""
    sectors = AskFact("sector", edition.facts["sector"].option_keys)
    for text, option in (("3", "manufacturing"), ("C36", "manufacturing"), ("零售", "retail"), ("01", "agriculture")):
        assert answer_to(sectors, text, edition) == FactAnswer("sector", option)
    assert answer_to(sectors, "", edition) == FactAnswer("sector", None)
    entities = AskFact("entity", edition.facts["entity"].option_keys)
    assert answer_to(entities, "", edition) == FactAnswer("entity", None)


def test_an_option_that_was_excluded_is_refused(edition: Edition) -> None:
    """After a tick, the option that denies it cannot be chosen, nor counted."""
    prompt = AskFact("hnte", edition.facts["hnte"].option_keys[1:])
    assert answer_to(prompt, "1", edition) == FactAnswer("hnte", "valid")
    with pytest.raises(Refusal, match="勾选"):
        answer_to(prompt, "无", edition)


def test_names(edition: Edition) -> None:
    """A name is taken as typed, without space around; a very long one is refused."""
    assert answer_to(AskName(), " 金山 公司 ", edition) == FirmName("金山 公司")
    assert answer_to(AskName(), "不清楚", edition) == FirmName("")
    with pytest.raises(Refusal):
        answer_to(AskName(), "长" * 201, edition)


@pytest.mark.parametrize(
    ("text", "best"),
    [("汽车配件", "manufacturing"), ("做软件开发", "software"), ("物流公司", "transport"), ("6210", "catering")],
)
def test_the_closest_sector(edition: Edition, text: str, best: str) -> None:
    """The option meant comes first, and at most five are offered."""
    fact = edition.facts["sector"]
    found = offered(fact, fact.option_keys, text)
    assert found[0][0].key == best
    assert len(found) <= 5


@pytest.mark.parametrize("text", ["6,7", "７、6", "7或6", "6 7", "零售|批发", "批发业或零售业", "6|7|6"])
def test_several_options(edition: Edition, text: str) -> None:
    """Who is not sure which it is writes all that it may be; the order does not count."""
    sectors = AskFact("sector", edition.facts["sector"].option_keys)
    assert answer_to(sectors, text, edition) == FactAnswer("sector", ("wholesale", "retail"))


def test_a_letter_for_several_sectors_offers_them(edition: Edition) -> None:
    """Where a code spans several options they are offered; where nothing is alike, nothing is."""
    fact = edition.facts["sector"]
    found = {option.key for option, _ in offered(fact, fact.option_keys, "K")}
    assert {"real_estate", "property_management"} <= found
    assert offered(fact, fact.option_keys, "xyz") == []
