"""A document to its blocks, by what the file is and not by what it is called; what cannot be read is named."""

import codecs
import re
import zipfile
from io import BytesIO
from pathlib import Path

from jinshan_cli.core.errors import Fault, InputError
from jinshan_cli.files.disk.opening import read_bytes
from jinshan_cli.files.documents.blocks import CellTable, Document, Paragraph
from jinshan_cli.files.documents.plain import read_markdown, read_text
from jinshan_cli.files.documents.sheetfile import read_sheets
from jinshan_cli.files.documents.webpage import read_webpage
from jinshan_cli.files.documents.wordfile import read_word

LARGEST = 20 * 2**20
"""bytes of a document"""
LARGEST_INSIDE = 200 * 2**20
"""bytes of what is packed in one"""
MOST_TEXT = 4_000_000
"""characters of a document"""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:html|body|table|!doctype html)\b", re.IGNORECASE)
_OTHER_PACKAGES = {"content.xml": "OpenDocument 文档", "mimetype": "OpenDocument 或电子书"}
_SAVE_TEXT = "另存为 UTF-8 的文本后再试"


def read_document(path: Path) -> Document:
    """The blocks of a document. Raises InputError: it is none of the kinds that can be read, damaged, or too large."""
    content, where = read_bytes(path, LARGEST), str(path)
    if content.startswith(b"PK"):
        document = _packed(content, where)
    else:
        _refuse_other_kinds(content, where)
        document = _text(content, path)
    if sum(map(_length, document)) > MOST_TEXT:
        raise InputError([Fault("文字过多，不像一份政策表", where)])
    if not any(map(_length, document)):
        what = "文件里没有文字，可能是扫描件或图片"
        raise InputError([Fault(what, where, expected="先用文字识别（OCR）转成 .docx 或 .txt，核对后再试")])
    return document


def _length(block: Paragraph | CellTable) -> int:
    if isinstance(block, Paragraph):
        return len(block.text)
    return sum(len(cell.text) for row in block.rows for cell in row if not (cell.from_above or cell.from_left))


def _packed(content: bytes, where: str) -> Document:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            names = {entry.filename for entry in package.infolist()}
            size = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InputError([Fault("文件已损坏", where, expected="重新下载，或打开后另存再试")]) from None
    if size > LARGEST_INSIDE:
        raise InputError([Fault("文件解开后过大", where, expected="核对是不是这份文件")])
    if any(name.startswith("word/") for name in names):
        return read_word(content, where)
    if any(name.startswith("xl/") for name in names):
        return read_sheets(content, where)
    kind = next((kind for name, kind in _OTHER_PACKAGES.items() if name in names), "压缩包")
    raise InputError([Fault(f"这是{kind}，不能读取", where, expected="另存为 .docx 或 .xlsx 后再试")])


def _refuse_other_kinds(content: bytes, where: str) -> None:
    start = content.lstrip()[:64]
    what = expected = ""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            what, expected = "文件有打开密码", "用 Word 或 Excel 打开，去掉密码后另存再试"
        else:
            what, expected = (
                "旧格式的 Office 文件（.doc、.xls、.wps）",
                "用 Word 或 WPS 打开，另存为 .docx 或 .xlsx 后再试",
            )
    elif start.startswith(b"%PDF"):
        what = "PDF 文件，不能读取"
        expected = "用 Word 打开 PDF 后另存为 .docx；扫描件先做文字识别（OCR）；网上有网页版的，可另存网页"
    elif content.startswith(_PICTURES):
        what, expected = "图片（扫描件），不能读取", "先用文字识别（OCR）转成 .docx 或 .txt，核对后再试"
    elif start.startswith(b"{\\rtf"):
        what, expected = "RTF 文件，不能读取", "用 Word 打开，另存为 .docx 后再试"
    elif start[:13].lower() == b"mime-version:" or start[:5].lower() == b"from:":
        what, expected = "单个文件网页（.mht），不能读取", "用浏览器另存为“网页，仅 HTML”后再试"
    if what:
        raise InputError([Fault(what, where, expected=expected)])


def _text(content: bytes, path: Path) -> Document:
    ending, where = path.suffix.lower(), str(path)
    text = decoded(content, where)
    if ending in (".html", ".htm", ".xhtml", ".shtml") or (ending != ".md" and _MARKUP.search(text[:4096])):
        return read_webpage(text, where)
    return read_markdown(text, where) if ending in (".md", ".markdown") else read_text(text)


def decoded(content: bytes, where: str) -> str:
    """A text in UTF-8, UTF-16 or GB18030, whatever a web page says of itself. Raises InputError."""
    for bom, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(bom):
            return _strictly(content[len(bom) :], (codec,), where)
    named = _CHARSET.search(content[:4096])
    said = named[1].decode("ascii", "replace").lower() if named else ""
    own = ("big5",) if said.startswith("big5") else ()
    return _strictly(content, ("utf-8", *own, "gb18030"), where)


def _strictly(content: bytes, names: tuple[str, ...], where: str) -> str:
    for name in names:
        try:
            text = content.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            raise InputError(
                [Fault("不是文本，也不是认识的文档", where, expected="可读 .docx、.xlsx、.html、.md、.txt")]
            )
        return text
    raise InputError([Fault("文字编码无法识别", where, expected=_SAVE_TEXT)])
