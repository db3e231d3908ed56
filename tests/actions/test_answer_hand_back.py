"""The office answers what a unit handed back."""

import pytest

from tests.bureau import CLERK, DISPUTES, LIAISON, Desk, report_of
from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.act import Act, find, perform_on
from yudu_flow.actions.acts.answer_hand_back import answer_hand_back, unanswered
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.verb import nothing
from yudu_flow.actions.look import see
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.domain.facts import Fact, FactKind, HandBackChoice
from yudu_flow.storage import obligations
from yudu_flow.storage.database import reading, writing


@pytest.fixture
def handed_back(desk: Desk) -> int:
    """仲裁股 has handed 2.1 back; the id of that event."""
    desk.until("2020-09-21T09:00")
    now = desk.clock.set("2020-09-21T10:00")
    with writing(desk.bureau.engine) as db:
        sight, actor = find(desk.bureau, db, report_of(DISPUTES)), who(desk.bureau, "叶舟")
        return perform_on(
            desk.bureau,
            db,
            sight,
            actor,
            now,
            hand_back.deed,
            nothing,
            lambda scene: Act(Fact(FactKind.HANDED_BACK, scene.at, subject="2.1"), {"reason": "不归我股"}),
            seen=None,
        ).event_id


def waiting(desk: Desk) -> list[int]:
    """The hand-backs that wait for the office."""
    with reading(desk.bureau.engine) as db:
        rows = obligations.listed(db, desk.bureau.key, unit=DISPUTES, period="2020-09")
        return [row.id for sight in see(db, rows) for row in unanswered(sight.events)]


@pytest.mark.parametrize(
    ("decision", "subject"), [(HandBackChoice.ACCEPT, "同意退回分工"), (HandBackChoice.REJECT, "分工仍由你单位承担")]
)
def test_it_tells_the_unit(desk: Desk, handed_back: int, decision: HandBackChoice, subject: str) -> None:
    now = desk.clock.set("2020-09-21T11:00")
    answer_hand_back(desk.bureau, report_of(DISPUTES), CLERK, now, handed_back, decision, "见方案第2项")
    assert waiting(desk) == []
    desk.at("2020-09-21T11:01")
    mail = desk.mails()[LIAISON[DISPUTES]]
    assert mail.subject.startswith(subject)
    assert "见方案第2项" in mail.text


def test_it_answers_each_once(desk: Desk, handed_back: int) -> None:
    for refused in (False, True):
        now = desk.clock.set("2020-09-21T11:00")
        if refused:
            with pytest.raises(NotAllowed, match="已经答复"):
                answer_hand_back(desk.bureau, report_of(DISPUTES), CLERK, now, handed_back, HandBackChoice.ACCEPT)
        else:
            assert waiting(desk) == [handed_back]
            answer_hand_back(desk.bureau, report_of(DISPUTES), CLERK, now, handed_back, HandBackChoice.ACCEPT)


def test_it_asks_why_not(desk: Desk, handed_back: int) -> None:
    with pytest.raises(BadRequest, match="理由"):
        answer_hand_back(desk.bureau, report_of(DISPUTES), CLERK, desk.clock(), handed_back, HandBackChoice.REJECT, " ")
    assert waiting(desk) == [handed_back]
