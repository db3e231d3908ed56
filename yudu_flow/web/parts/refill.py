"""A page's form as somebody had filled it in: what they wrote put back, and why it was refused said at the field."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from yudu_flow.web.parts.sent import PAGE

if TYPE_CHECKING:
    from lxml.html import FormElement, HtmlElement

Posted = Sequence[tuple[str, str]]
"""In order: (name, value); a name may come more than once."""

ALERT = "refused"
"""The id of the line that says why."""
NOT_PUT_BACK = ("hidden", "password", "file", "submit")
"""Kinds of input that the page fills in anew, or that nobody's words may come back in."""
# lxml takes none of them, and a refusal that quoted U+FFFE ended in the page of faults.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def refilled(
    html: str,
    action: str,
    posted: Posted,
    message: str,
    about: Sequence[str] = (),
    page: str = "",
    tone: str = "problem",
) -> str | None:
    """The page with the form that was sent to `action` filled in again; None where it has no such form any more.

    `message` stands at the head of the form as a `problem` or as `news`, `about` names the fields that it is about,
    `page` is where it stood.
    """
    from lxml.html import document_fromstring, tostring  # loaded with the first refusal

    typed = [(name, UNPRINTABLE.sub("", value)) for name, value in posted]
    whole = document_fromstring(html)
    form = max(whole.forms, key=lambda one: _likeness(one, action, typed), default=None)
    if form is None or _likeness(form, action, typed) < 0:
        return None
    _fill(form, typed)
    _say(form, UNPRINTABLE.sub("", message), about, UNPRINTABLE.sub("", page), tone)
    for fold in form.iterancestors("details"):
        fold.set("open", "")
    return str(tostring(whole, encoding="unicode", doctype="<!doctype html>"))


def _likeness(form: "FormElement", action: str, posted: Posted) -> int:
    """How much of what was posted it has; -1 where it is not sent there."""
    if action not in {form.action, *(str(to) for to in form.xpath(".//@formaction"))}:
        return -1
    hidden = {(one.name, one.get("value", "")) for one in form.xpath(".//input[@type='hidden']")}
    names = {str(name) for name in form.xpath(".//@name")}
    return len(hidden & {*posted}) + len(names & {name for name, _ in posted})


def _fill(form: "FormElement", posted: Posted) -> None:
    said: dict[str, list[str]] = {}
    for name, value in posted:
        said.setdefault(name, []).append(value)
    for one in form.iter("input", "textarea", "select"):
        name, kind = one.get("name", ""), one.get("type", "text")
        if kind in ("checkbox", "radio"):
            one.checked = (name, one.get("value", "on")) in posted
        elif name in said and kind not in NOT_PUT_BACK:
            _put(one, said[name])


def _put(one: "HtmlElement", said: list[str]) -> None:
    """Into a field the first that was sent under its name, of a list all that it has."""
    if one.tag == "input":
        one.set("value", said[0])
    elif one.tag == "textarea":
        one.text = "\n" + said[0]  # a browser drops the first line end
    elif chosen := [words for words in said if words in one.value_options]:
        one.value = chosen if one.multiple else chosen[0]


def _say(form: "FormElement", message: str, about: Sequence[str], page: str, tone: str) -> None:
    from lxml.html.builder import CLASS, INPUT, P

    form.insert(0, P(message, CLASS(tone), role="alert", id=ALERT, tabindex="-1"))
    form.append(INPUT(type="hidden", name=PAGE, value=page))
    meant = [one for one in form.iter("input", "textarea", "select") if one.get("name") in about]
    for one in meant:
        one.set("aria-invalid", "true")
        one.set("aria-errormessage", ALERT)
    (meant or [form[0]])[0].set("autofocus", "")
