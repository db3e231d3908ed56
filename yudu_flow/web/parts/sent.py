"""A form as it was sent: what a refusal hands back, and what the sign-in page carries along."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request

from yudu_flow.web.doors.addresses import parted

OURS = re.compile(r"/(?![/\\])[^\s\\]*\Z")
"""A path of this console: browsers read `//` and `/\\` as another host."""
PAGE = "on-page"
"""The hidden field that says which page a form stood on, once it is shown at the address that it was sent to."""
UNKEPT = ("token", "password", "kept", PAGE)
MOST = 20_000
"""Characters that a sign-in page carries along: each takes nine bytes of the form that brings them back."""
SHORT = 15
"""Characters that are soon typed again."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: the page that it stood on, where it went, what it said."""

    page: str
    action: str
    fields: Sequence[tuple[str, str]]

    @property
    def written(self) -> list[str]:
        """What took somebody a while to write."""
        return [words for _, value in self.fields if len(words := tidy(value)) > SHORT and not words.isascii()]

    def dumped(self) -> str:
        """For a hidden field of the sign-in page; empty where it is too long for one."""
        dump = json.dumps([self.page, self.action, self.fields], ensure_ascii=False)
        return dump if len(dump) <= MOST else ""


def loaded(dumped: str) -> Sent | None:
    """The form that the sign-in page had carried along; None where there was none."""
    try:
        page, action, fields = json.loads(dumped)
        sent = Sent(str(page), str(action), [(str(name), str(value)) for name, value in fields])
    except (ValueError, TypeError):
        return None
    return sent if OURS.match(sent.page) else None


def sent_by(request: Request, form: FormData) -> Sent | None:
    """What a visitor sent; None where a script did. The page that it stood on is empty where a browser hides it."""
    came = parted(str(form.get(PAGE, "")) or request.headers.get("referer", ""))
    page = f"{came.path}?{came.query}" if came.query else came.path
    if "hx-request" in request.headers:
        return None
    fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name not in UNKEPT]
    return Sent(page if OURS.match(page) else "", request.url.path, fields)


def tidy(value: str) -> str:
    """A field's words: a browser sends two characters for the end of a line, and counts one against its length."""
    return value.replace("\r\n", "\n").strip()
