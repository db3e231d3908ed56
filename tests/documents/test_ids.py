"""What a drafted plan is called by programs."""

from datetime import date

import pytest

from yudu_flow.documents.saving import plan_id


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("工作任务分工方案", "gong-zuo-ren-wu-fen-2026"),
        ("2026年重点工作任务清单", "zhong-dian-gong-zuo-ren-2026"),
        ("关于印发《2026年度工作要点》的通知", "gong-zuo-yao-dian-de-2026"),
        ("2026年", "plan-2026"),
    ],
)
def test_the_year_is_said_once(title: str, id: str) -> None:
    assert plan_id(title, date(2026, 1, 3)) == id
