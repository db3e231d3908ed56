"""Which plans in force a draft is of: none that has ended, and where there are several somebody has to say which."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from tests.bureau import Desk
from tests.invented import PLAN
from tests.web.test_revision import REVISED
from yudu_flow.actions.acts.revise_plan import compared, drafts_like, in_force, likely
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.drafts import keep
from yudu_flow.documents.plain import read_plain
from yudu_flow.documents.reading import read_paper
from yudu_flow.domain.errors import BadRequest, NotFound

TODAY = date(2020, 9, 21)


@pytest.fixture
def document(desk: Desk) -> Draft:
    """The revised plan, as it was read."""
    return read_paper(read_plain(REVISED.encode()), desk.bureau.roster)


def test_a_plan_that_has_ended_is_revised_no_more(desk: Desk, home: Path, document: Draft) -> None:
    plan = home / "workflows" / "plan.yaml"
    plan.write_text(PLAN.replace("parts:", "ended: {from: 2020-09-21, why: 任务完成}\nparts:"), encoding="utf-8")
    assert [[one.id for one in in_force(home, day)] for day in (date(2020, 9, 20), TODAY)] == [["wenjiuye-2020"], []]
    assert likely(home, TODAY, document) == []
    kept, _ = keep(home, document)
    with pytest.raises(BadRequest, match="没有标题或文号相同的方案"):
        compared(home, desk.bureau.roster, TODAY, kept)


def test_of_several_alike_one_has_to_be_named(desk: Desk, home: Path, document: Draft) -> None:
    shutil.copy(home / "workflows" / "plan.yaml", home / "workflows" / "second.yaml")
    kept, _ = keep(home, document)
    with pytest.raises(BadRequest, match="有几个"):
        compared(home, desk.bureau.roster, TODAY, kept)
    assert compared(home, desk.bureau.roster, TODAY, kept, "wenjiuye-2020").plan.id == "wenjiuye-2020"
    with pytest.raises(NotFound):
        compared(home, desk.bureau.roster, TODAY, kept, "guessed")


def test_a_draft_that_is_no_yaml_any_more_is_passed_over(home: Path, document: Draft) -> None:
    kept, _ = keep(home, document)
    assert [one.id for one in drafts_like(home, document)] == [kept]
    (home / "workflows" / "drafts" / f"{kept}.yaml").write_text("title: 稳就业工作方案\n a: [", encoding="utf-8")
    assert drafts_like(home, document) == []
