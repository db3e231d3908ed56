"""Two acts at the same instant, on a server that lets them: each is done or told, and neither is broken off."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.bureau import (
    CLERK,
    DISPUTES,
    INSURANCE,
    JOBS,
    OTHER_CLERK,
    SEPTEMBER,
    Desk,
    change,
    desk_in,
    instant,
    report_of,
)
from tests.engine.meanwhile import Meanwhile
from yudu_flow.actions.acts import act, edit_summary, passing_on
from yudu_flow.actions.acts.act import Sought, find
from yudu_flow.actions.acts.answer_duty import answer_duty
from yudu_flow.actions.acts.answer_hand_back import answer_hand_back
from yudu_flow.actions.acts.edit_summary import Edit
from yudu_flow.actions.acts.firm_entries import retire_firm
from yudu_flow.actions.acts.firm_pairings import end_pairing
from yudu_flow.actions.acts.hand_back import hand_back
from yudu_flow.actions.acts.note import note
from yudu_flow.actions.acts.waive import waive
from yudu_flow.actions.bureau import Bureau
from yudu_flow.actions.papers.summary import FINAL, Paragraph, summary
from yudu_flow.actions.roster_firms import follow_roster
from yudu_flow.domain.errors import Conflict, NotAllowed
from yudu_flow.domain.facts import CaseChoice, FactKind, HandBackChoice
from yudu_flow.storage import audit, bureaus, firms
from yudu_flow.storage.database import reading
from yudu_flow.storage.tables import EVENT, MESSAGE, NOTICE, OBLIGATION

pytestmark = pytest.mark.only_postgresql
PLAN = "wenjiuye-2020"
MONDAY, LATE = "2020-09-21T09:00", "2020-09-28T09:00"


def test_two_hand_backs_refused_at_once_ground_one_case_each(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer is about one unit and changes both: whoever comes second waits, and neither is broken off."""
    change(home, "workflows/plan.yaml", "      - number: 3\n", SHARED)
    desk, who = desk_in(home, database), {INSURANCE: "白桦", DISPUTES: "叶舟"}
    desk.until("2020-09-21T09:00")

    def back(unit: str, matter: str) -> None:
        hand_back(desk.bureau, report_of(unit), who[unit], desk.clock(), matter, "不归我们管")

    def refuse(unit: str) -> None:
        reject = HandBackChoice.REJECT
        answer_hand_back(desk.bureau, report_of(unit), CLERK, desk.clock(), None, reject, "方案写明由你单位承担")

    for unit, matter in zip(who, ("2.1", "2.2"), strict=True):
        back(unit, matter)
        refuse(unit)
    for unit, matter in zip(who, ("2.2", "2.1"), strict=True):
        back(unit, matter)
    meanwhile = Meanwhile(monkeypatch, passing_on, "_ground", lambda: refuse(INSURANCE))
    refuse(DISPUTES)
    meanwhile.join()
    query = select(OBLIGATION.c.owner).join_from(EVENT, OBLIGATION, EVENT.c.obligation_id == OBLIGATION.c.id)
    with reading(desk.bureau.engine) as db:
        grounded = db.execute(query.where(EVENT.c.kind == FactKind.CASE_GROUNDED)).scalars().all()
        refused = db.execute(query.where(EVENT.c.kind == FactKind.HAND_BACK_ANSWERED)).scalars().all()
    assert (sorted(grounded), len(refused)) == (sorted(who), 4)


SHARED = """\
          - {id: "2.2", summary: 化解争议, leaders: [沈清], units: [社保中心, 仲裁股]}
      - number: 3
"""


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("firms: [长河电子, 青山服装]", "firms: []"),
        (f"  {JOBS}:\n", f"  {JOBS}:\n    until: 2020-09-18\n    into: {INSURANCE}\n"),
    ],
)
def test_firms_are_parted_once_though_two_look_at_the_roster_at_once(
    home: Path, database: str, monkeypatch: pytest.MonkeyPatch, said: str, instead: str
) -> None:
    """Pages look at the file as passes do; whoever comes second finds that the first has done it."""
    desk = desk_in(home, database)
    desk.at("2020-09-18T09:00")
    change(home, "config/roster.yaml", said, instead)
    desk = desk_in(home, database)
    meanwhile = Meanwhile(monkeypatch, bureaus, "lock", lambda: follow_roster(desk.bureau, instant(MONDAY)))
    follow_roster(desk.bureau, instant(MONDAY))
    meanwhile.join()
    with reading(desk.bureau.engine) as db:
        held = {row.firm_id for row in firms.pairings(db, "qingxi") if row.until}
        parted = [deed for firm in held for deed in firms.deeds(db, "qingxi", firm) if deed.kind == "parted"]
    assert len(parted) == len(held) > 0


@pytest.mark.parametrize(
    ("place", "do", "kind"),
    [
        ("change", lambda bureau: retire_firm(bureau, 1, CLERK, instant(MONDAY), "已注销"), "retired"),
        ("change_pairing", lambda bureau: end_pairing(bureau, 1, JOBS, CLERK, instant(MONDAY)), "parted"),
    ],
)
def test_what_two_do_to_a_firm_at_once_is_done_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str, do: Callable[[Bureau], object], kind: str
) -> None:
    """Whoever comes second is refused."""
    desk.at("2020-09-18T09:00")

    def again() -> None:
        with suppress(NotAllowed):
            do(desk.bureau)

    meanwhile = Meanwhile(monkeypatch, firms, place, again)
    again()
    meanwhile.join()
    with reading(desk.bureau.engine) as db:
        assert [deed.kind for deed in firms.deeds(db, "qingxi", 1)].count(kind) == 1


def test_an_act_that_lifts_a_case_and_one_beside_it_in_the_same_message_are_both_done(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages are locked before the bureau's row, also where a case falls and is audited on the way."""
    desk.email.refuse("su-he@test.local", "451 4.3.0 try later", permanent=False)
    desk.until("2020-10-12T09:00")
    beside = Sought(JOBS, "2020-09", "visit-3")
    assert len(shared_messages(desk, report_of(JOBS), beside)) > 0
    now = instant("2020-10-12T09:30")
    meanwhile = Meanwhile(monkeypatch, act, "_withdraw", lambda: note(desk.bureau, beside, CLERK, now, "打过电话"))
    done = waive(desk.bureau, report_of(JOBS), OTHER_CLERK, now, "机构调整")
    meanwhile.join()
    assert done.sight.state.case is not None
    assert done.sight.state.case.decision is CaseChoice.DISMISS


def shared_messages(desk: Desk, *items: Sought) -> set[str]:
    """Those that wait to be sent and tell of all of these."""
    with reading(desk.bureau.engine) as db:
        ids = [find(desk.bureau, db, one, lock=False).owed.id for one in items]
        rows = db.execute(select(NOTICE.c.obligation_id, NOTICE.c.message).where(NOTICE.c.state == "composed")).all()
        waiting = {*db.execute(select(MESSAGE.c.id).where(MESSAGE.c.state == "queued")).scalars()}
    return set.intersection(*({row.message for row in rows if row.obligation_id == id} for id in ids)) & waiting


@pytest.fixture
def compiled(desk: Desk) -> tuple[Desk, list[Paragraph]]:
    """September's summary, with the paragraphs that say something."""
    desk.until("2020-10-12T09:00")
    return desk, paragraphs(desk)


def paragraphs(desk: Desk) -> list[Paragraph]:
    with reading(desk.bureau.engine) as db:
        return [one for one in summary(desk.bureau, db, desk.clock(), PLAN, SEPTEMBER).paragraphs() if one.text]


def rewrite(desk: Desk, one: Paragraph, by: str) -> None:
    edits = {one.key: Edit("另写一段", one.mark)}
    edit_summary.edit_summary(desk.bureau, PLAN, SEPTEMBER, by, desk.clock(), edits)


def test_two_paragraphs_of_a_summary_are_saved_at_the_same_instant(
    compiled: tuple[Desk, list[Paragraph]], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, (mine, theirs, *_) = compiled
    meanwhile = Meanwhile(monkeypatch, edit_summary, "_clashes", lambda: rewrite(desk, theirs, OTHER_CLERK))
    rewrite(desk, mine, CLERK)
    meanwhile.join()
    assert [one.key for one in paragraphs(desk) if one.text == "另写一段"] == [mine.key, theirs.key]


def test_who_makes_a_summary_final_while_it_is_saved_is_told(
    compiled: tuple[Desk, list[Paragraph]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both lock the bureau's row first: the one held the summary, the other the bureau, and one was broken off."""
    desk, (mine, *_) = compiled
    final = partial(edit_summary.set_state, desk.bureau, PLAN, SEPTEMBER, OTHER_CLERK, desk.clock(), 0, FINAL)
    meanwhile = Meanwhile(monkeypatch, audit, "record", final)
    rewrite(desk, mine, CLERK)
    with pytest.raises(AssertionError):
        meanwhile.join()
    assert [type(one) for one in meanwhile.wrong] == [Conflict]


def test_of_two_answers_about_a_duty_the_second_is_told(
    desk: Desk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One writes the plan, the other nothing but its answer."""
    for when in ("2020-09-18T09:00", "2020-10-20T09:00", "2020-11-02T09:00"):
        desk.at(when)
    answer = partial(answer_duty, home, desk.bureau, "report")
    meanwhile = Meanwhile(monkeypatch, audit, "record", lambda: answer("stop", OTHER_CLERK, desk.clock()))
    answer("keep", CLERK, desk.clock())
    with pytest.raises(AssertionError):
        meanwhile.join()
    assert [str(one) for one in meanwhile.wrong] == ["稳就业月报刚刚已经答复过"]
