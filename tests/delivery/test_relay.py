"""The relay's URL …"""

from pathlib import Path

import pytest

from yudu_flow.delivery.relay import Relay, Tls


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://relay.example", 25, Tls.NONE),
        ("smtp://relay.example?tls=none", 25, Tls.NONE),
        ("smtp://relay.example?tls=starttls", 587, Tls.STARTTLS),
        ("smtp://u:p@relay.example", 587, Tls.STARTTLS),
        ("smtp://u:p@relay.example?tls=none", 587, Tls.NONE),
        ("smtps://u:p@relay.example", 465, Tls.IMPLICIT),
        ("smtp://[::1]:2525", 2525, Tls.NONE),
    ],
)
def test_it_has_safe_defaults(url: str, port: int, tls: Tls) -> None:
    relay = Relay.parse(url)
    assert (relay.port, relay.tls) == (port, tls)
    assert (relay.connections, relay.per_connection, relay.timeout, relay.pipelining) == (8, 100, 30, True)


def test_it_reads_every_option(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").touch()
    url = f"smtp://a%40b:p%2Fw@h?cafile={tmp_path}/ca.pem&connections=2&per_connection=5&timeout=0.5&pipelining=no"
    relay = Relay.parse(url)
    assert (relay.user, relay.password, relay.cafile) == ("a@b", "p/w", tmp_path / "ca.pem")
    assert (relay.connections, relay.per_connection, relay.timeout, relay.pipelining) == (2, 5, 0.5, False)


def test_it_never_prints_the_password() -> None:
    relay = Relay.parse("smtp://office:s3cret@relay.example")
    assert str(relay) == "smtp://office:***@relay.example:587"
    assert "s3cret" not in f"{relay!r} {relay}"


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("relay.example", "smtp:// 或 smtps://"),
        ("http://relay.example", "smtp:// 或 smtps://"),
        ("smtp://", "写明主机"),
        ("smtp://relay.example:x", "1 到 65535"),
        ("smtp://relay.example:99999", "1 到 65535"),
        ("smtp://u:p/w@relay.example", "1 到 65535"),
        ("smtp://relay.example/path", "%2F"),
        ("smtp://u@relay.example", "用户名:密码@主机"),
        ("smtp://relay.example?tls=ssl", "tls=starttls 或 tls=none"),
        ("smtps://relay.example?tls=none", "请改为 smtp://"),
        ("smtp://relay.example?conections=2", "可用的有"),
        ("smtp://relay.example?connections=0", "1 以上的整数"),
        ("smtp://relay.example?timeout=soon", "timeout=30"),
        ("smtp://relay.example?timeout=nan", "timeout=30"),
        ("smtp://relay.example?pipelining=1", "yes 或 no"),
        ("smtp://relay.example?cafile=/nowhere/ca.pem", "不存在"),
    ],
)
def test_it_says_what_would_be_right(url: str, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("?", r"\?")) as refusal:
        Relay.parse(url)
    assert "p/w" not in str(refusal.value)
