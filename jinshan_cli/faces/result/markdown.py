"""The take-away as Markdown, to paste into a message; names and the table's texts come out as text."""

from collections.abc import Iterable, Iterator

from jinshan_cli.core.written.voice import tell
from jinshan_cli.faces.result.cards import Card, Line
from jinshan_cli.faces.result.changes import NO_CHANGE, change_lines, fact_lines, total_lines
from jinshan_cli.faces.result.takeaway import TakeAway, sheet_of
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.markdown import escape
from jinshan_cli.faces.words.schedule import say_occasion
from jinshan_cli.use.result.sections import LATER, NOW, TITLES


def message(delivery: Delivery) -> str:
    """The file."""
    return markdown(sheet_of(delivery))


def markdown(sheet: TakeAway) -> str:
    """The whole text."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: TakeAway) -> Iterator[str]:
    yield from _head(sheet)
    for key in (*NOW, *LATER):
        if sheet.has(key):
            yield from ("", f"## {TITLES[key]}")
            if key == "ask_first":
                yield from (
                    "",
                    *(
                        tell("- {kind}（未计入上面）：{escape}", kind=kind, escape=escape(words))
                        for kind, words in sheet.asked_totals
                    ),
                )
            for card in sheet.cards[key]:
                yield from _card(card)
    yield from _verify(sheet)
    near = [
        _told(line, tell("{near}；{amount}", near=line.near, amount=line.amount)) for line in _all(sheet.cards["near"])
    ]
    yield from _list(TITLES["near"], near)
    yield from _supposed(sheet)
    yield from _list(tell("近期适合参加的活动"), [escape(say_occasion(occasion)) for occasion in sheet.occasions])
    expired = [
        _told(line, tell("{amount}，{window}", amount=line.amount, window=line.window))
        for line in _all(sheet.cards["expired"])
    ]
    yield from _list(TITLES["expired"], expired)
    yield from _list(
        TITLES["nothing"],
        [
            tell("{name}：{no_sum}", name=_name(line), no_sum=tell(labels.NO_SUM))
            for line in _all(sheet.cards["nothing"])
        ],
    )
    yield from _answers(sheet)
    yield from ("", f"> {escape(sheet.assessment.edition.header.notice)}")


def _head(sheet: TakeAway) -> Iterator[str]:
    yield f"# {escape(sheet.firm)}"
    yield from ("", escape(labels.say_edition(sheet.assessment)))
    if sheet.by or sheet.tel.text:
        yield from ("", escape(" ".join(filter(None, (tell("服务专员"), sheet.by, sheet.tel.text)))))
    if sheet.banner:
        yield from ("", f"**{escape(sheet.banner)}**")
    for warning in sheet.assessment.doubts:
        yield from ("", tell("请核对：{escape}", escape=escape(warning)))
    counts = tell("，").join(tell("{name} {count} 个", name=name, count=count) for name, count in sheet.counts)
    yield from ("", f"**{counts}**", "")
    yield from (tell("- {kind}：{escape}", kind=kind, escape=escape(words)) for kind, words in sheet.totals)


def _card(card: Card) -> Iterator[str]:
    """A policy: its benefits with amounts, then what, how, whom, until when."""
    yield ""
    yield from (tell("**{name}：{escape}**  ", name=_name(line), escape=escape(line.amount)) for line in card.lines)
    yield escape(card.policy.summary)
    if card.is_ranged and card.policy.readings:
        yield tell("（{escape}）", escape=escape(card.policy.readings))
    yield ""
    yield tell("- 办理：{escape}", escape=escape(card.how))
    yield tell(
        "- 联系：{departments} {contact}",
        departments=escape(labels.say_departments(card.policy)),
        contact=escape(labels.say_contact(card.policy)),
    ).rstrip()
    yield from (tell("- {name}：{escape}", name=name, escape=escape(words)) for name, words in card.handling)
    yield from (tell("- 先问：{escape}", escape=escape(which + words)) for which, words in card.asks)
    yield from (tell("- 期限：{escape}", escape=escape(which + words)) for which, words in card.windows)
    yield from (tell("- 外部资料：{escape}", escape=escape(which + words)) for which, words in card.reports)
    yield from (tell("- 另需核定：{escape}", escape=escape(which + words)) for which, words in card.checks)
    yield from (tell("- {name}：{escape}", name=name, escape=escape(words)) for name, words in card.grounds)


def _verify(sheet: TakeAway) -> Iterator[str]:
    rows = [
        _told(line, tell("；").join((line.amount, line.open, line.window, *line.reports)))
        for line in _all(sheet.cards["verify"])
    ]
    yield from _list(TITLES["verify"], rows)
    places = [
        escape(
            tell(
                "{where}：{those}",
                where=where,
                those=tell("、").join(
                    tell("{label}（{used}）", label=each.fact.label, used=each.used) for each in lookups
                ),
            )
        )
        for where, lookups in sheet.places.items()
    ]
    yield from _list(tell("所缺信息到哪里查"), places, "###")


def _supposed(sheet: TakeAway) -> Iterator[str]:
    if sheet.changes is None:
        return
    yield from _list(tell("假如情况改变"), map(escape, fact_lines(sheet.changes)))
    if not sheet.changes.rows:
        yield from ("", tell(NO_CHANGE))
    for effect, lines in change_lines(sheet.changes):
        yield from _list(effect, map(escape, lines), "###")
    yield from _list(
        tell("合计"),
        (escape(tell("{kind}：{words}", kind=kind, words=words)) for kind, words in total_lines(sheet.changes)),
        "###",
    )


def _answers(sheet: TakeAway) -> Iterator[str]:
    told = [
        escape(
            tell(
                "{label}：{words}{why}",
                label=answer.label,
                words=answer.words,
                why=tell("（{why}）", why=answer.why) if answer.why else "",
            )
        )
        for answer in sheet.answers
    ]
    if sheet.denied:
        told.append(escape(tell("已回答“无”或“否”：{those}", those=tell("、").join(sheet.denied))))
    yield from _list(tell("计算依据"), told)


def _list(title: str, lines: Iterable[str], level: str = "##") -> Iterator[str]:
    """A headed list; nothing if there are no lines."""
    items = [f"- {line}" for line in lines]
    if items:
        yield from ("", f"{level} {title}", "", *items)


def _all(cards: Iterable[Card]) -> list[Line]:
    return [line for card in cards for line in card.lines]


def _told(line: Line, words: str) -> str:
    return tell("{name}：{escape}", name=_name(line), escape=escape(words))


def _name(line: Line) -> str:
    return escape(f"{line.id} {line.title}")
