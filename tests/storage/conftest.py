"""What the tests of backups begin with, on either database."""

from pathlib import Path

import pytest

from tests.bureau import JOBS, Desk, instant, report_of
from yudu_flow.actions.acts.file_report import Report, file_report
from yudu_flow.settings import Settings
from yudu_flow.upkeep.archive import write_backup

PAGE = b"%PDF-1.4 sealed page"
TAKEN = instant("2020-09-21T12:00")


@pytest.fixture
def settings(home: Path, database: str) -> Settings:
    """The machine's settings."""
    return Settings(home=home, database_url=database, _env_file=None)


@pytest.fixture
def backup(settings: Settings, desk: Desk, tmp_path: Path) -> Path:
    """A backup taken at noon of 09-21, after R-5 had gone out; the program ran on until 09-23."""
    desk.at("2020-09-18T09:00")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PAGE)
    report = Report("已完成全部任务", files=(scan,))
    now = instant("2020-09-18T10:00")
    file_report(desk.bureau, report_of(JOBS), "苏禾", now, report, store=settings.var / "attachments")
    desk.at("2020-09-21T09:00")
    file = tmp_path / "backup.zip"
    write_backup(settings, file, TAKEN)
    desk.at("2020-09-23T09:00")
    desk.bureau.engine.dispose()
    return file
