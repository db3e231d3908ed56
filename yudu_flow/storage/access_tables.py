"""Tables of the web console: who may sign in, what links open, what is half written, the month's summary; and what
several hosts share: which content is in force, and the bytes of files."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from yudu_flow.storage.columns import Declared, Kept, table_of
from yudu_flow.storage.json_text import Json


class Account(Declared, table=True):
    """Somebody who may sign in. What they may do follows from the roster on the day; only `is_admin` is stored."""

    __table_args__ = (UniqueConstraint("bureau", "person"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    person: str
    name: str
    password: str = ""
    totp: str = ""
    totp_step: int = 0
    is_admin: bool = False
    created_at: datetime
    disabled_at: datetime | None = None


class Session(Declared, table=True):
    """A signed-in browser, under the hash of its cookie; `opened_by` a password, or which kind of link."""

    hash: str = Field(primary_key=True)
    bureau: str
    account_id: int = Field(foreign_key="account.id", index=True)
    agent: str = ""
    opened_by: str = "password"
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class Entry(Declared, table=True):
    """A sign-in link that works once, under the hash of its code; `asked` for by whoever, from the sign-in page."""

    hash: str = Field(primary_key=True)
    bureau: str
    account_id: int = Field(foreign_key="account.id", index=True)
    created_at: datetime
    expires_at: datetime
    asked: bool = False
    used_at: datetime | None = None


class ApiToken(Declared, table=True):
    """A program's key to the JSON API, under its hash; it acts as its account."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("hash"),)

    id: int | None = Field(default=None, primary_key=True)
    hash: str
    bureau: str
    account_id: int = Field(foreign_key="account.id", index=True)
    label: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class Draft(Declared, table=True):
    """A report being written; one an obligation, gone when it is filed."""

    __table_args__ = (UniqueConstraint("bureau", "obligation_id"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id")
    words: Kept = Field(sa_type=Json)
    saved_by: str
    saved_by_id: str = ""
    saved_at: datetime


class Summary(Declared, table=True):
    """The month's 汇总 as the office edited it: paragraph key → text. `state` is draft or final."""

    __table_args__ = (UniqueConstraint("bureau", "plan", "period"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    plan: str
    period: str
    paragraphs: Kept = Field(sa_type=Json)
    state: str = "draft"
    version: int = 1
    changed_by: str
    changed_at: datetime


class Edition(Declared, table=True):
    """A content that came into force: its hash, and which home of which host brought it. The last one decides."""

    __table_args__ = (Index("ix_edition_bureau", "bureau", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    hash: str
    place: str
    at: datetime


class Piece(Declared, table=True):
    """A piece of a file's bytes, where they are kept here and not in a folder. It is nobody's by itself: who may have
    a file is said by its `attachment` rows, which name it by its hash. The first one says when it was last kept.
    """

    sha256: str = Field(primary_key=True)
    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    kept_at: datetime
    data: bytes


class Link(Declared, table=True):
    """What a short code in a message opens: one unit's period, for one person. `mark` stands for the code in texts."""

    __table_args__ = (Index("ix_link_recipient", "bureau", "recipient", "period"),)

    hash: str = Field(primary_key=True)
    mark: str
    bureau: str
    recipient: str
    unit: str
    period: str
    issued_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class CalendarFeed(Declared, table=True):
    """Where somebody's calendar fetches their deadlines. `mark` stands for the code in the address, as in a link; one
    that was opened by a message's link ends by itself at `expires_at`.
    """

    __tablename__ = "calendar_feed"
    __table_args__ = (Index("ix_calendar_feed_person", "bureau", "person"),)

    hash: str = Field(primary_key=True)
    mark: str
    bureau: str
    person: str
    opened_at: datetime
    expires_at: datetime | None = None
    revoked_at: datetime | None = None


class Glance(Declared, table=True):
    """When a home of a folder is to be looked at again, as a machine saw it: `place` is the machine and the folder,
    `files` stands for the times and sizes of the home's files.
    """

    place: str = Field(primary_key=True)
    home: str = Field(primary_key=True)
    bureau: str
    files: str
    next_at: datetime


ACCOUNT, SESSION, ENTRY, API_TOKEN = table_of(Account), table_of(Session), table_of(Entry), table_of(ApiToken)
DRAFT, SUMMARY, EDITION = table_of(Draft), table_of(Summary), table_of(Edition)
PIECE, GLANCE, LINK = table_of(Piece), table_of(Glance), table_of(Link)
CALENDAR_FEED = table_of(CalendarFeed)
