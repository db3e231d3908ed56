"""Accounts and signing in: passwords (argon2id), TOTP, one-time links, sessions, keys to the API.

A secret leaves here once, to the person it is for; the database keeps its hash.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.codes import ENTRY, new_code
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.storage import accounts, audit, bureaus
from yudu_flow.storage.database import reading, writing

if TYPE_CHECKING:
    from pwdlib import PasswordHash

ADMIN = "admin"
SESSION_LASTS = timedelta(days=14)
ENTRY_LASTS, ASKED_LASTS = timedelta(hours=24), timedelta(minutes=30)
TOKEN_LASTS = timedelta(days=365)
SHORTEST = 10
SPENT = "登录链接已经用过或已过期，请重新索取"
WRONG_CODE = "动态验证码不对，请看手机上最新的6位数字再填"
NOT_IN = "账号、密码或验证码不对，请核对后再试；忘记密码可以索取登录链接"


def digest(secret: str) -> str:
    """What the database keeps of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@cache
def _hasher() -> "PasswordHash":
    from pwdlib import PasswordHash  # loaded with the first password
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


def add_person(bureau: Bureau, person: str, by: str, now: datetime, *, admin: bool = False) -> int:
    """An account for somebody in the roster, or for an administrator who is not; one that exists is opened again."""
    known = bureau.roster.named(person)
    if known is None and not admin:
        raise NotFound(f"名册中没有“{person}”，请先在名册登记")
    key, name = (known.id, known.name) if known else (person, "管理员" if person == ADMIN else person)
    with writing(bureau.engine) as db:
        bureaus.start(db, bureau.key, now)
        old = accounts.of(db, bureau.key, key)
        if old:
            accounts.change(db, old.id, {"is_admin": admin or old.is_admin, "disabled_at": None})
        row = {"bureau": bureau.key, "person": key, "name": name, "is_admin": admin, "created_at": now}
        account = int(old.id) if old else accounts.put(db, row)
        audit.record(db, bureau.key, now, by, "account_opened", key, {"admin": admin})
    return account


def disable(bureau: Bureau, account: int, by: str, now: datetime) -> None:
    """Close an account, and end its sessions and sign-in links."""
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        accounts.change(db, account, {"disabled_at": now})
        accounts.revoke_sessions(db, account, now)
        accounts.void_entries(db, account, now)
        audit.record(db, bureau.key, now, by, "account_closed", row.person, {})


def invite(bureau: Bureau, account: int, by: str, now: datetime, *, asked: bool = False) -> str:
    """The code of a new sign-in link: works once, within 24 hours. Raises NotFound.

    One `asked` for on the sign-in page works within half an hour, and does not stand in for a TOTP code: who reads a
    mailbox may not be who holds the phone. An administrator's does, for somebody who lost theirs.
    """
    code = new_code(ENTRY)
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        entry = {"hash": digest(code), "bureau": bureau.key, "account_id": account, "asked": asked}
        until = now + (ASKED_LASTS if asked else ENTRY_LASTS)
        accounts.put_entry(db, {**entry, "created_at": now, "expires_at": until})
        audit.record(db, bureau.key, now, by, "sign_in_link_asked" if asked else "sign_in_link_made", row.person, {})
    return code


def first_entry(bureau: Bureau, now: datetime) -> str | None:
    """On a database without accounts: an administrator's sign-in code. None once somebody can sign in."""
    with reading(bureau.engine) as db:
        if accounts.listed(db, bureau.key):
            return None
    return invite(bureau, add_person(bureau, ADMIN, "系统", now, admin=True), "系统", now)


def whose_entry(bureau: Bureau, code: str, now: datetime) -> tuple[str, bool]:
    """Whose link it is, and whether it wants a TOTP code. Raises NotFound for one that opens nothing."""
    with reading(bureau.engine) as db:
        row = _entry(db, bureau, code, now)
    return str(row.name), row.asked and bool(row.totp)


def enter(bureau: Bureau, code: str, agent: str, now: datetime, totp: str = "") -> str:
    """Use a sign-in link up, and with it the others that were asked for; returns the session's cookie.

    Raises NotFound for one that opens nothing, NotAllowed for a wrong TOTP code, which leaves the link as it was.
    """
    with writing(bureau.engine) as db:
        row = _entry(db, bureau, code, now)
        if row.asked and not _code_fits(row, totp, now):
            raise NotAllowed(WRONG_CODE)
        if not accounts.use_entry(db, digest(code), now):
            raise NotFound(SPENT)
        accounts.void_entries(db, row.account_id, now, asked_only=True)
        return _open(db, bureau, row.account_id, agent, now)


def _entry(db: Connection, bureau: Bureau, code: str, now: datetime) -> Row[Any]:
    row = accounts.entry(db, bureau.key, digest(code), now)
    if row is None:
        raise NotFound(SPENT)
    return row


def sign_in(bureau: Bureau, person: str, password: str, code: str, agent: str, now: datetime) -> str:
    """By password, and TOTP where the account has it; returns the session's cookie. Raises NotAllowed."""
    known = bureau.roster.named(person.strip())
    with reading(bureau.engine) as db:
        row = accounts.of(db, bureau.key, known.id if known else person.strip())
    fits = _fits(row, password)
    if row is None or not fits or row.disabled_at or not _code_fits(row, code, now):
        raise NotAllowed(NOT_IN)
    with writing(bureau.engine) as db:
        return _open(db, bureau, row.id, agent, now)


def _fits(row: Row[Any] | None, password: str) -> bool:
    """A stranger takes as long as somebody known, so that time tells nothing."""
    stored = row.password if row and row.password else _stranger()
    return _hasher().verify(password, stored) and bool(row and row.password)


@cache
def _stranger() -> str:
    return _hasher().hash(secrets.token_urlsafe())


def _code_fits(row: Row[Any], code: str, now: datetime) -> bool:
    if not row.totp:
        return True
    import pyotp  # loaded where somebody uses it

    return pyotp.TOTP(row.totp).verify(code.strip(), for_time=now, valid_window=1)


def _open(db: Connection, bureau: Bureau, account: int, agent: str, now: datetime) -> str:
    cookie = secrets.token_urlsafe(32)
    row = {"hash": digest(cookie), "bureau": bureau.key, "account_id": account, "agent": agent[:200]}
    accounts.put_session(db, {**row, "created_at": now, "seen_at": now, "expires_at": now + SESSION_LASTS})
    return cookie


def sign_out(bureau: Bureau, account: int, session: str, now: datetime) -> None:
    """End one session, by its hash; only one's own."""
    with writing(bureau.engine) as db:
        accounts.revoke_sessions(db, account, now, only=session)


def set_password(bureau: Bureau, account: int, password: str, keep: str, agent: str, now: datetime) -> str:
    """A new password ends every session and sign-in link; returns the cookie of a fresh session.

    `keep` is the person's name, which is no password.
    """
    if len(password) < SHORTEST or password == keep:
        raise BadRequest(f"密码至少{SHORTEST}位，不要和姓名相同")
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        accounts.change(db, account, {"password": _hasher().hash(password)})
        accounts.revoke_sessions(db, account, now)
        accounts.void_entries(db, account, now)
        audit.record(db, bureau.key, now, row.name, "password_set", row.person, {})
        return _open(db, bureau, account, agent, now)


def new_totp() -> str:
    """A fresh TOTP secret, not in force until it is confirmed."""
    import pyotp

    return pyotp.random_base32()


def set_totp(bureau: Bureau, account: int, secret: str, code: str, now: datetime) -> None:
    """Turn two-step sign-in on with a first code, or off with an empty `secret`."""
    if secret and not _confirms(secret, code, now):
        raise BadRequest(WRONG_CODE)
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        accounts.change(db, account, {"totp": secret})
        audit.record(db, bureau.key, now, row.name, "totp_on" if secret else "totp_off", row.person, {})


def _confirms(secret: str, code: str, now: datetime) -> bool:
    import pyotp

    try:
        return pyotp.TOTP(secret).verify(code.strip(), for_time=now, valid_window=1)
    except ValueError:  # a secret that no page of ours has offered
        return False


def make_token(bureau: Bureau, account: int, label: str, by: str, now: datetime) -> str:
    """A key to the API that acts as that account for a year; shown once."""
    if not label.strip():
        raise BadRequest("请写明令牌给哪个程序用")
    secret = secrets.token_urlsafe(32)
    with writing(bureau.engine) as db:
        person = _known(db, bureau, account).person
        row = {"hash": digest(secret), "bureau": bureau.key, "account_id": account, "label": label.strip()}
        accounts.put_token(db, {**row, "created_at": now, "expires_at": now + TOKEN_LASTS})
        audit.record(db, bureau.key, now, by, "token_made", person, {"label": label.strip()})
    return secret


def revoke_token(bureau: Bureau, key: int, by: str, now: datetime) -> None:
    """Take a key back."""
    with writing(bureau.engine) as db:
        if not accounts.revoke_token(db, bureau.key, key, now):
            raise NotFound("没有这个令牌，或已经撤销")
        audit.record(db, bureau.key, now, by, "token_revoked", str(key), {})


def _known(db: Connection, bureau: Bureau, account: int) -> Row[Any]:
    row = accounts.by_id(db, bureau.key, account)
    if row is None:
        raise NotFound("没有这个账号")
    return row
