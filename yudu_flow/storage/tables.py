"""The tables: columns and unique keys only. Every table carries `bureau`, so that one database serves many bureaus.

The unique keys do the idempotence: whoever inserts a row a second time inserts nothing.
"""

from typing import Any, cast

from sqlalchemy import ColumnElement, Index, UniqueConstraint, false, literal_column, text

from yudu_flow.storage.columns import table_of
from yudu_flow.storage.rows import (
    AttachmentRow,
    AuditRow,
    BureauRow,
    DutyRow,
    EventRow,
    HolderRow,
    MessageRow,
    NoticeRow,
    OpeningRow,
    Owed,
    ReadingRow,
    RungRow,
    SubmissionRow,
)

AWAKE = text("wake_at IS NOT NULL")
BY_PERSONS = text("person IS NOT NULL")
PROJECTED = text("provisional = true")
QUEUED = text("state = 'queued'")
DONE = text("state <> 'queued'")
FAILED = text("state = 'failed'")
NOWHERE = text("state = 'unreachable'")
OF_NOTHING_OWED = text("obligation_id IS NULL")
OF_SLIPS = text("family IN ('slip', 'case')")


def equals(column: Any, value: str) -> ColumnElement[bool]:
    """`column = 'value'` with the value written out.

    A bound one keeps SQLite from its partial indexes, and where a table has some, each run is planned anew.
    """
    return cast(ColumnElement[bool], column == literal_column(f"'{value}'"))


BUREAU = table_of(
    "bureau",
    BureauRow,
    keys=("bureau",),
    server={"raised": "0"},
    imbalance=0,
    audit_seq=0,
    audit_hash="",
    fault="",
    raised=0,
)

HOLDER = table_of("holder", HolderRow)

DUTY = table_of("duty", DutyRow, UniqueConstraint("bureau", "plan", "duty"))

OPENING = table_of("opening", OpeningRow, UniqueConstraint("bureau", "plan", "duty", "period"))

OBLIGATION = table_of(
    "obligation",
    Owed,
    UniqueConstraint("bureau", "plan", "duty", "owner", "period", "subject"),
    Index("ix_obligation_wake", "bureau", "wake_at", sqlite_where=AWAKE),
    Index("ix_obligation_awake", "bureau", "id", "wake_at", sqlite_where=AWAKE).ddl_if(dialect="postgresql"),
    Index("ix_obligation_last_day", "bureau", "last_day", sqlite_where=AWAKE),
    Index("ix_obligation_month", "bureau", "month"),
    Index("ix_obligation_owner", "bureau", "owner", "month"),
    Index("ix_obligation_unit", "bureau", "unit", "month"),
    Index("ix_obligation_person", "bureau", "person", "month", sqlite_where=BY_PERSONS),
    Index("ix_obligation_provisional", "provisional", "bureau", sqlite_where=PROJECTED),
    server={"subject": ""},
    ladder="",
    quota=0,
    sealed=True,
    provisional=False,
    subject="",
)

EVENT = table_of(
    "event",
    EventRow,
    Index("ix_event_obligation", "obligation_id"),
    Index("ix_event_kind", "bureau", "kind", "at"),
    by="",
    by_id="",
)

SUBMISSION = table_of(
    "submission",
    SubmissionRow,
    Index("ix_submission_obligation_id", "obligation_id"),
    server={"parts": "{}"},
    progress="",
    difficulties="",
    suggestions="",
    next_steps="",
    nothing_new="",
)

ATTACHMENT = table_of(
    "attachment",
    AttachmentRow,
    Index("ix_attachment_obligation_id", "obligation_id"),
    Index("ix_attachment_sha256", "sha256"),
    kind="",
    pages=0,
    thumb="",
    seal="",
)

READING = table_of("target_reading", ReadingRow, Index("ix_target_reading_obligation_id", "obligation_id"))

RUNG = table_of(
    "rung",
    RungRow,
    UniqueConstraint("bureau", "obligation_id", "round", "rung"),
    Index("ix_rung_obligation_id", "obligation_id"),
    notices=0,
)

NOTICE = table_of(
    "notice",
    NoticeRow,
    UniqueConstraint("bureau", "obligation_id", "round", "rung", "recipient", "channel", "role"),
    Index(
        "ix_notice_news",
        *("bureau", "about", "rung", "recipient", "channel"),
        unique=True,
        sqlite_where=OF_NOTHING_OWED,
    ),
    Index("ix_notice_due", "bureau", "due_at", sqlite_where=QUEUED),
    Index("ix_notice_queue", "bureau", "recipient", "channel", sqlite_where=QUEUED),
    Index("ix_notice_unreachable", "bureau", "created_at", sqlite_where=NOWHERE),
    Index("ix_notice_of_slips", "bureau", "created_at", sqlite_where=OF_SLIPS),
    Index("ix_notice_message", "message"),
    server={"about": ""},
    about="",
)

MESSAGE = table_of(
    "message",
    MessageRow,
    UniqueConstraint("bureau", "recipient", "channel", "key"),
    Index("ix_message_due", "bureau", "due_at", "id", sqlite_where=QUEUED),
    Index("ix_message_failed", "bureau", sqlite_where=FAILED),
    Index("ix_message_address", "channel", "address"),
    Index("ix_message_done", "bureau", "state", "queued_at", sqlite_where=DONE),
    server={"spooled": false()},
    calendar="",
    attempts=0,
    unsure=False,
    nobody=False,
    fault="",
    spooled=False,
    reply="",
)

AUDIT = table_of("audit", AuditRow, UniqueConstraint("bureau", "seq"), server={"covers": ""}, by_id="")
