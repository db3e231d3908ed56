"""The office answers whether a duty is still needed: once, written into the plan, from the next period on."""

from pathlib import Path

import pytest

from tests.bureau import CLERK, JOBS, Desk, bureau_in, change
from yudu_flow.actions.acts.answer_duty import answer_duty
from yudu_flow.actions.acts.file_report import Report
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.engine.duty_questions import open_questions
from yudu_flow.actions.views.duty_review import review
from yudu_flow.content.findings import BrokenContent
from yudu_flow.domain.errors import BadRequest, NotAllowed, NotFound, NotYours
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading

PLAN = Path("workflows") / "plan.yaml"
NOTE = "    day: 27 # 原文每月27日前"


@pytest.fixture
def november(desk: Desk, home: Path) -> Desk:
    """2 November, with a comment in the plan; September and October were opened."""
    change(home, str(PLAN), "    day: 27\n", f"{NOTE}\n")
    desk.at("2020-09-18T09:00")
    desk.file(JOBS, "2020-09-23T10:00", report=Report(nothing_new="正按计划推进"))
    desk.at("2020-10-20T09:00")
    desk.at("2020-11-02T09:00")
    return desk


def text_of(home: Path) -> str:
    return (home / PLAN).read_text(encoding="utf-8")


def answer(desk: Desk, home: Path, duty: str, choice: str, by: str = CLERK) -> str:
    return answer_duty(home, desk.bureau, duty, choice, by, desk.clock(), "少跑一趟")


def asked(desk: Desk, bureau: Bureau | None = None) -> list[str]:
    with reading(desk.bureau.engine) as db:
        return [duty.id for _, duty, _ in open_questions(bureau or desk.bureau, db, local_day(desk.clock()))]


def read_again(desk: Desk, home: Path) -> Bureau:
    desk.bureau = bureau_in(home, str(desk.bureau.engine.url), desk.clock())
    return desk.bureau


def test_it_is_told_on_the_offices_list_until_it_is_answered(november: Desk, home: Path) -> None:
    assert asked(november) == ["report", "visit-3", "visit-zhou"]
    said = november.mails()["lin-qiu"].text
    assert "请确认是否继续执行" in said
    assert "稳就业月报（清人社〔2020〕9号 三（一））是否还需要" in said
    assert answer(november, home, "report", "keep") == "稳就业月报：保留，仍然每月一次，已经开始的各期不变"
    assert asked(november) == ["visit-3", "visit-zhou"]
    with pytest.raises(NotAllowed, match="每年十一月"):
        answer(november, home, "report", "stop")


@pytest.mark.parametrize("called", ["report", "稳就业月报", "稳就业 月报", "月报"])
def test_it_is_called_by_its_id_its_title_or_a_part_of_that(november: Desk, home: Path, called: str) -> None:
    assert answer(november, home, called, "keep").startswith("稳就业月报：保留")


def test_a_name_that_is_nobody_s_or_several_is_asked_back(november: Desk, home: Path) -> None:
    with pytest.raises(NotFound, match="没有事项“年报”；现有：稳就业月报（report）"):
        answer(november, home, "年报", "keep")
    with pytest.raises(BadRequest, match=r"可能是：.*（visit-[a-z0-9]+）、.*；请写编号"):
        answer(november, home, "走访", "keep")


def test_to_keep_it_leaves_the_plan_as_it_is(november: Desk, home: Path) -> None:
    before = text_of(home)
    answer(november, home, "report", "keep")
    assert text_of(home) == before


def test_thinned_out_it_comes_every_quarter_and_comments_stay(november: Desk, home: Path) -> None:
    before = text_of(home)
    said = answer(november, home, "report", "thin")
    assert said == "稳就业月报：改为每季度一次，从下一期起每季度一次，已经开始的各期不变"
    assert text_of(home) == before.replace(
        "    contents: [贯彻落实情况, 困难问题, 改进建议, 下一步打算]\n",
        "    contents: [贯彻落实情况, 困难问题, 改进建议, 下一步打算]\n    every: quarter\n",
    )
    assert NOTE in text_of(home)
    read_again(november, home)
    november.at("2020-12-01T09:00")
    assert november.status(JOBS, period="2020-11")["cycle"] == "month", "what was opened stays"
    assert november.status(JOBS, period="2020-Q4")["cycle"] == "quarter"
    with pytest.raises(StopIteration):
        november.status(JOBS, period="2020-12")


def test_a_visit_that_is_thinned_out_is_read_as_monthly_no_more(november: Desk, home: Path) -> None:
    answer(november, home, "visit-3", "thin")
    assert "regular" not in text_of(home)
    assert [duty.every for _, duty in read_again(november, home).duties()] == ["month", "quarter", "month"]


def test_stopped_it_ends_with_what_was_opened(november: Desk, home: Path) -> None:
    assert "到2020年11月" in answer(november, home, "report", "stop")
    assert "    last_period: 2020-11\n" in text_of(home)
    read_again(november, home)
    november.at("2021-01-05T09:00")
    assert november.status(JOBS, period="2020-11")["period"] == "2020-11"
    with pytest.raises(StopIteration):
        november.status(JOBS, period="2020-12")
    assert asked(november) == ["visit-3", "visit-zhou"], "the others go on being asked"


def test_before_its_end_it_is_kept_for_a_year(november: Desk, home: Path) -> None:
    change(home, str(PLAN), "dated: 2020-09-18\n", "dated: 2020-09-18\nlast_period: 2020-12\n")
    read_again(november, home)
    assert "延续到2021年12月" in answer(november, home, "report", "keep")
    assert "    last_period: 2021-12\n" in text_of(home)
    ends = [plan.last_of(duty) for plan, duty in read_again(november, home).duties()]
    assert [str(end) for end in ends] == ["2021-12", "2020-12", "2020-12"]


def test_it_is_audited_with_what_was_and_is(november: Desk, home: Path) -> None:
    answer(november, home, "report", "thin")
    with reading(november.bureau.engine) as db:
        assert not [*audit.broken(db, november.bureau.key)]
        [row] = [row for row in audit.rows(db, november.bureau.key) if row.act == "duty_answered"]
    assert (row.by, row.about) == (CLERK, "清人社〔2020〕9号 稳就业月报")
    for part in ('"choice": "thin"', '"reason": "少跑一趟"', '"duties.0.every": "quarter"'):
        assert part in row.detail


def test_it_is_refused_where_it_does_not_fit(november: Desk, home: Path) -> None:
    before = text_of(home)
    with pytest.raises(NotYours, match="办公室"):
        answer(november, home, "report", "keep", by="苏禾")
    with pytest.raises(BadRequest, match="请选择：保留、改为每季度一次、停止"):
        answer(november, home, "report", "perhaps")
    with pytest.raises(NotFound, match="现有：稳就业月报（report）"):
        answer(november, home, "none", "keep")
    change(home, "config/rules.yaml", "inclusive: true", "inclusive: perhaps")
    with pytest.raises(BrokenFiles, match="inclusive"):
        answer(november, home, "report", "thin")
    assert text_of(home) == before


def test_a_plan_that_cannot_be_read_is_not_touched(november: Desk, home: Path) -> None:
    (home / PLAN).write_text(text_of(home).replace("duties:\n", "duties: [\n"), encoding="utf-8")
    before = text_of(home)
    with pytest.raises((BrokenContent, BrokenFiles, NotFound)):
        answer(november, home, "report", "stop")
    assert text_of(home) == before


def test_the_facts_to_decide_on_add_up(november: Desk, home: Path) -> None:
    with reading(november.bureau.engine) as db:
        found = review(november.bureau, db, november.clock(), "report")
    jobs = next(one for one in found.owners if one.owner == JOBS)
    assert (jobs.owed, jobs.filed, jobs.nothing_new) == (3, 1, 1)
    assert (found.filed, found.nothing_new, found.idle_share) == (1, 1, 100.0)
    assert sum(one.owed for one in found.owners) == 15
    assert [choice.id for choice in found.choices] == ["keep", "thin", "stop"]
    assert found.ends == "没有写明截止月份"
