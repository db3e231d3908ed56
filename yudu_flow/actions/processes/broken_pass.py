"""A pass that broke off is noted, so that `doctor` says what is wrong and since when; the log has all of it."""

import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.role import Role
from yudu_flow.storage import bureaus
from yudu_flow.storage.database import writing

LONGEST = 200

log = logging.getLogger("yudu_flow")


def note_broken(bureau: Bureau, error: Exception, now: datetime, role: Role = Role.ALL) -> None:
    """Keep since when passes of that role break off, and the kind and first line of the last error.

    The database may be what is wrong, or may have no connection left: then the log alone has it.
    """
    first, *_ = f"{error}".splitlines() or [""]
    # Told apart: decisions that went well cleared every minute what a process that only sends had noted.
    whose = bureaus.SENDING if role is Role.DELIVER else ""
    try:
        with writing(bureau.engine) as db:
            bureaus.note_fault(db, bureau.key, now, f"{whose}{type(error).__name__}: {first}"[:LONGEST])
    except SQLAlchemyError as fault:
        log.warning("the failed pass could not be noted: %s", fault)
