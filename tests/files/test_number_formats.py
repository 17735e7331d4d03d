"""Number formats: the unit, currency or per cent that a person sees beside a number is part of it."""

import io
from typing import Any

import openpyxl
import pytest
from support.opened import Opened, opened

from jinshan_cli.core.policy import Edition
from jinshan_cli.files.lists.workbooks.formats import read_format

DASHED = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
ACCOUNTED = '_ ¥* #,##0.00_ ;_ ¥* -#,##0.00_ ;_ ¥* "-"??_ ;_ @_ '
BY_SIZE = '[>=100000000]0!.00,,"亿";[>=10000]0!.0,"万";0'


def column(heading: str, *cells: tuple[Any, str], edition: Edition) -> Opened:
    """A list whose second column has these values in these formats."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["企业名称", heading])
    for row, (value, code) in enumerate(cells, 2):
        sheet.append([f"第{row}家", value])
        sheet.cell(row, 2).number_format = code
    file = io.BytesIO()
    book.save(file)
    return opened(file.getvalue(), edition.facts, "a.xlsx")


def yuan(found: Opened) -> list[float | None]:
    """The revenue of each firm in yuan; None where it is not known."""
    ends = found.frame.select("revenue__low", "revenue__high").rows()
    return [None if high is None else low / 100 for low, high in ends]


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        (32000, '#,##0"万元"', 320_000_000),
        (3.2345678912, '0.00"亿"', 323_456_789.12),
        (3200, "0!万", 32_000_000),
        (3200, 'General"万元"', 32_000_000),
        (3200, "0\\ 万元", 32_000_000),
        (3200, '#,##0.00"（万元）";-#,##0.00"（万元）"', 32_000_000),
        (3200, '"约"0"万"', None),
        (32_000_500, '0.0,"千元"', 32_000_500),
        (32_000_000, '0!.0,"万"', 32_000_000),
        (32_000_000, '0\\.0000"万元"', 32_000_000),
        (32_000_000, '0!万0000"元"', 32_000_000),
        (32_000_000.5, '0"万"0000.00"元"', 32_000_000.5),
        (320_000_000, '#"亿"########', 320_000_000),
        (320_000_000, BY_SIZE, 320_000_000),
        (32_000, BY_SIZE, 32_000),
        (320, BY_SIZE, 320),
        (74690, '"¥"#,##0.00', 74690),
        (74690, "[$¥-804]#,##0.00", 74690),
        (74690, '#,##0.00"元"', 74690),
        (74690.5, DASHED, 74690.5),
        (0, DASHED, 0),
        (74690.5, ACCOUNTED, 74690.5),
        (0, ACCOUNTED, 0),
        (0, ACCOUNTED.replace("??", ""), 0),
        (0, ACCOUNTED.replace("¥", "[$￥-804]"), 0),
        (74690, "#,##0.00_);[Red](#,##0.00)", 74690),
        (74690, "0.00E+00", 74690),
        (0.5, "# ?/?", 0.5),
        (74690, "[DBNum1][$-804]General", 74690),
        (74690, "@", 74690),
        ("3200", '@"万元"', 32_000_000),
    ],
)
def test_what_is_shown_is_what_is_read(value: Any, code: str, expected: float | None, edition: Edition) -> None:
    """A unit of the format counts once; one that is made up for by its scaling changes nothing."""
    found = column("年营业收入", (value, code), edition=edition)
    assert not found.problems.height
    assert found.frame.get_column("revenue__low").item() > 0 if expected is None else yuan(found) == [expected]


@pytest.mark.parametrize("code", ['#"万"0000', '0"万"0000.00', '0"万"0000"元"', '#"万"####'])
def test_a_unit_among_the_digits_wins_over_the_headings(code: str, edition: Edition) -> None:
    """What is shown as 3200万0000 is 3200万元 below 营业收入（万元） too."""
    found = column("营业收入（万元）", (32_000_000, code), edition=edition)
    assert yuan(found) == [32_000_000]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (74690, "[$$-409]#,##0.00", "$74690"),
        (74690, "$#,##0", "$74690"),
        (74690, '"$"#,##0_);\\("$"#,##0\\)', "$74690"),
        (74690, "[$€-2]\\ #,##0.00", "€74690"),
        (74690, "#,##0.00\\ [$€-407]", "74690€"),
        (74690, "[$¥-411]#,##0", "日元74690"),
        (74690, "[$HK$-C04]#,##0", "HK$74690"),
        (74690, "[$USD]\\ #,##0", "USD74690"),
        (74690, "[$£-809]#,##0", "£74690"),
        (74690, '#,##0"美元"', "74690美元"),
        (74690, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$74690"),
        (0, '_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', "$0"),
        (0, '[$HK$-C04]#,##0;;[$HK$-C04]* "-"', "HK$0"),
        (0, '0;-0;"N-A"', "N-A"),
        (0, '0;-0;"A-"', "A-"),
        (20000, "0%", "2000000%"),
        (0.125, "0.0%", "12.5%"),
        (74690, '0"人"', "74690人"),
        (32_000_000, "#,##0,", "32000000（显示为 32000）"),
        (32_000_000, '0.0,"万元"', "32000000（显示为 32000万元）"),
        (32_000_000, '0.0,,"M"', "32000000（显示为 32M）"),
        (32_000, '0" (2022)"', "32000 (2022)"),
        (32_000, '0" 1"', "32000 1"),
        (32_000, '0"-500"', "32000-500"),
    ],
)
def test_what_is_no_such_value_is_refused(value: float, code: str, shown: str, edition: Edition) -> None:
    """Another currency, a share of something, persons, a scaling that nothing tells, digits that are not the number's:
    unknown, and said."""
    found = column("年营业收入", (value, code), edition=edition)
    assert yuan(found) == [None]
    assert found.told("column", "value") == [("年营业收入", shown)]


def test_a_count_takes_its_own_units_only(edition: Edition) -> None:
    """Persons as persons; money, a share and thousands are refused."""
    cells = ((120, '0"人"'), (120, '"¥"0'), (1.2, "0%"), (12000, "0,"), (12, '0"万元"'))
    found = column("从业人数", *cells, edition=edition)
    assert found.frame.get_column("employees__high").to_list() == [120, None, None, None, None]
    assert found.told("row") == [(2,), (3,), (4,), (5,)]


def test_a_range_that_the_format_tells(edition: Edition) -> None:
    """The digits of a format are not the number's: 100-299 is no 100299."""
    found = column("从业人数", (299, '"100-"0"人"'), (299, '"("0")"'), edition=edition)
    assert found.frame.select("employees__low", "employees__high").rows() == [(100, 299), (299, 299)]


def test_a_scaling_that_the_header_tells(edition: Edition) -> None:
    """Shown in thousands under a header in thousands, the stored number is yuan; a unit of the cell wins over it."""
    assert yuan(column("年营业收入（千元）", (32_000_500, "#,##0,"), edition=edition)) == [32_000_500]
    assert yuan(column("年营业收入（万元）", (32_000_000, "0!.0,"), edition=edition)) == [32_000_000]
    assert yuan(column("年营业收入（万元）", (32_000_000, "#,##0,"), edition=edition)) == [None]
    assert yuan(column("年营业收入（万元）", (3.2, '0.0"亿"'), edition=edition)) == [320_000_000]


def test_numbers_that_are_not_seen(edition: Edition) -> None:
    """A number whose format shows nothing is an empty cell, which is said; a row of such is blank."""
    found = column("年营业收入", (0, "#,##0;-#,##0;;@"), (5, ";;;"), (7, "#,##0;-#,##0;;@"), edition=edition)
    assert yuan(found) == [None, None, 7]
    (warning,) = found.sheet.warnings
    assert "2 个单元格的内容不显示" in warning.what


def test_texts_that_are_not_seen(edition: Edition) -> None:
    """A text whose format shows none, or another, is what a person sees of it; three sections show every text."""
    cells = (("8万", "0;0;0;"), ("8万", '0;0;0;"9万"'), ("8万", "0;0;0"), ("8万", ";;;"))
    found = column("年营业收入", *cells, edition=edition)
    assert yuan(found) == [None, 90_000, 80_000, None]
    (warning,) = found.sheet.warnings
    assert "2 个单元格的内容不显示" in warning.what


@pytest.mark.parametrize("code", ["#", "#,###", "???", '#,###"万元"', "#,###;(#,###)", "#%"])
def test_formats_that_show_no_zero(code: str, edition: Edition) -> None:
    """Where only digits that say something are shown, 0 is an empty cell, and what rounds to it; 1 is not."""
    cells = ((0, code), (0.004, code), (1, code.replace("%", "")), (0, "#.0"), (0, "#,##0"))
    found = column("年营业收入", *cells, edition=edition)
    assert yuan(found) == [None, None, 10_000 if "万" in code else 1, 0, 0]
    (warning,) = found.sheet.warnings
    assert "2 个单元格的内容不显示" in warning.what


def test_words_instead_of_numbers(edition: Edition) -> None:
    """A format that shows 是 for 1 is read as it shows."""
    cells = ((1, '"是";;"否"'), (0, '"是";;"否"'), (1, '[=1]"否";"是"'))
    found = column("需要政府性融资担保", *cells, edition=edition)
    assert found.frame.drop("problems").get_columns()[-1].to_list() == [True, False, False]


def test_carried_numbers_keep_what_is_stored(edition: Edition) -> None:
    """A column that tells of no fact is carried with all its digits, whatever its format shows of them."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("企业名称", "从业人数", "占比"), ("甲", 5, 0.9382716049382716)):
        sheet.append(row)
    sheet["C2"].number_format = "0.0%"
    file = io.BytesIO()
    book.save(file)
    assert opened(file.getvalue(), edition.facts, "a.xlsx").column("占比") == ["0.9382716049382716"]


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", 'yyyy"年"m"月"d"日";@', "[$-804]m/d/yy", "h:mm AM/PM", "[h]:mm", "aaaa"]
)
def test_dates_are_no_numbers(code: str) -> None:
    """What Excel shows as a day, a time or a time span stays one."""
    known = read_format(code)
    assert known.is_plain
    assert known.is_date or known.is_span
