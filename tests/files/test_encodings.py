"""Bytes to text: the encoding is recognised or refused with its place; no character is ever guessed or lost."""

import io
import random

import pytest

from jinshan_cli.core.written.voice import Voice, speaking
from jinshan_cli.files.lists import encodings
from jinshan_cli.files.lists.encodings import Unreadable, Utf8Blocks

TEXT = "企业名称,从业人数\n上海金山𠮷野家餐饮有限公司,120\n甲,2\n"
CODECS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


def read(content: bytes, opening: int = 0) -> tuple[bytes, Utf8Blocks]:
    """All text of some bytes, `opening` of which were read before."""
    blocks = Utf8Blocks(io.BytesIO(content[opening:]), content[:opening])
    return b"".join(blocks), blocks


def refused(content: bytes) -> Unreadable:
    """Why some bytes are no text."""
    with pytest.raises(Unreadable) as error:
        read(content)
    return error.value


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_reads_every_encoding(codec: str, end: str) -> None:
    """Each encoding that lists come in gives the same text, without BOM."""
    text = TEXT.replace("\n", end)
    found, blocks = read(text.encode(codec))
    assert found.decode() == text
    assert blocks.encoding == {"gb18030": "GB18030"}.get(codec, codec[:6].upper().rstrip("-"))
    assert not blocks.warnings


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_blocks_never_cut_a_character_or_a_line(codec: str, end: str) -> None:
    """Whatever the size of a read, blocks hold whole lines, all of them, and `done` ends at the end."""
    text = TEXT.replace("\n", end)
    content = text.encode(codec)
    for size in range(1, 40):
        blocks = Utf8Blocks(io.BytesIO(content[30:]), content[:30], size)
        found = list(blocks)
        assert b"".join(found).decode() == text
        assert all(block.endswith(end.encode()) for block in found)
        assert len(found) > 1
        assert blocks.done == len(content)


def test_the_first_foreign_letters_may_come_late() -> None:
    """A long plain beginning decides nothing: the first letters beyond ASCII do."""
    plain = "name,employees\n" + "A,1\n" * 500_000
    for codec, name in (("gb18030", "GB18030"), ("utf-8", "UTF-8")):
        found, blocks = read((plain + "金山,2\n").encode(codec))
        assert found.decode().endswith("金山,2\n")
        assert blocks.encoding == name


def test_names_the_byte_that_is_neither() -> None:
    """What is neither UTF-8 nor GB18030 is refused at its byte."""
    error = refused(b"a,b,c\n1,2,3\n4,5,\xa9\n")
    assert (error.offset, error.before) == (16, b"a,b,c\n1,2,3\n4,5,")
    assert "GB18030" in error.what


@pytest.mark.parametrize("codec", ["utf-8", "gb18030"])
def test_a_late_bad_byte_is_an_error_with_its_place(codec: str) -> None:
    """Once an encoding is settled, a byte outside it is never read as another one."""
    content = (TEXT * 3).encode(codec) + b"\xff\xff,1\n"
    error = refused(content)
    assert error.offset == len((TEXT * 3).encode(codec))
    assert codec.upper() in error.what


def test_damaged_utf8_is_not_taken_for_gb18030() -> None:
    """A UTF-8 list with one broken character is said to be so, though GB18030 would take its bytes."""
    good = "企业名称,从业人数\n" + "甲乙丙丁公司,1\n" * 50
    content = good.encode() + "金山".encode()[:-1] + b"a,2\n"
    error = refused(content)
    assert "UTF-8" in error.what
    assert "GB18030" not in error.what


@pytest.mark.parametrize(
    "content", [b"a,b\n\x00,2\n", b"a,b\n" + b"x" * 30 + b"\x00\n", "甲,b\n\0,2\n".encode("gb18030")]
)
def test_refuses_nul(content: bytes) -> None:
    """A NUL byte is refused at its offset."""
    error = refused(content)
    assert error.offset == content.index(b"\0")
    assert "NUL" in error.what


def test_refuses_broken_utf16() -> None:
    """UTF-16 with half a character is refused at its byte, in the middle and at the end."""
    good = "\ufeff甲,1\n乙".encode("utf-16-le")
    for rest in (b"\x00\xd8", b"\x00\xd8" + ",2\n".encode("utf-16-le"), b"\x00"):
        error = refused(good + rest)
        assert "UTF-16" in error.what
        assert error.offset == len(good)


@pytest.mark.parametrize("codec", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", ["\x1a", "\n\x1a", "\r\n\x1a\r\n", "\n\x1a\x1a\x1a"])
def test_the_end_mark_of_dos_is_no_row(codec: str, mark: str) -> None:
    """Ctrl-Z at the very end, with or without a line end, ends the text; in the middle it is what it was."""
    text = "企业名称,从业人数\n甲,1\n\x1a乙,2"
    for size in (1, 7, encodings.BLOCK):
        found = b"".join(Utf8Blocks(io.BytesIO((text + mark).encode(codec)), b"", size)).decode()
        assert found == text + mark[: mark.index("\x1a")]


OTHERS: dict[str, tuple[bytes, str]] = {
    "big5": ("name,employees\nA,1\n統一企業,12\n".encode("big5"), "Big5"),
    "big5, a header too": ("企業名稱,從業人數\n上海金山電子有限公司,12\n".encode("big5"), "Big5"),
    "shift_jis": ("name,employees\nA,1\nトヨタ自動車株式会社,12\n".encode("shift_jis"), "日文"),
    "neither": ("name,employees\nA,1\n仂仡仳伛佝侏侪俅俚俣俦俨\n".encode("gbk"), "常用字"),
    "gbk, traditional": ("name,employees\nA,1\n上海機電廠,12\n".encode("gbk"), "若不是繁体字"),
    "shift_jis, no kana": ("name,employees\nA,1\n鈴木商店,12\n".encode("shift_jis"), "日文"),
    "euc_jp": ("name,employees\nA,1\nトヨタ自動車,12\n".encode("euc_jp"), "日文"),
    "euc_jp, no kana": ("name,employees\nA,1\n三菱商事株式会社,12\n".encode("euc_jp"), "日文"),
    "euc_kr": ("name,employees\nA,1\n카교전자,12\n".encode("euc_kr"), "EUC-KR"),
    "euc_kr, long": (("name,employees\nA,1\n" + "(주)한국전자 서울,12\n대한민국,3\n" * 9).encode("euc_kr"), "EUC-KR"),
    "iso2022_jp": ("name,employees\nA,1\n株式会社,12\n".encode("iso2022_jp"), "ISO-2022"),
    "iso2022_kr": ("name,employees\nA,1\n한국,12\n".encode("iso2022_kr"), "ISO-2022"),
    "hz": ("name,employees\nA,1\n上海,12\n".encode("hz"), "HZ"),
    "two": ("企业名称,从业人数\n甲,1\n".encode("gbk") + "上海公司,5\n乙乙,6\n".encode(), "两种编码"),
}


@pytest.mark.parametrize(("content", "what"), OTHERS.values(), ids=OTHERS)
def test_warns_of_other_encodings(content: bytes, what: str) -> None:
    """What GB18030, or ASCII, takes but another encoding means is read with one warning that names the line."""
    for size in (1, 7, encodings.BLOCK):
        blocks = Utf8Blocks(io.BytesIO(content), b"", size)
        found = b"".join(blocks).decode()
        (warning,) = blocks.warnings
        line = 1 if "header" in what or content.startswith((b"\x1b", "企業".encode("big5"))) else 3
        assert (what in warning.what, warning.where) == (True, f"第 {line} 行")
        assert set(warning.value) <= set(
            found if what != "两种编码" else content[content.index("上".encode()) :].decode()
        )


@pytest.mark.parametrize("name", ["甲\ufffd司", "锟斤拷锟斤拷"])
def test_letters_that_were_lost_before_are_told(name: str) -> None:
    """Replacement characters, and what becomes of them in GBK, are told with the first line."""
    for size in (1, 7, encodings.BLOCK):
        blocks = Utf8Blocks(io.BytesIO(f"name,employees\n乙,1\n{name},2\n{name},3\n".encode()), b"", size)
        list(blocks)
        (warning,) = blocks.warnings
        assert ("损坏" in warning.what, warning.where, warning.value) == (True, "第 3 行", f"{name},2")


WAYS = (("cp1252", "utf-8"), ("latin-1", "utf-8"), ("gb18030", "utf-8"), ("latin-1", "gb18030"))


@pytest.mark.parametrize(("taken_for", "truly"), WAYS)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_a_list_opened_wrongly_and_saved_is_told(taken_for: str, truly: str, codec: str) -> None:
    """Letters that were read in a wrong encoding and saved as UTF-8 are valid, and are told with their line."""
    name = "上海金山电子有限公司".encode(truly).decode(taken_for, "replace").replace("\ufffd", "?")
    content = f"name,employees\nA,1\n{name},12\n{name},13\n".encode(codec)
    for size in (1, 7, encodings.BLOCK):
        blocks = Utf8Blocks(io.BytesIO(content), b"", size)
        assert b"".join(blocks).decode() == content.decode(codec)
        (warning,) = blocks.warnings
        assert ("变了样" in warning.what, warning.where) == (True, "第 3 行")


def test_another_language_has_its_own_encoding_in_any_block() -> None:
    """Windows-1252 in place of GB18030, whatever the blocks and with no final line end; its letters are shown once."""
    speaking(Voice(language="fr"))
    text = "Nom,Salariés\r\nA,1\r\nSociété Žan,2"
    for size in (1, 7, encodings.BLOCK):
        blocks = Utf8Blocks(io.BytesIO(text.encode("cp1252")), b"", size)
        assert b"".join(blocks).decode() == text
        (warning,) = blocks.warnings
        assert (blocks.encoding, warning.where, warning.value) == ("Windows-1252", "第 1 行", "éŽ")


@pytest.mark.parametrize("text", ["金山卫镇,1\n", "Café Müller & Søn,1\nÉtablissements Lefèvre,2\n", "鑫淼垚犇骉,1\n"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig"])
def test_letters_as_they_are_are_not_suspected(text: str, codec: str) -> None:
    """Accents and rare letters are no sign of a wrong encoding."""
    assert not read(f"name,employees\n{text}".encode(codec))[1].warnings


def test_a_line_of_utf8_that_gb18030_does_not_take() -> None:
    """The refusal says that the line is UTF-8, and the lines before it are not."""
    error = refused("企业名称,从业人数\n甲,1\n".encode("gbk") + "上海公,5\n".encode())
    assert "混有两种编码" in error.what
    assert error.before.count(b"\n") == 2


@pytest.mark.parametrize(
    "name",
    ["甲", "乙", "幸福花店", "鑫鑫超市", "贝贝口腔", "佰草集", "绿帮洁", "亭林", "浒墅关", "漕泾镇", "浒盎"],
)
def test_short_names_are_not_suspected(name: str) -> None:
    """A list with a single name in Chinese letters is no suspect."""
    _, blocks = read(f"name,employees\nA,1\n{name},12\n".encode("gb18030"))
    assert blocks.warnings == []


@pytest.mark.parametrize(("codec", "text"), [("shift_jis", "ﾄﾖﾀ,人\n"), ("cp1250", "Łódź,1\n")])
def test_refuses_other_encodings(codec: str, text: str) -> None:
    """What neither UTF-8 nor GB18030 takes is refused at its byte."""
    assert "GB18030" in refused(text.encode(codec)).what


def test_common_lists_are_not_suspected() -> None:
    """A GB18030 list with rare names and a の among common words gives no warning of rare letters."""
    _, blocks = read(
        ("企业名称,从业人数\n" + "上海金山精细化工有限公司,12\n" * 20 + "喆堃贸易行,1\n").encode("gb18030")
    )
    assert not blocks.warnings


def test_refuses_an_endless_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line past the limit ends the reading before it fills the memory."""
    monkeypatch.setattr(encodings, "LONGEST_LINE", 1000)
    stream = io.BytesIO(b"a,b\n" + b"x" * 100_000)
    with pytest.raises(Unreadable, match="一行超过"):
        list(Utf8Blocks(stream, stream.read(4), 100))
    assert stream.tell() < 2000


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_an_endless_line_has_its_place(monkeypatch: pytest.MonkeyPatch, codec: str) -> None:
    """Also where the lines before it wait until the encoding is decided."""
    monkeypatch.setattr(encodings, "LONGEST_LINE", 1000)
    before = "企业名称,从业人数\n甲店,1\n乙厂,2\n".encode(codec)
    found: list[bytes] = []
    stream = io.BytesIO(before + ("乙" * 3000).encode(codec.replace("utf-16", "utf-16-le")))
    blocks = map(found.append, Utf8Blocks(stream, stream.read(100), 100))
    with pytest.raises(Unreadable, match="一行超过") as raised:
        list(blocks)
    text = b"".join((*found, raised.value.before))
    assert (raised.value.offset, text.count(b"\n")) == (len(before), 3)


def test_random_bytes_are_read_or_refused() -> None:
    """No bytes do anything but give lines or a refusal."""
    dice = random.Random(7)
    for _ in range(2000):
        content = dice.randbytes(dice.randrange(40)) + dice.choice([b"", b"\n", b"\n\0", b"\xff\xfe"])
        offset = 0
        try:
            read(content)[0].decode()
        except Unreadable as error:
            offset = error.offset
        assert 0 <= offset <= len(content)


@pytest.mark.parametrize(("size", "blocks"), [(7, 1), (8, 1), (9, 2), (17, 2), (40, 4)])
def test_a_short_list_is_one_block(size: int, blocks: int) -> None:
    """In megabytes: each block takes the time of its plan, and of a short list nothing is gained by beginning early."""
    text = b"x" * 1023 + b"\n"
    whole = text * (size << 10)
    found = list(Utf8Blocks(io.BytesIO(whole)))
    assert b"".join(found) == whole
    assert len(found) == blocks
