"""Whether each figure and date of the source is held by a field of the draft."""

import re
from collections import Counter

from jinshan_cli.use.drafting.draft import ActivityDraft, PolicyDraft
from jinshan_cli.use.drafting.headings import Role
from jinshan_cli.use.drafting.promises.figures import Figure, figures_of

_SAID: dict[Role, str] = {"novelty": "新旧", "channel": "办理渠道", "uptake": "享受方式"}


def texts_of(policy: PolicyDraft) -> list[tuple[str, str]]:
    """What the source says of an item, by the heading of its column: its text first."""
    cells = policy.item.cells
    more = [(heading, cells[role]) for role, heading in _SAID.items() if cells.get(role)]
    return [("", policy.item.text), *more, *policy.item.others]


def figures_in(policy: PolicyDraft) -> list[list[tuple[Figure, bool]]]:
    """For each of its texts every figure and date, in order, and whether a field of the draft holds it."""
    used = Counter(figure.words for benefit in policy.benefits for figure in benefit.used)
    fields = (policy.channel, policy.item.cells.get("novelty", ""), *(benefit.held for benefit in policy.benefits))
    held = re.sub(r"\s", "", " ".join(fields))
    found: list[list[tuple[Figure, bool]]] = []
    for _, text in texts_of(policy):
        found.append([])
        for figure in figures_of(text):
            words = re.sub(r"\s", "", figure.words)
            is_held = bool(re.search(rf"(?<![\d.]){re.escape(words)}(?!\d)", held))
            found[-1].append((figure, used[figure.words] > 0 or is_held))
            used[figure.words] -= 1
    return found


def unused_of(policy: PolicyDraft) -> list[str]:
    """The figures and dates of an item that no field holds."""
    return list(dict.fromkeys(figure.words for row in figures_in(policy) for figure, used in row if not used))


def unused_of_activity(activity: ActivityDraft) -> list[str]:
    """The figures and dates of an activity that neither its title nor its schedule holds."""
    held = re.sub(r"\s", "", " ".join((activity.title, *(entry.what for entry in activity.schedule))))
    said = (activity.item.text, *(text for _, text in activity.item.others))
    figures = [figure.words for text in said for figure in figures_of(text)]
    return [words for words in dict.fromkeys(figures) if re.sub(r"\s", "", words) not in held]
