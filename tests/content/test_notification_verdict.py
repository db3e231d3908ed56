"""What `check` remembers of the templates: it …"""

from pathlib import Path

import pytest

from yudu_flow.content.notifications.memory import FOUND_GOOD, keep, recall
from yudu_flow.content.notifications.verdict import question


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two templates."""
    place = tmp_path / "notifications" / "receipt"
    place.mkdir(parents=True)
    (place / "subject.txt").write_text("已收到", encoding="utf-8")
    (place / "body.txt").write_text("报告已收到", encoding="utf-8")
    return place.parent


def test_it_knows_what_was_found_good(folder: Path, tmp_path: Path) -> None:
    asked = question(folder, "于都人社局", 70)
    assert recall(tmp_path / "cache", asked, FOUND_GOOD) is None
    keep(tmp_path / "cache", asked, {}, FOUND_GOOD)
    assert recall(tmp_path / "cache", question(folder, "于都人社局", 70), FOUND_GOOD) == {}


def test_it_asks_again_after_a_changed_word_name_or_rule(folder: Path) -> None:
    asked = {question(folder, "于都人社局", 70), question(folder, "于都人社局", 67)}
    (folder / "receipt" / "body.txt").write_text("报告已收", encoding="utf-8")
    asked.add(question(folder, "于都人社局", 70))
    (folder / "receipt" / "body.txt").rename(folder / "receipt" / "body.html")
    asked.add(question(folder, "于都人社局", 70))
    assert len(asked) == 4


def test_it_keeps_the_last_answer_only(folder: Path, tmp_path: Path) -> None:
    for limit in (67, 70):
        keep(tmp_path / "cache", question(folder, limit), {}, FOUND_GOOD)
    assert len([*(tmp_path / "cache").iterdir()]) == 1


def test_it_does_without_where_nothing_can_be_written(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    keep(blocked / "cache", question(folder), {}, FOUND_GOOD)
    assert recall(blocked / "cache", question(folder), FOUND_GOOD) is None
