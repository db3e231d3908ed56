"""Mail to a real SMTP server (aiosmtpd) on loopback …"""

import asyncio
import ssl
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.delivery.conftest import Certificates
from tests.delivery.messages import SENDER, mail, mails, sent
from yudu_flow.delivery.dialogue import Reply
from yudu_flow.delivery.email import EmailChannel
from yudu_flow.delivery.message import Fault, Outgoing, Receipt
from yudu_flow.delivery.relay import Relay


@dataclass
class Inbox:
    """What the server took, and how each session stood: encrypted, logged in."""

    mails: list[tuple[str, str, bytes]] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    tries: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append((str(envelope.mail_from), envelope.rcpt_tos[0], envelope.content))
        self.encrypted.append(session.ssl is not None)
        return "250 2.0.0 taken"

    def authenticate(self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.tries.append(login.password)
        # handled=False: the default leaves the answer to us, and the client waits for it in vain.
        return AuthResult(success=login.password == b"s3cret", handled=False)


def deliver(
    url: str, batch: list[Outgoing], *, tls: ssl.SSLContext | None = None, **settings: Any
) -> tuple[dict[str, Receipt], Inbox]:
    """Send through a server with these settings; `url` has a {port} to fill."""

    async def run() -> tuple[dict[str, Receipt], Inbox]:
        inbox = Inbox()
        loop = asyncio.get_running_loop()
        if "auth_required" in settings:
            settings["authenticator"] = inbox.authenticate
        server = await loop.create_server(
            lambda: SMTP(inbox, loop=loop, hostname="relay.example", **settings), "127.0.0.1", 0, ssl=tls
        )
        port = server.sockets[0].getsockname()[1]
        try:
            return await sent(EmailChannel(Relay.parse(url.format(port=port)), SENDER), batch), inbox
        finally:
            server.close()

    return asyncio.run(run())


def test_it_arrives_whole_with_envelope_and_content() -> None:
    receipts, inbox = deliver("smtp://127.0.0.1:{port}", [mail()])
    assert receipts[mail().id] == Receipt(mail().id, True, "250 2.0.0 taken")
    ((sender, recipient, content),) = inbox.mails
    assert (sender, recipient) == ("office@flow.example", "jiuye@unit.example")
    assert message_from_bytes(content, policy=policy.default)["Subject"] == mail().subject


def test_it_arrives_once_each_over_connections_of_limited_life() -> None:
    receipts, inbox = deliver("smtp://127.0.0.1:{port}?per_connection=7&connections=3", mails(60))
    assert all(receipt.sent for receipt in receipts.values())
    assert sorted(recipient for _, recipient, _ in inbox.mails) == sorted(m.address for m in mails(60))


def test_it_logs_in_over_starttls_trusting_the_ca_given(certificates: Certificates) -> None:
    receipts, inbox = deliver(
        f"smtp://office:s3cret@127.0.0.1:{{port}}?cafile={certificates.cafile}",
        mails(3),
        tls_context=certificates.server,
        auth_required=True,
    )
    assert all(receipt.sent for receipt in receipts.values())
    assert inbox.encrypted == [True] * 3


def test_it_speaks_tls_from_the_first_byte(certificates: Certificates) -> None:
    receipts, inbox = deliver(
        f"smtps://127.0.0.1:{{port}}?cafile={certificates.cafile}", mails(3), tls=certificates.server
    )
    assert all(receipt.sent for receipt in receipts.values())
    assert len(inbox.mails) == 3


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # aiosmtpd's side of a broken handshake
@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_it_sends_nothing_to_a_relay_whose_certificate_is_not_trusted(certificates: Certificates, scheme: str) -> None:
    implicit = scheme == "smtps"
    receipts, inbox = deliver(
        f"{scheme}://127.0.0.1:{{port}}?cafile={certificates.other_cafile}{'' if implicit else '&tls=starttls'}",
        mails(2),
        tls=certificates.server if implicit else None,
        **({} if implicit else {"tls_context": certificates.server}),
    )
    assert all("证书不受信任" in r.reply and not r.permanent and not r.unsure for r in receipts.values())
    assert inbox.mails == []


def test_it_puts_everything_off_where_the_ca_file_is_spoilt(certificates: Certificates, tmp_path: Path) -> None:
    spoilt = tmp_path / "ca.pem"
    spoilt.write_text("nothing")
    relay = Relay.parse(f"smtps://127.0.0.1:9?cafile={spoilt}")
    for _ in ("no certificate", "no file"):
        [receipt] = asyncio.run(sent(EmailChannel(relay, SENDER), [mail()])).values()
        assert (receipt.permanent, receipt.fault, "证书文件" in receipt.reply) == (False, "relay", True)
        spoilt.unlink(missing_ok=True)


def test_it_never_falls_to_plain_text_where_starttls_is_required() -> None:
    receipts, inbox = deliver("smtp://office:s3cret@127.0.0.1:{port}", mails(2))
    assert all("STARTTLS" in r.reply and not r.permanent for r in receipts.values())
    assert inbox.mails == []


def test_it_blames_the_relay_and_not_the_mails_for_a_wrong_password_and_tries_it_once(
    certificates: Certificates,
) -> None:
    receipts, inbox = deliver(
        f"smtp://office:wr0ng@127.0.0.1:{{port}}?cafile={certificates.cafile}",
        mails(40),
        tls_context=certificates.server,
        auth_required=True,
    )
    assert all("535" in r.reply and "用户名或密码" in r.reply for r in receipts.values())
    assert not any(r.sent or r.permanent or r.unsure or "wr0ng" in r.reply for r in receipts.values())
    assert len(set(inbox.tries)) == 1


def test_it_sends_to_a_chinese_local_part_where_the_relay_can() -> None:
    chinese = mail(address="李明@unit.example")
    receipts, inbox = deliver("smtp://127.0.0.1:{port}", [chinese], enable_SMTPUTF8=True)
    assert receipts[chinese.id].sent
    assert inbox.mails[0][1] == "李明@unit.example"


def test_it_says_so_where_the_relay_cannot() -> None:
    chinese = mail(id="chinese", address="李明@unit.example")
    receipts, inbox = deliver("smtp://127.0.0.1:{port}", [chinese, mail()], enable_SMTPUTF8=False)
    assert receipts["chinese"].permanent
    assert "SMTPUTF8" in receipts["chinese"].reply
    assert receipts[mail().id].sent
    assert len(inbox.mails) == 1


def test_it_gives_a_mail_that_cannot_be_built_its_own_receipt() -> None:
    receipts, inbox = deliver("smtp://127.0.0.1:{port}", [mail(id="bad", subject="a\nb"), mail()])
    assert receipts["bad"] == Receipt("bad", False, "邮件标题不能含有换行或空字符", permanent=True, fault=Fault.MAIL)
    assert len(inbox.mails) == 1


def test_it_refuses_a_sender_that_is_no_address() -> None:
    with pytest.raises(ValueError, match="邮箱地址"):
        EmailChannel(Relay.parse("smtp://127.0.0.1"), "局办公室")


def test_it_keeps_of_an_answer_what_every_database_takes() -> None:
    """A server refuses the character 0 in a text."""
    assert Reply(250, b"250 2.0.0 Ok:\x00 queued").text == "250 2.0.0 Ok: queued"
