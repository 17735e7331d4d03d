"""Documents of other places, invented here: what is read, what stays open, and what cannot be read at all."""

import zipfile
from pathlib import Path

import pytest
from support.commandline import Jinshan

from jinshan_cli.core.errors import InputError
from jinshan_cli.core.policy import Edition
from jinshan_cli.files.documents.reading import read_document
from jinshan_cli.use.drafting.contacts import phones_of, uptake_of
from jinshan_cli.use.drafting.draft import Draft, draft_of
from jinshan_cli.use.drafting.headings import role_of
from jinshan_cli.use.drafting.promises.figures import figures_of
from jinshan_cli.use.drafting.promises.times import windows_of

HERE = Path(__file__).parent / "documents"


def place(name: str) -> Path:
    """A document here, or of the examples."""
    return HERE / name if (HERE / name).exists() else Path(__file__).parents[2] / "examples" / name


def drafted(name: str, edition: Edition) -> Draft:
    """The draft of one of the documents here."""
    return draft_of(read_document(place(name)), edition, name)


def test_articles(edition: Edition) -> None:
    """Articles are items below their chapters; a known shape is a rule, a new condition a fact to ask."""
    draft = drafted("articles.txt", edition)
    assert [policy.item.number for policy in draft.policies] == [1, 2, 3, 4, 5]
    assert (draft.district, draft.measures[0]) == ("清河县", (1, "支持企业做大做强"))
    (renewed,) = draft.policies[1].benefits
    assert (renewed.when, renewed.amount) == ("firm and hnte != none", "min(3% * rd_spend, 80万)")
    first = draft.policies[0].benefits[0]
    assert (first.amount, first.asked is not None, draft.policies[0].departments) == ("15万", True, ("县工信局",))
    assert all(benefit.todos for policy in draft.policies for benefit in policy.benefits)


def test_columns_in_another_order(edition: Edition) -> None:
    """Columns by their names: for whom and how much in two of them, no column of novelty, a phone left blank."""
    draft = drafted("清单.md", edition)
    giant, interest, green = draft.policies
    assert (giant.benefits[0].when, giant.benefits[0].amount) == ("firm and little_giant_new", "50万")
    assert (giant.departments, giant.phones, giant.uptake) == (("区工信局",), ("0730-8888123",), "automatic")
    assert interest.benefits[0].amount == "min(50% * asked_2_1, 20万)"
    assert any("贷款利息" in todo for todo in interest.benefits[0].todos)
    assert green.phones == ()


@pytest.mark.parametrize("name", ["articles.txt", "清单.md"])
def test_a_draft_loads_and_is_told(name: str, jinshan: Jinshan, tmp_path: Path) -> None:
    """`edition draft` writes an edition that loads; check names each todo, match decides nothing that has one."""
    folder = tmp_path / "draft"
    done = jinshan("edition", "draft", str(place(name)), "-o", str(folder))
    assert done.code == 0, done.err
    assert "草稿待定" in jinshan("check", str(folder)).out
    assert "条件符合" not in jinshan("match", "--data", str(folder), "--set", "hnte=valid").out
    page = (folder / "review.html").read_text("utf-8")
    assert "☐" in page
    assert '<i class="used">' in page
    again = jinshan("edition", "draft", str(place(name)), "-o", str(folder))
    assert (again.code, "不是空的" in again.err) == (2, True)


OLE = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600
REFUSED = {
    "old.doc": (OLE, "旧格式"),
    "secret.docx": (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
    "a.pdf": (b"%PDF-1.7 x", "PDF"),
    "scan.png": (b"\x89PNG\r\n\x1a\n....", "图片"),
    "broken.docx": (b"PK\3\4broken", "损坏"),
    "none.txt": ("只有一段话。\n".encode(), "没有找到政策表"),
    "other.txt": ("门牌\t朝向\t面积\n1\t南\t20\n2\t北\t30\n".encode(), "门牌、朝向、面积"),
    "titled.md": ("| 名单 | |\n|---|---|\n| 门牌 | 朝向 |\n| 1 | 南 |\n".encode(), "门牌、朝向"),
    "old.rtf": (b"{\\rtf1 x}", "RTF"),
    "page.mht": (b"MIME-Version: 1.0\n\n", ".mht"),
    "empty.txt": (b"", "没有文字"),
    "large.txt": (b"x" * (21 << 20), "过大"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str, jinshan: Jinshan, tmp_path: Path) -> None:
    """What cannot be read is named, exit code 2, and nothing is written."""
    content, words = REFUSED[name]
    (tmp_path / name).write_bytes(content)
    done = jinshan("edition", "draft", str(tmp_path / name), "-o", str(tmp_path / "draft"))
    assert done.code == 2
    assert words in done.err
    assert not (tmp_path / "draft").exists()


def test_a_package_that_swells_is_refused(tmp_path: Path) -> None:
    """A small file that unpacks to hundreds of megabytes is not unpacked."""
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (201 << 20))
    with pytest.raises(InputError, match="过大"):
        read_document(path)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("政策内容", "content"), ("行动方案", "measure"), ("责任单位", "departments"), ("牵头部门", "departments"),
        ("延续性政策/新政策", "novelty"), ("办理渠道", "channel"), ("是否即申即享", "uptake"),
        ("联 系 电 话", "phones"),
        ("序号", "number"), ("支持对象", "target"), ("奖补标准", "standard"), ("天气", None),
    ],
)  # fmt: skip
def test_headings(heading: str, role: str | None) -> None:
    """A column is known by its heading, in the variants that are printed."""
    assert role_of(heading) == role


def test_parts_of_figures() -> None:
    """A cap, a floor, thresholds and a series that shares its unit are told apart."""
    found = figures_of("营收达到5、10亿元的，分别奖励20万元、50万元，最高不超过60万元")
    assert [(each.rule, each.part) for each in found] == [
        ("5亿", "threshold"), ("10亿", "threshold"), ("20万", "award"), ("50万", "award"), ("60万", "cap"),
    ]  # fmt: skip


def test_windows() -> None:
    """From and to, until, and a bare year; the title of a plan is no window."""
    assert [str(each.ends) for each in windows_of("自2024年3月1日至12月31日", 2024)] == ["2024-12-31"]
    assert [(each.starts, str(each.ends)) for each in windows_of("2024年6月30日前申报", 2024)] == [(None, "2024-06-30")]
    assert windows_of("按照2024年行动方案", 2024)[:1] == []
    for text, days in {
        "2024年4月1日-30日": ("2024-04-01", "2024-04-30"),
        "2024年11月1日至1月31日": ("2024-11-01", "2025-01-31"),
        "2025年5月": ("2025-05-01", "2025-05-31"),
        "2025年3月至5月": ("2025-03-01", "2025-05-31"),
        "至2025年2月": ("None", "2025-02-28"),
        "2024-09-30前": ("None", "2024-09-30"),
    }.items():
        assert [(str(each.starts), str(each.ends)) for each in windows_of(text, 2024)] == [days], text


@pytest.mark.parametrize(
    ("text", "uptake"),
    [("是", "instant"), ("否", "reviewed"), ("免申即享", "automatic"), ("自行申请", "self_applied"), ("", None)],
)
def test_uptakes(text: str, uptake: str | None) -> None:
    """How a benefit is had, as columns say it; silence is not an answer."""
    assert uptake_of(text) == uptake


def test_phones() -> None:
    """Numbers as written, and the words beside them."""
    assert phones_of("王工 0730-8888123、 8888124") == (("0730-8888123", "8888124"), "王工")
