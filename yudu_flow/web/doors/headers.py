"""What every answer carries for the browser's safety."""

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

CSP = (
    "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "x-robots-tag": "noindex",
}
UNKEPT = "no-store"
HSTS = "max-age=31536000"


class SafeHeaders:
    """Adds them to every answer; pages are never kept by browsers or proxies, static files are.

    `encrypted` says whether the bureau's own address is https: then browsers are to come by no other way.
    """

    def __init__(self, app: ASGIApp, encrypted: Callable[[], bool]) -> None:
        self._app, self._encrypted = app, encrypted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        kept = scope["path"].startswith("/static/")

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                # A page's own come first: the frame of a mail has a policy that lets its inline styles through.
                present = {name.decode("latin-1") for name, _ in message["headers"]}
                hsts = {"strict-transport-security": HSTS} if self._encrypted() else {}
                extra = HEADERS | hsts | {"cache-control": "public, max-age=86400" if kept else UNKEPT}
                added = ((name.encode(), value.encode()) for name, value in extra.items() if name not in present)
                message["headers"] = [*message["headers"], *added]
            await send(message)

        return await self._app(scope, receive, add)
