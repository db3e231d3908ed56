"""Opening a connection to the relay: TLS and password are aiosmtplib's work; the mails after that are Dialogue's."""

import asyncio
import socket
import ssl
from functools import cached_property
from typing import cast

import aiosmtplib

from yudu_flow.delivery.dialogue import Dialogue
from yudu_flow.delivery.relay import Relay, Tls
from yudu_flow.wording.machine import spell_fault


class Unreachable(Exception):
    """No connection could be opened: the relay's fault or the settings', never a message's. `str()` is Chinese."""


class Connector:
    """Opens connections to one relay; the certificates are read once."""

    def __init__(self, relay: Relay) -> None:
        self._relay = relay

    async def open(self) -> Dialogue:
        """A connection ready for mail, within one timeout altogether. Raises Unreachable."""
        relay = self._relay
        try:
            async with asyncio.timeout(relay.timeout):
                smtp = self._smtp()
                await smtp.connect()
                if smtp.is_ehlo_or_helo_needed:
                    await smtp.ehlo()
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise Unreachable(self._masked(_reason(error, relay))) from None
        if smtp.transport is None:
            raise Unreachable(f"邮件服务器 {relay.host}:{relay.port} 刚接通就断开了连接")
        return Dialogue(
            cast(asyncio.Transport, smtp.transport),
            relay.timeout,
            pipelining=relay.pipelining and smtp.supports_extension("pipelining"),
            smtputf8=smtp.supports_extension("smtputf8"),
        )

    def _smtp(self) -> aiosmtplib.SMTP:
        relay = self._relay
        return aiosmtplib.SMTP(
            hostname=relay.host,
            port=relay.port,
            username=relay.user,
            password=relay.password,
            timeout=relay.timeout,
            use_tls=relay.tls is Tls.IMPLICIT,
            start_tls=relay.tls is Tls.STARTTLS,
            tls_context=None if relay.tls is Tls.NONE else self._certificates,
            local_hostname=_own_name(),
        )

    @cached_property
    def _certificates(self) -> ssl.SSLContext:
        try:
            return ssl.create_default_context(cafile=self._relay.cafile)
        except OSError:
            raise ValueError(f"cafile= 指的证书文件没有了，或不是证书：{self._relay.cafile}") from None

    def _masked(self, reason: str) -> str:
        return reason.replace(self._relay.password, "***") if self._relay.password else reason


def _own_name() -> str:
    """What EHLO calls us. Not socket.getfqdn, which waits for a DNS that an inside network may not have, and not a
    Chinese or bare computer name, which relays refuse: RFC 5321 4.1.3 has the address literal for that.
    """
    name = socket.gethostname()
    return name if name.isascii() and "." in name else "[127.0.0.1]"


def _reason(error: Exception, relay: Relay) -> str:
    where = f"邮件服务器 {relay.host}:{relay.port} "
    match error:
        case aiosmtplib.SMTPAuthenticationError():
            return f"{where}不接受用户名或密码：{_words(error)}"
        case aiosmtplib.SMTPResponseException():
            return f"{where}拒绝连接：{_words(error)}"
        case aiosmtplib.SMTPNotSupported() if relay.tls is Tls.STARTTLS:
            return f"{where}不支持所要求的加密或登录方式（STARTTLS、AUTH）：{error}"
        case TimeoutError():
            return f"{where}{relay.timeout:g} 秒内没有应答"
        case _ if certificate := _certificate_error(error):
            return f"{where}的证书不受信任：{spell_fault(certificate)}；内部 CA 请用 cafile= 指明其证书"
        case ValueError():
            return f"连不上{where.rstrip()}：{error}"
        case _:
            return f"连不上{where.rstrip()}：{spell_fault(error)}"


def _words(error: aiosmtplib.SMTPResponseException) -> str:
    return " ".join(f"{error.code} {error.message}".split())


def _certificate_error(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """aiosmtplib wraps the TLS error of an implicit connection as the cause of its own."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__
    return error
