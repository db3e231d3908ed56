"""Which duties the office is asked about: whether they are still needed. Reads only."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Connection

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.domain.plan import Duty, Plan
from yudu_flow.domain.yearly import Question, question
from yudu_flow.storage import duty_answers, openings
from yudu_flow.wording.yearly import question_words


def open_questions(bureau: Bureau, db: Connection, day: date) -> list[tuple[Plan, Duty, Question]]:
    """What is asked on `day` and was not answered yet, in the order of the plans."""
    first = openings.first(db, bureau.key)
    asked = [(plan, duty, _asked(plan, duty, first, day)) for plan, duty in bureau.duties() if plan.runs_on(day)]
    open_now = [(plan, duty, one) for plan, duty, one in asked if one]
    if not open_now:
        return []
    answered = {(row.plan, row.duty, row.year) for row in duty_answers.listed(db, bureau.key)}
    return [(plan, duty, one) for plan, duty, one in open_now if (plan.id, duty.id, one.year) not in answered]


def _asked(plan: Plan, duty: Duty, first: openings.First, day: date) -> Question | None:
    opened_at = first.get((plan.id, duty.id))
    return question(plan, duty, local_day(opened_at) if opened_at else None, day)


def questions_in_words(bureau: Bureau, db: Connection, day: date) -> Iterator[str]:
    """A line each, for the office's list."""
    return (question_words(plan, duty, asked) for plan, duty, asked in open_questions(bureau, db, day))
