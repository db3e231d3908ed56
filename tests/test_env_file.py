"""Single settings changed in a `.env`: what else it says stays, and what is written is what is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yudu_flow.domain.errors import BadRequest
from yudu_flow.settings import Settings
from yudu_flow.upkeep.env_file import change_file, changed

WRITTEN = """# 邮件
export YUDU_FLOW_SMTP_URL="smtp://old"  # 旧的
OTHER='a
b'
yudu_flow_mail_from=office@a.example
"""


def test_comments_other_lines_and_their_order_stay() -> None:
    after = changed(WRITTEN, {"smtp_url": "smtp://new", "base_url": "http://10.1.2.3"})
    kept = "OTHER='a\nb'\nyudu_flow_mail_from=office@a.example\n"
    assert after == f"# 邮件\nYUDU_FLOW_SMTP_URL='smtp://new'\n{kept}YUDU_FLOW_BASE_URL='http://10.1.2.3'\n"


def test_an_empty_value_takes_it_out_however_it_was_spelled() -> None:
    assert "mail_from" not in changed(WRITTEN, {"mail_from": ""})


def test_a_last_line_without_an_end_is_ended() -> None:
    assert changed("A=1", {"base_url": "http://a"}) == "A=1\nYUDU_FLOW_BASE_URL='http://a'\n"


@pytest.mark.parametrize("value", ["a\nYUDU_FLOW_SECRET_KEY=b", "a\0", "a${HOME}"])
def test_no_value_reaches_beyond_its_line(value: str) -> None:
    with pytest.raises(BadRequest):
        changed("", {"mail_from": value})


def test_the_file_is_its_owners_alone(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    change_file(file, {"mail_from": "a@b.example"})
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o644)
    change_file(file, {"mail_from": "c@b.example"})
    assert (file.stat().st_mode & 0o777, file.read_text()) == (0o600, "YUDU_FLOW_MAIL_FROM='c@b.example'\n")


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(lambda value: "${" not in value))
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    file = tmp_path_factory.mktemp("env") / ".env"
    file.write_text(changed(WRITTEN, {"mail_from": value}), encoding="utf-8")
    assert Settings(_env_file=file).mail_from == value
