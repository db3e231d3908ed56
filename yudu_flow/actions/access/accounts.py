"""Accounts: who has one, who keeps them, what ends with them, and keys to the API."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.roster import Who
from yudu_flow.storage import accounts, audit, calendar_feeds
from yudu_flow.storage.access_rows import AccountRow
from yudu_flow.storage.accounts import TokenInForce
from yudu_flow.storage.database import one_at_a_time, writing

ADMIN = "admin"
TOKEN_LASTS = timedelta(days=365)


def digest(secret: str) -> str:
    """What the database keeps of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def acting(bureau: Bureau, by: str) -> Who:
    """Who keeps the accounts: somebody of the roster by their id, else an administrator or a door by its words."""
    known = bureau.roster.people.get(by)
    return Who(known.id, known.name) if known else Who("", by)


def add_person(bureau: Bureau, person: str, by: str, now: datetime, *, admin: bool = False) -> int:
    """An account for somebody in the roster, or for an administrator who is not; one that exists is opened again."""
    known = bureau.roster.named(person)
    if known is None and not admin:
        raise NotFound(f"名册中没有“{person}”，请先在名册登记")
    if known is None and bureau.roster.unit_named(person):
        raise BadRequest(f"“{person}”是单位名称，账号要开给人；不在名册中的管理员请另取登录名")
    key, name = (known.id, known.name) if known else (person, "管理员" if person == ADMIN else person)
    with bureau.writing(now) as db:
        # Two would both find none. Not by the bureau's row, which is the last in the one order of locks.
        one_at_a_time(db)
        old = accounts.of(db, bureau.key, key)
        if old:
            # The right to keep accounts once came back with an account that was closed and opened again.
            kept = old.is_admin and not old.disabled_at
            accounts.change(db, bureau.key, old.id, {"is_admin": admin or kept, "disabled_at": None})
        row = {"bureau": bureau.key, "person": key, "name": name, "is_admin": admin, "created_at": now}
        account = old.id if old else accounts.put(db, row)
        audit.record(db, bureau.key, now, acting(bureau, by), "account_opened", key, {"admin": admin})
    return account


def account_of(bureau: Bureau, person: str) -> int:
    """The account of somebody by name, id or sign-in name. Raises NotFound."""
    known = bureau.roster.named(person.strip())
    with bureau.reading() as db:
        row = accounts.of(db, bureau.key, known.id if known else person.strip())
    if row is None:
        raise NotFound(f"“{person}”还没有账号，用 yudu-flow people add 开通")
    return row.id


def account_known(db: Connection, bureau: Bureau, account: int) -> AccountRow:
    """The account of that number. Raises NotFound."""
    row = accounts.by_id(db, bureau.key, account)
    if row is None:
        raise NotFound("没有这个账号")
    return row


def set_admin(bureau: Bureau, account: int, admin: bool, by: str, now: datetime) -> None:
    """Give somebody the right to keep the accounts, or take it away."""
    with writing(bureau.engine) as db:
        row = account_known(db, bureau, account)
        accounts.change(db, bureau.key, account, {"is_admin": admin})
        audit.record(db, bureau.key, now, acting(bureau, by), "admin_given" if admin else "admin_taken", row.person, {})


def take_place(bureau: Bureau, account: int, person: str, now: datetime) -> None:
    """From now on the account is that person's, who stays signed in and an administrator.

    Only an account that is nobody's of the roster can become somebody's: else one could take another's name.
    Raises NotFound, NotAllowed.
    """
    known = bureau.roster.people.get(person)
    if known is None:
        raise NotFound(f"名册中没有“{person}”")
    with bureau.writing(now) as db:
        one_at_a_time(db)  # an account may be opened for them just now
        row = accounts.by_id(db, bureau.key, account)
        if row is None or not row.is_admin or row.person in bureau.roster.people:
            raise NotAllowed("这个账号已经是名册里的人的")
        if accounts.of(db, bureau.key, known.id):
            raise NotAllowed(f"{known.name}已经有自己的账号，请用那个账号登录")
        accounts.change(db, bureau.key, account, {"person": known.id, "name": known.name})
        audit.record(db, bureau.key, now, acting(bureau, row.name), "account_named", known.id, {"was": row.person})


def disable(bureau: Bureau, account: int, by: str, now: datetime) -> None:
    """Close an account, and end its sessions, sign-in links, keys to the API and the address of its calendar."""
    with writing(bureau.engine) as db:
        row = account_known(db, bureau, account)
        accounts.change(db, bureau.key, account, {"disabled_at": now})
        end_all(db, bureau.key, account, now)
        calendar_feeds.revoke(db, bureau.key, [row.person], now)
        audit.record(db, bureau.key, now, acting(bureau, by), "account_closed", row.person, {})


def end_all(db: Connection, bureau: str, account: int, now: datetime) -> None:
    """End all by which somebody comes in with it."""
    accounts.revoke_sessions(db, bureau, account, now)
    accounts.void_entries(db, bureau, account, now)
    accounts.revoke_tokens(db, bureau, account, now)


def all_accounts(bureau: Bureau, db: Connection) -> Sequence[AccountRow]:
    """Every account that was ever opened."""
    return accounts.listed(db, bureau.key)


def make_token(bureau: Bureau, account: int, label: str, by: str, now: datetime) -> str:
    """A key to the API that acts as that account for a year; shown once."""
    if not label.strip():
        raise BadRequest("请写明令牌给哪个程序用")
    secret = secrets.token_urlsafe(32)
    with writing(bureau.engine) as db:
        person = account_known(db, bureau, account).person
        row = {"hash": digest(secret), "bureau": bureau.key, "account_id": account, "label": label.strip()}
        accounts.put_token(db, {**row, "created_at": now, "expires_at": now + TOKEN_LASTS})
        audit.record(db, bureau.key, now, acting(bureau, by), "token_made", person, {"label": label.strip()})
    return secret


def revoke_token(bureau: Bureau, key: int, by: str, now: datetime) -> None:
    """End a key to the API by its number. Raises NotFound for one that is none or has ended."""
    with writing(bureau.engine) as db:
        if not accounts.revoke_token(db, bureau.key, key, now):
            raise NotFound("没有这个令牌，或已经撤销")
        audit.record(db, bureau.key, now, acting(bureau, by), "token_revoked", str(key), {})


def token_row(bureau: Bureau, db: Connection, secret: str, now: datetime) -> AccountRow | None:
    """The account of a token that a program sent."""
    return accounts.token(db, bureau.key, digest(secret), now)


def all_tokens(bureau: Bureau, db: Connection, now: datetime) -> Sequence[TokenInForce]:
    """Every token that is good."""
    return accounts.tokens(db, bureau.key, now)
