"""Accounts and signing in: passwords (argon2id), TOTP, one-time links, sessions, keys to the API.

A secret leaves here once, to the person it is for; the database keeps its hash.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from yudu_flow.actions.access.codes import ENTRY, new_code
from yudu_flow.actions.access.passwords import check_password
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.roster import Who
from yudu_flow.storage import accounts, audit, calendar_feeds
from yudu_flow.storage.access_rows import AccountRow
from yudu_flow.storage.accounts import UsableEntry
from yudu_flow.storage.database import writing

if TYPE_CHECKING:
    from pwdlib import PasswordHash

ADMIN = "admin"
SESSION_LASTS = timedelta(days=14)
ENTRY_LASTS, ASKED_LASTS = timedelta(hours=24), timedelta(minutes=30)
TOKEN_LASTS = timedelta(days=365)
FRESH = timedelta(minutes=30)
"""So long a browser that came in by a link may set a password without the old one: it may have been forgotten."""
TOTP_STEP = 30
BY_PASSWORD, BY_ASKED_LINK, BY_ADMIN_LINK = "password", "asked", "link"
SPENT = "登录链接已经用过或已过期，请重新索取"
WRONG_CODE = "动态验证码不对或已经用过，请等手机上出现新的6位数字再填"
WRONG_PASSWORD = "当前密码不对；忘记密码的，请退出后索取登录链接，登录后半小时内可直接设置新密码"
NO_PASSWORD = "您的账号还没有密码：请先点右上角自己的姓名，设好密码再来"
NOT_IN = "账号、密码或验证码不对，请核对后再试；忘记密码可以索取登录链接"


def digest(secret: str) -> str:
    """What the database keeps of a random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def acting(bureau: Bureau, by: str) -> Who:
    """Who keeps the accounts: somebody of the roster by their id, else an administrator or a door by its words."""
    known = bureau.roster.people.get(by)
    return Who(known.id, known.name) if known else Who("", by)


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
    if known is None and bureau.roster.unit_named(person):
        raise BadRequest(f"“{person}”是单位名称，账号要开给人；不在名册中的管理员请另取登录名")
    key, name = (known.id, known.name) if known else (person, "管理员" if person == ADMIN else person)
    with bureau.writing(now) as db:
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


def set_admin(bureau: Bureau, account: int, admin: bool, by: str, now: datetime) -> None:
    """Give somebody the right to keep the accounts, or take it away."""
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        accounts.change(db, bureau.key, account, {"is_admin": admin})
        audit.record(db, bureau.key, now, acting(bureau, by), "admin_given" if admin else "admin_taken", row.person, {})


def disable(bureau: Bureau, account: int, by: str, now: datetime) -> None:
    """Close an account, and end its sessions, sign-in links, keys to the API and the address of its calendar."""
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        accounts.change(db, bureau.key, account, {"disabled_at": now})
        _end_all(db, bureau.key, account, now)
        calendar_feeds.revoke(db, bureau.key, [row.person], now)
        audit.record(db, bureau.key, now, acting(bureau, by), "account_closed", row.person, {})


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
        audit.record(
            db,
            bureau.key,
            now,
            acting(bureau, by),
            "sign_in_link_asked" if asked else "sign_in_link_made",
            row.person,
            {},
        )
    return code


def first_entry(bureau: Bureau, now: datetime) -> str | None:
    """On a database without accounts: an administrator's sign-in code. None once somebody can sign in."""
    with bureau.reading() as db:
        if accounts.listed(db, bureau.key):
            return None
    return invite(bureau, add_person(bureau, ADMIN, "系统", now, admin=True), "系统", now)


def whose_entry(bureau: Bureau, code: str, now: datetime) -> tuple[str, bool]:
    """Whose link it is, and whether it wants a TOTP code. Raises NotFound for one that opens nothing."""
    with bureau.reading() as db:
        row = _entry(db, bureau, code, now)
    return row.name, row.asked and bool(row.totp)


def enter(bureau: Bureau, code: str, agent: str, now: datetime, totp: str = "") -> str:
    """Use a sign-in link up, and with it the others that were asked for; returns the session's cookie.

    Raises NotFound for one that opens nothing, NotAllowed for a wrong TOTP code, which leaves the link as it was.
    """
    with writing(bureau.engine) as db:
        row = _entry(db, bureau, code, now)
        if row.asked:
            _use_code(db, bureau.key, row.account_id, row.totp, totp, now)
        if not accounts.use_entry(db, bureau.key, digest(code), now):
            raise NotFound(SPENT)
        accounts.void_entries(db, bureau.key, row.account_id, now, asked_only=True)
        return _open(db, bureau, row.account_id, agent, now, BY_ASKED_LINK if row.asked else BY_ADMIN_LINK)


def _entry(db: Connection, bureau: Bureau, code: str, now: datetime) -> UsableEntry:
    row = accounts.entry(db, bureau.key, digest(code), now)
    if row is None:
        raise NotFound(SPENT)
    return row


def sign_in(bureau: Bureau, person: str, password: str, code: str, agent: str, now: datetime) -> str:
    """By password, and TOTP where the account has it; returns the session's cookie. Raises NotAllowed."""
    known = bureau.roster.named(person.strip())
    with bureau.reading() as db:
        row = accounts.of(db, bureau.key, known.id if known else person.strip())
    # Before any refusal: one that comes sooner tells who has no account.
    fits = _fits(row, password)
    if row is None or not fits or row.disabled_at:
        raise NotAllowed(NOT_IN)
    with writing(bureau.engine) as db:
        # In the same words, which do not say that the password was right.
        _use_code(db, bureau.key, row.id, row.totp, code, now, NOT_IN)
        return _open(db, bureau, row.id, agent, now, BY_PASSWORD)


def _fits(row: AccountRow | None, password: str) -> bool:
    """A stranger takes as long as somebody known, so that time tells nothing."""
    stored = row.password if row and row.password else _stranger()
    return _hasher().verify(password, stored) and bool(row and row.password)


@cache
def _stranger() -> str:
    return _hasher().hash(secrets.token_urlsafe())


def _use_code(
    db: Connection, bureau: str, account: int, secret: str, code: str, now: datetime, refusal: str = WRONG_CODE
) -> None:
    """Use a TOTP code up, where the account has TOTP: it works once. Raises NotAllowed."""
    if secret:
        step = _step_of(secret, code, now)
        if step is None or not accounts.use_step(db, bureau, account, step):
            raise NotAllowed(refusal)


def _step_of(secret: str, code: str, now: datetime) -> int | None:
    """The step of time whose code it is, the present one or a neighbour; None for a wrong one."""
    import pyotp  # loaded where somebody uses it

    present, typed = int(now.timestamp()) // TOTP_STEP, code.strip()
    try:
        codes = {
            present + shift: pyotp.TOTP(secret).at(now + timedelta(seconds=shift * TOTP_STEP)) for shift in (-1, 0, 1)
        }
    except ValueError:  # a secret that no page of ours has offered
        return None
    # As bytes: text with letters beyond ASCII, as a full-width figure is one, it does not compare but raises.
    return next((step for step, fits in codes.items() if secrets.compare_digest(fits.encode(), typed.encode())), None)


def _open(db: Connection, bureau: Bureau, account: int, agent: str, now: datetime, opened_by: str) -> str:
    cookie = secrets.token_urlsafe(32)
    row = {"hash": digest(cookie), "bureau": bureau.key, "account_id": account, "agent": agent[:200]}
    until = now + SESSION_LASTS
    accounts.put_session(db, {**row, "created_at": now, "seen_at": now, "expires_at": until, "opened_by": opened_by})
    return cookie


def _ask_again(db: Connection, row: AccountRow, session: str, proof: "Proof", now: datetime) -> None:
    """Who changes how they sign in proves once more who they are. Raises NotAllowed.

    Not so in a browser that has just come in by a link; and one that an administrator made stands in for TOTP too.
    """
    opened = accounts.session(db, row.bureau, session)
    fresh = opened is not None and opened.opened_by != BY_PASSWORD and now - opened.created_at < FRESH
    if row.password and not fresh and not _fits(row, proof.password):
        raise NotAllowed(WRONG_PASSWORD)
    if opened is None or not fresh or opened.opened_by != BY_ADMIN_LINK:
        _use_code(db, row.bureau, row.id, row.totp, proof.code, now)


def sign_out(bureau: Bureau, account: int, session: str, now: datetime) -> None:
    """End one session, by its hash; only one's own."""
    with writing(bureau.engine) as db:
        accounts.revoke_sessions(db, bureau.key, account, now, only=session)


@dataclass(frozen=True, slots=True, repr=False)
class Proof:
    """What somebody shows once more: the password in force, and a TOTP code where the account has it."""

    password: str = ""
    code: str = ""


def prove(bureau: Bureau, account: int, proof: Proof, now: datetime) -> str:
    """Who takes much with them says their password again, however they came in; returns who it is.

    Raises NotAllowed, also for an account that has none.
    """
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        if not row.password:
            raise NotAllowed(NO_PASSWORD)
        if not _fits(row, proof.password):
            raise NotAllowed("密码不对")
        _use_code(db, bureau.key, row.id, row.totp, proof.code, now)
    return row.person


def set_password(
    bureau: Bureau, account: int, password: str, session: str, proof: Proof, agent: str, now: datetime
) -> str:
    """A new password ends every session, sign-in link and key to the API; returns the cookie of a fresh session."""
    with writing(bureau.engine) as db:
        row = _known(db, bureau, account)
        check_password(password, _known_of(bureau, row))
        _ask_again(db, row, session, proof, now)
        accounts.change(db, bureau.key, account, {"password": _hasher().hash(password)})
        _end_all(db, bureau.key, account, now)
        audit.record(db, bureau.key, now, Who(row.person, row.name), "password_set", row.person, {})
        return _open(db, bureau, account, agent, now, BY_PASSWORD)


def _known_of(bureau: Bureau, row: AccountRow) -> list[str]:
    """What colleagues know of somebody, which makes no password."""
    person, roster = bureau.roster.people.get(row.person), bureau.roster
    theirs = [person.name, *person.addresses, person.home or ""] if person else []
    return [word for word in (row.person, row.name, *theirs, roster.bureau, roster.bureau_name) if word]


def _end_all(db: Connection, bureau: str, account: int, now: datetime) -> None:
    accounts.revoke_sessions(db, bureau, account, now)
    accounts.void_entries(db, bureau, account, now)
    accounts.revoke_tokens(db, bureau, account, now)


def new_totp() -> str:
    """A fresh TOTP secret, not in force until it is confirmed."""
    import pyotp

    return pyotp.random_base32()


def set_totp(
    bureau: Bureau, account: int, secret: str, code: str, now: datetime, session: str = "", password: str = ""
) -> None:
    """Turn two-step sign-in on with a first code, or off with an empty `secret`; both ask for the password again."""
    with writing(bureau.engine) as db:
        row, step = _known(db, bureau, account), _step_of(secret, code, now) if secret else None
        if secret and step is None:
            raise BadRequest(WRONG_CODE)
        if secret and row.totp:
            raise NotAllowed("已经启用动态验证码；要换手机，请先停用")
        _ask_again(db, row, session, Proof(password, code), now)
        # The code that turned it on is used up with that, or it would sign in once more.
        accounts.change(db, bureau.key, account, {"totp": secret, "totp_step": step or 0})
        audit.record(
            db, bureau.key, now, Who(row.person, row.name), "totp_on" if secret else "totp_off", row.person, {}
        )


def make_token(bureau: Bureau, account: int, label: str, by: str, now: datetime) -> str:
    """A key to the API that acts as that account for a year; shown once."""
    if not label.strip():
        raise BadRequest("请写明令牌给哪个程序用")
    secret = secrets.token_urlsafe(32)
    with writing(bureau.engine) as db:
        person = _known(db, bureau, account).person
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


def _known(db: Connection, bureau: Bureau, account: int) -> AccountRow:
    row = accounts.by_id(db, bureau.key, account)
    if row is None:
        raise NotFound("没有这个账号")
    return row
