"""The tables: columns and unique keys only. Every table carries `bureau`, so that one database serves many bureaus.

The unique keys do the idempotence: whoever inserts a row a second time inserts nothing.
"""

from datetime import date, datetime

from sqlalchemy import BindParameter, Index, Text, UniqueConstraint, bindparam, false, text
from sqlmodel import Field, SQLModel

from yudu_flow.domain.amount import Amount
from yudu_flow.storage.columns import Declared, Kept, table_of
from yudu_flow.storage.figures import FigureColumn
from yudu_flow.storage.instants import Instant
from yudu_flow.storage.json_text import Json

AWAKE = text("wake_at IS NOT NULL")
BY_PERSONS = text("person IS NOT NULL")
PROJECTED = text("provisional = true")
QUEUED = text("state = 'queued'")
DONE = text("state <> 'queued'")
FAILED = text("state = 'failed'")
NOWHERE = text("state = 'unreachable'")
NEWS = text("obligation_id IS NULL")
OF_SLIPS = text("family IN ('slip', 'case')")
HERE: BindParameter[str] = bindparam("here")
"""The bureau for which a statement is run, and NOW the instant."""
NOW = bindparam("now", type_=Instant)


class Bureau(Declared, table=True):
    """One row a bureau: when its first pass ran, and when the last one did; `worker` holds the shift.

    `decided_at` and `delivered_at` are when each work was last looked after, by the database's time.
    `failing_since`: since when every pass has broken off, with the last one's `fault`. `raised`: see numbering.
    """

    bureau: str = Field(primary_key=True)
    started_at: datetime
    last_pass_at: datetime
    reconciled_on: date | None = None
    imbalance: int = 0
    audit_seq: int = 0
    audit_hash: str = ""
    worker: str | None = None
    decided_at: datetime | None = None
    delivered_at: datetime | None = None
    failing_since: datetime | None = None
    fault: str = ""
    raised: int = Field(default=0, sa_column_kwargs={"server_default": "0"})


class Holder(Declared, table=True):
    """Who holds claims on messages (`claimed_by`) or a bureau's shift (`worker`), until when by the database's time.

    `place`, `process` and `born` say which process it is, for others on its machine. One with `works` is a process
    itself, which does these for that bureau on that host.
    """

    id: str = Field(primary_key=True)
    until: datetime
    place: str
    process: int
    born: str
    bureau: str | None = None
    works: str | None = None
    host: str | None = None


class Duty(Declared, table=True):
    """A duty that stands in the plans, and since when it has done so without a break."""

    __table_args__ = (UniqueConstraint("bureau", "plan", "duty"),)
    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    plan: str
    duty: str
    seen_at: datetime


class Opening(Declared, table=True):
    """A duty's period that was opened; `created_at` is when that was done."""

    __table_args__ = (UniqueConstraint("bureau", "plan", "duty", "period"),)
    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    plan: str
    duty: str
    period: str
    opened_at: datetime
    created_at: datetime


class Obligation(Declared, table=True):
    """What was owed, frozen when the period opened. `wake_at` is a cached instant: the facts decide, never it.

    `subject` is what it is about, as task:8.2; empty where each period brings one. `month` is that of its pages, since
    ids of periods sort within a cycle alone. `ladder` is the block that the duty named.
    """

    __table_args__ = (
        UniqueConstraint("bureau", "plan", "duty", "owner", "period", "subject"),
        Index("ix_obligation_wake", "bureau", "wake_at", sqlite_where=AWAKE),
        # For a server alone, which looked for what is due by ids along its primary key, and read all that is closed.
        Index("ix_obligation_awake", "bureau", "id", "wake_at", sqlite_where=AWAKE).ddl_if(dialect="postgresql"),
        Index("ix_obligation_last_day", "bureau", "last_day", sqlite_where=AWAKE),
        Index("ix_obligation_month", "bureau", "month"),
        Index("ix_obligation_owner", "bureau", "owner", "month"),
        Index("ix_obligation_unit", "bureau", "unit", "month"),
        Index("ix_obligation_person", "bureau", "person", "month", sqlite_where=BY_PERSONS),
        Index("ix_obligation_provisional", "provisional", "bureau", sqlite_where=PROJECTED),
    )

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    plan: str
    duty: str
    kind: str
    title: str
    basis: str
    owner: str
    unit: str
    period: str
    month: str
    ladder: str = ""
    nominal: date
    remind_by: date
    last_day: date
    late_from: datetime
    opened_at: datetime
    closes_at: datetime
    created_at: datetime
    quota: int = 0
    firms: list[str] = Field(sa_type=Json)
    assignments: list[str] = Field(sa_type=Json)
    leaders: list[str] = Field(sa_type=Json)
    decider: str | None = None
    person: str | None = None
    sealed: bool = True
    provisional: bool = False
    subject: str = Field(default="", sa_column_kwargs={"server_default": ""})
    wake_at: datetime | None = None


class Event(Declared, table=True):
    """A fact about an obligation, never changed. `by` is the name of who acted, as it was then, and `by_id` the id;
    both are empty where the rules themselves did, and `by_id` in what is older than it.
    """

    __table_args__ = (Index("ix_event_obligation", "obligation_id"), Index("ix_event_kind", "bureau", "kind", "at"))

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id")
    kind: str
    at: datetime
    by: str = ""
    by_id: str = ""
    received: datetime | None = None
    day: date | None = None
    until: datetime | None = None
    choice: str | None = None
    subject: str | None = None
    remind_by: date | None = None
    last_day: date | None = None
    page_by: date | None = None
    detail: Kept = Field(sa_type=Json)


class Submission(Declared, table=True):
    """What a report said. `parts` is the text of each assignment under its id, as the form took it."""

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    event_id: int = Field(foreign_key="event.id")
    progress: str = Field(default="", sa_type=Text)
    difficulties: str = Field(default="", sa_type=Text)
    suggestions: str = Field(default="", sa_type=Text)
    next_steps: str = Field(default="", sa_type=Text)
    nothing_new: str = Field(default="", sa_type=Text)
    parts: dict[str, str] = Field(sa_type=Json, sa_column_kwargs={"server_default": "{}"})


class Attachment(Declared, table=True):
    """A file of an obligation; its bytes lie under their SHA-256. Without `event_id` it waits in a draft."""

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    event_id: int | None = Field(default=None, foreign_key="event.id")
    sha256: str = Field(index=True)
    name: str
    size: int
    kind: str = ""
    pages: int = 0
    thumb: str = ""
    seal: str = ""


class TargetReading(Declared, table=True):
    """A figure that a report gave for a target, cumulative over the year."""

    __tablename__ = "target_reading"

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    event_id: int = Field(foreign_key="event.id")
    assignment: str
    target: str
    value: Amount = Field(sa_type=FigureColumn)


class Rung(Declared, table=True):
    """A rung decided once: fired or skipped, with its reason. `notices` is how many were to be sent."""

    __table_args__ = (UniqueConstraint("bureau", "obligation_id", "round", "rung"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int = Field(foreign_key="obligation.id", index=True)
    round: int
    rung: str
    family: str
    at: datetime
    decided_at: datetime
    verdict: str
    reason: str
    notices: int = 0


class Notice(Declared, table=True):
    """That one person is to be told one thing through one channel. `message` is set once it is in one.

    It is about an obligation, or else `about` says what it is about: the bureau itself.
    `released_at` is when the office ordered it out in spite of the quiet hours.
    """

    __table_args__ = (
        UniqueConstraint("bureau", "obligation_id", "round", "rung", "recipient", "channel", "role"),
        # In the key above no NULL equals another: the same news could be queued twice.
        Index("ix_notice_news", "bureau", "about", "rung", "recipient", "channel", unique=True, sqlite_where=NEWS),
        Index("ix_notice_due", "bureau", "due_at", sqlite_where=QUEUED),
        Index("ix_notice_queue", "bureau", "recipient", "channel", sqlite_where=QUEUED),
        Index("ix_notice_unreachable", "bureau", "created_at", sqlite_where=NOWHERE),
        Index("ix_notice_of_slips", "bureau", "created_at", sqlite_where=OF_SLIPS),
        Index("ix_notice_message", "message"),
    )

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    obligation_id: int | None = Field(default=None, foreign_key="obligation.id")
    about: str = Field(default="", sa_column_kwargs={"server_default": ""})
    round: int
    rung: str
    family: str
    recipient: str
    role: str
    channel: str
    kind: str
    due_at: datetime
    state: str
    reason: str
    message: str | None = None
    event_id: int | None = Field(default=None, foreign_key="event.id")
    released_at: datetime | None = None
    created_at: datetime
    changed_at: datetime


class Message(Declared, table=True):
    """The exact text that goes or went to one person. Its id is made from its unique key, as is the Message-ID.

    `released_at` is set where all its notices were released. `spooled`: it went into a file, which tells nobody.
    """

    __table_args__ = (
        UniqueConstraint("bureau", "recipient", "channel", "key"),
        Index("ix_message_due", "bureau", "due_at", "id", sqlite_where=QUEUED),
        Index("ix_message_failed", "bureau", sqlite_where=FAILED),
        Index("ix_message_address", "channel", "address"),
        # By date alone, SQLite took it for the queue as well, and read every message that there ever was.
        Index("ix_message_done", "bureau", "state", "queued_at", sqlite_where=DONE),
        Index("ix_message_in_files", "bureau", "queued_at", sqlite_where=text("spooled = true")),
    )

    id: str = Field(primary_key=True)
    bureau: str
    recipient: str
    name: str
    address: str
    channel: str
    key: str
    kind: str
    message_id: str
    subject: str = Field(sa_type=Text)
    text: str = Field(sa_type=Text)
    html: str = Field(sa_type=Text)
    calendar: str = Field(default="", sa_type=Text)
    state: str
    due_at: datetime
    queued_at: datetime
    sent_at: datetime | None = None
    attempts: int = 0
    claimed_until: datetime | None = None
    claimed_by: str | None = None
    unsure: bool = False
    nobody: bool = False
    fault: str = ""
    spooled: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    released_at: datetime | None = None
    reply: str = Field(default="", sa_type=Text)


class Audit(Declared, table=True):
    """What a person did. Each row holds the hash of the one before, so that an edit or a deletion shows.

    `covers` are the imprints of rows elsewhere that it vouches for.
    """

    __table_args__ = (UniqueConstraint("bureau", "seq"),)

    id: int | None = Field(default=None, primary_key=True)
    bureau: str
    seq: int
    at: datetime
    by: str
    by_id: str = ""
    act: str
    about: str
    detail: str = Field(sa_type=Text)
    covers: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})
    previous: str
    hash: str


BUREAU, OPENING, OBLIGATION, EVENT = table_of(Bureau), table_of(Opening), table_of(Obligation), table_of(Event)
SUBMISSION, ATTACHMENT, READING = table_of(Submission), table_of(Attachment), table_of(TargetReading)
RUNG, NOTICE, MESSAGE = table_of(Rung), table_of(Notice), table_of(Message)
AUDIT, HOLDER, DUTY = table_of(Audit), table_of(Holder), table_of(Duty)
METADATA = SQLModel.metadata
