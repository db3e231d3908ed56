"""Pages drawn once: kept, given up, forgotten, and never too many."""

import os
from pathlib import Path

from yudu_flow.storage import drawn_pages

ONE, OTHER, MANY = "1" * 64, "2" * 64, 2**20


def test_it_keeps_a_page_under_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    assert drawn_pages.find(folder, ONE, 1) is None
    drawn_pages.keep(folder, ONE, 1, b"page", MANY)
    assert (drawn_pages.find(folder, ONE, 1), drawn_pages.find(folder, ONE, 2)) == (b"page", None)
    assert [file.stat().st_mode & 0o777 for file in folder.iterdir()] == [0o600]


def test_it_remembers_which_file_is_hopeless_until_it_is_gone(tmp_path: Path) -> None:
    drawn_pages.keep(tmp_path, OTHER, 1, b"page", MANY)
    drawn_pages.give_up(tmp_path, ONE)
    assert (drawn_pages.hopeless(tmp_path, ONE), drawn_pages.hopeless(tmp_path, OTHER)) == (True, False)
    drawn_pages.forget(tmp_path, ONE)
    assert not drawn_pages.hopeless(tmp_path, ONE)
    assert drawn_pages.find(tmp_path, OTHER, 1) == b"page"


def test_it_lets_the_oldest_go_where_there_are_too_many(tmp_path: Path) -> None:
    for page in range(1, 4):
        drawn_pages.keep(tmp_path, ONE, page, b"x" * 30, 100)
        os.utime(tmp_path / f"{ONE}.{page}", (page, page))
    drawn_pages.keep(tmp_path, ONE, 4, b"x" * 30, 100)
    assert [page for page in range(1, 5) if drawn_pages.find(tmp_path, ONE, page)] == [2, 3, 4]
