"""A workbook that is tried first and stored at the second press: the page carries it along."""

from base64 import b64decode, b64encode

from starlette.datastructures import FormData, UploadFile

from yudu_flow.domain.errors import BadRequest
from yudu_flow.web.parts.posted import text


def workbook_in(form: FormData) -> bytes:
    """The file that was chosen, or the one that was tried on the page before. Raises BadRequest."""
    file, held = form.get("file"), text(form, "held")
    if isinstance(file, UploadFile) and file.size:
        return file.file.read()
    try:
        data = b64decode(held, validate=True)
    except ValueError:
        data = b""
    if not data:
        raise BadRequest("请选择 Excel 文件", needs=("file",))
    return data


def held_for(data: bytes) -> str:
    """What the form on the next page holds of it."""
    return b64encode(data).decode()
