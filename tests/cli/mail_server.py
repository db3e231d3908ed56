"""A real mail server on loopback, in its own thread, that wants STARTTLS and the password s3cret."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.smtp import SMTP, AuthResult


def _judge(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
    return AuthResult(success=login.password == b"s3cret", handled=False)


@contextmanager
def mail_server(folder: Path) -> Iterator[str]:
    """Its URL, with {password} to fill; ended when the test is."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = asyncio.run_coroutine_threadsafe(_listen(loop, tls), loop).result(10)
    try:
        port = server.sockets[0].getsockname()[1]
        yield f"smtp://office:{{password}}@127.0.0.1:{port}?cafile={folder / 'ca.pem'}"
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _listen(loop: asyncio.AbstractEventLoop, tls: ssl.SSLContext) -> asyncio.Server:
    return await loop.create_server(
        lambda: SMTP(
            _Nobody(), loop=loop, tls_context=tls, require_starttls=True, auth_required=True, authenticator=_judge
        ),
        "127.0.0.1",
        0,
    )


async def _close(server: asyncio.Server) -> None:
    """Ends the sessions too: a transport that is never closed is a warning in some later test."""
    server.close()
    sessions = asyncio.all_tasks() - {asyncio.current_task()}
    for session in sessions:
        session.cancel()
    await asyncio.gather(*sessions, return_exceptions=True)
    await asyncio.sleep(0.05)


class _Nobody:
    """Takes no mail: `doctor` only signs in."""

    async def handle_MAIL(self, *_: Any) -> str:
        return "550 5.7.1 nobody may send here"
