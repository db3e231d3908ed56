"""A unit's report comes in: filed with its sealed page, filed without it, or the page after it.

Source: notice 三（三）"将贯彻落实情况加盖单位公章报局办公室汇总（含…困难问题、改进建议等）"; 2-semantics "Filing".
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from yudu_flow.actions.acts.act import Act, Done, Keep, Target, owner_named, perform
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.engine.watch_targets import watch_targets
from yudu_flow.actions.look import Sight
from yudu_flow.domain import deeds
from yudu_flow.domain.amount import Amount, whole
from yudu_flow.domain.duties.registry import WRITTEN
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind
from yudu_flow.domain.obligation import Round, State
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Assignment
from yudu_flow.storage import attachments, drafts, submissions
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.database import writing


@dataclass(frozen=True)
class Report:
    """What a report says. `nothing_new` is the line of reason for 本月无新进展; `figures` are target → value.

    `parts` is the progress of each assignment under its id, of which `progress` is the whole.
    """

    progress: str = ""
    difficulties: str = ""
    suggestions: str = ""
    nothing_new: str = ""
    figures: Mapping[str, Amount] = field(default_factory=dict)
    files: Sequence[Path] = ()
    next_steps: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def silent(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.progress.strip() or self.nothing_new.strip())


def file_report(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    report: Report | None = None,
    *,
    sealed: bool = True,
    received: datetime | None = None,
    store: Store | None = None,
    papers: Keep | None = None,
    brought: str = "",
    reason: str = "",
    page_stands: bool = False,
) -> Done:
    """File a report; where the plan asks for no seal, the form is all of it.

    `page_stands`: the sealed page of what was returned stands for this text too.

    `received` is the true date of a paper that the office registers for the unit; `papers` keeps what came with such a
    paper, which somebody `brought`, and `reason` why it comes this way; files of the unit's own draft stay in it.
    Raises NotAllowed where one is already in, BadRequest for a receipt in the future or before the period opened.
    """
    said = report or Report()

    def verb(sight: Sight, at: datetime) -> Act:
        _may_file(sight)
        _check_page(sight, page_stands)
        _check_receipt(sight, received, at, reason)
        whole = sealed or not sight.owed.sealed
        kind = FactKind.FILED if whole else FactKind.FILED_UNSEALED
        detail: dict[str, Any] = {"questions": questions} if questions else {}
        detail |= {"brought": brought} if brought else {}
        detail |= {"reason": reason.strip()} if reason.strip() else {}
        detail |= {"page_stands": True} if page_stands else {}
        return Act(Fact(kind, at, received=received), detail, "receipt" if whole else "receipt-unsealed")

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        submissions.put(db, bureau.key, sight.owed.id, event_id, _words(said), _figures(bureau, sight, said))
        attachments.put(db, store, bureau.key, sight.owed.id, event_id, said.files)
        if papers:
            papers(db, sight, event_id)
        else:
            attachments.claim(db, bureau.key, sight.owed.id, event_id)
        drafts.drop(db, bureau.key, sight.owed.id)
        watch_targets(bureau, db, sight, said.figures, now)

    with writing(bureau.engine) as db:
        questions = _questions(bureau, db, target, said)
        return perform(bureau, db, _report(target), by, now, deeds.REGISTER if received else deeds.FILE, verb, keep)


def seal_report(
    bureau: Bureau,
    target: Target,
    by: str,
    now: datetime,
    files: Sequence[Path] = (),
    store: Store | None = None,
    papers: Keep | None = None,
    received: datetime | None = None,
    reason: str = "",
) -> Done:
    """The sealed page of a report that was filed without it.

    `papers` keeps one handed in on paper at `received`, `reason` is why it comes this way.
    """

    def verb(sight: Sight, at: datetime) -> Act:
        refuse_waived(sight)
        if not sight.state.unsealed_at:
            raise NotAllowed(f"{sight.owed.owner}没有待补盖章页的报告")
        _check_receipt(sight, received, at, reason)
        detail = {"reason": reason.strip()} if reason.strip() else {}
        return Act(Fact(FactKind.SEALED, at, received=received), detail, "receipt-sealed")

    def keep(db: Connection, sight: Sight, event_id: int) -> None:
        attachments.put(db, store, bureau.key, sight.owed.id, event_id, files)
        if papers:
            papers(db, sight, event_id)
        else:
            attachments.claim(db, bureau.key, sight.owed.id, event_id)

    with writing(bureau.engine) as db:
        return perform(bureau, db, _report(target), by, now, deeds.REGISTER if received else deeds.SEAL, verb, keep)


def _report(target: Target) -> Target:
    return replace(target, kinds=WRITTEN)


def refuse_waived(sight: Sight) -> None:
    """Nothing is taken, and nothing given back, of what is not owed any more; what came before stays."""
    if sight.state.waived_at:
        raise NotAllowed(f"{sight.owed.owner}本期已免予报送，不用再报")


def _may_file(sight: Sight) -> None:
    refuse_waived(sight)
    if sight.state.complete:
        raise NotAllowed(f"{sight.owed.owner}本期已经报送；如需更正，请先由办公室退回")


def has_page_in_hand(state: State) -> bool:
    """Whether a sealed page came with what was returned: the unit may say that it stands for the new text too."""
    return state.paged and state.kept is not None


def _check_page(sight: Sight, stands: bool) -> None:
    if stands and not has_page_in_hand(sight.state):
        raise BadRequest("没有退回前交过的盖章页可以沿用，请上传盖章页")


def _check_receipt(sight: Sight, received: datetime | None, at: datetime, reason: str) -> None:
    """A paper counts from when it was received, which only the office's word says: who, when and why are kept."""
    if received is None:
        return
    if received > at:
        raise BadRequest("纸质材料的收到时间不能晚于登记时间")
    if received < sight.owed.opened_at or _before_return(sight.state, received):
        raise BadRequest("纸质材料的收到时间早于本期开始或退回的时间，请核对")
    if not reason.strip():
        raise BadRequest("代为登记纸质材料，请写明原因", needs=("reason",))


def _before_return(state: State, received: datetime) -> bool:
    return state.round_kind is Round.RETURNED and state.round_began is not None and received < state.round_began


def _questions(bureau: Bureau, db: Connection, target: Target, report: Report) -> list[str]:
    """What the office should look at: no text at all, or the same text as last time without a reason."""
    if report.silent:
        return ["empty"]
    before = submissions.latest_text(db, bureau.key, owner_named(bureau, target.owner), target.period)
    same = before is not None and before.strip() == report.progress.strip()
    return ["alike"] if same and not report.nothing_new.strip() else []


def _words(report: Report) -> dict[str, Any]:
    return {
        "progress": report.progress,
        "difficulties": report.difficulties,
        "suggestions": report.suggestions,
        "nothing_new": report.nothing_new,
        "next_steps": report.next_steps,
        "parts": dict(report.parts),
    }


def _figures(bureau: Bureau, sight: Sight, report: Report) -> list[dict[str, Any]]:
    """The figures by assignment; a name that is none of the unit's targets is refused, with what is."""
    owed, period = sight.owed, Period.parse(sight.owed.period)
    mine = bureau.assignments(owed.plan, owed.assignments)
    known = {t.name: a.id for a in mine for t in a.asked_of(owed.owner, period)}
    unknown = [name for name in report.figures if name not in known]
    if unknown:
        why = _why_not_asked(unknown[0], owed.owner, mine, period)
        raise BadRequest(f"“{unknown[0]}”{why}；可填的指标：{'、'.join(known) or '无'}")
    figures = report.figures.items()
    return [{"assignment": known[name], "target": name, "value": whole(value)} for name, value in figures]


def _why_not_asked(name: str, owner: str, mine: Sequence[Assignment], period: Period) -> str:
    found = next(((one, target) for one in mine for target in one.targets if target.name == name), None)
    if found is None:
        return f"不是{owner}的指标"
    one, target = found
    return f"由{one.reporter(target)}填报" if target.runs_in(period) else f"到{target.by}已满，不再填报"
