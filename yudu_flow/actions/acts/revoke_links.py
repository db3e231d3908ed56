"""The office ends every link that leads to a unit, for one that fell into wrong hands; audited.

Of every period: each of them opens whatever the unit has still to do.
"""

from datetime import datetime

from yudu_flow.actions.access.judging import check_doer
from yudu_flow.actions.acts.act import Target, find, who
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.deeds import REVOKE_LINKS
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.storage import audit, bureaus, links, obligations
from yudu_flow.storage.database import writing

REVOKED = "links_revoked"


def revoke_links(bureau: Bureau, target: Target, by: str, now: datetime) -> int:
    """End them; how many there were. The next message carries a new one. Raises NotAllowed where there is none."""
    with writing(bureau.engine) as db:
        bureaus.start(db, bureau.key, now)
        sight, actor = find(bureau, db, target), who(bureau, by)
        check_doer(bureau, sight, REVOKE_LINKS, actor, now)
        owed = sight.owed
        count = links.revoke(db, bureau.key, owed.unit, now)
        if not count:
            raise NotAllowed(f"{owed.unit}没有在用的链接")
        audit.record(db, bureau.key, now, actor, REVOKED, obligations.name(owed), {"count": count})
    return count
