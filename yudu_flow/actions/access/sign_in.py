"""Coming in and going out: passwords (argon2id), TOTP, one-time links, sessions of browsers by their cookie's hash.

A secret leaves here once, to the person it is for; the database keeps its hash.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from yudu_flow.actions.access.accounts import ADMIN, account_known, acting, add_person, digest, end_all
from yudu_flow.actions.access.passwords import check_password
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.roster import Who
from yudu_flow.storage import accounts, audit
from yudu_flow.storage.access_rows import AccountRow, SessionRow
from yudu_flow.storage.accounts import OpenSession, UsableEntry
from yudu_flow.storage.database import writing
from yudu_flow.storage.link_codes import ALPHABET

if TYPE_CHECKING:
    from pwdlib import PasswordHash

SESSION_LASTS = timedelta(days=14)
ENTRY = 32
"""Characters of a sign-in link's code, 190 bits: letters and digits only, since mail, chats and terminals leave a `-`
or `_` at the end out of the link. What stands behind them they took for a part of it: `（24小时内有效）`, `。`, `)`.
"""
ENTRY_LASTS, ASKED_LASTS = timedelta(hours=24), timedelta(minutes=30)
FRESH = timedelta(minutes=30)
"""So long a browser that came in by a link may set a password without the old one: it may have been forgotten."""
TOTP_STEP = 30
BY_PASSWORD, BY_ASKED_LINK, BY_ADMIN_LINK = "password", "asked", "link"
SPENT = "登录链接已经用过或已过期，请重新索取"
WRONG_CODE = "动态验证码不对或已经用过，请等手机上出现新的6位数字再填"
WRONG_PASSWORD = "当前密码不对；忘记密码的，请退出后索取登录链接，登录后半小时内可直接设置新密码"
NO_PASSWORD = "您的账号还没有密码：请先点右上角自己的姓名，设好密码再来"
NOT_IN = "账号、密码或验证码不对，请核对后再试；忘记密码可以索取登录链接"


@cache
def _hasher() -> "PasswordHash":
    from pwdlib import PasswordHash  # loaded with the first password
    from pwdlib.hashers.argon2 import Argon2Hasher

    return PasswordHash((Argon2Hasher(),))


def invite(bureau: Bureau, account: int, by: str, now: datetime, *, asked: bool = False) -> str:
    """The code of a new sign-in link: works once, within 24 hours. Raises NotFound, NotAllowed.

    One `asked` for on the sign-in page works within half an hour, and does not stand in for a TOTP code: who reads a
    mailbox may not be who holds the phone. An administrator's does, for somebody who lost theirs.
    """
    code = "".join(secrets.choice(ALPHABET) for _ in range(ENTRY))
    with writing(bureau.engine) as db:
        row = account_known(db, bureau, account)
        if row.disabled_at:
            raise NotAllowed(f"{row.name}的账号已经停用，登录链接打不开；请先重新开通")
        entry = {"hash": digest(code), "bureau": bureau.key, "account_id": account, "asked": asked}
        until = now + (ASKED_LASTS if asked else ENTRY_LASTS)
        accounts.put_entry(db, {**entry, "created_at": now, "expires_at": until})
        act = "sign_in_link_asked" if asked else "sign_in_link_made"
        audit.record(db, bureau.key, now, acting(bureau, by), act, row.person, {})
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
    if row is None or not fits:
        raise NotAllowed(NOT_IN)
    with writing(bureau.engine) as db:
        present = account_known(db, bureau, row.id)  # changed or closed while the password was looked at
        if present.password != row.password or present.disabled_at:
            raise NotAllowed(NOT_IN)
        # In the same words, which do not say that the password was right.
        _use_code(db, bureau.key, row.id, present.totp, code, now, NOT_IN)
        return _open(db, bureau, row.id, agent, now, BY_PASSWORD)


def _fits(row: AccountRow | None, password: str) -> bool:
    """A stranger takes as long as somebody known, so that time tells nothing."""
    stored = row.password if row and row.password else _stranger()
    return _hasher().verify(password, stored) and bool(row and row.password)


@cache
def _stranger() -> str:
    return _hasher().hash(secrets.token_urlsafe())


def _looked_at(bureau: Bureau, account: int, password: str) -> tuple[AccountRow, str]:
    """The account, and its hash where that is the password's; empty where not.

    Before a transaction, whose doer compares the hash with the one in force: it is slow on purpose, and nobody else
    could write meanwhile.
    """
    with bureau.reading() as db:
        row = account_known(db, bureau, account)
    return row, row.password if password and row.password and _fits(row, password) else ""


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


def _ask_again(db: Connection, row: AccountRow, session: str, fits: str, code: str, now: datetime) -> None:
    """Who changes how they sign in proves once more who they are; `fits` is the hash of their password. Raises
    NotAllowed.

    Not so in a browser that has just come in by a link; and one that an administrator made stands in for TOTP too.
    """
    opened = accounts.session(db, row.bureau, session)
    fresh = opened is not None and opened.opened_by != BY_PASSWORD and now - opened.created_at < FRESH
    if row.password != fits and not fresh:
        raise NotAllowed(WRONG_PASSWORD)
    if opened is None or not fresh or opened.opened_by != BY_ADMIN_LINK:
        _use_code(db, row.bureau, row.id, row.totp, code, now)


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


def own_account(bureau: Bureau, account: int, now: datetime) -> tuple[AccountRow, Sequence[SessionRow]]:
    """An account that is signed in, and its sessions."""
    with bureau.reading() as db:
        mine = accounts.by_id(db, bureau.key, account)
        assert mine is not None  # its session names it
        return mine, accounts.sessions(db, bureau.key, account, now)


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
    _, fits = _looked_at(bureau, account, proof.password)
    with writing(bureau.engine) as db:
        row = account_known(db, bureau, account)
        if not row.password:
            raise NotAllowed(NO_PASSWORD)
        if row.password != fits:
            raise NotAllowed("密码不对")
        _use_code(db, bureau.key, row.id, row.totp, proof.code, now)
    return row.person


def set_password(
    bureau: Bureau, account: int, password: str, session: str, proof: Proof, agent: str, now: datetime
) -> str:
    """A new password ends every session, sign-in link and key to the API; returns the cookie of a fresh session."""
    row, fits = _looked_at(bureau, account, proof.password)
    check_password(password, _known_of(bureau, row))
    hashed = _hasher().hash(password)
    with writing(bureau.engine) as db:
        _ask_again(db, account_known(db, bureau, account), session, fits, proof.code, now)
        accounts.change(db, bureau.key, account, {"password": hashed})
        end_all(db, bureau.key, account, now)
        audit.record(db, bureau.key, now, Who(row.person, row.name), "password_set", row.person, {})
        return _open(db, bureau, account, agent, now, BY_PASSWORD)


def _known_of(bureau: Bureau, row: AccountRow) -> list[str]:
    """What colleagues know of somebody, which makes no password."""
    person, roster = bureau.roster.people.get(row.person), bureau.roster
    theirs = [person.name, *person.addresses, person.home or ""] if person else []
    return [word for word in (row.person, row.name, *theirs, roster.bureau, roster.bureau_name) if word]


def new_totp() -> str:
    """A fresh TOTP secret, not in force until it is confirmed."""
    import pyotp

    return pyotp.random_base32()


def set_totp(bureau: Bureau, account: int, secret: str, session: str, proof: Proof, now: datetime) -> None:
    """Turn two-step sign-in on with a first code, or off with an empty `secret`; both ask for the password again."""
    _, fits = _looked_at(bureau, account, proof.password)
    with writing(bureau.engine) as db:
        row, step = account_known(db, bureau, account), _step_of(secret, proof.code, now) if secret else None
        if secret and step is None:
            raise BadRequest(WRONG_CODE)
        if secret and row.totp:
            raise NotAllowed("已经启用动态验证码；要换手机，请先停用")
        _ask_again(db, row, session, fits, proof.code, now)
        # The code that turned it on is used up with that, or it would sign in once more.
        accounts.change(db, bureau.key, account, {"totp": secret, "totp_step": step or 0})
        audit.record(
            db, bureau.key, now, Who(row.person, row.name), "totp_on" if secret else "totp_off", row.person, {}
        )
