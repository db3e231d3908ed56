"""The office edits the month's summary, and makes it final or a draft again.

Two may write at once: each paragraph is saved by itself, and only one that both wrote differently waits for a choice.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.summary import (
    DRAFT,
    FIGURES,
    FINAL,
    NUMBER,
    Kept,
    Paragraph,
    Summary,
    frozen,
    mark_of,
    next_number,
    summary,
)
from yudu_flow.actions.papers.summary_sources import plain
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed
from yudu_flow.domain.roster import Who
from yudu_flow.storage import audit, edited_papers

LONGEST = 20_000
CHANGED = "{}刚刚保存过这份汇总，请看过再定"
GONE = "方案刚刚有变化，有一段已不在这份汇总里；请刷新后再改"


@dataclass(frozen=True, slots=True)
class Edit:
    """A paragraph as the office left it. `checked`: it saw that the source had changed.

    What it saw: `over` is the digest of the source, `seen` of what the office had written, empty where nothing.
    """

    text: str
    over: str
    seen: str = ""
    checked: bool = False

    @property
    def touched(self) -> bool:
        """Whether anything was done to it."""
        return self.checked or mark_of(self.text) != (self.seen or self.over)


@dataclass(frozen=True, slots=True)
class Clash:
    """A paragraph that somebody else wrote differently in between; `mine` is not saved."""

    theirs: Paragraph
    mine: str


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of an edit: the keys that were saved, what waits for a choice, and the summary before it.

    A final summary takes nothing: everything that was touched waits.
    """

    saved: tuple[str, ...]
    clashes: tuple[Clash, ...]
    shown: Summary


def edit_summary(
    bureau: Bureau, plan: str, period: str, by: str, now: datetime, edits: Mapping[str, Edit], *, reopen: bool = False
) -> Edited:
    """Save what was touched, but for what clashes. `reopen` makes a final summary a draft before.

    A paragraph set back to its source follows it again. Raises Conflict for a paragraph that there cannot be.
    """
    actor = of_office(bureau, by, now, "汇总")
    touched = {key: edit for key, edit in edits.items() if edit.touched}
    # Of two at once the second would find another version, though they wrote different paragraphs.
    with bureau.alone(now) as db:
        shown = summary(bureau, db, now, plan, period)
        if reopen and shown.final:
            _save(bureau, db, shown, actor, now, DRAFT, "summary_draft", lambda kept: (_thawed(kept), []))
            shown = summary(bureau, db, now, plan, period)
        if not shown.places.issuperset(touched):
            raise Conflict(GONE)
        clashes = tuple(_clashes(shown, touched))
        clear = touched.keys() - {clash.theirs.key for clash in clashes}

        def change(kept: Kept) -> tuple[Kept, list[str]]:
            after = {key: value for key, value in kept.items() if key not in clear}
            after |= {key: row for key in clear if (row := _row(touched[key], kept.get(key)))}
            return after, [key for key in touched if after.get(key) != kept.get(key)]

        saved = [] if shown.final else _save(bureau, db, shown, actor, now, DRAFT, "summary_edited", change)
        return Edited(tuple(saved), clashes, shown)


def _clashes(shown: Summary, touched: Mapping[str, Edit]) -> Iterator[Clash]:
    """In the order of the paper. Whoever wrote the same, or over a source that changed, is in nobody's way."""
    for one in shown.paragraphs():
        edit = touched.get(one.key)
        if edit and mark_of(edit.text) != mark_of(one.text) and (shown.final or edit.seen != one.written):
            yield Clash(one, plain(edit.text))


def set_state(bureau: Bureau, plan: str, period: str, by: str, now: datetime, seen: int, state: str) -> None:
    """Make it final, which keeps every paragraph as it stands, or a draft again. Raises NotAllowed, Conflict."""
    actor = of_office(bureau, by, now, "汇总")
    if state not in (DRAFT, FINAL):
        raise BadRequest("请选择定稿或改回草稿")

    # Two months of a plan that became final at the same instant would take the same number.
    with bureau.alone(now) as db:
        shown = summary(bureau, db, now, plan, period)
        if shown.version != seen:
            raise Conflict(CHANGED.format(shown.changed_by))
        if shown.state == state:
            raise NotAllowed("汇总已经定稿" if shown.final else "汇总现在就是草稿")

        def change(kept: Kept) -> tuple[Kept, list[str]]:
            if state == FINAL:
                return frozen(shown) | {NUMBER: next_number(db, bureau, shown)}, []
            return _thawed(kept), []

        _save(bureau, db, shown, actor, now, state, f"summary_{state}", change)


def _save(
    bureau: Bureau,
    db: Connection,
    shown: Summary,
    actor: Who,
    now: datetime,
    state: str,
    act: str,
    change: Callable[[Kept], tuple[Kept, list[str]]],
) -> list[str]:
    """One version after the other, each with its audit row; nothing is written where nothing changed."""
    row = edited_papers.summary(db, bureau.key, shown.plan, shown.period)
    after, touched = change(dict(row.paragraphs) if row else {})
    if act == "summary_edited" and not touched:
        return []
    values = {"paragraphs": after, "state": state, "changed_by": actor.name, "changed_at": now}
    if not edited_papers.save_summary(db, bureau.key, shown.plan, shown.period, shown.version, values):
        raise Conflict(CHANGED.format("别人"))
    detail = {"version": shown.version + 1, **({"paragraphs": touched} if touched else {})}
    audit.record(db, bureau.key, now, actor, act, f"{shown.period}/{shown.plan}", detail)
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
    """What the office had written, and the number: the rest follows its source again."""
    written = {key: row for key, row in kept.items() if key not in (FIGURES, NUMBER)}
    number = {NUMBER: kept[NUMBER]} if NUMBER in kept else {}
    return number | {key: row for key, row in written.items() if mark_of(row["text"]) != row["of"]}
