"""An SMS provider's HTTP interface as a value: what is asked, and which answer counts as accepted."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx

from yudu_flow.delivery.message import Outgoing

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_KNOWN = ("mobile", "text", "id", "signature")
_KINDS = ("status", "json", "text")


@dataclass(frozen=True, repr=False)
class Gateway:
    """`url` and `body` may hold {mobile} {text} {id} {signature}; values are escaped for JSON where the body is JSON,
    else for a form. With {signature} the provider puts 【signature】 before the text itself, so the text goes without.

    All of `accepted` must hold: `status:200`, `json:code=0` (dots go deeper: `json:data.code=0`), `text:OK` (contained
    in the answer). `timeout` in seconds. Raises ValueError, in Chinese, for settings that cannot work.
    """

    url: str
    method: str = "POST"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: str = ""
    accepted: tuple[str, ...] = ("status:200",)
    signature: str = ""
    timeout: float = 10.0
    connections: int = 4

    def __post_init__(self) -> None:
        if not re.match(r"https?://[^/{}]+", self.url):
            raise ValueError("短信网关网址应以 http:// 或 https:// 开头并写明主机")
        for name in _PLACEHOLDER.findall(self.url + self.body):
            if name not in _KNOWN:
                raise ValueError(f"短信模板中没有“{{{name}}}”，可用的有：{{mobile}} {{text}} {{id}} {{signature}}")
        for condition in self.accepted:
            if not _is_condition(condition):
                raise ValueError(f"“{condition}”不是成功条件，应为 status:200、json:code=0 或 text:OK")
        if not self.accepted:
            raise ValueError("短信网关没有写成功条件，例如 status:200")

    def __repr__(self) -> str:
        return f"Gateway({httpx.URL(_PLACEHOLDER.sub('', self.url)).host!r})"

    @property
    def signs(self) -> bool:
        """Whether the provider adds the signature itself."""
        return "{signature}" in self.url + self.body

    def request(self, outgoing: Outgoing) -> httpx.Request:
        """The request that asks for this message."""
        values = {
            "mobile": outgoing.address,
            "text": outgoing.text.removeprefix(f"【{self.signature}】") if self.signs else outgoing.text,
            "id": outgoing.id,
            "signature": self.signature,
        }
        url = _filled(self.url, values, _for_form)
        if not self.body:
            return httpx.Request(self.method, url, headers=self.headers)
        is_json = self.body.lstrip().startswith(("{", "["))
        kind = "application/json; charset=utf-8" if is_json else "application/x-www-form-urlencoded; charset=utf-8"
        headers = httpx.Headers({"Content-Type": kind} | dict(self.headers))
        content = _filled(self.body, values, _for_json if is_json else _for_form).encode()
        return httpx.Request(self.method, url, headers=headers, content=content)

    def accepts(self, response: httpx.Response) -> bool:
        """Whether the answer says that the message was taken."""
        return all(_holds(condition, response) for condition in self.accepted)


def _filled(template: str, values: Mapping[str, str], escaped: Callable[[str], str]) -> str:
    return _PLACEHOLDER.sub(lambda found: escaped(values[found[1]]), template)


def _for_json(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)[1:-1]


def _for_form(value: str) -> str:
    return quote(value, safe="")


def _is_condition(condition: str) -> bool:
    kind, _, wanted = condition.partition(":")
    return kind in _KINDS and bool(wanted) and (kind != "json" or "=" in wanted)


def _holds(condition: str, response: httpx.Response) -> bool:
    kind, _, wanted = condition.partition(":")
    match kind:
        case "status":
            return str(response.status_code) == wanted
        case "json":
            path, _, value = wanted.partition("=")
            return _at(path, response) == value
        case _:
            return wanted in response.text


def _at(path: str, response: httpx.Response) -> str | None:
    """The value at a dotted path of the JSON answer as text, None where there is none."""
    try:
        found = response.json()
        for key in path.split("."):
            found = found[key]
    except (ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, str) else json.dumps(found)
