"""A draft is changed only while its report can still be filed."""

from pathlib import Path

import pytest

from tests.bureau import JOBS, SEPTEMBER, Desk, report_of
from yudu_flow.actions.acts.act import find
from yudu_flow.actions.acts.draft_report import add_papers, save_draft
from yudu_flow.actions.views.unit_view import papers_waiting
from yudu_flow.domain.errors import NotAllowed
from yudu_flow.intake.paper import TakenIn
from yudu_flow.storage import drafts
from yudu_flow.storage.database import reading


def test_nothing_joins_a_draft_whose_report_was_filed_meanwhile(desk: Desk, tmp_path: Path) -> None:
    desk.at("2020-09-21T09:00")
    with reading(desk.bureau.engine) as db:
        before = find(desk.bureau, db, report_of(JOBS, SEPTEMBER), lock=False)
    desk.file(JOBS, "2020-09-24T10:00")
    with pytest.raises(NotAllowed, match="已经报送"):
        save_draft(desk.bureau, before, {"part-1.1": "晚到的一稿"}, "苏禾", desk.clock())
    with pytest.raises(NotAllowed, match="已经报送"):
        add_papers(
            desk.bureau, before.owed, [TakenIn("盖章页.jpg", "image", b"x", b"", 1, "seen")], tmp_path, lambda _: None
        )
    with reading(desk.bureau.engine) as db:
        assert drafts.find(db, desk.bureau.key, before.owed.id) is None
        assert papers_waiting(db, before.owed) == []
