"""Formulas of an Excel file that no program has reckoned yet: their cells have no value, and are not empty."""

import io
import re
import zipfile

from yudu_flow.documents import libre_office

PATIENCE = 40
"""Seconds for LibreOffice; whoever reads a stranger's file waits not much longer."""
UNRECKONED = "公式未算出"
"""What is read in such a cell, where nothing reckons it."""
LONGEST_SHEET = 20 * 2**20
_UNRECKONED = re.compile(
    rb"<(?:\w+:)?c\s(?:[^>]*\s)?r=\"([A-Z]{1,3}[0-9]{1,7})\"[^>]*>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)


def unreckoned_in(sheet: bytes) -> list[str]:
    """The cells of a sheet's XML in which a formula stands and no value: ["B3", …]."""
    return [one.decode() for one in _UNRECKONED.findall(sheet)]


def reckoned(data: bytes) -> bytes:
    """The file as LibreOffice reckons it, where it is there and a formula has no value; else the file itself."""
    if not has_unreckoned(data) or libre_office.program() is None:
        return data
    try:
        return libre_office.led(data, "book.xlsx", "xlsx", PATIENCE)
    except libre_office.Unled:  # its cells are marked then
        return data


def has_unreckoned(data: bytes) -> bool:
    """Whether any sheet has a formula without its value. Raises BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [one for one in archive.infolist() if one.filename.startswith("xl/worksheets/sheet")]
        return any(one.file_size <= LONGEST_SHEET and unreckoned_in(archive.read(one)) for one in sheets)


def unreckoned_cells(data: bytes) -> dict[str, set[str]]:
    """Where they are, by the names of sheets: {"Sheet1": {"B3"}}."""
    from openpyxl import load_workbook

    if not has_unreckoned(data):
        return {}
    book, values = load_workbook(io.BytesIO(data)), load_workbook(io.BytesIO(data), data_only=True)
    return {
        sheet.title: {
            cell.coordinate
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "f" and values[sheet.title][cell.coordinate].value is None
        }
        for sheet in book.worksheets
    }
