"""Addresses that lead nowhere: a link that is no address of a page, an email that is no address."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from jinshan_cli.core.errors import Fault, closest
from jinshan_cli.core.facts import Catalogue
from jinshan_cli.core.policy import Benefit, Policy
from jinshan_cli.core.written.voice import tell

_HOST = r"(?:[\w-]+\.)+[^\W\d]{2,}|\d{1,3}(?:\.\d{1,3}){3}|localhost"
_EMAIL = r"[\w.!#$%&'*+/=?^`{|}~-]+@(?:[\w-]+\.)+[^\W\d]{2,}"


def contact_faults(told: Policy | Benefit, where: str) -> Iterator[Fault]:
    """What a policy or a benefit has for a link or an email and is none."""
    if told.link is not None and not _is_link(told.link):
        yield Fault(
            tell("不是网址"), f"{where} link", told.link, tell("一个网址，例如 https://www.example.gov.cn/apply")
        )
    if told.email is not None and not re.fullmatch(_EMAIL, told.email):
        yield Fault(tell("不是电子邮箱"), f"{where} email", told.email, tell("一个邮箱，例如 office@example.gov.cn"))


def option_faults(policy: Policy, facts: Catalogue, where: str) -> Iterator[Fault]:
    """Contacts for options of a fact that is no choice, or that has no such option; one that says nobody."""
    choices = [fact.key for fact in facts if fact.type == "choice"]
    for place, contact in ((f"{where} contacts [{i}]", each) for i, each in enumerate(policy.contacts, 1)):
        if contact.fact not in choices:
            near = closest(contact.fact, choices)
            yield Fault(tell("没有叫这个名字的单选指标"), f"{place} fact", contact.fact, closest=near)
            continue
        options = facts[contact.fact].option_keys
        for option in contact.options:
            if option not in options:
                yield Fault(tell("不是它的选项"), f"{place} options", option, closest=closest(option, options))
        if not contact.options:
            yield Fault(
                tell("没有选项"), f"{place} options", expected=tell("{fact} 的一个或几个选项", fact=contact.fact)
            )
        if not contact.phones and not contact.note:
            yield Fault(tell("没有说找谁"), place, expected=tell("phones 或 note"))


def _is_link(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        return parts.scheme in ("http", "https") and bool(re.fullmatch(_HOST, host)) and not re.search(r"\s", text)
    except ValueError:
        return False
