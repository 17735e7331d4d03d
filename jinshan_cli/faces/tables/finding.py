"""Which policies are meant: by number (13, 13b, 第13项, 十三, 1-4), else by words, and then all that fit."""

import re
from collections.abc import Iterable, Iterator

from jinshan_cli.core.errors import Fault, InputError, closest
from jinshan_cli.core.facts import fold
from jinshan_cli.core.policy import Edition, Policy
from jinshan_cli.core.written.spoken import spelt
from jinshan_cli.core.written.voice import tell
from jinshan_cli.core.written.writing import TO, narrow
from jinshan_cli.faces.words import labels

_RANGE = rf"第?(\d{{1,6}})项?(?:(?:{'|'.join(TO)})第?(\d{{1,6}})项?)?"
_SPACED = r"(?<=第)\s+|\s+(?=项)"
_BENEFIT = r"第?(\d{1,6}[a-z])项?"


def find_policies(written: Iterable[str], edition: Edition) -> list[Policy]:
    """The policies that are meant, each once, in the order asked; of `13b` only that benefit of 13.

    Raises InputError with every number there is not and every word that none has.
    """
    found: dict[int, Policy] = {}
    faults = []
    whole = list(written)
    together = (re.sub(_SPACED, "", text) for text in whole)
    parts = [part for text in together for part in re.split(r"[,，、\s]+", text) if part]
    for part in parts or whole:
        policies = _meant(part, edition)
        for policy in policies:
            old = found.get(policy.number, policy)
            found[policy.number] = policy if old is policy else _joined(old, policy, edition)
        if not policies:
            faults.append(_unknown(part, edition))
    if faults:
        raise InputError(faults)
    return list(found.values())


def fits(policy: Policy, word: str, edition: Edition) -> bool:
    """True if a word is in the policy's texts, is one of its phone numbers, or names a fact that its rules read."""
    if fold(word) in fold(" ".join(_texts(policy, edition))) or word in policy.every_phone:
        return True
    fact = edition.facts.find(word)
    return fact is not None and policy.number in edition.used_by[fact.key]


def _meant(part: str, edition: Edition) -> list[Policy]:
    word = spelt(narrow(part))
    if number := re.fullmatch(_RANGE, word):
        first, last = int(number[1]), int(number[2] or number[1])
        known = first <= last and {first, last} <= edition.by_number.keys()
        return [policy for policy in edition.policies if known and first <= policy.number <= last]
    if benefit := re.fullmatch(_BENEFIT, word):
        return [only for policy in edition.policies if (only := policy.only({benefit[1]})).benefits]
    return [policy for policy in edition.policies if fold(part).strip(",、") and fits(policy, part, edition)]


def _joined(one: Policy, other: Policy, edition: Edition) -> Policy:
    return edition.by_number[one.number].only({benefit.id for benefit in (*one.benefits, *other.benefits)})


def _unknown(written: str, edition: Edition) -> Fault:
    first, last = edition.policies[0].number, edition.policies[-1].number
    expected = tell("本表编号为 {first} 至 {last}；也可写标题中的词，全部政策：jinshan list", first=first, last=last)
    titles = {policy.title: policy for policy in edition.policies}
    near = "" if any(sign.isdigit() for sign in written) else closest(written, titles, cutoff=0.3)
    named = tell("第 {number} 项 {near}", number=titles[near].number, near=near) if near else ""
    return Fault(tell("没有这个编号，也没有政策含这个词"), tell("编号"), written, expected, named)


def _texts(policy: Policy, edition: Edition) -> Iterator[str]:
    yield from (policy.title, policy.summary, edition.headings[policy.measure], policy.channel)
    yield from policy.departments
    for benefit in policy.benefits:
        yield from (benefit.title, labels.KIND[benefit.kind])
