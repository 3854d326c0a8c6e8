"""Files for spreadsheet programs: they open rightly and calculate nothing."""

import csv
import io
import zipfile
from typing import Any

import openpyxl
import pytest

from excursions.sheets import Cell, Sheet, csv_file, is_formula, xlsx_file
from tests import factories

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "  =1+1",
    "\u00a0=1+1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "＝1+1",
    "＋1+1",
    "－1+1",
    "＠SUM(A1)",
    "|calc",
    "%0a=1",
    "'=1+1",
    '=cmd|"/c calc"!A1',
    '=HYPERLINK("https://evil.example","hier")',
    "@import",
]
TEXTS = [
    "Kim",
    "Jörg Müßig-Größe",
    "a=b",
    "3+4",
    "O’Neill; Seán",
    'Kim "die Erste"',
    "007",
    "1.2.3",
]


def sheet(*values: Cell) -> Sheet:
    return Sheet(title="Teilnehmende", heads=["Name"], rows=[[value] for value in values])


def rows(data: bytes) -> list[list[str]]:
    """As Excel in German reads a CSV."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def opened(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))["Teilnehmende"]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_calculates(text: str) -> None:
    assert is_formula(text)
    ((cell,),) = rows(csv_file(sheet(text)))[1:]
    assert cell.startswith("'")
    assert cell.isprintable()
    found = opened(xlsx_file(sheet(text)))["A2"]
    assert found.data_type == "s"
    assert found.quotePrefix
    assert found.hyperlink is None


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    assert not is_formula(text)
    assert rows(csv_file(sheet(text))) == [["Name"], [text]]
    found = opened(xlsx_file(sheet(text)))["A2"]
    assert (found.value, found.data_type, found.quotePrefix) == (text, "s", False)


@pytest.mark.parametrize("text", ["https://evil.example", "mailto:x@evil.example", "file:///etc"])
def test_nothing_becomes_a_link(text: str) -> None:
    assert opened(xlsx_file(sheet(text)))["A2"].hyperlink is None


def test_a_line_break_in_a_name_begins_no_line() -> None:
    assert rows(csv_file(sheet("Kim\r\n=1+1;x"))) == [["Name"], ["Kim =1+1;x"]]


def test_a_moment_is_a_date_as_people_write_it_here() -> None:
    assert rows(csv_file(sheet(factories.NOW)))[1] == ["12.05.2027 09:00"]
    found = opened(xlsx_file(sheet(factories.NOW)))["A2"]
    assert found.value.isoformat() == "2027-05-12T09:00:00"
    assert found.is_date
    assert found.number_format == "dd.mm.yyyy hh:mm"


def test_the_head_stays_in_sight_and_can_be_filtered() -> None:
    page = opened(xlsx_file(sheet("Kim", "Toni")))
    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:A3"
    assert page["A1"].font.bold
    assert page.column_dimensions["A"].width > 5


def test_without_anybody_there_is_the_head() -> None:
    assert rows(csv_file(sheet())) == [["Name"]]
    assert opened(xlsx_file(sheet()))["A1"].value == "Name"


def test_the_file_says_nothing_about_who_made_it() -> None:
    with zipfile.ZipFile(io.BytesIO(xlsx_file(sheet("Kim")))) as file:
        about = file.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in about
