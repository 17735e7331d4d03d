"""What the XLSX library does not tell: how large a sheet really is, and which cells hold an error or no value.

The zip is bounded before it is opened, and again while it is unpacked: its directory may lie.
"""

import posixpath
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import unescape
from zipfile import BadZipFile, ZipFile

from jinshan_cli.core.errors import Fault, InputError

LARGEST = 400 << 20
"""bytes unpacked"""
MOST_MEMBERS = 2000
MOST_CELLS = 30_000_000
_RATIO = 200
"""unpacked to packed, for whatever is large"""
_LARGE = 10 << 20
_WINDOW = 8 << 20
_ROW = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^<>]*\bref=[\"']([A-Z]{1,3}([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7}))[\"']")
_WITHOUT_CELLS = (b"/chartsheet", b"/dialogsheet")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^<>]*>")
_ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]++)\s*=\s*[\"']([^\"']*)[\"']")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^<>]*>")
_PLACE = re.compile(rb"\sr=[\"']([A-Z]{1,3})([0-9]{1,7})[\"']")
_PLACE_ROW = re.compile(rb"\sr=[\"'][A-Z]{1,3}([0-9]{1,7})[\"']")
_PLACE_COLUMN = re.compile(rb"\sr=[\"']([A-Z]{1,3})[0-9]")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*?)(?:/>|>((?:(?!<(?:\w+:)?c\s).)*?)</(?:\w+:)?c>)", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^<>]*)?>([^<]+)</")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*?)?(?:/>|>([^<]*)<)")
_SIGNS_OF_ODD = (b't="e"', b"t='e'", b"<f", b":f")
_BROKEN = (BadZipFile, zlib.error, LookupError, OSError, EOFError, RuntimeError, ValueError, StopIteration)
_SAVE_AS = "用 Excel 另存为 xlsx 或 CSV 后再试"


@dataclass
class Scan:
    """The first visible sheet: its name, its furthest cell, cells (row, column, text) without a value, what is odd."""

    name: str
    others: tuple[str, ...] = ()
    """visible sheets that are not read"""
    rows: int = 0
    columns: int = 0
    odd: list[tuple[int, int, str]] = field(default_factory=list)
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    """first row, last row and place of cells that are merged"""
    hidden: list[int] = field(default_factory=list)
    """rows that are not shown"""


def scan_workbook(source: Path | bytes, where: str) -> Scan:
    """Looks through the first visible sheet of an XLSX. Raises InputError."""
    try:
        with ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            _check(archive, where)
            sheets, member = _sheets(archive, where)
            scan = Scan(sheets[0], tuple(sheets[1:]))
            for piece in _rows(archive, member, where):
                _look(piece, scan)
    except _BROKEN as error:
        raise InputError([Fault("不是完好的 xlsx 文件", where, expected=_SAVE_AS)]) from error
    if scan.rows * scan.columns > MOST_CELLS:
        what = f"表格范围过大（{scan.rows} 行 × {scan.columns} 列），多半是空白"
        raise InputError([Fault(what, where, expected="删去多余的行和列，或另存为 CSV")])
    return scan


def _check(archive: ZipFile, where: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > LARGEST:
        raise _too_large(where)
    if unpacked > _LARGE and unpacked > _RATIO * packed:
        raise InputError([Fault("压缩比异常，不像正常的工作簿", where, expected="另存为 CSV 后再试")])


def _too_large(where: str) -> InputError:
    return InputError([Fault(f"工作簿解压后超过 {LARGEST >> 20} MB", where, expected="另存为 CSV 后再试")])


def _sheets(archive: ZipFile, where: str) -> tuple[list[str], str]:
    """The names of the visible sheets that have cells, and the member that holds the first."""
    targets = {}
    for found in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        attributes = dict(_ATTRIBUTE.findall(found))
        cells = not attributes.get(b"Type", b"").endswith(_WITHOUT_CELLS)
        targets[attributes[b"Id"]] = attributes[b"Target"].decode() if cells else ""
    names, member = [], ""
    for found in _SHEET.findall(archive.read("xl/workbook.xml")):
        attributes = dict(_ATTRIBUTE.findall(found))
        target = targets[next(value for key, value in attributes.items() if key.endswith(b":id"))]
        if b"hidden" in attributes.get(b"state", b"").lower() or not target:
            continue
        names.append(unescape(attributes[b"name"].decode(), {"&quot;": '"', "&apos;": "'"}))
        member = member or posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    if not names:
        raise InputError([Fault("工作簿里没有可见的工作表（图表页不算）", where, expected="把名单放在第一张工作表")])
    return names, member


def _rows(archive: ZipFile, member: str, where: str) -> Iterator[bytes]:
    """The sheet's XML in pieces that end where a row begins."""
    total, rest = 0, b""
    with archive.open(member) as source:
        while window := source.read(_WINDOW):
            total += len(window)
            if total > LARGEST:
                raise _too_large(where)
            piece = rest + window
            cut = max(piece.rfind(b"<row"), piece.rfind(b":row "), 0)
            yield piece[:cut]
            rest = piece[cut:]
    yield rest


def _look(piece: bytes, scan: Scan) -> None:
    scan.rows = max(scan.rows, *map(int, set(_PLACE_ROW.findall(piece))), 0)
    scan.columns = max(scan.columns, *map(_column, set(_PLACE_COLUMN.findall(piece))), 0)
    if b"mergeCell" in piece:
        scan.merged += [(int(first), int(last), place.decode()) for place, first, last in _MERGED.findall(piece)]
    if b"hidden=" in piece:
        scan.hidden += _hidden(piece)
    if any(sign in piece for sign in _SIGNS_OF_ODD):
        for found in _CELL.finditer(piece):
            if odd := _odd(dict(_ATTRIBUTE.findall(found[1])), found[2] or b""):
                place = _PLACE.search(b" " + found[1])
                if place is None:
                    raise ValueError(found[1])
                scan.odd.append((int(place[2]), _column(place[1]), odd))


def _hidden(piece: bytes) -> Iterator[int]:
    for found in _ROW.findall(piece):
        attributes = dict(_ATTRIBUTE.findall(found)) if b"hidden" in found else {}
        if attributes.get(b"hidden") in (b"1", b"true") and b"r" in attributes:
            yield int(attributes[b"r"])


def _odd(attributes: dict[bytes, bytes], body: bytes) -> str:
    """The text of a cell that holds an error or a formula without its value, else ""."""
    kind, value = attributes.get(b"t"), _VALUE.search(body)
    if kind == b"e":
        return unescape(value[1].decode()) if value else "#N/A"
    formula = _FORMULA.search(body) if not value and kind != b"str" else None
    return "=" + unescape((formula[1] or b"").decode()) if formula else ""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
