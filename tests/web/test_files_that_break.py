"""What the office's pages say of content that somebody spoilt beside them, while what was in force goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bureau import CLERK
from tests.web.browser import Browser, Console

ROSTER = "config/roster.yaml"
FORMS = {
    "config/calendar.yaml": ("/office/calendar/2021",),
    "config/rules.yaml": ("/office/rules", "/office/rules/report", "/office/preview"),
}


@pytest.fixture
def clerk(console: Console) -> Browser:
    return console.account(CLERK)


def as_an_old_editor_saves(file: Path) -> None:
    file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))


@pytest.mark.parametrize("file", FORMS)
def test_a_file_that_went_is_named(console: Console, clerk: Browser, file: str) -> None:
    """Each of its forms ended in the page of faults."""
    (console.hall.settings.home / file).unlink()
    assert all("缺少这个文件" in clerk.look(page, 400) for page in FORMS[file])


@pytest.mark.parametrize("file", FORMS)
def test_a_file_in_another_encoding_is_named(console: Console, clerk: Browser, file: str) -> None:
    as_an_old_editor_saves(console.hall.settings.home / file)
    assert all("不是 UTF-8 编码" in clerk.look(page, 400) for page in FORMS[file])


@pytest.mark.parametrize(
    ("spoil", "said"), [(Path.unlink, "缺少这个文件"), (as_an_old_editor_saves, "不是 UTF-8 编码")]
)
def test_the_roster_in_force_is_shown_and_its_changes_are_refused_in_words(
    console: Console, clerk: Browser, spoil: Callable[[Path], None], said: str
) -> None:
    """The list of people was the page of faults as well."""
    spoil(console.hall.settings.home / ROSTER)
    assert "白桦" in clerk.look("/office/roster")
    assert said in clerk.press("/office/roster/change/people-new", {"name": "新人"}, 400)
