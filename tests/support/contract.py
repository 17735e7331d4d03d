"""The JSON of the contract, key by key: what a program that reads it may rely on."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Kind = type | tuple[type, ...]
Shape = Mapping[str, Kind]
NULL = type(None)
NUMBER = (int, Decimal)
TEXT_OR_NULL = (str, NULL)

RESULT: Shape = {
    "edition": str,
    "as_of": str,
    "firm": dict,
    "totals": dict,
    "ask_first": dict,
    "untold": list,
    "combinations": list,
    "warnings": list,
    "notice": str,
    "policies": list,
}
COMBINED: Shape = {
    "kind": str,
    "benefits": list,
    "limit": (dict, NULL),
    "before": dict,
    "after": dict,
    "left_out": list,
    "words": str,
}
FIRM: Shape = {"name": str, "facts": dict, "derived": dict, "defaults": dict}
AMOUNT: Shape = {"low": NUMBER, "high": (*NUMBER, NULL)}
TOTAL: Shape = {**AMOUNT, "unquantified": list}
REASON: Shape = {"text": str, "holds": (bool, NULL), "alternatives": list}
FIGURE = (*NUMBER, str)
NEAR_MISS: Shape = {"fact": str, "has": FIGURE, "needs": FIGURE, "short": FIGURE}
CONTACTS: Shape = {
    "number": int,
    "title": str,
    "measure": str,
    "departments": list,
    "channel": str,
    "uptake": str,
    "phones": list,
    "contact_note": TEXT_OR_NULL,
    "contacts": list,
    "source": str,
    "reading": TEXT_OR_NULL,
    "benefits": list,
}
TIME: Shape = {
    "starts": TEXT_OR_NULL,
    "ends": TEXT_OR_NULL,
    "period": (dict, NULL),
    "claim": (dict, NULL),
    "pending": TEXT_OR_NULL,
}
HANDLING: Shape = {"materials": list, "steps": list, **dict.fromkeys(("link", "email", "suspended"), TEXT_OR_NULL)}
REPORTED: Shape = {
    "kind": str,
    "starts": TEXT_OR_NULL,
    "ends": TEXT_OR_NULL,
    "text": str,
    "citation": str,
    "timing": str,
}
POLICY_RESULT: Shape = {
    **CONTACTS,
    "status": str,
    "timing": str,
    "amount": (dict, NULL),
    "nothing": bool,
    "missing": list,
}
BENEFIT_RESULT: Shape = {
    "id": str,
    "title": str,
    "kind": str,
    "status": str,
    "timing": str,
    **TIME,
    "reported": list,
    "amount": (dict, NULL),
    "nothing": bool,
    "paid": (dict, NULL),
    "missing": list,
    "unchecked": list,
    **HANDLING,
    "todo": TEXT_OR_NULL,
    "derivation": list,
    "reasons": list,
    "near_miss": (dict, NULL),
}
POLICY: Shape = {**CONTACTS, "summary": str, "notes": list, "combinations": list, "parameters": list}
WRITTEN: Shape = {"kind": str, "benefits": list, "amount": TEXT_OR_NULL, "source": str}
PARAMETER: Shape = {"name": str, "value": str, "label": str, "source": str}
BENEFIT: Shape = {
    "id": str,
    "title": str,
    "kind": str,
    "novelty": str,
    "summary": TEXT_OR_NULL,
    "reading": TEXT_OR_NULL,
    **TIME,
    "when": str,
    "amount": TEXT_OR_NULL,
    "unchecked": list,
    **HANDLING,
    "todo": TEXT_OR_NULL,
}
FACT: Shape = {
    "key": str,
    "label": str,
    "type": str,
    "options": list,
    "option_labels": list,
    "group": str,
    "policies": list,
    "aliases": list,
    "help": str,
}
ACTIVITY: Shape = {
    "number": int,
    "measure": str,
    "title": str,
    "departments": list,
    "tags": list,
    "schedule": list,
}
ENTRY: Shape = {
    "starts": TEXT_OR_NULL,
    "ends": TEXT_OR_NULL,
    "repeats": TEXT_OR_NULL,
    "what": str,
    "stated": TEXT_OR_NULL,
    "weekdays": list,
}
EDITION: Shape = {
    "id": str,
    "title": str,
    "year": int,
    "district": str,
    "source": str,
    "notice": str,
    "starts": str,
    "ends": str,
    "language": str,
    "currency": str,
    **dict.fromkeys(("policies", "benefits", "facts", "activities", "examples"), int),
}
DUE: Shape = {
    "day": str,
    "days_left": int,
    "ends": str,
    "number": int,
    "id": str,
    "title": str,
    "timing": str,
    "reported": (dict, NULL),
    "departments": list,
    "channel": str,
    "uptake": str,
    "phones": list,
    "contact_note": TEXT_OR_NULL,
    "contacts": list,
    "combinations": list,
    "firms": list,
    "paid": list,
}
DUE_FIRM: Shape = {"name": str, "place": str, "status": str, "amount": (dict, NULL)}
COMPARISON: Shape = {"before": dict, "after": dict, "facts": list, "changes": list, "totals": dict}
CHANGE: Shape = {
    "effect": str,
    "number": int,
    "id": str,
    "title": str,
    "kind": str,
    "before": (dict, NULL),
    "after": (dict, NULL),
}
GATHERED: Shape = {
    "joined": int,
    "changes": list,
    "columns": list,
    "added": list,
    "refused": list,
    "left": list,
    "renamed": list,
    "unread": list,
    "forgotten": int,
}
LIST_COMPARISON: Shape = {
    "alike": int,
    "policies": list,
    "firms": list,
    "new": list,
    "gone": list,
    "ambiguous": list,
}
REFORM: Shape = {
    "edition": str,
    "other": str,
    "change": str,
    "as_of": str,
    "by": list,
    "weight": (str, NULL),
    "exact": bool,
    "whole": dict,
    "groups": list,
    "notes": list,
}
REFORM_GROUP: Shape = {
    "values": list,
    "rows": int,
    "firms": int,
    **dict.fromkeys(("gain", "lose", "same", "unsettled", "may_gain", "may_lose"), int),
    "unquantified": dict,
    "money": dict,
    "policies": list,
}
REVISIONS: Shape = {"before": str, "after": str, "changes": list}
REVISION: Shape = {
    "change": str,
    "subject": str,
    "number": (int, NULL),
    "id": str,
    "title": str,
    "fields": list,
}
FINDING: Shape = {
    **dict.fromkeys(("weight", "what", "where", "value", "expected", "closest", "excerpt"), str),
    "line": (int, NULL),
}


def check(record: Any, shape: Shape) -> None:
    """Exactly these keys, each of its type."""
    assert set(record) == set(shape)
    for key, kind in shape.items():
        assert isinstance(record[key], kind), (key, record[key])
