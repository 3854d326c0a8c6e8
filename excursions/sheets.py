"""Tables as files that spreadsheet programs open rightly, and that make them do nothing.

Whatever people typed stays text: a program that meets `=` at the start of a cell would calculate.
"""

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter
from django.utils import timezone
from xlsxwriter.workbook import Workbook

from jobs.mails import one_line

Cell = str | int | datetime
_STARTS = ("=", "+", "-", "@", "|", "%", "'")
_WIDEST = 60  # characters
_DAY = "%d.%m.%Y %H:%M"


@dataclass(frozen=True)
class Sheet:
    """A table with a head. The title is our own word: Excel takes no `/` in it, for example."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program might take this for something to calculate.

    Some skip what is blank or invisible before it, some read wide letters as narrow ones.
    """
    plain = unicodedata.normalize("NFKC", text)
    shown = "".join(c for c in plain if not unicodedata.category(c).startswith(("C", "Z")))
    return shown.startswith(_STARTS)


def csv_file(sheet: Sheet) -> bytes:
    """For Excel in German: with a mark for UTF-8, semicolons, dates as people write them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(map(_csv_cell, sheet.heads))
    writer.writerows(map(_csv_cell, row) for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _csv_cell(value: Cell) -> Cell:
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime(_DAY)
    if isinstance(value, int):
        return value
    # In a CSV only a character of its own keeps text text; Excel shows it.
    text = one_line(value)
    return f"'{text}" if is_formula(text) else text


def xlsx_file(sheet: Sheet) -> bytes:
    """With real dates, a head that stays in sight, and a filter. Nothing touches the disk."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        _fill(book, sheet)
    return file.getvalue()


def _fill(book: Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.title)
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"})
    quoted = book.add_format({"quote_prefix": True})  # stays text even when somebody edits it
    for column, head in enumerate(sheet.heads):
        page.write_string(0, column, one_line(head), bold)
        for number, row in enumerate(sheet.rows, start=1):
            value = row[column]
            if isinstance(value, datetime):
                local = timezone.localtime(value).replace(tzinfo=None)
                page.write_datetime(number, column, local, day)
            elif isinstance(value, int):
                page.write_number(number, column, value)
            else:
                text = one_line(value)
                page.write_string(number, column, text, quoted if is_formula(text) else None)
        width = max(len(head) + 3, *(_width(row[column]) for row in sheet.rows), 0)
        page.set_column(column, column, min(width + 2, _WIDEST))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(sheet.heads) - 1)


def _width(value: Cell) -> int:
    return len(_DAY) + 2 if isinstance(value, datetime) else len(str(value))
