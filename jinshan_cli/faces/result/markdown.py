"""The take-away as Markdown, to paste into a message; names and the table's texts come out as text."""

from collections.abc import Iterable, Iterator

from jinshan_cli.faces.result.changes import NO_CHANGE, change_lines, fact_lines, total_lines
from jinshan_cli.faces.result.takeaway import Card, Line, TakeAway
from jinshan_cli.faces.result.view import Delivery
from jinshan_cli.faces.words import labels
from jinshan_cli.faces.words.markdown import escape
from jinshan_cli.faces.words.schedule import say_occasion
from jinshan_cli.use.result.sections import LATER, NOW, TITLES


def message(delivery: Delivery) -> str:
    """The file."""
    return markdown(delivery.sheet)


def markdown(sheet: TakeAway) -> str:
    """The whole text."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: TakeAway) -> Iterator[str]:
    yield from _head(sheet)
    for key in (*NOW, *LATER):
        if cards := sheet.cards[key]:
            yield from ("", f"## {TITLES[key]}")
            if key == "ask_first":
                yield from ("", *(f"- {kind}（未计入上面）：{escape(words)}" for kind, words in sheet.asked_totals))
            for card in cards:
                yield from _card(card)
    yield from _verify(sheet)
    near = [f"{_name(line)}：{escape(f'{line.near}；{line.amount}')}" for line in _all(sheet.cards["near"])]
    yield from _list(TITLES["near"], near)
    yield from _supposed(sheet)
    yield from _list("近期适合参加的活动", [escape(say_occasion(occasion)) for occasion in sheet.occasions])
    expired = [f"{_name(line)}：{escape(f'{line.amount}，{line.window}')}" for line in _all(sheet.cards["expired"])]
    yield from _list(TITLES["expired"], expired)
    yield from _list(TITLES["nothing"], [f"{_name(line)}：{labels.NO_SUM}" for line in _all(sheet.cards["nothing"])])
    yield from _answers(sheet)
    yield from ("", f"> {escape(sheet.assessment.edition.header.notice)}")


def _head(sheet: TakeAway) -> Iterator[str]:
    yield f"# {escape(sheet.firm)}"
    yield from ("", escape(labels.say_edition(sheet.assessment)))
    if sheet.by or sheet.tel.text:
        yield from ("", escape(" ".join(filter(None, ("服务专员", sheet.by, sheet.tel.text)))))
    if sheet.banner:
        yield from ("", f"**{escape(sheet.banner)}**")
    for warning in sheet.assessment.doubts:
        yield from ("", f"请核对：{escape(warning)}")
    counts = "，".join(f"{name} {count} 项" for name, count in sheet.counts)
    yield from ("", f"**{counts}**", "")
    yield from (f"- {kind}：{escape(words)}" for kind, words in sheet.totals)


def _card(card: Card) -> Iterator[str]:
    """A policy: its benefits with amounts, then what, how, whom, until when."""
    yield ""
    yield from (f"**{_name(line)}：{escape(line.amount)}**  " for line in card.lines)
    yield escape(card.policy.summary)
    if card.is_ranged and card.policy.readings:
        yield f"（{escape(card.policy.readings)}）"
    yield ""
    yield f"- 办理：{escape(card.how)}"
    yield f"- 联系：{escape(labels.say_departments(card.policy))} {escape(labels.say_contact(card.policy))}".rstrip()
    yield from (f"- {name}：{escape(words)}" for name, words in card.handling)
    yield from (f"- 先问：{escape(which + words)}" for which, words in card.asks)
    yield from (f"- 期限：{escape(which + words)}" for which, words in card.windows)
    yield from (f"- 外部资料：{escape(which + words)}" for which, words in card.reports)
    yield from (f"- 另需核定：{escape(which + words)}" for which, words in card.checks)
    yield from (f"- {name}：{escape(words)}" for name, words in card.grounds)


def _verify(sheet: TakeAway) -> Iterator[str]:
    rows = [
        f"{_name(line)}：{escape('；'.join((line.amount, line.open, line.window, *line.reports)))}"
        for line in _all(sheet.cards["verify"])
    ]
    yield from _list(TITLES["verify"], rows)
    places = [
        escape(f"{where}：{'、'.join(f'{each.fact.label}（{each.used}）' for each in lookups)}")
        for where, lookups in sheet.places.items()
    ]
    yield from _list("所缺信息到哪里查", places, "###")


def _supposed(sheet: TakeAway) -> Iterator[str]:
    if sheet.changes is None:
        return
    yield from _list("假如情况改变", map(escape, fact_lines(sheet.changes)))
    if not sheet.changes.rows:
        yield from ("", NO_CHANGE)
    for effect, lines in change_lines(sheet.changes):
        yield from _list(effect, map(escape, lines), "###")
    yield from _list("合计", (escape(f"{kind}：{words}") for kind, words in total_lines(sheet.changes)), "###")


def _answers(sheet: TakeAway) -> Iterator[str]:
    told = [
        escape(f"{answer.label}：{answer.words}{f'（{answer.why}）' if answer.why else ''}") for answer in sheet.answers
    ]
    if sheet.denied:
        told.append(escape(f"已回答“无”或“否”：{'、'.join(sheet.denied)}"))
    yield from _list("计算依据", told)


def _list(title: str, lines: Iterable[str], level: str = "##") -> Iterator[str]:
    """A headed list; nothing if there are no lines."""
    items = [f"- {line}" for line in lines]
    if items:
        yield from ("", f"{level} {title}", "", *items)


def _all(cards: Iterable[Card]) -> list[Line]:
    return [line for card in cards for line in card.lines]


def _name(line: Line) -> str:
    return escape(f"{line.id} {line.title}")
