"""What the machine says when something fails, in words that nobody has to look up."""

import errno
import os
import socket
import ssl
from pathlib import Path

import pytest

from yudu_flow.wording.machine import spell_fault


def wrapped(error: BaseException) -> Exception:
    """As libraries hand it on."""
    outer = RuntimeError("Error connecting: [Errno 111]")
    outer.__cause__ = error
    return outer


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"), "对方拒绝连接"),
        (OSError("Multiple exceptions: [Errno 111] Connect call failed ('::1', 9), [Errno 111] …"), "对方拒绝连接"),
        (wrapped(ConnectionResetError(errno.ECONNRESET, "reset by peer")), "连接被对方中断"),
        (wrapped(socket.gaierror(socket.EAI_NONAME, "Name or service not known")), "找不到这个主机名"),
        (TimeoutError(), "对方没有应答"),
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number"), "对方说的不是 TLS"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "磁盘没有空间了"),
        (OSError(errno.EHOSTUNREACH, "No route to host"), "网络不通，到不了这台主机"),
        (ValueError("odd\n  thing"), "系统的原话：odd thing"),
    ],
    ids=lambda given: type(given).__name__ if isinstance(given, Exception) else "",
)
def test_it_says_what_happened(error: BaseException, said: str) -> None:
    assert spell_fault(error).startswith(said)


@pytest.mark.parametrize(("code", "said"), [(10, "证书已过期"), (18, "证书是自己签的"), (62, "证书不是给这台主机的")])
def test_it_says_what_is_wrong_with_a_certificate(code: int, said: str) -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "in English"
    assert spell_fault(error) == said


def test_it_knows_what_the_system_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="Errno") as raised:
        (tmp_path / "nowhere" / "file").read_bytes()
    assert spell_fault(raised.value) == "没有这个文件或文件夹"
