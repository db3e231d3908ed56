"""What the API gives as a file: its type stands in the description."""

from starlette.responses import Response

from yudu_flow.web.parts.papers import DOCX, XLSX


class WorkbookFile(Response):
    """An Excel file."""

    media_type = XLSX


class WordFile(Response):
    """A Word file."""

    media_type = DOCX
