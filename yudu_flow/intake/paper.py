"""An uploaded file taken in: known by its content, harmless, with a safe name, a thumbnail and the seal looked for.

Source: 4-promises "Uploads: type by content not by name, size and page limits". Nothing here writes a file.
"""

from dataclasses import dataclass

from yudu_flow.domain.errors import BadRequest
from yudu_flow.intake import quarantine
from yudu_flow.intake.display_name import display_name
from yudu_flow.intake.finding import extension_of
from yudu_flow.intake.limits import LIMIT_BYTES
from yudu_flow.intake.lobby import Lobby
from yudu_flow.intake.sniff import format_of

JOB = {
    **dict.fromkeys(("jpeg", "png", "heic"), "picture"),
    **{"tiff": "scan", "pdf": "pdf", "zip": "office", "ole": "old office"},
}


@dataclass(frozen=True)
class TakenIn:
    """A file fit to be stored.

    `name` is for people, never a path. `kind` is image, pdf, ofd, docx, dotx, xlsx, doc, xls or zip. `data` is what to
    store: a picture newly encoded as JPEG without metadata, a scan of several pages as PDF, a damaged PDF written anew,
    an archive packed anew, any other file as it came. `thumb` is a JPEG of at most 480 pixels, b"" where there is none.
    `pages` is 0 where the format does not tell. `seal` is seen, not_seen or unknown: a hint, never a reason to refuse.
    """

    name: str
    kind: str
    data: bytes
    thumb: bytes
    pages: int
    seal: str


UPLOADS = Lobby(at_once=2, waiting=6, each=3, patience=20)
PAGES = Lobby(at_once=1, waiting=4, each=3, patience=10)
"""Together three children, and no more than thirteen of the forty threads that answer pages."""


def take_in(name: str, data: bytes, who: str = "", memory_mb: int = quarantine.MEMORY_MB) -> TakenIn:
    """The paper in an uploaded file; `name` is what the browser called it, and decides nothing; `who` brought it.

    `memory_mb` is what looking through it may take.

    Takes about a second for a photo: call it from a thread. Raises BadRequest, which says what to do, and Busy.
    """
    if len(data) > LIMIT_BYTES:
        raise BadRequest(f"文件超过{LIMIT_BYTES // 2**20}MB，请改用较低的清晰度扫描或拍照，或分成几份再传")
    job = JOB[format_of(data)]
    with UPLOADS.admitted(who):
        found = quarantine.decode(job, data, memory_mb=memory_mb)
    called = display_name(name, "jpg" if found.kind == "image" else extension_of(found.kind, name))
    return TakenIn(called, found.kind, found.data, found.thumb, found.pages, found.seal)


def page_image(data: bytes, page: int, memory_mb: int = quarantine.MEMORY_MB) -> bytes:
    """Page `page` (the first is 1) of a stored PDF as a JPEG, to be viewed where the PDF itself is only downloaded.

    Raises BadRequest for a page that is not there or cannot be drawn; of it, Undecodable where drawing does not end.
    """
    return quarantine.decode("page", data, page, memory_mb).data
