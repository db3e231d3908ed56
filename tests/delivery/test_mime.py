"""A mail put together by hand …"""

from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.delivery.messages import NINE, SENDER, mail
from yudu_flow.delivery.message import Outgoing
from yudu_flow.delivery.mime import build

anything = st.text(max_size=100)
header_text = st.text(st.characters(exclude_characters="\r\n\0", exclude_categories=["Cs"]), max_size=60)


def parsed(outgoing: Outgoing, sender: str = SENDER) -> EmailMessage:
    return message_from_bytes(build(outgoing, sender), policy=policy.default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return cast(str, part.get_content())


def canonical(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


@given(subject=header_text, text=anything, html=anything.filter(bool))
def test_it_parses_back_to_the_same_subject_and_bodies(subject: str, text: str, html: str) -> None:
    message = parsed(mail(subject=subject, text=text, html=html))
    assert message["Subject"] == subject
    assert body(message, "plain") == canonical(text)
    assert body(message, "html") == canonical(html)


@given(name=header_text)
def test_it_parses_back_to_the_same_name_but_for_its_spaces(name: str) -> None:
    raw = message_from_bytes(build(mail(name=name), SENDER), policy=policy.compat32)["To"]
    words = str(make_header(decode_header(raw)))
    spaced = " ".join(name.split())
    assert words == f"{spaced} <jiuye@unit.example>" if spaced else words == "jiuye@unit.example"


# Python's newer parser leaves a space between the words of a longer name (python/cpython#92081); mail programs do not.
@given(name=header_text.map(lambda text: text[:10]))
def test_it_parses_back_to_the_same_short_name(name: str) -> None:
    recipient = parsed(mail(name=name))["To"].addresses[0]
    assert recipient.display_name == " ".join(name.split())
    assert recipient.addr_spec == "jiuye@unit.example"


@given(subject=header_text, name=header_text, text=anything)
def test_it_keeps_every_line_short_ascii_and_ended_by_crlf(subject: str, name: str, text: str) -> None:
    raw = build(mail(subject=subject, name=name, text=text), SENDER)
    lines = raw.split(b"\r\n")
    assert raw.endswith(b"\r\n")
    assert raw.isascii()
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 78


def test_it_carries_the_headers_of_an_automatic_mail() -> None:
    message = parsed(mail())
    assert message["From"].addresses[0].display_name == "局办公室"
    assert message["Date"].datetime == NINE
    assert message["Date"].datetime.utcoffset() == timedelta(hours=8)
    assert message["Message-ID"] == "<daily.2020-09-21.1@flow.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "DR, RN, NRN, OOF, AutoReply"
    assert message["Content-Language"] == "zh-CN"
    assert message["List-Unsubscribe"] is None
    assert not message.defects


def test_it_says_one_day_of_the_week_and_month_in_english_whatever_the_machine_speaks() -> None:
    assert b"Date: Mon, 21 Sep 2020 09:00:00 +0800\r\n" in build(mail(), SENDER)


def test_it_names_the_calendar_plainly_too() -> None:
    """For readers that know no filename*."""
    raw = build(mail(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"), SENDER).decode("ascii")
    assert 'Content-Type: text/calendar; charset=utf-8; name="deadline.ics"\r\n' in raw
    assert '.ics;\r\n filename="deadline.ics"\r\n\r\n' in raw


def test_it_attaches_the_calendar_under_its_chinese_name() -> None:
    message = parsed(mail(calendar="BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"))
    (attachment,) = message.iter_attachments()
    assert attachment.get_filename() == "截止日期.ics"
    assert attachment.get_content_type() == "text/calendar"
    assert attachment.get_content() == "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert body(message, "html") == canonical(mail().html)


def test_it_is_plain_text_alone_without_html() -> None:
    message = parsed(mail(html=""))
    assert message.get_content_type() == "text/plain"
    assert message.get_content() == canonical(mail().text)


@pytest.mark.parametrize("bad", ["\r", "\n", "\0", "\r\nBcc: all@unit.example"])
@pytest.mark.parametrize(
    ("field", "named"),
    [("subject", "邮件标题"), ("name", "收件人姓名"), ("address", "邮箱地址"), ("message_id", "邮件标识")],
)
def test_it_refuses_line_breaks_in_headers_naming_the_field(field: str, named: str, bad: str) -> None:
    with pytest.raises(ValueError, match=named):
        build(mail(**{field: f"x{bad}@unit.example"}), SENDER)


def test_it_refuses_line_breaks_in_the_sender() -> None:
    with pytest.raises(ValueError, match="发件人"):
        build(mail(), "局办公室\r\nBcc: x <office@flow.example>")


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b@c", "a b@unit.example", "<a@unit.example>", "a@单..位", "\u200ba@b"]
)
def test_it_refuses_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="邮箱地址"):
        build(mail(address=address), SENDER)


def test_it_refuses_half_a_surrogate_pair() -> None:
    with pytest.raises(ValueError, match="残缺字符"):
        build(mail(text="\ud83d"), SENDER)


def test_it_writes_a_chinese_domain_in_ascii_and_a_chinese_local_part_as_it_is() -> None:
    assert b"<office@xn--fiqs8s.example>" in build(mail(address="office@中国.example"), SENDER)
    assert "<李明@unit.example>".encode() in build(mail(address="李明@unit.example"), SENDER)


def test_it_takes_a_bare_sender_address() -> None:
    assert build(mail(), "office@flow.example").startswith(b"From: office@flow.example\r\n")


def test_it_prints_the_instant_of_any_zone() -> None:
    assert parsed(mail(queued_at=NINE.astimezone()))["Date"].datetime == NINE
    assert isinstance(NINE, datetime)
