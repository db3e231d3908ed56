"""All files of a period's reports in one .zip, streamed: as many as there are, none of them whole in memory."""

from collections.abc import Iterator

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import owed_in
from yudu_flow.actions.papers.attachment_names import named
from yudu_flow.actions.papers.zip_stream import zipped
from yudu_flow.domain.errors import NotFound
from yudu_flow.storage import attachments
from yudu_flow.storage.attachments import Store

NONE = "这一期还没有附件"


def attachment_bundle(bureau: Bureau, db: Connection, store: Store, period: str) -> Iterator[bytes]:
    """The .zip of what was filed in a period, units in the roster's order. Raises NotFound where nothing was."""
    order = {name: place for place, name in enumerate(bureau.roster.units)}
    owed = sorted(owed_in(bureau, db, period), key=lambda one: (order.get(one.unit, len(order)), one.id))
    files = attachments.filed_of(db, bureau.key, [one.id for one in owed])
    found = [*named((one, row) for one in owed for row in files.get(one.id, ()))]
    if not found:
        raise NotFound(NONE)
    return zipped((name, attachments.read(store, row.sha256)) for name, row in found)
