"""The mail server that takes our mail, as one URL.

    smtp://relay.example                               port 25, no TLS: a relay inside the building
    smtp://user:password@relay.example                 port 587, STARTTLS required
    smtps://user:password@relay.example?connections=2  port 465, TLS from the first byte

Also in the query: tls=starttls|none (smtp only), cafile= (the CA bundle of an inside CA), connections=,
per_connection= (mails before a new connection), timeout= (seconds), pipelining=no (for a relay that announces
it wrongly).
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit


class Tls(StrEnum):
    """How the connection is encrypted. STARTTLS is required where it is named: never a silent fall to plain text."""

    NONE = "none"
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


_PORTS = {Tls.NONE: 25, Tls.STARTTLS: 587, Tls.IMPLICIT: 465}
_OPTIONS = ("tls", "cafile", "connections", "per_connection", "timeout", "pipelining")


@dataclass(frozen=True, slots=True, repr=False)
class Relay:
    """Where and how mail is handed over. `timeout` in seconds, for each answer; the password is never printed."""

    host: str
    port: int
    tls: Tls = Tls.NONE
    user: str | None = None
    password: str | None = None
    cafile: Path | None = None
    connections: int = 8
    per_connection: int = 100
    timeout: float = 30.0
    pipelining: bool = True

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read a URL as above. Raises ValueError, in Chinese, that says what would be right."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise ValueError("邮件服务器网址的主机或端口写法不对，应为 smtp://主机:端口，端口为 1 到 65535") from None
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("邮件服务器网址应以 smtp:// 或 smtps:// 开头并写明主机，例如 smtp://用户名:密码@主机:587")
        if parts.path.strip("/") or parts.fragment:
            raise ValueError("邮件服务器网址在主机之后只能写 ?选项；密码中的 / ? # @ : 要写成 %2F %3F %23 %40 %3A")
        if parts.username and parts.password is None:
            raise ValueError("邮件服务器网址有用户名而没有密码，应为 smtp://用户名:密码@主机")
        options = _options(parts.query)
        tls = _tls(parts.scheme, bool(parts.username), options.get("tls"))
        usual = Tls.STARTTLS if tls is Tls.NONE and parts.username else tls
        return cls(
            host=parts.hostname,
            port=port or _PORTS[usual],
            tls=tls,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.username and parts.password else None,
            cafile=_cafile(options.get("cafile")),
            connections=_whole("connections", options.get("connections", "8")),
            per_connection=_whole("per_connection", options.get("per_connection", "100")),
            timeout=_seconds(options.get("timeout", "30")),
            pipelining=_yes(options.get("pipelining", "yes")),
        )

    def __str__(self) -> str:
        scheme = "smtps" if self.tls is Tls.IMPLICIT else "smtp"
        account = f"{quote(self.user, safe='')}:***@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{scheme}://{account}{host}:{self.port}"

    def __repr__(self) -> str:
        return f"Relay({str(self)!r}, tls={self.tls.value!r})"


def _options(query: str) -> dict[str, str]:
    pairs = parse_qsl(query, keep_blank_values=True)
    unknown = [name for name, _ in pairs if name not in _OPTIONS]
    if unknown:
        raise ValueError(f"邮件服务器网址中没有“{unknown[0]}”这个选项，可用的有：{'、'.join(_OPTIONS)}")
    return dict(pairs)


def _tls(scheme: str, credentials: bool, asked: str | None) -> Tls:
    if scheme == "smtps":
        if asked is not None:
            raise ValueError("smtps:// 本身就是加密连接，不能再写 tls=；要用 STARTTLS 请改为 smtp://")
        return Tls.IMPLICIT
    if asked not in (None, Tls.STARTTLS, Tls.NONE):
        raise ValueError(f"tls=“{asked}”不对，应为 tls=starttls 或 tls=none")
    return Tls(asked) if asked else Tls.STARTTLS if credentials else Tls.NONE


def _cafile(text: str | None) -> Path | None:
    if text is None:
        return None
    if not Path(text).is_file():
        raise ValueError(f"cafile= 指的证书文件不存在：{text}")
    return Path(text)


def _whole(name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"{name}=“{text}”不对，应为 1 以上的整数")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= 3600:
        raise ValueError(f"timeout=“{text}”不对，应为秒数，大于 0 且不超过 3600，例如 timeout=30")
    return seconds


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"pipelining=“{text}”不对，应为 yes 或 no")
    return text == "yes"
