"""A message as a file …"""

import asyncio
import stat
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.delivery.messages import SENDER, mail, sent, sms
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.delivery.spool import SpoolChannel


def write(folder: Path, *batch: Outgoing, channel: str = "email") -> dict[str, Receipt]:
    return asyncio.run(sent(SpoolChannel(folder, channel, SENDER), batch))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_it_is_a_mail_that_opens_named_by_day_hour_and_recipient(tmp_path: Path) -> None:
    receipts = write(tmp_path, mail(id="m1"))
    assert files(tmp_path) == ["2020-09-21/0900-jiuye-liaison-m1.eml"]
    assert receipts["m1"] == Receipt("m1", True, "已写入 2020-09-21/0900-jiuye-liaison-m1.eml")
    raw = (tmp_path / files(tmp_path)[0]).read_bytes()
    assert message_from_bytes(raw, policy=policy.default)["Subject"] == mail().subject


def test_it_is_text_for_an_sms(tmp_path: Path) -> None:
    write(tmp_path, sms(id="s1", address="00012345678"), channel="sms")
    text = (tmp_path / "2020-09-21/0900-jiuye-liaison-s1.txt").read_text(encoding="utf-8")
    assert text == "收信人：李明\n号码：00012345678\n\n【于都人社局】请于9月27日前报送。\n"


def test_it_is_written_over_by_a_retry_and_leaves_no_drafts(tmp_path: Path) -> None:
    write(tmp_path, mail(id="m1"))
    write(tmp_path, mail(id="m1"))
    assert len(files(tmp_path)) == 1


@pytest.mark.parametrize("bad", ["../../etc/passwd", "a/b\\c:d*", "x" * 300, "…", "李" * 200, "𠮷" * 90, "\ud83d"])
def test_it_stays_in_its_folder_whatever_the_names(tmp_path: Path, bad: str) -> None:
    folder = tmp_path / "spool"
    assert all(r.sent for r in write(folder, mail(id=bad, recipient=bad)).values())
    assert len(files(tmp_path)) == len(files(folder)) == 1


def test_it_never_shares_a_file_with_another_message(tmp_path: Path) -> None:
    write(tmp_path, mail(id="daily:1"), mail(id="daily*1"), mail(id="daily_1"))
    assert len(files(tmp_path)) == 3


def test_it_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "var" / "spool"
    write(folder, mail())
    for path in (folder, folder / "2020-09-21"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / files(folder)[0]).stat().st_mode) == 0o600


def test_it_gives_a_mail_that_cannot_be_built_its_own_receipt(tmp_path: Path) -> None:
    receipts = write(tmp_path, mail(id="bad", subject="a\nb"), mail(id="good"))
    assert receipts["bad"].permanent
    assert receipts["good"].sent


def test_it_needs_a_sender_that_is_an_address_for_mails_only(tmp_path: Path) -> None:
    assert SpoolChannel(tmp_path, "sms", "于都人社局").name == "sms"
    with pytest.raises(ValueError, match="邮箱地址"):
        SpoolChannel(tmp_path, "email", "局办公室")


def test_it_can_be_tried_again_where_the_folder_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    receipt = write(tmp_path / "taken", mail(id="m1"))["m1"]
    assert (receipt.sent, receipt.permanent) == (False, False)
    assert "写不进文件夹" in receipt.reply
