"""The HTTP interface of a provider of short texts as a value: what is asked, and what its answers mean."""

import codecs
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from urllib.parse import quote

import httpx

from yudu_flow.delivery.condition import Condition
from yudu_flow.delivery.message import Outgoing
from yudu_flow.domain.channels import WAYS, Channel

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Means(Enum):
    TAKEN = "taken"
    REFUSED = "refused"
    NO_SUCH_NUMBER = "no such number"
    UNKNOWN = "unknown"


@dataclass(frozen=True, repr=False)
class Gateway:
    """`url` and `body` may hold {text} {id} {signature} and the address, {mobile} for an SMS; values are escaped for
    JSON where the body is JSON, else for a form, in `charset`. With {signature} the provider puts 【signature】 before
    the text itself, so the text goes without.

    An answer means yes where all of `accepted` hold; without any, nobody knows what a 2xx means. Any one of `dead`
    means that there is no such number. `timeout` in seconds; `proxy` is an address, and no other one is used. Raises
    ValueError, in Chinese, for settings that cannot work.
    """

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    accepted: tuple[Condition, ...] = ()
    dead: tuple[Condition, ...] = ()
    signature: str = ""
    charset: str = "utf-8"
    proxy: str = ""
    timeout: float = 10.0
    connections: int = 4
    channel: Channel = Channel.SMS

    def __post_init__(self) -> None:
        if not re.match(r"https?://[^/{}]+", self.url):
            raise ValueError(f"{self._called}网关网址 {self._setting('URL')} 应以 http:// 或 https:// 开头并写明主机")
        known = (WAYS[self.channel].field, "text", "id", "signature")
        for name in _PLACEHOLDER.findall(self.url + self.body):
            if name not in known:
                possible = " ".join(f"{{{one}}}" for one in known)
                raise ValueError(f"{self._called}模板中没有“{{{name}}}”，可用的有：{possible}")
        if self.method not in ("POST", "GET", "PUT"):
            raise ValueError(f"{self._setting('METHOD')}“{self.method}”不对，应为 POST、GET 或 PUT")
        if not all(f"{name}{value}".isascii() for name, value in self.headers.items()):
            raise ValueError(f"{self._setting('HEADERS')} 只能用英文字母、数字和符号")
        if self.proxy and not re.match(r"https?://[^/]+", self.proxy):
            raise ValueError("代理网址 YUDU_FLOW_PROXY 应以 http:// 或 https:// 开头并写明主机；socks 代理不能用")
        if not _known_charset(self.charset):
            raise ValueError(f"{self._setting('CHARSET')}“{self.charset}”不对，应为 utf-8 或 gbk")
        self._try_out()

    def _try_out(self) -> None:
        try:
            httpx.Request(self.method, _PLACEHOLDER.sub("1", self.url), headers=dict(self.headers))
            httpx.Proxy(self.proxy or "http://localhost")
        except (httpx.InvalidURL, ValueError) as error:
            raise ValueError(f"{self._called}网关或代理的网址写法不对：{error}") from None

    @property
    def _called(self) -> str:
        return WAYS[self.channel].name

    def _setting(self, name: str) -> str:
        return f"YUDU_FLOW_{self.channel.upper()}_{name}"

    def __repr__(self) -> str:
        return f"Gateway({httpx.URL(_PLACEHOLDER.sub('', self.url)).host!r})"

    @property
    def signs(self) -> bool:
        """Whether the provider adds the signature itself."""
        return "{signature}" in self.url + self.body

    def request(self, outgoing: Outgoing) -> httpx.Request:
        """The request that asks for this message."""
        values = {
            WAYS[self.channel].field: outgoing.address,
            "text": outgoing.text.removeprefix(f"【{self.signature}】") if self.signs else outgoing.text,
            "id": outgoing.id,
            "signature": self.signature,
        }
        url = _filled(self.url, values, self._for_form)
        if not self.body:
            return httpx.Request(self.method, url, headers=self.headers)
        is_json = self.body.lstrip().startswith(("{", "["))
        kind = "application/json" if is_json else "application/x-www-form-urlencoded"
        headers = httpx.Headers({"Content-Type": f"{kind}; charset={self.charset}"} | dict(self.headers))
        content = _filled(self.body, values, _for_json if is_json else self._for_form).encode(self.charset)
        return httpx.Request(self.method, url, headers=headers, content=content)

    def text(self, response: httpx.Response) -> str:
        """The answer's words. Gateways that write GBK seldom say so."""
        charset = response.charset_encoding or self.charset
        try:
            return response.content.decode(charset)
        except (UnicodeDecodeError, LookupError):
            return response.content.decode("gb18030", "replace")

    def means(self, response: httpx.Response) -> Means:
        """What an answer means, as far as that is described."""
        status, text = response.status_code, self.text(response)
        if any(condition.holds(status, text) for condition in self.dead):
            return Means.NO_SUCH_NUMBER
        if not self._may_be_yes(response):
            return Means.REFUSED
        if not self.accepted:
            return Means.UNKNOWN
        held = all(condition.holds(status, text) for condition in self.accepted)
        return Means.TAKEN if held else Means.REFUSED

    def _may_be_yes(self, response: httpx.Response) -> bool:
        return response.is_success or any(condition.kind == "status" for condition in self.accepted)

    def _for_form(self, value: str) -> str:
        return quote(value, safe="", encoding=self.charset, errors="strict")


def _known_charset(name: str) -> bool:
    try:
        return bool("中".encode(codecs.lookup(name).name)) and "a".encode(name) == b"a"
    except (LookupError, UnicodeEncodeError):
        return False


def _filled(template: str, values: Mapping[str, str], escaped: Callable[[str], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: escaped(values[found[1]]), template)


def _for_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]
