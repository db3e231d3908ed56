"""The office edits a month's bulletin: a paragraph set back to its source follows the records again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.edit_summary import LONGEST
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.bulletin import Bulletin, bulletin
from yudu_flow.actions.papers.summary import Kept, Paragraph, mark_of
from yudu_flow.actions.papers.summary_sources import plain
from yudu_flow.domain.errors import BadRequest, Conflict
from yudu_flow.storage import audit, edited_papers

EDITED = "bulletin_edited"


@dataclass(frozen=True, slots=True)
class Rewrite:
    """A paragraph as the office left it. `checked`: it saw that the records had changed since it wrote."""

    text: str
    checked: bool = False


def edit_bulletin(
    bureau: Bureau, plan: str, period: str, by: str, now: datetime, seen: int, written: Mapping[str, Rewrite]
) -> list[str]:
    """Save what differs; the keys of what was saved. `seen` is the version that the writer had.

    Raises Conflict where somebody saved another one in between, BadRequest for a paragraph that is none.
    """
    actor = of_office(bureau, by, now, "通报")
    with bureau.writing(now) as db:
        shown = bulletin(bureau, db, now, plan, period)
        before, after = _kept(shown), dict(_kept(shown))
        for key, one in written.items():
            after.pop(key, None)
            after |= _row(_found(shown, key), one, before.get(key))
        touched = [key for key in written if before.get(key) != after.get(key)]
        if not touched:
            return []
        values = {"paragraphs": after, "changed_by": actor.name, "changed_at": now}
        if shown.version != seen or not edited_papers.save_bulletin(db, bureau.key, plan, period, seen, values):
            raise Conflict(f"{shown.changed_by or '别人'}刚刚保存过这份通报，您的修改没有保存；请看过最新的一稿再改")
        audit.record(
            db, bureau.key, now, actor, EDITED, f"{period}/{plan}", {"version": seen + 1, "paragraphs": touched}
        )
        return touched


def _kept(shown: Bulletin) -> Kept:
    return {one.key: {"text": one.text, "of": one.over} for one in shown.paragraphs if one.edited}


def _found(shown: Bulletin, key: str) -> Paragraph:
    found = next((one for one in shown.paragraphs if one.key == key), None)
    if found is None:
        raise BadRequest(f"通报里没有“{key}”这一段；各段：{'、'.join(one.key for one in shown.paragraphs)}")
    return found


def _row(shown: Paragraph, one: Rewrite, before: Mapping[str, Any] | None) -> Kept:
    """What is kept of it: nothing where it says what the records say."""
    text = plain(one.text)
    if len(text) > LONGEST:
        raise BadRequest(f"一段文字请不要超过{LONGEST}字")
    if before and text == before["text"] and not one.checked:
        return {shown.key: dict(before)}
    return {} if mark_of(text) == shown.mark else {shown.key: {"text": text, "of": shown.mark}}
