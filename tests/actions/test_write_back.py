"""A file that the disk does not take: nothing is changed, nothing is noted, and whoever saved it is told."""

from pathlib import Path

import pytest
from sqlalchemy import Connection

from tests.bureau import CLERK, Desk
from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.write_back import UNWRITTEN, write_back
from yudu_flow.domain.errors import Busy
from yudu_flow.storage import audit


def test_what_cannot_be_written_is_neither_kept_nor_noted(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, bureau, now = tmp_path / "files", desk.bureau, desk.clock()
    path = folder / "plan.yaml"
    folder.mkdir()
    path.write_bytes(b"old")

    def note(db: Connection) -> None:
        audit.record(db, bureau.key, now, who(bureau, CLERK), "plan_changed", "plan", {})

    def noted() -> int:
        with bureau.reading() as db:
            return len(audit.after(db, bureau.key, 0, 1000))

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = noted()
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Busy, match=UNWRITTEN):
        write_back(bureau, path, b"old", b"new", now, note, "")
    assert (path.read_bytes(), noted(), [*folder.iterdir()]) == (b"old", before, [path])
