"""Files that are written whole or not at all, by several at once, on a disk that may be full."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from yudu_flow.cli.output import put_pieces
from yudu_flow.storage import attachments
from yudu_flow.whole_files import rewrite_whole, write_first, write_whole


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_the_same_file_twice_at_once_is_kept_once(tmp_path: Path) -> None:
    """Two presses of a button come to two threads of one process."""
    for size in range(40):
        data = b"%d" % size * 100_000
        with ThreadPoolExecutor(4) as hands:
            [digest] = {*hands.map(lambda _, data=data: attachments.keep(tmp_path, data), range(4))}
        assert attachments.is_whole(tmp_path, digest)
    assert len(names(tmp_path)) == 40


def test_a_full_disk_leaves_the_old_bytes_and_nothing_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "plan.yaml"
    place.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space") as told:
        rewrite_whole(place, b"new")
    assert told.value.filename == str(place)
    assert (names(tmp_path), place.read_bytes()) == (["plan.yaml"], b"old")


def test_it_lets_in_whom_it_let_in_so_far(tmp_path: Path) -> None:
    place = tmp_path / "plan.yaml"
    write_whole(place, b"one", 0o640)
    rewrite_whole(place, b"two")
    assert (place.stat().st_mode & 0o7777, place.read_bytes()) == (0o640, b"two")


@pytest.mark.parametrize("error", [FileExistsError(17, "File exists"), PermissionError(1, "Operation not permitted")])
def test_of_two_who_begin_at_once_both_find_the_first_one_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    """Also on a disk where a file cannot have a second name: the audit's key was that of the second."""

    def too_late(place: Path, _: Path) -> None:
        place.write_bytes(b"first")
        raise error

    monkeypatch.setattr(Path, "hardlink_to", too_late)
    write_first(tmp_path / "audit.key", b"second")
    assert (names(tmp_path), (tmp_path / "audit.key").read_bytes()) == (["audit.key"], b"first")


def test_what_two_export_into_one_file_at_once_is_one_of_them_whole(tmp_path: Path) -> None:
    """The second had truncated the first one's draft, and the first moved it away from under the second."""
    place, between = tmp_path / "archive.zip", Barrier(2)

    def pieces(letter: bytes) -> Iterator[bytes]:
        for _ in range(3):
            between.wait()
            yield letter * 100_000

    with ThreadPoolExecutor(2) as hands:
        [*hands.map(lambda letter: put_pieces(place, pieces(letter)), (b"a", b"b"))]
    assert place.read_bytes() in (b"a" * 300_000, b"b" * 300_000)
    assert names(tmp_path) == ["archive.zip"]


def test_what_is_exported_lets_in_whom_any_new_file_does(tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"")
    put_pieces(tmp_path / "archive.zip", [b"whole"])
    assert (tmp_path / "archive.zip").stat().st_mode == (tmp_path / "plain").stat().st_mode
