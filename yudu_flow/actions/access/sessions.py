"""Who is signed in: browsers by their cookie's hash, programs by their token's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from yudu_flow.actions.access.sign_in import SESSION_LASTS, digest
from yudu_flow.actions.bureau import Bureau
from yudu_flow.storage import accounts
from yudu_flow.storage.access_rows import AccountRow, SessionRow
from yudu_flow.storage.accounts import OpenSession, TokenInForce
from yudu_flow.storage.database import writing


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account that came in with a session; `renewed` where it lasts longer from now on, and the cookie with it."""

    row: OpenSession
    renewed: bool


def signed_in(bureau: Bureau, cookie: str, now: datetime, since: datetime) -> SignedIn | None:
    """Whose session a cookie is; None where it is over, or began before `since`."""
    with bureau.reading() as db:
        row = session_row(bureau, db, digest(cookie), now, since)
    if row is None:
        return None
    # Not at each page, of which each would be a write.
    renewed = row.expires_at - now < SESSION_LASTS * 0.9
    if renewed:
        with writing(bureau.engine) as db:
            accounts.renew(db, bureau.key, row.hash, now, now + SESSION_LASTS)
    return SignedIn(row, renewed)


def session_row(bureau: Bureau, db: Connection, session: str, now: datetime, since: datetime) -> OpenSession | None:
    """The account of a session by its hash."""
    return accounts.signed_in(db, bureau.key, session, now, since)


def token_row(bureau: Bureau, db: Connection, secret: str, now: datetime) -> AccountRow | None:
    """The account of a token that a program sent."""
    return accounts.token(db, bureau.key, digest(secret), now)


def own_account(bureau: Bureau, account: int, now: datetime) -> tuple[AccountRow, Sequence[SessionRow]]:
    """An account that is signed in, and its sessions."""
    with bureau.reading() as db:
        mine = accounts.by_id(db, bureau.key, account)
        assert mine is not None  # its session names it
        return mine, accounts.sessions(db, bureau.key, account, now)


def all_accounts(bureau: Bureau, db: Connection) -> Sequence[AccountRow]:
    """Every account that was ever opened."""
    return accounts.listed(db, bureau.key)


def all_tokens(bureau: Bureau, db: Connection, now: datetime) -> Sequence[TokenInForce]:
    """Every token that is good."""
    return accounts.tokens(db, bureau.key, now)
