"""Accounts, their sessions, one-time sign-in links and keys to the API. Secrets are kept as hashes only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, update

from yudu_flow.storage.access_rows import AccountRow, SessionRow
from yudu_flow.storage.access_tables import ACCOUNT, API_TOKEN, ENTRY, SESSION
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.rows import all_rows, first_row
from yudu_flow.storage.tables import HERE, NOW

# Built once, since every page asks it: building it costs as much as running it.
SIGNED_IN = (
    select(SESSION.c.hash, SESSION.c.account_id, SESSION.c.expires_at)
    .add_columns(ACCOUNT.c.person, ACCOUNT.c.name, ACCOUNT.c.is_admin)
    .join(ACCOUNT, ACCOUNT.c.id == SESSION.c.account_id)
    .where(SESSION.c.bureau == HERE, SESSION.c.hash == bindparam("digest"), SESSION.c.revoked_at.is_(None))
    .where(SESSION.c.expires_at > NOW, ACCOUNT.c.disabled_at.is_(None))
    # However often it is renewed: by use alone, one lasted for 78 days.
    .where(SESSION.c.created_at > bindparam("since", type_=Instant))
)


class OpenSession(NamedTuple):
    """A session with its account; `name` is the account's."""

    hash: str
    account_id: int
    expires_at: datetime
    person: str
    name: str
    is_admin: bool


class UsableEntry(NamedTuple):
    """A sign-in link with its account's name and TOTP secret, empty where it has none."""

    account_id: int
    asked: bool
    name: str
    totp: str


class TokenInForce(NamedTuple):
    """A key to the API, with the name of whose it is."""

    id: int
    label: str
    expires_at: datetime
    name: str


def put(db: Connection, row: Mapping[str, Any]) -> int:
    """A new account; returns its id."""
    key = db.execute(insert(ACCOUNT), dict(row)).inserted_primary_key
    assert key is not None  # the driver always gives it for a single insert
    return int(key[0])


def change(db: Connection, bureau: str, account: int, values: Mapping[str, Any]) -> None:
    db.execute(update(ACCOUNT).where(ACCOUNT.c.bureau == bureau, ACCOUNT.c.id == account).values(**values))


def of(db: Connection, bureau: str, person: str) -> AccountRow | None:
    query = select(ACCOUNT).where(ACCOUNT.c.bureau == bureau, ACCOUNT.c.person == person)
    return first_row(AccountRow, db.execute(query))


def by_id(db: Connection, bureau: str, account: int) -> AccountRow | None:
    """That account, if it is this bureau's."""
    query = select(ACCOUNT).where(ACCOUNT.c.bureau == bureau, ACCOUNT.c.id == account)
    return first_row(AccountRow, db.execute(query))


def listed(db: Connection, bureau: str) -> Sequence[AccountRow]:
    """Every account in the order they were made."""
    return all_rows(AccountRow, db.execute(select(ACCOUNT).where(ACCOUNT.c.bureau == bureau).order_by(ACCOUNT.c.id)))


def use_step(db: Connection, bureau: str, account: int, step: int) -> bool:
    """Remember the TOTP step that was used; whether it is later than the last one."""
    # The condition decides, not a look before it: of two at once with one code, one comes in.
    query = update(ACCOUNT).where(ACCOUNT.c.bureau == bureau, ACCOUNT.c.id == account, ACCOUNT.c.totp_step < step)
    return db.execute(query.values(totp_step=step)).rowcount == 1


def put_session(db: Connection, row: Mapping[str, Any]) -> None:
    db.execute(insert(SESSION), dict(row))


def session(db: Connection, bureau: str, digest: str) -> SessionRow | None:
    query = select(SESSION).where(SESSION.c.bureau == bureau, SESSION.c.hash == digest)
    return first_row(SessionRow, db.execute(query))


def signed_in(db: Connection, bureau: str, digest: str, now: datetime, since: datetime) -> OpenSession | None:
    """The session of that cookie, begun after `since`, with its account, while both are in force."""
    binds = {"here": bureau, "digest": digest, "now": now, "since": since}
    return first_row(OpenSession, db.execute(SIGNED_IN, binds))


def renew(db: Connection, bureau: str, digest: str, now: datetime, until: datetime) -> None:
    mine = (SESSION.c.bureau == bureau) & (SESSION.c.hash == digest)
    db.execute(update(SESSION).where(mine).values(seen_at=now, expires_at=until))


def stretch_sessions(db: Connection, bureau: str, alive_at: datetime, now: datetime, until: datetime) -> None:
    """Let every session of a bureau that was alive at an instant last until another, as if it had begun just then."""
    mine = (SESSION.c.bureau == bureau) & SESSION.c.revoked_at.is_(None) & (SESSION.c.expires_at > alive_at)
    db.execute(update(SESSION).where(mine).values(expires_at=until, created_at=now))


def sessions(db: Connection, bureau: str, account: int, now: datetime) -> Sequence[SessionRow]:
    """The account's sessions in force, the latest first."""
    mine = SESSION.c.bureau == bureau, SESSION.c.account_id == account
    query = select(SESSION).where(*mine, SESSION.c.revoked_at.is_(None))
    query = query.where(SESSION.c.expires_at > now).order_by(SESSION.c.seen_at.desc())
    return all_rows(SessionRow, db.execute(query))


def revoke_sessions(db: Connection, bureau: str, account: int, now: datetime, *, only: str | None = None) -> int:
    """End the account's sessions, or the `only` one; how many were ended."""
    mine = SESSION.c.bureau == bureau, SESSION.c.account_id == account
    query = update(SESSION).where(*mine, SESSION.c.revoked_at.is_(None))
    if only is not None:
        query = query.where(SESSION.c.hash == only)
    return db.execute(query.values(revoked_at=now)).rowcount


def put_entry(db: Connection, row: Mapping[str, Any]) -> None:
    db.execute(insert(ENTRY), dict(row))


def entry(db: Connection, bureau: str, digest: str, now: datetime) -> UsableEntry | None:
    """The sign-in link of that code with its account's name and TOTP, while it can be used."""
    query = (
        select(ENTRY.c.account_id, ENTRY.c.asked, ACCOUNT.c.name, ACCOUNT.c.totp)
        .join(ACCOUNT, ACCOUNT.c.id == ENTRY.c.account_id)
        .where(ENTRY.c.bureau == bureau, ENTRY.c.hash == digest, ENTRY.c.used_at.is_(None))
        .where(ENTRY.c.expires_at > now, ACCOUNT.c.disabled_at.is_(None))
    )
    return first_row(UsableEntry, db.execute(query))


def use_entry(db: Connection, bureau: str, digest: str, now: datetime) -> bool:
    """Use it up; whether it was this call that did."""
    query = update(ENTRY).where(ENTRY.c.bureau == bureau, ENTRY.c.hash == digest, ENTRY.c.used_at.is_(None))
    return db.execute(query.values(used_at=now)).rowcount == 1


def void_entries(db: Connection, bureau: str, account: int, now: datetime, *, asked_only: bool = False) -> None:
    """The account's unused sign-in links open nothing any more; of all, or of those asked for alone."""
    query = update(ENTRY).where(ENTRY.c.bureau == bureau, ENTRY.c.account_id == account, ENTRY.c.used_at.is_(None))
    if asked_only:
        query = query.where(ENTRY.c.asked)
    db.execute(query.values(used_at=now))


def put_token(db: Connection, row: Mapping[str, Any]) -> None:
    """A key to the API."""
    db.execute(insert(API_TOKEN), dict(row))


def token(db: Connection, bureau: str, digest: str, now: datetime) -> AccountRow | None:
    """The key's account, while both are in force."""
    query = (
        select(ACCOUNT)
        .join(API_TOKEN, API_TOKEN.c.account_id == ACCOUNT.c.id)
        .where(API_TOKEN.c.bureau == bureau, API_TOKEN.c.hash == digest, API_TOKEN.c.revoked_at.is_(None))
        .where(API_TOKEN.c.expires_at > now, ACCOUNT.c.disabled_at.is_(None))
    )
    return first_row(AccountRow, db.execute(query))


def tokens(db: Connection, bureau: str, now: datetime) -> Sequence[TokenInForce]:
    """The keys in force with whose they are."""
    query = (
        select(API_TOKEN.c.id, API_TOKEN.c.label, API_TOKEN.c.expires_at, ACCOUNT.c.name)
        .join(ACCOUNT, ACCOUNT.c.id == API_TOKEN.c.account_id)
        .where(API_TOKEN.c.bureau == bureau, API_TOKEN.c.revoked_at.is_(None), API_TOKEN.c.expires_at > now)
    )
    return all_rows(TokenInForce, db.execute(query.order_by(API_TOKEN.c.id)))


def revoke_token(db: Connection, bureau: str, key: int, now: datetime) -> bool:
    """Take a key back; whether there was one."""
    query = update(API_TOKEN).where(API_TOKEN.c.bureau == bureau, API_TOKEN.c.id == key)
    return db.execute(query.where(API_TOKEN.c.revoked_at.is_(None)).values(revoked_at=now)).rowcount == 1


def revoke_tokens(db: Connection, bureau: str, account: int, now: datetime) -> None:
    """Take back every key of an account."""
    mine = API_TOKEN.c.bureau == bureau, API_TOKEN.c.account_id == account
    db.execute(update(API_TOKEN).where(*mine, API_TOKEN.c.revoked_at.is_(None)).values(revoked_at=now))
