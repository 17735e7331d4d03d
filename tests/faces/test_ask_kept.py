"""`jinshan ask` interrupted, resumed and saved: nothing typed is lost, and nothing is overwritten unasked."""

import os
import re
import signal
import sys
from pathlib import Path

import pytest
from support.commandline import Jinshan
from support.endings import hung_up, killed
from support.talk import ESCAPE, Begin, Talk, kept_aside, read

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


def test_each_answer_is_on_disk_before_the_next_question(begin: Begin, tmp_path: Path) -> None:
    """With --save the file grows with each answer; a kill without warning loses none."""
    talk = begin("--save firm.toml")
    file = tmp_path / "firm.toml"
    talk.type("个体户")
    assert read(file) == {"name": "", "entity": "sole_trader"}
    assert "写在结果和存下的文件里；回车 = 不写" in ESCAPE.sub("", talk.seen)
    talk.type("某公司")
    assert read(file)["name"] == "某公司"
    talk.type("零售")
    killed(talk.child)
    assert read(file) == {"name": "某公司", "entity": "sole_trader", "sector": "retail"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["firm.toml"]


@pytest.mark.parametrize("way", ["ctrl-c", "eof", "term", "hup"])
def test_interrupted_and_resumed(begin: Begin, tmp_path: Path, way: str) -> None:
    """Ctrl-C, the end of input, a kill and a closed terminal keep the answers, end with 130 and say how to go on."""
    talk = begin()
    talk.type("", "某公司", "零售业", "6", "0", "0", "80")
    if way == "ctrl-c":
        talk.child.sendintr()
    elif way == "eof":
        talk.child.sendeof()
    else:
        talk.child.kill(signal.SIGTERM if way == "term" else signal.SIGHUP)
    rest, code = talk.end()
    (file,) = kept_aside(tmp_path)
    assert code == 130
    assert f"答案在 {file}" in rest
    assert f"接着问：jinshan ask {file} --save {file} --as-of 2023-05-01" in rest
    assert file.stat().st_mode & 0o077 == 0
    told = read(file)
    assert [told[key] for key in ("name", "entity", "sector", "employees")] == ["某公司", "不清楚", "retail", 80]
    again = begin(f"{file} --save {file}")
    assert "某公司" in again.seen
    assert "80 人" in again.seen
    assert ". 上一完整年度（2022 年）的营业收入" in ESCAPE.sub("", again.seen)


def test_what_goes_on_comes_to_the_same_result(begin: Begin, tmp_path: Path) -> None:
    """The command that goes on has who asks, what to ask and where the result goes; what this visit writes of one, the
    next replaces.
    """
    order = "-o h.html --by '张 晓明' --tel 57921185"
    talk = begin(f"{order} --all --save firm.toml")
    talk.type("", "某公司")
    talk.child.sendintr()
    rest, _ = talk.end()
    (again,) = re.findall("接着问：jinshan ask (.*?)\r", rest)
    told = "--by '张 晓明' --tel 57921185 -o h.html"
    assert again == f"firm.toml --save firm.toml --as-of 2023-05-01 {told} --all"
    talk = begin(again)
    talk.child.send("q\r")
    (again,) = re.findall("接着问：jinshan ask (.*?)\r", talk.end()[0])
    assert again == f"firm.toml --save firm.toml --as-of 2023-05-01 {told} --all --force"
    assert "57921185" in (tmp_path / "h.html").read_text("utf-8")
    talk = begin(again)
    talk.child.send("q\r")
    assert talk.end()[1] == 0


def test_a_closed_terminal_keeps_the_answers(begin: Begin, tmp_path: Path) -> None:
    """When the terminal window is closed, what was typed is on disk."""
    talk = begin("--save firm.toml")
    talk.type("", "某公司", "零售业")
    hung_up(talk.child)
    assert read(tmp_path / "firm.toml")["sector"] == "retail"


def test_interrupted_before_any_answer(begin: Begin, tmp_path: Path) -> None:
    """Nothing typed, nothing kept; still 130."""
    talk = begin()
    talk.child.sendintr()
    rest, code = talk.end()
    assert (code, rest.split()) == (130, ["已中断。"])
    assert kept_aside(tmp_path) == []


def test_unknown_is_brought_next_time(begin: Begin, tmp_path: Path) -> None:
    """What stays unknown is told at the end with where to find it, kept as 不清楚, and asked again on resuming."""
    file = tmp_path / "firm.toml"
    file.write_text('name = "某"\nentity = "consumer"\nnev_price = 0\n', "utf-8")
    talk = begin("firm.toml --save firm.toml")
    assert "符合：2022 年 10 月 1 日起买了绿色智能家电；不清楚：2023 年 6 月" in talk.type("1? 2")
    assert "提问结束" in talk.type("")
    talk.child.send("\r")
    rest, code = talk.end()
    assert code == 0
    assert "请准备：\r\n  报废或转出旧车" in rest
    assert "绿色智能家电支付额（支付凭证）" in rest
    assert "接着问：jinshan ask firm.toml --save firm.toml" in rest
    assert read(file) == {
        "name": "某",
        "entity": "consumer",
        "nev_price": 0,
        "replaced_cars": "不清楚",
        "appliance_spend": "有",
    }
    again = begin("firm.toml")
    assert "买绿色智能家电，实付多少" in again.seen
    assert "又买了几辆纯电动汽车" in again.type("3000")
    assert "提问结束" in again.type("1")
    assert read(file)["appliance_spend"] == "有"


def test_summary_can_be_edited_and_saved(begin: Begin, tmp_path: Path) -> None:
    """At the end the answers are listed; one can be changed by number, and all saved by name."""
    talk = begin()
    assert "2. 姓名？" in talk.type("个人消费者")
    assert "提问结束" in talk.type("某人", "")
    assert "1. 是企业、合伙企业" in talk.type("=1")
    talk.type("")
    assert "已存入 who.toml" in talk.type("s who.toml")
    assert "无法识别" in talk.type("好")
    talk.child.send("\r")
    rest, code = talk.end()
    assert code == 0
    assert "答案在 who.toml" in rest
    assert read(tmp_path / "who.toml")["entity"] == "consumer"
    assert kept_aside(tmp_path) == []


def test_a_file_in_the_way_is_told_before_the_first_question(begin: Begin, tmp_path: Path, jinshan: Jinshan) -> None:
    """What would be refused after the last question is refused before the first: exit 2, nothing overwritten."""
    (tmp_path / "other.toml").write_text("employees = 5\n", "utf-8")
    for arguments, words in (
        ("--save other.toml", "文件已存在"),
        ("--save other.csv", "以 .toml 结尾"),
        ("--save no/folder.toml", "没有这个文件夹"),
        ("-o result.doc", "无法从结尾确定输出格式"),
    ):
        talk = Talk(
            f"cd {tmp_path} && {sys.executable} -m jinshan_cli ask {arguments}", 24, 80, dict(os.environ), "utf-8"
        )
        rest, code = talk.end()
        assert (words in rest, code) == (True, 2), arguments
    assert (tmp_path / "other.toml").read_text("utf-8") == "employees = 5\n"


def test_without_a_terminal_nothing_is_asked(jinshan: Jinshan) -> None:
    """A pipe for stdin: no prompt, exit 2, and the command that needs no questions."""
    done = jinshan("ask", stdin=b"x\n")
    assert (done.code, done.out) == (2, "")
    assert "jinshan match" in done.err
    assert "--set" in done.err
