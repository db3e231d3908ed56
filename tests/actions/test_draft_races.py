"""Two of the office at one draft at the same instant: nothing of the first one's is lost, and the second is told."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from tests.bureau import CLERK, OTHER_CLERK, Desk
from yudu_flow.actions.access.judging import of_office
from yudu_flow.actions.acts import draft_plans
from yudu_flow.actions.acts.draft_plans import (
    draft_sheet,
    keep_draft,
    propose_draft,
    spell_gone,
    start_draft,
    write_draft,
)
from yudu_flow.actions.acts.tried_beside import BrokenFiles
from yudu_flow.documents.draft import Draft
from yudu_flow.documents.drafts import FOLDER, listed
from yudu_flow.domain.errors import Conflict, NotFound
from yudu_flow.domain.roster import Who

PLAN = """
id: autumn-2020
number: 清人社〔2020〕12号
title: 秋季工作方案
dated: 2020-09-01
parts:
  - title: 一
    measures:
      - {number: "5", title: 培训, assignments: [{id: "5.1", summary: 做好培训, leaders: [顾明远], units: [培训股]}]}
duties:
  - {id: autumn-report, kind: report, every: month, day: 20, basis: 清人社〔2020〕12号, title: 培训月报}
"""


@pytest.fixture
def typed(desk: Desk, home: Path) -> str:
    """A draft that may be started."""
    file = home / "workflows/drafts/autumn-2020.yaml"
    file.parent.mkdir()
    file.write_text(PLAN, encoding="utf-8")
    return file.stem


def meanwhile(patch: pytest.MonkeyPatch, other: Callable[[], object]) -> None:
    """Another one's act comes between what the next act has looked at and its transaction: before it asks for its turn
    to write, for which this thread would wait in vain.
    """

    def before(*said: Any) -> Who:
        patch.setattr(draft_plans, "of_office", of_office)
        other()
        return of_office(*said)

    patch.setattr(draft_plans, "of_office", before)


def start(desk: Desk, home: Path, id: str, by: str = CLERK) -> Path:
    return start_draft(home, desk.bureau, by, desk.clock(), id)


def test_a_plan_that_another_has_just_started_stays_in_force(
    desk: Desk, home: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, lambda: start(desk, home, typed, OTHER_CLERK))
    with pytest.raises(NotFound, match="没有这份草稿"):
        start(desk, home, typed)
    assert (home / f"workflows/{typed}.yaml").is_file()


@pytest.mark.parametrize("asked", ["%", "_" * 11])
def test_a_name_that_would_stand_for_any_is_no_draft(desk: Desk, home: Path, typed: str, asked: str) -> None:
    start(desk, home, typed)
    assert "启用了" in spell_gone(desk.bureau, home, typed)
    assert spell_gone(desk.bureau, home, asked) == "没有这份草稿"


def test_what_is_saved_of_a_draft_that_was_started_is_refused_in_words(
    desk: Desk, home: Path, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = draft_sheet(home, typed)
    proposal = propose_draft(home, typed, sheet.row, sheet.seen, desk.clock())
    meanwhile(monkeypatch, lambda: start(desk, home, typed, OTHER_CLERK))
    with pytest.raises(Conflict, match="刚刚被别人改过"):
        write_draft(home, desk.bureau, CLERK, desk.clock(), proposal)
    assert not (home / f"workflows/drafts/{typed}.yaml").exists()


def test_a_draft_that_was_saved_in_another_encoding_stands_in_the_list_and_is_refused_in_words(
    desk: Desk, home: Path, typed: str
) -> None:
    """Old editors write GBK; the page of all plans ended in a fault then."""
    (home / f"workflows/drafts/{typed}.yaml").write_bytes(PLAN.encode("gbk"))
    assert [one.id for one in listed(home)] == [typed]
    for act in (lambda: draft_sheet(home, typed), lambda: start(desk, home, typed)):
        with pytest.raises(BrokenFiles, match="不是 UTF-8 编码"):
            act()


def test_documents_of_one_name_are_a_draft_each(desk: Desk, home: Path) -> None:
    """Also where all of them come at once: one took another's file."""
    at_once = Barrier(6)

    def keep(number: int) -> str:
        issued = f"清人社〔2020〕{number}号"
        draft = Draft(f"{issued}\n秋季工作方案", issued, "秋季工作方案", date(2020, 9, 1))
        at_once.wait()
        return keep_draft(home, desk.bureau, CLERK, desk.clock(), draft)[0]

    with ThreadPoolExecutor(6) as pool:
        ids = [*pool.map(keep, range(6))]
    assert {file.stem for file in (home / "workflows/drafts").glob("*.yaml")} == {*ids}
    assert len({*ids}) == 6


def test_what_other_systems_leave_beside_the_drafts_is_none(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir(parents=True)
    (folder / "plan.yaml").write_text("title: 方案", encoding="utf-8")
    (folder / "._plan.yaml").write_bytes(b"\x00\x05\x16\x07")  # a Mac, on a stick
    (folder / ".#plan.yaml").symlink_to("clerk@desk.1234")  # an editor, while the draft is open in it
    (folder / "gone.yaml").symlink_to("nowhere")  # dropped while they are listed
    (folder / os.fsdecode("方案.yaml".encode("gbk"))).touch()  # no address could name it
    assert [one.id for one in listed(tmp_path)] == ["plan"]
