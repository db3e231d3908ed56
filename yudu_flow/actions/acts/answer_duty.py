"""The office answers whether a duty is still needed; what it chose is written into the plan, from the next period on.

Answered once a year. What was opened already stays as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts.tried_beside import as_it_stands, try_beside
from yudu_flow.actions.acts.words_said import words_said
from yudu_flow.actions.acts.write_back import write_tried
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.duty_named import duty_named
from yudu_flow.actions.engine.duty_questions import open_questions
from yudu_flow.content.plan.edit import edited, file_of
from yudu_flow.content.yaml_text import difference
from yudu_flow.domain.errors import BadRequest, Conflict, NotAllowed
from yudu_flow.domain.opening import span
from yudu_flow.domain.period import Period
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.roster import Who
from yudu_flow.domain.yearly import Change, Goes, Question, change_of, may_thin
from yudu_flow.storage import audit, duty_answers, openings
from yudu_flow.wording.record import Record
from yudu_flow.wording.yearly import CHOICES, effect_words

NAME, WORDS, SAYS = (
    "duty_answered",
    "答复是否还需要",
    "每年一次：保留、改为每季度一次，或停止；从下一期起生效，已经开始的各期不变。",
)
ELSEWHERE = "方案刚刚被别人改过，您的选择没有保存；请看过最新的方案再选"


@dataclass(frozen=True, slots=True)
class AskedDuty:
    """A duty with what is asked of it, and what each choice that it has would change."""

    plan: Plan
    duty: Duty
    question: Question
    changes: dict[Goes, Change]


def asked_of(bureau: Bureau, db: Connection, duty: str, now: datetime) -> AskedDuty:
    """What is asked of that duty now, by id or title. Raises NotFound for none, NotAllowed where nothing is asked."""
    _, meant = duty_named(bureau, duty)
    for plan, one, question in open_questions(bureau, db, local_day(now)):
        if one.id == meant.id:
            return AskedDuty(plan, one, question, _changes(bureau, db, plan, one, question))
    raise NotAllowed(f"{meant.title}现在没有待答复的：每年十一月和到期前各问一次，答过的当年不再问")


def _changes(bureau: Bureau, db: Connection, plan: Plan, duty: Duty, question: Question) -> dict[Goes, Change]:
    opened, _ = openings.latest(db, bureau.key)[plan.id, duty.id]
    month = span(duty, Period.parse(opened), bureau.rules, bureau.calendar).month
    choices = (choice for choice in Goes if choice is not Goes.THIN or may_thin(duty))
    return {choice: change_of(choice, question, month) for choice in choices}


def answer_duty(home: Path, bureau: Bureau, duty: str, choice: str, by: str, now: datetime, reason: str = "") -> str:
    """Answer it; what the choice does, in words.

    Raises BadRequest for what cannot be chosen, BrokenFiles where the plan would not pass `check`, NotAllowed where
    nothing is asked, Conflict where somebody answered in between.
    """
    actor = of_office(bureau, by, now, "事项是否保留")
    with bureau.reading() as db:
        asked = asked_of(bureau, db, duty, now)
    chosen = next((one for one in asked.changes if one == choice), None)
    if chosen is None:
        raise BadRequest(f"请选择：{'、'.join(CHOICES[one] for one in asked.changes)}", needs=("choice",))
    _write(home, bureau, asked, chosen, words_said(reason, "reason", "说明"), actor, now)
    return f"{asked.duty.title}：{CHOICES[chosen]}，{effect_words(chosen, asked.changes[chosen], asked.duty)}"


def _write(home: Path, bureau: Bureau, asked: AskedDuty, choice: Goes, why: str, actor: Who, now: datetime) -> None:
    plan, duty, change = asked.plan, asked.duty, asked.changes[choice]
    file = file_of(home, plan.id)
    before, old = as_it_stands(home, file)
    new = old if change.empty else edited(old, file, duty.id, change)

    def note(db: Connection, sha256: str = "") -> None:
        if not duty_answers.put(db, bureau.key, plan.id, duty.id, asked.question.year, choice, why, actor, now):
            raise Conflict(f"{duty.title}刚刚已经答复过")
        told: Record = dict(zip(("old", "new"), difference(old, new, file), strict=True)) if sha256 else {}
        told |= {"sha256": sha256} if sha256 else {}
        detail = {"choice": str(choice), "year": asked.question.year, **({"reason": why} if why else {}), **told}
        audit.record(db, bureau.key, now, actor, NAME, f"{plan.number} {duty.title}", detail)

    if new != old:
        return write_tried(bureau, try_beside(home, file, new, now), before, now, note, ELSEWHERE)
    with bureau.alone(now) as db:  # as a file is written: two answers would else wait for each other
        return note(db)
