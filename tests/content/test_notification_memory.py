"""Compiled templates are kept from one process to the next, and never used for other words than theirs."""

import shutil
from pathlib import Path

import pytest

from tests.content.copies import SHIPPED
from yudu_flow.content.notifications.kinds import templates
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.content.notifications.templates import SHARED, TemplateProblem, _code, compiled, spoken


def folder_of(place: Path) -> Path:
    return Path(shutil.copytree(SHIPPED / "notifications", place / "notifications"))


def forget() -> None:
    """As a fresh process, which remembers nothing but what lies on disk."""
    _code.cache_clear()
    SHARED.clear()


def said(folder: Path, memory: Path) -> str:
    """What a fresh process says."""
    forget()
    return spoken(compiled(folder, ["waived/plain.txt"], memory)["waived/plain.txt"], {})


def write(folder: Path, words: str) -> None:
    (folder / "waived" / "plain.txt").write_text(words, encoding="utf-8")


def test_it_compiles_every_shipped_template_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    forget()
    first = compiled(folder, templates(), tmp_path / "cache")
    forget()
    again = compiled(folder, templates(), tmp_path / "cache")
    assert _code.cache_info().misses == 0
    assert [*again] == [*first]


def test_it_says_changed_words_at_once(tmp_path: Path) -> None:
    folder, memory = folder_of(tmp_path), tmp_path / "cache"
    write(folder, "一")
    assert said(folder, memory) == "一"
    write(folder, "二")
    assert said(folder, memory) == "二"
    assert len([*memory.iterdir()]) == 1


@pytest.mark.parametrize("cut", [-7, 40, 0])
def test_a_memory_cut_short_is_passed_over(tmp_path: Path, cut: int) -> None:
    folder, memory = folder_of(tmp_path), tmp_path / "cache"
    write(folder, "一")
    said(folder, memory)
    [file] = memory.iterdir()
    file.write_bytes(file.read_bytes()[:cut])
    assert said(folder, memory) == "一"


def test_it_works_where_nothing_can_be_written(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    write(folder, "一")
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    assert said(folder, tmp_path / "file" / "cache") == "一"


def test_a_draft_left_by_a_crash_is_swept_up(tmp_path: Path) -> None:
    folder, memory = folder_of(tmp_path), tmp_path / "cache"
    write(folder, "一")
    memory.mkdir()
    (memory / ".a1b2c3.tmp").write_bytes(b"half")
    said(folder, memory)
    assert [file.name for file in memory.iterdir() if file.name.startswith(".")] == []


def test_a_broken_template_is_not_remembered_as_good(tmp_path: Path) -> None:
    folder, memory = folder_of(tmp_path), tmp_path / "cache"
    write(folder, "{% if %}")
    for _ in range(2):
        with pytest.raises(TemplateProblem):
            said(folder, memory)


def test_what_a_play_says_and_what_is_written_are_kept_beside_each_other(tmp_path: Path) -> None:
    folder, memory = folder_of(tmp_path), tmp_path / "cache"
    for _ in range(2):
        forget()
        Notifications.load(folder, "局办", 134, memory)
        Notifications.load(folder, "局办", 134, memory, headlines=True)
    assert _code.cache_info().misses == 0
    assert len([*memory.iterdir()]) == 2
