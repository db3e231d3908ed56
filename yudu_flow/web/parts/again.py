"""A form that was refused comes back as its writer had filled it in, on the page that it stood on.

The page is asked for anew inside the process, as whoever sent the form would see it now. Where their session has
ended, the sign-in page carries what they wrote along, and hands it back once they are in.
"""

from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from yudu_flow.web.doors.hall import CONSOLE
from yudu_flow.web.parts.refill import refilled
from yudu_flow.web.parts.sent import Sent

OF_THE_BODY = ("content-length", "content-type", "transfer-encoding", "expect", "origin", "range", "cookie")
WELCOME = "已重新登录，刚才填写的内容还在，请核对后再提交"


async def shown_again(
    request: Request,
    sent: Sent,
    message: str,
    status: int,
    fields: Sequence[str] = (),
    cookies: Mapping[str, str] | None = None,
) -> Response | None:
    """The page with its form filled in again; None where the page, or the form on it, is no longer there."""
    import httpx  # loaded with the first refusal

    # From the visitor's own address: what it gets wrong is counted by that, and not for this machine.
    inside = httpx.ASGITransport(request.scope[CONSOLE], raise_app_exceptions=False, client=request.client or ("", 0))
    headers = {name: value for name, value in request.headers.items() if name not in OF_THE_BODY}
    known = {**request.cookies, **(cookies or {})}
    try:
        async with httpx.AsyncClient(transport=inside, base_url=str(request.base_url), cookies=known) as visitor:
            answer = await visitor.get(sent.page, headers=headers)
    except (httpx.InvalidURL, ValueError):  # what a script names as its page or host
        return None
    if answer.status_code != 200 or not answer.headers.get("content-type", "").startswith("text/html"):
        return None
    html = refilled(answer.text, sent.action, sent.fields, message, fields, sent.page)
    if html is None:
        return None
    again = HTMLResponse(html, status)
    again.raw_headers += [one for one in answer.headers.raw if one[0] == b"set-cookie"]
    return again
