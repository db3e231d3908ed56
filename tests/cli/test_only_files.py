"""Real contacts and no way out: what is only written into files has told nobody, and every command says so."""

from pathlib import Path

from tests.cli.commands import fine, listed


def test_a_pass_counts_what_went_out_and_what_was_written_apart(desk_home: Path) -> None:
    shown = fine("tick", "--at", "2020-09-18T09:00").out
    assert ("写成文件  2" in shown, "发出      0" in shown) == (True, True)


def test_no_command_says_that_a_file_was_sent(desk_home: Path) -> None:
    for day in ("2020-09-18", "2020-09-21", "2020-09-23", "2020-09-25", "2020-09-27", "2020-09-28"):
        fine("tick", "--at", f"{day}T09:00")
    about = ("--period", "2020-09", "--at", "2020-09-28T10:00")
    assert "白桦（邮件、短信）未送达：只写成文件，没有发出" in fine("why", "--unit", "社保中心", *about).out
    rows = listed("reconcile", *about)
    assert {row["sent"] for row in rows} == {0}
    assert all(row["balanced"] for row in rows)
