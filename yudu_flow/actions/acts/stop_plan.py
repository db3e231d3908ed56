"""A plan is paused, resumed or ended by the office, with its words: written into its file, audited.

From that day on no period of it is opened; what is open goes on. What is resumed owes nothing from the time between.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import check_office
from yudu_flow.actions.acts.act import who
from yudu_flow.actions.acts.tried_beside import try_beside
from yudu_flow.actions.acts.words_said import line_said
from yudu_flow.actions.acts.write_back import write_tried
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.plan.edit import file_of
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rewriting import Bare, Wanted, rewritten
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.period import spell_day
from yudu_flow.domain.plan import Plan
from yudu_flow.storage import audit

PAUSED, RESUMED, ENDED = "plan_paused", "plan_resumed", "plan_ended"
ELSEWHERE = "方案刚刚被别人改过，您的办理没有保存；请看过最新的再办"
EARLIER = "请写今天或以后的日期：已经开始的各期照旧办理，不能从以前算起"


@dataclass(frozen=True, slots=True)
class _Change:
    """What is written under `key`, None to take both away."""

    act: str
    key: str
    day: date
    why: str
    told: str


def pause_plan(home: Path, bureau: Bureau, plan: str, by: str, now: datetime, day: date | None, why: str) -> str:
    """Open no more periods from `day` on (today where none is given), until it is resumed; what was done, in words.

    Raises NotYours, NotFound, NotAllowed where it is paused or over, BadRequest, BrokenFiles, Conflict.
    """
    found = _plan(bureau, plan)
    if found.paused or found.ended:
        raise NotAllowed(f"{found.title}已经{'暂停' if found.paused else '结束'}")
    since = _from(day, now)
    told = f"从{spell_day(since)}起暂停，已经开始的各期照旧办理"
    return _write(home, bureau, found, by, now, _Change(PAUSED, "paused", since, why, told))


def end_plan(home: Path, bureau: Bureau, plan: str, by: str, now: datetime, day: date | None, why: str) -> str:
    """Open no more periods from `day` on. Raises as `pause_plan`."""
    found = _plan(bureau, plan)
    if found.ended:
        raise NotAllowed(f"{found.title}已经结束")
    since = _from(day, now)
    told = f"从{spell_day(since)}起结束，已经开始的各期照旧办理"
    return _write(home, bureau, found, by, now, _Change(ENDED, "ended", since, why, told))


def resume_plan(home: Path, bureau: Bureau, plan: str, by: str, now: datetime, why: str) -> str:
    """Open its periods again, from the first that can still be told in time. Raises as `pause_plan`."""
    found = _plan(bureau, plan)
    if not (found.paused or found.ended):
        raise NotAllowed(f"{found.title}正在执行，不用恢复")
    told = "恢复执行，从来得及提前通知的一期开始；停着的各期不补"
    return _write(home, bureau, found, by, now, _Change(RESUMED, "", local_day(now), why, told))


def _plan(bureau: Bureau, id: str) -> Plan:
    plans = bureau.content.plans
    found = next((one for one in plans if one.id == id), None)
    if found is None:
        raise NotFound(f"没有方案“{id}”；现有：{'、'.join(one.id for one in plans)}")
    return found


def _from(day: date | None, now: datetime) -> date:
    since = day or local_day(now)
    if since < local_day(now):
        raise BadRequest(EARLIER, needs=("day",))
    return since


def _write(home: Path, bureau: Bureau, plan: Plan, by: str, now: datetime, change: _Change) -> str:
    check_office(bureau, actor := who(bureau, by), now, "方案")
    reason = line_said(change.why, "reason", "原因", missing="请写明原因")
    file = file_of(home, plan.id)
    before = (home / file).resolve().read_bytes()
    text = _changed(before.decode("utf-8-sig"), file, change, reason)

    def note(db: Connection, sha256: str) -> None:
        detail = {"changes": [[change.told, "", ""]], "reason": reason, "sha256": sha256}
        audit.record(db, bureau.key, now, actor, change.act, f"{plan.number} {plan.title}", detail)

    write_tried(bureau, try_beside(home, file, text, now), before, now, note, ELSEWHERE)
    return f"{plan.title}{change.told}"


def _changed(text: str, file: str, change: _Change, why: str) -> str:
    """The new key stands before the parts, with the others that are about the whole plan."""
    data = source_of(text, file).data
    assert isinstance(data, Mapping)  # it holds a plan
    wanted: dict[str, Wanted] = {}
    for key, value in data.items():
        if key == "parts" and change.key:
            wanted[change.key] = {"from": Bare(str(change.day)), "why": why}
        if key not in (change.key, *(() if change.key else ("paused", "ended"))):
            wanted[key] = value
    return rewritten(text, wanted, file)
