"""Who is responsible, whom to call, how it is had and whether it is new, as the columns of a table say it."""

import re

from jinshan_cli.core.policy import Novelty, Uptake
from jinshan_cli.core.written.writing import narrow

_PHONE = re.compile(
    r"(?<![\d.])(?:\+?86[- ]?)?(?:0\d{2,3}[-－—–]?\s?\d{7,8}|[48]00-?\d{3}-?\d{4}|1[3-9]\d{9}|\d{7,8}|0\d{2,3}-\d{5}|1\d{4}|9[56]\d{3,4})"  # noqa: E501
    r"(?:[-－—转]\d{1,6})?(?![\d.])"
)
_LABEL = re.compile(r"(?:牵头|配合|责任|主管|参与|协办|主办)?(?:单位|部门|科室)?\s*[:：]")
_UPTAKES: tuple[tuple[Uptake, str], ...] = (
    ("partly_automatic", r"部分.*(免申|即享).*(部分|其余|其他)|部分.*免申即享"),
    ("instant", r"是(?!否)"),
    ("reviewed", r"否|不是|非"),
    ("automatic", r".*免申"),
    ("instant", r".*(即申即享|直达快享|即报即享)"),
    ("self_declared", r".*(自行申报|申报.*享|申报即享|备案|自主申报)"),
    ("self_applied", r".*(自行申请|自主申请|自愿申请)"),
    ("reviewed", r".*(审核|评审|审批|认定|核准|申请|申报|评定)"),
)
_NOVELTIES: tuple[tuple[Novelty, str], ...] = (
    ("new_municipal", r"(市|省|国家)级?.{0,3}新"),
    ("continuing", r"延续|继续|存量|原有|沿用|保留"),
    ("new", r"新|首次"),
)


def departments_of(text: str) -> tuple[str, ...]:
    """The offices of a cell, each once, in their order."""
    parts = re.split(r"[、，,；;\n/]|\s+(?=\S{2})", _LABEL.sub("\n", text))
    joined: list[str] = []
    for part in (part.strip() for part in parts):
        if joined and _open(joined[-1]):
            joined[-1] += f"、{part}"
        elif part:
            joined.append(part)
    return tuple(dict.fromkeys(joined))


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def phones_of(text: str) -> tuple[tuple[str, ...], str | None]:
    """The numbers of a cell as written, and what else it says: a name, an office, whom to ask instead."""
    narrowed = narrow(text)
    phones = [
        re.sub(r"\s", "", found[0]).translate({ord(dash): "-" for dash in "－—–转"})
        for found in _PHONE.finditer(narrowed)
    ]
    rest = re.sub(r"[\s、，,；;:：/]+", " ", _PHONE.sub(" ", text)).strip()
    return tuple(dict.fromkeys(phones)), rest or None


def channel_of(text: str) -> str:
    """Where it is had, in one line: 社区事务受理中心线下申请 is 社区事务受理中心（线下）."""
    return re.sub(r"(?<=[部门心厅所构口])(线下|线上|现场)(?:申请|办理|申报)$", r"（\1）", " ".join(text.split("\n")))


def uptake_of(text: str) -> Uptake | None:
    """How it is had; None if the words do not say it."""
    bare = "".join(text.split())
    return next((uptake for uptake, words in _UPTAKES if re.match(words, bare)), None)


def novelties_of(text: str) -> list[Novelty]:
    """New or continuing, for each numbered part of a cell; empty if it does not say."""
    parts = re.split(r"(?:^|(?<=\s))\d\s*[.．、]\s*", " ".join(text.split()))
    found = (next((novelty for novelty, words in _NOVELTIES if re.search(words, part)), None) for part in parts if part)
    return [novelty for novelty in found if novelty]
