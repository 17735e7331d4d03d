"""Addresses that lead nowhere: a link that is no address of a page, an email that is no address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from jinshan_cli.core.errors import Fault
from jinshan_cli.core.policy import Benefit, Policy

_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d]{2,}|\d{1,3}(?:\.\d{1,3}){3}|localhost")
_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[^\W\d]{2,}")


def contact_faults(told: Policy | Benefit, where: str) -> Iterator[Fault]:
    """What a policy or a benefit has for a link or an email and is none."""
    if told.link is not None and not _is_link(told.link):
        yield Fault("不是网址", f"{where} link", told.link, "一个网址，例如 https://www.example.gov.cn/apply")
    if told.email is not None and not _EMAIL.fullmatch(told.email):
        yield Fault("不是电子邮箱", f"{where} email", told.email, "一个邮箱，例如 office@example.gov.cn")


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(host)) and not re.search(r"\s", text)
    except ValueError:
        return False
