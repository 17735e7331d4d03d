"""The recipe that measures Pollock counts what is delivered, right or wrong, and what is not."""

import json
from pathlib import Path

from pollock import measured

HEADER = "DATE,TIME,Qty,PRODUCTID,Price,ProductType,ProductDescription,URL,Comments\n"
ROWS = ["1/1,00:00,2,A,$1,x,y,z,\n", "2/1,00:15,3,B,$2,x,y,z,\n", "3/1,00:30,4,C,$3,x,y,z,\n"]


def laid_out(folder: Path, name: str, text: str, clean: str, headers: int = 1) -> None:
    """One file of the benchmark: polluted, clean, and what is told of it."""
    for part, content in (("csv", text), ("clean", clean)):
        (folder / part).mkdir(exist_ok=True)
        (folder / part / name).write_text(content, "utf-8")
    (folder / "parameters").mkdir(exist_ok=True)
    (folder / "parameters" / f"{name}_parameters.json").write_text(json.dumps({"header_lines": headers}))


def test_rows_are_right_wrong_or_not_delivered(tmp_path: Path) -> None:
    """A polluted row may be refused; an intact one that is not delivered counts against, a row that is not in the clean
    file is wrong."""
    clean = HEADER + "".join(ROWS)
    laid_out(tmp_path, "source.csv", clean, clean)
    laid_out(tmp_path, "row_more_sep_row2_col1.csv", HEADER + ROWS[0] + "," + ROWS[1] + ROWS[2], clean)
    laid_out(tmp_path, "file_other.csv", clean.replace("x,y", "q,y"), clean)
    laid_out(tmp_path, "file_no_header.csv", "".join(ROWS), "".join(ROWS), headers=0)
    found = measured(tmp_path)
    assert (found.files, found.unread, found.rows, found.right) == (4, 1, 3 + 2 + 3 + 3, 3 + 2)
    assert (found.wrong_files, len(found.wrong)) == (1, 3)
    assert dict(found.undelivered) == {"file_no_header.csv": 3, "file_other.csv": 3} | dict.fromkeys(
        ("row_more_sep_row2_col1.csv", "source.csv"), 0
    )
