"""The office edits the month's summary, and makes it final or a draft again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.act import who
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.summary_sources import plain
from yudu_flow.actions.summary_view import DRAFT, FIGURES, FINAL, Summary, frozen, mark_of, summary
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed
from yudu_flow.storage import audit, bureaus, summaries
from yudu_flow.storage.database import writing

LONGEST = 20_000
CHANGED = "{}刚刚保存过这份汇总，您的修改没有保存；请返回复制您的修改，刷新后再保存"
GONE = "有单位的报告刚刚退回或撤换，您的修改没有保存；请返回复制您的修改，刷新后再保存"
Kept = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph as the office left it. `over` is the digest of the source it saw; `checked`: it saw the change."""

    text: str
    over: str
    checked: bool = False


def edit_summary(
    bureau: Bureau, plan: str, period: str, by: str, now: datetime, seen: int, edits: Mapping[str, Edit]
) -> int:
    """Save what was changed; how many paragraphs. Raises Conflict where somebody saved after version `seen`.

    A paragraph set back to its source follows it again.
    """

    def change(shown: Summary, kept: Kept) -> tuple[Kept, list[str]]:
        if shown.final:
            raise NotAllowed("汇总已经定稿，请先改回草稿再修改")
        known = {one.key for one in shown.paragraphs()}
        if not known.issuperset(edits):
            raise Conflict(GONE)
        after = {key: value for key, value in kept.items() if key not in edits}
        after |= {key: row for key, edit in edits.items() if (row := _row(edit, kept.get(key)))}
        return after, [key for key in edits if after.get(key) != kept.get(key)]

    with writing(bureau.engine) as db:
        return len(_save(bureau, db, plan, period, by, now, seen, DRAFT, "summary_edited", change))


def set_state(bureau: Bureau, plan: str, period: str, by: str, now: datetime, seen: int, state: str) -> None:
    """Make it final, which keeps every paragraph as it stands, or a draft again. Raises NotAllowed, Conflict."""
    if state not in (DRAFT, FINAL):
        raise BadRequest("请选择定稿或改回草稿")

    def change(shown: Summary, kept: Kept) -> tuple[Kept, list[str]]:
        if shown.state == state:
            raise NotAllowed("汇总已经定稿" if shown.final else "汇总现在就是草稿")
        return (frozen(shown) if state == FINAL else _thawed(kept)), []

    with writing(bureau.engine) as db:
        _save(bureau, db, plan, period, by, now, seen, state, f"summary_{state}", change)


def _save(
    bureau: Bureau,
    db: Connection,
    plan: str,
    period: str,
    by: str,
    now: datetime,
    seen: int,
    state: str,
    act: str,
    change: Callable[[Summary, Kept], tuple[Kept, list[str]]],
) -> list[str]:
    """One version after the other, each with its audit row; nothing is written where nothing changed."""
    bureaus.start(db, bureau.key, now)
    shown = summary(bureau, db, now, plan, period)
    if shown.version != seen:
        raise Conflict(CHANGED.format(shown.changed_by))
    row = summaries.find(db, bureau.key, plan, period)
    after, touched = change(shown, dict(row.paragraphs) if row else {})
    if act == "summary_edited" and not touched:
        return []
    actor = who(bureau, by)
    if not summaries.save(db, bureau.key, plan, period, seen, after, state, actor.name, now):
        raise Conflict(CHANGED.format("别人"))
    said = {"version": seen + 1, **({"paragraphs": touched} if touched else {})}
    audit.record(db, bureau.key, now, actor, act, f"{period}/{plan}", said)
    return touched


def _row(edit: Edit, before: Mapping[str, Any] | None) -> dict[str, str] | None:
    """What is kept of a paragraph: nothing where it says what its source said.

    Text that was written over an older source keeps its mark until somebody says that it was checked.
    """
    text = plain(edit.text)
    if len(text) > LONGEST:
        raise BadRequest(f"一段文字请不要超过{LONGEST}字")
    if before and text == before["text"] and not edit.checked:
        return dict(before)
    return None if mark_of(text) == edit.over else {"text": text, "of": edit.over}


def _thawed(kept: Kept) -> Kept:
    """What the office had written: the rest follows its source again."""
    return {key: row for key, row in kept.items() if key != FIGURES and mark_of(row["text"]) != row["of"]}
