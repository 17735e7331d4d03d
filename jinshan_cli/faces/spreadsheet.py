"""What every workbook of ours keeps to: no text becomes a formula, a link or a number, and no figure is rounded."""

PLAIN_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""for xlsxwriter"""
EXACT = 15
"""digits that a spreadsheet keeps"""


def yuan_cell(fen: int) -> int | float | str:
    """Fen as yuan: a number, or text where a spreadsheet would round it."""
    whole, rest = divmod(fen, 100)
    if not rest and whole < 10**EXACT:
        return whole
    return fen / 100 if fen < 10**EXACT else f"{whole}.{rest:02d}" if rest else str(whole)
