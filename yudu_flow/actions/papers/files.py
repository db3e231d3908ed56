"""Files of an obligation: found, read, and pages of PDFs drawn as pictures once."""

from dataclasses import dataclass
from pathlib import Path

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import Sight
from yudu_flow.domain.errors import BadRequest, NotFound
from yudu_flow.intake.paper import page_image
from yudu_flow.intake.quarantine import Undecodable
from yudu_flow.storage import attachments, drawn_pages
from yudu_flow.storage.rows import AttachmentRow

Store = attachments.Store
GONE = "没有这个文件"
HOPELESS = "这份文件的内容过于复杂，网页上显示不出来，请下载后查看"


def file_of(bureau: Bureau, sight: Sight, id: int, *, drafts: bool) -> AttachmentRow:
    """A file of this obligation; one that waits in a draft only where `drafts` are wanted. Raises NotFound."""
    with bureau.reading() as db:
        row = attachments.find(db, bureau.key, id)
    if row is None or row.obligation_id != sight.owed.id or not (row.event_id or drafts):
        raise NotFound(GONE)
    return row


def content_of(store: Store, digest: str) -> bytes:
    """What is in it. Raises NotFound."""
    try:
        return b"".join(attachments.read(store, digest))
    except FileNotFoundError:
        raise NotFound("文件不在存储中，请联系管理员") from None


@dataclass(frozen=True, slots=True)
class DrawnPages:
    """Pages of PDFs as JPEG, kept in `folder` up to `most` bytes; one takes at most `memory_mb` while it is drawn."""

    folder: Path
    store: Store
    memory_mb: int
    most: int

    def known(self, digest: str, page: int) -> bytes | None:
        """The page as it was drawn once."""
        return drawn_pages.find(self.folder, digest, page)

    def draw(self, digest: str, page: int) -> bytes:
        """The page, drawn now. Raises BadRequest for a file whose drawing does not end, this time and ever after."""
        if drawn_pages.hopeless(self.folder, digest):
            raise BadRequest(HOPELESS)
        try:
            drawn = page_image(content_of(self.store, digest), page, self.memory_mb)
        except Undecodable as fault:
            drawn_pages.give_up(self.folder, digest)
            raise BadRequest(HOPELESS) from fault
        drawn_pages.keep(self.folder, digest, page, drawn, self.most)
        return drawn
