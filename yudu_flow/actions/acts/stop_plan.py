"""A plan is paused, resumed or ended by the office, with its words: written into its file, audited.

From that day on no period of it is opened; what is open goes on. What is resumed owes nothing from the time between.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.tried_beside import as_it_stands, try_beside
from yudu_flow.actions.acts.words_said import line_said
from yudu_flow.actions.acts.write_back import write_tried
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.content.plan.edit import file_of
from yudu_flow.content.read_source import source_of
from yudu_flow.content.rewriting import Wanted, rewritten
from yudu_flow.content.yaml_text import Bare
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound
from yudu_flow.domain.period import spell_day_from
from yudu_flow.domain.plan import Plan, Stop
from yudu_flow.storage import audit

PAUSED, ENDED, RESUMED = "paused", "ended", "resumed"
WORDS = {PAUSED: "暂停", ENDED: "结束"}
"""Under which keys of its file a plan is stopped, and what that is called."""
ELSEWHERE = "方案刚刚被别人改过，您的办理没有保存；请看过最新的再办"
EARLIER = "请写今天或以后的日期：已经开始的各期照旧办理，不能从以前算起"


def pause_plan(home: Path, bureau: Bureau, plan: str, by: str, now: datetime, day: date | None, why: str) -> str:
    """Open no more periods from `day` on (today where none is given), until it is resumed; what was done, in words.

    Raises NotYours, NotFound, NotAllowed where it is paused or over, BadRequest, BrokenFiles, Conflict.
    """
    found = _plan(bureau, plan)
    _refuse_stopped(found, PAUSED, found.paused, now)
    _refuse_stopped(found, ENDED, found.ended, now)
    return _stop(home, bureau, found, by, now, PAUSED, day, why)


def end_plan(home: Path, bureau: Bureau, plan: str, by: str, now: datetime, day: date | None, why: str) -> str:
    """Open no more periods from `day` on. Raises as `pause_plan`."""
    found = _plan(bureau, plan)
    _refuse_stopped(found, ENDED, found.ended, now)
    return _stop(home, bureau, found, by, now, ENDED, day, why)


def resume_plan(home: Path, bureau: Bureau, plan: str, by: str, now: datetime, why: str) -> str:
    """Open its periods again, from the first that can still be told in time. Raises as `pause_plan`."""
    found = _plan(bureau, plan)
    if not (found.paused or found.ended):
        raise NotAllowed(f"{found.title}正在执行，不用恢复")
    return _write(home, bureau, found, by, now, RESUMED, "恢复执行，从来得及提前通知的一期开始；停着的各期不补", why)


def _plan(bureau: Bureau, id: str) -> Plan:
    plans = bureau.content.plans
    found = next((one for one in plans if one.id == id), None)
    if found is None:
        raise NotFound(f"没有方案“{id}”；现有：{'、'.join(one.id for one in plans)}")
    return found


def _refuse_stopped(plan: Plan, key: str, stop: Stop | None, now: datetime) -> None:
    """Raises NotAllowed, also where the day is still ahead."""
    if stop:
        ahead = f"定于{spell_day_from(stop.day, local_day(now))}起" if stop.day > local_day(now) else ""
        raise NotAllowed(f"{plan.title}已经{ahead}{WORDS[key]}")


def _stop(home: Path, bureau: Bureau, plan: Plan, by: str, now: datetime, key: str, day: date | None, why: str) -> str:
    today = local_day(now)
    since = day or today
    if since < today:
        raise BadRequest(EARLIER, needs=("day",))
    told = f"从{spell_day_from(since, today)}起{WORDS[key]}，已经开始的各期照旧办理"
    return _write(home, bureau, plan, by, now, key, told, why, since)


def _write(
    home: Path,
    bureau: Bureau,
    plan: Plan,
    by: str,
    now: datetime,
    how: str,
    told: str,
    why: str,
    day: date | None = None,
) -> str:
    """What was `told` of it, once it is written; without a `day` it stops no more."""
    actor = of_office(bureau, by, now, "方案")
    reason = line_said(why, "reason", "原因", missing="请写明原因")
    file = file_of(home, plan.id)
    before, text = as_it_stands(home, file)
    gone, new = ((how,), {how: {"from": Bare(str(day)), "why": reason}}) if day else ((PAUSED, ENDED), {})
    text = _changed(text, file, gone, new)

    def note(db: Connection, sha256: str) -> None:
        detail = {"changes": [[told, "", ""]], "reason": reason, "sha256": sha256}
        audit.record(db, bureau.key, now, actor, f"plan_{how}", f"{plan.number} {plan.title}", detail)

    write_tried(bureau, try_beside(home, file, text, now), before, now, note, ELSEWHERE)
    return f"{plan.title}{told}"


def _changed(text: str, file: str, gone: Collection[str], new: Mapping[str, Wanted]) -> str:
    """Without the keys that are `gone`; a `new` one stands before the parts, with the others about the whole plan."""
    data = source_of(text, file).data
    assert isinstance(data, Mapping)  # it holds a plan
    wanted: dict[str, Wanted] = {}
    for key, value in data.items():
        wanted |= new if key == "parts" else {}
        wanted |= {key: value} if key not in gone else {}
    return rewritten(text, wanted, file)
