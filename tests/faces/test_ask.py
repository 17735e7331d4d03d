"""`jinshan ask` on a real terminal: typed answers, going back, interruptions, odd terminals; nothing typed is lost."""

import json
import os
import sys
from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.talk import ESCAPE, Begin, flat, kept_aside, read, screens

from jinshan_cli.faces.words.wrapping import width_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

LOAN = ("6", "0", "0")
"""replies to the screens of a firm in trade with a loan falling due and nothing else: its size is asked for"""


def test_a_whole_visit(begin: Begin, tmp_path: Path) -> None:
    """From the first question to the result: values are echoed, the size explained, the result alone goes to stdout."""
    talk = begin("> result.txt")
    assert "= 不清楚（按企业算）" in talk.type("")
    assert "= 制造业" in talk.type("金山机械", "汽车零部件")
    assert "符合：经营正常，贷款到期需要续贷" in talk.type("7")
    assert "本屏均不符合" in talk.type("0")
    assert "符合：新认定为市级“专精特新”企业" in flat(talk.type("4"))
    assert "微型、小型或中型（制造业，从业人数 300 人达到中型，年营业收入未知，取最低一档）" in flat(talk.type("300"))
    assert (
        "提问结束" in talk.seen
    )  # a renewal is for all three: no sales are asked; no tax to halve: no assets, no income
    talk.child.send("\r")
    _, code = talk.end()
    result = (tmp_path / "result.txt").read_text("utf-8")
    assert code == 0
    assert result.startswith("金山区 2023 年惠企政策")
    assert "17a" in result
    assert "> " not in result
    assert "现在可办理、可享受" in result
    assert "现在可办理、可享受" not in talk.seen
    assert kept_aside(tmp_path) == []


def test_a_choice_behind_a_tick_is_put_right(begin: Begin) -> None:
    """Given anew by its number it has the options and the numbers that it had: 无 is for the screen that ticked it."""
    talk = begin()
    asked = talk.type("", "金山商业", "10", "0", "5")
    assert ("1 商业载体（非综合体）" in asked, "无" in asked) == (True, False)
    talk.type("2")
    assert "原来的回答：商业综合体" in (anew := talk.type("=6"))
    assert ("1 商业载体（非综合体）" in anew, "无" in anew) == (True, False)
    assert "前面已勾选，这里不能选它；可选：商业载体（非综合体）、商业综合体" in flat(talk.type("无"))
    assert "= 商业载体（非综合体）" in talk.type("1")


def test_the_last_figure_of_a_screen_is_put_right(begin: Begin) -> None:
    """Where the line of the one other is no longer ticked, it is asked by itself."""
    talk = begin()
    talk.type("", "金山机械", "3", "5,8")
    assert "= 超定额累进加价水费 3万元；“湾区贷”批次担保费 2万元" in flat(talk.type("3万 2万"))
    talk.type("=4", "8")
    assert "原来的回答：2万元；回车 = 不变" in talk.type("=5")
    assert "= 4万元" in talk.type("4万")


def test_a_doubt_is_told_once(begin: Begin) -> None:
    """A figure that hardly any firm has is doubted when it is told, and not again after each answer that follows."""
    talk = begin()
    talk.type("", "金山机械", "汽车零部件", "7", "0", "4")
    assert "少见，请核对数字" in flat(talk.type("999万"))
    assert "少见，请核对数字" not in flat(talk.type(""))


def test_the_result_as_a_file(begin: Begin, tmp_path: Path) -> None:
    """`-o` writes the result of the answers by its ending, as `match` would of the saved firm, and no screen of it."""
    talk = begin("--save firm.toml -o result.json")
    talk.type("", "某公司")
    talk.child.send("q\r")
    _, code = talk.end()
    assert code == 0
    assert "现在可办理、可享受" not in talk.seen
    result = json.loads((tmp_path / "result.json").read_text("utf-8"))
    assert (result["as_of"], result["firm"]["name"], len(result["policies"])) == ("2023-05-01", "某公司", 23)
    assert {"firm.toml", "result.json"} <= {path.name for path in tmp_path.iterdir()}


def test_the_result_as_a_signed_sheet(begin: Begin, tmp_path: Path) -> None:
    """`--by` and `--tel` stand on the sheet; without one they are refused before the first question."""
    talk = begin("-o result.md --by 张晓明 --tel 57921185")
    talk.type("", "某公司")
    talk.child.send("q\r")
    assert talk.end()[1] == 0
    assert "服务专员 张晓明 57921185" in (tmp_path / "result.md").read_text("utf-8")
    with screens(tmp_path) as start:
        said, code = start("ask --tel 57921185").end()
    assert (code, "--by、--tel 写在留存单上" in said, "> " in said) == (2, True, False)


def test_what_is_over_is_not_asked(tmp_path: Path) -> None:
    """After their last days two benefits are left out, named with how to ask for them all the same; `--all` asks."""
    with screens(tmp_path) as start:
        talk = start("ask --as-of 2024-01-02")
        said = flat(talk.until("> "))
        assert flat("2 个事项已截止，不问：5 延期还本付息、9 缓缴社保补缴免滞纳金；要问请加 --all") in said
        everything = start("ask --as-of 2024-01-02 --all")
        assert "已截止，不问" not in everything.until("> ")
        early = start("ask --as-of 2023-06-30")
        assert "已截止，不问" not in early.until("> ")


def test_back_and_forth(begin: Begin, tmp_path: Path) -> None:
    """`<` goes back and offers what was answered; Enter keeps it; another answer replaces it; the file has it all."""
    talk = begin("--save firm.toml")
    talk.type("", "某公司", "零售业", *LOAN, "80")
    assert "7. 上年末（2022 年）有多少从业人员" in talk.type("<")
    again = talk.type("＜", "＜", "＜", "＜")
    assert "原来的回答：零售业；回车 = 不变" in again
    assert again.count("回车 =") == 1
    assert read(tmp_path / "firm.toml")["employees"] == 80
    assert "原来的回答：符合：因疫情暂时遇困" in flat(talk.type(""))
    assert "原来的回答：80 人" in talk.type("", "", "")
    assert "= 70 人" in talk.type("70")
    assert read(tmp_path / "firm.toml")["employees"] == 70
    assert read(tmp_path / "firm.toml")["loan_maturing_distressed"] is True


def test_what_was_taken_back_is_in_the_result(begin: Begin, tmp_path: Path, jinshan: Jinshan) -> None:
    """`<`, then `q`: the answer on the screen, which the file keeps, counts; `match` of the file says the same."""
    talk = begin("--save firm.toml -o result.json")
    talk.type("", "某公司", "制造业", "0", "<")
    talk.child.send("q\r")
    assert talk.end()[1] == 0
    match = jinshan("match", str(tmp_path / "firm.toml"), "--json", "--as-of", "2023-05-01").out
    assert json.loads((tmp_path / "result.json").read_text("utf-8")) == json.loads(match)


def test_back_at_the_start_is_refused(begin: Begin) -> None:
    """There is nothing before the first question, and no answer of that number to change."""
    talk = begin()
    assert "前面没有这次答过的题" in talk.type("<")
    assert "没有答过第 3 题" in talk.type("=3")
    assert "“=”后面要写题号" in talk.type("=")


def test_revising_by_number(begin: Begin, tmp_path: Path) -> None:
    """`=3` asks number 3 again and returns to where it was; later answers stay; `<` leaves it as it was."""
    talk = begin("--save firm.toml")
    talk.type("", "某公司", "零售业", *LOAN, "80")
    assert talk.type("=1").count("回车 =") == 1
    assert "3. 主要做哪一行？（修改" in talk.type("=3")
    assert "8. 上一完整年度（2022 年）的营业收入" in talk.type("批发")
    assert "7. 上年末（2022 年）有多少从业人员？（修改" in talk.type("＝7")
    assert "8. 上一完整年度（2022 年）的营业收入" in talk.type("<")
    kept = read(tmp_path / "firm.toml")
    assert (kept["name"], kept["sector"], kept["employees"]) == ("某公司", "wholesale", 80)


def test_what_hangs_on_an_answer_that_is_revised(begin: Begin) -> None:
    """Asked again, a question and its help tell what hangs on it, though with the old answer all of it is settled."""
    talk = begin()
    assert "关系到 1b 增量留抵退税" in talk.type("", "某公司", "制造业", "3")
    assert "关系到 1b" not in talk.type("35万")
    assert "关系到 1b 增量留抵退税" in talk.type("=5")
    assert "1b 增量留抵退税：金额待定（留抵退税）" in talk.type("?")
    assert "3 增值税增量留抵税额：关系到 1b 增量留抵退税" in talk.type("<", "=4", "?")


def test_refused_values_say_why(begin: Begin) -> None:
    """A value that cannot be taken says why and is asked again; a sector that is near offers the closest by number."""
    talk = begin()
    talk.type("", "某公司")
    assert "1 零售业（F5211 百货零售）" in talk.type("5211")
    assert "1 制造业（C367 汽车零部件及配件制造）" in talk.type("汽车配件")
    assert "没有第 15 个" in talk.type("15")
    assert "= 零售业" in talk.type("3")
    assert "没有第 10 行" in talk.type("10")
    assert "无法识别“很多”" in talk.type("很多")
    assert "又勾选又不确定" in talk.type("1,1?")
    assert "符合：因疫情暂时遇困，且有贷款到期；不清楚：经营正常，贷款到期需要续贷" in flat(talk.type("6 7？"))
    talk.type("0", "0")
    assert "不能是负数" in talk.type("-5")
    assert "必须是整数" in talk.type("1.5")
    assert "= 100 至 299 人" in talk.type("100到299")
    assert "= 2.7亿元 至 3.3亿元" in talk.type("约3亿")


def test_a_command_that_is_refused_offers_no_answer(begin: Begin) -> None:
    """What cannot be done says why, and does not put an option forward as if it had been an answer."""
    talk = begin()
    talk.type("", "某公司")
    for command in ("s nowhere/firm.toml", "=制造业", "=99"):
        assert "可能是" not in talk.type(command)
    assert "= 农林牧渔业" in talk.type("1")


def test_a_bare_sum_is_asked_back(begin: Begin, tmp_path: Path) -> None:
    """2600 may be yuan or 万元: both are offered by number, in words; nothing is taken till one is chosen, full width
    or not."""
    talk = begin("--save firm.toml")
    talk.type("", "某公司", "批发业", *LOAN, "23")
    asked = talk.type("2600")
    assert "2600 没写单位，是元还是万元？" in asked
    assert "1 2,600元" in asked
    assert "2 2,600万元" in asked
    assert "revenue" not in read(tmp_path / "firm.toml")
    assert "= 2,600万元" in talk.type("２")
    talk.type("=8")
    assert "= 2.5亿元" in talk.type("2.5亿")
    talk.type("=8")
    assert "是元还是万元" not in talk.type("260000000")
    assert read(tmp_path / "firm.toml")["revenue"] == "2.6亿"


def test_several_figures_are_told_in_a_line(begin: Begin, tmp_path: Path) -> None:
    """What was ticked is asked for in one line: sums without a unit are asked back together, a line that is not
    understood is refused whole, and one that is put right by its number leaves the others."""
    talk = begin("--save firm.toml")
    asked = talk.type("", "某公司", "制造业", "3 4 5")
    assert "5. 税费：下面 3 个数各是多少？" in asked
    assert "2 2023 年买的目录内新能源汽车，不含税价共多少？" in asked
    assert "机动车销售统一发票" in talk.type("?2")
    assert "这里要 3 个数" in talk.type("35万 30万")
    assert "第 2 行“好多”无法识别为数字" in talk.type("35万 好多 1.2万")
    assert "nev_price" not in {key for key, value in read(tmp_path / "firm.toml").items() if value != "有"}
    offered = talk.type("35 30万 1.2")
    assert "35 30万 1.2 没写单位，是元还是万元？" in offered
    assert "2 增值税增量留抵税额 35万元；购置" in flat(offered)
    talk.type("2")
    kept = read(tmp_path / "firm.toml")
    assert (kept["vat_incremental_credit"], kept["nev_price"]) == ("35万", "30万")
    assert kept["excess_water_surcharge"] == "1.2万"
    talk.type("=5")
    talk.type("2=40万")
    assert read(tmp_path / "firm.toml")["nev_price"] == "40万"
    assert read(tmp_path / "firm.toml")["vat_incremental_credit"] == "35万"
    assert "；没写的不变" in flat(talk.type("=5"))
    assert "增值税增量留抵税额 不清楚" in flat(talk.type("1=-"))


def test_a_person_is_no_firm(begin: Begin) -> None:
    """A consumer is asked for 姓名, and nowhere for a firm's name or as 贵单位, to the end of the interview."""
    talk = begin()
    assert "2. 姓名？" in talk.type("个人")
    talk.type("", "1-3", "15万 1 6000")
    talk.child.send("\r")
    rest, code = talk.end()
    assert code == 0
    assert "（未填姓名）" in rest
    assert not [word for word in ("企业名称", "贵单位", "小型微利") if word in talk.seen + rest]


def test_help_tells_definition_and_money(begin: Begin) -> None:
    """`?` gives the definition with its source, where to look, and the policies; on a screen `?2` one line's."""
    talk = begin()
    talk.type("", "某公司", "制造业")
    assert "减半之前" in talk.type("？2")
    assert "没有第 20 行" in talk.type("?20")
    talk.type("6", "0", "0")
    told = talk.type("?")
    assert "工信部联企业〔2011〕300号" in flat(told)
    assert "在哪里查" in told
    assert "5 延期还本付息" in told


def test_result_so_far_and_stop(begin: Begin, tmp_path: Path) -> None:
    """`r` shows the result and goes on; `q` ends with the result, keeps the answers and says how to go on."""
    talk = begin()
    talk.type("", "某公司", "零售业")
    shown = talk.type("r")
    assert "待核实" in shown
    assert "税费、金融：下面哪些符合" in shown
    talk.child.send("q\r")
    rest, code = talk.end()
    assert code == 0
    assert "待核实" in rest
    assert f"答案在 {kept_aside(tmp_path)[0]}" in rest


def test_chinese_with_backspace(begin: Begin, tmp_path: Path) -> None:
    """Backspace takes away one Chinese character, whole; an arrow key moves, and is no text."""
    talk = begin("--save firm.toml")
    talk.type("")
    assert "= 金山区" in talk.type("金山海\x7f区")
    talk.type("<")
    assert "= 上海金山" in talk.type("金山\x1b[D\x1b[D上海")
    assert read(tmp_path / "firm.toml")["name"] == "上海金山"


@pytest.mark.parametrize(("rows", "columns"), [(24, 80), (40, 120), (24, 40)])
def test_every_line_fits(begin: Begin, rows: int, columns: int) -> None:
    """No line is wider than the terminal, and no screen of lines to tick is higher than it."""
    talk = begin(rows=rows, columns=columns)
    talk.type("", "某公司", "零售业", *LOAN, "80")
    parts = [talk.type("=4"), talk.type("1-9"), talk.type("1 2 3"), talk.type("=5"), talk.type("1-9")]
    lines = ESCAPE.sub("", talk.seen).replace("\r", "").split("\n")
    assert [line for line in lines if width_of(line) > columns] == []
    if columns >= 80:
        assert all(part.count("\n") < rows for part in parts)


def test_dumb_terminal_gets_no_escape(begin: Begin) -> None:
    """With TERM=dumb nothing but text is written."""
    talk = begin(TERM="dumb")
    talk.type("", "某公司", "零售业", *LOAN, "80")
    assert "\x1b" not in talk.seen


def test_gbk_terminal(begin: Begin, tmp_path: Path) -> None:
    """In GBK everything is shown and read; a sign that GBK lacks does not stop the program."""
    talk = begin("--save firm.toml", encoding="gbk", PYTHONIOENCODING="gbk")
    talk.type("")
    assert "= 金山" in talk.type("金山")
    assert "企业规模" in talk.type("零售业", *LOAN, "80")
    assert "待核实" in talk.type("r")
    assert read(tmp_path / "firm.toml")["name"] == "金山"
    talk.child.send("q\r")
    rest, code = talk.end()
    assert code == 0
    assert "结果仅供参考" in rest


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_bytes_that_are_no_text_are_refused(begin: Begin, encoding: str) -> None:
    """Bytes that the terminal's encoding does not know are refused, not stored, and stop nothing."""
    talk = begin(encoding=encoding, PYTHONIOENCODING=encoding)
    talk.type("")
    os.write(talk.child.child_fd, b"\xff\xff\r")
    assert "无法识别的字符" in talk.until("> ")
    assert "= 某公司" in talk.type("某公司")
