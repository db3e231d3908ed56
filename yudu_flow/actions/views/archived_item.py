"""One item of the year's archive: as a paper that anybody can read, and as data for other programs. Reads only."""

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.letters import spell_instant
from yudu_flow.actions.look import Sight
from yudu_flow.actions.papers.case_papers import about, stands_at, told_words
from yudu_flow.actions.papers.official import Block, OfficialPaper, PaperTable
from yudu_flow.actions.proof import proof
from yudu_flow.actions.views.report import status, trace, void_ids
from yudu_flow.domain.amount import spell_amount
from yudu_flow.domain.facts import FactKind
from yudu_flow.domain.period import spell_deadline
from yudu_flow.storage import submissions
from yudu_flow.storage.rows import AttachmentRow, EventRow, SubmissionRow
from yudu_flow.wording.contents import CONTENTS
from yudu_flow.wording.reasons import spell_choice, spell_reason
from yudu_flow.wording.record import Record

NOTHING_FILED = "没有报送内容。"
FIGURES, WIDTHS = ("指标", "数字"), (18, 10)


def item_paper(bureau: Bureau, db: Connection, sight: Sight, files: Sequence[str], now: datetime) -> OfficialPaper:
    """What was owed and what became of it, what was said, what happened, and which `files` lie beside it."""
    filed = submissions.of(db, bureau.key, sight.owed.id)
    read = submissions.readings(db, bureau.key, sight.owed.id)
    rows = tuple((row.target, spell_amount(row.value)) for row in read)
    sections = (
        Block("基本情况", tuple(_basics(bureau, sight, now))),
        Block("内容", tuple(_said(filed)), table=PaperTable(FIGURES, WIDTHS, rows) if rows else None),
        Block("经过", tuple(_happened(sight)) or ("没有办理记录。",)),
        Block("催办告知", tuple(f"{line}。" for line in told_words(proof(bureau, db, sight))) or ("没有催办。",)),
        *([Block("附件", tuple(files))] if files else []),
    )
    return OfficialPaper(about(sight), sections, bureau.roster.bureau_name, local_day(now))


def _basics(bureau: Bureau, sight: Sight, now: datetime) -> Iterator[str]:
    owed = sight.owed
    yield f"责任单位：{owed.unit}。{f'责任人：{owed.owner}。' if owed.owner != owed.unit else ''}依据：{owed.basis}。"
    yield f"期限：{spell_deadline(sight.state.late_from)}。结果：{stands_at(bureau, sight, now)}。"


def _said(filed: Sequence[SubmissionRow]) -> Iterator[str]:
    """What was reported last: an earlier version stands in the data."""
    if not filed:
        yield NOTHING_FILED
        return
    last = filed[-1]
    for name, heading in CONTENTS.items():
        if words := str(getattr(last, name)).strip():
            yield f"{heading}：{words}"
    if last.nothing_new.strip():
        yield f"无新进展：{last.nothing_new.strip()}"


def _happened(sight: Sight) -> Iterator[str]:
    # A note is the office's own, and the paper is for anybody; the data beside it has them all.
    void = void_ids(sight)
    return (_line(row, sight) for row in sight.events if row.id not in void and row.kind != FactKind.NOTED)


def _line(row: EventRow, sight: Sight) -> str:
    own = dict(sight.state.terms.kind.words.acts)
    choice = f"：{spell_choice(row.choice, own)}" if row.choice else ""
    reason = str(row.detail.get("reason", "") or row.detail.get("text", "")).strip().rstrip("。")
    did = f"{spell_instant(row.at)}，{row.by}{spell_reason(row.kind, own)}{choice}"
    return f"{did}。{reason}。" if reason else f"{did}。"


def item_data(
    bureau: Bureau, db: Connection, sight: Sight, files: Sequence[tuple[str, AttachmentRow]], now: datetime
) -> bytes:
    """The same and all else that is recorded, as JSON: reports in each version, figures, reminders, acts, files."""
    owed = sight.owed
    told: Record = {
        **status(bureau, sight, now),
        **{name: getattr(owed, name) for name in ("title", "basis", "plan", "assignments", "nominal", "last_day")},
        "reports": [_report(row) for row in submissions.of(db, bureau.key, owed.id)],
        "figures": [
            {"target": row.target, "value": row.value} for row in submissions.readings(db, bureau.key, owed.id)
        ],
        "trace": trace(bureau, db, sight, now),
        "files": [{"name": name, "as_sent": row.name, "sha256": row.sha256, "seal": row.seal} for name, row in files],
    }
    return json.dumps(told, ensure_ascii=False, indent=1, default=_plain).encode()


def _report(row: SubmissionRow) -> Record:
    return {name: getattr(row, name) for name in ("event_id", *CONTENTS, "nothing_new", "parts")}


def as_line(value: object) -> bytes:
    """On one line, as long lists have it."""
    return json.dumps(value, ensure_ascii=False, default=_plain).encode() + b"\n"


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)
