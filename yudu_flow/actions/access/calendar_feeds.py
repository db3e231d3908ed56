"""A private address at which somebody's calendar fetches their own deadlines (日历订阅).

Its code is kept nowhere, as that of a link is not. Who came by a message's link, which others may have been sent on,
gets one that ends by itself and with the links that the office stops; it never shows what an account has opened.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.domain.roster import Who
from yudu_flow.storage import accounts, audit, calendar_feeds
from yudu_flow.storage.access_rows import CalendarFeedRow
from yudu_flow.storage.database import one_at_a_time
from yudu_flow.storage.link_codes import feed_code_of, hash_of, new_mark

OPENED, STOPPED = "calendar_opened", "calendar_stopped"
LASTS = timedelta(days=120)
"""Of one that was opened by a link."""
NONE = "没有在用的日历订阅"
HIDDEN = "已经用账号开通了日历订阅，请登录账号查看；要换成新的地址，请先停用"


def path_of(code: str) -> str:
    """Where it is fetched, below the bureau's address."""
    return f"/calendar/{code}.ics"


def code_of(bureau: Bureau, row: CalendarFeedRow) -> str:
    """Its code; empty where it was made with another key and opens nothing any more."""
    code = feed_code_of(bureau.link_key, bureau.key, row.person, row.mark)
    return code if hash_of(bureau.link_key, code) == row.hash else ""


def feed_of(bureau: Bureau, person: str, now: datetime) -> CalendarFeedRow | None:
    """Somebody's address, while it is in force."""
    with bureau.reading() as db:
        return calendar_feeds.of(db, bureau.key, person, now)


def open_feed(bureau: Bureau, actor: Who, now: datetime, *, by_link: bool) -> str:
    """A new address in place of the one before; its code. Raises NotAllowed where a link would end an account's."""
    mark = new_mark()
    code = feed_code_of(bureau.link_key, bureau.key, actor.id, mark)
    until = now + LASTS if by_link else None
    row = CalendarFeedRow(hash_of(bureau.link_key, code), mark, bureau.key, actor.id, now, until, revoked_at=None)
    with bureau.writing(now) as db:
        one_at_a_time(db)  # of two neither would see the other's, and both stand
        known = calendar_feeds.of(db, bureau.key, actor.id, now)
        if by_link and known and known.expires_at is None:
            raise NotAllowed(HIDDEN)
        calendar_feeds.revoke(db, bureau.key, [actor.id], now)
        calendar_feeds.put(db, row)
        audit.record(db, bureau.key, now, actor, OPENED, actor.id, {"by_link": by_link})
    return code


def stop_feed(bureau: Bureau, person: str, actor: Who, now: datetime) -> None:
    """End somebody's address. Raises NotAllowed where there is none."""
    with bureau.writing(now) as db:
        if not calendar_feeds.revoke(db, bureau.key, [person], now):
            raise NotAllowed(NONE)
        audit.record(db, bureau.key, now, actor, STOPPED, person, {})


def whose_feed(bureau: Bureau, db: Connection, code: str, now: datetime) -> str:
    """The id of whose calendar asks. Raises NotFound for a code that opens nothing, or whose account was closed."""
    row = calendar_feeds.by_hash(db, bureau.key, hash_of(bureau.link_key, code), now)
    if row is None or row.person not in bureau.roster.people or not _may_go_on(bureau, db, row):
        raise NotFound(NONE)
    return row.person


def _may_go_on(bureau: Bureau, db: Connection, row: CalendarFeedRow) -> bool:
    account = None if row.expires_at else accounts.of(db, bureau.key, row.person)
    return row.expires_at is not None or (account is not None and account.disabled_at is None)
