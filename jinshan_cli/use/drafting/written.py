"""A draft as the files of an edition: each proposal below the words of the source that it rests on."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from jinshan_cli.core.rules.text import to_text
from jinshan_cli.files.disk.tomltext import commented, section
from jinshan_cli.use.drafting.accounted import unused_of, unused_of_activity
from jinshan_cli.use.drafting.carried import carried_facts, carried_keys
from jinshan_cli.use.drafting.draft import ActivityDraft, Draft, PolicyDraft
from jinshan_cli.use.drafting.promises.benefits import Proposal
from jinshan_cli.use.drafting.promises.names import Asked
from jinshan_cli.use.drafting.promises.times import Window


def draft_texts(draft: Draft, like: Mapping[str, str]) -> dict[str, str]:
    """The files by name; `like` are those of the edition it is like, of which it keeps the facts that it speaks of."""
    keys = carried_keys(draft)
    texts = {"policies.toml": policies_text(draft), "facts.toml": facts_text(draft, like["facts.toml"], keys)}
    if draft.like.sizes and draft.like.sizes.fact in keys:
        texts["sizes.toml"] = like["sizes.toml"]
    return texts | ({"activities.toml": activities_text(draft)} if draft.activities else {})


def policies_text(draft: Draft) -> str:
    """policies.toml."""
    return "\n".join(_policies(draft))


def facts_text(draft: Draft, like: str, keys: set[str]) -> str:
    """facts.toml: of the edition it is like what has one of the keys, and what is newly to be asked."""
    texts = [carried_facts(like, keys).rstrip("\n"), "", *map(_fact, draft.asked)]
    return "\n".join(texts).rstrip("\n") + "\n"


def activities_text(draft: Draft) -> str:
    """activities.toml; empty if there are none."""
    return "\n".join(text for activity in draft.activities for text in _activity(activity))


def _policies(draft: Draft) -> Iterator[str]:
    yield commented("由文件读出的草稿：每一处先对照原文，再删去 todo。edition 各项请先核对。")
    header = draft.like.header
    edition = {
        "id": f"draft-{draft.year}", "title": draft.title, "year": draft.year, "district": draft.district,
        "source": draft.title, "notice": header.notice,
        **{name: day for name, day in (("starts", draft.validity.starts), ("ends", draft.validity.ends)) if day},
    }  # fmt: skip
    if draft.validity.words:
        yield commented(f"“{draft.validity.words}”→ starts、ends")
    yield commented(*(f"表格和条文以外：{line}" for line in draft.outside))
    yield section("[edition]", edition)
    yield from (section("[[measures]]", {"number": number, "title": title}) for number, title in draft.measures)
    for name, named in draft.like.conditions.items():
        yield section(f"[conditions.{name}]", {"label": named.label, "rule": to_text(named.condition)})
    for policy in draft.policies:
        yield from _policy(policy)


def _policy(policy: PolicyDraft) -> Iterator[str]:
    item = policy.item
    if unused := unused_of(policy):
        yield commented(f"没有用上的数字和日期：{'、'.join(unused)}")
    yield commented(*(f"{heading or '另一栏'}：{text}" for heading, text in item.others))
    table = {
        "number": item.number,
        "title": item.cells.get("title", "").split("\n")[0] or policy.benefits[0].title,
        "summary": " ".join(item.text.split("\n")),
        "measure": policy.measure,
        "departments": list(policy.departments),
        "channel": policy.channel,
        "uptake": policy.uptake,
        "phones": list(policy.phones),
        **({"contact_note": policy.contact_note} if policy.contact_note else {}),
        "source": item.label,
    }
    yield section("[[policies]]", table)
    for benefit, novelty in zip(policy.benefits, policy.novelties, strict=True):
        yield _benefit(benefit, novelty)


def _benefit(benefit: Proposal, novelty: str) -> str:
    table = {
        "id": benefit.id,
        "title": benefit.title,
        "kind": benefit.kind,
        "novelty": novelty,
        "pending": benefit.pending or None,
        "when": benefit.when,
        "amount": benefit.amount or None,
        "unchecked": list(benefit.unchecked) or None,
        "todo": "；".join(benefit.todos) or None,
    }
    words = commented(f"原文：{benefit.sentence}", *benefit.words)
    text = section("[[policies.benefits]]", {key: value for key, value in table.items() if value is not None})
    for window in benefit.windows:
        text += section(f"[policies.benefits.{'claim' if window.is_claim else 'period'}]", _days(window))
    return words + text


def _days(window: Window) -> dict[str, object]:
    """A window as a table of a benefit."""
    bare = window.year if not window.is_claim else None
    days = {"year": bare} if bare else {"starts": window.starts, "ends": window.ends}
    said = {**days, "every": "year" if window.is_yearly else None, "of": window.of or None}
    return {key: value for key, value in said.items() if value is not None}


def _fact(asked: Asked) -> str:
    question = f"是否符合：{asked.label}？" if asked.type == "flag" else f"{asked.label}是多少？"
    table = {
        "key": asked.key, "label": asked.label, "type": asked.type, "group": "新拟指标",
        "question": question, "help": "由草稿新拟，核对口径和问法。",
        **({"unit": asked.unit} if asked.unit else {}),
    }  # fmt: skip
    return section("[[facts]]", table)


def _activity(activity: ActivityDraft) -> Iterator[str]:
    item = activity.item
    table = {
        "number": item.number,
        "measure": activity.measure or item.label,
        "title": activity.title,
        "departments": list(activity.departments),
    }
    unused = "、".join(unused_of_activity(activity))
    words = [f"原文：{item.text}", *(f"{heading}：{text}" for heading, text in item.others)]
    yield commented(*words, *([f"没有用上的数字和日期：{unused}"] if unused else []))
    yield section("[[activities]]", table)
    for entry in activity.schedule:
        said = {key: value for key, value in asdict(entry).items() if value is not None and value != ()}
        yield section(
            "[[activities.schedule]]", {**said, **({"weekdays": list(entry.weekdays)} if entry.weekdays else {})}
        )
