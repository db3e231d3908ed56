"""What the API gives as a file: its type stands in the description."""

from starlette.responses import Response

from yudu_flow.web.parts.papers import DOCX, XLSX


class WorkbookFile(Response):
    media_type = XLSX


class WordFile(Response):
    media_type = DOCX


class ZipFile(Response):
    media_type = "application/zip"
