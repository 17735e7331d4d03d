"""The columns of results by name, in the contract's order; no fact may be called like one of them."""

from jinshan_cli.core.policy import SUMMED

VERDICTS = ("eligible", "undetermined", "missing")
SUMS = tuple(f"{kind}_{end}" for kind in SUMMED for end in ("low", "high"))
POSSIBLE = tuple(f"{kind}_possible" for kind in SUMMED)
UNQUANTIFIED, ASK_FIRST, NOTHING = "unquantified", "ask_first", "nothing"
OF_RESULT = (*VERDICTS, *SUMS, UNQUANTIFIED, *POSSIBLE, ASK_FIRST, NOTHING)
PROBLEMS = "problems"
OF_FIRM = (*OF_RESULT, PROBLEMS)
NEAR = ("near", "nearest", "near_low", "near_high")
"""of each firm, behind the others, where near misses are asked for"""
OF_BENEFIT = (
    *("row", "name", "number", "benefit", "title", "status", "timing", "low", "high", "missing"),
    *("departments", "channel", "phones", "ends", "reported", "ask_first"),
    *("paid_low", "paid_high", "combinations"),
)
OF_CALL = ("row", "name", "last_day", "now", "low", "money", "possible", "ask_first", "ask", "near", "phones")
SEVERAL = "__"
"""after the key of a choice among the columns present: beside it is `<key>__<option>`, true where that is possible"""
SEPARATOR = ";"
"""between the numbers, keys and words of one cell"""
