"""What every answer carries for the browser's safety."""

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


class SafeHeaders:
    """Adds them to every answer; pages are never kept by browsers or proxies, static files are."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        kept = scope["path"].startswith("/static/")

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                extra = HEADERS | {"cache-control": "public, max-age=86400" if kept else UNKEPT}
                pairs = ((name.encode(), value.encode()) for name, value in extra.items())
                message["headers"] = [*message["headers"], *(pair for pair in pairs if pair[0] not in present)]
            await send(message)

        return await self._app(scope, receive, add)
