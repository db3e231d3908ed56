"""All files of a period's reports in one .zip, streamed: as many as there are, none of them whole in memory.

What the store has lost is named first, in a file of its own whose name nobody overlooks.
"""

import logging
from collections.abc import Iterator, Sequence
from itertools import chain

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.look import owed_in
from yudu_flow.actions.papers.attachment_names import named
from yudu_flow.actions.papers.zip_stream import Entry, zipped
from yudu_flow.domain.errors import NotFound
from yudu_flow.storage import attachments
from yudu_flow.storage.attachments import Store

NONE = "这一期还没有附件"
MISSING = "注意：缺少{}个文件.txt"
MISSING_SAID = "下列文件不在存储中，这个压缩包里没有，请联系管理员："

log = logging.getLogger("yudu_flow")


def attachment_bundle(bureau: Bureau, db: Connection, store: Store, period: str) -> Iterator[bytes]:
    """The .zip of what was filed in a period, units in the roster's order. Raises NotFound where nothing was."""
    owed = sorted(owed_in(bureau, db, period), key=lambda one: (bureau.roster.place(one.unit), one.id))
    files = attachments.filed_of(db, bureau.key, [one.id for one in owed])
    found = [*named((one, row) for one in owed for row in files.get(one.id, ()))]
    # Here and not in a generator: what it refuses is refused before the first byte goes out.
    if not found:
        raise NotFound(NONE)
    gone = attachments.lost(store, {row.sha256 for _, row in found})
    there = ((name, attachments.read(store, row.sha256)) for name, row in found if row.sha256 not in gone)
    return zipped(chain(_missing([name for name, row in found if row.sha256 in gone]), there))


def _missing(names: Sequence[str]) -> list[Entry]:
    if not names:
        return []
    log.error("the store has lost %d attachments that a .zip should have", len(names))
    return [(MISSING.format(len(names)), ["\r\n".join([MISSING_SAID, *names, ""]).encode("utf-8-sig")])]
