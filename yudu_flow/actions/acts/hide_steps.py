"""The list of first steps (开始使用) put away, or taken out again, by whoever keeps the roster."""

from datetime import datetime

from yudu_flow.actions.acts.roster_guards import keeper
from yudu_flow.actions.bureau import Bureau
from yudu_flow.storage import audit

HIDDEN, SHOWN = "first_steps_hidden", "first_steps_shown"
ABOUT = "开始使用"


def hide_steps(bureau: Bureau, by: str, now: datetime, *, hidden: bool, admin: bool) -> None:
    """Raises NotYours."""
    actor = keeper(bureau, by, now, admin=admin)
    with bureau.writing(now) as db:
        audit.record(db, bureau.key, now, actor, HIDDEN if hidden else SHOWN, ABOUT, {})
